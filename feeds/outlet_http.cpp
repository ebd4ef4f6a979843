#include <chrono>
#include <stop_token>

#include "feeds/http_auth.h"
#include "feeds/http_client.h"
#include "feeds/outlets.h"
#include "feeds/transport.h"
#include "feeds/transport_tools.h"

namespace feeds {
namespace {

using Steady = std::chrono::steady_clock;

/// The message itself is what is wrong: 400, too large, no such type, not to be processed.
bool is_refusal(int status) { return status == 400 || status == 413 || status == 415 || status == 422; }

class HttpOutlet : public Outlet {
public:
    HttpOutlet(OutletSetup const& setup)
        : url_(setup.url),
          sign_(setup.sign),
          patience_(setup.patience),
          stop_(setup.stop),
          client_({.user = setup.user, .secret = setup.secret, .ca_file = setup.ca_file}) {}

    base::Status publish(std::string_view topic, std::string_view body) override {
        HttpCall call{.url = url_,
                      .post = true,
                      .follow = false,
                      .body = std::string(body),
                      .headers = {"Content-Type: application/json"}};
        if (!sign_.empty()) call.headers.push_back("X-Signature: sha256=" + hmac_sha256(sign_, body));
        if (!topic.empty()) call.url.append(url_.ends_with('/') ? "" : "/").append(topic);
        Backoff backoff(seed_of(url_));
        auto const until = Steady::now() + patience_;
        while (true) {
            HttpAnswer const answer = client_.call(call, stop_);
            if (answer.status >= 200 && answer.status < 300) return base::done;
            bool const may_pass = answer.status == 0 || answer.status == 429 || answer.status == 503;
            if (!may_pass || Steady::now() > until || stop_.stop_requested()) {
                std::string const why = answer.status == 0 ? answer.problem : "status " + std::to_string(answer.status);
                return base::Error{url_ + ": " + why,
                                   is_refusal(answer.status) ? base::ErrorKind::usage : base::ErrorKind::failed};
            }
            pause(stop_, std::chrono::milliseconds(backoff.next_ms()));
        }
    }
    base::Status finish() override { return base::done; }

private:
    std::string url_, sign_;
    std::chrono::milliseconds patience_;
    std::stop_token stop_;
    HttpClient client_;
};

}  // namespace

base::Result<std::unique_ptr<Outlet>> open_http_outlet(OutletSetup const& setup, Url const& url) {
    if (url.host.empty()) return base::Error{"'" + setup.url + "' names no host"};
    return std::unique_ptr<Outlet>(std::make_unique<HttpOutlet>(setup));
}

}  // namespace feeds
