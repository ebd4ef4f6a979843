#include "scene/labels.h"

#include <gtest/gtest.h>

#include <chrono>
#include <cmath>
#include <cstring>

#include "scene/furniture.h"
#include "scene/label_placer.h"

namespace {

using scene::Label;

scene::LabelLayout layout() {
    auto made = scene::LabelLayout::create();
    EXPECT_TRUE(made) << made.error().message;
    return std::move(*made);
}

scene::Atlas atlas() {
    auto font = scene::Font::open();
    EXPECT_TRUE(font) << font.error().message;
    return scene::Atlas(std::move(*font));
}

/// A town of streets and landmarks on a grid, many more than fit.
scene::Scene town(int streets, int landmarks) {
    scene::Scene out;
    out.extent = {-2000, -2000, 2000, 2000};
    out.max_z = 100;
    out.labels.push_back({"示范区\nSample district", Label::Kind::district, {0, 0, 0}, 0, {}});
    for (int i = 0; i < streets; ++i) {
        double const at = -2000 + 4000.0 * (i / 2) / (streets / 2);
        Label label{"第" + std::to_string(i) + "大道\nAvenue " + std::to_string(i), Label::Kind::road, {}, 1, {}};
        for (int k = -20; k <= 20; ++k) {
            base::Vec3d const p{at + 8 * std::sin(k * 0.3), k * 100.0, 0};
            label.along.push_back(i % 2 ? p : base::Vec3d{p.y, p.x, 0});
        }
        out.labels.push_back(label);
    }
    for (int i = 0; i < landmarks; ++i) {
        out.labels.push_back({"地标" + std::to_string(i),
                              Label::Kind::landmark,
                              {-1900 + (i * 7919 % 3800) * 1.0, -1900 + (i * 104729 % 3800) * 1.0, 60},
                              1.0F * static_cast<float>(i % 5),
                              {}});
    }
    return out;
}

scene::View view_of(scene::Scene const& s, double pitch) {
    scene::View view;
    view.camera =
        pitch < 90 ? scene::fit(s.extent, s.min_z, s.max_z, 16.0 / 9, 335, pitch) : scene::plan({0, 0}, 0, 4000);
    scene::set_planes(view.camera, s.extent, s.min_z, s.max_z);
    return view;
}

TEST(Labels, NeverOverlapAndAreNeverCut) {
    scene::Scene const s = town(60, 400);
    scene::Atlas glyphs = atlas();
    for (double const pitch : {90.0, 60.0, 35.0, 15.0}) {
        scene::View const view = view_of(s, pitch);
        scene::TextPainter painter(glyphs, 1);
        scene::LabelBoxes boxes(1920, 1080, 6, 64);
        auto const placed = scene::place_labels(s, view, 1, glyphs, painter, boxes);
        EXPECT_GT(placed.size(), 15U) << pitch;
        EXPECT_EQ(placed.front().label, 0U) << "the district's name goes first";
        for (std::size_t a = 0; a < placed.size(); ++a) {
            for (base::Extent const& box : placed[a].boxes) {
                EXPECT_GE(box.min_x, 6);
                EXPECT_GE(box.min_y, 6);
                EXPECT_LE(box.max_x, 1914);
                EXPECT_LE(box.max_y, 1074);
                for (std::size_t b = a + 1; b < placed.size(); ++b) {
                    for (base::Extent const& other : placed[b].boxes)
                        ASSERT_FALSE(box.overlaps(other)) << a << " and " << b;
                }
            }
        }
        for (auto const& quad : painter.finish()) {
            EXPECT_GE(quad.centre.x, 0);
            EXPECT_LE(quad.centre.x, 1920);
        }
    }
}

TEST(Labels, HigherRanksWin) {
    scene::Scene s = town(0, 0);
    s.labels.clear();
    s.labels.push_back({"小店", Label::Kind::landmark, {0, 0, 10}, 1, {}});
    s.labels.push_back({"大厦", Label::Kind::landmark, {0, 0, 10}, 9, {}});
    scene::Atlas glyphs = atlas();
    scene::TextPainter painter(glyphs, 1);
    scene::LabelBoxes boxes(1920, 1080, 6, 64);
    auto const placed = scene::place_labels(s, view_of(s, 45), 1, glyphs, painter, boxes);
    ASSERT_FALSE(placed.empty());
    EXPECT_EQ(placed.front().label, 1U);
}

TEST(Labels, WhatIsBehindOrTooFarIsNotNamed) {
    scene::Scene s = town(0, 0);
    s.labels.clear();
    s.labels.push_back({"后面", Label::Kind::landmark, {0, -3000, 10}, 1, {}});
    s.labels.push_back({"很远", Label::Kind::landmark, {0, 90000, 10}, 1, {}});
    s.labels.push_back({"前面", Label::Kind::landmark, {0, 500, 10}, 1, {}});
    scene::View view;
    view.camera = scene::orbit({0, 0, 0}, 500, 0, 10);
    view.camera.far_plane = 200000;
    scene::Atlas glyphs = atlas();
    scene::TextPainter painter(glyphs, 1);
    scene::LabelBoxes boxes(1920, 1080, 6, 64);
    auto const placed = scene::place_labels(s, view, 1, glyphs, painter, boxes);
    ASSERT_EQ(placed.size(), 1U);
    EXPECT_EQ(placed[0].label, 2U);
}

TEST(Labels, AreTheSameEachTime) {
    scene::Scene const s = town(40, 200);
    scene::View const view = view_of(s, 40);
    auto a = layout();
    auto b = layout();
    auto const first = a.lay_out(s, view);
    auto const second = b.lay_out(s, view);
    ASSERT_EQ(first.quads.size(), second.quads.size());
    EXPECT_EQ(std::memcmp(first.quads.data(), second.quads.data(), first.quads.size() * sizeof first.quads[0]), 0);
    EXPECT_EQ(first.atlas.pixels, second.atlas.pixels);
    EXPECT_EQ(a.lay_out(s, view).atlas_version, first.atlas_version) << "nothing new: the atlas stays";
}

TEST(Labels, OffLeavesNothingToDraw) {
    scene::Scene const s = town(40, 200);
    scene::View view = view_of(s, 40);
    view.labels = false;
    EXPECT_TRUE(layout().lay_out(s, view).quads.empty());
}

TEST(Labels, LegendKeepsLabelsOff) {
    scene::Scene s = town(60, 400);
    s.legend = {"楼层 Storeys", {{"1 – 3", 0x440154}, {"4 – 9", 0x21918c}, {"10 +", 0xfde725}}};
    scene::View const view = view_of(s, 35);
    scene::Atlas glyphs = atlas();
    scene::TextPainter painter(glyphs, 1);
    scene::LabelBoxes boxes(1920, 1080, 6, 64);
    scene::place_furniture(s, view, 1, glyphs, painter, boxes);
    ASSERT_EQ(boxes.all().size(), 1U);
    base::Extent const card = boxes.all().front();
    EXPECT_EQ(card.min_x, 24);
    EXPECT_EQ(card.max_y, 1080 - 24);
    for (auto const& label : scene::place_labels(s, view, 1, glyphs, painter, boxes)) {
        for (base::Extent const& box : label.boxes) EXPECT_FALSE(box.overlaps(card));
    }
    bool swatch = false;
    for (auto const& quad : painter.finish()) swatch = swatch || quad.fill == 0xff21918c;
    EXPECT_TRUE(swatch);
}

TEST(Labels, PaperHasAScaleBarAndANorthArrow) {
    scene::Scene const s = town(0, 0);
    scene::View view = view_of(s, 90);
    view.style = scene::Style::paper;
    scene::Atlas glyphs = atlas();
    scene::TextPainter painter(glyphs, 1);
    scene::LabelBoxes boxes(1920, 1080, 6, 64);
    scene::place_furniture(s, view, 1, glyphs, painter, boxes);
    ASSERT_EQ(boxes.all().size(), 2U);
    // 4000 m in 1080 rows: 500 m are 135 pixels, 1 km would be more than 180.
    EXPECT_NEAR(boxes.all()[0].width(), 135 + 16, 1e-6);
    EXPECT_GT(boxes.all()[1].min_x, 1800);
}

TEST(Labels, FurnitureThatDoesNotFitIsLeftOut) {
    scene::Scene s = town(10, 10);
    s.legend = {"Legend", std::vector<scene::Legend::Entry>(20, {"entry", 0x123456})};
    scene::View view = view_of(s, 35);
    view.width = view.height = 64;
    view.style = scene::Style::paper;
    auto const overlay = layout().lay_out(s, view);
    for (auto const& quad : overlay.quads) {
        EXPECT_GE(quad.centre.x - quad.half_size.x, -1);
        EXPECT_LE(quad.centre.x + quad.half_size.x, 65);
    }
}

TEST(RoundLength, ReadsWell) {
    EXPECT_EQ(scene::round_length(999), 500);
    EXPECT_EQ(scene::round_length(200), 200);
    EXPECT_EQ(scene::round_length(199), 100);
    EXPECT_DOUBLE_EQ(scene::round_length(0.3), 0.2);
}

TEST(Font, HasRareCharacters) {
    auto font = scene::Font::open();
    ASSERT_TRUE(font);
    for (char32_t const c : {U'㙟', U'𠮷', U'浏', U'龙', U'A', U'0', U'≈'})
        EXPECT_TRUE(font->has(c)) << static_cast<unsigned>(c);
    EXPECT_NEAR(font->advance(U'浏'), 1, 1e-9);
    EXPECT_EQ(font->advance(U'1'), font->advance(U'8')) << "numerals are tabular";
    auto const glyph = font->draw(U'𠮷', {18, false});
    EXPECT_GT(glyph.width, 10U);
}

TEST(Font, SaysWhichPackageIsMissing) {
    auto const font = scene::Font::open({BOROUGH_TEST_DIR});
    ASSERT_FALSE(font);
    EXPECT_NE(font.error().message.find("fonts-noto-cjk"), std::string::npos);
}

TEST(Atlas, CountsWhatTheFontLacks) {
    scene::Atlas glyphs = atlas();
    EXPECT_GT(glyphs.glyph(U'浏', {14, false}, 2).width, 0U);
    EXPECT_TRUE(glyphs.missing().empty());
    EXPECT_GT(glyphs.glyph(U'\U0001F9FF', {14, false}, 2).width, 0U) << "drawn as a box";
    EXPECT_EQ(glyphs.missing(), std::set<char32_t>{U'\U0001F9FF'});
}

TEST(Atlas, GlyphsKeepTheirPlacesWhenItGrows) {
    scene::Atlas glyphs = atlas();
    auto const before = glyphs.glyph(U'城', {18, false}, 2);
    std::uint8_t const texel = glyphs.image().row(before.y + before.height / 2)[(before.x + before.width / 2) * 4 + 1];
    EXPECT_GT(texel, 0);
    for (char32_t c = 0x4e00; c < 0x4e00 + 1200; ++c) {
        auto const glyph = glyphs.glyph(c, {18, false}, 2);
        ASSERT_LE(glyph.x + glyph.width, glyphs.image().width);
        ASSERT_LE(glyph.y + glyph.height, glyphs.image().height);
    }
    EXPECT_GT(glyphs.image().height, 512U);
    auto const after = glyphs.glyph(U'城', {18, false}, 2);
    EXPECT_EQ(after.x, before.x);
    EXPECT_EQ(after.y, before.y);
    EXPECT_EQ(glyphs.image().row(after.y + after.height / 2)[(after.x + after.width / 2) * 4 + 1], texel);
}

TEST(Atlas, HaloSurroundsTheGlyph) {
    scene::Atlas glyphs = atlas();
    auto const dot = glyphs.glyph(U'.', {36, false}, 3);
    std::uint8_t const* const middle = glyphs.image().row(dot.y + dot.height / 2) + std::size_t{dot.x} * 4;
    EXPECT_EQ(middle[0], 0) << "no letter at the edge";
    EXPECT_GT(middle[1], 0) << "but its halo";
    for (std::uint32_t x = 0; x < dot.width; ++x) EXPECT_GE(middle[x * 4 + 1], middle[x * 4]);
}

TEST(Utf8, BrokenBytesAreReplaced) {
    EXPECT_EQ(scene::decode_utf8("A浏𠮷"), (std::vector<char32_t>{U'A', U'浏', U'𠮷'}));
    EXPECT_EQ(scene::decode_utf8("\xff"
                                 "B\xe6\xb5"),
              (std::vector<char32_t>{0xfffd, U'B', 0xfffd}));
}

TEST(Labels, ThousandsTakeMilliseconds) {
    scene::Scene const s = town(2000, 2000);
    auto l = layout();
    scene::View const view = view_of(s, 40);
    l.lay_out(s, view);
    auto const begun = std::chrono::steady_clock::now();
    l.lay_out(s, view);
    auto const ms = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begun).count();
    RecordProperty("milliseconds", std::to_string(ms));
    EXPECT_LT(ms, 500) << "15 are the aim on a quiet machine in a release build";
}

}  // namespace
