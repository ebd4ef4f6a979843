#include "app/measure.h"

#include <gtest/gtest.h>

#include "tests/app/small_district.h"

namespace {

struct Hand {
    twin::District district = test::three_buildings();
    analysis::Sight sight{district, 1};
    twin::NearestBuilding nearest{district.buildings};
    app::Ruler ruler{district, sight, nearest};
    ui::Facts facts;

    ui::Measured measure(ui::Tool tool, std::vector<base::Vec3d> const& points) const {
        return ruler.measure(tool, points, facts, ui::Language::en);
    }
    static std::string value(ui::Measured const& m, std::string const& name) {
        for (ui::Attribute const& a : m.results) {
            if (a.name == name) return a.value;
        }
        return "none";
    }
    /// At (10, -50), 6 m up, looking north over the ground.
    ui::CameraRow& camera(float heading = 0, float reach = 200) {
        ui::CameraRow row;
        row.camera.id = "c" + std::to_string(facts.events.cameras.size());
        row.camera.pose = twin::CameraPose{heading, -10, 60, 6, reach};
        row.at = base::Vec3d{10, -50, 6};
        facts.events.cameras.push_back(row);
        return facts.events.cameras.back();
    }
};

TEST(Measure, Distances) {
    Hand const hand;
    auto const m = hand.measure(ui::Tool::distance, {{0, -50, 0}, {30, -50, 40}, {30, -90, 10}});
    EXPECT_EQ(hand.value(m, "Straight"), "100.0 m");
    EXPECT_EQ(hand.value(m, "Level"), "70.0 m");
    EXPECT_EQ(hand.value(m, "Along the ground"), "70.0 m");
    EXPECT_EQ(hand.value(m, "Rise"), "+10.0 m");
    EXPECT_TRUE(hand.measure(ui::Tool::distance, {{0, 0, 0}}).results.empty());
}

TEST(Measure, TheGroundIsLongerThanThePlan) {
    twin::District district = test::three_buildings();
    district.terrain.origin = {-100, -100};
    district.terrain.spacing = 100;
    district.terrain.width = district.terrain.height = 5;
    district.terrain.z = {0,   75,  150, 225, 300, 0,   75,  150, 225, 300, 0,   75, 150,
                          225, 300, 0,   75,  150, 225, 300, 0,   75,  150, 225, 300};
    analysis::Sight const sight(district, 1);
    twin::NearestBuilding const nearest(district.buildings);
    app::Ruler const ruler(district, sight, nearest);
    std::vector<base::Vec3d> const line{{-100, -100, 0}, {0, -100, 75}};
    EXPECT_NEAR(ruler.ground_length(line), 125, 1e-6);
}

TEST(Measure, HeightOfABuildingOrBetweenTwoPoints) {
    Hand const hand;
    auto const one = hand.measure(ui::Tool::height, {{110, 10, 60}});
    EXPECT_EQ(hand.value(one, "Height of the building"), "60.0 m");
    EXPECT_EQ(hand.value(one, "Base"), "0.0 m");
    EXPECT_EQ(hand.value(hand.measure(ui::Tool::height, {{60, 10, 12}}), "Above the ground"), "12.0 m");
    auto const two = hand.measure(ui::Tool::height, {{0, 0, 5}, {30, 40, 30}});
    EXPECT_EQ(hand.value(two, "Rise"), "+25.0 m");
    EXPECT_EQ(hand.value(two, "Slope"), "50.0 %");
}

TEST(Measure, AreaAndPerimeter) {
    Hand const hand;
    auto const m = hand.measure(ui::Tool::area, {{0, 0, 0}, {100, 0, 0}, {100, 50, 9}, {0, 50, 0}});
    EXPECT_EQ(hand.value(m, "Area"), "5,000 m²");
    EXPECT_EQ(hand.value(m, ""), "0.50 ha · 7.5 mu");
    EXPECT_EQ(hand.value(m, "Perimeter"), "300.0 m");
    EXPECT_EQ(hand.value(hand.measure(ui::Tool::area, {{0, 0, 0}, {1, 0, 0}}), "Area"), "none");
}

TEST(Measure, AProfileGoesOverTheRoofs) {
    Hand const hand;
    auto const m = hand.measure(ui::Tool::profile, {{-50, 10, 0}, {150, 10, 0}});
    ASSERT_GT(m.profile.size(), 100U);
    EXPECT_NEAR(m.profile.back().x, 200, 1e-9);
    for (base::Vec2d const p : m.profile) {
        double const x = p.x - 50;
        bool const edge =
            std::abs(x) < 1.5 || std::abs(x - 20) < 1.5 || std::abs(x - 100) < 1.5 || std::abs(x - 120) < 1.5;
        if (!edge) {
            EXPECT_EQ(p.y, x > 0 && x < 20 ? 30 : x > 100 && x < 120 ? 60 : 0) << x;
        }
    }
    EXPECT_EQ(hand.value(m, "Highest"), "60.0 m");
}

TEST(Sight, SaysWhyACameraDoesNotSee) {
    Hand hand;
    ui::CameraRow const camera = hand.camera();
    EXPECT_EQ(hand.ruler.sighted(camera, {10, -20, 0}).why, app::Unseen::seen);
    EXPECT_NEAR(hand.ruler.sighted(camera, {10, -20, 6}).distance, 30, 1e-9);
    EXPECT_EQ(hand.ruler.sighted(camera, {10, 160, 0}).why, app::Unseen::too_far);
    EXPECT_EQ(hand.ruler.sighted(camera, {10, -80, 0}).why, app::Unseen::outside_angle) << "behind it";
    EXPECT_EQ(hand.ruler.sighted(camera, {60, -45, 0}).why, app::Unseen::outside_angle) << "beside it";
    EXPECT_EQ(hand.ruler.sighted(camera, {10, -20, 40}).why, app::Unseen::outside_angle) << "above the picture";
    app::Sighted const hidden = hand.ruler.sighted(camera, {10, 60, 0});
    EXPECT_EQ(hidden.why, app::Unseen::behind_building);
    EXPECT_EQ(hidden.building, 0);
    ui::CameraRow blind = camera;
    blind.camera.pose.reset();
    EXPECT_EQ(hand.ruler.sighted(blind, {10, -20, 0}).why, app::Unseen::no_pose);
}

TEST(Sight, TheGroundMayBeInTheWay) {
    twin::District district = test::three_buildings();
    district.terrain.origin = {-100, -200};
    district.terrain.spacing = 50;
    district.terrain.width = 5;
    district.terrain.height = 4;
    district.terrain.z = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 40, 40, 40, 40, 40, 0, 0, 0, 0, 0};
    analysis::Sight const sight(district, 1);
    twin::NearestBuilding const nearest(district.buildings);
    app::Ruler const ruler(district, sight, nearest);
    Hand hand;
    ui::CameraRow camera = hand.camera();
    camera.at = base::Vec3d{0, -150, 6};
    camera.camera.pose->pitch = 0;
    EXPECT_EQ(ruler.sighted(camera, {0, -55, 1}).why, app::Unseen::behind_ground);
}

