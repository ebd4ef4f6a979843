#include "assets/normals.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

namespace {

using base::Vec3f;

void expect_near(Vec3f a, Vec3f b) {
    EXPECT_NEAR(a.x, b.x, 1e-5f);
    EXPECT_NEAR(a.y, b.y, 1e-5f);
    EXPECT_NEAR(a.z, b.z, 1e-5f);
}

/// Two triangles that share the edge along y and meet at `degrees` from flat.
std::vector<Vec3f> fold(double degrees) {
    auto const x = static_cast<float>(std::cos(degrees * std::numbers::pi / 180));
    auto const z = static_cast<float>(std::sin(degrees * std::numbers::pi / 180));
    return {{0, 0, 0}, {0, 1, 0}, {-1, 0, 0}, {0, 1, 0}, {0, 0, 0}, {x, 0, -z}};
}

TEST(Normals, StaySharpAtAnEdge) {
    std::vector<Vec3f> const normals = assets::corner_normals(fold(90));
    for (int i = 0; i < 3; ++i) expect_near(normals[static_cast<std::size_t>(i)], {0, 0, 1});
    for (int i = 3; i < 6; ++i) expect_near(normals[static_cast<std::size_t>(i)], {1, 0, 0});
}

TEST(Normals, AreSmoothOverAGentleFold) {
    std::vector<Vec3f> const normals = assets::corner_normals(fold(30));
    auto const s = static_cast<float>(std::sin(15 * std::numbers::pi / 180));
    auto const c = static_cast<float>(std::cos(15 * std::numbers::pi / 180));
    expect_near(normals[0], {s, 0, c});
    expect_near(normals[1], {s, 0, c});
    expect_near(normals[2], {0, 0, 1});
    expect_near(normals[3], {s, 0, c});
}

TEST(Normals, PointUpWhereATriangleHasNoArea) {
    std::vector<Vec3f> const line{{0, 0, 0}, {1, 0, 0}, {2, 0, 0}};
    for (Vec3f const& normal : assets::corner_normals(line)) expect_near(normal, {0, 0, 1});
    EXPECT_TRUE(assets::corner_normals({}).empty());
}

}  // namespace
