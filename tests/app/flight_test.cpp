#include "app/flight.h"

#include <gtest/gtest.h>

#include "app/steps.h"

namespace app {
namespace {

void expect_near(base::Vec3d a, base::Vec3d b, double by) { EXPECT_LT(base::length(a - b), by); }

TEST(Flight, BeginsAndEndsWhereItShould) {
    auto const from = scene::orbit({0, 0, 0}, 1000, 30, 40), to = scene::orbit({800, -300, 10}, 300, 350, 60);
    Flight const flight = plan_flight(from, to, 100);
    expect_near(along(flight, 0).eye, from.eye, 1e-6);
    expect_near(along(flight, 0).target, from.target, 1e-6);
    expect_near(along(flight, flight.seconds).eye, to.eye, 1e-9);
    expect_near(along(flight, flight.seconds - 1e-4).eye, to.eye, 0.01);
}

TEST(Flight, TakesBetweenLessThanASecondAndTwoAndAHalf) {
    auto const here = scene::orbit({0, 0, 0}, 500, 0, 45);
    EXPECT_DOUBLE_EQ(plan_flight(here, scene::orbit({5, 0, 0}, 500, 0, 45), 0).seconds, 0.8045);
    EXPECT_DOUBLE_EQ(plan_flight(here, scene::orbit({90'000, 0, 0}, 500, 0, 45), 0).seconds, 2.5);
}

TEST(Flight, StaysOverTheRoofsInTheMiddle) {
    auto const from = scene::orbit({0, 0, 0}, 60, 0, 20), to = scene::orbit({2000, 0, 0}, 60, 0, 20);
    Flight const flight = plan_flight(from, to, 300);
    EXPECT_GT(along(flight, flight.seconds / 2).eye.z, 300);
}

TEST(Flight, TurnsTheShortWay) {
    auto const from = scene::orbit({0, 0, 0}, 100, 350, 30), to = scene::orbit({0, 0, 0}, 100, 10, 30);
    scene::Camera const middle = along(plan_flight(from, to, 0), plan_flight(from, to, 0).seconds / 2);
    expect_near(middle.eye, scene::orbit({0, 0, 0}, 100, 0, 30).eye, 0.5);
}

TEST(Flight, IsEasedAtBothEnds) {
    auto const from = scene::orbit({0, 0, 0}, 500, 0, 45), to = scene::orbit({1000, 0, 0}, 500, 0, 45);
    Flight const flight = plan_flight(from, to, 0);
    double const early = along(flight, 0.02 * flight.seconds).target.x;
    double const late = 1000 - along(flight, 0.98 * flight.seconds).target.x;
    EXPECT_LT(early, 0.1);
    EXPECT_LT(late, 0.1);
}

TEST(Flight, LooksStraightDownWithoutSpinning) {
    auto const from = scene::orbit({0, 0, 0}, 500, 0, 45), to = scene::orbit({0, 0, 0}, 500, 0, 90);
    Flight const flight = plan_flight(from, to, 0);
    for (int i = 0; i <= 20; ++i) {
        scene::Camera const camera = along(flight, flight.seconds * i / 20);
        EXPECT_NEAR(camera.eye.x, 0, 1e-6);
        EXPECT_LE(camera.eye.y, 1e-6) << "the camera stays south of what it looks at";
    }
}

TEST(Steps, GoBackAndForwardAndForgetWhatWasUndone) {
    Steps<int> steps(2);
    int present = 1;
    EXPECT_FALSE(steps.back(present));
    for (int next : {2, 3, 4}) {
        steps.leave(present);
        present = next;
    }
    EXPECT_TRUE(steps.back(present));
    EXPECT_EQ(present, 3);
    EXPECT_TRUE(steps.back(present));
    EXPECT_EQ(present, 2);
    EXPECT_FALSE(steps.back(present)) << "only two are kept";
    EXPECT_TRUE(steps.forward(present));
    EXPECT_EQ(present, 3);
    steps.leave(present);
    present = 9;
    EXPECT_FALSE(steps.forward(present));
}

}  // namespace
}  // namespace app