TEST(Sight, CountsAndListsCamerasNearestFirst) {
    Hand hand;
    hand.camera();
    hand.camera(180);
    hand.camera(0, 15);
    auto const m = hand.measure(ui::Tool::visibility, {{10, -30, 0}});
    ASSERT_EQ(m.cameras.size(), 3U);
    EXPECT_TRUE(m.cameras[0].sees);
    EXPECT_EQ(m.cameras[0].camera, "c0");
    EXPECT_EQ(m.cameras[1].why_not, "outside its angle");
    EXPECT_EQ(m.cameras[2].why_not, "too far");
    EXPECT_EQ(hand.value(m, "Seen by cameras"), "1 camera");
    EXPECT_EQ(m.lines.size(), 2U) << "one sight line, and what is seen from there";
    auto const behind = hand.measure(ui::Tool::visibility, {{10, 60, 0}});
    EXPECT_EQ(behind.cameras[0].why_not, "in the way: 天河城");
    EXPECT_EQ(hand.value(behind, "Seen by cameras"), "none: a blind spot");
    hand.facts.events.cameras.clear();
    EXPECT_EQ(hand.value(hand.measure(ui::Tool::visibility, {{0, 0, 0}}), "Seen by cameras"), "no camera data");
}

TEST(Circle, IsRound) {
    for (base::Vec2d const p : app::circle({5, 6}, 100)) EXPECT_NEAR(length(p - base::Vec2d{5, 6}), 100, 1e-9);
}

}  // namespace
