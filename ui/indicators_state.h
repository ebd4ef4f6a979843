// What the panel of indicators remembers, and what it asks for.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <variant>

namespace ui {

struct IndicatorsState {
    std::string text;              ///< search
    std::string open;              ///< id of the row that is open
    std::set<std::string> folded;  ///< domains and groups whose rows are hidden
    bool only_notable = false;     ///< bad, near and stale ones alone
    bool wide = false;             ///< the vital signs over the district
    std::string domain;            ///< of the wide view; empty: all
};

/// Colours the zones of the district by an indicator; empty: no longer.
struct ColourByIndicator {
    std::string id;
};
using IndicatorCommand = std::variant<ColourByIndicator>;

}  // namespace ui
