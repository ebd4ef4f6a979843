// What the words in attributes mean: uses, roofs, ground, places. Chinese, English and OSM in one table each.
#pragma once

#include <optional>
#include <string_view>

#include "twin/district.h"

namespace twin {

/// `unknown` where no word fits.
Use use_of(std::string_view word);
std::string_view name(Use use);

/// None where the word is a shape Borough has no form for (dome, onion ...), which then is drawn flat.
std::optional<RoofShape> roof_of(std::string_view word);

/// OSM highway, railway, waterway, natural, landuse and leisure words, Chinese ones, and the names of GroundClass.
std::optional<GroundClass> ground_of(std::string_view word);
std::string_view name(GroundClass ground);

/// Metres from edge to edge, where the data does not say.
float default_width(GroundClass ground);

std::optional<PlaceKind> place_of(std::string_view word);

}  // namespace twin
