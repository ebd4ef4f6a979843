#include "analysis/site_scheme.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "analysis/data.h"
#include "geo/crs.h"

namespace {

using namespace analysis;

Site site() {
    Site out;
    out.id = "A";
    out.plot = rectangle({0, 0}, 200, 100, 90);
    out.area = 20'000;
    out.row = 0;
    return out;
}

TEST(SiteScheme, LaysSlabsOutAroundTheMiddle) {
    Scheme scheme;
    scheme.blocks = 3;
    scheme.length = 80, scheme.depth = 14, scheme.heading = 90, scheme.gap = 26;
    scheme.shift_x = 10;
    auto const blocks = blocks_of(scheme, site(), nullptr);
    ASSERT_EQ(blocks.size(), 3u);
    // Lengths lie east and west, so the slabs stand north and south of each other, 40 m from middle to middle.
    base::Extent const first = extent_of(blocks[0].outline), last = extent_of(blocks[2].outline);
    EXPECT_NEAR(first.width(), 80, 1e-9);
    EXPECT_NEAR(first.height(), 14, 1e-9);
    EXPECT_NEAR(first.centre().x, 10, 1e-9);
    EXPECT_NEAR(std::abs(first.centre().y - last.centre().y), 80, 1e-9);
    EXPECT_NEAR(outline_distance(blocks[0].outline, blocks[1].outline), 26, 1e-9);
}

TEST(SiteScheme, TakesLimitsFromTheParcel) {
    SiteLayer layer;
    layer.columns = {{"far_max", geo::Column::Kind::number, {1.2}, {}, {}},
                     {"height_max", geo::Column::Kind::number, {std::nan("")}, {}, {}}};
    MassingLimits const limits = limits_of({"far_max", "", "height_max", "", "", 20}, site(), &layer);
    EXPECT_DOUBLE_EQ(*limits.most_far, 1.2);
    EXPECT_FALSE(limits.most_height);  // null is no limit
    EXPECT_DOUBLE_EQ(*limits.least_gap, 20);
    Site drawn = site();
    drawn.row = 0xffffffff;
    EXPECT_FALSE(limits_of({"far_max", "", "", "", "", 0}, drawn, &layer).most_far);
}

void add_box(twin::Buildings& b, base::Vec2d middle, double length, double depth, float height, twin::Use use) {
    Plot const plot = rectangle(middle, length, depth, 90);
    Ring ring = plot.front();
    if (geo::signed_area(ring) < 0) std::reverse(ring.begin(), ring.end());
    b.footprints.points.insert(b.footprints.points.end(), ring.begin(), ring.end());
    b.footprints.ring_begin.push_back(static_cast<std::uint32_t>(b.footprints.points.size()));
    b.footprints.polygon_begin.push_back(static_cast<std::uint32_t>(b.footprints.ring_begin.size() - 1));
    b.footprints.row.push_back(static_cast<std::uint32_t>(b.size()));
    b.base_z.push_back(0);
    b.height.push_back(height);
    b.roof_height.push_back(0);
    b.storeys.push_back(static_cast<std::uint16_t>(height / 3));
    b.use.push_back(use);
    b.roof.push_back(twin::RoofShape::flat);
    b.layer.push_back(0);
    b.row.push_back(0);
}

/// A house north of the site, an office beside it, and a shed on the site that goes.
twin::District district() {
    twin::District out;
    out.frame = *geo::local_frame_at({114.03, 23.13});
    out.frame.grid_convergence = 0;
    add_box(out.buildings, {0, 80}, 60, 12, 18, twin::Use::residential);
    add_box(out.buildings, {150, 80}, 40, 12, 60, twin::Use::office);
    add_box(out.buildings, {10, 0}, 20, 20, 6, twin::Use::industrial);
    twin::SourceLayer layer;
    layer.feature_id = {7, 8, 9};
    out.layers.push_back(layer);
    return out;
}

SchemeResult assessed(Scheme const& scheme, twin::District const& where) {
    base::Progress quiet;
    auto const rules = parse_sunlight_rules(demo_sunlight_rules(), "demo");
    Site const at = site();
    auto result = assess({scheme, at, {}, {4, CityClass::large, 0}, nullptr}, where, *rules, quiet);
    EXPECT_TRUE(result) << (result ? "" : result.error().message);
    return result ? *result : SchemeResult{};
}

TEST(SiteScheme, TallWallsToTheSouthTakeTheSunLowOnesDoNot) {
    twin::District const d = district();
    Scheme tall{.name = {}, .blocks = 1, .storeys = 20, .storey_height = 3, .length = 190, .depth = 15};
    tall.shift_y = 40;
    SchemeResult const bad = assessed(tall, d);
    EXPECT_EQ(bad.cleared, (std::vector<std::uint32_t>{2}));
    // The office is owed no sun.
    ASSERT_EQ(bad.looked_at, 1u);
    EXPECT_EQ(bad.neighbours[0].building, 0u);
    EXPECT_EQ(bad.neighbours[0].limit, 3);
    EXPECT_GT(bad.fallen, 0u);
    EXPECT_GT(bad.neighbours[0].least_before, bad.neighbours[0].least_after);
    Scheme low = tall;
    low.storeys = 1;
    low.storey_height = 2.4;
    low.shift_y = 0;
    SchemeResult const good = assessed(low, d);
    EXPECT_EQ(good.fallen, 0u);
    EXPECT_EQ(good.massing.broken.size(), 0u);
}

TEST(SiteScheme, NeighboursThatGainSayHowMuchSunTheyHave) {
    twin::District d = district();
    add_box(d.buildings, {0, 40}, 190, 15, 60, twin::Use::industrial);  // stands on the site and goes
    d.layers.front().feature_id.push_back(10);
    Scheme low{.name = {}, .blocks = 1, .storeys = 1, .storey_height = 3, .length = 20, .depth = 10};
    low.shift_y = 40;
    SchemeResult const gains = assessed(low, d);
    ASSERT_EQ(gains.looked_at, 1u);
    EXPECT_EQ(gains.neighbours[0].fallen, 0u);
    EXPECT_GT(gains.neighbours[0].least_after, 0);
    EXPECT_GE(gains.neighbours[0].least_after, gains.neighbours[0].least_before);
    EXPECT_EQ(gains.neighbours[0].rule.en, "Great Cold day 3 h, 8-16");
}

}  // namespace
