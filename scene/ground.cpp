// The ground and what is painted on it: areas, roads with their kerbs, rail, water, and the land out to the haze.
#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "geo/triangulate.h"
#include "scene/parts.h"
#include "scene/ribbons.h"

namespace scene {
namespace {

using base::Vec2d;
using twin::GroundClass;

constexpr std::uint32_t kCasing = 256, kOwnColour = 512;

std::uint32_t look_of(GroundClass kind, bool casing, bool own_colour, double width) {
    auto const decimetres = static_cast<std::uint32_t>(std::clamp(width * 10, 0.0, 65535.0));
    return static_cast<std::uint32_t>(kind) | (casing ? kCasing : 0) | (own_colour ? kOwnColour : 0) | decimetres << 16;
}

/// Appends what looks alike, in painter's order.
class Painter {
public:
    explicit Painter(Ground& ground) : ground_(ground) {}

    FlatMesh mesh;

    void paint(std::uint32_t look, std::uint32_t colour, std::uint32_t id) {
        auto const first = static_cast<std::uint32_t>(ground_.vertices.size());
        for (FlatMesh::Point const& p : mesh.points) {
            ground_.vertices.push_back(
                {{static_cast<float>(p.at.x), static_cast<float>(p.at.y)}, look, colour, id, p.across, p.along});
        }
        for (std::uint32_t const i : mesh.triangles) ground_.indices.push_back(first + i);
        mesh.points.clear();
        mesh.triangles.clear();
    }

private:
    Ground& ground_;
};

bool has_casing(GroundClass kind) { return kind >= GroundClass::service && kind <= GroundClass::motorway; }

void paint_areas(twin::GroundLayer const& layer, std::uint32_t first_id, Painter& painter) {
    geo::Triangulator triangulator;
    std::vector<std::uint32_t> ends;
    std::vector<Vec2d> points;
    geo::Polygons const& p = layer.areas;
    for (std::size_t i = 0; i < p.size(); ++i) {
        std::uint32_t const begin = p.ring_begin[p.polygon_begin[i]];
        ends.clear();
        for (std::uint32_t r = p.polygon_begin[i]; r < p.polygon_begin[i + 1]; ++r)
            ends.push_back(p.ring_begin[r + 1] - begin);
        points.assign(p.points.begin() + begin, p.points.begin() + begin + ends.back());
        triangulator.run(points, ends, painter.mesh.triangles);
        for (Vec2d const at : points) painter.mesh.points.push_back({at});
        bool const own = !layer.area_colour.empty();
        painter.paint(look_of(layer.area_class[i], false, own, 0), own ? layer.area_colour[i] : 0,
                      make_id(IdKind::ground_area, first_id + static_cast<std::uint32_t>(i)));
    }
}

/// Kerbs of all roads first, then their surfaces, small roads before large: junctions then join by themselves.
void paint_lines(twin::GroundLayer const& layer, std::uint32_t first_id, bool casings, Painter& painter) {
    std::vector<std::uint32_t> order(layer.lines.size());
    std::iota(order.begin(), order.end(), 0u);
    std::stable_sort(order.begin(), order.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return layer.line_class[a] < layer.line_class[b]; });
    for (std::uint32_t const i : order) {
        GroundClass const kind = layer.line_class[i];
        if (casings && !has_casing(kind)) continue;
        double const width = layer.line_width[i];
        double const kerb = std::clamp(width * 0.12, 0.8, 3.0);
        append_ribbon(layer.lines.line(i), casings ? width + 2 * kerb : width, painter.mesh);
        bool const own = !layer.line_colour.empty() && !casings;
        painter.paint(look_of(kind, casings, own, width), own ? layer.line_colour[i] : 0,
                      make_id(IdKind::ground_line, first_id + i));
    }
}

/// The border of the ground that is drawn exactly: the height grid's edge, or a rectangle where there is none.
std::vector<base::Vec3d> border_of(geo::HeightGrid const& grid, base::Extent extent) {
    std::vector<base::Vec3d> border;
    if (grid.empty()) {
        for (Vec2d const p : {Vec2d{extent.min_x, extent.min_y}, Vec2d{extent.max_x, extent.min_y},
                              Vec2d{extent.max_x, extent.max_y}, Vec2d{extent.min_x, extent.max_y}}) {
            border.push_back({p.x, p.y, 0});
        }
        return border;
    }
    auto const point = [&](std::uint32_t x, std::uint32_t y) {
        border.push_back({grid.origin.x + x * grid.spacing, grid.origin.y + y * grid.spacing,
                          grid.z[std::size_t{y} * grid.width + x]});
    };
    for (std::uint32_t x = 0; x + 1 < grid.width; ++x) point(x, 0);
    for (std::uint32_t y = 0; y + 1 < grid.height; ++y) point(grid.width - 1, y);
    for (std::uint32_t x = grid.width - 1; x > 0; --x) point(x, grid.height - 1);
    for (std::uint32_t y = grid.height - 1; y > 0; --y) point(0, y);
    return border;
}

/// Rings of land around the border: how many times as far from the middle, and how level.
constexpr std::array<double, 3> kRings{1, 1.5, kLandReach}, kMeanShares{0, 0.7, 1};

base::Extent ground_extent(twin::District const& district) {
    base::Extent const extent = district.extent.empty() ? base::Extent{-500, -500, 500, 500} : district.extent;
    return extent.grown(std::max(extent.width(), extent.height()) * 0.5 + 100);
}

/// Land from the border out into the haze: it levels off to the border's middle height, so the district ends in no
/// cliff.
void add_skirt(geo::HeightGrid const& grid, base::Extent extent, Ground& ground) {
    std::vector<base::Vec3d> const border = border_of(grid, extent);
    base::Extent box;
    double mean = 0;
    for (base::Vec3d const p : border) {
        box.add(Vec2d{p.x, p.y});
        mean += p.z / static_cast<double>(border.size());
    }
    Vec2d const centre = box.centre();
    auto const vertex = [&](base::Vec3d p) {
        ground.skirt.push_back({static_cast<float>(p.x), static_cast<float>(p.y), static_cast<float>(p.z)});
    };
    for (base::Vec3d const p : border) {
        for (std::size_t ring = 0; ring < kRings.size(); ++ring) {
            vertex({centre.x + (p.x - centre.x) * kRings[ring], centre.y + (p.y - centre.y) * kRings[ring],
                    p.z + (mean - p.z) * kMeanShares[ring]});
        }
    }
    auto const n = static_cast<std::uint32_t>(border.size());
    for (std::uint32_t i = 0; i < n; ++i) {
        std::uint32_t const a = i * 3, b = (i + 1) % n * 3;
        for (std::uint32_t ring = 0; ring < 2; ++ring) {
            for (std::uint32_t const v : {a, a + 1, b + 1, a, b + 1, b}) ground.skirt_indices.push_back(v + ring);
        }
    }
    if (grid.empty()) {
        for (std::uint32_t const v : {0u, 3u, 6u, 0u, 6u, 9u}) ground.skirt_indices.push_back(v);
    }
}

/// What is painted with which ids: these do not depend on what is shown.
struct Painted {
    twin::GroundLayer const* layer;
    std::uint32_t first_area, first_line;
    float opacity;
};

std::vector<Painted> painted(twin::District const& district, BuildOptions const& options) {
    std::vector<Painted> all;
    std::uint32_t area = 0, line = 0;
    for (twin::GroundLayer const& layer : district.ground) {
        all.push_back({&layer, area, line, 1});
        area += static_cast<std::uint32_t>(layer.areas.size());
        line += static_cast<std::uint32_t>(layer.lines.size());
    }
    if (!options.ground) return all;
    std::vector<Painted> chosen;
    for (BuildOptions::PaintedLayer const& p : *options.ground) {
        if (p.layer >= all.size()) continue;
        chosen.push_back(all[p.layer]);
        chosen.back().opacity = p.opacity;
    }
    return chosen;
}

/// Says that what was painted since `first` has this opacity.
void end_run(Ground& ground, std::size_t first, float opacity) {
    std::size_t const count = ground.indices.size() - first;
    if (count == 0) return;
    if (!ground.runs.empty() && ground.runs.back().opacity == opacity) {
        ground.runs.back().index_count += static_cast<std::uint32_t>(count);
        return;
    }
    ground.runs.push_back({static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(count), opacity});
}

void paint_layers(twin::District const& district, BuildOptions const& options, Ground& ground) {
    Painter painter(ground);
    std::vector<Painted> const layers = painted(district, options);
    for (Painted const& p : layers) {
        std::size_t const first = ground.indices.size();
        paint_areas(*p.layer, p.first_area, painter);
        end_run(ground, first, p.opacity);
    }
    for (bool const casings : {true, false}) {
        for (Painted const& p : layers) {
            std::size_t const first = ground.indices.size();
            paint_lines(*p.layer, p.first_line, casings, painter);
            end_run(ground, first, p.opacity);
        }
    }
}

}  // namespace

