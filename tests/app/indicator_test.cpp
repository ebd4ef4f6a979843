#include <gtest/gtest.h>

#include <cmath>

#include "app/indicator_facts.h"
#include "app/indicator_file.h"
#include "app/indicator_ground.h"
#include "app/indicator_map.h"
#include "small_district.h"

namespace {

using analysis::IndicatorState;

/// Two communities of 200 m side by side, within a street that is both.
void add_areas(twin::District& district) {
    twin::SourceLayer layer;
    layer.role = "boundaries";
    layer.id_fields = {"code"};
    layer.name_fields = {"name"};
    layer.columns = {test::text_column("code", {"S", "A", "B"}),
                     test::text_column("name", {"街道", "甲社区", "乙社区"})};
    layer.feature_id = {1, 2, 3};
    district.layers.push_back(layer);
    twin::GroundLayer ground;
    ground.layer = static_cast<std::uint16_t>(district.layers.size() - 1);
    struct Box {
        double x0, x1;
    };
    std::uint32_t row = 0;
    for (Box const& box : {Box{-100, 300}, Box{-100, 100}, Box{100, 300}}) {
        for (base::Vec2d const p : {base::Vec2d{box.x0, -100}, base::Vec2d{box.x1, -100}, base::Vec2d{box.x1, 100},
                                    base::Vec2d{box.x0, 100}, base::Vec2d{box.x0, -100}})
            ground.lines.points.push_back(p);
        ground.lines.line_begin.push_back(static_cast<std::uint32_t>(ground.lines.points.size()));
        ground.lines.row.push_back(row++);
        ground.line_class.push_back(twin::GroundClass::boundary);
        ground.line_width.push_back(1);
    }
    district.ground.push_back(ground);
}

void add_green(twin::District& district, double x0, double y0, double x1, double y1) {
    twin::GroundLayer ground;
    ground.layer = 0;
    for (base::Vec2d const p : {base::Vec2d{x0, y0}, base::Vec2d{x1, y0}, base::Vec2d{x1, y1}, base::Vec2d{x0, y1}})
        ground.areas.points.push_back(p);
    ground.areas.ring_begin.push_back(4);
    ground.areas.polygon_begin.push_back(1);
    ground.areas.row.push_back(0);
    ground.area_class = {twin::GroundClass::park};
    district.ground.push_back(ground);
}

TEST(IndicatorGround, CountsByTheSmallestAreas) {
    twin::District district = test::three_buildings();
    add_areas(district);
    // Over the boundary, and twice: it counts once, on both sides.
    add_green(district, 60, -60, 140, -20);
    add_green(district, 60, -60, 140, -20);
    twin::Locator const locator(district);
    auto const plan = app::plan_indicators(district, locator, 2026);
    ASSERT_EQ(plan.zones.size(), 2u) << "the street has communities inside and is no zone";
    EXPECT_EQ(plan.zones[0].id, "A");
    EXPECT_EQ(plan.ground.all.area_m2, 400 * 200);
    EXPECT_EQ(plan.ground.zones[0].area_m2, 200 * 200);
    EXPECT_EQ(plan.ground.all.green_m2, 80 * 40);
    EXPECT_EQ(plan.ground.zones[0].green_m2, 40 * 40);
    EXPECT_EQ(plan.ground.zones[1].green_m2, 40 * 40);
    EXPECT_EQ(plan.ground.all.buildings, 3u);
    EXPECT_EQ(plan.ground.zones[0].buildings, 1u);
    EXPECT_NEAR(plan.ground.all.floor_m2, 400 * (10 + 15 + 30), 1e-6);
    EXPECT_EQ(plan.ground.all.tallest_m, 90);
    EXPECT_EQ(plan.ground.all.dated, 2u);
    EXPECT_EQ(plan.ground.all.years, 30 + 18);
    EXPECT_EQ(plan.ground.all.old, 0u) << "thirty years are not over thirty";
}

TEST(IndicatorFile, GoesOnWithoutWhatIsWrong) {
    auto const file = app::parse_indicators(R"([[indicator]]
id = "d"
name = "领域"
[[indicator]]
id = "g"
parent = "d"
name = "组"
[[indicator]]
id = "a"
parent = "g"
name = "甲"
mesure = "buildings.far"
[[indicator]]
id = "b"
parent = "g"
name = { zh = "乙", en = "b" }
measure = "buildings.far"
period = "a while"
[[indicator]]
id = "c"
parent = "g"
name = "丙"
measure = "buildings.far"
)",
                                            "i.toml");
    ASSERT_TRUE(file);
    EXPECT_EQ(file->tree.indicators, 1u);
    ASSERT_EQ(file->problems.size(), 2u);
    EXPECT_NE(file->problems[0].find("i.toml, line 12: unknown key 'mesure'"), std::string::npos) << file->problems[0];
    EXPECT_NE(file->problems[0].find("measure"), std::string::npos) << file->problems[0];
    EXPECT_NE(file->problems[1].find("i.toml, line 18: 'period'"), std::string::npos) << file->problems[1];
    EXPECT_FALSE(app::parse_indicators("[[indicator", "i.toml"));
}

TEST(IndicatorFile, TheProgramsOwnStandAsTheyAre) {
    auto const own = app::read_indicators({});
    ASSERT_TRUE(own);
    EXPECT_GE(own->tree.indicators, 70u);
    EXPECT_EQ(own->problems, std::vector<std::string>{});
    for (auto const& node : own->tree.nodes) {
        EXPECT_FALSE(node.name.zh.empty() || node.name.en.empty()) << node.id;
        if (node.level < 2) continue;
        EXPECT_FALSE(node.formula.zh.empty() || node.formula.en.empty()) << node.id;
        EXPECT_TRUE(!node.target || node.for_reference) << node.id << ": no target is anybody's rule";
    }
}

TEST(IndicatorSheet, TellsOfAMapAlone) {
    twin::District district = test::three_buildings();
    add_areas(district);
    constexpr base::UtcMs kNow = 1793000000000;
    auto const sheet = app::indicator_sheet(district, {kNow, kNow});
    ASSERT_TRUE(sheet);
    auto const row = [&](std::string const& id) {
        return *std::ranges::find(sheet->rows, id, [](auto const& r) { return r.definition.id; });
    };
    EXPECT_NEAR(*row("far").figure.value, 22000.0 / 80000, 1e-9);
    EXPECT_NEAR(*row("far").zones[0].figure.value, 4000.0 / 40000, 1e-9);
    EXPECT_EQ(row("tickets_week").state, IndicatorState::none);
    EXPECT_FALSE(row("tickets_week").figure.value);
    EXPECT_EQ(row("feeds_in_order").state, IndicatorState::none);
    EXPECT_EQ(row("road_density").state, IndicatorState::none) << "a map without roads tells of no density";
    EXPECT_EQ(row("green_share").state, IndicatorState::none);

    auto const map = app::indicator_map(*sheet, "far", true);
    ASSERT_TRUE(map);
    EXPECT_EQ(map->areas.size(), 2u);
    EXPECT_EQ(map->areas[0].label, "0.10");
    EXPECT_NE(map->areas[0].colour, map->areas[1].colour);
    EXPECT_FALSE(app::indicator_map(*sheet, "traffic_index", true)) << "it has no zones";
}

}  // namespace
