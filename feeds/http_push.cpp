#include "feeds/http_push.h"

#include <string>
#include <thread>
#include <utility>

#include "feeds/http_server.h"
#include "feeds/transport_tools.h"

namespace feeds {
namespace {

class HttpPush : public Transport {
public:
    HttpPush(TransportSetup setup, std::string host, int port)
        : setup_(std::move(setup)),
          host_(std::move(host)),
          port_(port),
          backoff_(seed_of(setup_.client_id)),
          thread_([this](std::stop_token const& stop) { run(stop); }) {}

    Link link() const override { return link_.read(); }

private:
    void run(std::stop_token const& stop) {
        while (!stop.stop_requested()) {
            auto const server = HttpServer::start(listener());
            if (server) {
                link_.up();
                while (pause(stop, std::chrono::hours(1))) continue;
                return;
            }
            link_.down(server.error().message);
            pause(stop, std::chrono::milliseconds(backoff_.next_ms()));
        }
    }

    HttpSetup listener() const {
        auto const find = [this](std::string const& feed) {
            return feed == setup_.spec.id ? IngestTarget{setup_.sink, setup_.secret} : IngestTarget{};
        };
        return {.host = host_,
                .port = port_,
                .secret = setup_.secret,
                .routes = {ingest_route(find, setup_.clock)},
                .workers = 4};
    }

    TransportSetup const setup_;
    std::string const host_;
    int const port_;
    LinkBoard link_;
    Backoff backoff_;
    std::jthread thread_;
};

}  // namespace

base::Result<std::unique_ptr<Transport>> open_http_push(TransportSetup setup, Url const& url) {
    if (url.host.empty() || url.port == 0) {
        return base::Error{"'" + setup.spec.url + "' names no host and port to listen on"};
    }
    if (setup.secret.empty() && !listens_locally(url.host)) {
        return base::Error{"listening on " + url.host + " needs a secret: whoever reaches this port could post"};
    }
    return std::unique_ptr<Transport>(std::make_unique<HttpPush>(std::move(setup), url.host, url.port));
}

}  // namespace feeds
