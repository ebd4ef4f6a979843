#include <chrono>
#include <stop_token>

#include "feeds/http_client.h"
#include "feeds/outlets.h"
#include "feeds/transport.h"
#include "feeds/transport_tools.h"

namespace feeds {
namespace {

using Steady = std::chrono::steady_clock;

class HttpOutlet : public Outlet {
public:
    HttpOutlet(OutletSetup const& setup)
        : url_(setup.url), client_({.user = setup.user, .secret = setup.secret, .ca_file = setup.ca_file}) {}

    base::Status publish(std::string_view topic, std::string_view body) override {
        constexpr std::chrono::seconds kPatience{10};
        HttpCall call{
            .url = url_, .post = true, .body = std::string(body), .headers = {"Content-Type: application/json"}};
        if (!topic.empty()) call.url.append(url_.ends_with('/') ? "" : "/").append(topic);
        Backoff backoff(seed_of(url_));
        auto const until = Steady::now() + kPatience;
        while (true) {
            HttpAnswer const answer = client_.call(call, {});
            if (answer.status >= 200 && answer.status < 300) return base::done;
            bool const may_pass = answer.status == 0 || answer.status == 429 || answer.status == 503;
            if (!may_pass || Steady::now() > until) {
                std::string const why = answer.status == 0 ? answer.problem : "status " + std::to_string(answer.status);
                return base::Error{url_ + ": " + why};
            }
            pause({}, std::chrono::milliseconds(backoff.next_ms()));
        }
    }
    base::Status finish() override { return base::done; }

private:
    std::string url_;
    HttpClient client_;
};

}  // namespace

base::Result<std::unique_ptr<Outlet>> open_http_outlet(OutletSetup const& setup, Url const& url) {
    if (url.host.empty()) return base::Error{"'" + setup.url + "' names no host"};
    return std::unique_ptr<Outlet>(std::make_unique<HttpOutlet>(setup));
}

}  // namespace feeds
