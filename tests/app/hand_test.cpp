#include "app/hand.h"

#include <gtest/gtest.h>

namespace app {
namespace {

/// A district in the middle of a window, over flat ground.
struct Bench {
    base::Extent pixels{300, 50, 1100, 650};
    Stage stage{800, 600, [](base::Vec2d) { return 0.0; }};
    scene::Camera camera = scene::orbit({0, 0, 0}, 500, 0, 45);
    Hand hand;
    WindowInput window;
    bool mouse_taken = false, keyboard_taken = false, tools = false;

    Hand::Did at(double x, double y, bool left = false, bool right = false) {
        window.input.mouse = {x, y};
        window.input.buttons[0] = left;
        window.input.buttons[1] = right;
        window.input.seconds = 0.05;
        return hand.apply(window, mouse_taken, keyboard_taken, tools, pixels, camera, stage);
    }
};

TEST(Hand, ClicksWhereItIsPressedAndLetGo) {
    Bench b;
    b.at(500, 250);
    b.at(500, 250, true);
    auto const did = b.at(502, 251, false);
    ASSERT_TRUE(did.clicked);
    EXPECT_EQ(*did.clicked, (base::Vec2d{202, 201}));
    EXPECT_FALSE(did.moved);
}

TEST(Hand, TwoQuickClicksAreOneDoubleClick) {
    Bench b;
    b.at(500, 250, true);
    EXPECT_TRUE(b.at(500, 250).clicked);
    b.at(500, 250, true);
    auto const second = b.at(500, 250);
    EXPECT_TRUE(second.double_clicked);
    EXPECT_FALSE(second.clicked);
}

TEST(Hand, TwoQuickClicksInTwoPlacesAreTwoPoints) {
    Bench b;
    b.at(500, 250, true);
    b.at(500, 250);
    b.at(700, 250, true);
    auto const second = b.at(700, 250);
    ASSERT_TRUE(second.clicked);
    EXPECT_EQ(second.clicked->x, 400);
    EXPECT_FALSE(second.double_clicked);
}

TEST(Hand, DragsTheGroundAlongWithTheLeftButton) {
    Bench b;
    scene::Camera const before = b.camera;
    b.at(700, 350, true);
    EXPECT_FALSE(b.at(702, 350, true).moved) << "a trembling finger is no drag";
    auto const did = b.at(760, 350, true);
    EXPECT_TRUE(did.moved);
    EXPECT_TRUE(did.began);
    EXPECT_LT(b.camera.target.x, before.target.x);
    EXPECT_FALSE(b.at(780, 350, true).began);
    EXPECT_FALSE(b.at(780, 350).clicked) << "a drag is no click";
}

TEST(Hand, TurnsWithTheRightButton) {
    Bench b;
    b.at(700, 350, false, true);
    b.at(800, 350, false, true);
    EXPECT_EQ(b.camera.target, (base::Vec3d{0, 0, 0}));
    EXPECT_NE(b.camera.eye.x, 0);
}

TEST(Hand, LeavesWhatBelongsToPanels) {
    Bench b;
    scene::Camera const before = b.camera;
    b.at(100, 350, true);  // left of the district
    b.at(700, 350, true);
    EXPECT_EQ(b.camera.eye, before.eye);
    EXPECT_FALSE(b.at(700, 350).clicked);
    b.mouse_taken = true;
    b.window.input.wheel = 3;
    b.at(700, 350);
    EXPECT_EQ(b.camera.eye, before.eye);
}

TEST(Hand, LeavesDraggingToAToolButNotTheWheel) {
    Bench b;
    b.tools = true;
    scene::Camera const before = b.camera;
    b.at(700, 350, true);
    b.at(800, 400, true);
    EXPECT_EQ(b.camera.eye, before.eye);
    b.at(800, 400);
    b.window.input.wheel = 1;
    EXPECT_TRUE(b.at(800, 400).moved);
}

TEST(Hand, FliesWhileAKeyIsHeldUnlessSomebodyTypes) {
    Bench b;
    b.window.held.ahead = 1;
    auto const did = b.at(700, 350);
    EXPECT_TRUE(did.moved && did.began && did.busy);
    EXPECT_GT(b.camera.eye.y, scene::orbit({0, 0, 0}, 500, 0, 45).eye.y);
    b.keyboard_taken = true;
    scene::Camera const before = b.camera;
    EXPECT_FALSE(b.at(700, 350).moved);
    EXPECT_EQ(b.camera.eye, before.eye);
}

}  // namespace
}  // namespace app
