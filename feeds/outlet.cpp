#include "feeds/outlet.h"

#include <array>

#include "feeds/outlets.h"

namespace feeds {
namespace {

using OpenedOutlet = base::Result<std::unique_ptr<Outlet>>;

struct OutletScheme {
    std::string_view name;
    OpenedOutlet (*open)(OutletSetup const&, Url const&);
};
constexpr std::array kOutletSchemes = {
    OutletScheme{"file", open_file_outlet},  OutletScheme{"http", open_http_outlet},
    OutletScheme{"https", open_http_outlet}, OutletScheme{"kafka", open_kafka_outlet},
    OutletScheme{"mqtt", open_mqtt_outlet},  OutletScheme{"mqtts", open_mqtt_outlet},
};

}  // namespace

OpenedOutlet open_outlet(OutletSetup setup) {
    auto const url = parse_url(setup.url);
    if (!url) return url.error();
    std::string known;
    for (OutletScheme const& scheme : kOutletSchemes) {
        if (scheme.name == url.value().scheme) return scheme.open(setup, *url);
        known.append(known.empty() ? "" : ", ").append(scheme.name).append(":");
    }
    return base::Error{url.value().scheme + ": is nothing to play to; there are " + known};
}

}  // namespace feeds
