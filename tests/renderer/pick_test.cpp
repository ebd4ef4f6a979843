// The id buffer: integers compare exactly, so most of what a picture shows is tested here and not by pixels.
#include <set>

#include "scene/camera.h"
#include "tests/renderer/gpu_test.h"
#include "tests/scene/districts.h"

namespace {

using districts::rectangle;
using scene::IdKind;
using twin::GroundClass;

std::set<std::uint32_t> different(std::vector<std::uint32_t> const& ids) { return {ids.begin(), ids.end()}; }

class Pick : public GpuTest {};

TEST_F(Pick, OneBuildingOnFlatGroundFromAbove) {
    twin::District district;
    districts::add_building(district, rectangle(10, 20, 20, 30));
    show(district);
    auto const picture = draw(map_of(scene(), {0, 0, 64, 64}));
    ASSERT_EQ(picture.ids.size(), 64u * 64);
    // Row y shows the metre below north edge 64 - y; the footprint is x 10..30, y 20..50.
    for (std::uint32_t y = 0; y < 64; ++y) {
        for (std::uint32_t x = 0; x < 64; ++x) {
            bool const inside = x >= 10 && x < 30 && 63 - y >= 20 && 63 - y < 50;
            ASSERT_EQ(id_at(picture, x, y), inside ? building_id(0) : 0u) << x << ", " << y;
        }
    }
}

TEST_F(Pick, BuildingsKeepTheTwinsIndexWhateverTheirPlace) {
    // Added from the far corner to the near one, against the order in which the scene sorts them.
    twin::District district;
    for (int i = 0; i < 36; ++i) {
        districts::add_building(district, rectangle((5 - i % 6) * 20 + 4, (5 - i / 6) * 20 + 4, 12, 12));
    }
    show(district);
    auto const picture = draw(map_of(scene(), {0, 0, 120, 120}));
    for (std::uint32_t i = 0; i < 36; ++i) {
        std::uint32_t const x = (5 - i % 6) * 20 + 10, north = (5 - i / 6) * 20 + 10;
        EXPECT_EQ(id_at(picture, x, 119 - north), building_id(i)) << i;
    }
    EXPECT_EQ(different(picture.ids).size(), 37u);
}

TEST_F(Pick, WallsAndRoofsOfABuildingHaveItsId) {
    twin::District district;
    districts::add_building(district, rectangle(-10, -10, 20, 20), {.height = 40});
    show(district);
    scene::View const view = view_of(scene(), scene::orbit({0, 0, 20}, 150, 30, 25), 160, 120);
    auto const picture = draw(view);
    for (base::Vec3d const p : {base::Vec3d{0, 0, 40}, {-5, -10, 20}, {-10, 5, 20}, {0, -10, 2}}) {
        Pixel const at = pixel_of(view, p);
        EXPECT_EQ(id_at(picture, at.x, at.y), building_id(0)) << p.x << " " << p.y << " " << p.z;
    }
    EXPECT_EQ(id_at(picture, 2, 2), 0u);     // sky
    EXPECT_EQ(id_at(picture, 80, 118), 0u);  // bare ground
}

TEST_F(Pick, WhatStandsInFrontHidesWhatStandsBehind) {
    twin::District district;
    districts::add_building(district, rectangle(-10, 40, 20, 20), {.height = 15});
    districts::add_building(district, rectangle(-20, -10, 40, 20), {.height = 60});
    show(district);
    scene::View const view = view_of(scene(), scene::orbit({0, 0, 20}, 150, 0, 10), 160, 120);
    auto const picture = draw(view);
    Pixel const behind = pixel_of(view, {0, 40, 10});
    EXPECT_EQ(id_at(picture, behind.x, behind.y), building_id(1));
    EXPECT_FALSE(different(picture.ids).contains(building_id(0)));
}

TEST_F(Pick, CourtyardsShowTheGround) {
    twin::District district;
    auto const hole = districts::reversed(rectangle(24, 24, 16, 16));
    districts::add_building(district, rectangle(10, 10, 44, 44), {.height = 12, .holes = {hole}});
    show(district);
    auto const picture = draw(map_of(scene(), {0, 0, 64, 64}));
    EXPECT_EQ(id_at(picture, 32, 32), 0u);
    EXPECT_EQ(id_at(picture, 24, 63 - 24), 0u);
    EXPECT_EQ(id_at(picture, 23, 63 - 23), building_id(0));
    EXPECT_EQ(id_at(picture, 40, 63 - 32), building_id(0));
}

TEST_F(Pick, PitchedRoofsHaveTheirBuildingsId) {
    twin::District district;
    districts::add_building(district, rectangle(0, 0, 10, 10));
    districts::add_building(district, rectangle(20, 20, 30, 20),
                            {.height = 8, .roof_height = 5, .roof = twin::RoofShape::hipped});
    show(district);
    auto const picture = draw(map_of(scene(), {0, 0, 64, 64}));
    EXPECT_EQ(id_at(picture, 35, 63 - 30), building_id(1));
    EXPECT_EQ(id_at(picture, 22, 63 - 38), building_id(1));
    EXPECT_EQ(id_at(picture, 5, 63 - 5), building_id(0));
}

TEST_F(Pick, AreasAndRoadsHaveIdsOfTheirOwn) {
    twin::District district;
    districts::add_area(district, GroundClass::green, rectangle(0, 0, 50, 50));
    districts::add_area(district, GroundClass::water, rectangle(60, 60, 60, 60));
    districts::add_line(district, GroundClass::primary, {{-20, 55}, {140, 55}}, 8);
    show(district);
    auto const picture = draw(map_of(scene(), {0, 0, 128, 128}));
    EXPECT_EQ(id_at(picture, 20, 127 - 20), scene::make_id(IdKind::ground_area, 0));
    EXPECT_EQ(id_at(picture, 90, 127 - 90), scene::make_id(IdKind::ground_area, 1));
    EXPECT_EQ(id_at(picture, 20, 127 - 55), scene::make_id(IdKind::ground_line, 0));
    EXPECT_EQ(id_at(picture, 20, 127 - 90), 0u);
}

TEST_F(Pick, RoadsLieOnTheHillsFromNearAndFar) {
    // No z-fighting: every pixel of the road's middle is the road's, on slopes and however far the eye is.
    twin::District district;
    districts::set_terrain(district, {-500, -500, 500, 500}, 10,
                           [](base::Vec2d p) { return 40 * std::sin(p.x / 80) * std::cos(p.y / 110); });
    districts::add_line(district, GroundClass::primary, {{-400, -40}, {-100, 30}, {150, -20}, {400, 60}}, 24);
    show(district);
    std::uint32_t const road = scene::make_id(IdKind::ground_line, 0);
    for (double const distance : {400.0, 1500.0}) {
        scene::View const view = view_of(scene(), scene::orbit({0, 0, 0}, distance, 20, 60), 320, 240);
        auto const picture = draw(view);
        std::size_t seen = 0;
        for (double t = 0; t <= 1; t += 0.01) {
            base::Vec2d const from = t < 0.5 ? base::Vec2d{-100, 30} : base::Vec2d{150, -20};
            base::Vec2d const to = t < 0.5 ? base::Vec2d{150, -20} : base::Vec2d{400, 60};
            base::Vec2d const p = from + (to - from) * (t < 0.5 ? t * 2 : t * 2 - 1);
            base::Vec2d const pixel =
                scene::project(view.camera, {p.x, p.y, district.terrain.at(p)}, view.width, view.height).pixel;
            if (pixel.x < 0 || pixel.y < 0 || pixel.x >= view.width || pixel.y >= view.height) continue;
            ++seen;
            EXPECT_EQ(id_at(picture, static_cast<std::uint32_t>(pixel.x), static_cast<std::uint32_t>(pixel.y)), road)
                << p.x << ", " << p.y << " from " << distance << " m";
        }
        EXPECT_GT(seen, 40u);
    }
}

TEST_F(Pick, BuildingsOnSlopesAreSeatedByTheirLowestCorner) {
    twin::District district;
    districts::set_terrain(district, {-200, -200, 200, 200}, 10, [](base::Vec2d p) { return p.y * 0.3; });
    districts::add_building(district, rectangle(-10, -10, 20, 20), {.height = 15});
    show(district);
    // Seen from the low side, there is wall right down to the ground.
    scene::View const view = view_of(scene(), scene::orbit({0, -10, 0}, 100, 0, 15), 160, 120);
    auto const picture = draw(view);
    Pixel const foot = pixel_of(view, {0, -10, -2.5});
    EXPECT_EQ(id_at(picture, foot.x, foot.y), building_id(0));
    Pixel const below = pixel_of(view, {0, -14, district.terrain.at({0, -14})});
    EXPECT_EQ(id_at(picture, below.x, below.y), 0u);
}

TEST_F(Pick, InstancesCountThroughAllModels) {
    twin::District district;
    districts::add_area(district, GroundClass::plaza, rectangle(0, 0, 64, 64));
    std::uint32_t const red = districts::add_box_model(district, 8, 20, 0xC04030);
    std::uint32_t const blue = districts::add_box_model(district, 8, 20, 0x3040C0);
    districts::add_instance(district, red, {16, 16});
    districts::add_instance(district, red, {48, 16});
    districts::add_instance(district, blue, {16, 48}, 0, 1.5);
    show(district);
    auto const picture = draw(map_of(scene(), {0, 0, 64, 64}));
    EXPECT_EQ(id_at(picture, 16, 63 - 16), scene::make_id(IdKind::instance, 0));
    EXPECT_EQ(id_at(picture, 48, 63 - 16), scene::make_id(IdKind::instance, 1));
    EXPECT_EQ(id_at(picture, 16, 63 - 48), scene::make_id(IdKind::instance, 2));
    EXPECT_EQ(id_at(picture, 16 + 5, 63 - 48), scene::make_id(IdKind::instance, 2));
    EXPECT_EQ(id_at(picture, 16 + 5, 63 - 16), scene::make_id(IdKind::ground_area, 0));
}

TEST_F(Pick, InstancesTurnClockwise) {
    twin::District district;
    districts::add_area(district, GroundClass::plaza, rectangle(-32, -32, 64, 64));
    std::uint32_t const model = districts::add_box_model(district, 6, 20, 0xC04030);
    // Made long to the north by hand; heading 90 turns it to the east.
    for (assets::Vertex& v : district.models[model].vertices) v.position.y = v.position.y > 0 ? 20.0f : -3.0f;
    district.models[model].max.y = 20;
    districts::add_instance(district, model, {0, 0}, 90);
    show(district);
    auto const picture = draw(map_of(scene(), {-32, -32, 32, 32}));
    EXPECT_EQ(id_at(picture, 32 + 15, 31), scene::make_id(IdKind::instance, 0));
    EXPECT_EQ(id_at(picture, 32 - 15, 31), scene::make_id(IdKind::ground_area, 0));
    EXPECT_EQ(id_at(picture, 32, 31 - 15), scene::make_id(IdKind::ground_area, 0));
}

TEST_F(Pick, IdsAreTheSameWithOneSampleAndInEveryStyle) {
    show(districts::grid(5, 14, 8, 20));
    scene::View view = map_of(scene(), {-8, -8, 120, 120});
    auto const ids = draw(view).ids;
    EXPECT_EQ(different(ids).size(), 26u);
    view.style = scene::Style::night;
    EXPECT_EQ(draw(view).ids, ids);
    view.style = scene::Style::paper;
    EXPECT_EQ(draw(view).ids, ids);
}

TEST_F(Pick, NoIdsUnlessAskedFor) {
    show(districts::grid(2, 14, 8, 20));
    auto const picture = gpu().capture(map_of(scene(), {-8, -8, 56, 56}), {}, false);
    ASSERT_TRUE(picture);
    EXPECT_TRUE(picture->ids.empty());
    EXPECT_EQ(picture->image.pixels.size(), 64u * 64 * 4);
}

}  // namespace
