#include "geo/triangulate.h"

#include <gtest/gtest.h>

#include <random>
#include <set>

#include "geo/geos.h"
#include "geo/polygons.h"
#include "ring_fixtures.h"

namespace {

using base::Vec2d;
using geo_test::Ring;

struct Triangulated {
    std::vector<Vec2d> points;
    std::vector<std::uint32_t> triangles;
    bool complete = false;
    double polygon_area = 0;

    double signed_area(std::size_t t) const {
        Vec2d const a = points[triangles[t]], b = points[triangles[t + 1]], c = points[triangles[t + 2]];
        return cross(b - a, c - a) / 2;
    }
    double area() const {
        double sum = 0;
        for (std::size_t t = 0; t < triangles.size(); t += 3) sum += signed_area(t);
        return sum;
    }
    double smallest() const {
        double least = 1e300;
        for (std::size_t t = 0; t < triangles.size(); t += 3) least = std::min(least, signed_area(t));
        return least;
    }
    int covering(Vec2d p) const {
        int count = 0;
        for (std::size_t t = 0; t < triangles.size(); t += 3) {
            Vec2d const a = points[triangles[t]], b = points[triangles[t + 1]], c = points[triangles[t + 2]];
            count += cross(b - a, p - a) > 0 && cross(c - b, p - b) > 0 && cross(a - c, p - c) > 0;
        }
        return count;
    }
};

Triangulated triangulate(std::vector<Ring> const& rings) {
    Triangulated result;
    std::vector<std::uint32_t> ends;
    for (Ring const& ring : rings) {
        result.points.insert(result.points.end(), ring.begin(), ring.end());
        ends.push_back(static_cast<std::uint32_t>(result.points.size()));
        result.polygon_area += geo::signed_area(ring);
    }
    geo::Triangulator triangulator;
    result.complete = triangulator.run(result.points, ends, result.triangles);
    return result;
}

/// Every one of `samples` random places is in one triangle if it is inside the polygon, and in none if it is outside.
void expect_covered_once(std::vector<Ring> const& rings, Triangulated const& mesh, int samples) {
    base::Extent box;
    for (Vec2d p : rings[0]) box.add(p);
    std::minstd_rand random(7);
    auto const pick = [&](double low, double width) {
        return low + width * static_cast<double>(random()) / 2147483647.0;
    };
    int inside = 0;
    for (int i = 0; i < samples; ++i) {
        Vec2d const p{pick(box.min_x, box.width()), pick(box.min_y, box.height())};
        bool const in = geo_test::inside(rings, p);
        inside += in;
        ASSERT_EQ(mesh.covering(p), in ? 1 : 0) << p.x << ' ' << p.y;
    }
    EXPECT_GT(inside, samples / 20);
}

TEST(Triangulate, ConvexRingIsAFan) {
    auto const mesh = triangulate({{{0, 0}, {4, 0}, {5, 3}, {1, 4}}});
    EXPECT_TRUE(mesh.complete);
    EXPECT_EQ(mesh.triangles, (std::vector<std::uint32_t>{0, 1, 2, 0, 2, 3}));
}

TEST(Triangulate, AppendsToWhatIsThere) {
    Ring const ring{{0, 0}, {1, 0}, {0, 1}};
    std::vector<std::uint32_t> const ends{3};
    std::vector<std::uint32_t> out{9, 9, 9};
    geo::Triangulator triangulator;
    EXPECT_TRUE(triangulator.run(ring, ends, out));
    EXPECT_EQ(out, (std::vector<std::uint32_t>{9, 9, 9, 0, 1, 2}));
}

TEST(Triangulate, ReflexCornersAndHoles) {
    Ring const el{{0, 0}, {10, 0}, {10, 4}, {4, 4}, {4, 9}, {0, 9}};
    auto const simple = triangulate({el});
    EXPECT_TRUE(simple.complete);
    EXPECT_EQ(simple.triangles.size(), 4 * 3u);
    EXPECT_DOUBLE_EQ(simple.area(), 60);
    expect_covered_once({el}, simple, 500);

    std::vector<Ring> const court{{{0, 0}, {10, 0}, {10, 10}, {0, 10}}, {{3, 3}, {3, 7}, {7, 7}, {7, 3}}};
    auto const holed = triangulate(court);
    EXPECT_TRUE(holed.complete);
    EXPECT_EQ(holed.triangles.size(), 8 * 3u);
    EXPECT_DOUBLE_EQ(holed.area(), 84);
    expect_covered_once(court, holed, 500);
}

TEST(Triangulate, StraightCornersMakeNoEmptyTrianglesAndAreAllUsed) {
    Ring const ring{{0, 0}, {5, 0}, {10, 0}, {10, 5}, {10, 10}, {5, 10}, {0, 10}, {0, 5}};
    auto const mesh = triangulate({ring});
    EXPECT_TRUE(mesh.complete);
    EXPECT_EQ(mesh.triangles.size(), 6 * 3u);
    EXPECT_GT(mesh.smallest(), 0);
    EXPECT_EQ(std::set<std::uint32_t>(mesh.triangles.begin(), mesh.triangles.end()).size(), 8u);
    EXPECT_DOUBLE_EQ(mesh.area(), 100);
}

TEST(Triangulate, HolesThatTouchTheRingAndEachOther) {
    std::vector<Ring> const rings{{{0, 0}, {20, 0}, {20, 20}, {0, 20}},
                                  {{0, 0}, {2, 6}, {6, 2}},        // touches a corner
                                  {{20, 10}, {16, 8}, {16, 12}},   // touches an edge
                                  {{16, 12}, {14, 14}, {16, 16}},  // touches the hole before
                                  {{5, 10}, {5, 14}, {9, 12}}};
    auto const mesh = triangulate(rings);
    EXPECT_TRUE(mesh.complete);
    EXPECT_DOUBLE_EQ(mesh.area(), mesh.polygon_area);
    EXPECT_GT(mesh.smallest(), 0);
    expect_covered_once(rings, mesh, 3000);
}

TEST(Triangulate, FarFromTheOriginNothingIsLost) {
    Ring ring{{0, 0}, {10, 0}, {10, 4}, {4, 4}, {4, 9}, {0, 9}};
    for (Vec2d& p : ring) p = p + Vec2d{500000, 3300000};
    auto const mesh = triangulate({ring});
    EXPECT_TRUE(mesh.complete);
    EXPECT_DOUBLE_EQ(mesh.area(), 60);
}

TEST(Triangulate, WhatCrossesItselfIsRefused) {
    EXPECT_FALSE(triangulate({{{0, 0}, {10, 10}, {10, 0}, {0, 12}}}).complete);
    EXPECT_FALSE(triangulate({{{0, 0}, {10, 0}}}).complete);
    EXPECT_FALSE(triangulate({{{0, 0}, {10, 0}, {5, 9}}, {{20, 1}, {20, 2}, {21, 1}}}).complete) << "hole outside";
}

TEST(Triangulate, AGridOfHoles) {
    std::vector<Ring> rings{{{0, 0}, {100, 0}, {100, 100}, {0, 100}}};
    for (int y = 0; y < 10; ++y) {
        for (int x = 0; x < 10; ++x) {
            double const cx = 5 + 10 * x, cy = 5 + 10 * y;  // in rows, so that bridges run through one another's ends
            rings.push_back({{cx - 3, cy}, {cx, cy + 3}, {cx + 3, cy}, {cx, cy - 3}});
        }
    }
    auto const mesh = triangulate(rings);
    EXPECT_TRUE(mesh.complete);
    EXPECT_EQ(mesh.triangles.size(), 3 * (404 + 2 * 100 - 2u));
    EXPECT_DOUBLE_EQ(mesh.area(), 10000 - 100 * 18);
    expect_covered_once(rings, mesh, 2000);
}

TEST(Triangulate, ALakeOfTenThousandPointsWithIslands) {
    std::vector<Ring> lake{geo_test::wavy_ring(10000, 5000, 0.3, 400)};
    for (int i = 0; i < 40; ++i) {
        Vec2d const centre{-2000 + 100.0 * i, 900 * std::sin(i)};
        lake.push_back(geo_test::reversed(geo_test::wavy_ring(60, 40, 0.2, 7, centre)));
    }
    auto const mesh = triangulate(lake);
    EXPECT_TRUE(mesh.complete);
    EXPECT_EQ(mesh.triangles.size(), 3 * (10000 + 40 * 60 + 2 * 40 - 2u));
    EXPECT_NEAR(mesh.area() / mesh.polygon_area, 1, 1e-9);
    EXPECT_GT(mesh.smallest(), 0);
    expect_covered_once(lake, mesh, 300);
}

TEST(Triangulate, PathologicalPolygons) {
    auto const fixtures = geo_test::earcut_fixtures();
    if (fixtures.empty()) GTEST_SKIP() << "no ../shared/data/faults/earcut_fixtures";
    EXPECT_EQ(fixtures.size(), 59u);
    int valid = 0;
    geo::Geos geos;
    for (auto const& fixture : fixtures) {
        std::vector<Ring> rings;
        geo::Rings all;
        for (Ring ring : fixture.rings) {
            if (ring.size() > 1 && ring.front() == ring.back()) ring.pop_back();
            bool const outer = rings.empty();
            if ((geo::signed_area(ring) < 0) == outer) ring = geo_test::reversed(ring);
            rings.push_back(ring);
            all.points.insert(all.points.end(), ring.begin(), ring.end());
            all.ring_ends.push_back(static_cast<std::uint32_t>(all.points.size()));
        }
        auto const mesh = triangulate(rings);
        // Where rings cross or touch themselves or each other there is no one right answer; repair_test has those
        // again.
        bool const good = geos.is_valid(all);
        valid += good;
        EXPECT_TRUE(mesh.complete || !good) << fixture.name;
        if (!mesh.complete) continue;
        EXPECT_NEAR(mesh.area() / mesh.polygon_area, 1, 1e-9) << fixture.name;
        EXPECT_GT(mesh.smallest(), 0) << fixture.name;
    }
    EXPECT_EQ(valid, 31);
}

}  // namespace
