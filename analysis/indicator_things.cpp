// Measures of events, cameras, sensors, feeds, and values that a feed reports.
#include <array>
#include <cmath>
#include <numbers>

#include "analysis/indicator_parts.h"

namespace analysis {
namespace {

using Event = IndicatorData::Event;
using Status = twin::DeviceStatus;

/// Unless something is missing: `make(zone)` everywhere.
template <class Make>
Measured heard_of(IndicatorData const& data, Indicator const& indicator, base::UtcMs heard, Make const& make) {
    Measured out;
    if (twin::Name why = missing(data, indicator, heard); !why.zh.empty()) {
        out.all = no_figure(std::move(why));
    } else {
        out = everywhere(data, make);
    }
    out.as_of = heard;
    return out;
}

// ---- events: first seen in the period, of the type `of`

template <class Wanted>
double count_events(IndicatorData const& data, Indicator const& indicator, int zone, Wanted const& wanted) {
    double n = 0;
    for (Event const& e : data.events) {
        bool const of = indicator.of.empty() || e.type == indicator.of;
        if (of && lies_in(e.zone, zone) && wanted(e)) ++n;
    }
    return n;
}

bool in_period(Event const& e, IndicatorData const& data, Indicator const& indicator) {
    return e.first > data.now - indicator.period_ms && e.first <= data.now;
}

Measured events_count(IndicatorData const& data, Indicator const& indicator) {
    return heard_of(data, indicator, data.events_heard, [&](int zone) {
        return count_figure(
            count_events(data, indicator, zone, [&](Event const& e) { return in_period(e, data, indicator); }));
    });
}

Measured events_open(IndicatorData const& data, Indicator const& indicator) {
    return heard_of(data, indicator, data.events_heard, [&](int zone) {
        auto const open = [&](Event const& e) { return e.ended == base::kNoTime || e.ended > data.now; };
        return count_figure(count_events(data, indicator, zone, open));
    });
}

template <class Wanted>
Measured event_share(IndicatorData const& data, Indicator const& indicator, Wanted const& wanted) {
    return heard_of(data, indicator, data.events_heard, [&](int zone) {
        auto const all = [&](Event const& e) { return in_period(e, data, indicator); };
        auto const part = [&](Event const& e) { return all(e) && wanted(e); };
        return ratio_figure(count_events(data, indicator, zone, part), count_events(data, indicator, zone, all), 100);
    });
}

Measured events_filed(IndicatorData const& data, Indicator const& indicator) {
    return event_share(data, indicator, [](Event const& e) {
        return !e.workflow.empty() && e.workflow != "REPORTED" && e.workflow != "VOID";
    });
}
Measured events_closed(IndicatorData const& data, Indicator const& indicator) {
    return event_share(data, indicator, [](Event const& e) { return e.workflow == "CLOSED"; });
}
Measured events_serious(IndicatorData const& data, Indicator const& indicator) {
    return event_share(data, indicator, [](Event const& e) { return e.level >= 2; });
}

/// Filed of those a person has judged. Where none was ever voided the source does not say which were wrong.
Measured events_precision(IndicatorData const& data, Indicator const& indicator) {
    double voided = 0;
    for (Event const& e : data.events) voided += e.workflow == "VOID" ? 1 : 0;
    twin::Name const untold{"平台未反馈误报", "the source does not say which were wrong"};
    return heard_of(data, indicator, data.events_heard, [&](int zone) {
        if (voided == 0) return no_figure(untold);
        auto const judged = [&](Event const& e) {
            return in_period(e, data, indicator) && !e.workflow.empty() && e.workflow != "REPORTED";
        };
        auto const right = [&](Event const& e) { return judged(e) && e.workflow != "VOID"; };
        return ratio_figure(count_events(data, indicator, zone, right), count_events(data, indicator, zone, judged),
                            100);
    });
}

/// From the first sighting to the end that the source or silence gave; those that have ended.
Measured events_minutes(IndicatorData const& data, Indicator const& indicator) {
    return heard_of(data, indicator, data.events_heard, [&](int zone) {
        std::vector<double> minutes;
        for (Event const& e : data.events) {
            bool const of = indicator.of.empty() || e.type == indicator.of;
            if (!of || !lies_in(e.zone, zone) || !in_period(e, data, indicator)) continue;
            if (e.ended != base::kNoTime && e.ended <= data.now)
                minutes.push_back(static_cast<double>(e.last - e.first) / 60e3);
        }
        if (minutes.empty()) return no_figure(kNoCases);
        Figure out = count_figure(median_of(minutes));
        out.of = static_cast<double>(minutes.size());
        return out;
    });
}

Measured events_sightings(IndicatorData const& data, Indicator const& indicator) {
    return heard_of(data, indicator, data.events_heard, [&](int zone) {
        double sightings = 0;
        auto const count = [&](Event const& e) {
            if (!in_period(e, data, indicator)) return false;
            sightings += e.sightings;
            return true;
        };
        double const n = count_events(data, indicator, zone, count);
        return ratio_figure(sightings, n, 1);
    });
}

// ---- cameras

Measured cameras_count(IndicatorData const& data, Indicator const& indicator) {
    return heard_of(data, indicator, data.cameras_heard, [&](int zone) {
        return count_figure(static_cast<double>(
            std::ranges::count_if(data.cameras, [&](auto const& c) { return lies_in(c.zone, zone); })));
    });
}

Measured cameras_online(IndicatorData const& data, Indicator const& indicator) {
    return heard_of(data, indicator, data.cameras_heard, [&](int zone) {
        double online = 0, known = 0;
        for (auto const& c : data.cameras) {
            if (!lies_in(c.zone, zone) || c.status == Status::unknown) continue;
            ++known;
            online += c.status == Status::online || c.status == Status::alarm ? 1 : 0;
        }
        return ratio_figure(online, known, 100);
    });
}

Measured cameras_density(IndicatorData const& data, Indicator const& indicator) {
    return heard_of(data, indicator, data.cameras_heard, [&](int zone) {
        GroundSums const* const ground = ground_of(data, zone);
        double const n = static_cast<double>(
            std::ranges::count_if(data.cameras, [&](auto const& c) { return lies_in(c.zone, zone); }));
        return ratio_figure(n, ground ? ground->area_m2 / 1e6 : 0, 1, kNotOnMap);
    });
}

bool sees(IndicatorData::Camera const& c, base::Vec2d p) {
    double const dx = p.x - c.at.x, dy = p.y - c.at.y, reach = static_cast<double>(c.pose->reach);
    if (std::abs(dx) > reach || std::abs(dy) > reach || dx * dx + dy * dy > reach * reach) return false;
    double const bearing = std::atan2(dx, dy) * 180 / std::numbers::pi;
    double const off = std::remainder(bearing - static_cast<double>(c.pose->heading), 360);
    return std::abs(off) <= static_cast<double>(c.pose->field_of_view) / 2;
}

/// Length of road within some working camera's field and reach; what stands between is not asked.
Measured cameras_roads(IndicatorData const& data, Indicator const& indicator) {
    std::vector<double> seen(data.zones + 1, 0), all(data.zones + 1, 0);
    if (data.ground && data.cameras_heard != base::kNoTime) {
        std::vector<IndicatorData::Camera const*> working;
        for (auto const& c : data.cameras)
            if (c.pose && c.status != Status::offline) working.push_back(&c);
        std::ranges::sort(working, {}, [](auto const* c) { return c->at.x; });
        float longest = 0;
        for (auto const* c : working) longest = std::max(longest, c->pose->reach);
        for (RoadPoint const& p : data.ground->roads) {
            double const far = static_cast<double>(longest);
            auto at = std::ranges::lower_bound(working, p.at.x - far, {}, [](auto const* c) { return c->at.x; });
            bool found = false;
            for (; !found && at != working.end() && (*at)->at.x <= p.at.x + far; ++at) found = sees(**at, p.at);
            std::size_t const zone = static_cast<std::size_t>(p.zone + 1);
            for (std::size_t const z : {std::size_t{0}, zone}) {
                if (z == 0 || p.zone >= 0) {
                    all[z] += static_cast<double>(p.metres);
                    seen[z] += found ? static_cast<double>(p.metres) : 0;
                }
            }
        }
    }
    return heard_of(data, indicator, data.cameras_heard, [&](int zone) {
        auto const z = static_cast<std::size_t>(zone + 1);
        return ratio_figure(seen[z] / 1000, all[z] / 1000, 100, kNotOnMap);
    });
}

// ---- sensors, of the type `of`

template <class Visit>
base::UtcMs each_device(IndicatorData const& data, Indicator const& indicator, int zone, Visit const& visit) {
    base::UtcMs newest = base::kNoTime;
    for (auto const& d : data.devices) {
        if ((!indicator.of.empty() && d.type != indicator.of) || !lies_in(d.zone, zone)) continue;
        newest = std::max(newest, d.at);
        visit(d);
    }
    return newest;
}

template <class Make>
Measured of_devices(IndicatorData const& data, Indicator const& indicator, Make const& make) {
    base::UtcMs const newest = each_device(data, indicator, -1, [](auto const&) {});
    return heard_of(data, indicator, newest, make);
}

Measured devices_online(IndicatorData const& data, Indicator const& indicator) {
    return of_devices(data, indicator, [&](int zone) {
        double online = 0, known = 0;
        each_device(data, indicator, zone, [&](auto const& d) {
            known += d.status != Status::unknown ? 1 : 0;
            online += d.status == Status::online || d.status == Status::alarm ? 1 : 0;
        });
        return ratio_figure(online, known, 100);
    });
}

Measured devices_alarm(IndicatorData const& data, Indicator const& indicator) {
    return of_devices(data, indicator, [&](int zone) {
        double n = 0;
        each_device(data, indicator, zone, [&](auto const& d) { n += d.status == Status::alarm ? 1 : 0; });
        return count_figure(n);
    });
}

Measured devices_value(IndicatorData const& data, Indicator const& indicator, bool highest) {
    return of_devices(data, indicator, [&](int zone) {
        std::vector<double> values;
        each_device(data, indicator, zone, [&](auto const& d) {
            if (d.value) values.push_back(*d.value);
        });
        if (values.empty()) return no_figure(kNobodyReports);
        double sum = 0;
        for (double const v : values) sum += v;
        Figure out =
            count_figure(highest ? *std::ranges::max_element(values) : sum / static_cast<double>(values.size()));
        out.of = static_cast<double>(values.size());
        return out;
    });
}
Measured devices_mean(IndicatorData const& data, Indicator const& i) { return devices_value(data, i, false); }
Measured devices_highest(IndicatorData const& data, Indicator const& i) { return devices_value(data, i, true); }

// ---- feeds, and what they report as it is

Measured feeds_in_order(IndicatorData const& data, Indicator const&) {
    Measured out;
    out.all = ratio_figure(data.feeds_in_order, data.feeds, 100, kNobodyReports);
    out.as_of = data.feeds > 0 ? data.now : base::kNoTime;
    return out;
}

Measured reported(IndicatorData const& data, Indicator const& indicator) {
    Measured out;
    out.all = no_figure(kNobodyReports);
    for (auto const& v : data.values) {
        // Of a zone a value has its own id, "garbage_sorting/440306001001", or the last told would be the only one.
        bool const of_zone = v.zone >= 0 && v.id.starts_with(indicator.of + "/");
        if (v.id != indicator.of && !of_zone) continue;
        out.as_of = std::max(out.as_of, v.at);
        if (v.zone < 0) {
            out.all = count_figure(v.value);
            continue;
        }
        if (out.zones.empty()) out.zones.resize(data.zones, no_figure(kNobodyReports));
        out.zones[static_cast<std::size_t>(v.zone)] = count_figure(v.value);
    }
    return out;
}

constexpr std::array kThingMeasures{
    IndicatorMeasure{"cameras.count", cameras_count},
    IndicatorMeasure{"cameras.density", cameras_density},
    IndicatorMeasure{"cameras.online", cameras_online},
    IndicatorMeasure{"cameras.roads", cameras_roads},
    IndicatorMeasure{"devices.alarm", devices_alarm},
    IndicatorMeasure{"devices.highest", devices_highest},
    IndicatorMeasure{"devices.mean", devices_mean},
    IndicatorMeasure{"devices.online", devices_online},
    IndicatorMeasure{"events.closed", events_closed},
    IndicatorMeasure{"events.count", events_count},
    IndicatorMeasure{"events.filed", events_filed},
    IndicatorMeasure{"events.minutes", events_minutes},
    IndicatorMeasure{"events.open", events_open},
    IndicatorMeasure{"events.precision", events_precision},
    IndicatorMeasure{"events.serious", events_serious},
    IndicatorMeasure{"events.sightings", events_sightings},
    IndicatorMeasure{"feed", reported},
    IndicatorMeasure{"feeds.in_order", feeds_in_order},
};

}  // namespace

std::span<IndicatorMeasure const> thing_measures() { return kThingMeasures; }

}  // namespace analysis
