// The columns that layers of projects and zones are read for, by what they are (docs/supervision.md).
#pragma once

#include <array>
#include <string_view>

namespace twin {

/// What a project or a zone may say of itself; a layer that calls it otherwise says so under `fields`.
inline constexpr std::array<std::string_view, 15> kProjectFields{"id",
                                                                 "name_zh",
                                                                 "name_en",
                                                                 "type",
                                                                 "stage",
                                                                 "unit",
                                                                 "permits",
                                                                 "planned_start",
                                                                 "planned_end",
                                                                 "planned_progress",
                                                                 "actual_progress",
                                                                 "started",
                                                                 "completed",
                                                                 "max_height",
                                                                 "footprint"};
inline constexpr std::array<std::string_view, 4> kZoneFields{"id", "name_zh", "name_en", "kind"};

}  // namespace twin
