#include "geo/terrain.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include "geo/fill_holes.h"
#include "geo/raster.h"
#include "geo/sentence.h"

namespace geo {
namespace {

using base::Severity;

constexpr double kFinest = 1;  // metres between points; finer ground is not seen at the scale of a district

/// Deeper than any sea and higher than any mountain, in metres: not ground, but a no-data value nobody declared.
constexpr double kLowest = -11500, kHighest = 9000;
constexpr double kUndeclared[] = {-32768, -32767, -9999, -99999, -3.4028234663852886e38, 3.4028234663852886e38};

struct TerrainJob {
    TerrainRequest const& terrain;
    LocalFrame const& frame;
    GdalMessages& messages;
    base::Findings& findings;

    void find(Severity severity, std::string const& source, std::string code, std::string reason) const {
        findings.add({severity, source, "", -1, std::move(code), std::move(reason)});
    }
};

/// A value that is in the band, may not be ground, and is not declared as no-data. Looks at some 65,000 pixels.
std::optional<double> undeclared_no_data(GDALRasterBand& band) {
    int declared = FALSE;
    band.GetNoDataValue(&declared);
    if (declared) return std::nullopt;
    int const width = std::min(band.GetXSize(), 256), height = std::min(band.GetYSize(), 256);
    std::vector<float> sample(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
    GdalMessages quiet;  // a broken file says so when it is read in full
    if (band.RasterIO(GF_Read, 0, 0, band.GetXSize(), band.GetYSize(), sample.data(), width, height, GDT_Float32, 0, 0,
                      nullptr) != CE_None) {
        return std::nullopt;
    }
    for (double const value : kUndeclared) {
        if (std::find(sample.begin(), sample.end(), static_cast<float>(value)) != sample.end()) return value;
    }
    return std::nullopt;
}

/// The band as Float32 metres or feet of the file, no-data declared.
base::Status choose_band(Raster& raster, TerrainJob const& request) {
    int const wanted = request.terrain.band, bands = raster.file->GetRasterCount();
    if (wanted < 1 || wanted > bands) {
        return base::Error{raster.source + ": has no band " + std::to_string(wanted) + "; it has " +
                           std::to_string(bands)};
    }
    GDALRasterBand& band = *raster.file->GetRasterBand(wanted);
    if (GDALDataTypeIsComplex(band.GetRasterDataType())) {
        return base::Error{raster.source + ": band " + std::to_string(wanted) + " holds complex numbers, not heights"};
    }
    if (band.GetColorTable()) {
        return base::Error{raster.source + ": band " + std::to_string(wanted) +
                           " is a picture with a palette, not heights"};
    }
    if (bands > 1) {
        request.find(Severity::note, raster.source, "terrain-band",
                     "has " + std::to_string(bands) + " bands; heights are read from band " + std::to_string(wanted));
    }
    std::vector<std::string> options{"-b", std::to_string(wanted), "-ot", "Float32"};
    if (band.GetScale() != 1 || band.GetOffset() != 0) options.push_back("-unscale");
    if (auto const value = undeclared_no_data(band)) {
        request.find(
            Severity::note, raster.source, "terrain-no-data",
            sentence("holds the value %.9g, which is taken for no data although the file does not say so", *value));
        options.insert(options.end(), {"-a_nodata", sentence("%.17g", *value)});
    }
    return set_view(raster, options, request.messages);
}

base::Result<std::vector<Raster>> open_grids(TerrainJob const& request) {
    std::vector<Raster> rasters;
    for (std::string const& source : request.terrain.sources) {
        auto raster = open_raster(source, request.terrain.crs, request.messages);
        if (!raster) return raster.error();
        if (auto status = choose_band(*raster, request); !status) return status.error();
        rasters.push_back(std::move(*raster));
    }
    return rasters;
}

base::Extent region_of(std::vector<Raster> const& rasters, TerrainJob const& request) {
    if (!request.terrain.region.empty()) return request.terrain.region;
    base::Extent all;
    for (Raster const& raster : rasters) all.add(extent_of(raster, request.frame));
    return all;
}

/// Empty but for its shape: as fine as the finest source, but no finer than `kFinest` and `max_points` allow.
HeightGrid shape_of(base::Extent const& region, double finest_pixel, std::uint32_t max_points) {
    HeightGrid grid;
    double spacing = std::max(kFinest, finest_pixel);
    double const budget = std::max<double>(max_points, 4);
    spacing = std::max(spacing, std::sqrt(region.width() * region.height() / budget));
    auto const points = [&](double length) { return std::max(2.0, std::ceil(length / spacing - 1e-9) + 1); };
    while (points(region.width()) * points(region.height()) > budget) spacing *= 1.002;
    grid.origin = {region.min_x, region.min_y};
    grid.spacing = spacing;
    grid.width = static_cast<std::uint32_t>(points(region.width()));
    grid.height = static_cast<std::uint32_t>(points(region.height()));
    return grid;
}

/// Points of the grid are the middles of the target's pixels. NaN where no source has a height.
base::Status warp_heights(HeightGrid& grid, std::vector<Raster> const& rasters, std::vector<double> const& pixels,
                          TerrainJob const& request) {
    base::Extent const edge = [&] {
        double const half = grid.spacing / 2;
        return base::Extent{grid.origin.x - half, grid.origin.y - half,
                            grid.origin.x + grid.spacing * grid.width - half,
                            grid.origin.y + grid.spacing * grid.height - half};
    }();
    auto const width = static_cast<int>(grid.width), height = static_cast<int>(grid.height);
    auto target = make_target(edge, width, height, 1, GDT_Float32, request.frame);
    if (!target) return target.error();
    GDALRasterBand& band = *(*target)->GetRasterBand(1);
    band.Fill(std::numeric_limits<double>::quiet_NaN());
    for (std::size_t i = rasters.size(); i-- > 0;) {  // the first source last, over all others
        bool const average = grid.spacing >= 2 * pixels[i];
        if (auto status = warp_onto(**target, rasters[i], average, {}, request.messages); !status) return status;
    }
    grid.z.resize(std::size_t{grid.width} * grid.height);
    for (int row = 0; row < height; ++row) {  // north first there, south first here
        float* const to = grid.z.data() + std::size_t{grid.width} * static_cast<std::size_t>(height - 1 - row);
        if (band.RasterIO(GF_Read, 0, row, width, 1, to, width, 1, GDT_Float32, 0, 0, nullptr) != CE_None) {
            return base::Error{"terrain: " + request.messages.why("no memory")};
        }
    }
    return base::done;
}

/// Feet by the file's own word, where the request does not say otherwise.
double scale_of(std::vector<Raster> const& rasters, TerrainJob const& request) {
    if (request.terrain.vertical_scale != 1) return request.terrain.vertical_scale;
    std::string const unit = rasters[0].file->GetRasterBand(request.terrain.band)->GetUnitType();
    bool const feet = unit == "ft" || unit == "foot" || unit == "feet" || unit == "US survey foot" || unit == "ftUS";
    if (!feet) return 1;
    request.find(Severity::note, rasters[0].source, "terrain-unit",
                 "its heights are in " + unit + "; turned to metres");
    return 0.3048;
}

/// Takes out what cannot be a height and brings the rest to metres; returns how many heights there are.
std::size_t scale_heights(HeightGrid& grid, double scale, double offset) {
    std::size_t known = 0;
    for (float& z : grid.z) {
        double const metres = static_cast<double>(z) * scale;
        bool const good = metres > kLowest && metres < kHighest;
        z = good ? static_cast<float>(metres + offset) : std::numeric_limits<float>::quiet_NaN();
        known += good;
    }
    return known;
}

void close_gaps(HeightGrid& grid, std::string const& source, TerrainJob const& request) {
    HoleCount const holes = count_holes(grid.z, grid.width, grid.height);
    double const points = static_cast<double>(grid.z.size());
    if (holes.enclosed > 0) {
        request.find(Severity::repaired, source, "terrain-holes",
                     sentence("%.0f of %.0f ground points have no height; filled from around",
                              static_cast<double>(holes.enclosed), points));
    }
    if (holes.outside > 0) {
        double const covered = 100 * (1 - static_cast<double>(holes.outside) / points);
        request.find(Severity::warning, source, "terrain-partly",
                     sentence("covers %.1f %% of the district; the rest continues its edge", covered));
    }
    fill_holes(grid.z, grid.width, grid.height);
}

std::string datum_of(Raster const& raster) {
    OGRSpatialReference const* reference = raster.file->GetSpatialRef();
    char const* const name = reference ? reference->GetAttrValue("VERT_CS|VERT_DATUM") : nullptr;
    return name ? name : "unstated";
}

}  // namespace

base::Result<HeightGrid> read_terrain(TerrainRequest const& request, LocalFrame const& frame,
                                      base::Findings& findings) {
    if (request.sources.empty()) return HeightGrid{};
    GdalOptions const options(raster_options(request.sources));
    GdalMessages messages;
    TerrainJob const job{request, frame, messages, findings};
    auto const rasters = open_grids(job);
    if (!rasters) return rasters.error();

    std::string const label = request.sources.size() == 1 ? request.sources[0] : request.sources[0] + " and others";
    base::Extent const region = region_of(*rasters, job);
    std::vector<double> pixels;
    double finest = std::numeric_limits<double>::infinity();
    for (Raster const& raster : *rasters) {
        pixels.push_back(region.empty() ? 0 : pixel_size_at(raster, region.centre(), frame));
        if (pixels.back() > 0) finest = std::min(finest, pixels.back());
    }
    HeightGrid grid;
    if (std::isfinite(finest)) {
        grid = shape_of(region, finest, request.max_points);
        if (auto status = warp_heights(grid, *rasters, pixels, job); !status) return status.error();
    }
    if (scale_heights(grid, scale_of(*rasters, job), request.vertical_offset) == 0) {
        job.find(Severity::warning, label, "terrain-elsewhere",
                 "has no height within the district; the ground is flat");
        return HeightGrid{};
    }
    close_gaps(grid, label, job);
    grid.datum = datum_of(rasters->front());
    return grid;
}

}  // namespace geo
