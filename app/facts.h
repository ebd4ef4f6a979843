// From what is known at a moment to what panels read: ui::Facts. Pure: the same input gives the same facts; what is
// kept from one time to the next only saves work. For one thread, which need not be the one that draws.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "app/acknowledged.h"
#include "app/facts_counts.h"
#include "app/live_layers.h"
#include "app/ticket_clock.h"
#include "feeds/health.h"
#include "feeds/journal.h"
#include "twin/district.h"
#include "twin/live_state.h"
#include "ui/facts.h"

namespace app {

struct FactsInput {
    twin::LiveState const& state;
    std::span<FeedNote const> notes;            ///< by the state's feed numbers
    std::span<feeds::FeedHealth const> health;  ///< of now; empty: a moment of the past
    feeds::Moment time;
    bool is_now = false;
    base::UtcMs clock = 0;  ///< the real time
    feeds::Span reach;      ///< how far back the state goes
    base::UtcMs first = 0;  ///< the journal's oldest; kNoTime: none
    std::uint64_t revision = 0;
    std::span<feeds::Journal::Quarantined const> quarantined = {};  ///< the newest first
    std::span<Matter const> acknowledged = {};                      ///< what a person has seen
    HourCounts const* history = nullptr;        ///< of the journal, for what the state does not reach
    base::UtcMs span_from = 0, span_until = 0;  ///< of the time line; both 0: the last day
};

/// A goal by Kpi::id, in the indicator's own unit. `reference`: nobody's rule, an example.
struct Targets {
    std::map<std::string, double> by_id;
    bool reference = false;
};
Targets reference_targets();

class FactsBuilder {
public:
    /// The district must outlive it.
    FactsBuilder(twin::District const& district, TicketClock clock, Targets targets = reference_targets(),
                 std::shared_ptr<ui::Glossary const> glossary = {});
    ~FactsBuilder();
    FactsBuilder(FactsBuilder&&) noexcept;
    FactsBuilder& operator=(FactsBuilder&&) noexcept;

    /// Everything but people in view and in the selection, and what a replay does (TimeFacts::speed, range, loop).
    ui::Facts build(FactsInput const& input);

    /// Of the last `build`; microseconds, for every change of the camera or of what is chosen. `extent`: local metres.
    std::vector<ui::PeopleFacts::Total> people_in(base::Extent const& extent) const;
    std::vector<ui::PeopleFacts::Total> people_in(std::span<std::uint32_t const> buildings) const;
    /// The histograms of another span, of the last `build`.
    void show_span(ui::TimeFacts& time, base::UtcMs from, base::UtcMs until) const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace app
