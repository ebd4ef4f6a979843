#include "feeds/outlet.h"

#include <array>

#include "feeds/outlets.h"

namespace feeds {
namespace {

using Opened = base::Result<std::unique_ptr<Outlet>>;

struct Scheme {
    std::string_view name;
    Opened (*open)(OutletSetup const&, Url const&);
};
constexpr std::array kSchemes = {
    Scheme{"file", open_file_outlet},   Scheme{"http", open_http_outlet}, Scheme{"https", open_http_outlet},
    Scheme{"kafka", open_kafka_outlet}, Scheme{"mqtt", open_mqtt_outlet}, Scheme{"mqtts", open_mqtt_outlet},
};

}  // namespace

Opened open_outlet(OutletSetup setup) {
    auto const url = parse_url(setup.url);
    if (!url) return url.error();
    std::string known;
    for (Scheme const& scheme : kSchemes) {
        if (scheme.name == url.value().scheme) return scheme.open(setup, *url);
        known.append(known.empty() ? "" : ", ").append(scheme.name).append(":");
    }
    return base::Error{url.value().scheme + ": is nothing to play to; there are " + known};
}

}  // namespace feeds
