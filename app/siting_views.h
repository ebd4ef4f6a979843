// Viewpoints and landmarks of the file of studies, put into the district.
#pragma once

#include <vector>

#include "analysis/view_loss.h"
#include "app/siting_file.h"
#include "twin/district.h"

namespace app {

struct SiteViews {
    std::vector<analysis::Viewpoint> viewpoints;
    std::vector<analysis::Landmark> landmarks;
    std::vector<twin::Name> problems;  ///< one sentence for each that has no place
};
SiteViews site_views(SitesFile const& file, twin::District const& district);

/// Places somebody has pointed at.
std::vector<analysis::Viewpoint> drawn_viewpoints(std::vector<base::Vec2d> const& points);

}  // namespace app
