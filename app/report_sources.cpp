#include "app/report_sources.h"

#include <algorithm>
#include <limits>

namespace app {
namespace {

struct KindOfLayer {
    std::uint32_t kind;
    bool shown;
};

/// "2026-10-31 23:59", China's time.
std::string minute_of(base::UtcMs time) {
    std::string text = base::format_time(time).substr(0, 16);
    text[10] = ' ';
    return text;
}

}  // namespace

std::uint32_t kinds_of(LiveChoice const& c) {
    std::uint32_t kinds = 0;
    for (KindOfLayer const& one : {
             KindOfLayer{twin::kind_bit<twin::Ticket>,
                         c.tickets || c.ticket_heat || c.ticket_columns || c.ticket_areas},
             KindOfLayer{twin::kind_bit<twin::CityEvent>, c.events},
             KindOfLayer{twin::kind_bit<twin::Camera>, c.cameras},
             KindOfLayer{twin::kind_bit<twin::Device>, c.devices},
             KindOfLayer{twin::kind_bit<twin::DronePose>, c.drones},
             KindOfLayer{twin::kind_bit<twin::PopulationCell>, c.population || c.population_grid || c.population_day ||
                                                                   c.population_children || c.population_elderly},
         }) {
        if (one.shown) kinds |= one.kind;
    }
    return kinds;
}

report::Words sources_of(std::vector<FeedNote> const& feeds, std::uint32_t kinds,
                         std::vector<twin::FeedSpec> const& specs) {
    report::Words out{"来源：本区基础地理数据", "Sources: the district's base map"};
    for (FeedNote const& feed : feeds) {
        if ((feed.kinds & kinds) == 0) continue;
        auto const spec = std::ranges::find(specs, feed.id, &twin::FeedSpec::id);
        twin::Name name = spec == specs.end() ? twin::Name{feed.id, feed.id} : spec->name;
        if (name.zh.empty()) name.zh = name.en.empty() ? feed.id : name.en;
        if (name.en.empty()) name.en = name.zh;
        bool const none = feed.last == base::kNoTime;
        out.zh += "、" + name.zh +
                  (none ? "（无数据）" : "（数据至 " + minute_of(feed.last) + (feed.stale ? "，数据陈旧）" : "）"));
        out.en += ", " + name.en +
                  (none ? " (no data)" : " (data of " + minute_of(feed.last) + (feed.stale ? ", stale)" : ")"));
    }
    return out;
}

report::Words times_of(feeds::Moment const& moment) {
    if (moment.event == base::kNoTime) return {};
    report::Words out{"数据时间 " + minute_of(moment.event), "Data as of " + minute_of(moment.event)};
    if (moment.known != base::kNoTime && moment.known < std::numeric_limits<base::UtcMs>::max()) {
        out.zh += "，获知时间 " + minute_of(moment.known);
        out.en += ", known at " + minute_of(moment.known);
    }
    return out;
}

}  // namespace app
