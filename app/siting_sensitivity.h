// How much a ranking hangs on each weight, on paper.
#pragma once

#include "app/siting_report.h"

namespace app {

/// Per criterion: who is first with its weight a fifth larger and smaller, and the least change that puts another site
/// first. No rows where nothing is ranked.
SitingTable sensitivity_table(ui::SitingFacts const& facts, bool chinese);

}  // namespace app
