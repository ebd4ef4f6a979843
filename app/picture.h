// One view drawn into its PNG files, a strip at a time.
#pragma once

#include <string>
#include <vector>

#include "app/features.h"
#include "app/stats.h"
#include "base/result.h"
#include "renderer/renderer.h"
#include "scene/overlay.h"
#include "scene/view.h"

namespace app {

struct PictureFiles {
    std::string image;
    std::string ids;  ///< empty: none
};

/// Where the pictures of these views go: `out` is a file, a folder, or a name with {view} in it.
base::Result<std::vector<PictureFiles>> name_files(std::vector<scene::View> const& views, std::string const& out,
                                                   std::string const& ids);

/// Draws and writes. `counts` is null, or told of every id.
base::Status draw_to_files(renderer::Renderer& renderer, scene::View const& view, scene::Overlay const& overlay,
                           PictureFiles const& files, IdCounts* counts, Stopwatch& watch);

}  // namespace app
