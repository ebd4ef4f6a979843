// One indicator on the map: zones in the colours of their states, or in classes where nothing judges them.
#pragma once

#include <memory>
#include <string>

#include "analysis/indicator_sheet.h"
#include "app/overlay.h"

namespace app {

/// Null: there is no such indicator, or it cannot be told by zone. Zones without a number are grey, never left out.
std::shared_ptr<Overlay const> indicator_map(analysis::IndicatorSheet const& sheet, std::string const& id,
                                             bool chinese);

}  // namespace app
