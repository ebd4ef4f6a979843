#include "geo/polygons.h"

#include <gtest/gtest.h>

namespace {

using base::Vec2d;

geo::Polygons polygon_of(std::vector<std::vector<Vec2d>> const& rings) {
    geo::Polygons p;
    for (auto const& ring : rings) {
        p.points.insert(p.points.end(), ring.begin(), ring.end());
        p.ring_begin.push_back(static_cast<std::uint32_t>(p.points.size()));
    }
    p.polygon_begin.push_back(static_cast<std::uint32_t>(p.ring_count()));
    p.row.push_back(0);
    return p;
}

std::vector<Vec2d> square(double x, double y, double size) {
    return {{x, y}, {x + size, y}, {x + size, y + size}, {x, y + size}};
}

bool inside(geo::Polygons const& p, Vec2d q) {
    bool in = false;
    for (std::size_t r = 0; r < p.ring_count(); ++r) {
        auto const ring = p.ring(r);
        for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
            bool const crosses = (ring[i].y > q.y) != (ring[j].y > q.y);
            double const x = ring[i].x + (q.y - ring[i].y) / (ring[j].y - ring[i].y) * (ring[j].x - ring[i].x);
            if (crosses && q.x < x) in = !in;
        }
    }
    return in;
}

TEST(SignedArea, IsPositiveCounterClockwise) {
    auto ring = square(0, 0, 2);
    EXPECT_EQ(geo::signed_area(ring), 4);
    std::reverse(ring.begin(), ring.end());
    EXPECT_EQ(geo::signed_area(ring), -4);
    EXPECT_EQ(geo::signed_area(std::vector<Vec2d>{{0, 0}, {1, 1}}), 0);
}

TEST(SignedArea, LosesNothingFarFromTheOrigin) {
    EXPECT_NEAR(geo::signed_area(square(500'000, 4'000'000, 0.01)), 1e-4, 2e-11);
}

TEST(Area, TakesHolesOutWhicheverWayTheyRun) {
    auto hole = square(2, 2, 3);
    EXPECT_EQ(geo::area(polygon_of({square(0, 0, 10), hole}), 0), 91);
    std::reverse(hole.begin(), hole.end());
    EXPECT_EQ(geo::area(polygon_of({square(0, 0, 10), hole}), 0), 91);
}

TEST(InnerPoint, IsTheCentroidOfAConvexRing) {
    Vec2d const p = geo::inner_point(polygon_of({square(3, 5, 4)}), 0);
    EXPECT_NEAR(p.x, 5, 1e-12);
    EXPECT_NEAR(p.y, 7, 1e-12);
}

TEST(InnerPoint, IsInsideWhereTheCentroidIsNot) {
    auto const u = polygon_of({{{0, 0}, {10, 0}, {10, 10}, {8, 10}, {8, 1}, {2, 1}, {2, 10}, {0, 10}}});
    EXPECT_TRUE(inside(u, geo::inner_point(u, 0)));
    auto const court = polygon_of({square(0, 0, 10), square(2, 2, 6)});
    EXPECT_TRUE(inside(court, geo::inner_point(court, 0)));
}

TEST(InnerPoint, FallsBackToTheMiddleOfWhatHasNoArea) {
    Vec2d const p = geo::inner_point(polygon_of({{{0, 0}, {4, 0}}}), 0);
    EXPECT_EQ(p, (Vec2d{2, 0}));
}

}  // namespace
