#include "app/indicator_facts.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <filesystem>
#include <memory>

#include "app/confidential.h"
#include "app/moment.h"
#include "app/population.h"

namespace app {
namespace {

using analysis::IndicatorData;
using analysis::kIndicatorDayMs;

constexpr int kDays = 14;  ///< of the charts, the moment's own being the last
constexpr std::int64_t kHour = 3600LL * 1000;
constexpr std::int64_t kChina = 8 * kHour;

int year_of(base::UtcMs time) {
    auto const days = std::chrono::floor<std::chrono::days>(
        std::chrono::sys_time<std::chrono::milliseconds>(std::chrono::milliseconds(time + kChina)));
    return static_cast<int>(std::chrono::year_month_day(days).year());
}

/// As far back as any indicator asks.
feeds::Span span_for(analysis::IndicatorTree const& tree) {
    feeds::Span span;
    for (auto const& one : tree.nodes) {
        if (one.measure.starts_with("tickets.")) span.tickets_ms = std::max(span.tickets_ms, one.period_ms);
        if (one.measure.starts_with("events.")) span.events_ms = std::max(span.events_ms, one.period_ms);
    }
    return span;
}

}  // namespace

IndicatorRoom::IndicatorRoom(twin::District const& district, IndicatorFile file, TicketClock clock, ZoneChoice zones)
    : district_(district),
      file_(std::move(file)),
      clock_(std::move(clock)),
      zones_(std::move(zones)),
      locator_(district) {}

base::Result<std::unique_ptr<IndicatorRoom>> IndicatorRoom::open(twin::District const& district, ZoneChoice zones) {
    auto file = read_indicators(district.supervision);
    if (!file) return file.error();
    auto clock = read_ticket_clock(district.live);
    if (!clock) return clock.error();
    return std::unique_ptr<IndicatorRoom>(
        new IndicatorRoom(district, std::move(*file), std::move(*clock), std::move(zones)));
}

std::int32_t IndicatorRoom::zone_of(twin::Where const& where) const {
    auto const placed = locator_.place(where);
    if (!placed || placed->area < 0) return -1;
    return plan_.zone_of_area[static_cast<std::size_t>(placed->area)];
}

std::int32_t IndicatorRoom::zone_named(std::string const& word) const {
    auto const found = zone_by_word_.find(word);
    return found == zone_by_word_.end() ? -1 : found->second;
}

void IndicatorRoom::read_tickets(twin::LiveState const& state, IndicatorData& out) {
    SecretTickets const secret = secret_tickets(state);
    for (auto const* entry : state.tickets()) {
        auto& [version, zone] = ticket_zones_.try_emplace(entry->ticket.id, base::kNoTime, -1).first->second;
        if (version != entry->told.version || version == base::kNoTime) {
            version = entry->told.version;
            zone = zone_of(entry->ticket.where);
        }
        twin::Ticket ticket = clock_.timed(entry->ticket);
        bool const repeats = !ticket.repeat_of.empty();
        mask(ticket, secret);
        // Who repeats whom is not told; that somebody does is counted.
        if (repeats && ticket.repeat_of.empty()) ticket.repeat_of = "-";
        out.tickets.push_back({std::move(ticket), zone});
    }
}

void IndicatorRoom::read_events(twin::LiveState const& state, IndicatorData& out) {
    std::map<std::string_view, std::int32_t> cameras;
    for (auto const* entry : state.cameras()) {
        twin::Camera const& c = entry->record;
        auto const placed = locator_.place(c.where);
        IndicatorData::Camera camera{c.status, c.pose, {}, -1};
        if (placed) camera.at = {placed->at.x, placed->at.y};
        if (!placed) camera.pose.reset();
        if (placed && placed->area >= 0) camera.zone = plan_.zone_of_area[static_cast<std::size_t>(placed->area)];
        cameras.emplace(c.id, camera.zone);
        out.cameras.push_back(std::move(camera));
    }
    twin::Episodes const episodes = state.episodes(out.now);
    for (twin::Episode const& e : episodes) {
        auto const camera = cameras.find(e.last->camera);
        bool const by_camera = !e.last->where.at && camera != cameras.end();
        out.events.push_back({e.last->type, e.last->workflow, e.first_seen, e.last_seen, e.ended, e.last->level,
                              e.sightings, by_camera ? camera->second : zone_of(e.last->where)});
    }
}

void IndicatorRoom::read_things(twin::LiveState const& state, IndicatorData& out) {
    for (auto const* entry : state.devices()) {
        twin::Device const& d = entry->record;
        out.devices.push_back({d.type, d.status, d.value, entry->told.event_time, zone_of(d.where)});
    }
    for (auto const* entry : state.indicators()) {
        twin::IndicatorValue const& v = entry->record;
        std::int32_t const zone = v.area.empty() ? -1 : zone_named(v.area);
        if (v.area.empty() || zone >= 0) out.values.push_back({v.id, v.value, entry->told.event_time, zone});
    }
}

/// Of each measure its zones, and its widest level as the district's total.
void IndicatorRoom::read_people(twin::LiveState const& state, IndicatorData& out) {
    constexpr std::array<std::string_view, 6> kLevels{"street",  "community", "grid500",
                                                      "grid250", "grid100",   "building"};
    auto const rank = [&](std::string const& level) { return std::ranges::find(kLevels, level) - kLevels.begin(); };
    auto const published = publish(state, district_.live.disclosure);
    std::map<std::string_view, std::ptrdiff_t> widest;
    for (PublishedCell const& cell : published) {
        auto const& [at, fresh] = widest.try_emplace(cell.entry->record.measure, rank(cell.entry->record.level));
        if (!fresh) at->second = std::min(at->second, rank(cell.entry->record.level));
    }
    for (PublishedCell const& cell : published) {
        twin::PopulationCell const& record = cell.entry->record;
        IndicatorData::People people{record.measure, cell.shown.count, {-1, -1, -1}, zone_named(record.id)};
        if (cell.parts) people.by_age = record.by_age;
        bool const of_zone = people.zone >= 0 && (record.level == "community" || record.level == "street");
        if (of_zone) out.people.push_back(people);
        people.zone = -1;
        if (rank(record.level) == widest[record.measure]) out.people.push_back(std::move(people));
    }
}

/// Ages of buildings change with the year; what the map tells of the past is what it tells now.
void IndicatorRoom::plan(base::UtcMs now) {
    int const year = year_of(now);
    if (year == planned_year_) return;
    planned_year_ = year;
    plan_ = plan_indicators(district_, locator_, year, zones_);
    zone_by_word_.clear();
    for (std::size_t z = 0; z < plan_.zones.size(); ++z) {
        auto const& zone = plan_.zones[z];
        for (std::string const* word : {&zone.id, &zone.name.zh, &zone.name.en})
            if (!word->empty()) zone_by_word_.emplace(*word, static_cast<std::int32_t>(z));
    }
}

IndicatorData IndicatorRoom::empty(base::UtcMs now) const {
    IndicatorData out;
    out.now = now;
    out.zones = plan_.zones.size();
    out.rules = district_.live.disclosure;
    out.ground = &plan_.ground;
    return out;
}

IndicatorData IndicatorRoom::read(twin::LiveState const& state, feeds::Journal const& journal, base::UtcMs now) {
    IndicatorData out = empty(now);
    out.known_from = journal.first_event();
    if (district_.live.keep_ms > 0) out.known_from = std::max(out.known_from, now - district_.live.keep_ms);
    auto const notes = feed_notes(district_.live.feeds, journal.feeds(), state, now, true);
    for (FeedNote const& note : notes) {
        if (note.last == base::kNoTime) continue;
        ++out.feeds;
        out.feeds_in_order += note.stale ? 0U : 1U;
        auto const heard = [&](std::uint32_t kind, base::UtcMs& time) {
            if ((note.kinds & kind) != 0) time = std::max(time, note.last);
        };
        heard(twin::kind_bit<twin::Ticket>, out.tickets_heard);
        heard(twin::kind_bit<twin::CityEvent>, out.events_heard);
        heard(twin::kind_bit<twin::Camera>, out.cameras_heard);
        heard(twin::kind_bit<twin::Device>, out.devices_heard);
        heard(twin::kind_bit<twin::PopulationCell>, out.people_heard);
    }
    read_tickets(state, out);
    read_events(state, out);
    read_things(state, out);
    read_people(state, out);
    return out;
}

base::Result<IndicatorData> IndicatorRoom::at(feeds::Journal const& journal, feeds::Moment const& moment) {
    auto const state = journal.state(moment, span_for(file_.tree), district_.live.merge);
    if (!state) return state.error();
    return read(*state, journal, moment.event);
}

/// Nothing where the journal does not reach.
analysis::IndicatorValues IndicatorRoom::values_at(feeds::Journal const& journal, base::UtcMs time) {
    if (auto const found = known_then_.find(time); found != known_then_.end()) return found->second;
    analysis::IndicatorValues values;
    base::UtcMs const first = journal.first_event();
    if (first != base::kNoTime && time > std::max(first, journal.horizon())) {
        if (auto const data = at(journal, {time, time})) values = analysis::values_of(file_.tree, *data);
    }
    constexpr std::size_t kMost = 200;
    if (known_then_.size() >= kMost) known_then_.erase(known_then_.begin());
    return known_then_.emplace(time, std::move(values)).first->second;
}

/// On screens at full hours, so that the past of the next five minutes is the same.
analysis::IndicatorPast IndicatorRoom::past(feeds::Journal const& journal, base::UtcMs now,
                                            std::function<bool()> const& keep_on) {
    analysis::IndicatorPast out;
    // A report is made once, and its week before is that of the minute, as everywhere else in it.
    base::UtcMs const hour = keep_on ? now - now % kHour : now;
    auto const values = [&](base::UtcMs time) {
        return keep_on && !keep_on() ? analysis::IndicatorValues{} : values_at(journal, time);
    };
    out.week = values(hour - 7 * kIndicatorDayMs);
    for (int day = kDays - 1; day > 0; --day) out.days.push_back(values(hour - day * kIndicatorDayMs));
    out.year = values(hour - analysis::kIndicatorYearMs);
    return out;
}

base::Result<analysis::IndicatorSheet> IndicatorRoom::sheet(feeds::Moment const& moment, bool with_past,
                                                            std::function<bool()> const& keep_on) {
    plan(moment.event);
    IndicatorData data;
    analysis::IndicatorPast known_then;
    std::error_code failed;
    std::string const& file = district_.live.journal;
    if (!file.empty() && std::filesystem::exists(file, failed)) {
        auto const journal = feeds::Journal::open(file, feeds::Journal::Access::read);
        if (!journal) return journal.error();
        auto now = at(*journal, moment);
        if (!now) return now.error();
        data = std::move(*now);
        if (with_past) known_then = past(*journal, moment.event, keep_on);
    } else {
        data = empty(moment.event);
    }
    auto sheet = analysis::make_sheet(file_.tree, data, plan_.zones, known_then);
    sheet.known = moment.known;
    sheet.problems = file_.problems;
    return sheet;
}

base::Result<analysis::IndicatorSheet> indicator_sheet(twin::District const& district, feeds::Moment const& moment,
                                                       ZoneChoice const& zones) {
    auto room = IndicatorRoom::open(district, zones);
    if (!room) return room.error();
    return (*room)->sheet(moment, !zones);
}

}  // namespace app
