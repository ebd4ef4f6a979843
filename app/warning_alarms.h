// Warnings among what interrupts the wall's carousel.
#pragma once

#include <span>
#include <vector>

#include "app/acknowledged.h"
#include "app/alarms.h"
#include "twin/wall_spec.h"
#include "ui/context.h"
#include "ui/warning_facts.h"

namespace app {

/// Those of the wall's level that have a place. A verdict acknowledges one, and so does being among `acknowledged` (in
/// the order of keys). Incidents of one matter keep one key while the warning goes on, whatever id it goes by.
std::vector<Incident> warning_incidents(ui::WarningFacts const& facts, twin::WallSpec::Alarms from,
                                        std::span<Matter const> acknowledged);

/// What the wall writes about one; false: it is not among them.
bool describe_warning(Incident const& incident, ui::WarningFacts const& facts, ui::Language language, ui::Alarm& alarm);

}  // namespace app
