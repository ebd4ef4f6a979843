#include "analysis/sunlight.h"
#include "plots.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

namespace {

using analysis::SunCount;
using analysis::SunDay;
using base::Vec2d;

/// True solar time knows no longitude; 120 E makes noon that of the vectors.
analysis::SunTrack track_of(double lat, SunDay day, double from, double to) {
    return *analysis::sun_track({.at = {120, lat}, .day = day, .from = from, .to = to});
}

/// One window at the origin, facing south.
analysis::Neighbour window(std::vector<double> sills, Vec2d facing = {0, -1}) {
    return {.id = "A", .columns = {{.at = {0, 0}, .facing = facing, .main_facade = true}}, .sills = std::move(sills)};
}

SunCount one(analysis::Neighbour const& n, std::vector<analysis::Prism> const& standing,
             analysis::SunTrack const& track, analysis::SunOptions const& options = {}) {
    return analysis::sunlight({&n, 1}, standing, {}, track, options)[0].before[0];
}

TEST(SunTrack, StepsThroughTheBandByTrueSolarTime) {
    auto const track = track_of(23.13, SunDay::great_cold, 8, 16);
    ASSERT_EQ(track.steps.size(), 480u);
    // The vectors are those of 12:00 by the clock, 11 minutes before the sun's own noon; it climbs 0.2 degrees a day.
    EXPECT_NEAR(track.declination, -20.1153, 2e-3);
    EXPECT_NEAR(track_of(23.13, SunDay::winter_solstice, 9, 15).declination, -23.4387, 2e-4);
    EXPECT_NEAR(track.steps.front().hours, 8 + 0.5 / 60, 1e-12) << "the middle of a step";
    // DOMAIN 9.1: at 9:00 28.392 degrees high, in 130.995.
    auto const fine = analysis::sun_track({.at = {120, 23.13}, .from = 8, .to = 10, .step_minutes = 0.1});
    auto const& nine = fine->steps[600];
    EXPECT_NEAR(std::atan(nine.slope) * 180 / std::numbers::pi, 28.392, 0.02);
    EXPECT_NEAR(std::atan2(nine.towards.x, nine.towards.y) * 180 / std::numbers::pi, 130.995, 0.02);
    for (std::size_t i = 1; i < track.steps.size(); ++i)
        EXPECT_LT(cross(track.steps[i - 1].towards, track.steps[i].towards), 0) << "clockwise";
}

TEST(SunTrack, CountsAzimuthFromGridNorth) {
    auto const turned = analysis::sun_track({.at = {120, 23.13}, .grid_convergence = 0.02});
    Vec2d const a = turned->steps[100].towards, b = track_of(23.13, SunDay::great_cold, 8, 16).steps[100].towards;
    EXPECT_NEAR(std::atan2(a.x, a.y), std::atan2(b.x, b.y) - 0.02, 1e-12);
}

TEST(SunTrack, RefusesWhatIsNoBandAndWhereTheSunDoesNotPassInTheSouth) {
    EXPECT_FALSE(analysis::sun_track({.at = {120, 23}, .from = 9, .to = 9}));
    EXPECT_FALSE(analysis::sun_track({.at = {120, 23}, .from = -1, .to = 9}));
    EXPECT_FALSE(analysis::sun_track({.at = {120, 23}, .from = 8, .to = 16, .step_minutes = 7}));
    EXPECT_FALSE(analysis::sun_track({.at = {120, 23}, .from = 8, .to = 16, .step_minutes = 0}));
    EXPECT_FALSE(analysis::sun_track({.at = {120, -10}}));
    EXPECT_FALSE(analysis::sun_track({.at = {120, 23}, .from = 1, .to = 2})) << "night";
    EXPECT_EQ(analysis::sun_track({.at = {120, 39.9}, .from = 0, .to = 24})->steps.front().hours > 6, true);
}

/// DOMAIN 9.1: a wall without end to the south, H high at D, leaves this many hours.
TEST(Sunlight, BehindAnEndlessWallAgreesWithTheVectors) {
    struct Row {
        double lat;
        SunDay day;
        double from, to, ratio, hours;
    };
    constexpr auto kCold = SunDay::great_cold;
    constexpr auto kSolstice = SunDay::winter_solstice;
    for (Row const& r : {Row{23.13, kCold, 8, 16, 0.8, 6.260},
                         {23.13, kCold, 8, 16, 0.9, 5.047},
                         {23.13, kCold, 8, 16, 1.0, 3.220},
                         {23.13, kCold, 8, 16, 1.1, 0},
                         {23.13, kSolstice, 9, 15, 0.8, 4.810},
                         {23.13, kSolstice, 9, 15, 0.9, 2.777},
                         {23.13, kSolstice, 9, 15, 1.0, 0},
                         {21.19, kCold, 8, 16, 1.1, 2.427},
                         {21.19, kSolstice, 9, 15, 1.0, 1.430}}) {
        auto const track = track_of(r.lat, r.day, r.from, r.to);
        std::vector<analysis::Prism> const wall{{box_plot(-1e5, -70, 1e5, -50), 0.9 + 50 * r.ratio}};
        SunCount const sun = one(window({0.9}), wall, track);
        EXPECT_NEAR(track.hours(sun.total), r.hours, 0.05) << r.lat << " H/D " << r.ratio;
        EXPECT_EQ(sun.longest, sun.total) << "in one piece around noon";
    }
}

/// The plainest form of the same question, ray by ray and wall by wall.
bool lit(Vec2d from, double z, std::vector<analysis::Prism> const& prisms, analysis::SunTrack::Step const& step) {
    for (auto const& p : prisms) {
        std::vector<double> cuts;
        for (auto const& ring : p.outline)
            for (std::size_t i = 0; i < ring.size(); ++i) {
                Vec2d const a = ring[i] - from, w = ring[(i + 1) % ring.size()] - ring[i];
                double const det = cross(step.towards, w);
                double const d = cross(a, w) / det, s = cross(a, step.towards) / det;
                if (d > 0 && s >= 0 && s < 1) cuts.push_back(d);
            }
        if (analysis::contains(p.outline, from)) cuts.push_back(0);
        std::ranges::sort(cuts);
        for (std::size_t i = 0; i + 1 < cuts.size(); i += 2)
            if (z + cuts[i] * step.slope < p.top && z + cuts[i + 1] * step.slope > p.bottom) return false;
    }
    return true;
}

/// Towers of all sorts around a place: turned, with a yard, L-shaped, wound the wrong way, and one on stilts.
std::vector<analysis::Prism> estate() {
    std::vector<analysis::Prism> all;
    for (int i = 0; i < 30; ++i) {
        double const x = -150 + i * 37 % 301, y = -170 + i * 53 % 337, turn = i * 0.7, wide = 8 + i % 7,
                     deep = 6 + i % 5;
        if (std::hypot(x, y) < 22) continue;
        analysis::Ring ring;
        for (Vec2d const c : {Vec2d{-wide, -deep}, {wide, -deep}, {wide, 0}, {0, 0}, {0, deep}, {-wide, deep}})
            ring.push_back(
                {x + c.x * std::cos(turn) - c.y * std::sin(turn), y + c.x * std::sin(turn) + c.y * std::cos(turn)});
        if (i % 3 == 0) std::ranges::reverse(ring);
        all.push_back({{ring}, 20.0 + i * 17 % 80});
        if (i % 5 == 0) all.back().bottom = 12 + i % 11;
    }
    analysis::Plot yard = box_plot(-60, -60, 60, 40);
    yard.push_back(box_plot(-40, -40, 40, 30)[0]);
    all.push_back({yard, 15});
    return all;
}

TEST(Sunlight, AgreesWithRaysCastOneByOne) {
    auto const track = track_of(31.2, SunDay::great_cold, 8, 16);
    auto const standing = estate();
    analysis::Neighbour n = window({1, 4, 9, 13, 20, 27, 41});
    n.columns.push_back({.at = {12.3, -6.1}, .facing = {std::sqrt(0.5), -std::sqrt(0.5)}});
    n.columns.push_back({.at = {-17.7, 3.3}, .facing = {-1, 0}});
    n.columns.push_back({.at = {-45, 3.3}, .facing = {-1, 0}});  // inside the ring of the yard
    auto const sun = analysis::sunlight({&n, 1}, standing, {}, track)[0];
    int mixed = 0;
    for (std::size_t c = 0; c < n.columns.size(); ++c)
        for (std::size_t s = 0; s < n.sills.size(); ++s) {
            int total = 0, run = 0, longest = 0;
            for (auto const& step : track.steps) {
                bool const on =
                    dot(step.towards, n.columns[c].facing) > 0 && lit(n.columns[c].at, n.sills[s], standing, step);
                total += on;
                run = on ? run + 1 : 0;
                longest = std::max(longest, run);
            }
            EXPECT_EQ(sun.before[c * n.sills.size() + s].total, total) << c << " " << s;
            EXPECT_EQ(sun.before[c * n.sills.size() + s].longest, longest) << c << " " << s;
            mixed += total > 0 && longest < total;
        }
    EXPECT_GT(mixed, 3) << "or the case is too easy";
}

TEST(Sunlight, ABridgeLeavesSunBelowAndAboveIt) {
    auto const track = track_of(23.13, SunDay::great_cold, 11.5, 12.5);  // 46 degrees high all the time
    std::vector<analysis::Prism> bridge{{box_plot(-500, -32, 500, -30), 50, 45}};
    auto const at = [&](double z) { return one(window({z}), bridge, track).total; };
    EXPECT_EQ(at(1), 60);   // meets the bridge's line at about 33
    EXPECT_EQ(at(15), 0);   // at 47
    EXPECT_EQ(at(25), 60);  // at 57
    bridge[0].bottom = -std::numeric_limits<double>::infinity();
    EXPECT_EQ(at(1), 0);
    EXPECT_EQ(at(25), 60);
}

TEST(Sunlight, AWallThatPassesBehindHidesWhereItComesRound) {
    auto const track = track_of(23.13, SunDay::great_cold, 8, 16);
    // It runs behind the window, to the north, and reaches the first minutes of the morning in the south-east.
    std::vector<analysis::Prism> const wall{{{{{-100, 80}, {300, -200}, {310, -190}, {-90, 90}}}, 400}};
    auto const n = window({1}, {1, 0});
    int expected = 0;
    for (auto const& step : track.steps) expected += step.towards.x > 0 && lit({0, 0}, 1, wall, step);
    EXPECT_LT(expected, 240);
    EXPECT_EQ(one(n, wall, track).total, expected);
}

TEST(Sunlight, ACanopyHidesWhoStandsUnderIt) {
    auto const track = track_of(23.13, SunDay::great_cold, 11.5, 12.5);
    std::vector<analysis::Prism> const canopy{{box_plot(-9, -9, 9, 9), 12, 10}};
    EXPECT_EQ(one(window({5}), canopy, track).total, 0);
    EXPECT_EQ(one(window({0.1}), canopy, track).total, 60) << "the ray has left it before it is so high";
    EXPECT_EQ(one(window({13}), canopy, track).total, 60);
}

TEST(Sunlight, OnlyReachesWallsThatFaceTheSun) {
    auto const track = track_of(23.13, SunDay::great_cold, 8, 16);
    EXPECT_EQ(one(window({1}), {}, track).total, 480);
    EXPECT_EQ(one(window({1}, {0, 1}), {}, track).total, 0);
    EXPECT_EQ(one(window({1}, {1, 0}), {}, track).total, 240);
    EXPECT_EQ(one(window({1}, {-1, 0}), {}, track).total, 240);
    // At 8:00 the sun's ray and a wall that faces south enclose 31.6 degrees in the plan.
    EXPECT_EQ(one(window({1}), {}, track, {.least_sweep = 31}).total, 480);
    EXPECT_LT(one(window({1}), {}, track, {.least_sweep = 40}).total, 400);
    EXPECT_GT(one(window({1}), {}, track, {.least_sweep = 40}).total, 300);
}

TEST(Sunlight, ShortSpansMayNotCount) {
    auto const track = track_of(23.13, SunDay::great_cold, 8, 16);
    // A fence of slabs: sun in the gaps, longer ones and short ones.
    std::vector<analysis::Prism> comb;
    for (int i = -30; i < 30; ++i)
        comb.push_back({box_plot(i * 20.0, -31, i * 20.0 + (i % 2 == 0 ? 18 : 19.4), -30), 200});
    SunCount const all = one(window({1}), comb, track);
    SunCount const some = one(window({1}), comb, track, {.least_run = 5});
    EXPECT_GT(all.total, some.total);
    EXPECT_EQ(one(window({1}), comb, track, {.least_run = all.longest}).total / all.longest, 1);
    EXPECT_EQ(one(window({1}), comb, track, {.least_run = all.longest + 1}).total, 0);
    EXPECT_EQ(all.longest, some.longest);
}

TEST(Sunlight, AWideWindowNeedsBothItsEnds) {
    auto const track = track_of(23.13, SunDay::great_cold, 8, 16);
    std::vector<analysis::Prism> const tower{{box_plot(-5, -40, 5, -30), 100}};
    auto narrow = window({1}), wide = window({1});
    wide.columns[0].width = 2;
    EXPECT_LT(one(wide, tower, track).total, one(narrow, tower, track).total);
    auto left = narrow, right = narrow;
    left.columns[0].at.x = -1;
    right.columns[0].at.x = 1;
    EXPECT_LE(one(wide, tower, track).total, one(left, tower, track).total);
    EXPECT_LE(one(wide, tower, track).total, one(right, tower, track).total);
}

TEST(Sunlight, AWindowInsideAnotherBlockHasNoneBelowItsRoof) {
    auto const track = track_of(23.13, SunDay::great_cold, 8, 16);
    auto const n = window({1, 4, 7});
    auto const sun =
        analysis::sunlight({&n, 1}, std::vector<analysis::Prism>{{box_plot(-9, -9, 9, 9), 5}}, {}, track)[0];
    EXPECT_EQ(sun.before[0].total, 0);
    EXPECT_EQ(sun.before[1].total, 0);
    EXPECT_EQ(sun.before[2].total, 480);
}

TEST(Sunlight, TellsWhoFallsBelowAndWhoWasBelow) {
    auto const track = track_of(23.13, SunDay::great_cold, 8, 16);
    std::vector<analysis::Prism> const standing{{box_plot(-1e4, -70, 1e4, -60), 10},
                                                {box_plot(-1e4, -59, 1e4, -52), 45}};
    // H/D 1.0 leaves 3.22 h, 1.1 nothing.
    analysis::SunScheme const taller{.added = {{box_plot(-1e4, -60, 1e4, -50), 55}}, .removed = {}};
    auto n = window({0.9, 20});
    n.limit = 3;
    auto sun = analysis::sunlight({&n, 1}, standing, taller, track)[0];
    EXPECT_EQ(sun.fallen, 1u);
    EXPECT_EQ(sun.worse_below, 0u);
    EXPECT_GT(sun.storeys[0].least_before, 3);
    EXPECT_EQ(sun.storeys[0].least_after, 0);
    EXPECT_GT(sun.storeys[1].least_after, 3);
    EXPECT_NEAR(sun.most_lost, sun.storeys[0].least_before, 1e-9);
    EXPECT_NE(analysis::describe(n, sun).en.find("1 windows that had 3.0 h"), std::string::npos);
    n.limit = 8;
    sun = analysis::sunlight({&n, 1}, standing, taller, track)[0];
    EXPECT_EQ(sun.fallen, 1u) << "the upper one had all 8 hours";
    EXPECT_EQ(sun.worse_below, 1u);
    n.sills.pop_back();
    sun = analysis::sunlight({&n, 1}, standing, taller, track)[0];
    EXPECT_EQ(sun.fallen, 0u);
    EXPECT_NE(analysis::describe(n, sun).zh.find("原已不足 8.0 小时"), std::string::npos);
    n.limit = 3;
    sun = analysis::sunlight({&n, 1}, standing, {.added = {}, .removed = {1}}, track)[0];
    EXPECT_EQ(sun.after[0].total, 480) << "what is pulled down gives sun";
    EXPECT_LT(sun.before[0].total, 480);
    EXPECT_NE(analysis::describe(n, sun).en.find("no window"), std::string::npos);
}

TEST(Sunlight, ContinuousLimitsAskTheLongestSpan) {
    auto const track = track_of(23.13, SunDay::great_cold, 8, 16);
    auto n = window({1});
    n.limit = 5;
    analysis::SunScheme const tower{.added = {{box_plot(-5, -60, 5, -40), 200}}, .removed = {}};
    EXPECT_EQ(analysis::sunlight({&n, 1}, {}, tower, track)[0].fallen, 0u);
    EXPECT_EQ(analysis::sunlight({&n, 1}, {}, tower, track, {.continuous = true})[0].fallen, 1u);
}

TEST(Facades, StandBeforeAllWallsAtEvenDistances) {
    auto const n = analysis::facades_of(
        {.id = "B", .outline = box_plot(0, 0, 20, 10), .ground = 5, .storeys = 3, .storey_height = 3, .spacing = 1});
    EXPECT_EQ(n.columns.size(), 60u);
    ASSERT_EQ(n.sills.size(), 3u);
    EXPECT_NEAR(n.sills[0], 5.9, 1e-12);
    EXPECT_NEAR(n.sills[2], 11.9, 1e-12);
    int main = 0;
    for (auto const& c : n.columns) {
        EXPECT_FALSE(base::Extent(0, 0, 20, 10).contains(c.at));
        main += c.main_facade;
        EXPECT_EQ(c.main_facade, c.facing.y < -0.5);
    }
    EXPECT_EQ(main, 20);
    EXPECT_NEAR(n.columns[0].at.x, 0.5, 1e-12);
    EXPECT_NEAR(n.columns[0].at.y, -0.1, 1e-12);
    auto clockwise = box_plot(0, 0, 20, 10);
    std::ranges::reverse(clockwise[0]);
    for (auto const& c : analysis::facades_of({.id = "", .outline = clockwise}).columns)
        EXPECT_FALSE(base::Extent(0, 0, 20, 10).contains(c.at)) << "wound the other way";
}

TEST(Facades, OfAWedgeToTheSouthHaveAMainOneNevertheless) {
    auto const n = analysis::facades_of({.id = "", .outline = {{{0, 0}, {5, 60}, {-6, 60}}}});
    int main = 0;
    for (auto const& c : n.columns) main += c.main_facade;
    EXPECT_GT(main, 0);
    EXPECT_LT(main, static_cast<int>(n.columns.size()));
}

TEST(Facades, OwnWingsHideToo) {
    auto const track = track_of(23.13, SunDay::great_cold, 8, 16);
    // A U open to the south, deep: its inner wall has less sun than its outer ends.
    analysis::Plot const u{{{0, 0}, {10, 0}, {10, 40}, {20, 40}, {20, 0}, {30, 0}, {30, 50}, {0, 50}}};
    auto const n = analysis::facades_of({.id = "", .outline = u, .storeys = 8});
    auto const sun = analysis::sunlight({&n, 1}, std::vector<analysis::Prism>{{u, 25}}, {}, track)[0];
    for (std::size_t c = 0; c < n.columns.size(); ++c) {
        Vec2d const at = n.columns[c].at;
        if (at.y < 0) {
            EXPECT_EQ(sun.before[c * 8].total, 480);
        }
        if (at.x > 12 && at.x < 18 && at.y > 39 && at.y < 40) {
            EXPECT_LT(sun.before[c * 8].total, 200);
        }
    }
}

}  // namespace
