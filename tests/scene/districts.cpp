#include "tests/scene/districts.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace districts {
namespace {

using base::Vec2d;
using base::Vec3f;

void add_polygon(geo::Polygons& polygons, Ring const& ring, std::vector<Ring> const& holes) {
    auto const add_ring = [&](Ring const& r) {
        polygons.points.insert(polygons.points.end(), r.begin(), r.end());
        polygons.ring_begin.push_back(static_cast<std::uint32_t>(polygons.points.size()));
    };
    add_ring(ring);
    for (Ring const& hole : holes) add_ring(hole);
    polygons.polygon_begin.push_back(static_cast<std::uint32_t>(polygons.ring_count()));
    polygons.row.push_back(static_cast<std::uint32_t>(polygons.row.size()));
}

void grow(twin::District& district, Ring const& points) {
    for (Vec2d const p : points) district.extent.add(p);
}

twin::GroundLayer& ground_layer(twin::District& district) {
    if (district.ground.empty()) district.ground.emplace_back().title = "ground";
    return district.ground.front();
}

float linear_of(std::uint32_t srgb) {
    double const c = (srgb & 255) / 255.0;
    return static_cast<float>(c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4));
}

/// Appends an upright box as its own part.
void append_box(assets::Model& model, Vec3f low, Vec3f high, std::uint32_t srgb) {
    assets::Material material;
    material.colour[0] = linear_of(srgb >> 16);
    material.colour[1] = linear_of(srgb >> 8);
    material.colour[2] = linear_of(srgb);
    std::uint32_t const first_index = static_cast<std::uint32_t>(model.indices.size());
    auto const face = [&](Vec3f normal, std::array<Vec3f, 4> const& corners) {
        auto const first = static_cast<std::uint32_t>(model.vertices.size());
        for (Vec3f const c : corners) model.vertices.push_back({c, normal, 0, 0});
        for (std::uint32_t const i : {0u, 1u, 2u, 0u, 2u, 3u}) model.indices.push_back(first + i);
    };
    Vec3f const a = low, b = high;
    face({0, 0, 1}, {Vec3f{a.x, a.y, b.z}, {b.x, a.y, b.z}, {b.x, b.y, b.z}, {a.x, b.y, b.z}});
    face({0, -1, 0}, {Vec3f{a.x, a.y, a.z}, {b.x, a.y, a.z}, {b.x, a.y, b.z}, {a.x, a.y, b.z}});
    face({0, 1, 0}, {Vec3f{b.x, b.y, a.z}, {a.x, b.y, a.z}, {a.x, b.y, b.z}, {b.x, b.y, b.z}});
    face({1, 0, 0}, {Vec3f{b.x, a.y, a.z}, {b.x, b.y, a.z}, {b.x, b.y, b.z}, {b.x, a.y, b.z}});
    face({-1, 0, 0}, {Vec3f{a.x, b.y, a.z}, {a.x, a.y, a.z}, {a.x, a.y, b.z}, {a.x, b.y, b.z}});
    model.parts.push_back({first_index, static_cast<std::uint32_t>(model.indices.size()) - first_index,
                           static_cast<std::uint32_t>(model.materials.size())});
    model.materials.push_back(material);
    for (assets::Vertex const& v : model.vertices) {
        model.min = {std::min(model.min.x, v.position.x), std::min(model.min.y, v.position.y),
                     std::min(model.min.z, v.position.z)};
        model.max = {std::max(model.max.x, v.position.x), std::max(model.max.y, v.position.y),
                     std::max(model.max.z, v.position.z)};
    }
}

}  // namespace

Ring rectangle(double x, double y, double width, double depth) {
    return {{x, y}, {x + width, y}, {x + width, y + depth}, {x, y + depth}};
}

Ring turned(Ring ring, Vec2d about, double degrees) {
    double const angle = degrees * std::numbers::pi / 180, c = std::cos(angle), s = std::sin(angle);
    for (Vec2d& p : ring) {
        Vec2d const d = p - about;
        p = about + Vec2d{c * d.x - s * d.y, s * d.x + c * d.y};
    }
    return ring;
}

Ring reversed(Ring ring) {
    std::reverse(ring.begin(), ring.end());
    return ring;
}

