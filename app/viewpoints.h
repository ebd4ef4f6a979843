// From what was asked for (named views, a camera text, a style, a time) to views that can be drawn.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/options.h"
#include "base/result.h"
#include "scene/scene.h"
#include "scene/view.h"
#include "twin/district.h"

namespace app {

struct ViewRequest {
    std::vector<std::string>
        names;           ///< ids or names of the district's views, or `all`; empty: the first, or a fit of everything
    std::string camera;  ///< instead of a named view
    std::optional<scene::Style> style;
    std::string sun;  ///< ISO time; empty: the view's, or a pleasant afternoon
    Size size;
    std::uint32_t samples = 4;
    bool labels = true;
};

/// "day", "night", "paper".
base::Result<scene::Style> read_style(std::string const& text);

base::Result<std::vector<scene::View>> make_views(twin::District const& district, scene::Scene const& scene,
                                                  ViewRequest const& request);

/// Says which of the district's own views cannot be drawn or named: unreadable camera, style or time, an id used twice.
std::vector<std::string> wrong_views(twin::District const& district);

}  // namespace app
