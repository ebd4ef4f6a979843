// The panels of finding, choosing and measuring: what hands do to them, and that no text is missing.
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/ui/fake.h"
#include "tests/ui/raster.h"

namespace {

struct Found {
    base::Result<ui::Ui> ui = ui::Ui::create();
    ui_tests::Fake fake = ui_tests::fake();
    ui::Request request;

    Found() { ui_tests::fake_find(fake); }
    ui::Output draw(ui::Input const& input = {}) { return fake.draw(*ui, request, input); }
    /// One frame only, so that a key or a button is told once.
    ui::Output frame(ui::Input const& input) {
        return ui->draw(request, input,
                        [&](ui::Kit& kit, ui::Commands& commands) { return fake.context(kit, commands); });
    }
};

template <class T>
T const* find_command(ui::Output const& out) {
    for (ui::Command const& c : out.commands) {
        if (auto const* is = std::get_if<T>(&c)) return is;
    }
    return nullptr;
}

TEST(FindPanels, SayEverythingInBothLanguages) {
    Found f;
    ASSERT_TRUE(f.ui);
    f.fake.state.table = true;
    for (ui::Language const language : {ui::Language::zh, ui::Language::en}) {
        f.fake.settings.language = language;
        for (char const* const left : {"layers", "views", "tools"}) {
            f.fake.settings.left_panel = left;
            f.fake.settings.right_panel = "inspector";
            EXPECT_EQ(f.draw().missing_texts, std::vector<std::string>{}) << left;
        }
    }
}

TEST(FindPanels, EnterTakesTheHitThatArrowsChose) {
    Found f;
    ASSERT_TRUE(f.ui);
    f.fake.state.search.open = true;
    f.draw();
    ui::Input typed;
    typed.text = U"jx";
    f.frame(typed);
    f.draw();
    ASSERT_EQ(f.fake.state.search.hits.size(), 2U);
    ui::Input down;
    down.keys = {{ui::Key::down, true}, {ui::Key::down, false}};
    f.frame(down);
    f.frame({});
    EXPECT_EQ(f.fake.state.search.chosen, 1);
    ui::Input enter;
    enter.keys = {{ui::Key::enter, true}, {ui::Key::enter, false}};
    ui::Output first = f.frame(enter), second = f.frame({});
    auto const* chosen = find_command<ui::Select>(first);
    if (!chosen) chosen = find_command<ui::Select>(second);
    ASSERT_TRUE(chosen);
    EXPECT_EQ(chosen->subject.kind, ui::SubjectKind::building);
    EXPECT_FALSE(f.fake.state.search.open);
}

TEST(FindPanels, EnterOnNothingLeavesTheKeyboard) {
    Found f;
    ASSERT_TRUE(f.ui);
    f.fake.search = [](std::string const&) { return std::vector<ui::SearchHit>(); };
    f.fake.state.search.open = true;
    f.draw();
    ui::Input typed;
    typed.text = U"zz";
    f.frame(typed);
    f.draw();
    ui::Input enter;
    enter.keys = {{ui::Key::enter, true}, {ui::Key::enter, false}};
    f.frame(enter);
    f.draw();
    typed.text = U"y";
    f.frame(typed);
    f.draw();
    EXPECT_EQ(f.fake.state.search.text, "zzy");
    EXPECT_TRUE(f.fake.state.search.open);
}

TEST(FindPanels, TheFilterThatHoldsStandsInItsField) {
    Found f;
    ASSERT_TRUE(f.ui);
    f.fake.settings.left_panel = "layers";
    f.fake.settings.filter = "height > 50";
    f.draw();
    f.fake.settings.filter = "height > 20";  // as an undo does
    f.draw();
    EXPECT_EQ(f.fake.state.filter_text, "height > 20");
    f.fake.settings.filter.clear();
    f.draw();
    EXPECT_EQ(f.fake.state.filter_text, "");
}

TEST(FindPanels, AComparisonKeepsTheLayersOfItsRight) {
    Found f;
    ASSERT_TRUE(f.ui);
    f.fake.stage.split = true;
    f.fake.settings.layers = {{"live/tickets", true}, {"live/events", false}, {"buildings", true}};
    f.request.tell_texts = true;
    ui::Output out = f.draw();
    std::string const words = "固定右侧图层";
    auto const told = std::ranges::find(out.texts, words, &ui::ShownText::text);
    ASSERT_NE(told, out.texts.end());
    ui::Input hand;
    hand.mouse = told->box.centre();
    f.draw(hand);
    hand.buttons[0] = true;
    f.frame(hand);
    hand.buttons[0] = false;
    out = f.frame(hand);
    auto const* split = find_command<ui::Split>(out);
    ASSERT_TRUE(split);
    EXPECT_EQ(split->layers, std::vector<std::string>{"tickets"});
    EXPECT_EQ(split->event, base::kNoTime);  // of the comparison that there is
}

TEST(FindPanels, WorkThatBeginsLeavesTheKeyboard) {
    Found f;
    ASSERT_TRUE(f.ui);
    f.fake.work.clear();
    f.fake.state.search.open = true;
    f.draw();
    ui::Input typed;
    typed.text = U"j";
    f.frame(typed);
    f.draw();
    ui::Work work;
    work.title = "drawing";
    f.fake.work.push_back(work);
    f.draw();
    typed.text = U"x";
    f.frame(typed);
    f.draw();
    EXPECT_EQ(f.fake.state.search.text, "jx");
}

TEST(FindPanels, ARectangleDrawnOverTheDistrictBecomesAPolygonOnTheGround) {
    Found f;
    ASSERT_TRUE(f.ui);
    f.fake.measured = {};
    f.fake.measured.tool = ui::Tool::rectangle;
    f.fake.stage.cursor = {};
    base::Extent const district = f.draw().district;
    ui::Input hand;
    hand.mouse = {district.centre().x - 60, district.centre().y - 40};
    f.draw(hand);
    hand.buttons[0] = true;
    f.frame(hand);
    hand.mouse = {district.centre().x + 60, district.centre().y + 40};
    f.frame(hand);
    EXPECT_TRUE(f.fake.state.drawing.on);
    hand.buttons[0] = false;
    ui::Output const out = f.frame(hand);
    auto const* inside = find_command<ui::SelectInside>(out);
    ASSERT_TRUE(inside);
    ASSERT_EQ(inside->polygon.size(), 4U);
    base::Extent box;
    for (base::Vec2d const p : inside->polygon) box.add(p);
    EXPECT_TRUE(box.contains({100, 60})) << "what the camera looks at is in the middle";
    EXPECT_FALSE(f.fake.state.drawing.on);
}

TEST(FindPanels, AClickIsNoRectangle) {
    Found f;
    ASSERT_TRUE(f.ui);
    f.fake.measured = {};
    f.fake.measured.tool = ui::Tool::rectangle;
    base::Extent const district = f.draw().district;
    ui::Input hand;
    hand.mouse = district.centre();
    f.draw(hand);
    hand.buttons[0] = true;
    f.frame(hand);
    hand.buttons[0] = false;
    EXPECT_FALSE(find_command<ui::SelectInside>(f.frame(hand)));
}

/// Pixels of a part of the picture that differ.
std::size_t differing(base::Image const& a, base::Image const& b, base::Extent const& part) {
    std::size_t out = 0;
    for (auto y = static_cast<std::size_t>(part.min_y); y < static_cast<std::size_t>(part.max_y); ++y) {
        for (auto x = static_cast<std::size_t>(part.min_x); x < static_cast<std::size_t>(part.max_x); ++x) {
            std::size_t const at = (y * a.width + x) * a.channels;
            out += !std::equal(&a.pixels[at], &a.pixels[at] + a.channels, &b.pixels[at]);
        }
    }
    return out;
}

TEST(FindPanels, WhatHappenedAtABuildingIsToldBeforeItsColumnsAndNothingIsToldToo) {
    Found f;
    ASSERT_TRUE(f.ui);
    f.request.scale.least_text = 1000;
    f.fake.facts.hotline.freshness = f.fake.facts.events.freshness = {ui_tests::kNow, ui::Lamp::live, true};
    auto const has = [](ui::Output const& out, char const* text) {
        return std::count(out.small_texts.begin(), out.small_texts.end(), text) > 0;
    };
    ui::Output const out = f.draw();
    EXPECT_TRUE(has(out, "高度"));
    EXPECT_TRUE(has(out, "50米内工单")) << "that there are none is an answer";
    EXPECT_TRUE(has(out, "50米内事件"));
    EXPECT_TRUE(has(out, "来源字段1")) << "folded, with how many there are";
    EXPECT_FALSE(has(out, "structure"));
    f.fake.facts.hotline.freshness.any = false;
    EXPECT_FALSE(has(f.draw(), "50米内工单")) << "nobody reports any";
}

TEST(FindPanels, WhatAButtonOfTheTableDidIsSaidWhereItIsSeen) {
    Found f;
    ASSERT_TRUE(f.ui);
    f.fake.selection.subject = {};
    f.fake.state.table = true;
    ui::Output const before = f.draw();
    base::Image const silent = ui_tests::raster(before.panels);
    f.fake.log.push_back({ui_tests::kNow, false, "已导出：选择集.csv"});
    base::Image const said = ui_tests::raster(f.draw().panels);
    base::Extent const& d = before.district;
    EXPECT_GT(differing(silent, said, {d.min_x, d.min_y, d.max_x, d.centre().y}), 2000U);
    EXPECT_EQ(differing(silent, said, {d.min_x, d.centre().y, d.max_x, d.max_y}), 0U) << "rows stay to be read";
}

TEST(FindPanels, ManyChosenThingsLeaveTheDistrictToBeSeen) {
    Found f;
    ASSERT_TRUE(f.ui);
    f.fake.measured = {};
    f.fake.selection = {};
    f.fake.settings.right_panel = "hotline";
    auto const marked = [&](int count) {
        f.fake.selection.set.clear();
        base::Image const bare = ui_tests::raster(f.draw().panels);
        for (int i = 0; i < count; ++i)
            f.fake.selection.set.push_back(
                {ui::SubjectKind::ticket, 0, "T" + std::to_string(i), base::Vec3d{i % 10 * 20.0, i / 10 * 10.0, 0}});
        ui::Output const out = f.draw();
        return static_cast<double>(differing(bare, ui_tests::raster(out.panels), out.district)) / count;
    };
    double const few = marked(20), many = marked(100);
    EXPECT_GT(many, 4) << "each is still there";
    EXPECT_LT(many, few / 2);
}

TEST(FindPanels, AWallAtNightIsDarkHoweverLightTheDeskIs) {
    Found f;
    ASSERT_TRUE(f.ui);
    ui_tests::fake_wall(f.fake, "");
    f.request.screen = ui::Screen::wall;
    auto const drawn = [&](bool dark, scene::Style style) {
        f.fake.settings.dark = dark;
        f.fake.settings.style = style;
        return ui_tests::raster(f.draw().panels).pixels;
    };
    EXPECT_EQ(drawn(true, scene::Style::night), drawn(false, scene::Style::night));
    EXPECT_NE(drawn(true, scene::Style::day), drawn(false, scene::Style::day));
}

}  // namespace
