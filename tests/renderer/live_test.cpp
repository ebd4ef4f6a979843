// Live layers on the GPU: ids and colours where they must be exact, and how much is written when little changes.
#include "scene/live.h"

#include <array>
#include <cstdlib>
#include <cstring>
#include <memory>

#include "scene/camera.h"
#include "tests/renderer/gpu_test.h"
#include "tests/renderer/live_inputs.h"
#include "tests/scene/districts.h"

namespace {

using districts::rectangle;
using live_inputs::pin;
using scene::Level;
using scene::LiveBuilder;
using scene::LiveInput;
using scene::LiveScene;
using scene::PinKind;

class Live : public GpuTest {
protected:
    LiveScene set(LiveInput input, scene::View const& view) {
        if (input.layers.empty()) input.layers.resize(1);
        LiveScene live = LiveBuilder(std::move(input)).build(scene(), view);
        EXPECT_TRUE(gpu().set_live(live));
        return live;
    }
    /// One house of 20 x 20 metres and 24 high on flat ground.
    void show_house() {
        twin::District district;
        districts::add_building(district, rectangle(-10, -10, 20, 20), {.height = 24});
        show(district);
    }
};

std::uint32_t report(std::uint32_t index) { return scene::make_id(scene::IdKind::report, index); }

struct Rgb {
    int r, g, b;
};
Rgb rgb_at(renderer::Capture const& capture, std::uint32_t x, std::uint32_t y) {
    std::uint8_t const* const p = capture.image.row(y) + std::size_t{x} * 4;
    return {p[0], p[1], p[2]};
}
int apart(Rgb a, Rgb b) { return std::max({std::abs(a.r - b.r), std::abs(a.g - b.g), std::abs(a.b - b.b)}); }

TEST_F(Live, SymbolsAreFoundByTheirIds) {
    show_house();
    scene::View const view = map_of(scene(), {-100, -100, 100, 100});
    LiveInput in;
    in.pins.push_back(pin({-60, 0, 0}, PinKind::ticket, Level::red, 11));
    in.pins.push_back(pin({0, 0, 24}, PinKind::event, Level::blue, 12));
    in.pins.push_back(pin({60, 0, 0}, PinKind::drone, Level::blue, 13));
    in.pins.push_back(pin({60, -60, 0}, PinKind::camera, Level::none, 14));
    in.pins.push_back(pin({0, -60, 0}, PinKind::device, Level::none, 15));
    set(std::move(in), view);
    auto const picture = draw(view);
    // Symbols stand 21 pixels above their place, cameras and devices a little less; drones stand on it.
    EXPECT_EQ(id_at(picture, 40, 79), report(11));
    EXPECT_EQ(id_at(picture, 100, 79), report(12));
    EXPECT_EQ(id_at(picture, 160, 100), report(13));
    EXPECT_EQ(id_at(picture, 160, 140), report(14));
    EXPECT_EQ(id_at(picture, 100, 141), report(15));
    // The line to the place is no target, nor is what lies between the rotors' outlines.
    EXPECT_EQ(id_at(picture, 40, 97), 0u);
    EXPECT_EQ(id_at(picture, 40, 60), 0u);
    EXPECT_EQ(id_at(picture, 100, 95), building_id(0));
}

TEST_F(Live, RingsAreFoundByTheirIds) {
    show_house();
    scene::View const view = map_of(scene(), {-100, -100, 100, 100});
    LiveInput in;
    for (std::uint32_t i = 0; i < 30; ++i) in.pins.push_back(pin({-60, -60, 0}, PinKind::ticket, Level::blue, i));
    LiveScene const live = set(std::move(in), view);
    ASSERT_EQ(live.rings.size(), 1u);
    auto const picture = draw(view);
    auto const centre = live.taken.front().centre();
    std::uint32_t const id = id_at(picture, static_cast<std::uint32_t>(centre.x), static_cast<std::uint32_t>(centre.y));
    ASSERT_TRUE(scene::is_ring(id));
    EXPECT_EQ(live.rings[scene::ring_index(id)].count, 30u);
}

TEST_F(Live, LaterSymbolsCoverEarlierOnesInIdsToo) {
    show_house();
    scene::View const view = map_of(scene(), {-100, -100, 100, 100});
    LiveScene live;
    for (std::uint32_t i = 0; i < 3; ++i) {
        shared::Marker marker{};
        marker.at = {-50.0f + static_cast<float>(i), 50, 0};
        marker.look = BOROUGH_MARKER_EVENT | 2u << 4;
        marker.id = report(i + 1);
        live.markers.push_back(marker);
    }
    ASSERT_TRUE(gpu().set_live(live));
    auto const picture = draw(view);
    EXPECT_EQ(id_at(picture, 51, 50), report(3));
    EXPECT_EQ(id_at(picture, 42, 50), report(1));
}

TEST_F(Live, WhatABuildingHidesIsDimmed) {
    show_house();
    // Looking north: one pin before the house, one behind it, one on its roof.
    scene::View const view = view_of(scene(), scene::orbit({0, 0, 0}, 200, 0, 25), 400, 300);
    base::Vec3d const before{0, -40, 0}, behind{0, 30, 0}, roof{0, 0, 24};
    auto const centre_of = [&](base::Vec3d at) {
        Pixel const foot = pixel_of(view, at);
        // Between the level's mark in the middle and the bubble's edge.
        return Pixel{foot.x + 7, foot.y - 22};
    };
    for (auto const& [at, dimmed] : {std::pair{before, false}, {behind, true}, {roof, false}}) {
        ASSERT_TRUE(gpu().set_live({}));
        Pixel const pixel = centre_of(at);
        auto const bare = draw(view);
        LiveInput in;
        in.pins.push_back(pin(at, PinKind::ticket, Level::red, 1));
        set(std::move(in), view);
        auto const picture = draw(view);
        Rgb const full{229, 72, 77}, ground = rgb_at(bare, pixel.x, pixel.y), seen = rgb_at(picture, pixel.x, pixel.y);
        auto const mixed = [](int a, int b) { return static_cast<int>(a * 0.35 + b * 0.65); };
        Rgb const dim{mixed(full.r, ground.r), mixed(full.g, ground.g), mixed(full.b, ground.b)};
        EXPECT_LE(apart(seen, dimmed ? dim : full), 14) << "at y " << at.y;
        EXPECT_EQ(id_at(picture, pixel.x, pixel.y), report(1)) << "what is dimmed can still be picked";
    }
}

TEST_F(Live, NothingLiveChangesNothing) {
    show(districts::grid(3, 20, 10, 15));
    scene::View const view = map_of(scene(), {-20, -20, 120, 120});
    auto const before = draw(view);
    LiveInput in = live_inputs::columns();
    in.building_colours.assign(9, 0xffff0000);
    in.heat = live_inputs::heat().heat;
    in.pins.push_back(pin({10, 10, 15}, PinKind::ticket, Level::red, 1));
    in.fields.push_back({{{50, 50}, {90, 50}, {90, 90}}, Level::none, 0});
    set(std::move(in), view);
    EXPECT_GT(count_different(draw(view).image, before.image), 5000u);
    ASSERT_TRUE(gpu().set_live({}));
    auto const after = draw(view);
    EXPECT_EQ(count_different(after.image, before.image), 0u);
    EXPECT_EQ(after.ids, before.ids);
}

TEST_F(Live, HeatLiesOnGroundAndRoofsButNotOnWalls) {
    show_house();
    scene::View const view = view_of(scene(), scene::orbit({0, 0, 15}, 120, 0, 35), 300, 300);
    auto const bare = draw(view);
    LiveInput in;
    in.heat = {-500, -500, 1000, 1, 1, {5}, {1}, {0xff00a0ff}, 0};
    set(std::move(in), view);
    auto const hot = draw(view);
    auto const blue = [&](renderer::Capture const& capture, base::Vec3d at) {
        Pixel const pixel = pixel_of(view, at);
        Rgb const c = rgb_at(capture, pixel.x, pixel.y);
        return c.b - c.r;
    };
    base::Vec3d const ground{0, -30, 0}, roof{0, 0, 24}, wall{0, -10, 14};
    EXPECT_GT(blue(hot, ground), blue(bare, ground) + 120);
    EXPECT_GT(blue(hot, roof), blue(bare, roof) + 120);
    EXPECT_EQ(blue(hot, wall), blue(bare, wall));
    EXPECT_EQ(hot.ids, bare.ids);
}

TEST_F(Live, ColumnsHaveIdsAndHideWhatIsBehind) {
    show_house();
    scene::View const view = map_of(scene(), {-100, -100, 100, 100});
    LiveInput in;
    in.columns.push_back({{50, 50}, 20, 40, 6, 0xff0000, report(7), 0});
    in.columns.push_back({{0, 0}, 25, 60, 4, 0x00ff00, report(8), 0});
    set(std::move(in), view);
    auto const picture = draw(view);
    EXPECT_EQ(id_at(picture, 150, 50), report(7));
    EXPECT_EQ(id_at(picture, 150, 32), report(7)) << "a corner of the hexagon to the north";
    EXPECT_NE(id_at(picture, 132, 40), report(7));
    EXPECT_EQ(id_at(picture, 100, 100), report(8)) << "taller than the house";
    EXPECT_EQ(id_at(picture, 116, 116), report(8)) << "a square's sides lie to the north and east";
    EXPECT_NE(id_at(picture, 122, 100), report(8));
    Rgb const top = rgb_at(picture, 150, 50);
    EXPECT_GT(top.r, 200);
    EXPECT_LT(top.g, 90);
}

TEST_F(Live, BuildingsTakeColoursAndGiveThemBack) {
    show(districts::grid(2, 20, 10, 15));
    scene::View const view = map_of(scene(), {-5, -5, 55, 55});
    auto const plain = draw(view);
    LiveInput in;
    in.building_colours = {0, 0xffff0000, 0, 0};
    set(in, view);
    EXPECT_EQ(gpu().counts().live_bytes, 4u) << "one word of one building";
    auto const coloured = draw(view);
    EXPECT_EQ(coloured.ids, plain.ids);
    for (std::uint32_t y = 0; y < 60; y += 3) {
        for (std::uint32_t x = 0; x < 60; x += 3) {
            Rgb const c = rgb_at(coloured, x, y);
            bool const red = c.r > 2 * std::max(c.g, c.b);
            EXPECT_EQ(red, id_at(coloured, x, y) == building_id(1)) << x << ", " << y;
        }
    }
    // A new scene has its own colours again.
    show(districts::grid(2, 20, 10, 15));
    EXPECT_EQ(count_different(draw(view).image, plain.image), 0u);
}

TEST_F(Live, PaintNeedsNoOtherLayer) {
    show_house();
    scene::View const view = map_of(scene(), {-100, -100, 100, 100}, scene::Style::paper);
    LiveInput in;
    in.areas.push_back({{{{-80, -80}, {-20, -80}, {-20, -20}, {-80, -20}}}, 0xff1d6fd8, "", 0});
    set(std::move(in), view);
    auto const picture = draw(view);
    Rgb const inside = rgb_at(picture, 50, 150), outside = rgb_at(picture, 150, 50);
    EXPECT_LE(apart(inside, {0x1d, 0x6f, 0xd8}), 12);
    EXPECT_GT(std::min({outside.r, outside.g, outside.b}), 200);
}

/// The part of a picture around a point.
std::vector<int> around(renderer::Capture const& capture, std::uint32_t x, std::uint32_t y, std::uint32_t reach) {
    std::vector<int> out;
    for (std::uint32_t j = y - reach; j < y + reach; ++j) {
        for (std::uint32_t i = x - reach; i < x + reach; ++i) {
            Rgb const c = rgb_at(capture, i, j);
            out.insert(out.end(), {c.r, c.g, c.b});
        }
    }
    return out;
}

TEST_F(Live, SymbolsRunOnAcrossTiles) {
    show_house();
    // Drawn in tiles: 3000 x 1600 is more than two million pixels. 768 rows are the first.
    scene::View const view = map_of(scene(), {-1500, -800, 1500, 800}, scene::Style::paper);
    LiveInput in;
    std::uint32_t const cut = 767, whole = 400;
    std::uint32_t index = 1;
    auto const add = [&](std::uint32_t x, std::uint32_t row, PinKind kind) {
        // The symbol's middle falls on the row.
        double const rise = (kind == PinKind::ticket ? 21 : 0) * (1600 / 1080.0);
        in.pins.push_back(pin({x - 1500.0, 800.0 - (row + rise), 0}, kind, Level::red, index++));
        in.pins.back().overdue = in.pins.back().pulse = true;
    };
    for (std::uint32_t const row : {cut, whole}) {
        add(400, row, PinKind::ticket);
        add(700, row, PinKind::drone);
    }
    set(std::move(in), view);
    auto const picture = draw(view);
    EXPECT_EQ(id_at(picture, 400, cut - 4), report(1));
    EXPECT_EQ(id_at(picture, 400, cut + 4), report(1));
    for (std::uint32_t const x : {400u, 700u}) {
        auto const a = around(picture, x, cut, 40), b = around(picture, x, whole, 40);
        int most = 0;
        for (std::size_t i = 0; i < a.size(); ++i) most = std::max(most, std::abs(a[i] - b[i]));
        EXPECT_LE(most, 6) << "a symbol that two tiles share looks like any other, x " << x;
    }
}

TEST_F(Live, HiddenIsHiddenInEveryTile) {
    show_house();
    scene::View view = view_of(scene(), scene::orbit({0, 0, 0}, 200, 0, 25), 2400, 1800, scene::Style::paper);
    LiveInput in;
    base::Vec3d const behind{0, 30, 0};
    in.pins.push_back(pin(behind, PinKind::ticket, Level::red, 1));
    set(std::move(in), view);
    auto const picture = draw(view);
    Pixel const foot = pixel_of(view, behind);
    double const scale = 1800 / 1080.0;
    Rgb const seen = rgb_at(picture, foot.x + static_cast<std::uint32_t>(7 * scale),
                            foot.y - static_cast<std::uint32_t>(22 * scale));
    EXPECT_GT(std::min(seen.g, seen.b), 110) << "dimmed, though its place may lie in another tile";
}

TEST_F(Live, OnlyWhatChangedIsWritten) {
    show_house();
    LiveScene live;
    live.markers.resize(100'000);
    for (std::uint32_t i = 0; i < live.markers.size(); ++i) {
        live.markers[i].at = {static_cast<float>(i % 300), static_cast<float>(i / 300), 0};
        live.markers[i].id = report(i);
    }
    auto const written = [&] {
        EXPECT_TRUE(gpu().set_live(live));
        return gpu().counts().live_bytes;
    };
    std::uint64_t const all = live.markers.size() * sizeof(shared::Marker);
    EXPECT_EQ(written(), all);
    EXPECT_EQ(written(), 0u);
    std::uint64_t const memory = gpu().counts().gpu_bytes;
    // 10,000 that changed, side by side as pins of one neighbourhood are.
    for (std::size_t i = 40'000; i < 50'000; ++i) live.markers[i].look = 1;
    EXPECT_LE(written(), all / 9);
    live.markers.pop_back();
    EXPECT_EQ(written(), 0u);
    live.markers.push_back({});
    EXPECT_LE(written(), 4096u);
    EXPECT_EQ(gpu().counts().gpu_bytes, memory) << "buffers only grow, and these had room";
}

TEST_F(Live, MoreMarkersThanOneDrawReaches) {
    show_house();
    scene::View const view = map_of(scene(), {-100, -100, 100, 100});
    LiveScene live;
    live.markers.resize(40'000);
    for (shared::Marker& marker : live.markers) marker.at = {5000, 5000, 0};
    live.markers.back() = {{-50, -50, 0}, {0, 0}, BOROUGH_MARKER_EVENT | 4u << 4, 0, report(39'999)};
    ASSERT_TRUE(gpu().set_live(live));
    EXPECT_EQ(id_at(draw(view), 50, 150), report(39'999));
}

// ---- pictures of cameras on what they see

scene::PanelImage plain(std::uint32_t id, std::array<std::uint8_t, 4> rgba) {
    auto image = std::make_shared<base::Image>(base::Image{8, 8, 4, {}});
    for (int i = 0; i < 64; ++i) image->pixels.insert(image->pixels.end(), rgba.begin(), rgba.end());
    return {id, 1, image};
}

TEST_F(Live, APictureLiesOnWhatItsCameraSeesAndNotBehindAWall) {
    show_house();
    scene::View const view = map_of(scene(), {-100, -100, 100, 100});
    auto const bare = draw(view);
    LiveInput in;
    // From the south, over the ground to the house and past it on both sides.
    in.projected.push_back({{0, -80, 8}, 0, 5, 40, 1.6, 160, plain(1, {255, 0, 255, 255})});
    set(in, view);
    auto const lit = draw(view);
    auto const change = [&](base::Vec3d at) {
        Pixel const pixel = pixel_of(view, at);
        return apart(rgb_at(lit, pixel.x, pixel.y), rgb_at(bare, pixel.x, pixel.y));
    };
    EXPECT_GT(change({0, -40, 0}), 60) << "the street before the house";
    EXPECT_GT(change({25, 0, 0}), 60) << "beside it";
    EXPECT_EQ(change({0, 20, 0}), 0) << "behind it";
    EXPECT_EQ(change({0, 0, 24}), 0) << "a roof above the camera";
    EXPECT_EQ(change({0, -90, 0}), 0) << "behind the camera";
    EXPECT_EQ(change({-70, -60, 0}), 0) << "beside what it sees";
    EXPECT_EQ(change({0, 95, 0}), 0) << "beyond its reach";
    EXPECT_EQ(lit.ids, bare.ids);
    // Another picture of the same camera, and none.
    in.projected[0].picture = plain(1, {0, 255, 0, 255});
    in.projected[0].picture.version = 2;
    set(in, view);
    Pixel const street = pixel_of(view, {0, -40, 0});
    EXPECT_GT(rgb_at(draw(view), street.x, street.y).g, 180);
    ASSERT_TRUE(gpu().set_live({}));
    EXPECT_EQ(count_different(draw(view).image, bare.image), 0u);
}

TEST_F(Live, ACameraThatTurnsTakesItsPictureAlong) {
    show_house();
    scene::View const view = map_of(scene(), {-100, -100, 100, 100});
    LiveInput in;
    in.projected.push_back({{0, -80, 8}, 0, 5, 40, 1.6, 160, plain(1, {255, 0, 255, 255})});
    set(in, view);
    (void)draw(view);
    in.projected[0].heading = 90;
    set(in, view);
    auto const turned = draw(view);
    Pixel const ahead = pixel_of(view, {0, -40, 0}), right = pixel_of(view, {40, -80, 0});
    EXPECT_LT(rgb_at(turned, ahead.x, ahead.y).r - rgb_at(turned, ahead.x, ahead.y).g, 60);
    EXPECT_GT(rgb_at(turned, right.x, right.y).r - rgb_at(turned, right.x, right.y).g, 100);
}

TEST_F(Live, AWrongPictureOfACameraIsAnError) {
    show_house();
    LiveScene live;
    live.projected.push_back({});
    auto const none = gpu().set_live(live);
    ASSERT_FALSE(none);
    EXPECT_NE(none.error().message.find("image 0 is empty"), std::string::npos);
    live.projected[0].picture = plain(1, {1, 2, 3, 255});
    live.projected[0].fov_y = 180;
    EXPECT_FALSE(gpu().set_live(live));
    live.projected[0].fov_y = 40;
    live.projected.resize(9, live.projected[0]);
    EXPECT_TRUE(gpu().set_live(live)) << "what is too much is left out";
}

}  // namespace
