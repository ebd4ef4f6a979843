// Sections of the district: from what was asked for to what is cut, told and written.
#pragma once

#include <array>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "base/result.h"
#include "scene/scene.h"
#include "scene/section.h"
#include "scene/view.h"
#include "twin/district.h"
#include "ui/context.h"

namespace app {

/// "x1,y1,x2,y2", as `--section` has it.
base::Result<std::array<double, 4>> read_section(std::string const& text);

/// Coordinates of the district's own CRS become local metres; an error where they are no line across the district.
base::Result<scene::SectionLine> section_line(std::array<double, 4> const& asked, twin::District const& district);

/// Gives each view its section, which keeps what lies beyond the line as it sees it.
void cut_views(std::vector<scene::View>& views, scene::SectionLine const& line, twin::District const& district,
               scene::Scene const& scene);

/// For who says only where to cut: the whole section, square on, what lies left of the way from its start to its end.
void look_square_on(scene::View& view, scene::SectionLine const& line, twin::District const& district,
                    scene::Scene const& scene);

/// What the tool's panel lists of it.
std::vector<ui::Attribute> describe(scene::Section const& section, twin::District const& district,
                                    ui::Language language);
nlohmann::ordered_json section_json(scene::Section const& section, twin::District const& district);

/// A line for each building that is cut, in the order in which the section runs through them.
std::string section_csv(scene::Section const& section, twin::District const& district, bool chinese);

}  // namespace app
