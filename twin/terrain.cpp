#include "twin/terrain.h"

#include <algorithm>

#include "geo/crs.h"
#include "twin/source.h"
#include "twin/text.h"

namespace twin {
namespace {

/// Ground beyond the buildings, so that the district does not end at its last wall.
base::Extent with_margin(base::Extent const& extent) {
    double const margin = std::clamp(std::max(extent.width(), extent.height()) * 0.1, 100.0, 2000.0);  // metres
    return extent.grown(margin);
}

SourceLayer describe_raster(std::vector<std::string> const& sources, char const* role, base::Extent const& extent,
                            std::string decision) {
    SourceLayer layer;
    layer.source = sources.front();
    layer.role = role;
    layer.features = layer.used = sources.size();
    layer.extent = extent;
    layer.decisions.push_back(std::move(decision));
    return layer;
}

/// Terrain that ends within the margin is no fault of the user's: the margin is ours.
void soften_margin(base::Findings const& from, base::Findings& to) {
    for (base::FindingGroup const& group : from.groups()) {
        for (auto const& example : group.examples) {
            bool const partly = group.code == "terrain-partly";
            to.add({partly ? base::Severity::note : group.severity, group.source, group.layer, example.feature,
                    group.code, example.reason + (partly ? " (a margin around it counted in)" : "")});
        }
        for (std::uint64_t i = group.examples.size(); i < group.count; ++i)
            to.add({group.severity, group.source, group.layer, -1, group.code, ""});
    }
}

/// "1,374 x 1,231"
std::string by(std::uint32_t width, std::uint32_t height) {
    return figure(std::uint64_t{width}) + " x " + figure(std::uint64_t{height});
}

}  // namespace

base::Result<RasterGuess> guess_raster(std::string const& path, std::string const& crs) {
    // Its place is not known yet: Web Mercator covers nearly all of the Earth, and a few points tell the middle.
    auto const world = geo::local_frame_at({0, 0}, "EPSG:3857");
    if (!world) return world.error();
    constexpr int kPictureBands = 3;
    base::Findings unheard;  // all of it is said again when the raster is read for good
    auto const read = [&](int band) {
        return geo::read_terrain({.sources = {path}, .crs = crs, .max_points = 64, .band = band}, *world, unheard);
    };
    auto grid = read(kPictureBands);
    bool const is_picture = static_cast<bool>(grid);
    if (!is_picture) grid = read(1);
    if (!grid) return grid.error();
    auto const centre = geo::to_lonlat(grid->extent().centre(), *world);
    if (!centre) return base::Error{path + ": its place on Earth cannot be told: " + centre.error().message};
    return RasterGuess{is_picture, *centre};
}

base::Status check_rasters(DistrictFile const& file) {
    for (auto const* sources : {&file.terrain.sources, &file.imagery.sources}) {
        for (std::string const& source : *sources) {
            if (auto good = check_source(source); !good) return good;
        }
    }
    return base::done;
}

base::Result<GroundRasters> read_ground(DistrictFile const& file, base::Extent const& extent,
                                        geo::LocalFrame const& frame) {
    GroundRasters out;
    base::Extent const region = extent.empty() ? base::Extent{} : with_margin(extent);
    if (!file.terrain.sources.empty()) {
        geo::TerrainRequest request;
        request.sources = file.terrain.sources;
        request.crs = file.terrain.crs;
        request.vertical_offset = file.terrain.vertical_offset;
        request.vertical_scale = file.terrain.vertical_scale;
        request.region = region;
        request.band = file.terrain.band;
        base::Findings findings;
        auto grid = geo::read_terrain(request, frame, findings);
        if (!grid) return grid.error();
        soften_margin(findings, out.findings);
        out.terrain = std::move(*grid);
        if (!file.heights.empty()) out.terrain.datum = file.heights;
        out.layers.push_back(describe_raster(
            file.terrain.sources, "terrain", out.terrain.extent(),
            by(out.terrain.width, out.terrain.height) + " heights, " + figure(out.terrain.spacing, 1) + " m apart"));
    }
    if (!file.imagery.sources.empty()) {
        auto imagery = geo::read_imagery({file.imagery.sources, file.imagery.crs, region, 4096}, frame, out.findings);
        if (!imagery) return imagery.error();
        out.imagery = std::move(*imagery);
        out.layers.push_back(describe_raster(file.imagery.sources, "imagery", out.imagery.extent,
                                             by(out.imagery.image.width, out.imagery.image.height) + " pixels"));
    }
    return out;
}

}  // namespace twin
