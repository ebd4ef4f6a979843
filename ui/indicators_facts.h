// What the panel of indicators reads: the district's vital signs as they stood at the moment shown.
#pragma once

#include <memory>
#include <string>

#include "analysis/indicator_sheet.h"

namespace ui {

struct IndicatorsFacts {
    std::uint64_t revision = 0;
    bool configured = false;                                ///< the district names a file of indicators
    bool busy = false;                                      ///< another moment is being worked out
    std::string problem;                                    ///< why there is no sheet, in the user's language
    std::shared_ptr<analysis::IndicatorSheet const> sheet;  ///< null: none yet
    std::string coloured;                                   ///< id of the indicator that colours the map; empty: none
};

}  // namespace ui
