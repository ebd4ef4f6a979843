// Panels into a picture: colours, clips, images, kept pictures, and what is refused.
#include "scene/panels.h"

#include <cstdlib>

#include "scene/camera.h"
#include "tests/renderer/gpu_test.h"
#include "tests/scene/districts.h"

namespace {

using scene::Panels;
using scene::Slot;

class PanelPictures : public GpuTest {
protected:
    base::Image paint(Panels const& panels) {
        auto drawn = gpu().capture(panels);
        EXPECT_TRUE(drawn) << drawn.error().message;
        return drawn ? std::move(*drawn) : base::Image{};
    }
};

/// 0xAARRGGBB.
std::uint32_t at(base::Image const& image, std::uint32_t x, std::uint32_t y) {
    std::uint8_t const* const p = image.row(y) + std::size_t{x} * 4;
    return std::uint32_t{p[3]} << 24 | std::uint32_t{p[0]} << 16 | std::uint32_t{p[1]} << 8 | p[2];
}

std::uint32_t abgr(std::uint32_t argb) { return (argb & 0xff00ff00u) | (argb & 0xffu) << 16 | (argb >> 16 & 0xffu); }

/// A rectangle in one colour, over the whole of an image.
void add(Panels& panels, std::uint32_t image, float x, float y, float w, float h, std::uint32_t argb = 0xffffffff) {
    auto const first = static_cast<std::uint32_t>(panels.vertices.size());
    std::uint32_t const c = abgr(argb);
    panels.vertices.insert(
        panels.vertices.end(),
        {{{x, y}, {0, 0}, c}, {{x + w, y}, {1, 0}, c}, {{x + w, y + h}, {1, 1}, c}, {{x, y + h}, {0, 1}, c}});
    panels.draws.push_back(
        {image, static_cast<std::uint32_t>(panels.indices.size()), 6, -100000, -100000, 100000, 100000});
    for (std::uint32_t const i : {0u, 1u, 2u, 0u, 2u, 3u}) panels.indices.push_back(first + i);
}

std::shared_ptr<base::Image const> pixels(std::uint32_t width, std::uint32_t height,
                                          std::vector<std::uint32_t> const& argb) {
    auto image = std::make_shared<base::Image>(base::Image{width, height, 4, {}});
    for (std::uint32_t const c : argb) {
        for (int const shift : {16, 8, 0, 24}) image->pixels.push_back(static_cast<std::uint8_t>(c >> shift));
    }
    return image;
}

Panels blank(std::uint32_t width, std::uint32_t height) {
    Panels panels;
    panels.width = width;
    panels.height = height;
    panels.images.push_back({0, 1, pixels(1, 1, {0xffffffff})});
    return panels;
}

TEST_F(PanelPictures, NothingButTheBackground) {
    Panels panels;
    panels.width = 7;
    panels.height = 5;
    panels.background = 0xff102030;
    auto const image = paint(panels);
    ASSERT_EQ(image.width, 7u);
    ASSERT_EQ(image.height, 5u);
    EXPECT_EQ(at(image, 0, 0), 0xff102030u);
    EXPECT_EQ(at(image, 6, 4), 0xff102030u);
}

TEST_F(PanelPictures, ColoursAreExactAndMixedAsTheyAreEncoded) {
    Panels panels = blank(8, 4);
    panels.background = 0xff000000;
    add(panels, 0, 0, 0, 2, 4, 0xff1d6fd8);
    add(panels, 0, 2, 0, 2, 4, 0x80ffffff);
    add(panels, 0, 3, 0, 1, 4, 0xff804020);
    auto const image = paint(panels);
    EXPECT_EQ(at(image, 1, 1), 0xff1d6fd8u);
    EXPECT_NEAR(static_cast<int>(at(image, 2, 1) & 0xff), 128, 1) << "half of white, not its light";
    EXPECT_EQ(at(image, 2, 1) >> 24, 0xffu) << "what is drawn over an opaque ground stays opaque";
    EXPECT_EQ(at(image, 3, 1), 0xff804020u) << "the later draw is above";
    EXPECT_EQ(at(image, 4, 1), 0xff000000u);
}

TEST_F(PanelPictures, ClipsCutAndMayLieOutside) {
    Panels panels = blank(10, 10);
    add(panels, 0, 0, 0, 10, 10, 0xffff0000);
    auto& clip = panels.draws.back();
    clip.left = 2, clip.top = 3, clip.right = 7, clip.bottom = 1000000;
    add(panels, 0, 0, 0, 10, 10, 0xff00ff00);
    panels.draws.back().left = 20;
    add(panels, 0, 0, 0, 10, 10, 0xff0000ff);
    panels.draws.back().right = -3;
    auto const image = paint(panels);
    EXPECT_EQ(at(image, 2, 3), 0xffff0000u);
    EXPECT_EQ(at(image, 6, 9), 0xffff0000u);
    EXPECT_EQ(at(image, 1, 5), 0xff000000u);
    EXPECT_EQ(at(image, 7, 5), 0xff000000u);
    EXPECT_EQ(at(image, 4, 2), 0xff000000u);
}

TEST_F(PanelPictures, AWindowIsAPieceOfTheCanvas) {
    Panels panels = blank(10, 10);
    panels.origin_x = 100;
    panels.origin_y = 50;
    add(panels, 0, 100, 50, 5, 5, 0xffff0000);
    panels.draws.back() = {0, 0, 6, 102, 0, 200, 200};
    add(panels, 0, 0, 0, 10, 10, 0xff00ff00);
    auto const image = paint(panels);
    EXPECT_EQ(at(image, 2, 0), 0xffff0000u);
    EXPECT_EQ(at(image, 1, 0), 0xff000000u) << "clips are in the canvas too";
    EXPECT_EQ(at(image, 5, 0), 0xff000000u);
}

TEST_F(PanelPictures, ImagesAreWrittenAgainWhenTheirVersionDiffersAndForgottenWhenUnlisted) {
    Panels panels = blank(4, 4);
    panels.images.push_back({7, 1, pixels(1, 1, {0xffff0000})});
    add(panels, 7, 0, 0, 4, 4);
    EXPECT_EQ(at(paint(panels), 1, 1), 0xffff0000u);
    panels.images.back().pixels = pixels(1, 1, {0xff00ff00});
    EXPECT_EQ(at(paint(panels), 1, 1), 0xffff0000u) << "same version: taken at its word";
    panels.images.back().version = 2;
    EXPECT_EQ(at(paint(panels), 1, 1), 0xff00ff00u);
    panels.images.back().pixels = pixels(2, 2, {0xff0000ff, 0xff0000ff, 0xff0000ff, 0xff0000ff});
    panels.images.back().version = 3;
    EXPECT_EQ(at(paint(panels), 1, 1), 0xff0000ffu);

    auto const bytes = gpu().counts().gpu_bytes;
    auto large = std::make_shared<base::Image>(base::Image{1024, 1024, 4, std::vector<std::uint8_t>(1024 * 1024 * 4)});
    panels.images.push_back({8, 1, large});
    paint(panels);
    EXPECT_GE(gpu().counts().gpu_bytes, bytes + 4 * 1024 * 1024);
    panels.images.pop_back();
    paint(panels);
    paint(panels);
    EXPECT_LE(gpu().counts().gpu_bytes, bytes + 65536);
}

TEST_F(PanelPictures, WhatIsWrongIsSaidAndNothingIsDrawn) {
    Panels const good = blank(4, 4);
    auto const said = [&](Panels const& panels) {
        auto const drawn = gpu().capture(panels);
        return drawn ? std::string("nothing") : drawn.error().message;
    };
    Panels panels = good;
    panels.width = 0;
    EXPECT_NE(said(panels).find("at least one pixel"), std::string::npos);
    panels.width = 1'000'000;
    EXPECT_NE(said(panels).find("pixels a side"), std::string::npos);
    panels = good;
    add(panels, 9, 0, 0, 4, 4);
    EXPECT_NE(said(panels).find("image 9"), std::string::npos);
    panels = good;
    add(panels, 0, 0, 0, 4, 4);
    panels.indices[3] = 4;
    EXPECT_NE(said(panels).find("vertex"), std::string::npos);
    panels.indices[3] = 0;
    panels.draws[0].index_count = 7;
    EXPECT_NE(said(panels).find("indices"), std::string::npos);
    panels.draws[0].first_index = 0xffffffff;
    EXPECT_NE(said(panels).find("indices"), std::string::npos);
    panels = good;
    panels.images.push_back({3, 1, nullptr});
    EXPECT_NE(said(panels).find("image 3 is empty"), std::string::npos);
    panels.images.back().pixels = std::make_shared<base::Image>(base::Image{2, 2, 3, std::vector<std::uint8_t>(12)});
    EXPECT_NE(said(panels).find("RGBA"), std::string::npos);
    panels.images.back() = {scene::slot_image(Slot::map), 1, good.images[0].pixels};
    EXPECT_NE(said(panels).find("kept picture"), std::string::npos);
    EXPECT_EQ(said(good), "nothing");
}

TEST_F(PanelPictures, AWallOfPanelsIsOnePicture) {
    Panels panels = blank(7680, 2160);
    add(panels, 0, 0, 0, 7680, 2160, 0xff202020);
    add(panels, 0, 7600, 2100, 80, 60, 0xffff0000);
    auto const image = paint(panels);
    EXPECT_EQ(at(image, 7679, 2159), 0xffff0000u);
    EXPECT_EQ(at(image, 7599, 2159), 0xff202020u);
}

// ---- kept pictures

class KeptPictures : public PanelPictures {};

TEST_F(KeptPictures, AreShownAsTheyWouldBeCaptured) {
    show(districts::grid(3, 20, 10, 15));
    for (std::uint32_t const samples : {1u, 4u}) {
        scene::View view = view_of(scene(), scene::orbit({40, 40, 0}, 220, 30, 40), 160, 120);
        view.samples = samples;
        auto const expected = draw(view);
        ASSERT_TRUE(gpu().keep(Slot::main, view, {}));
        EXPECT_EQ(count_different(paint(scene::only(Slot::main, 160, 120)), expected.image), 0u);
        EXPECT_EQ(gpu().kept_ids(Slot::main, {0, 0, 160, 120}), expected.ids);
    }
}

TEST_F(KeptPictures, EachSlotKeepsItsOwn) {
    show(districts::grid(3, 20, 10, 15));
    scene::View const one = view_of(scene(), scene::orbit({40, 40, 0}, 220, 30, 40), 120, 80);
    scene::View const other = view_of(scene(), scene::orbit({40, 40, 0}, 220, 200, 40), 90, 80, scene::Style::night);
    scene::View const map = map_of(scene(), {0, 0, 60, 60});
    ASSERT_TRUE(gpu().keep(Slot::main, one, {}));
    ASSERT_TRUE(gpu().keep(Slot::other, other, {}));
    ASSERT_TRUE(gpu().keep(Slot::map, map, {}));
    EXPECT_EQ(count_different(paint(scene::only(Slot::main, 120, 80)), draw(one).image), 0u);
    EXPECT_EQ(count_different(paint(scene::only(Slot::other, 90, 80)), draw(other).image), 0u);
    EXPECT_EQ(count_different(paint(scene::only(Slot::map, 60, 60)), draw(map).image), 0u);
}

TEST_F(KeptPictures, NothingKeptYetShowsTheBackground) {
    Panels panels = scene::only(Slot::other, 6, 6);
    panels.background = 0xff123456;
    EXPECT_EQ(at(paint(panels), 3, 3), 0xff123456u);
    EXPECT_TRUE(gpu().kept_ids(Slot::other, {0, 0, 6, 6}).empty());
}

TEST_F(KeptPictures, IdsAreClippedToThePicture) {
    show(districts::grid(1, 20, 10, 15));
    ASSERT_TRUE(gpu().keep(Slot::main, map_of(scene(), {-10, -10, 30, 30}), {}));
    EXPECT_EQ(gpu().kept_ids(Slot::main, {20, 20, 1, 1}), std::vector{building_id(0)});
    EXPECT_EQ(gpu().kept_ids(Slot::main, {-5, -5, 6, 6}).size(), 1u);
    EXPECT_EQ(gpu().kept_ids(Slot::main, {38, 39, 1000, 1000}).size(), 2u);
    EXPECT_TRUE(gpu().kept_ids(Slot::main, {40, 0, 5, 5}).empty());
    EXPECT_TRUE(gpu().kept_ids(Slot::main, {2147483647, 0, 4294967295u, 5}).empty());
}

TEST_F(KeptPictures, ASmallerPictureIsShownLargerWithoutAnEdge) {
    show(districts::grid(3, 20, 10, 15));
    scene::View const view = view_of(scene(), scene::orbit({40, 40, 0}, 220, 30, 40), 80, 60);
    ASSERT_TRUE(gpu().keep(Slot::main, view, {}));
    auto const small = paint(scene::only(Slot::main, 80, 60));
    auto const large = paint(scene::only(Slot::main, 160, 120));
    // Its own border goes on to the window's: no darker seam where half of the filter lies outside.
    for (std::uint32_t x = 0; x < 80; ++x) {
        for (auto const& [from, to] : {std::pair{0u, 0u}, {59u, 119u}}) {
            for (int const shift : {0, 8, 16}) {
                auto const channel = [&](std::uint32_t c) { return static_cast<int>(c >> shift & 255u); };
                int const here = channel(at(small, x, from));
                int const next = channel(at(small, x + (x < 79 ? 1 : 0), from));
                int const seen = channel(at(large, 2 * x + 1, to));
                EXPECT_GE(seen, std::min(here, next) - 1) << x;
                EXPECT_LE(seen, std::max(here, next) + 1) << x;
            }
        }
    }
}

}  // namespace
