#include "scene/camera.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace {

using base::Vec3d;
constexpr double kRadians = std::numbers::pi / 180;

void expect_near(Vec3d a, Vec3d b, double tolerance = 1e-9) {
    EXPECT_NEAR(a.x, b.x, tolerance);
    EXPECT_NEAR(a.y, b.y, tolerance);
    EXPECT_NEAR(a.z, b.z, tolerance);
}

struct Clip {
    double x, y, z, w;
};

Clip transform(scene::Mat4 const& m, Vec3d p) {
    auto const row = [&](std::size_t i) {
        return double{m[i]} * p.x + double{m[4 + i]} * p.y + double{m[8 + i]} * p.z + double{m[12 + i]};
    };
    return {row(0), row(1), row(2), row(3)};
}

TEST(Camera, OrbitStandsWhereItSays) {
    scene::Camera const north = scene::orbit({10, 20, 30}, 100, 0, 0);
    expect_near(north.eye, {10, -80, 30});
    expect_near(north.up, {0, 0, 1});
    scene::Camera const east_down = scene::orbit({0, 0, 0}, 100, 90, 30);
    expect_near(east_down.eye, {-100 * std::cos(30 * kRadians), 0, 50});
    scene::Camera const straight_down = scene::orbit({0, 0, 0}, 100, 45, 90);
    expect_near(straight_down.eye, {0, 0, 100});
    expect_near(straight_down.up, {std::sqrt(0.5), std::sqrt(0.5), 0});
}

TEST(Camera, ProjectsByTheRuleOfThree) {
    scene::Camera camera = scene::orbit({0, 0, 0}, 1000, 0, 0);
    camera.fov_y = 2 * std::atan(0.5) / kRadians;  // 1 metre at 1000 m of a picture 1000 rows high is 1 pixel
    scene::Projection const p = scene::project(camera, {100, 0, 50}, 2000, 1000);
    EXPECT_NEAR(p.pixel.x, 1100, 1e-9);
    EXPECT_NEAR(p.pixel.y, 450, 1e-9);
    EXPECT_NEAR(p.depth, 1000, 1e-9);
    EXPECT_NEAR(p.pixels_per_metre, 1, 1e-9);
    EXPECT_LT(scene::project(camera, {0, -1001, 0}, 2000, 1000).depth, 0);
}

TEST(Camera, MatrixAndProjectAgree) {
    scene::Camera camera = scene::orbit({500, -200, 20}, 800, 215, 33);
    camera.near_plane = 5;
    camera.far_plane = 9000;
    scene::Mat4 const m = scene::view_projection(camera, 1.6);
    for (Vec3d const point : {Vec3d{500, -200, 20}, {620, -100, 80}, {300, -400, 0}}) {
        Clip const clip = transform(m, point - camera.eye);
        scene::Projection const p = scene::project(camera, point, 1600, 1000);
        EXPECT_NEAR((clip.x / clip.w + 1) * 800, p.pixel.x, 1e-2);
        EXPECT_NEAR((clip.y / clip.w + 1) * 500, p.pixel.y, 1e-2);
        EXPECT_NEAR(clip.w, p.depth, 1e-3);
    }
}

TEST(Camera, DepthIsReversed) {
    scene::Camera camera = scene::orbit({0, 0, 0}, 100, 0, 0);
    camera.near_plane = 2;
    camera.far_plane = 5000;
    for (double const ortho : {0.0, 300.0}) {
        camera.ortho_height = ortho;
        scene::Mat4 const m = scene::view_projection(camera, 1);
        Clip const near = transform(m, {0, 2, 0});
        Clip const far = transform(m, {0, 5000, 0});
        EXPECT_NEAR(near.z / near.w, 1, 1e-6);
        EXPECT_NEAR(far.z / far.w, 0, 1e-6);
    }
}

TEST(Camera, PlanIsTrueToScale) {
    scene::Camera const camera = scene::plan({100, 200}, 15, 400);
    scene::Projection const a = scene::project(camera, {100, 200, 15}, 800, 800);
    scene::Projection const b = scene::project(camera, {150, 300, 90}, 800, 800);
    EXPECT_NEAR(a.pixel.x, 400, 1e-9);
    EXPECT_NEAR(a.pixel.y, 400, 1e-9);
    EXPECT_NEAR(b.pixel.x, 500, 1e-9);  // 2 pixels a metre, heights change nothing
    EXPECT_NEAR(b.pixel.y, 200, 1e-9);  // north is up
}

