#include "scene/occluders.h"

#include <gtest/gtest.h>

#include "scene/label_placer.h"

namespace {

/// One building, 40 x 40 m around the origin, 100 m high.
scene::City tower() {
    scene::City city;
    shared::Tile tile{};
    tile.origin = {-20, -20, 0};
    tile.step = 0.01F;
    tile.box_min = {-20, -20, 0};
    tile.box_max = {20, 20, 100};
    tile.corner_count = 4;
    tile.building_count = 1;
    city.tiles = {tile};
    city.corners = {{0, 0, 0, 1}, {4000, 0, 0, 1}, {4000, 4000, 0, 1}, {0, 4000, 0, -3}};
    shared::Building building{};
    building.height = 100;
    city.buildings = {building};
    return city;
}

scene::Camera from_south(double pitch) { return scene::orbit({0, 0, 0}, 2000, 0, pitch); }

TEST(Occluders, HideWhatIsBehindATower) {
    scene::Occluders const occluders(tower());
    EXPECT_TRUE(occluders.hides({0, 60, 0}, from_south(20)));
    EXPECT_FALSE(occluders.hides({0, -60, 0}, from_south(20))) << "in front";
    EXPECT_FALSE(occluders.hides({60, 60, 0}, from_south(20))) << "beside";
    EXPECT_FALSE(occluders.hides({0, 60, 0}, from_south(80))) << "seen from above";
    EXPECT_FALSE(occluders.hides({0, 60, 110}, from_south(0.1))) << "above the roof";
    EXPECT_FALSE(occluders.hides({0, 0, 103}, from_south(20))) << "on the roof";
    EXPECT_FALSE(occluders.hides({0, 600, 0}, from_south(20))) << "far behind, over the roof";
}

TEST(Occluders, WorkWithoutPerspective) {
    scene::Occluders const occluders(tower());
    EXPECT_FALSE(occluders.hides({0, 60, 0}, scene::plan({0, 0}, 0, 500)));
    scene::Camera slanted = from_south(20);
    slanted.ortho_height = 500;
    EXPECT_TRUE(occluders.hides({0, 60, 0}, slanted));
}

TEST(Occluders, NothingHidesInAnEmptyCity) {
    EXPECT_FALSE(scene::Occluders{}.hides({0, 60, 0}, from_south(20)));
    EXPECT_FALSE(scene::Occluders(scene::City{}).hides({0, 60, 0}, from_south(20)));
}

TEST(Labels, StreetsAreNamedWhereTheyAreSeen) {
    scene::Scene s;
    s.extent = {-500, -500, 500, 500};
    s.labels.push_back({"后街", scene::Label::Kind::road, {}, 0, {{-20, 70, 0}, {20, 70, 0}}});
    s.labels.push_back({"前街", scene::Label::Kind::road, {}, 0, {{-20, -70, 0}, {20, -70, 0}}});
    scene::View view;
    view.camera = scene::orbit({0, 0, 0}, 300, 0, 25);
    auto font = scene::Font::open();
    ASSERT_TRUE(font);
    scene::Atlas glyphs(std::move(*font));
    scene::TextPainter painter(glyphs, 1);
    scene::LabelBoxes boxes(1920, 1080, 6, 64);
    scene::LabelBoxes more(1920, 1080, 6, 64);
    EXPECT_EQ(scene::place_labels(s, view, 1, glyphs, painter, boxes).size(), 2U);
    auto const placed = scene::place_labels(s, view, 1, glyphs, painter, more, scene::Occluders(tower()));
    ASSERT_EQ(placed.size(), 1U);
    EXPECT_EQ(placed[0].label, 1U);
}

}  // namespace
