#include <gtest/gtest.h>

#include <cmath>
#include <map>

#include "scene/parts.h"
#include "tests/scene/districts.h"

namespace {

using base::Vec2d;
using base::Vec3d;
using twin::GroundClass;

constexpr std::uint32_t kCasing = 256, kOwnColour = 512;

scene::Ground ground_of(twin::District const& district) {
    scene::Ground ground;
    scene::build_ground(district, ground);
    return ground;
}

/// A run of triangles with the same look and id, in painter's order.
struct Layer {
    GroundClass kind;
    bool casing;
    bool own_colour;
    std::uint32_t id;
    std::uint32_t colour;
    double area = 0;  ///< seen from above
};
std::vector<Layer> layers_of(scene::Ground const& ground) {
    std::vector<Layer> layers;
    for (std::size_t i = 0; i + 2 < ground.indices.size(); i += 3) {
        shared::GroundVertex const& v = ground.vertices[ground.indices[i]];
        auto const kind = static_cast<GroundClass>(v.look & 255);
        bool const casing = (v.look & kCasing) != 0;
        if (layers.empty() || layers.back().kind != kind || layers.back().casing != casing ||
            layers.back().id != v.id) {
            layers.push_back({kind, casing, (v.look & kOwnColour) != 0, v.id, v.colour, 0});
        }
        auto const at = [&](std::size_t k) {
            shared::vec2 const p = ground.vertices[ground.indices[i + k]].position;
            return Vec2d{p.x, p.y};
        };
        layers.back().area += cross(at(1) - at(0), at(2) - at(0)) / 2;
    }
    return layers;
}

double hill(Vec2d p) { return 20 * std::sin(p.x / 90) * std::cos(p.y / 120) + p.x * 0.02; }

twin::District crossing() {
    twin::District district;
    districts::add_area(district, GroundClass::green, districts::rectangle(-200, -200, 150, 100));
    districts::add_area(district, GroundClass::water, districts::rectangle(20, 20, 60, 160));
    districts::add_line(district, GroundClass::primary, {{-300, 0}, {300, 10}}, 24);
    districts::add_line(district, GroundClass::residential_road, {{0, -300}, {10, 300}}, 7);
    districts::add_line(district, GroundClass::rail, {{-300, -150}, {300, 120}}, 4);
    districts::add_line(district, GroundClass::footpath, {{-300, 50}, {300, 70}}, 2);
    return district;
}

TEST(Ground, PaintsAreasThenKerbsThenRoadsFromSmallToLarge) {
    auto const layers = layers_of(ground_of(crossing()));
    struct Expected {
        GroundClass kind;
        bool casing;
    };
    std::vector<Expected> const expected{{GroundClass::green, false},           {GroundClass::water, false},
                                         {GroundClass::residential_road, true}, {GroundClass::primary, true},
                                         {GroundClass::footpath, false},        {GroundClass::residential_road, false},
                                         {GroundClass::primary, false},         {GroundClass::rail, false}};
    ASSERT_EQ(layers.size(), expected.size());
    for (std::size_t i = 0; i < layers.size(); ++i) {
        EXPECT_EQ(layers[i].kind, expected[i].kind) << i;
        EXPECT_EQ(layers[i].casing, expected[i].casing) << i;
    }
}

TEST(Ground, CasingsOfAllLayersComeBeforeAllSurfaces) {
    twin::District district = crossing();
    district.ground.push_back(district.ground.front());
    bool surface_seen = false;
    std::size_t casings = 0;
    for (Layer const& layer : layers_of(ground_of(district))) {
        if (layer.kind < GroundClass::parking) continue;
        surface_seen |= !layer.casing;
        if (layer.casing) {
            ++casings;
            EXPECT_FALSE(surface_seen) << "a kerb painted over a road";
        }
    }
    EXPECT_EQ(casings, 4u);
}

TEST(Ground, CountsIdsThroughAllLayersInOrder) {
    twin::District district = crossing();
    district.ground.push_back(district.ground.front());
    std::map<std::uint32_t, GroundClass> kind_of;
    for (Layer const& layer : layers_of(ground_of(district))) kind_of[layer.id] = layer.kind;
    using scene::IdKind;
    EXPECT_EQ(kind_of.size(), 12u);
    EXPECT_EQ(kind_of.at(scene::make_id(IdKind::ground_area, 0)), GroundClass::green);
    EXPECT_EQ(kind_of.at(scene::make_id(IdKind::ground_area, 3)), GroundClass::water);
    EXPECT_EQ(kind_of.at(scene::make_id(IdKind::ground_line, 0)), GroundClass::primary);
    EXPECT_EQ(kind_of.at(scene::make_id(IdKind::ground_line, 5)), GroundClass::residential_road);
    EXPECT_EQ(kind_of.at(scene::make_id(IdKind::ground_line, 7)), GroundClass::footpath);
}

TEST(Ground, AreasKeepTheirArea) {
    auto const layers = layers_of(ground_of(crossing()));
    EXPECT_NEAR(layers[0].area, 15000, 0.1);
    EXPECT_NEAR(layers[1].area, 9600, 0.1);
}

TEST(Ground, KerbsAreWiderThanTheirRoads) {
    auto const layers = layers_of(ground_of(crossing()));
    double casing = 0, surface = 0;
    for (Layer const& layer : layers) {
        if (layer.kind == GroundClass::primary) (layer.casing ? casing : surface) = layer.area;
    }
    EXPECT_GT(casing, surface * 1.1);
    EXPECT_LT(casing, surface * 1.5);
}

TEST(Ground, OwnColoursReplaceTheClassOnSurfacesAlone) {
    twin::District district = crossing();
    district.ground[0].area_colour = {0x112233, 0x445566};
    district.ground[0].line_colour = {0xaa0000, 0xbb0000, 0xcc0000, 0xdd0000};
    for (Layer const& layer : layers_of(ground_of(district))) {
        EXPECT_EQ(layer.own_colour, !layer.casing);
        if (layer.kind == GroundClass::water) {
            EXPECT_EQ(layer.colour, 0x445566u);
        }
        if (layer.kind == GroundClass::rail) {
            EXPECT_EQ(layer.colour, 0xcc0000u);
        }
    }
}

TEST(Ground, LayersArePaintedFlatWhateverTheTerrain) {
    twin::District district = crossing();
    scene::Ground const flat = ground_of(district);
    districts::set_terrain(district, {-400, -400, 400, 400}, 10, hill);
    scene::Ground const hilly = ground_of(district);
    EXPECT_EQ(hilly.vertices.size(), flat.vertices.size());
    EXPECT_EQ(hilly.indices, flat.indices);
    EXPECT_EQ(hilly.z, district.terrain.z);
    EXPECT_EQ(hilly.width, 81u);
    EXPECT_EQ(hilly.height, 81u);
    EXPECT_EQ(hilly.spacing, 10);
    EXPECT_EQ(hilly.origin_x, -400);
    EXPECT_TRUE(flat.z.empty());
}

TEST(Ground, SaysHowWideARoadIs) {
    for (shared::GroundVertex const& v : ground_of(crossing()).vertices) {
        auto const kind = static_cast<GroundClass>(v.look & 255);
        if (kind == GroundClass::primary) {
            EXPECT_EQ(v.look >> 16, 240u);
        }
        if (kind == GroundClass::green) {
            EXPECT_EQ(v.look >> 16, 0u);
        }
    }
}

Vec3d skirt_corner(scene::Ground const& ground, std::size_t i) {
    shared::vec3 const p = ground.skirt[ground.skirt_indices[i]];
    return {p.x, p.y, p.z};
}

/// Edges of the skirt that only one of its triangles has.
std::size_t open_edges(scene::Ground const& ground) {
    std::map<std::pair<std::uint32_t, std::uint32_t>, int> uses;
    for (std::size_t i = 0; i + 2 < ground.skirt_indices.size(); i += 3) {
        for (std::size_t k = 0; k < 3; ++k) {
            std::uint32_t const a = ground.skirt_indices[i + k], b = ground.skirt_indices[i + (k + 1) % 3];
            ++uses[{std::min(a, b), std::max(a, b)}];
        }
    }
    std::size_t open = 0;
    for (auto const& [edge, count] : uses) {
        EXPECT_LE(count, 2);
        open += count == 1 ? 1 : 0;
    }
    return open;
}

TEST(Skirt, OnFlatLandCoversEverythingOnce) {
    scene::Ground const ground = ground_of(crossing());
    EXPECT_EQ(open_edges(ground), 4u) << "only the far border may be open";
    double area = 0;
    base::Extent box;
    for (shared::vec3 const p : ground.skirt) {
        box.add(Vec2d{p.x, p.y});
        EXPECT_EQ(p.z, 0);
    }
    for (std::size_t i = 0; i + 2 < ground.skirt_indices.size(); i += 3) {
        Vec3d const a = skirt_corner(ground, i), b = skirt_corner(ground, i + 1), c = skirt_corner(ground, i + 2);
        EXPECT_GT(cross(b - a, c - a).z, 0) << "faces down";
        area += cross(b - a, c - a).z / 2;
    }
    EXPECT_NEAR(area / (box.width() * box.height()), 1, 1e-4);
    EXPECT_GT(box.width(), 10'000);
}

TEST(Skirt, IsClosedAroundTheTerrainsEdge) {
    twin::District district = crossing();
    districts::set_terrain(district, {-400, -400, 400, 400}, 20, hill);
    scene::Ground const ground = ground_of(district);
    constexpr std::size_t kBorder = 4 * 40;
    EXPECT_EQ(open_edges(ground), 2 * kBorder) << "the terrain's edge and the far border";
    // Every point of the grid's edge is a point of the skirt, so there is no crack.
    std::size_t on_edge = 0;
    for (shared::vec3 const p : ground.skirt) {
        bool const edge = std::max(std::abs(p.x), std::abs(p.y)) == 400;
        if (!edge) continue;
        ++on_edge;
        EXPECT_EQ(p.z, static_cast<float>(district.terrain.at({p.x, p.y})));
    }
    EXPECT_EQ(on_edge, kBorder);
}

TEST(Skirt, LevelsOffFarOut) {
    twin::District district;
    districts::set_terrain(district, {-400, -400, 400, 400}, 20, hill);
    float low = 1e9f, high = -1e9f;
    for (shared::vec3 const p : ground_of(district).skirt) {
        if (std::max(std::abs(p.x), std::abs(p.y)) < 5000) continue;
        low = std::min(low, p.z);
        high = std::max(high, p.z);
    }
    EXPECT_NEAR(low, high, 1e-3);
}

TEST(Ground, OfAnEmptyDistrictIsStillThere) {
    scene::Ground const ground = ground_of(twin::District());
    EXPECT_FALSE(ground.skirt_indices.empty());
    EXPECT_TRUE(ground.indices.empty());
}

}  // namespace
