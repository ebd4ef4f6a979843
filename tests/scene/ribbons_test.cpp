#include "scene/ribbons.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace {

using base::Vec2d;

scene::FlatMesh ribbon(std::vector<Vec2d> const& line, double width) {
    scene::FlatMesh mesh;
    scene::append_ribbon(line, width, mesh);
    return mesh;
}

double twice_area(scene::FlatMesh const& mesh, std::size_t t) {
    auto const at = [&](std::size_t i) { return mesh.points[mesh.triangles[i]].at; };
    Vec2d const a = at(t), b = at(t + 1), c = at(t + 2);
    return cross(b - a, c - a);
}

/// Of triangles with a marking (across is not 0 at all corners): the strip without its discs.
double strip_area(scene::FlatMesh const& mesh) {
    double sum = 0;
    for (std::size_t t = 0; t < mesh.triangles.size(); t += 3) {
        bool const strip = mesh.points[mesh.triangles[t]].across != 0;
        if (strip) sum += twice_area(mesh, t) / 2;
    }
    return sum;
}
double disc_area(scene::FlatMesh const& mesh) {
    double sum = 0;
    for (std::size_t t = 0; t < mesh.triangles.size(); t += 3) {
        bool const strip = mesh.points[mesh.triangles[t]].across != 0;
        if (!strip) sum += twice_area(mesh, t) / 2;
    }
    return sum;
}
/// A regular polygon inscribed in the circle.
double polygon_area(int sides, double radius) {
    return sides * radius * radius * std::sin(2 * std::numbers::pi / sides) / 2;
}

bool has_point(scene::FlatMesh const& mesh, Vec2d wanted) {
    for (auto const& p : mesh.points) {
        if (length(p.at - wanted) < 1e-9) return true;
    }
    return false;
}

TEST(Ribbon, AStraightOneIsLengthTimesWidthWithRoundEnds) {
    scene::FlatMesh const mesh = ribbon({{0, 0}, {80, 60}}, 10);
    EXPECT_NEAR(strip_area(mesh), 1000, 1e-6);
    EXPECT_NEAR(disc_area(mesh), 2 * polygon_area(8, 5), 1e-6);
}

TEST(Ribbon, WideRoadsHaveRounderEnds) {
    EXPECT_NEAR(disc_area(ribbon({{0, 0}, {100, 0}}, 30)), 2 * polygon_area(16, 15), 1e-6);
}

TEST(Ribbon, AllTrianglesFaceUp) {
    scene::FlatMesh const mesh = ribbon({{0, 0}, {50, 0}, {80, 40}, {75, 90}, {76, 20}, {0, -30}}, 8);
    for (std::size_t t = 0; t < mesh.triangles.size(); t += 3)
        EXPECT_GE(twice_area(mesh, t), 0) << "triangle " << t / 3;
}

TEST(Ribbon, ARightAngleIsMitred) {
    scene::FlatMesh const mesh = ribbon({{0, 0}, {100, 0}, {100, 100}}, 10);
    EXPECT_TRUE(has_point(mesh, {95, 5}));
    EXPECT_TRUE(has_point(mesh, {105, -5}));
    // Two arms of 10 m width that share a square corner.
    EXPECT_NEAR(strip_area(mesh), 2 * 100 * 10, 1e-6);
    EXPECT_NEAR(disc_area(mesh), 2 * polygon_area(8, 5), 1e-6);
}

TEST(Ribbon, AHairpinGetsADiscInsteadOfASpike) {
    scene::FlatMesh const mesh = ribbon({{0, 0}, {100, 0}, {0, 5}}, 10);
    EXPECT_NEAR(disc_area(mesh), 3 * polygon_area(8, 5), 1e-6);
    for (auto const& p : mesh.points) EXPECT_LT(p.at.x, 100 + 5 + 1e-9);
}

TEST(Ribbon, AShortBendGetsADiscToo) {
    // A mitre would reach back past the beginning of the short piece.
    scene::FlatMesh const mesh = ribbon({{0, 0}, {100, 0}, {103, 3}, {103, 100}}, 20);
    EXPECT_GT(disc_area(mesh), 2.5 * polygon_area(16, 10));
}

TEST(Ribbon, GentleBendsStayTheSameWidth) {
    std::vector<Vec2d> arc;
    for (int i = 0; i <= 90; ++i) {
        double const angle = i * std::numbers::pi / 180;
        arc.push_back({300 * std::cos(angle), 300 * std::sin(angle)});
    }
    scene::FlatMesh const mesh = ribbon(arc, 12);
    EXPECT_NEAR(disc_area(mesh), 2 * polygon_area(8, 6), 1e-6) << "no disc along the bend";
    for (auto const& p : mesh.points) {
        if (p.across == 0) continue;
        EXPECT_NEAR(std::abs(length(p.at) - 300), 6, 0.01);
    }
}

TEST(Ribbon, SaysHowFarAcrossAndAlong) {
    scene::FlatMesh const mesh = ribbon({{0, 0}, {30, 0}, {30, 40}}, 4);
    float furthest = 0;
    std::size_t left_at_start = 0;
    for (auto const& p : mesh.points) {
        EXPECT_TRUE(p.across == -1 || p.across == 0 || p.across == 1);
        furthest = std::max(furthest, p.along);
        if (p.across != -1 || p.along != 0) continue;
        ++left_at_start;
        EXPECT_NEAR(p.at.y, 2, 1e-9) << "left of a road to the east is north";
    }
    EXPECT_EQ(left_at_start, 1u);
    EXPECT_NEAR(furthest, 70, 1e-4);
}

TEST(Ribbon, RepeatedPointsChangeNothing) {
    scene::FlatMesh const once = ribbon({{0, 0}, {50, 0}, {50, 50}}, 6);
    scene::FlatMesh const twice = ribbon({{0, 0}, {0, 0}, {50, 0}, {50, 0.01}, {50, 50}, {50, 50}}, 6);
    EXPECT_EQ(once.points.size(), twice.points.size());
    EXPECT_EQ(once.triangles, twice.triangles);
}

TEST(Ribbon, WhatHasNoLengthOrWidthIsNothing) {
    EXPECT_TRUE(ribbon({{5, 5}}, 6).triangles.empty());
    EXPECT_TRUE(ribbon({{5, 5}, {5, 5}}, 6).triangles.empty());
    EXPECT_TRUE(ribbon({}, 6).triangles.empty());
    EXPECT_TRUE(ribbon({{0, 0}, {9, 9}}, 0).triangles.empty());
    EXPECT_TRUE(ribbon({{0, 0}, {9, 9}}, -3).triangles.empty());
    EXPECT_TRUE(ribbon({{0, 0}, {9, 9}}, std::numeric_limits<double>::quiet_NaN()).triangles.empty());
}

}  // namespace
