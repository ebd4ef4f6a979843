#include "sample/terrain.h"

#include <gdal_priv.h>
#include <ogr_spatialref.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "base/parallel.h"
#include "sample/frame.h"
#include "sample/random.h"

namespace sample {

namespace {

constexpr double kRiverLevel = 31.8;
constexpr double kBank = 20;  ///< metres from the water's edge to level ground
constexpr double kShore = 16;

double lerp(double a, double b, double t) { return a + (b - a) * t; }

}  // namespace

Terrain::Terrain(Plan const& plan, std::vector<Bridge> bridges, Extent extent, Extent wooded)
    : plan_(plan), bridges_(std::move(bridges)), extent_(extent), wooded_(wooded) {
    for (Bridge const& bridge : bridges_) bridge_extents_.push_back(extent_of(bridge.path).grown(40));
    step_ = std::max(25.0, std::max(extent.width(), extent.height()) / 1200);
    across_ = static_cast<std::size_t>(extent.width() / step_) + 2;
    up_ = static_cast<std::size_t>(extent.height() / step_) + 2;
    coarse_.resize(across_ * up_);
    base::parallel_for(up_, 4, [&](std::size_t begin, std::size_t end) {
        for (std::size_t row = begin; row < end; ++row) {
            for (std::size_t column = 0; column < across_; ++column) {
                coarse_[row * across_ + column] = exact({extent_.min_x + step_ * static_cast<double>(column),
                                                         extent_.min_y + step_ * static_cast<double>(row)});
            }
        }
    });
}

Terrain::Coarse Terrain::exact(Vec2d world) const {
    Vec2d const grid = plan_.to_grid(world);
    return {static_cast<float>(grid.x), static_cast<float>(grid.y), static_cast<float>(plan_.into_hills(grid))};
}

Terrain::Coarse Terrain::coarse(Vec2d world) const {
    double const x = std::clamp((world.x - extent_.min_x) / step_, 0.0, static_cast<double>(across_ - 1) - 1e-6);
    double const y = std::clamp((world.y - extent_.min_y) / step_, 0.0, static_cast<double>(up_ - 1) - 1e-6);
    auto const column = static_cast<std::size_t>(x), row = static_cast<std::size_t>(y);
    auto const tx = static_cast<float>(x - std::floor(x)), ty = static_cast<float>(y - std::floor(y));
    Coarse const* const south = &coarse_[row * across_ + column];
    Coarse const* const north = south + across_;
    auto const mixed = [&](float Coarse::*field) {
        return (south[0].*field * (1 - tx) + south[1].*field * tx) * (1 - ty) +
               (north[0].*field * (1 - tx) + north[1].*field * tx) * ty;
    };
    return {mixed(&Coarse::u), mixed(&Coarse::v), mixed(&Coarse::hills)};
}

double Terrain::hills(Vec2d world, Coarse const& at) const {
    double const to_edge =
        std::min({world.x - wooded_.min_x, wooded_.max_x - world.x, world.y - wooded_.min_y, wooded_.max_y - world.y});
    double const edge = smoothstep(-20, 520, to_edge);
    if (at.hills <= 0 || edge <= 0) return 0;
    std::uint64_t const seed = seed_of(plan_.seed(), 'h');
    // Highest in the north-west; towards the south-east the land only rolls.
    double const lean =
        plan_.alone() ? smoothstep(-300, 1700,
                                   at.v - plan_.hill_foot(std::clamp(static_cast<double>(at.u), -4500.0, 3000.0)) + 350)
                      : 0.8;
    double const broad = 0.5 + 0.5 * fractal_noise(world * (1 / 1300.0), 2, seed);
    // Valleys run down between spurs, so that the foot of the hills is no wall.
    double const spurs = 0.66 + 0.42 * fractal_noise(world * (1 / 480.0), 2, seed + 11);
    double const rise = 1 - std::exp(-std::max(static_cast<double>(at.hills) - 12, 0.0) / 420);
    double const valley = smoothstep(130, 760, std::abs(at.v - plan_.river_v(at.v)));
    double const height = lerp(34, 205, lean) * lerp(0.45, 1.25, broad) * spurs;
    double gap = 1;
    if (plan_.alone()) {  // main roads and the railway leave through gaps
        for (double const u : {10.0, 790.0, Plan::kRailU, 1640.0})
            gap *= lerp(0.25, 1, smoothstep(20, 330, std::abs(at.u - u)));
        for (double const v : {-830.0, 440.0}) gap *= lerp(0.25, 1, smoothstep(20, 330, std::abs(at.v - v)));
    }
    return rise * valley * edge * (height * lerp(gap, 1, lean) + 6 * fractal_noise(world * (1 / 150.0), 2, seed + 21));
}

double Terrain::height(Vec2d world) const {
    Coarse const at = coarse(world);
    double const from_river = std::abs(at.v - plan_.river_v(at.v));
    double ground = 36.2 + 0.0035 * std::min(from_river, 1500.0) +
                    1.5 * fractal_noise(world * (1 / 800.0), 2, seed_of(plan_.seed(), 'g'));
    ground += hills(world, at);
    double const half = plan_.river_half_width(at.u);
    double const bank = smoothstep(half + 1, half + kBank, from_river);
    double const wet = lerp(kRiverLevel, ground, bank);
    Vec2d const centre = plan_.to_world(plan_.lake().centre);
    Vec2d const off = world - centre;
    double const lake_distance = base::length(off);
    double z = wet;
    if (lake_distance < plan_.lake().radius * 2.5) {
        Vec2d const right = Axes{centre, plan_.axes_at(centre).right}.in(world);
        double const shore = plan_.lake_radius(std::atan2(right.y, right.x));
        z = lerp(plan_.lake().level, z, smoothstep(shore + 1, shore + kShore, lake_distance));
    }
    return bank < 1 ? bridge_deck(world, z) : z;
}

/// Roads lie on the ground, so the ground carries them over the water.
double Terrain::bridge_deck(Vec2d world, double ground) const {
    for (std::size_t i = 0; i < bridges_.size(); ++i) {
        if (!bridge_extents_[i].contains(world)) continue;
        double const off = distance_to_path(world, bridges_[i].path);
        double const edge = bridges_[i].width / 2 + 1.5;
        if (off > edge + 6) continue;
        return lerp(37.6, ground, smoothstep(edge, edge + 6, off));
    }
    return ground;
}

base::Status write_terrain(std::filesystem::path const& file, Terrain const& terrain, double cell) {
    GDALDriver* const driver = GetGDALDriverManager()->GetDriverByName("GTiff");
    Extent const e = terrain.extent();
    int const width = static_cast<int>(std::floor(e.width() / cell)),
              height = static_cast<int>(std::floor(e.height() / cell));
    GDALDatasetUniquePtr data(driver ? driver->Create(file.c_str(), width, height, 1, GDT_Float32, nullptr) : nullptr);
    if (!data) return base::Error{file.string() + ": cannot be written: " + CPLGetLastErrorMsg()};
    double transform[6] = {kOrigin.x + e.min_x, cell, 0, kOrigin.y + e.max_y, 0, -cell};
    OGRSpatialReference crs;
    crs.importFromEPSG(kEpsg);
    bool good = data->SetGeoTransform(transform) == CE_None && data->SetSpatialRef(&crs) == CE_None;
    std::vector<float> z(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
    base::parallel_for(static_cast<std::size_t>(height), 8, [&](std::size_t begin, std::size_t end) {
        for (std::size_t row = begin; row < end; ++row) {
            for (std::size_t column = 0; column < static_cast<std::size_t>(width); ++column) {
                Vec2d const p{e.min_x + cell * (static_cast<double>(column) + 0.5),
                              e.max_y - cell * (static_cast<double>(row) + 0.5)};
                // Whole centimetres: what a survey would give, and it packs well.
                z[row * static_cast<std::size_t>(width) + column] =
                    static_cast<float>(std::round(terrain.height(p) * 100) / 100);
            }
        }
    });
    GDALRasterBand* const band = data->GetRasterBand(1);
    good = good && band->RasterIO(GF_Write, 0, 0, width, height, z.data(), width, height, GDT_Float32, 0, 0, nullptr) ==
                       CE_None;
    CPLErrorReset();
    data.reset();  // a full disk often shows only now
    if (!good || CPLGetLastErrorType() == CE_Failure)
        return base::Error{file.string() + ": writing failed: " + CPLGetLastErrorMsg()};
    return base::done;
}

}  // namespace sample
