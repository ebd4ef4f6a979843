// Which trees and lamps a picture draws: those in it, and those whose shadow falls into it. (No GPU is needed.)
#include "renderer/instances.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "renderer/look.h"

namespace {

/// One tree, ten metres tall and six wide, at this place.
renderer::GpuScene tree_at(base::Vec2d at) {
    renderer::GpuScene scene;
    renderer::GpuScene::Mesh mesh;
    mesh.height = 10;
    mesh.radius = 3;
    scene.meshes.push_back(mesh);
    scene::InstanceSet set;
    set.instances.push_back({{static_cast<float>(at.x), static_cast<float>(at.y), 0}, 0, 1, 1});
    scene.instances.push_back(set);
    return scene;
}

/// Light from the west, so high above the horizon.
scene::View plan_view(double altitude) {
    scene::View view;
    view.width = view.height = 400;
    view.camera = scene::plan({0, 0}, 0, 100);  // 50 metres to each edge, 4 pixels a metre
    view.sun.altitude = altitude;
    double const a = altitude * std::numbers::pi / 180;
    view.sun.direction = {-std::cos(a), 0, std::sin(a)};
    return view;
}

bool draws(base::Vec2d at, scene::View const& view) { return !choose_instances(tree_at(at), view).instances.empty(); }

TEST(Instances, ThoseInThePictureAreDrawn) {
    EXPECT_TRUE(draws({0, 0}, plan_view(45)));
    EXPECT_TRUE(draws({52, 0}, plan_view(45))) << "its crown reaches in";
    EXPECT_FALSE(draws({80, 0}, plan_view(45))) << "its shadow falls away from the picture";
    EXPECT_FALSE(draws({0, 80}, plan_view(45))) << "its shadow passes by";
}

TEST(Instances, ThoseWhoseShadowReachesThePictureAreDrawn) {
    // At 45 degrees the shadow is as long as the tree is tall, at 10 degrees 57 metres.
    EXPECT_TRUE(draws({-65, 0}, plan_view(45)));
    EXPECT_FALSE(draws({-75, 0}, plan_view(45)));
    EXPECT_TRUE(draws({-100, 0}, plan_view(10)));
    EXPECT_FALSE(draws({-125, 0}, plan_view(10)));
    EXPECT_TRUE(draws({-230, 0}, plan_view(0.5))) << "no longer than 20 times the height";
    EXPECT_FALSE(draws({-280, 0}, plan_view(0.5)));
}

TEST(Instances, AShadowFromBehindTheEyeIsSeenAhead) {
    scene::View view = plan_view(15);
    view.camera = scene::orbit({30, 0, 0}, 60, 90, 30);  // looks east; the eye is 22 metres west of the origin
    EXPECT_LT(view.camera.eye.x, -20);
    EXPECT_TRUE(draws({-45, 0}, view)) << "behind the eye, its shadow ends below it, in the picture's foot";
    EXPECT_FALSE(draws({-120, 0}, view));
    view.sun.direction.x = -view.sun.direction.x;
    EXPECT_FALSE(draws({-45, 0}, view)) << "lit from ahead, its shadow falls back";
}

}  // namespace
