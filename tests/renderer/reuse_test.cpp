// What stays of a picture: which steps are left out, and that nobody can see it.
#include "renderer/reuse.h"

#include <algorithm>

#include "scene/camera.h"
#include "scene/labels.h"
#include "tests/renderer/compare.h"
#include "tests/renderer/gpu_test.h"
#include "tests/renderer/live_inputs.h"
#include "tests/renderer/scenes.h"

namespace {

using renderer::Inputs;
using renderer::Keeps;
using scene::Slot;

std::string words(Keeps const& keeps) {
    std::string out;
    if (keeps.light) out += "light ";
    if (keeps.drape) out += "drape ";
    if (keeps.city) out += "city ";
    if (keeps.finish) out += "finish ";
    if (keeps.projected_depths) out += "cameras ";
    return out;
}

TEST(WhatStays, FollowsFromWhatDiffers) {
    scene::View view;
    view.camera = scene::orbit({0, 0, 0}, 500, 30, 40);
    Inputs held = renderer::inputs_of(1, view);
    held.tile = {0, 0, 1920, 1080};
    auto const after = [&](auto change) {
        Inputs wanted = held;
        change(wanted);
        return words(renderer::what_stays(held, wanted));
    };
    EXPECT_EQ(after([](Inputs&) {}), "light drape city finish cameras ");
    EXPECT_EQ(after([](Inputs& in) { in.selected = 7; }), "light drape city cameras ");
    EXPECT_EQ(after([](Inputs& in) { in.surfaces = 7; }), "light drape cameras ");
    EXPECT_EQ(after([](Inputs& in) { in.tile.x = 1; }), "light cameras ");
    EXPECT_EQ(after([](Inputs& in) { in.samples = 1; }), "light cameras ");
    EXPECT_EQ(after([](Inputs& in) { in.ids = true; }), "light cameras ");
    EXPECT_EQ(after([](Inputs& in) { in.cameras = {1}; }), "light drape city finish ");
    EXPECT_EQ(after([](Inputs& in) { in.scene = 2; }), "");
    for (std::size_t i = 0; i < held.light.size(); ++i)
        EXPECT_EQ(after([i](Inputs& in) { in.light[i] += 1; }), "") << i;
    EXPECT_EQ(words(renderer::what_stays({}, {})), "") << "nothing was drawn yet";
}

TEST(WhatStays, EveryPartOfTheViewCounts) {
    scene::View const view;
    auto const differs = [&](auto change) {
        scene::View other = view;
        change(other);
        return renderer::inputs_of(1, view).light != renderer::inputs_of(1, other).light;
    };
    EXPECT_TRUE(differs([](scene::View& v) { v.camera.eye.z += 1e-9 + 1e-6; }));
    EXPECT_TRUE(differs([](scene::View& v) { v.camera.target.x = 1; }));
    EXPECT_TRUE(differs([](scene::View& v) { v.camera.up.y = 1; }));
    EXPECT_TRUE(differs([](scene::View& v) { v.camera.fov_y = 36; }));
    EXPECT_TRUE(differs([](scene::View& v) { v.camera.ortho_height = 36; }));
    EXPECT_TRUE(differs([](scene::View& v) { v.camera.near_plane = 2; }));
    EXPECT_TRUE(differs([](scene::View& v) { v.camera.far_plane = 2; }));
    EXPECT_TRUE(differs([](scene::View& v) { v.width = 7; }));
    EXPECT_TRUE(differs([](scene::View& v) { v.height = 7; }));
    EXPECT_TRUE(differs([](scene::View& v) { v.style = scene::Style::paper; }));
    EXPECT_TRUE(differs([](scene::View& v) { v.sun.direction.x = 0; }));
    EXPECT_TRUE(differs([](scene::View& v) { v.sun.altitude = 0; }));
    EXPECT_TRUE(differs([](scene::View& v) { v.sun.azimuth = 0; }));
    EXPECT_FALSE(differs([](scene::View& v) { v.name = "other"; }));
}

/// Draws the same with a renderer that drew much before and with one that drew nothing.
class Reuse : public GpuTest {
protected:
    void SetUp() override {
        GpuTest::SetUp();
        show(scenes::crossing());
        view = view_of(scene(), scene::orbit({0, 0, 25}, 560, 330, 35), 320, 180);
    }
    struct Kept {
        base::Image image;
        std::vector<std::uint32_t> ids;
    };
    static Kept kept(renderer::Renderer& by, scene::View const& view) {
        EXPECT_TRUE(by.keep(Slot::main, view, {}));
        auto image = by.capture(scene::only(Slot::main, view.width, view.height));
        EXPECT_TRUE(image) << image.error().message;
        return {image ? std::move(*image) : base::Image{}, by.kept_ids(Slot::main, {0, 0, view.width, view.height})};
    }
    void expect_as_if_new(char const* what) {
        auto fresh = renderer::Renderer::create({});
        ASSERT_TRUE(fresh);
        base::Progress quiet;
        ASSERT_TRUE(fresh->set_scene(scene(), quiet));
        ASSERT_TRUE(fresh->set_live(live));
        ASSERT_TRUE(gpu().set_live(live));
        Kept const a = kept(gpu(), view), b = kept(*fresh, view);
        EXPECT_EQ(count_different(a.image, b.image), 0u) << what;
        EXPECT_EQ(a.ids, b.ids) << what;
        auto const c = gpu().capture(view, {}, true), d = fresh->capture(view, {}, true);
        ASSERT_TRUE(c && d);
        EXPECT_EQ(count_different(c->image, d->image), 0u) << what;
        EXPECT_EQ(c->ids, d->ids) << what;
    }
    scene::LiveScene build(scene::LiveInput input) { return scene::LiveBuilder(std::move(input)).build(scene(), view); }
    /// Passes that the work ran, by name.
    template <class Work>
    std::vector<std::string> passes_of(Work const& work) {
        auto const before = gpu().counts().passes;
        work();
        std::vector<std::string> ran;
        for (auto const& pass : gpu().counts().passes) {
            auto const was =
                std::find_if(before.begin(), before.end(), [&](auto const& p) { return p.pass == pass.pass; });
            if (was == before.end() || was->ms != pass.ms) ran.push_back(pass.pass);
        }
        return ran;
    }
    static bool has(std::vector<std::string> const& passes, char const* name) {
        return std::find(passes.begin(), passes.end(), name) != passes.end();
    }

