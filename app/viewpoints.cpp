#include "app/viewpoints.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "base/time.h"
#include "geo/crs.h"
#include "scene/camera_text.h"
#include "scene/solar.h"
#include "scene/style_words.h"
#include "twin/text.h"

namespace app {
namespace {

constexpr std::int64_t kJune21 = 1782000000000;      // 2026-06-21T00:00Z
constexpr std::int64_t kDecember21 = 1797811200000;  // 2026-12-21T00:00Z
constexpr double kPleasantHour = 15.5;               // true solar time: long shadows, every wall still readable

std::optional<base::Vec2d> local_place(geo::LocalFrame const& frame, double lon, double lat) {
    base::Vec2d point{lon, lat};
    auto const lost = geo::to_local({&point, 1}, "EPSG:4326", frame);
    if (!lost || *lost > 0 || !std::isfinite(point.x) || !std::isfinite(point.y)) return {};
    return point;
}

bool is_id_column(std::string name) {
    std::transform(name.begin(), name.end(), name.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return name.ends_with("id") || name == "code" || name == "identificatie";
}

/// Every part of the building with this id: a multipolygon is several.
std::optional<scene::Box> building_box(twin::District const& district, std::string const& id) {
    twin::Buildings const& all = district.buildings;
    auto const has_id = [&](std::size_t b) {
        twin::SourceLayer const& layer = district.layers[all.layer[b]];
        std::size_t const row = all.row[b];
        if (row < layer.feature_id.size() && std::to_string(layer.feature_id[row]) == id) return true;
        return std::any_of(layer.columns.begin(), layer.columns.end(), [&](geo::Column const& column) {
            return is_id_column(column.name) && column.text(row) == id;
        });
    };
    scene::Box box;
    for (std::size_t b = 0; b < all.size(); ++b) {
        if (!has_id(b)) continue;
        double const top = all.base_z[b] + all.height[b] + all.roof_height[b];
        box.min_z = box.extent.empty() ? all.base_z[b] : std::min<double>(box.min_z, all.base_z[b]);
        box.max_z = box.extent.empty() ? top : std::max(box.max_z, top);
        for (base::Vec2d const point : all.footprints.outer(b)) box.extent.add(point);
    }
    if (box.extent.empty()) return {};
    return box;
}

/// At most some thousands, evenly picked: enough to frame any city.
std::vector<scene::Column> columns_of(twin::Buildings const& all) {
    constexpr std::size_t kEnough = 20'000;
    std::size_t const step = all.size() / kEnough + 1;
    std::vector<scene::Column> columns;
    for (std::size_t b = 0; b < all.size(); b += step) {
        base::Vec2d const corner = all.footprints.outer(b).front();
        columns.push_back({{corner.x, corner.y, all.base_z[b]}, double{all.height[b]} + all.roof_height[b]});
    }
    return columns;
}

scene::CameraContext camera_context(twin::District const& district, scene::Scene const& scene, double aspect) {
    scene::CameraContext context;
    context.all = {scene.extent, scene.min_z, scene.max_z};
    if (context.all.extent.empty()) context.all.extent = {-100, -100, 100, 100};
    context.buildings = columns_of(district.buildings);
    context.aspect = aspect;
    context.to_local = [&district](double lon, double lat) { return local_place(district.frame, lon, lat); };
    context.building = [&district](std::string const& id) { return building_box(district, id); };
    context.ground = [&district](base::Vec2d p) { return district.terrain.at(p); };
    return context;
}

scene::Sun pleasant_sun(geo::LocalFrame const& frame) {
    auto const [lon, lat] = frame.origin_lonlat;
    std::int64_t const day = lat < 0 ? kDecember21 : kJune21;
    return scene::sun_at(scene::utc_of_solar_time(static_cast<double>(day), lon, kPleasantHour), lon, lat,
                         frame.grid_convergence);
}

base::Result<scene::Sun> choose_sun(std::string const& text, scene::Style style, geo::LocalFrame const& frame) {
    if (text.empty()) return style == scene::Style::paper ? scene::paper_sun() : pleasant_sun(frame);
    auto const time = base::parse_time(text);
    if (!time) return base::Error{"the sun's time: " + time.error().message, base::ErrorKind::usage};
    return scene::sun_at(static_cast<double>(*time), frame.origin_lonlat.lon, frame.origin_lonlat.lat,
                         frame.grid_convergence);
}

/// What the district file has wrong is no wrong usage of the program.
base::Error with_name(twin::NamedView const& view, base::Error const& error) {
    return {"view '" + view.id + "': " + error.message};
}

base::Result<twin::NamedView> find_view(std::vector<twin::NamedView> const& views, std::string const& name) {
    for (twin::NamedView const& view : views) {
        if (view.id == name || (!name.empty() && (view.name.zh == name || view.name.en == name))) return view;
    }
    std::string message = "there is no view '" + name + "'; ";
    if (views.empty()) return base::Error{message + "this source has none", base::ErrorKind::usage};
    message += "there are:";
    for (twin::NamedView const& view : views) message += (&view == &views.front() ? " " : ", ") + view.id;
    return base::Error{message, base::ErrorKind::usage};
}

base::Result<std::vector<twin::NamedView>> choose_views(twin::District const& district, ViewRequest const& request) {
    std::vector<twin::NamedView> chosen;
    if (!request.camera.empty()) {
        twin::NamedView given;
        given.id = "camera";
        given.camera = request.camera;
        return std::vector{given};
    }
    if (request.names.empty()) {
        if (!district.views.empty()) return std::vector{district.views.front()};
        twin::NamedView whole;
        whole.id = "overview";
        whole.camera = "fit";
        return std::vector{whole};
    }
    if (request.names == std::vector<std::string>{"all"} && !district.views.empty()) return district.views;
    for (std::string const& name : request.names) {
        auto const view = find_view(district.views, name);
        if (!view) return view.error();
        chosen.push_back(*view);
    }
    return chosen;
}

base::Result<scene::View> make_view(twin::NamedView const& named, twin::District const& district,
                                    scene::CameraContext const& context, ViewRequest const& request) {
    scene::View view;
    view.name = named.id;
    view.width = request.size.width;
    view.height = request.size.height;
    view.samples = request.samples;
    view.labels = request.labels;
    auto const style = request.style ? base::Result<scene::Style>(*request.style) : read_style(named.style);
    if (!style) return style.error();
    view.style = *style;
    auto const camera = scene::parse_camera(named.camera.empty() ? "fit" : named.camera, context);
    if (!camera) return camera.error();
    view.camera = *camera;
    auto const sun = choose_sun(request.sun.empty() ? named.sun : request.sun, view.style, district.frame);
    if (!sun) return sun.error();
    view.sun = *sun;
    return view;
}

}  // namespace

base::Result<scene::Style> read_style(std::string const& text) {
    if (text.empty()) return scene::Style::day;
    auto const found = std::ranges::find(scene::kStyleWords, text);
    if (found != scene::kStyleWords.end()) return static_cast<scene::Style>(found - scene::kStyleWords.begin());
    return base::Error{"there is no style '" + text + "'; there are day, night and paper", base::ErrorKind::usage};
}

base::Result<std::vector<scene::View>> make_views(twin::District const& district, scene::Scene const& scene,
                                                  ViewRequest const& request) {
    auto const chosen = choose_views(district, request);
    if (!chosen) return chosen.error();
    if (auto const sun = choose_sun(request.sun, scene::Style::day, district.frame); !sun) return sun.error();
    auto const context = camera_context(district, scene, double{1} * request.size.width / request.size.height);
    std::vector<scene::View> views;
    for (twin::NamedView const& named : *chosen) {
        auto const view = make_view(named, district, context, request);
        if (!view) return request.camera.empty() ? with_name(named, view.error()) : view.error();
        views.push_back(*view);
    }
    return views;
}

std::vector<std::string> wrong_views(twin::District const& district) {
    scene::Scene empty;
    empty.extent = district.extent;
    auto const context = camera_context(district, empty, 16.0 / 9);
    std::vector<std::string> wrong;
    std::set<std::string> ids;
    for (twin::NamedView const& named : district.views) {
        if (!ids.insert(named.id).second)
            wrong.push_back("there are two views with the id " + twin::in_quotes(named.id));
        auto const view = make_view(named, district, context, {});
        if (!view) wrong.push_back(with_name(named, view.error()).message);
    }
    return wrong;
}

}  // namespace app
