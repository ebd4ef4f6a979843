#include "app/live_layers.h"

#include <algorithm>
#include <utility>

#include "app/live_work.h"
#include "geo/polygons.h"

namespace app {
namespace {

/// "14:05" of the day, "10-27 14:05" of another.
std::string clock_text(base::UtcMs time, base::UtcMs now) {
    std::string const text = base::format_time(time);  // 2026-10-27T14:05:00+08:00
    bool const same_day = text.substr(0, 10) == base::format_time(now).substr(0, 10);
    return same_day ? text.substr(11, 5) : text.substr(5, 5) + " " + text.substr(11, 5);
}

std::string date_text(base::UtcMs time) {
    std::string const text = base::format_time(time);
    return text.substr(0, 10) + " " + text.substr(11, 5);
}

}  // namespace

LiveLayers::LiveLayers(twin::District const& district, TicketClock clock, bool chinese)
    : locator_(district), sight_(district), extent_(district.extent), clock_(std::move(clock)), chinese_(chinese) {
    twin::Buildings const& buildings = district.buildings;
    footprint_area_.resize(buildings.size());
    for (std::size_t i = 0; i < buildings.size(); ++i)
        footprint_area_[i] = static_cast<float>(geo::area(buildings.footprints, i));
}

std::optional<twin::Placed> LiveLayers::place(Work& work, twin::Where const& where) const {
    auto placed = locator_.place(where);
    if (!placed) ++work.out.unplaced;
    return placed;
}

/// A layer's line in the legend: how fresh it is follows from the feeds that carry its kind.
std::uint8_t LiveLayers::add_layer(Work& work, std::uint32_t kind, std::string title, bool pins) const {
    scene::LiveLayer layer;
    layer.title = std::move(title);
    layer.pins = pins;
    base::UtcMs last = base::kNoTime;
    bool any = false, stale = true, down = true;
    for (FeedNote const& feed : work.moment.feeds) {
        if ((feed.kinds & kind) == 0) continue;
        any = true;
        last = std::max(last, feed.last);
        stale = stale && feed.stale;
        down = down && feed.down;
        layer.source += (layer.source.empty() ? "" : ", ") + feed.name;
    }
    if (!any || last == base::kNoTime) {
        // No data must never look like no events.
        layer.freshness = say("没有数据", "no data");
        layer.stale = true;
    } else {
        std::string const time = clock_text(last, work.now());
        layer.stale = stale;
        if (down && stale) {
            layer.freshness = chinese_ ? "已断开，" + time + " 的数据" : "down, data of " + time;
        } else if (stale) {
            layer.freshness = chinese_ ? "已过期，" + time + " 的数据" : "stale, data of " + time;
        } else {
            layer.freshness = chinese_ ? time + " 的数据" : "data of " + time;
        }
    }
    work.out.input.layers.push_back(std::move(layer));
    return static_cast<std::uint8_t>(work.out.input.layers.size() - 1);
}

LivePicture LiveLayers::compose(LiveMoment const& moment, LiveChoice const& choice, scene::Style style) const {
    Work work{moment, choice, style};
    std::string text = date_text(moment.time.event);
    if (moment.is_now) {
        text += say("  实时", "  live");
    } else if (moment.time.known < moment.time.event) {
        // Asking what was known before something happened is allowed, and must be seen in the picture.
        text += say("  已知至 ", "  as known at ") + date_text(moment.time.known);
    } else {
        text += say("  历史", "  history");
    }
    work.out.input.moment = text;
    if (choice.population) add_population(work);
    if (choice.population_grid) add_population_columns(work, "night");
    if (choice.population_day) add_population_columns(work, "day");
    if (choice.ticket_heat || choice.ticket_columns) add_ticket_surfaces(work);
    if (choice.cameras) add_cameras(work);
    if (choice.devices) add_devices(work);
    if (choice.tickets) add_tickets(work);
    if (choice.events) add_events(work);
    if (choice.drones) add_drones(work);
    return std::move(work.out);
}

}  // namespace app
