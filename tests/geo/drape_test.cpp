#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <random>

#include "geo/terrain.h"

namespace {

using base::Vec2d;

geo::HeightGrid hills(std::uint32_t width, std::uint32_t height, double spacing) {
    geo::HeightGrid grid{{-50, -30}, spacing, width, height, {}};
    for (std::uint32_t y = 0; y < height; ++y) {
        for (std::uint32_t x = 0; x < width; ++x) {
            grid.z.push_back(static_cast<float>(100 + 30 * std::sin(0.7 * x) * std::cos(0.9 * y) + 2.0 * (x * y % 3)));
        }
    }
    return grid;
}

double area_of(geo::DrapedMesh const& mesh) {
    double sum = 0;
    for (std::size_t t = 0; t < mesh.triangles.size(); t += 3) {
        Vec2d const a = mesh.points[mesh.triangles[t]], b = mesh.points[mesh.triangles[t + 1]];
        Vec2d const c = mesh.points[mesh.triangles[t + 2]];
        EXPECT_GT(cross(b - a, c - a), 0) << "triangle " << t / 3;
        sum += cross(b - a, c - a) / 2;
    }
    return sum;
}

/// The mesh lies in the ground's triangles: at its corners, its middle, and near each corner.
void expect_in_the_ground(geo::DrapedMesh const& mesh, geo::HeightGrid const& grid) {
    ASSERT_EQ(mesh.z.size(), mesh.points.size());
    ASSERT_EQ(mesh.attributes.size(), mesh.points.size() * mesh.stride);
    for (std::size_t i = 0; i < mesh.points.size(); ++i) ASSERT_NEAR(mesh.z[i], grid.at(mesh.points[i]), 1e-3);
    for (std::size_t t = 0; t < mesh.triangles.size(); t += 3) {
        for (auto const& weights :
             {std::array{1 / 3., 1 / 3., 1 / 3.}, {0.8, 0.1, 0.1}, {0.1, 0.8, 0.1}, {0.1, 0.1, 0.8}}) {
            Vec2d p;
            double z = 0;
            for (std::size_t i = 0; i < 3; ++i) {
                p = p + mesh.points[mesh.triangles[t + i]] * weights[i];
                z += static_cast<double>(mesh.z[mesh.triangles[t + i]]) * weights[i];
            }
            ASSERT_NEAR(z, grid.at(p), 1e-3) << "triangle " << t / 3;
        }
    }
}

geo::DrapedMesh square(double x0, double y0, double x1, double y1) {
    geo::DrapedMesh mesh;
    mesh.points = {{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}};
    mesh.triangles = {0, 1, 2, 0, 2, 3};
    return mesh;
}

TEST(Drape, WithoutGroundAllIsFlat) {
    auto mesh = square(0, 0, 10, 10);
    geo::drape(mesh, {});
    EXPECT_EQ(mesh.z, (std::vector<float>{0, 0, 0, 0}));
    EXPECT_EQ(mesh.triangles.size(), 6u);
}

TEST(Drape, WhatLiesInOneGroundTriangleIsNotCut) {
    auto const grid = hills(10, 10, 10);
    geo::DrapedMesh mesh;
    mesh.points = {{-45, -28}, {-42, -28}, {-42, -26}};  // south-east half of the first cell
    mesh.triangles = {0, 1, 2};
    geo::drape(mesh, grid);
    EXPECT_EQ(mesh.points.size(), 3u);
    EXPECT_EQ(mesh.triangles, (std::vector<std::uint32_t>{0, 1, 2}));
    expect_in_the_ground(mesh, grid);
}

TEST(Drape, OneCellIsCutAlongItsDiagonalFromSouthWestToNorthEast) {
    geo::HeightGrid const grid{{0, 0}, 10, 2, 2, {0, 0, 0, 10}};
    geo::DrapedMesh mesh;
    mesh.points = {{0, 10}, {0, 0}, {10, 0}, {10, 10}};
    mesh.triangles = {0, 1, 2, 0, 2, 3};  // split the other way
    geo::drape(mesh, grid);
    EXPECT_EQ(mesh.triangles.size(), 4 * 3u);
    EXPECT_DOUBLE_EQ(area_of(mesh), 100);
    expect_in_the_ground(mesh, grid);
    double lowest = 1e9;
    for (std::size_t i = 0; i < mesh.points.size(); ++i) {
        if (mesh.points[i] == Vec2d{5, 5}) lowest = std::min(lowest, static_cast<double>(mesh.z[i]));
    }
    EXPECT_DOUBLE_EQ(lowest, 5);
}

TEST(Drape, ManyCellsKeepAreaAndAttributes) {
    auto const grid = hills(30, 25, 3.7);
    auto mesh = square(-40, -20, 45.5, 41.25);
    mesh.stride = 2;  // attributes that are linear in x and y stay so
    for (Vec2d const p : mesh.points) {
        mesh.attributes.push_back(static_cast<float>(p.x + 2 * p.y));
        mesh.attributes.push_back(static_cast<float>(7 - p.x));
    }
    geo::drape(mesh, grid);
    EXPECT_NEAR(area_of(mesh), 85.5 * 61.25, 1e-6);
    expect_in_the_ground(mesh, grid);
    for (std::size_t i = 0; i < mesh.points.size(); ++i) {
        EXPECT_NEAR(mesh.attributes[2 * i], mesh.points[i].x + 2 * mesh.points[i].y, 1e-3);
        EXPECT_NEAR(mesh.attributes[2 * i + 1], 7 - mesh.points[i].x, 1e-3);
    }
}

TEST(Drape, BeyondTheGridTheGroundGoesOnLevel) {
    auto const grid = hills(6, 5, 10);
    auto mesh = square(-150, -130, 170, 140);
    geo::drape(mesh, grid);
    EXPECT_NEAR(area_of(mesh), 320 * 270, 1e-6);
    expect_in_the_ground(mesh, grid);
}

TEST(Drape, NeighboursMeetWithoutCracks) {
    // Every edge inside the square must be there twice, once each way, over the same places to the last bit.
    auto const grid = hills(20, 20, 2.3);
    auto mesh = square(-47.3, -27.7, -8.9, 10.1);
    geo::drape(mesh, grid);
    using Key = std::array<double, 4>;
    std::map<Key, int> edges;
    for (std::size_t t = 0; t < mesh.triangles.size(); t += 3) {
        for (std::size_t i = 0; i < 3; ++i) {
            Vec2d const a = mesh.points[mesh.triangles[t + i]], b = mesh.points[mesh.triangles[t + (i + 1) % 3]];
            ++edges[{a.x, a.y, b.x, b.y}];
        }
    }
    int lonely = 0;
    for (auto const& [key, count] : edges) {
        EXPECT_EQ(count, 1);
        Vec2d const middle{(key[0] + key[2]) / 2, (key[1] + key[3]) / 2};
        bool const border =
            middle.x < -47.3 + 1e-9 || middle.x > -8.9 - 1e-9 || middle.y < -27.7 + 1e-9 || middle.y > 10.1 - 1e-9;
        if (!border && !edges.contains({key[2], key[3], key[0], key[1]})) ++lonely;
    }
    EXPECT_EQ(lonely, 0);
}

TEST(Drape, RandomTrianglesInFixedOrder) {
    auto const grid = hills(60, 50, 5);
    std::minstd_rand random(3);
    auto const pick = [&](double low, double high) {
        return low + (high - low) * static_cast<double>(random()) / 2147483647.0;
    };
    geo::DrapedMesh mesh;
    double area = 0;
    while (mesh.triangles.size() < 3 * 5000) {
        Vec2d const a{pick(-70, 270), pick(-50, 230)};
        Vec2d const b = a + Vec2d{pick(-20, 20), pick(-20, 20)}, c = a + Vec2d{pick(-20, 20), pick(-20, 20)};
        if (cross(b - a, c - a) < 1e-3) continue;
        area += cross(b - a, c - a) / 2;
        for (Vec2d const p : {a, b, c}) {
            mesh.triangles.push_back(static_cast<std::uint32_t>(mesh.points.size()));
            mesh.points.push_back(p);
        }
    }
    auto again = mesh;
    geo::drape(mesh, grid);
    EXPECT_NEAR(area_of(mesh) / area, 1, 1e-9);
    expect_in_the_ground(mesh, grid);
    geo::drape(again, grid);
    EXPECT_EQ(again.triangles, mesh.triangles);
    EXPECT_EQ(again.points, mesh.points);
}

}  // namespace
