#include "app/live_layers.h"

#include <algorithm>
#include <utility>

#include "app/live_work.h"

namespace app {
namespace {

/// "14:05" of the day, "10-27 14:05" of another, "2026-07-22" of more than a month ago.
std::string clock_text(base::UtcMs time, base::UtcMs now) {
    std::string const text = base::format_time(time);  // 2026-10-27T14:05:00+08:00
    bool const same_day = text.substr(0, 10) == base::format_time(now).substr(0, 10);
    if (same_day) return text.substr(11, 5);
    // Of another year, or nearly so, the year says more than the minute.
    constexpr base::UtcMs kMonth = 30LL * 24 * 3600 * 1000;
    return now - time > kMonth ? text.substr(0, 10) : text.substr(5, 5) + " " + text.substr(11, 5);
}

std::string date_text(base::UtcMs time) {
    std::string const text = base::format_time(time);
    return text.substr(0, 10) + " " + text.substr(11, 5);
}

}  // namespace

LiveLayers::LiveLayers(twin::District const& district, TicketClock clock, bool chinese)
    : locator_(district),
      sight_(district),
      extent_(district.extent),
      buildings_(district.buildings.size()),
      disclosure_(district.live.disclosure),
      clock_(std::move(clock)),
      chinese_(chinese) {}

std::optional<twin::Placed> LiveLayers::place(Work& work, twin::Where const& where) const {
    auto placed = locator_.place(where);
    if (!placed) ++work.out.unplaced;
    return placed;
}

/// "14:05 的数据", and what is wrong with it.
std::string LiveLayers::freshness(base::UtcMs last, bool stale, bool down, base::UtcMs now) const {
    // No data must never look like no events.
    if (last == base::kNoTime) return say("没有数据", "no data");
    std::string const time = clock_text(last, now);
    std::string const of = chinese_ ? time + " 的数据" : "data of " + time;
    if (!stale) return of;
    return (down ? say("数据中断，", "down, ") : say("数据陈旧，", "stale, ")) + of;
}

/// A layer's line in the legend: how fresh it is follows from the feeds that carry its kind. It is as good as its best
/// feed, but a feed that is worse is named.
std::uint8_t LiveLayers::add_layer(Work& work, std::uint32_t kind, std::string title, bool pins) const {
    scene::LiveLayer layer;
    layer.title = std::move(title);
    layer.pins = pins;
    layer.stale = true;
    base::UtcMs last = base::kNoTime;
    bool down = true;
    std::string worse;
    for (FeedNote const& feed : work.moment.feeds) {
        if ((feed.kinds & kind) == 0) continue;
        last = std::max(last, feed.last);
        layer.stale = layer.stale && feed.stale;
        down = down && feed.down;
        layer.source += (layer.source.empty() ? "" : ", ") + feed.name;
        if (feed.stale)
            worse += say("；", "; ") + feed.name + say("：", ": ") + freshness(feed.last, true, feed.down, work.now());
    }
    layer.freshness = freshness(last, layer.stale, down, work.now()) + (layer.stale ? std::string{} : worse);
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
    } else if (moment.on_screen) {
        text += say("  历史", "  history");
    } else {
        text = say("数据时间 ", "data of ") + text;
    }
    // A plain file is of no moment.
    if (!moment.feeds.empty()) work.out.input.moment = text;
    if (choice.population) add_population(work);
    if (choice.population_grid) add_population_columns(work, "night");
    if (choice.population_day) add_population_columns(work, "day");
    if (choice.population_children || choice.population_elderly) add_population_ages(work, choice.population_elderly);
    if (choice.ticket_areas) add_all_ticket_areas(work);
    if (choice.ticket_heat || choice.ticket_columns) add_ticket_surfaces(work);
    if (choice.cameras) add_cameras(work);
    if (choice.devices) add_devices(work);
    if (choice.tickets) add_tickets(work);
    if (choice.events) add_events(work);
    if (choice.drones) add_drones(work);
    return std::move(work.out);
}

}  // namespace app
