// What panels, the wall and reports say of early warning, from the book of a moment.
#pragma once

#include <span>

#include "app/warning_history.h"
#include "twin/district.h"
#include "ui/warning_facts.h"

namespace app {

ui::WarningFacts warning_facts(WarningBook const& book, WarningHistory const& history, twin::District const& district,
                               std::span<AlertVerdict const> verdicts);

/// The same from a district's journal and its audit log in one call, for what has no window: the clues (线索) of a
/// brief. `calendar`: app/ticket_clock.h reads it.
base::Result<ui::WarningFacts> read_warnings(twin::District const& district, analysis::WorkCalendar const& calendar,
                                             feeds::Moment const& moment);

}  // namespace app
