#include "twin/terrain.h"

#include <algorithm>

#include "twin/source.h"

namespace twin {
namespace {

/// Ground beyond the buildings, so that the district does not end at its last wall.
base::Extent with_margin(base::Extent const& extent) {
    double const margin = std::clamp(std::max(extent.width(), extent.height()) * 0.1, 100.0, 2000.0);  // metres
    return extent.grown(margin);
}

void describe_raster(std::vector<std::string> const& sources, char const* role, base::Extent const& extent, std::string decision, District& district) {
    SourceLayer layer;
    layer.source = sources.front();
    layer.role = role;
    layer.features = layer.used = sources.size();
    layer.extent = extent;
    layer.decisions.push_back(std::move(decision));
    district.layers.push_back(std::move(layer));
}

}  // namespace

base::Status add_terrain(DistrictFile const& file, District& district) {
    base::Extent const region = district.extent.empty() ? base::Extent{} : with_margin(district.extent);
    for (auto const* sources : {&file.terrain.sources, &file.imagery.sources}) {
        for (std::string const& source : *sources) {
            if (auto good = check_source(source); !good) return good.error();
        }
    }
    if (!file.terrain.sources.empty()) {
        geo::TerrainRequest request{file.terrain.sources, file.terrain.crs, file.terrain.vertical_offset, file.terrain.vertical_scale, region, 1u << 20, file.terrain.band};
        auto grid = geo::read_terrain(request, district.frame, district.findings);
        if (!grid) return grid.error();
        district.terrain = std::move(*grid);
        if (!file.heights.empty()) district.terrain.datum = file.heights;
        describe_raster(file.terrain.sources, "terrain", district.terrain.extent(),
                        std::to_string(district.terrain.width) + " x " + std::to_string(district.terrain.height) + " heights, " +
                            std::to_string(district.terrain.spacing) + " m apart",
                        district);
    }
    if (!file.imagery.sources.empty()) {
        auto imagery = geo::read_imagery({file.imagery.sources, file.imagery.crs, region, 4096}, district.frame, district.findings);
        if (!imagery) return imagery.error();
        district.imagery = std::move(*imagery);
        describe_raster(file.imagery.sources, "imagery", district.imagery.extent,
                        std::to_string(district.imagery.image.width) + " x " + std::to_string(district.imagery.image.height) + " pixels", district);
    }
    return base::done;
}

}  // namespace twin
