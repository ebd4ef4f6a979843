#include "app/facts.h"

#include <algorithm>

#include "app/facts_parts.h"

namespace app {
namespace {

constexpr int kMostBins = 240;

}  // namespace

struct FactsBuilder::State {
    State(twin::District const& d, TicketClock c, Targets t, std::shared_ptr<ui::Glossary const> words)
        : district(d),
          clock(std::move(c)),
          targets(std::move(t)),
          glossary(std::move(words)),
          locator(d),
          sight(d),
          tickets(d, locator, clock),
          events(locator, sight),
          people(locator, d) {}

    void fill_span(ui::TimeFacts& time, base::UtcMs from, base::UtcMs until) const {
        time.span_from = from;
        time.span_until = until;
        std::int64_t const step = nice_step(from, until, kMostBins);
        base::UtcMs const first = step >= kDayMs ? midnight_of(from) : from - from % step;
        time.tickets = calls.series(first, until, step, now, 0);
        time.events = sightings.series(first, until, step, now, 0);
        if (ahead_until == base::kNoTime) return;
        calls.add_ahead(time.tickets, now, ahead_until);
        sightings.add_ahead(time.events, now, ahead_until);
    }

    twin::District const& district;
    TicketClock clock;
    Targets targets;
    std::shared_ptr<ui::Glossary const> glossary;
    twin::Locator locator;
    analysis::Sight sight;
    TicketBook tickets;
    EventBook events;
    PeopleBook people;
    Happenings calls, sightings;
    base::UtcMs now = 0;
    base::UtcMs ahead_until = base::kNoTime;  ///< the clock, where the time line stands in the past; else none
};

FactsBuilder::FactsBuilder(twin::District const& district, TicketClock clock, Targets targets,
                           std::shared_ptr<ui::Glossary const> glossary)
    : state_(std::make_unique<State>(district, std::move(clock), std::move(targets), std::move(glossary))) {}
FactsBuilder::~FactsBuilder() = default;
FactsBuilder::FactsBuilder(FactsBuilder&&) noexcept = default;
FactsBuilder& FactsBuilder::operator=(FactsBuilder&&) noexcept = default;

ui::Facts FactsBuilder::build(FactsInput const& input) {
    State& s = *state_;
    s.now = input.time.event;
    // Who asks what was known at a time shall not see what came after it.
    bool const all_known =
        input.time.known >= input.clock - kMinuteMs;  // for which the clock may have gone on meanwhile
    s.ahead_until = !input.is_now && all_known ? input.clock : base::kNoTime;
    ui::Facts out;
    out.revision = input.revision;
    out.glossary = s.glossary;
    out.feeds = feed_rows(input, s.district);

    s.tickets.read(input.state);
    s.calls = s.tickets.happenings(s.now, input.reach, input.history);
    out.hotline.freshness = freshness(input, twin::kind_bit<twin::Ticket>);
    s.tickets.fill(out.hotline, s.calls, input);

    out.events.freshness = freshness(input, twin::kind_bit<twin::CityEvent>);
    out.events.camera_freshness = freshness(input, twin::kind_bit<twin::Camera>);
    out.events.device_freshness = freshness(input, twin::kind_bit<twin::Device>);
    s.events.read(input, out.events);
    s.sightings = s.events.happenings(s.now, input.reach, input.history);
    out.events.by_hour = s.sightings.series(hour_of(s.now) - 23 * kHourMs, hour_of(s.now) + kHourMs, kHourMs, s.now);

    s.people.read(input.state);
    out.people.freshness = freshness(input, twin::kind_bit<twin::PopulationCell>);
    s.people.fill(out.people);
    out.kpis = kpis({input, s.tickets, s.calls, s.sightings, out, s.targets});

    out.time.now = input.clock;
    out.time.event = input.time.event;
    out.time.known = std::min(input.time.known, input.clock);
    out.time.live = input.is_now;
    out.time.first = input.first;
    bool const told = input.span_until > input.span_from;
    s.fill_span(out.time, told ? input.span_from : s.now - kDayMs, told ? input.span_until : s.now);
    return out;
}

std::vector<ui::PeopleFacts::Total> FactsBuilder::people_in(base::Extent const& extent) const {
    return state_->people.in(extent);
}

std::vector<ui::PeopleFacts::Total> FactsBuilder::people_in(std::span<std::uint32_t const> buildings) const {
    return state_->people.in(buildings);
}

void FactsBuilder::show_span(ui::TimeFacts& time, base::UtcMs from, base::UtcMs until) const {
    state_->fill_span(time, from, until);
}

}  // namespace app
