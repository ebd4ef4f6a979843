#include "sample/sample.h"

#include <cpl_conv.h>
#include <cpl_error.h>
#include <gdal_priv.h>

#include <algorithm>
#include <cmath>
#include <fstream>

#include "base/parallel.h"
#include "sample/city.h"
#include "sample/geopackage.h"
#include "sample/indicators.h"
#include "sample/live_files.h"
#include "sample/models.h"
#include "sample/parcels.h"
#include "sample/planting.h"
#include "sample/projects.h"
#include "sample/site_pictures.h"
#include "sample/terrain.h"
#include "sample/toml.h"

namespace sample {

namespace {

constexpr std::uint32_t kDistrict = 3445;
constexpr std::uint32_t kPartDistrict = 2600;  ///< below, a district is cut down to its middle rather than thinned
constexpr std::uint32_t kFullDetail = 200000;  ///< larger cities have no gardens and no spatial index
constexpr int kTilesAtOnce = 4;

Extent extent_of_buildings(Content const& content) {
    Extent extent;
    for (Building const& b : content.buildings) extent.add(extent_of(b.shape.outer));
    return extent;
}

/// What is remembered of the tiles that have been written.
struct City {
    std::vector<Bridge> bridges;
    std::vector<Model> models;
    Extent buildings;
    Extent ground;  ///< of all that lies on the terrain
    Setting setting;
    std::vector<Parcel> parcels;
    Supervised supervised;
    std::string hall_id;

