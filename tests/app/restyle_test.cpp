#include "app/restyle.h"

#include <gtest/gtest.h>

#include "app/rebuild.h"
#include "tests/app/small_district.h"

namespace restyle_test {

twin::District district() {
    twin::District out = test::three_buildings();
    for (char const* title : {"Blocks", "Water", "Roads"}) {
        twin::GroundLayer& layer = out.ground.emplace_back();
        layer.title = title;
        for (base::Vec2d const p : {base::Vec2d{-50, -50}, base::Vec2d{50, -50}, base::Vec2d{0, 50}})
            layer.areas.points.push_back(p);
        layer.areas.ring_begin = {0, 3};
        layer.areas.polygon_begin = {0, 1};
        layer.areas.row = {0};
        layer.area_class = {twin::GroundClass::block};
    }
    return out;
}

struct Styled {
    twin::District const place = district();
    app::Restyler restyler{place};
    base::Progress quiet;
    ui::Settings settings;

    app::Restyler::Styled build() {
        auto built = restyler.build(settings, quiet);
        EXPECT_TRUE(built);
        return std::move(*built);
    }
    /// Ids of the painted triangles, in painter's order.
    static std::vector<std::uint32_t> painted(scene::Scene const& s) {
        std::vector<std::uint32_t> ids;
        for (std::size_t i = 0; i < s.ground.indices.size(); i += 3)
            ids.push_back(scene::id_index(s.ground.vertices[s.ground.indices[i]].id));
        return ids;
    }
};

TEST(Restyle, NothingSetIsTheDistrictAsItIs) {
    Styled s;
    base::Progress quiet;
    scene::Scene const whole = scene::build(s.place, {}, quiet);
    scene::Scene const styled = s.build().scene;
    EXPECT_EQ(styled.city.building_id, whole.city.building_id);
    EXPECT_EQ(Styled::painted(styled), (std::vector<std::uint32_t>{0, 1, 2}));
    ASSERT_EQ(styled.ground.runs.size(), 1U);
    EXPECT_EQ(styled.ground.runs[0].index_count, styled.ground.indices.size());
}

TEST(Restyle, LayersAreHiddenOrderedAndSeenThroughWithTheirIdsKept) {
    Styled s;
    s.settings.layers = {{"ground/Roads", true, 1}, {"ground/Water", false, 1}, {"ground/Blocks", true, 0.5f}};
    scene::Scene const styled = s.build().scene;
    EXPECT_EQ(Styled::painted(styled), (std::vector<std::uint32_t>{2, 0}));
    ASSERT_EQ(styled.ground.runs.size(), 2U);
    EXPECT_EQ(styled.ground.runs[1].opacity, 0.5f);
    EXPECT_EQ(styled.ground.runs[1].first_index, 3U);
}

TEST(Restyle, AFilterLeavesOutBuildings) {
    Styled s;
    s.settings.filter = "height > 50";
    auto const styled = s.build();
    EXPECT_EQ(styled.buildings, 2U);
    ASSERT_EQ(styled.scene.city.building_id.size(), 2U);
    EXPECT_EQ(std::count(styled.scene.city.building_id.begin(), styled.scene.city.building_id.end(), 0U), 0);
    s.settings.filter = "height > 500";
    EXPECT_EQ(s.build().scene.city.tiles.size(), 0U);
    s.settings.layers = {{"buildings", false, 1}};
    s.settings.filter.clear();
    EXPECT_EQ(s.build().scene.city.tiles.size(), 0U);
}

TEST(Restyle, AWrongFilterShowsAllAndSaysSo) {
    Styled s;
    s.settings.filter = "heigth > 50";
    auto const styled = s.build();
    EXPECT_EQ(styled.scene.city.building_id.size(), 3U);
    EXPECT_FALSE(styled.problem.zh.empty());
}

TEST(Restyle, ColoursAreInTheSceneToo) {
    Styled s;
    s.settings.colouring = {"height", ui::Breaks::equal, 2, "blue"};
    auto const styled = s.build();
    EXPECT_EQ(styled.scene.legend.entries.size(), 2U);
    auto const of = s.restyler.colours(s.settings).of;
    for (std::size_t i = 0; i < 3; ++i)
        EXPECT_EQ(styled.scene.city.buildings[i].colour, of[styled.scene.city.building_id[i]]);
}

TEST(Restyle, DoesNoMoreThanNeeded) {
    ui::Settings a, b;
    EXPECT_EQ(app::needed(a, b), app::Restyling::none);
    b.left_width = 400;
    b.dark = false;
    b.layers = {{"live/tickets", false, 1}};
    EXPECT_EQ(app::needed(a, b), app::Restyling::none);
    b.style = scene::Style::night;
    EXPECT_EQ(app::needed(a, b), app::Restyling::none) << "nothing is coloured";
    b.colouring.attribute = "height";
    EXPECT_EQ(app::needed(a, b), app::Restyling::colours);
    a = b;
    a.style = scene::Style::day;
    EXPECT_EQ(app::needed(a, b), app::Restyling::colours) << "ramps run the other way at night";
    b.filter = "height > 1";
    EXPECT_EQ(app::needed(a, b), app::Restyling::scene);
    b = a;
    b.layers = {{"ground/Water", false, 1}};
    EXPECT_EQ(app::needed(a, b), app::Restyling::scene);
}

TEST(Restyle, TheTreeHasWhatTheDistrictHasInThePersonsOrder) {
    twin::District const place = district();
    auto const fresh = app::layers_for(place, {"tickets"}, {});
    ASSERT_EQ(fresh.size(), 5U);
    EXPECT_EQ(fresh[0].id, "ground/Blocks");
    EXPECT_EQ(fresh[3].id, "buildings");
    EXPECT_EQ(fresh[4].id, "live/tickets");
    EXPECT_FALSE(fresh[4].visible);
    auto const known = app::layers_for(
        place, {}, {{"ground/Roads", false, 0.5f}, {"ground/Other", true, 1}, {"ground/Blocks", true, 1}});
    ASSERT_EQ(known.size(), 5U);
    EXPECT_EQ(known[0].id, "ground/Roads");
    EXPECT_FALSE(known[0].visible);
    EXPECT_EQ(known[1].id, "ground/Water") << "what is new stays where the district has it";
    EXPECT_EQ(known[2].id, "ground/Blocks");
    EXPECT_EQ(known.back().id, "ground/Other") << "another district's, kept";
}

TEST(Restyle, OffersAttributesAndRamps) {
    twin::District const place = district();
    app::AttributeTable const table(place);
    ui::StyleFacts const offered = app::style_facts(table, place.buildings.size());
    EXPECT_EQ(offered.attributes.size(), table.columns().size());
    EXPECT_EQ(offered.attributes[2].unit, "m");
    ASSERT_GE(offered.ramps.size(), 5U);
    EXPECT_EQ(offered.ramps[0].colours.size(), 5U);
    EXPECT_EQ(offered.shown, 3U);
}

TEST(Rebuild, WhatIsCancelledLeavesTheSettingsOfWhatIsShown) {
    twin::District const place = district();
    app::Rebuild rebuild{place, [] {}};
    ui::Settings before, after;
    after.filter = "height > 50";
    rebuild.want(before, after);
    auto const back = rebuild.cancel();
    ASSERT_TRUE(back);
    EXPECT_EQ(back->settings, before);
    rebuild.wait();
    EXPECT_FALSE(rebuild.take());
    EXPECT_FALSE(rebuild.busy());
    EXPECT_FALSE(rebuild.cancel());
    rebuild.want(before, after);
    rebuild.wait();
    auto const done = rebuild.take();
    ASSERT_TRUE(done);
    EXPECT_EQ(done->buildings, 2U);
}

TEST(Rebuild, WhatIsCancelledGivesBackTheSchemeThatStays) {
    twin::District const place = district();
    app::Rebuild rebuild{place, [] {}};
    auto const first = std::make_shared<app::Proposed const>();
    rebuild.propose(first, {});
    rebuild.wait();
    ASSERT_TRUE(rebuild.take());
    rebuild.propose(std::make_shared<app::Proposed const>(), {});
    auto const back = rebuild.cancel();
    ASSERT_TRUE(back);
    EXPECT_EQ(back->proposed, first);
    rebuild.wait();
    EXPECT_FALSE(rebuild.take());
    rebuild.propose(back->proposed, {});
    EXPECT_FALSE(rebuild.busy()) << "it is built already";
}

TEST(Restyle, CanBeStopped) {
    struct Stopped : base::Progress {
        bool cancelled() const override { return true; }
    } stopped;
    Styled s;
    EXPECT_FALSE(s.restyler.build(s.settings, stopped));
}

}  // namespace restyle_test