    scene::View view;
    scene::LiveScene live;
};

TEST_F(Reuse, CannotBeSeen) {
    expect_as_if_new("the first picture");
    expect_as_if_new("the same again");
    live = build(live_inputs::everything());
    expect_as_if_new("with markers, trails and fields of view");
    live.markers.resize(live.markers.size() / 2);
    expect_as_if_new("with fewer markers");
    view.selected = building_id(2);
    expect_as_if_new("with a selection");
    live = build(live_inputs::heat());
    expect_as_if_new("with heat");
    live = build(live_inputs::columns());
    expect_as_if_new("with columns");
    live = build(live_inputs::buildings(200));
    expect_as_if_new("with colours");
    live = build(live_inputs::areas());
    expect_as_if_new("with areas");
    live = build(live_inputs::videos());
    expect_as_if_new("with pictures of cameras");
    live.projected[0].heading += 20;
    expect_as_if_new("with a camera that turned");
    view.selected = 0;
    live = {};
    expect_as_if_new("without anything");
    view.samples = 1;
    expect_as_if_new("with one sample");
    view.style = scene::Style::night;
    expect_as_if_new("at night");
    view.camera = scene::orbit({0, 0, 25}, 260, 30, 35);
    expect_as_if_new("from elsewhere");
}

TEST_F(Reuse, ASceneShownAnewIsDrawnAnew) {
    live = build(live_inputs::buildings(200));
    expect_as_if_new("coloured");
    show(scenes::crossing());
    ASSERT_TRUE(gpu().keep(Slot::main, view, {}));  // with the scene's own colours
    expect_as_if_new("coloured again");
}

TEST_F(Reuse, OtherMarkersDoNotRedrawTheCity) {
    live = build(live_inputs::everything());
    ASSERT_TRUE(gpu().set_live(live));
    auto const first = passes_of([&] { ASSERT_TRUE(gpu().keep(Slot::main, view, {})); });
    EXPECT_TRUE(has(first, "shadows"));
    EXPECT_TRUE(has(first, "city"));
    live.markers.pop_back();
    ASSERT_TRUE(gpu().set_live(live));
    auto const again = passes_of([&] { ASSERT_TRUE(gpu().keep(Slot::main, view, {})); });
    EXPECT_FALSE(has(again, "city"));
    EXPECT_FALSE(has(again, "finish"));
    EXPECT_TRUE(has(again, "live"));
}

TEST_F(Reuse, OtherHeatRedrawsTheCityButNotItsLight) {
    ASSERT_TRUE(gpu().keep(Slot::main, view, {}));
    ASSERT_TRUE(gpu().set_live(build(live_inputs::heat())));
    auto const again = passes_of([&] { ASSERT_TRUE(gpu().keep(Slot::main, view, {})); });
    EXPECT_TRUE(has(again, "city"));
    EXPECT_FALSE(has(again, "shadows"));
    EXPECT_FALSE(has(again, "drape"));
}

TEST_F(Reuse, ASelectionIsOnlyOutlined) {
    ASSERT_TRUE(gpu().keep(Slot::main, view, {}));
    view.selected = building_id(1);
    auto const again = passes_of([&] { ASSERT_TRUE(gpu().keep(Slot::main, view, {})); });
    EXPECT_TRUE(has(again, "finish"));
    EXPECT_FALSE(has(again, "city"));
}

TEST_F(Reuse, PanelsAloneDrawNothingElse) {
    ASSERT_TRUE(gpu().keep(Slot::main, view, {}));
    auto const passes = passes_of([&] { ASSERT_TRUE(gpu().capture(scene::only(Slot::main, 320, 180))); });
    EXPECT_EQ(passes, std::vector<std::string>{"panels"});
}

// ---- in motion

TEST_F(Reuse, InMotionSymbolsAndTextsAreAsSharpAsAtRest) {
    live.markers.resize(1);
    live.markers[0].at = {0, 0, 60};
    live.markers[0].look = BOROUGH_MARKER_EVENT | 4u << 4 | 1u << 11;
    ASSERT_TRUE(gpu().set_live(live));
    scene::Overlay overlay;
    overlay.quads.push_back({{105.5f, 33}, {12.5f, 7}, {0, 0}, {0, 0}, 0, 0xff1d6fd8, 0});
    view.samples = 1;
    auto const shown = [&](scene::View const& drawn, renderer::PixelSize size) {
        EXPECT_TRUE(gpu().keep(Slot::main, drawn, overlay, {}, size));
        auto image = gpu().capture(scene::only(Slot::main, 320, 180));
        EXPECT_TRUE(image);
        return image ? std::move(*image) : base::Image{320, 180, 4, std::vector<std::uint8_t>(320 * 180 * 4)};
    };
    base::Image const rests = shown(view, {});
    scene::View small = view;
    small.width = 107;
    small.height = 60;
    small.fast = true;
    small.enlarged = 3;
    base::Image const moves = shown(small, {320, 180});
    EXPECT_GT(count_different(moves, rests), 1000u) << "the district is drawn as large as at rest";
    auto const same = [&](Pixel at) {
        return std::equal(&rests.row(at.y)[at.x * 4], &rests.row(at.y)[at.x * 4 + 4], &moves.row(at.y)[at.x * 4]);
    };
    Pixel const symbol = pixel_of(view, {0, 0, 60});
    for (std::uint32_t y = 0; y < 3; ++y) {
        for (std::uint32_t x = 0; x < 3; ++x) EXPECT_TRUE(same({symbol.x - 1 + x, symbol.y - 1 + y})) << x << ' ' << y;
    }
    // The rectangle's corners, and that it ends there.
    for (auto const& [x, y] : {std::pair{93u, 26u}, {117u, 26u}, {93u, 39u}, {117u, 39u}}) {
        EXPECT_EQ(moves.row(y)[x * 4], 0x1d) << x << ' ' << y;
        EXPECT_EQ(moves.row(y)[x * 4 + 2], 0xd8) << x << ' ' << y;
    }
    for (auto const& [x, y] : {std::pair{92u, 26u}, {118u, 39u}, {93u, 25u}, {117u, 40u}})
        EXPECT_NE(moves.row(y)[x * 4 + 2], 0xd8) << x << ' ' << y;
    // And back: nothing of it is left.
    EXPECT_EQ(shown(view, {}).pixels, rests.pixels);
}

/// In motion, from a little further round: with shadows and paint of the picture before.
TEST_F(Reuse, InMotionPaintIsThatOfAMomentAgo) {
    live = build(live_inputs::areas());
    ASSERT_TRUE(gpu().set_live(live));
    view.samples = 1;
    view.fast = true;
    auto const turned = [&](double heading) { view.camera = scene::orbit({0, 0, 25}, 560, heading, 35); };
    auto const draw = [&] { ASSERT_TRUE(gpu().keep(Slot::main, view, {})); };
    auto const first = passes_of(draw);
    EXPECT_TRUE(has(first, "drape"));
    EXPECT_TRUE(has(first, "live paint"));
    turned(336);
    auto const next = passes_of(draw);
    EXPECT_TRUE(has(next, "city"));
    EXPECT_FALSE(has(next, "drape"));
    EXPECT_FALSE(has(next, "live paint"));
    // It lies where it should: edges fall on other texels, and that is all.
    auto fresh = renderer::Renderer::create({});
    ASSERT_TRUE(fresh);
    base::Progress quiet;
    ASSERT_TRUE(fresh->set_scene(scene(), quiet));
    ASSERT_TRUE(fresh->set_live(live));
    Kept const moved = kept(gpu(), view), own = kept(*fresh, view);
    EXPECT_GT(count_different(moved.image, own.image), 0u) << "it is not drawn anew";
    EXPECT_LT(compare(own.image, moved.image, 2).mean, 1.5);
    // Other areas are painted at once, in the plane that is kept.
    scene::LiveScene const all_areas = live;
    live.paint_indices.resize(live.paint_indices.size() / 6 * 3);
    ASSERT_TRUE(gpu().set_live(live));
    auto const other = passes_of(draw);
    EXPECT_TRUE(has(other, "live paint"));
    EXPECT_FALSE(has(other, "drape"));
    live = all_areas;
    ASSERT_TRUE(gpu().set_live(live));
    EXPECT_TRUE(has(passes_of(draw), "live paint")) << "as before, but others have been painted meanwhile";
    // Where the picture shows ground that was not painted, all is.
    turned(10);
    EXPECT_TRUE(has(passes_of(draw), "drape"));
    // And at rest nothing of it is left.
    view.fast = false;
    expect_as_if_new("at rest, with one sample");
    view.samples = 4;
    expect_as_if_new("at rest");
}

// ---- parts

TEST_F(Reuse, QuartersMakeTheWhole) {
    live = build(live_inputs::everything());
    ASSERT_TRUE(gpu().set_live(live));
    for (std::uint32_t const samples : {4u, 1u}) {
        view.samples = samples;
        Kept const whole = kept(gpu(), view);
        std::size_t different = 0, ids = 0;
        for (std::int32_t i = 0; i < 4; ++i) {
            renderer::PixelRect const part{i % 2 * 160, i / 2 * 90, 160, 90};
            ASSERT_TRUE(gpu().keep(Slot::other, view, {}, part));
            auto const image = gpu().capture(scene::only(Slot::other, 160, 90));
            ASSERT_TRUE(image);
            auto const part_ids = gpu().kept_ids(Slot::other, {0, 0, 160, 90});
            ASSERT_EQ(part_ids.size(), 160u * 90u);
            for (std::uint32_t y = 0; y < 90; ++y) {
                for (std::uint32_t x = 0; x < 160; ++x) {
                    auto const wx = static_cast<std::uint32_t>(part.x) + x, wy = static_cast<std::uint32_t>(part.y) + y;
                    int apart = 0;
                    for (std::uint32_t c = 0; c < 3; ++c) {
                        apart =
                            std::max(apart, std::abs(int{image->row(y)[x * 4 + c]} - whole.image.row(wy)[wx * 4 + c]));
                    }
                    different += apart > 2;
                    ids += part_ids[y * 160 + x] != whole.ids[wy * 320 + wx];
                }
            }
        }
        // Edges that fall on another side of a sample, because the matrices are rounded for each part: 1 in 500.
        EXPECT_LE(different, 320u * 180 / 500) << samples;
        EXPECT_LE(ids, 320u * 180 / 500) << samples;
    }
}

TEST_F(Reuse, APartOutsideTheViewIsAnError) {
    EXPECT_FALSE(gpu().keep(Slot::main, view, {}, {320, 0, 10, 10}));
    EXPECT_FALSE(gpu().keep(Slot::main, view, {}, {-10, 0, 10, 10}));
    ASSERT_TRUE(gpu().keep(Slot::main, view, {}, {-10, -10, 20, 30}));
    EXPECT_EQ(gpu().kept_ids(Slot::main, {0, 0, 1000, 1000}).size(), 10u * 20u);
}

}  // namespace
