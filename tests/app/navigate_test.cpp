#include "app/navigate.h"

#include <gtest/gtest.h>

#include <cmath>

namespace {

app::Stage stage() {
    return {1600, 900, [](base::Vec2d) { return 0.0; }};
}

base::Vec2d pixel_of(scene::Camera const& camera, base::Vec3d p) { return scene::project(camera, p, 1600, 900).pixel; }

TEST(Navigate, TurningKeepsTargetAndDistance) {
    scene::Camera const camera = scene::orbit({10, 20, 0}, 500, 30, 40);
    scene::Camera const after = app::turned(camera, 60, -10);
    EXPECT_EQ(after.target, camera.target);
    EXPECT_NEAR(length(after.eye - after.target), 500, 1e-9);
    scene::Camera const expected = scene::orbit({10, 20, 0}, 500, 90, 30);
    EXPECT_NEAR(length(after.eye - expected.eye), 0, 1e-9);
}

TEST(Navigate, TurningStopsAtTheHorizonAndStraightDown) {
    scene::Camera const camera = scene::orbit({0, 0, 0}, 500, 30, 40);
    EXPECT_NEAR(app::turned(camera, 0, 200).eye.z, 500, 1e-9);
    EXPECT_NEAR(app::turned(camera, 0, -200).eye.z, 0, 1e-9);
    scene::Camera const down = app::turned(camera, 0, 200);
    scene::Camera const back = app::turned(down, 0, -50);
    EXPECT_NEAR(length(back.eye - camera.eye), 0, 1e-6) << "the heading survives looking straight down";
}

TEST(Navigate, DraggingHoldsTheGround) {
    for (double const ortho : {0.0, 600.0}) {
        scene::Camera camera = scene::orbit({0, 0, 0}, 500, 30, 50);
        camera.ortho_height = ortho;
        base::Vec3d const held{40, 30, 0};
        base::Vec2d const from = pixel_of(camera, held);
        scene::Camera const after = app::dragged(camera, from, {900, 300}, stage());
        EXPECT_NEAR(pixel_of(after, held).x, 900, 1e-6);
        EXPECT_NEAR(pixel_of(after, held).y, 300, 1e-6);
        EXPECT_NEAR(after.eye.z, camera.eye.z, 1e-9);
    }
}

TEST(Navigate, DraggingTheSkyDoesNothing) {
    scene::Camera const camera = scene::orbit({0, 0, 0}, 500, 0, 5);
    EXPECT_EQ(app::dragged(camera, {800, 10}, {800, 100}, stage()).eye, camera.eye);
}

TEST(Navigate, ZoomHoldsWhatIsUnderTheCursor) {
    for (double const ortho : {0.0, 600.0}) {
        scene::Camera camera = ortho > 0 ? scene::plan({0, 0}, 0, ortho) : scene::orbit({0, 0, 0}, 500, 30, 50);
        base::Vec3d const held{40, 30, 0};
        base::Vec2d const pixel = pixel_of(camera, held);
        scene::Camera const after = app::zoomed(camera, 0.5, pixel, stage());
        EXPECT_NEAR(pixel_of(after, held).x, pixel.x, 1e-6);
        EXPECT_NEAR(pixel_of(after, held).y, pixel.y, 1e-6);
        double const before_size = ortho > 0 ? camera.ortho_height : length(camera.eye - camera.target);
        double const after_size = ortho > 0 ? after.ortho_height : length(after.eye - after.target);
        EXPECT_NEAR(after_size, before_size / 2, 1e-9);
    }
}

TEST(Navigate, ZoomEndsBeforeTheGround) {
    scene::Camera camera = scene::orbit({0, 0, 0}, 500, 30, 50);
    for (int i = 0; i < 100; ++i) camera = app::zoomed(camera, 0.5, {800, 450}, stage());
    EXPECT_GE(camera.eye.z, 2 - 1e-9);
    EXPECT_NEAR(length(camera.eye - camera.target), 10, 1e-6);
}

TEST(Navigate, FlyingIsLevelAndAboveTheGround) {
    scene::Camera const camera = scene::orbit({0, 0, 0}, 500, 90, 30);
    scene::Camera const ahead = app::flown(camera, 0, 100, 0, stage());
    EXPECT_NEAR(ahead.eye.x - camera.eye.x, 100, 1e-9);
    EXPECT_NEAR(ahead.eye.z, camera.eye.z, 1e-9);
    scene::Camera const right = app::flown(camera, 100, 0, 0, stage());
    EXPECT_NEAR(right.eye.y - camera.eye.y, -100, 1e-9);
    EXPECT_NEAR(app::flown(camera, 0, 0, -10000, stage()).eye.z, 2, 1e-9);
    EXPECT_NEAR(app::height_above_ground(camera, stage()), 250, 1e-9);
}

}  // namespace
