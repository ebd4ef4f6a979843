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

using Opened = base::Result<std::unique_ptr<Transport>>;

Opened open_stdin(TransportSetup setup, Url const& url) { return open_stream(std::move(setup), url, STDIN_FILENO); }

struct Scheme {
    std::string_view name;
    Opened (*open)(TransportSetup, Url const&);
};
constexpr std::array kSchemes = {
    Scheme{"file", open_file_tail},      Scheme{"http", open_http_poll},    Scheme{"https", open_http_poll},
    Scheme{"kafka", open_kafka},         Scheme{"mqtt", open_mqtt},         Scheme{"mqtts", open_mqtt},
    Scheme{"postgresql", open_postgres}, Scheme{"postgres", open_postgres}, Scheme{"push", open_http_push},
    Scheme{"replay", open_file_replay},  Scheme{"stdin", open_stdin},
};

std::string known_schemes() {
    std::string names;
    for (Scheme const& scheme : kSchemes) names += (names.empty() ? "" : ", ") + std::string(scheme.name) + ":";
    return names;
}

}  // namespace

Opened open_transport(TransportSetup setup) {
    auto const url = parse_url(setup.spec.url);
    std::string const whose = "feed '" + setup.spec.id + "': ";
    if (!url) return base::Error{whose + url.error().message};
    for (Scheme const& scheme : kSchemes) {
        if (scheme.name != url.value().scheme) continue;
        auto opened = scheme.open(std::move(setup), *url);
        if (!opened) return base::Error{whose + opened.error().message};
        return opened;
    }
    return base::Error{whose + "'" + url.value().scheme + ":' is no scheme of feeds; there are " + known_schemes()};
}

}  // namespace feeds
