#include "app/serve_state.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <span>
#include <vector>

#include "app/confidential.h"
#include "app/population.h"
#include "feeds/mapping.h"
#include "twin/text.h"

namespace app {
namespace {

using Json = nlohmann::ordered_json;

constexpr char const* kLayers[] = {"tickets", "events", "cameras", "devices", "drones", "population", "indicators"};

/// A record and where it is: what paging and the bounds need.
struct Item {
    twin::Report report;
    std::optional<geo::LonLat> at;
    Json more;                       ///< beside the record's own fields
    std::vector<twin::Told> others;  ///< feeds it is put together from beside its own
};

template <class T>
Item item_of(T const& record, twin::Told const& told) {
    Item item;
    item.report.record = record;
    item.report.feed = told.feed;
    item.report.event_time = told.event_time;
    item.report.known_time = told.known_time;
    item.report.version = told.version;
    if constexpr (requires { record.where; }) item.at = record.where.at;
    return item;
}

std::vector<Item> tickets(twin::LiveState const& state, TicketClock const& clock) {
    SecretTickets const secret = secret_tickets(state);
    std::vector<Item> items;
    for (auto const* entry : state.tickets()) {
        twin::Ticket ticket = clock.timed(entry->ticket);
        mask(ticket, secret);
        items.push_back(item_of(ticket, entry->told));
        items.back().more = {{"upd_time", base::format_time(entry->told.version)}, {"open", twin::is_open(ticket)}};
    }
    return items;
}

std::vector<Item> events(twin::LiveState const& state, base::UtcMs time) {
    std::vector<Item> items;
    for (twin::Episode const& episode : state.episodes(time)) {
        Item item = item_of(*episode.last, episode.told);
        item.more = {{"first_seen", base::format_time(episode.first_seen)},
                     {"last_seen", base::format_time(episode.last_seen)},
                     {"sightings", episode.sightings}};
        if (episode.ended != base::kNoTime) item.more["ended"] = base::format_time(episode.ended);
        items.push_back(std::move(item));
    }
    return items;
}

std::vector<Item> population(twin::LiveState const& state, twin::DisclosureRules const& rules) {
    std::vector<Item> items;
    for (PublishedCell const& people : publish(state, rules)) {
        twin::PopulationCell cell = people.entry->record;
        if (!people.parts) {
            cell.by_age = {-1, -1, -1};
            cell.households = -1;
        }
        Json more;
        if (!people.shown.count) {
            cell.count = 0;
            more = {{"count", nullptr}, {"hidden", true}};
            if (people.shown.below > 0) more["below"] = people.shown.below;
        }
        items.push_back(item_of(cell, people.entry->told));
        items.back().more = std::move(more);
    }
    return items;
}

template <class T>
std::vector<Item> all(std::vector<twin::LiveState::Entry<T> const*> const& entries) {
    std::vector<Item> items;
    for (auto const* entry : entries) {
        items.push_back(item_of(entry->record, entry->told));
        items.back().others = entry->others;
    }
    return items;
}

std::vector<Item> drones(twin::LiveState const& state) {
    std::vector<Item> items;
    for (auto const& [id, track] : state.drone_tracks()) {
        if (track.empty()) continue;
        Item item;
        item.report = *track.back();
        item.at = std::get<twin::DronePose>(item.report.record).at;
        items.push_back(std::move(item));
    }
    return items;
}

base::Result<std::vector<Item>> items_of(StateMoment const& moment, TicketClock const& clock,
                                         twin::DisclosureRules const& rules, std::string const& layer) {
    twin::LiveState const& state = moment.state;
    if (layer == "tickets") return tickets(state, clock);
    if (layer == "events") return events(state, moment.time);
    if (layer == "cameras") return all(state.cameras());
    if (layer == "devices") return all(state.devices());
    if (layer == "drones") return drones(state);
    if (layer == "population") return population(state, rules);
    if (layer == "indicators") return all(state.indicators());
    std::vector<std::string> const names(std::begin(kLayers), std::end(kLayers));
    return base::Error{"there is no layer " + twin::in_quotes(layer) + "; there are " + twin::join(names),
                       base::ErrorKind::usage};
}

/// Event time, known time and feed.
Json origin_of(twin::Told const& told, std::span<std::string const> feeds) {
    Json out{{"time", base::format_time(told.event_time)}, {"known_time", base::format_time(told.known_time)}};
    if (told.feed < feeds.size()) out["feed"] = feeds[told.feed];
    return out;
}

Json described(Item const& item, std::span<std::string const> feeds) {
    twin::Report const& report = item.report;
    Json one = Json::parse(feeds::to_json(report, "borough"))["data"];
    one.update(origin_of({report.feed, report.event_time, report.known_time, report.version}, feeds));
    if (!item.others.empty()) {
        one["also_from"] = Json::array();
        for (twin::Told const& other : item.others) one["also_from"].push_back(origin_of(other, feeds));
    }
    if (item.more.is_object()) one.update(item.more);
    return one;
}

}  // namespace

base::Result<std::string> state_json(StateMoment const& moment, TicketClock const& clock,
                                     twin::DisclosureRules const& rules, StateQuery const& query) {
    auto items = items_of(moment, clock, rules, query.layer);
    if (!items) return items.error();
    if (query.bounds) {
        std::erase_if(*items, [&](Item const& i) { return !i.at || !query.bounds->contains({i.at->lon, i.at->lat}); });
    }
    std::size_t const begin = std::min(query.offset, items->size());
    std::size_t const end = std::min(begin + std::clamp(query.limit, std::size_t{1}, kLargestPage), items->size());
    Json out{{"time", base::format_time(moment.time)}, {"layer", query.layer}, {"total", items->size()}};
    out["next"] = end < items->size() ? Json(end) : Json(nullptr);
    out["items"] = Json::array();
    for (Item const& item : std::span(*items).subspan(begin, end - begin))
        out["items"].push_back(described(item, moment.feeds));
    return out.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace app
