// From an attribute to classes, colours and a legend.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "app/attribute_table.h"
#include "scene/build.h"
#include "ui/settings.h"

namespace app {

/// Where classes end and the next begin, ascending: one fewer than there are classes, or fewer still where the values
/// are too few. NaN values do not count. Numbers are as round as the data allows, so that a legend reads well.
/// `natural` is by W. Fisher, "On Grouping for Maximum Homogeneity" (1958), over 2,000 samples at most.
std::vector<double> class_breaks(std::vector<double> values, ui::Breaks breaks, std::size_t classes);
/// 0 to breaks.size(): a value on a break belongs above it.
std::size_t class_of(double value, std::vector<double> const& breaks);

/// Names of the ramps a person may choose from.
std::vector<std::string_view> ramp_names();
/// `classes` colours (0xRRGGBB) of even steps in lightness, light to dark; the first ramp where the name is unknown.
std::vector<std::uint32_t> ramp(std::string_view name, std::size_t classes);
/// Colours of categories, at most 8, safe for the common colour blindnesses; what comes after is grey.
std::uint32_t category_colour(std::size_t index);
inline constexpr std::size_t kCategoryColours = 8;

/// Colours by an attribute of the table. No colours where the attribute is not there or empty: then the style decides.
/// `dark_first`: the ramp runs dark to light, as the night style wants it.
scene::BuildingColours colour_buildings(AttributeTable const& table, std::size_t buildings,
                                        ui::Colouring const& colouring, bool dark_first, bool chinese);

}  // namespace app