Land::Land(twin::District const& district) : grid_(district.terrain) {
    auto const border = border_of(grid_, ground_extent(district));
    for (base::Vec3d const p : border) {
        box_.add(Vec2d{p.x, p.y});
        mean_ += p.z / static_cast<double>(border.size());
    }
}

double Land::height(Vec2d p) const {
    if (grid_.empty()) return 0;
    Vec2d const centre = box_.centre(), away = p - centre;
    double const times = std::max(std::abs(away.x) / (box_.width() / 2), std::abs(away.y) / (box_.height() / 2));
    if (times <= 1) return grid_.at(p);
    double const border = grid_.at(centre + away * (1 / times));
    std::size_t const ring = times < kRings[1] ? 0 : 1;
    double const share = std::min((times - kRings[ring]) / (kRings[ring + 1] - kRings[ring]), 1.0);
    return border + (mean_ - border) * (kMeanShares[ring] + (kMeanShares[ring + 1] - kMeanShares[ring]) * share);
}

void build_ground(twin::District const& district, Ground& ground, BuildOptions const& options) {
    geo::HeightGrid const& grid = district.terrain;
    ground.origin_x = static_cast<float>(grid.origin.x);
    ground.origin_y = static_cast<float>(grid.origin.y);
    ground.spacing = static_cast<float>(grid.spacing);
    ground.width = grid.width;
    ground.height = grid.height;
    ground.z = grid.z;
    ground.imagery = district.imagery.image;
    ground.imagery_extent = district.imagery.extent;
    add_skirt(grid, ground_extent(district), ground);

    paint_layers(district, options, ground);
}

}  // namespace scene