// The box touches the picture's edge on both sides of one axis at least, and nothing sticks out.
TEST(Camera, FitFillsThePicture) {
    base::Extent const extent{-700, -300, 900, 500};
    for (double const aspect : {0.4, 1.0, 16.0 / 9, 4.0}) {
        for (double const pitch : {0.0, 20.0, 45.0, 90.0}) {
            for (double const heading : {0.0, 137.0, 335.0}) {
                scene::Camera const camera = scene::fit(extent, -20, 180, aspect, heading, pitch);
                double left = 1e9, right = -1e9, top = 1e9, bottom = -1e9;
                for (int i = 0; i < 8; ++i) {
                    Vec3d const corner{i & 1 ? 900.0 : -700.0, i & 2 ? 500.0 : -300.0, i & 4 ? 180.0 : -20.0};
                    auto const p = scene::project(camera, corner, 1000 * aspect, 1000);
                    ASSERT_GT(p.depth, 0);
                    left = std::min(left, p.pixel.x);
                    right = std::max(right, p.pixel.x);
                    top = std::min(top, p.pixel.y);
                    bottom = std::max(bottom, p.pixel.y);
                }
                EXPECT_GE(left, -1e-6);
                EXPECT_GE(top, -1e-6);
                EXPECT_LE(right, 1000 * aspect + 1e-6);
                EXPECT_LE(bottom, 1000 + 1e-6);
                bool const fills_across = left < 1e-6 && right > 1000 * aspect - 1e-6;
                bool const fills_up = top < 1e-6 && bottom > 1000 - 1e-6;
                EXPECT_TRUE(fills_across || fills_up) << aspect << " " << pitch << " " << heading;
            }
        }
    }
}

TEST(Camera, FitOfBuildingsForgetsTheOutermost) {
    std::vector<scene::Column> columns;
    for (int i = 0; i < 1000; ++i) columns.push_back({{(i % 40) * 25.0, (i / 40) * 25.0, 0}, 30});
    scene::Camera const compact = scene::fit(columns, 1.5, 335, 40);
    columns.push_back({{90000, 0, 0}, 5});
    scene::Camera const with_shed = scene::fit(columns, 1.5, 335, 40);
    EXPECT_LT(length(with_shed.eye - compact.eye), 0.2 * length(compact.eye));
    int inside = 0;
    for (auto const& column : columns) {
        auto const p = scene::project(compact, column.foot, 1500, 1000).pixel;
        inside += p.x >= 0 && p.x <= 1500 && p.y >= 0 && p.y <= 1000;
    }
    EXPECT_GE(inside, 980);
    EXPECT_LE(inside, 1000);
}

TEST(Camera, FitOfAPointKeepsItsDistance) {
    scene::Camera const camera = scene::fit({5, 5, 5, 5}, 3, 3, 1, 0, 30);
    EXPECT_NEAR(length(camera.eye - Vec3d{5, 5, 3}), 20, 1e-9);
}

TEST(Camera, PlanesHoldTheScene) {
    base::Extent const extent{-1000, -1000, 1000, 1000};
    for (double const ortho : {0.0, 2500.0}) {
        scene::Camera camera = ortho > 0 ? scene::plan({0, 0}, 0, ortho) : scene::orbit({0, 0, 0}, 3000, 20, 40);
        scene::set_planes(camera, extent, 0, 200);
        for (int i = 0; i < 8; ++i) {
            Vec3d const corner{i & 1 ? 1000.0 : -1000.0, i & 2 ? 1000.0 : -1000.0, i & 4 ? 200.0 : 0.0};
            double const depth = scene::project(camera, corner, 1, 1).depth;
            EXPECT_GT(depth, camera.near_plane);
            EXPECT_LT(depth, camera.far_plane);
        }
    }
    scene::Camera street = scene::orbit({0, 0, 2}, 10, 0, 0);
    scene::set_planes(street, extent, 0, 200);
    EXPECT_EQ(street.near_plane, 0.5);  // among the buildings one may stand close to a wall
}

// A point's place in the whole picture does not depend on the tile it is drawn in.
TEST(Camera, TilesMeetWithoutSeams) {
    scene::Camera camera = scene::orbit({0, 0, 0}, 2000, 30, 35);
    scene::set_planes(camera, {-800, -800, 800, 800}, 0, 100);
    constexpr double kSize = 16384;
    for (double const ortho : {0.0, 1500.0}) {
        camera.ortho_height = ortho;
        for (double const start : {0.0, 0.125, 0.4375}) {
            double const size = 1.0 / 16;
            scene::Mat4 const tile = scene::view_projection(camera, 1, {start, start, size, size});
            for (double const f : {0.0, 0.3, 1.0}) {
                double const pixel = (start + f * size) * kSize;
                auto const ray = scene::pixel_ray(camera, {pixel, pixel}, kSize, kSize);
                Clip const clip = transform(tile, ray.origin + ray.direction * 2000 - camera.eye);
                EXPECT_NEAR((clip.x / clip.w + 1) / 2 * size * kSize, f * size * kSize, 5e-3);
                EXPECT_NEAR((clip.y / clip.w + 1) / 2 * size * kSize, f * size * kSize, 5e-3);
            }
        }
    }
}

TEST(Camera, PixelRayInvertsProject) {
    for (double const ortho : {0.0, 700.0}) {
        scene::Camera camera = scene::orbit({50, 60, 70}, 900, 250, 25);
        camera.ortho_height = ortho;
        Vec3d const point{120, -30, 10};
        auto const p = scene::project(camera, point, 1920, 1080);
        auto const ray = scene::pixel_ray(camera, p.pixel, 1920, 1080);
        EXPECT_NEAR(length(ray.direction), 1, 1e-12);
        EXPECT_NEAR(length(cross(point - ray.origin, ray.direction)), 0, 1e-6);
    }
}

}  // namespace
