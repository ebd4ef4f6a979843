#include "analysis/coverage.h"

#include <gtest/gtest.h>

#include "analysis/event_limits.h"
#include "plots.h"

namespace {

using base::Vec2d;

/// Looks all around, so that its ground is a disc of its reach.
analysis::StandingCamera dome(char const* id, Vec2d at, float reach) { return {id, at, {0, -20, 360, 6, reach}}; }

TEST(Coverage, SeesWhatLiesInAFootprint) {
    twin::District const flat;
    analysis::Sight const sight(flat);
    analysis::Coverage const coverage({dome("a", {0, 0}, 60), dome("b", {500, 0}, 60)}, sight);
    EXPECT_TRUE(coverage.sees({20, 20}));
    EXPECT_TRUE(coverage.sees({500, 40}));
    EXPECT_FALSE(coverage.sees({250, 0}));
    EXPECT_FALSE(coverage.sees({5000, 0}));
    EXPECT_FALSE(analysis::Coverage({}, sight).sees({0, 0}));
}

/// Against asking every footprint of every camera.
TEST(Coverage, IsWhatBruteForceFinds) {
    twin::District const flat;
    analysis::Sight const sight(flat);
    std::vector<analysis::StandingCamera> cameras;
    for (int i = 0; i < 40; ++i)
        cameras.push_back({"c",
                           {(i * 137) % 800 - 400.0, (i * 271) % 600 - 300.0},
                           {static_cast<float>(i * 47 % 360), -15, 70, 6, 90}});
    std::vector<analysis::Plot> prints;
    for (auto const& camera : cameras) prints.push_back({sight.footprint(camera.at, camera.pose)});
    analysis::Coverage const coverage(cameras, sight);
    int seen = 0;
    for (int y = -400; y < 400; y += 13) {
        for (int x = -500; x < 500; x += 13) {
            Vec2d const p{x + 0.5, y + 0.5};
            bool const any = std::any_of(prints.begin(), prints.end(),
                                         [&](analysis::Plot const& print) { return analysis::contains(print, p); });
            ASSERT_EQ(coverage.sees(p), any) << x << " " << y;
            seen += any ? 1 : 0;
        }
    }
    EXPECT_GT(seen, 200);
}

TEST(Coverage, SharesAreOfTheGroundOfThePlot) {
    twin::District const flat;
    analysis::Sight const sight(flat);
    analysis::Coverage const coverage({dome("whole", {50, 50}, 200), dome("corner", {0, 0}, 50)}, sight);
    auto const of = coverage.of(square_plot(0, 0, 100));
    ASSERT_EQ(of.shares.size(), 2U);
    EXPECT_EQ(of.samples, 400U);
    EXPECT_EQ(of.shares[0].camera, 0U);
    EXPECT_NEAR(of.seen, 1, 0.02);
    // A quarter of a disc of 50 m in a square of 100 m.
    EXPECT_NEAR(of.shares[1].share, 3.14159 * 50 * 50 / 4 / 10'000, 0.02);
    EXPECT_EQ(coverage.of(square_plot(10, 10, 1)).samples, 1U);
    EXPECT_EQ(coverage.of({}).samples, 0U);
    EXPECT_EQ(coverage.of(square_plot(-3000, 0, 100)).seen, 0);
}

TEST(Coverage, AsksOpenGroundOnly) {
    twin::District d;
    auto& b = d.buildings;
    for (Vec2d const p : {Vec2d{0, 0}, Vec2d{50, 0}, Vec2d{50, 100}, Vec2d{0, 100}}) b.footprints.points.push_back(p);
    b.footprints.ring_begin.push_back(4);
    b.footprints.polygon_begin.push_back(1);
    b.footprints.row.push_back(0);
    b.base_z.push_back(0), b.height.push_back(20), b.roof_height.push_back(0);
    analysis::Sight const sight(d);
    analysis::Coverage const coverage({dome("east", {90, 50}, 300)}, sight);
    auto const of = coverage.of(square_plot(0, 0, 100));
    EXPECT_NEAR(static_cast<double>(of.samples), 200, 20) << "half of it is built over";
    EXPECT_GT(of.seen, 0.9);
    EXPECT_FALSE(coverage.sees({40, 50})) << "inside the building";
    EXPECT_TRUE(coverage.sees_near({40, 50}, 25)) << "but its front is 10 m away";
    EXPECT_FALSE(coverage.sees_near({20, 50}, 25));
}

TEST(EventLimits, AreFoundByTypeOrForAnyOther) {
    auto const limits = analysis::parse_event_limits(
        "event_type,value,unit,warn_ratio\n# a comment\ngarbage_exposed,4,work_hours,0.8\n,1,workdays,0.5\n", "t.csv");
    ASSERT_TRUE(limits) << limits.error().message;
    ASSERT_EQ(limits->size(), 2U);
    EXPECT_EQ(analysis::find_limit(*limits, "garbage_exposed")->value, 4);
    EXPECT_EQ(analysis::find_limit(*limits, "crowd")->unit, analysis::WorkUnit::workdays);
    auto const wrong = analysis::parse_event_limits(
        "event_type,value,unit,warn_ratio\ncrowd,4,work_hours,0.8\n\nfire_smoke,4,moons,0.5\n", "t.csv");
    ASSERT_FALSE(wrong);
    EXPECT_NE(wrong.error().message.find("line 4"), std::string::npos) << wrong.error().message;
    EXPECT_FALSE(analysis::parse_event_limits(
        "event_type,value,unit,warn_ratio\ncrowd,4,work_hours,0.8\ncrowd,5,work_hours,0.8\n", "t.csv"));
}

}  // namespace
