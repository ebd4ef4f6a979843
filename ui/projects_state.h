// What the panel of projects and zones remembers and asks for.
#pragma once

#include <string>

#include "base/vec.h"

namespace ui {

struct ProjectState {
    int tab = 0;
    std::string expanded;  ///< id of the project that is open
    bool gantt = false;
    std::string place;     ///< key of the place of many tickets that was gone to
    base::Vec3d place_at;  ///< where it is
    std::string picture;   ///< the one that is shown large; empty: none
};

/// Writes the table of zones as CSV, beside other exports.
struct ExportZones {};

}  // namespace ui
