#include "feeds/http_poll.h"

#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "feeds/framing.h"
#include "feeds/http_client.h"
#include "feeds/transport_tools.h"

namespace feeds {
namespace {

using std::chrono::milliseconds;

/// What the server said of the answer taken last, to be asked whether there is a newer one: "HASH ETAG\nDATE".
struct Validators {
    std::uint64_t hash = 0;
    std::string etag, modified;

    static Validators parse(std::string const& text) {
        Validators result;
        char* end = nullptr;
        result.hash = std::strtoull(text.c_str(), &end, 10);
        std::string_view const rest = *end == ' ' ? end + 1 : end;
        std::size_t const line = std::min(rest.find('\n'), rest.size());
        result.etag = rest.substr(0, line);
        result.modified = rest.substr(std::min(line + 1, rest.size()));
        return result;
    }
    std::string text() const { return std::to_string(hash) + " " + etag + "\n" + modified; }
};

Framing framing_of(std::string const& content_type) {
    auto const has = [&](std::string_view word) { return content_type.find(word) != std::string::npos; };
    if (has("csv")) return Framing::csv;
    if (has("ndjson") || has("jsonl") || has("json-lines")) return Framing::lines;
    if (has("json-seq")) return Framing::sequence;
    return Framing::document;
}

/// An answer that is short enough is one message, as the mapping may need what is around its items.
std::vector<std::string> messages_of(HttpAnswer const& answer) {
    if (answer.body.empty()) return {};
    if (answer.body.size() <= kLongestMessage) return {answer.body};
    std::vector<std::string> messages;
    auto const take = [&](std::string body, std::uint64_t) {
        messages.push_back(std::move(body));
        return true;
    };
    auto const reader = RecordReader::make(framing_of(answer.header("content-type")), 0);
    reader->push(answer.body, take);
    reader->finish(take);
    return messages;
}

std::string reason_for(int status) {
    std::string const code = "HTTP status " + std::to_string(status);
    if (status == 401 || status == 403) return code + ": the user or the secret is refused";
    if (status == 404) return code + ": nothing is at this address";
    return code;
}

class HttpPoll : public Transport {
public:
    explicit HttpPoll(TransportSetup setup)
        : setup_(std::move(setup)),
          client_({.user = setup_.spec.user, .secret = setup_.secret, .ca_file = setup_.spec.ca_file}),
          backoff_(seed_of(setup_.client_id + setup_.spec.id)),
          known_(Validators::parse(setup_.position)),
          thread_([this](std::stop_token const& stop) { run(stop); }) {}

    Link link() const override { return link_.read(); }

private:
    void run(std::stop_token const& stop) {
        milliseconds const every{std::max<std::int64_t>(setup_.spec.poll_ms, 100)};
        while (!stop.stop_requested()) {
            HttpAnswer const answer = client_.call(question(), stop);
            if (stop.stop_requested()) return;
            bool const good = answer.status == 200 || answer.status == 204 || answer.status == 304;
            if (good) {
                link_.up();
                backoff_.succeeded();
                if (answer.status == 200 && !take(answer, stop)) return;
                pause(stop, every);
            } else {
                link_.down(answer.status == 0 ? answer.problem : reason_for(answer.status));
                milliseconds const wait{std::max(backoff_.next_ms(), answer.retry_after_s() * 1000)};
                pause(stop, wait);
            }
        }
    }

    HttpCall question() const {
        HttpCall call{.url = setup_.spec.url, .body = {}, .headers = {"Accept: application/json, */*;q=0.5"}};
        if (!known_.etag.empty()) call.headers.push_back("If-None-Match: " + known_.etag);
        if (!known_.modified.empty()) call.headers.push_back("If-Modified-Since: " + known_.modified);
        return call;
    }

    bool take(HttpAnswer const& answer, std::stop_token const& stop) {
        Validators const now{
            .hash = seed_of(answer.body), .etag = answer.header("etag"), .modified = answer.header("last-modified")};
        // A server without validators says the same thing again and again.
        bool const news = now.hash != known_.hash;
        std::vector<std::string> messages = news ? messages_of(answer) : std::vector<std::string>{};
        for (std::string& message : messages) {
            bool const last = &message == &messages.back();
            Arrival const arrival{.body = std::move(message),
                                  .topic = {},
                                  .position = last ? now.text() : known_.text(),
                                  .received = setup_.clock()};
            if (!deliver(*setup_.sink, arrival, link_, backoff_, stop)) return false;
        }
        known_ = now;
        return true;
    }

    TransportSetup const setup_;
    LinkBoard link_;
    HttpClient client_;
    Backoff backoff_;
    Validators known_;
    std::jthread thread_;
};

}  // namespace

base::Result<std::unique_ptr<Transport>> open_http_poll(TransportSetup setup, Url const& url) {
    if (url.host.empty()) return base::Error{"'" + setup.spec.url + "' names no host"};
    if (auto const ca = resolve_ca(setup); !ca) return ca.error();
    return std::unique_ptr<Transport>(std::make_unique<HttpPoll>(std::move(setup)));
}

}  // namespace feeds