    void add(Neighbourhood const& tile) {
        bridges.insert(bridges.end(), tile.bridges.begin(), tile.bridges.end());
        models.insert(models.end(), tile.content.models.begin(), tile.content.models.end());
        buildings.add(extent_of_buildings(tile.content));
        for (Area const& area : tile.content.areas) ground.add(extent_of(area.shape.outer));
    }
};

/// A small place: the middle of the district, as far as its buildings go.
void cut_down(Content& content) {
    Extent const extent = extent_of_buildings(content);
    Vec2d const centre = extent.centre();
    double const radius = std::hypot(extent.width(), extent.height()) / 2 + 60;
    crop(content, centre, radius);
}

/// What the central tile gets beyond what every neighbourhood has, once its number of buildings is settled.
void finish_district(Plan const& plan, Content& content, std::uint32_t wanted, bool part) {
    if (part) {
        truncate(content, wanted);
        cut_down(content);
    } else {
        thin_out(content, wanted);
        if (plan.alone() && content.buildings.size() < wanted)
            add_kiosks(plan, content, wanted - content.buildings.size());
    }
    plant(plan, content);
}

base::Result<City> write_city(Plan const& plan, GeoPackage& package, SampleOptions const& options,
                              HistoryOptions const& history, base::Progress& progress) {
    City city;
    std::uint32_t left = options.buildings;
    bool const part = options.buildings < kPartDistrict;
    int const at_once = plan.alone() ? 1 : kTilesAtOnce;
    for (int first = 0; left > 0; first += at_once) {
        std::vector<Neighbourhood> made(static_cast<std::size_t>(at_once));
        base::parallel_for(made.size(), 1, [&](std::size_t begin, std::size_t end) {
            for (std::size_t i = begin; i < end; ++i) {
                int const n = first + static_cast<int>(i);
                made[i] =
                    build_neighbourhood(plan, spiral(n),
                                        {.network = {.all_edges = plan.alone(), .surroundings = plan.alone() && !part},
                                         .plants = n == 0,
                                         .small_ground = n == 0 || options.buildings <= kFullDetail,
                                         .enough = part ? options.buildings : ~std::size_t{0}});
            }
        });
        for (std::size_t i = 0; i < made.size() && left > 0; ++i) {
            Content& content = made[i].content;
            made[i].central ? finish_district(plan, content, left, part) : truncate(content, left);
            left -= static_cast<std::uint32_t>(content.buildings.size());
            if (base::Status const added = package.append(content); !added) return added.error();
            city.add(made[i]);
            if (made[i].central) city.parcels = make_parcels(plan, content);
            if (made[i].central) city.setting = make_setting(plan, content, history.cameras, history.until);
            if (!made[i].central) continue;
            city.supervised = make_supervised(plan, content, city.setting, city.parcels, history.until);
            city.setting.works_going = static_cast<std::size_t>(std::ranges::count_if(
                city.supervised.projects, [](Project const& p) { return std::string_view(p.stage) == "build"; }));
            city.setting.works_late = late_projects(city.supervised, history.until);
        }
        progress.advance(1 - static_cast<double>(left) / options.buildings);
        if (progress.cancelled()) return base::Error{"sample: stopped"};
    }
    city.hall_id = package.hall_id();
    return city;
}

base::Status write_text(std::filesystem::path const& file, std::string const& text) {
    std::ofstream out(file, std::ios::binary);
    out << text;
    out.close();
    if (!out) return base::Error{file.string() + ": cannot be written"};
    return base::done;
}

struct Raster {
    Extent extent;
    double cell;  ///< metres between heights
};
Raster raster_for(Extent ground) {
    // Somewhat beyond everything, so that the land goes on where the last field ends.
    Extent const e = ground.grown(std::max(ground.width(), ground.height()) * 0.11);
    double const cell = std::max(5.0, std::ceil(std::max(e.width(), e.height()) / 2400));
    return {{std::floor(e.min_x / cell) * cell, std::floor(e.min_y / cell) * cell, std::ceil(e.max_x / cell) * cell,
             std::ceil(e.max_y / cell) * cell},
            cell};
}

/// Makes the folder. While the district file is there the folder is whole, so it goes first, and comes back last.
base::Status clear(std::filesystem::path const& folder, std::initializer_list<std::filesystem::path> files) {
    std::error_code error;
    std::filesystem::create_directories(folder / "models", error);
    if (error) return base::Error{folder.string() + ": cannot be made: " + error.message()};
    for (std::filesystem::path const& file : files) std::filesystem::remove(file, error);
    return base::done;
}

/// Parcels, projects and zones, and what their sites look like.
base::Status write_plans(std::filesystem::path const& folder, City const& city, base::UtcMs until) {
    if (base::Status const written = write_parcels(folder, city.parcels); !written) return written.error();
    if (base::Status const written = write_supervised(folder, city.supervised); !written) return written.error();
    return write_site_pictures(folder, city.supervised, until);
}

}  // namespace

base::Result<History> write_sample(std::filesystem::path const& folder, SampleOptions const& options,
                                   base::Progress& progress) {
    if (options.buildings == 0) return base::Error{"sample: at least one building is needed", base::ErrorKind::usage};
    std::filesystem::path const toml = folder / "district.toml", gpkg = folder / "district.gpkg";
    if (base::Status const cleared = clear(folder, {toml, gpkg}); !cleared) return cleared.error();
    // What goes wrong is said once, by the Status.
    CPLErrorHandlerPusher const quiet(CPLQuietErrorHandler);
    GDALAllRegister();
    // GeoPackages note when they were written; the same options must give the same bytes.
    CPLConfigOptionSetter const date("OGR_CURRENT_DATE", "2026-01-01T00:00:00.000Z", false);

    progress.stage("build");
    Plan const plan(options.seed, options.buildings <= kDistrict);
    auto package = GeoPackage::create(gpkg, options.buildings <= kFullDetail);
    if (!package) return package.error();
    HistoryOptions told = HistoryOptions::usual(options.buildings, options.seed);
    told.until = options.until;
    auto city = write_city(plan, *package, options, told, progress);
    if (!city) return city.error();
    if (base::Status const finished = package->finish(); !finished) return finished.error();

    if (base::Status const written = write_plans(folder, *city, told.until); !written) return written.error();

    progress.stage("terrain");
    auto const [extent, cell] = raster_for(city->ground);
    Terrain const terrain(plan, city->bridges, extent, city->ground);
    if (base::Status const written = write_terrain(folder / "terrain.tif", terrain, cell); !written)
        return written.error();

    progress.stage("models");
    if (base::Status const written = write_models(folder / "models"); !written) return written.error();

    progress.stage("history");
    History history(std::move(city->setting), told);
    if (base::Status const written = write_live_files(folder / "live", history, options.films); !written)
        return written.error();
    TomlInput const input{.plan = plan,
                          .terrain = terrain,
                          .models = city->models,
                          .feeds = history.feeds(),
                          .supervised = city->supervised,
                          .hall_id = city->hall_id,
                          .extent = city->buildings,
                          .whole = options.buildings >= kPartDistrict};
    if (base::Status const written = write_text(folder / "indicators.toml", std::string(indicators_toml())); !written)
        return written.error();
    if (base::Status const written = write_text(toml, district_toml(input)); !written) return written.error();
    return history;
}

}  // namespace sample
