// The scheme that stands in a sealed figure, in its recipe. For app/recipe.cpp alone.
#pragma once

#include <memory>
#include <nlohmann/json_fwd.hpp>

#include "app/restyle.h"

namespace app {

nlohmann::ordered_json to_json(Proposed const& scheme);
/// A model is read from its file again. Throws std::exception where it cannot be, or where this is no scheme.
std::shared_ptr<Proposed const> scheme_of(nlohmann::ordered_json const& json);

}  // namespace app
