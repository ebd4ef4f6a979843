#include "analysis/massing.h"

#include <gtest/gtest.h>

namespace {

using analysis::Block;
using analysis::rectangle;
using What = analysis::MassingCheck::What;

analysis::Plot const kSite = rectangle({0, 0}, 200, 100, 90);

/// DOMAIN 9: 20,000 m2, two towers of 1,200 m2 and 18 storeys, one block of 800 m2 and 6.
std::vector<Block> scheme() {
    return {{.id = "T1", .outline = rectangle({-60, 20}, 40, 30, 90), .storeys = 18},
            {.id = "T2", .outline = rectangle({60, 20}, 40, 30, 90), .storeys = 18},
            {.id = "P", .outline = rectangle({0, -30}, 40, 20, 90), .storeys = 6, .ground = 2}};
}

std::vector<What> broken(std::vector<Block> const& blocks, analysis::MassingLimits const& limits) {
    std::vector<What> out;
    auto const m = analysis::massing(kSite, blocks, limits);
    for (auto const& check : m->broken) out.push_back(check.what);
    return out;
}

TEST(Massing, AgreesWithTheVector) {
    auto const m = analysis::massing(kSite, scheme());
    ASSERT_TRUE(m);
    EXPECT_NEAR(m->site_area, 20000, 1e-6);
    EXPECT_NEAR(m->floor_area, 48000, 1e-6);
    EXPECT_NEAR(m->far, 2.4, 1e-9);
    EXPECT_NEAR(m->density, 0.16, 1e-9);
    EXPECT_NEAR(m->most_height, 54, 1e-9);
    EXPECT_TRUE(m->broken.empty());
    // T1 reaches from y 5 to 35 and x -80 to -40: 15 m to the north edge.
    EXPECT_NEAR(m->setback[0], 15, 1e-9);
    EXPECT_NEAR(m->setback[2], 10, 1e-9);
}

TEST(Massing, FactorsAndPodiumsCountAsTold) {
    auto blocks = scheme();
    blocks[0].counted = 0.5;
    auto m = analysis::massing(kSite, blocks);
    EXPECT_NEAR(m->floor_area, 48000, 1e-6);
    EXPECT_NEAR(m->far, (48000 - 10800) / 20000., 1e-9);
    blocks[1].on_block = true;
    m = analysis::massing(kSite, blocks, {}, 7000);
    EXPECT_NEAR(m->density, 0.10, 1e-9);
    EXPECT_NEAR(m->green, 0.35, 1e-9);
}

TEST(Massing, LimitsAreAllowedThemselvesAndBrokenBeyond) {
    EXPECT_TRUE(broken(scheme(), {.most_far = 2.4,
                                  .least_far = 2.4,
                                  .most_density = 0.16,
                                  .most_height = 54,
                                  .most_top = 54,
                                  .least_setback = 10,
                                  .least_gap = 20})
                    .empty());
    EXPECT_EQ(broken(scheme(), {.most_far = 2.39}), std::vector{What::far_high});
    EXPECT_EQ(broken(scheme(), {.least_far = 2.41}), std::vector{What::far_low});
    EXPECT_EQ(broken(scheme(), {.most_density = 0.15}), std::vector{What::density});
    EXPECT_EQ(broken(scheme(), {.most_height = 50}), (std::vector{What::height, What::height}));
    EXPECT_EQ(broken(scheme(), {.most_top = 19}), (std::vector{What::top, What::top, What::top}));
    EXPECT_EQ(broken(scheme(), {.least_setback = 12}), std::vector{What::setback});
    // T1's corner (-40, 5) to P's (-20, -20).
    EXPECT_TRUE(broken(scheme(), {.least_gap = 32}).empty());
    EXPECT_EQ(broken(scheme(), {.least_gap = 32.1}), (std::vector{What::gap, What::gap}));
    EXPECT_EQ(broken(scheme(), {.least_green = 0.3}), std::vector{What::green});
}

TEST(Massing, BlocksBeyondTheEdgeAreNamed) {
    auto blocks = scheme();
    blocks[0].outline = rectangle({-90, 20}, 40, 30, 90);  // 10 m too far west
    auto const m = analysis::massing(kSite, blocks, {.least_setback = 5});
    ASSERT_EQ(m->broken.size(), 2u);
    EXPECT_EQ(m->broken[0].what, What::outside);
    EXPECT_NEAR(m->broken[0].value, 300, 1e-6);
    EXPECT_EQ(m->broken[1].what, What::setback);
    EXPECT_EQ(m->setback[0], 0);
    EXPECT_EQ(analysis::describe(m->broken[0], blocks).en, "T1: area outside the site 300.0 m²");
    EXPECT_EQ(analysis::describe(m->broken[1], blocks).zh, "T1 退让 0.00 m，低于 5.00 m");
}

TEST(Massing, BlocksThatOverlapHaveNoGap) {
    std::vector<Block> const blocks{{.id = "A", .outline = rectangle({0, 0}, 40, 40, 0)},
                                    {.id = "B", .outline = rectangle({0, 0}, 10, 10, 0)}};
    auto const m = analysis::massing(kSite, blocks, {.least_gap = 6});
    ASSERT_EQ(m->broken.size(), 1u);
    EXPECT_EQ(m->broken[0].value, 0);
    EXPECT_EQ(analysis::describe(m->broken[0], blocks).en, "A and B: gap 0.00 m is below 6.00 m");
}

TEST(Massing, SaysWhatIsBroken) {
    auto const m = analysis::massing(kSite, scheme(), {.most_far = 2, .most_density = 0.1});
    EXPECT_EQ(analysis::describe(m->broken[0], {}).en, "Floor area ratio 2.40 is above 2.00");
    EXPECT_EQ(analysis::describe(m->broken[1], {}).zh, "建筑密度 16.0%，高于 10.0%");
}

TEST(Massing, RefusesWhatCannotBeBuilt) {
    EXPECT_NE(analysis::massing({}, {}).error().message.find("the site has no area"), std::string::npos);
    auto blocks = scheme();
    blocks[1].storeys = 0;
    EXPECT_NE(analysis::massing(kSite, blocks).error().message.find("'T2' has no storeys"), std::string::npos);
    blocks = scheme();
    blocks[2].outline = {};
    EXPECT_NE(analysis::massing(kSite, blocks).error().message.find("'P' has no area"), std::string::npos);
}

TEST(Massing, BlocksAreRectanglesByHeadingAndPrismsToTheSun) {
    auto const plot = rectangle({10, 20}, 30, 10, 0);
    auto const box = analysis::extent_of(plot);
    EXPECT_NEAR(box.min_x, 5, 1e-9);
    EXPECT_NEAR(box.max_y, 35, 1e-9);
    EXPECT_NEAR(analysis::area_of(rectangle({0, 0}, 30, 10, 33)), 300, 1e-9);
    EXPECT_EQ(analysis::prism_of(scheme()[2]).top, 20);
}

}  // namespace
