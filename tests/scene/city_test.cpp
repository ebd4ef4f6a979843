#include <gtest/gtest.h>
#include <tbb/global_control.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <numbers>
#include <set>

#include "scene/parts.h"
#include "tests/scene/districts.h"
#include "twin/buildings.h"

namespace {

using base::Vec2d;
using districts::Ring;

scene::City city_of(twin::District const& district) {
    scene::City city;
    scene::build_city(district, {}, city);
    return city;
}

Ring star(Vec2d centre, double radius, std::size_t corners) {
    Ring ring;
    for (std::size_t i = 0; i < corners; ++i) {
        double const angle = 2 * std::numbers::pi * static_cast<double>(i) / static_cast<double>(corners);
        double const r = radius * (i % 2 ? 0.6 : 1.0);
        ring.push_back(centre + Vec2d{std::cos(angle), std::sin(angle)} * r);
    }
    return ring;
}

/// Squares, turned rectangles, stars and a courtyard, spread over `size` metres.
twin::District mixed(std::size_t count, double size) {
    twin::District district;
    auto const side = static_cast<std::size_t>(std::ceil(std::sqrt(static_cast<double>(count))));
    for (std::size_t i = 0; i < count; ++i) {
        double const step = size / static_cast<double>(side);
        Vec2d const at{static_cast<double>(i % side) * step - size / 2,
                       static_cast<double>(i / side) * step - size / 2};
        double const w = step * 0.6;
        Ring const box = districts::rectangle(at.x, at.y, w, w * 0.7);
        double const height = 6 + static_cast<double>(i % 7) * 4;
        switch (i % 4) {
            case 0: districts::add_building(district, box, {.height = height}); break;
            case 1: districts::add_building(district, districts::turned(box, at, 27), {.height = height}); break;
            case 2: districts::add_building(district, star(at, w / 2, 14), {.height = height}); break;
            default: {
                Ring const hole =
                    districts::reversed(districts::rectangle(at.x + w * 0.3, at.y + w * 0.2, w * 0.3, w * 0.3));
                districts::add_building(district, box, {.height = height, .holes = {hole}});
            }
        }
    }
    return district;
}

Vec2d place(shared::Tile const& tile, shared::Corner const& corner) {
    return {double{tile.origin.x} + double{tile.step} * corner.x, double{tile.origin.y} + double{tile.step} * corner.y};
}

TEST(City, NoBuildingsNoTiles) {
    scene::City const city = city_of(twin::District());
    EXPECT_TRUE(city.tiles.empty());
    EXPECT_TRUE(city.buildings.empty());
}

TEST(City, EveryBuildingStandsInOneTile) {
    twin::District const district = mixed(3000, 4000);
    scene::City const city = city_of(district);
    ASSERT_EQ(city.buildings.size(), 3000u);
    std::set<std::uint32_t> const different(city.building_id.begin(), city.building_id.end());
    EXPECT_EQ(different.size(), 3000u);
    EXPECT_EQ(*different.rbegin(), 2999u);
    for (std::size_t i = 0; i < city.buildings.size(); ++i) EXPECT_EQ(city.buildings[i].id, city.building_id[i]);
}

TEST(City, TilesFollowOneAnotherWithoutGaps) {
    scene::City const city = city_of(mixed(3000, 4000));
    std::uint32_t corner = 0, building = 0, roof = 0;
    for (shared::Tile const& tile : city.tiles) {
        EXPECT_EQ(tile.first_corner, corner);
        EXPECT_EQ(tile.first_building, building);
        EXPECT_EQ(tile.first_roof_index, roof);
        corner += tile.corner_count;
        building += tile.building_count;
        roof += tile.roof_index_count;
    }
    EXPECT_EQ(corner, city.corners.size());
    EXPECT_EQ(building, city.buildings.size());
    EXPECT_EQ(roof, city.roof_indices.size());
}

TEST(City, SmallDistrictsAreCutTooSoThatThereIsSomethingToCull) {
    scene::City const city = city_of(mixed(100, 1000));
    EXPECT_GE(city.tiles.size(), 4u);
    for (shared::Tile const& tile : city.tiles) EXPECT_LE(tile.building_count, 32u);
}

TEST(City, TilesHoldNoMoreThan16BitIndicesReach) {
    // 2,000 stars of 200 corners would be 400,000 corners.
    twin::District district;
    for (int i = 0; i < 2000; ++i) districts::add_building(district, star({i % 45 * 60.0, i / 45 * 60.0}, 25, 200));
    scene::City const city = city_of(district);
    EXPECT_EQ(city.corners.size(), 400'000u);
    for (shared::Tile const& tile : city.tiles) {
        EXPECT_LE(tile.corner_count * 4, 65536u);
        EXPECT_LE(tile.building_count, 512u);
    }
}

TEST(City, ARingTooLongForATileIsThinned) {
    twin::District district;
    districts::add_building(district, star({0, 0}, 500, 40'000));
    scene::City const city = city_of(district);
    ASSERT_EQ(city.tiles.size(), 1u);
    EXPECT_LE(city.corners.size(), 16'383u);
    EXPECT_GE(city.corners.size(), 4'000u);
}

TEST(City, ThinsWhereTheTwinSaysThatItDoes) {
    auto const drawn = [](std::size_t corners, std::size_t in_a_hole) {
        twin::District district;
        districts::BuildingSpec spec;
        if (in_a_hole > 0) spec.holes.push_back(districts::reversed(star({0, 0}, 400, in_a_hole)));
        districts::add_building(district, star({0, 0}, 500, corners), spec);
        return city_of(district).corners.size();
    };
    EXPECT_EQ(drawn(twin::kMostRingCorners, 0), twin::kMostRingCorners);
    EXPECT_LT(drawn(twin::kMostRingCorners + 2, 0), twin::kMostRingCorners);
    std::size_t const rest = twin::kMostCorners - twin::kMostRingCorners;
    EXPECT_EQ(drawn(twin::kMostRingCorners, rest), twin::kMostCorners);
    EXPECT_LT(drawn(twin::kMostRingCorners, rest + 1), twin::kMostCorners);
}

TEST(City, RingsTooManyForATileAreThinnedTogether) {
    twin::District district;
    districts::BuildingSpec spec;
    for (int i = 0; i < 4; ++i) spec.holes.push_back(districts::reversed(star({i * 200.0 - 300, 0}, 90, 9'000)));
    spec.holes.push_back(districts::reversed(districts::rectangle(-10, 300, 20, 20)));
    districts::add_building(district, star({0, 0}, 900, 9'000), spec);
    scene::City const city = city_of(district);
    EXPECT_LE(city.corners.size(), 16'383u);
    EXPECT_GE(city.corners.size(), 6'000u);
    for (shared::Corner const& c : city.corners) EXPECT_NE(c.next, 0) << "a wall from a corner to itself";
}

TEST(City, CornersAreOffByHalfAStepAtMost) {
    twin::District const district = mixed(800, 40'000);
    scene::City const city = city_of(district);
    for (shared::Tile const& tile : city.tiles) {
        std::uint32_t at = tile.first_corner;
        for (std::uint32_t b = 0; b < tile.building_count; ++b) {
            geo::Polygons const& polygons = district.buildings.footprints;
            std::uint32_t const id = city.building_id[tile.first_building + b];
            for (std::uint32_t r = polygons.polygon_begin[id]; r < polygons.polygon_begin[id + 1]; ++r) {
                for (Vec2d const p : polygons.ring(r)) {
                    Vec2d const q = place(tile, city.corners[at]);
                    EXPECT_LE(std::abs(q.x - p.x), tile.step * 0.5001) << "building " << id;
                    EXPECT_LE(std::abs(q.y - p.y), tile.step * 0.5001) << "building " << id;
                    EXPECT_EQ(city.corners[at].building, b);
                    ++at;
                }
            }
        }
        EXPECT_EQ(at, tile.first_corner + tile.corner_count);
    }
}

TEST(City, CornersAreCentimetresOffHoweverLargeTheDistrict) {
    // Villages and lonely houses over 40 km: no tile may reach from one to the next.
    twin::District district;
    for (int i = 0; i < 4000; ++i) {
        double const x = i % 10 * 4400 + i / 10 % 20 * 30, y = i % 10 * 3100 % 40'000 + i / 200 * 30;
        districts::add_building(district, districts::rectangle(x, y, 14, 11));
    }
    for (int i = 0; i < 30; ++i) districts::add_building(district, districts::rectangle(i * 1379, i * 977, 14, 11));
    for (shared::Tile const& tile : city_of(district).tiles) EXPECT_LT(tile.step, 0.035f);
}

TEST(City, WallsCloseEachRing) {
    twin::District const district = mixed(200, 2000);
    scene::City const city = city_of(district);
    geo::Polygons const& polygons = district.buildings.footprints;
    std::size_t rings = 0;
    for (shared::Tile const& tile : city.tiles) {
        std::uint32_t at = tile.first_corner;
        for (std::uint32_t b = 0; b < tile.building_count; ++b) {
            std::uint32_t const id = city.building_id[tile.first_building + b];
            for (std::uint32_t r = polygons.polygon_begin[id]; r < polygons.polygon_begin[id + 1]; ++r, ++rings) {
                auto const n = static_cast<std::uint32_t>(polygons.ring(r).size());
                std::set<std::int64_t> visited;
                std::int64_t corner = at;
                for (std::uint32_t i = 0; i < n; ++i) {
                    visited.insert(corner);
                    corner += city.corners[static_cast<std::size_t>(corner)].next;
                    ASSERT_GE(corner, at);
                    ASSERT_LT(corner, at + n);
                }
                EXPECT_EQ(corner, at);
                EXPECT_EQ(visited.size(), n);
                at += n;
            }
        }
    }
    EXPECT_EQ(rings, 250u);  // every fourth building has a courtyard
}

TEST(City, FlatRoofsCoverTheirFootprints) {
    twin::District const district = mixed(400, 2000);
    scene::City const city = city_of(district);
    std::vector<double> roof_area(district.buildings.size());
    for (shared::Tile const& tile : city.tiles) {
        ASSERT_EQ(tile.roof_index_count % 3, 0u);
        for (std::uint32_t i = 0; i < tile.roof_index_count; i += 3) {
            std::uint16_t const* const t = &city.roof_indices[tile.first_roof_index + i];
            for (int k = 0; k < 3; ++k) ASSERT_LT(t[k], tile.corner_count);
            shared::Corner const *const a = &city.corners[tile.first_corner + t[0]],
                                        *const b = &city.corners[tile.first_corner + t[1]],
                                        *const c = &city.corners[tile.first_corner + t[2]];
            ASSERT_EQ(a->building, b->building);
            ASSERT_EQ(a->building, c->building);
            double const area = cross(place(tile, *b) - place(tile, *a), place(tile, *c) - place(tile, *a)) / 2;
            roof_area[city.building_id[tile.first_building + a->building]] += area;
        }
    }
    for (std::size_t b = 0; b < roof_area.size(); ++b) {
        double const footprint = geo::area(district.buildings.footprints, b);
        EXPECT_NEAR(roof_area[b], footprint, footprint * 2e-3) << "building " << b;
    }
}

TEST(City, PitchedRoofsAndGivenSurfacesHaveNoLid) {
    twin::District district = districts::grid(3, 20, 10, 9);
    district.buildings.roof[4] = twin::RoofShape::gabled;
    district.buildings.roof_height[4] = 4;
    district.surfaces.building = {7};
    scene::City const city = city_of(district);
    EXPECT_EQ(city.buildings.size(), 9u);
    EXPECT_EQ(city.corners.size(), 8u * 4);
    EXPECT_EQ(city.roof_indices.size(), 7u * 6);
}

TEST(City, BoxesHoldTheirBuildings) {
    twin::District const district = mixed(500, 3000);
    scene::City const city = city_of(district);
    twin::Buildings const& b = district.buildings;
    for (shared::Tile const& tile : city.tiles) {
        for (std::uint32_t i = 0; i < tile.building_count; ++i) {
            std::uint32_t const id = city.building_id[tile.first_building + i];
            for (Vec2d const p : b.footprints.outer(id)) {
                EXPECT_GE(p.x, tile.box_min.x - 1e-3);
                EXPECT_GE(p.y, tile.box_min.y - 1e-3);
                EXPECT_LE(p.x, tile.box_max.x + 1e-3);
                EXPECT_LE(p.y, tile.box_max.y + 1e-3);
            }
            EXPECT_GE(b.base_z[id], tile.box_min.z);
            EXPECT_LE(b.base_z[id] + b.height[id], tile.box_max.z);
        }
    }
}

TEST(City, RecordsSayWhatABuildingIs) {
    twin::District district;
    districts::add_building(district, districts::rectangle(100, 200, 40, 10), {.height = 30, .use = twin::Use::office});
    district.buildings.base_z[0] = 5;
    scene::City city;
    scene::build_city(district, {0xff123456}, city);
    shared::Building const& b = city.buildings.at(0);
    EXPECT_EQ(b.base_z, 5);
    EXPECT_EQ(b.height, 30);
    EXPECT_EQ(b.colour, 0xff123456u);
    EXPECT_EQ(b.look & 15, static_cast<std::uint32_t>(twin::Use::office));
    EXPECT_EQ(b.look >> 8 & 255, 10u);  // storeys
    EXPECT_EQ(b.look >> 16, 0u);        // heading: due east
    EXPECT_EQ(b.box & 0xffff, 400u);    // decimetres along
    EXPECT_EQ(b.box >> 16, 100u);       // and across
    shared::Tile const& tile = city.tiles[0];
    EXPECT_NEAR(double{tile.origin.x} + double{tile.step} * (b.middle & 0xffff), 120, 0.01);
    EXPECT_NEAR(double{tile.origin.y} + double{tile.step} * (b.middle >> 16), 205, 0.01);
}

TEST(City, ABoxSeenFromAfarIsAsLargeAsItsFootprint) {
    twin::District district;
    // An L of 300 square metres in a box of 400, turned by nothing.
    districts::add_building(district, {{0, 0}, {20, 0}, {20, 10}, {10, 10}, {10, 20}, {0, 20}}, {.height = 10});
    scene::City city;
    scene::build_city(district, {}, city);
    shared::Building const& b = city.buildings.at(0);
    EXPECT_NEAR((b.box & 0xffff) * 0.1 * (b.box >> 16) * 0.1, 300, 5);
}

TEST(City, TheLargestComeFirstAndLevelsCountThem) {
    twin::District district;
    for (int i = 0; i < 5; ++i)  // 5, 10, 20, 40 and 80 metres long
        districts::add_building(district, districts::rectangle(i * 100, 0, 5 << i, 4), {.height = 3});
    scene::City city;
    scene::build_city(district, {}, city);
    ASSERT_EQ(city.tiles.size(), 1u);
    EXPECT_EQ(city.building_id, (std::vector<std::uint32_t>{4, 3, 2, 1, 0}));
    std::uint32_t const counts[BOROUGH_LEVELS] = {5, 4, 4, 3, 3, 2, 2, 1, 1, 0, 0, 0};
    for (std::size_t i = 0; i < BOROUGH_LEVELS; ++i) {
        shared::Level const& level = city.tiles[0].level[i];
        EXPECT_EQ(level.buildings, counts[i]) << i;
        EXPECT_EQ(level.corners, counts[i] * 4) << i;
        EXPECT_EQ(level.roof_indices, counts[i] * 6) << i;
    }
}

template <class T>
bool same_bytes(std::vector<T> const& a, std::vector<T> const& b) {
    return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(T)) == 0;
}

TEST(City, IsTheSameOnOneCoreAndOnMany) {
    twin::District const district = mixed(6000, 5000);
    scene::City const many = city_of(district);
    tbb::global_control const one_core(tbb::global_control::max_allowed_parallelism, 1);
    scene::City const one = city_of(district);
    EXPECT_TRUE(same_bytes(many.tiles, one.tiles));
    EXPECT_TRUE(same_bytes(many.corners, one.corners));
    EXPECT_TRUE(same_bytes(many.buildings, one.buildings));
    EXPECT_TRUE(same_bytes(many.roof_indices, one.roof_indices));
    EXPECT_EQ(many.building_id, one.building_id);
    EXPECT_GT(many.tiles.size(), 16u);
}

TEST(City, NeighboursShareTiles) {
    // The Morton curve keeps tiles compact: all tiles together cover little more than the district.
    twin::District const district = districts::grid(64, 20, 10, 9);
    double covered = 0;
    for (shared::Tile const& tile : city_of(district).tiles) {
        covered += double{tile.box_max.x - tile.box_min.x} * double{tile.box_max.y - tile.box_min.y};
    }
    EXPECT_LT(covered, 1.6 * district.extent.width() * district.extent.height());
}

}  // namespace