std::uint32_t add_building(twin::District& district, Ring const& ring, BuildingSpec const& spec) {
    twin::Buildings& b = district.buildings;
    add_polygon(b.footprints, ring, spec.holes);
    double ground = std::numeric_limits<double>::infinity();
    for (Vec2d const p : ring) ground = std::min(ground, district.terrain.at(p));
    b.base_z.push_back(static_cast<float>(ground));
    b.height.push_back(static_cast<float>(spec.height));
    b.roof_height.push_back(static_cast<float>(spec.roof_height));
    b.storeys.push_back(static_cast<std::uint16_t>(std::max(1.0, spec.height / 3)));
    b.use.push_back(spec.use);
    b.roof.push_back(spec.roof);
    b.layer.push_back(0);
    b.row.push_back(static_cast<std::uint32_t>(b.row.size()));
    grow(district, ring);
    return static_cast<std::uint32_t>(b.size() - 1);
}

void add_area(twin::District& district, twin::GroundClass kind, Ring const& ring) {
    twin::GroundLayer& layer = ground_layer(district);
    add_polygon(layer.areas, ring, {});
    layer.area_class.push_back(kind);
    grow(district, ring);
}

void add_line(twin::District& district, twin::GroundClass kind, Ring const& line, double width) {
    twin::GroundLayer& layer = ground_layer(district);
    layer.lines.points.insert(layer.lines.points.end(), line.begin(), line.end());
    layer.lines.line_begin.push_back(static_cast<std::uint32_t>(layer.lines.points.size()));
    layer.lines.row.push_back(static_cast<std::uint32_t>(layer.lines.row.size()));
    layer.line_class.push_back(kind);
    layer.line_width.push_back(static_cast<float>(width));
    grow(district, line);
}

void set_terrain(twin::District& district, base::Extent extent, double spacing,
                 std::function<double(Vec2d)> const& height) {
    geo::HeightGrid& grid = district.terrain;
    grid.origin = {extent.min_x, extent.min_y};
    grid.spacing = spacing;
    grid.width = static_cast<std::uint32_t>(std::lround(extent.width() / spacing)) + 1;
    grid.height = static_cast<std::uint32_t>(std::lround(extent.height() / spacing)) + 1;
    grid.z.clear();
    for (std::uint32_t y = 0; y < grid.height; ++y) {
        for (std::uint32_t x = 0; x < grid.width; ++x) {
            grid.z.push_back(static_cast<float>(height({grid.origin.x + x * spacing, grid.origin.y + y * spacing})));
        }
    }
}

std::uint32_t add_box_model(twin::District& district, double width, double height, std::uint32_t srgb) {
    assets::Model& model = district.models.emplace_back();
    auto const half = static_cast<float>(width / 2);
    append_box(model, {-half, -half, 0}, {half, half, static_cast<float>(height)}, srgb);
    return static_cast<std::uint32_t>(district.models.size() - 1);
}

std::uint32_t add_tree_model(twin::District& district) {
    assets::Model& model = district.models.emplace_back();
    append_box(model, {-0.2f, -0.2f, 0}, {0.2f, 0.2f, 2}, 0x6B5138);
    append_box(model, {-1.5f, -1.5f, 1.6f}, {1.5f, 1.5f, 4}, 0x4F7A3A);
    append_box(model, {-0.9f, -0.9f, 4}, {0.9f, 0.9f, 5}, 0x4F7A3A);
    // One part, and so the largest: what a far tree is the colour of.
    model.parts[1].index_count += model.parts[2].index_count;
    model.parts.pop_back();
    model.materials.pop_back();
    return static_cast<std::uint32_t>(district.models.size() - 1);
}

void add_instance(twin::District& district, std::uint32_t model, Vec2d at, double heading, double scale) {
    if (district.instances.empty() || district.instances.back().model != model) {
        district.instances.emplace_back().model = model;
    }
    district.instances.back().places.push_back(
        {{at.x, at.y, district.terrain.at(at)}, heading, static_cast<float>(scale)});
}

twin::District grid(std::uint32_t count, double size, double gap, double height) {
    twin::District district;
    for (std::uint32_t y = 0; y < count; ++y) {
        for (std::uint32_t x = 0; x < count; ++x) {
            add_building(district, rectangle(x * (size + gap), y * (size + gap), size, size), {.height = height});
        }
    }
    return district;
}

}  // namespace districts
