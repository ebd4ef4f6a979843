#include "feeds/transport.h"

#include <unistd.h>

#include <array>
#include <string_view>
#include <utility>

#include "feeds/file_replay.h"
#include "feeds/file_tail.h"
#include "feeds/http_poll.h"
#include "feeds/http_push.h"
#include "feeds/kafka.h"
#include "feeds/mqtt.h"
#include "feeds/postgres.h"
#include "feeds/stdin.h"
#include "feeds/url.h"

namespace feeds {
namespace {

using OpenedTransport = base::Result<std::unique_ptr<Transport>>;

OpenedTransport open_stdin(TransportSetup setup, Url const& url) {
    return open_stream(std::move(setup), url, STDIN_FILENO);
}

struct TransportScheme {
    std::string_view name;
    OpenedTransport (*open)(TransportSetup, Url const&);
};
constexpr std::array kTransportSchemes = {
    TransportScheme{"file", open_file_tail},      TransportScheme{"http", open_http_poll},
    TransportScheme{"https", open_http_poll},     TransportScheme{"kafka", open_kafka},
    TransportScheme{"mqtt", open_mqtt},           TransportScheme{"mqtts", open_mqtt},
    TransportScheme{"postgresql", open_postgres}, TransportScheme{"postgres", open_postgres},
    TransportScheme{"push", open_http_push},      TransportScheme{"replay", open_file_replay},
    TransportScheme{"stdin", open_stdin},
};

std::string known_schemes() {
    std::string names;
    for (TransportScheme const& scheme : kTransportSchemes)
        names += (names.empty() ? "" : ", ") + std::string(scheme.name) + ":";
    return names;
}

}  // namespace

OpenedTransport open_transport(TransportSetup setup) {
    auto const url = parse_url(setup.spec.url);
    std::string const whose = "feed '" + setup.spec.id + "': ";
    if (!url) return base::Error{whose + url.error().message};
    for (TransportScheme const& scheme : kTransportSchemes) {
        if (scheme.name != url.value().scheme) continue;
        auto opened = scheme.open(std::move(setup), *url);
        if (!opened) return base::Error{whose + opened.error().message};
        return opened;
    }
    return base::Error{whose + "'" + url.value().scheme + ":' is no scheme of feeds; there are " + known_schemes()};
}

}  // namespace feeds
