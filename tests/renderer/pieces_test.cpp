// A picture that is drawn a piece at a time: nobody sees it before it is whole, and then it is as any other.
#include "scene/camera.h"
#include "tests/renderer/compare.h"
#include "tests/renderer/gpu_test.h"
#include "tests/renderer/live_inputs.h"
#include "tests/renderer/scenes.h"

namespace {

using scene::Slot;

class InPieces : public GpuTest {
protected:
    void SetUp() override {
        GpuTest::SetUp();
        show(scenes::crossing());
        view = view_of(scene(), scene::orbit({0, 0, 25}, 560, 330, 35), 320, 180);
        other = view_of(scene(), scene::orbit({20, 0, 25}, 400, 60, 30), 320, 180);
    }
    base::Image shown(renderer::Renderer& by, scene::View const& of) {
        auto image = by.capture(scene::only(Slot::main, of.width, of.height));
        EXPECT_TRUE(image) << image.error().message;
        return image ? std::move(*image) : base::Image{};
    }
    static std::vector<std::uint32_t> ids(renderer::Renderer& by, scene::View const& of) {
        return by.kept_ids(Slot::main, {0, 0, of.width, of.height});
    }
    /// What a renderer that drew nothing before makes of it at once.
    void expect_whole(scene::View const& of, char const* what) {
        auto fresh = renderer::Renderer::create({});
        ASSERT_TRUE(fresh);
        base::Progress quiet;
        ASSERT_TRUE(fresh->set_scene(scene(), quiet));
        ASSERT_TRUE(fresh->set_live(live));
        ASSERT_TRUE(fresh->keep(Slot::main, of, {}));
        EXPECT_EQ(count_different(shown(gpu(), of), shown(*fresh, of)), 0u) << what;
        EXPECT_EQ(ids(gpu(), of), ids(*fresh, of)) << what;
    }
    void go_on(int pieces) {
        for (int i = 0; i < pieces; ++i) gpu().go_on();
    }
    void finish() {
        for (renderer::Pieces at = gpu().under_way(); at.done < at.all;) at = gpu().go_on();
        EXPECT_EQ(gpu().under_way().all, 0u);
    }

    scene::View view, other;
    scene::LiveScene live;
};

TEST_F(InPieces, TheOldPictureStaysUntilTheLast) {
    ASSERT_TRUE(gpu().keep(Slot::main, view, {}));
    base::Image const before = shown(gpu(), view);
    ASSERT_TRUE(gpu().begin_keep(Slot::main, other, {}));
    renderer::Pieces at = gpu().under_way();
    // Shadows by cascade, walls and ground by shares: the longest of a large district is a small part of it.
    EXPECT_GE(at.all, 24u);
    for (std::uint32_t i = 1; i < at.all; ++i) {
        EXPECT_EQ(gpu().go_on().done, i);
        if (i % 5 == 0 || i + 1 == at.all) {
            EXPECT_EQ(count_different(shown(gpu(), view), before), 0u) << i;
            EXPECT_TRUE(ids(gpu(), view).empty()) << i;
        }
    }
    at = gpu().go_on();
    EXPECT_EQ(at.done, at.all);
    EXPECT_EQ(gpu().under_way().all, 0u);
    expect_whole(other, "after the last");
}

TEST_F(InPieces, TheFirstPictureAndOneOfAnotherSize) {
    ASSERT_TRUE(gpu().begin_keep(Slot::main, view, {}));
    go_on(5);
    base::Image const nothing = shown(gpu(), view);
    EXPECT_LT(brightness(nothing), 1) << "nothing is shown where nothing was drawn yet";
    finish();
    expect_whole(view, "the first");
    base::Image const before = shown(gpu(), view);
    scene::View const larger = view_of(scene(), view.camera, 400, 240);
    ASSERT_TRUE(gpu().begin_keep(Slot::main, larger, {}));
    go_on(5);
    EXPECT_EQ(count_different(shown(gpu(), view), before), 0u);
    finish();
    expect_whole(larger, "larger");
}

TEST_F(InPieces, WhatIsLeftUndoneLeavesNothingBehind) {
    ASSERT_TRUE(gpu().keep(Slot::main, view, {}));
    base::Image const before = shown(gpu(), view);
    for (int const pieces : {0, 1, 3, 8, 20}) {
        ASSERT_TRUE(gpu().begin_keep(Slot::main, other, {}));
        go_on(pieces);
        live = scene::LiveBuilder(live_inputs::everything()).build(scene(), view);
        ASSERT_TRUE(gpu().set_live(live));
        EXPECT_EQ(gpu().under_way().all, 0u);
        EXPECT_EQ(count_different(shown(gpu(), view), before), 0u) << pieces;
        EXPECT_TRUE(ids(gpu(), view).empty()) << "the ids of a picture that is not there";
        live = {};
        ASSERT_TRUE(gpu().set_live(live));
        ASSERT_TRUE(gpu().keep(Slot::main, view, {}));
        expect_whole(view, "drawn again");
    }
    scene::View const larger = view_of(scene(), view.camera, 400, 240);
    ASSERT_TRUE(gpu().begin_keep(Slot::main, larger, {}));
    go_on(4);
    ASSERT_TRUE(gpu().keep(Slot::other, other, {}));
    EXPECT_EQ(count_different(shown(gpu(), view), before), 0u) << "of another size";
    scene::View fast = other;
    fast.fast = true;
    ASSERT_TRUE(gpu().keep(Slot::main, fast, {}));
    ASSERT_TRUE(gpu().keep(Slot::main, other, {}));
    expect_whole(other, "after one in motion");
}

TEST_F(InPieces, WithOneSampleAndMarkers) {
    live = scene::LiveBuilder(live_inputs::everything()).build(scene(), view);
    ASSERT_TRUE(gpu().set_live(live));
    view.samples = 1;
    ASSERT_TRUE(gpu().begin_keep(Slot::main, view, {}));
    finish();
    expect_whole(view, "one sample, markers");
    view.selected = building_id(2);
    ASSERT_TRUE(gpu().begin_keep(Slot::main, view, {}));
    EXPECT_LE(gpu().under_way().all, 3u) << "only what changed is drawn";
    finish();
    expect_whole(view, "a selection");
}

}  // namespace
