#include "ui/ui.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/ui/fake.h"
#include "tests/ui/raster.h"
#include "ui/keys.h"
#include "ui/live_rows.h"

namespace {

using ui_tests::Fake;

ui::Ui make() {
    auto ui = ui::Ui::create();
    EXPECT_TRUE(ui) << (ui ? "" : ui.error().message);
    return std::move(*ui);
}

ui::Input press(ui::Key key, bool ctrl = false, bool shift = false) {
    ui::Input input;
    input.keys = {{key, true}};
    input.ctrl = ctrl;
    input.shift = shift;
    return input;
}

ui::Request request(std::uint32_t width = 1600, std::uint32_t height = 900) {
    ui::Request out;
    out.width = width;
    out.height = height;
    return out;
}

TEST(Ui, DrawsADeskThatEveryTextIsKnownOf) {
    ui::Ui ui = make();
    for (ui::Language const language : {ui::Language::zh, ui::Language::en}) {
        Fake fake = ui_tests::fake();
        fake.settings.language = language;
        fake.state.help = fake.state.log = true;
        ui::Output const out = fake.draw(ui, request());
        EXPECT_EQ(out.missing_texts, std::vector<std::string>());
        EXPECT_EQ(out.district, (base::Extent{344, 80, 1240, 764}));
        EXPECT_FALSE(out.panels.vertices.empty());
        // Every triangle is there, and every glyph lies inside the image.
        for (std::uint32_t const i : out.panels.indices) ASSERT_LT(i, out.panels.vertices.size());
        for (auto const& v : out.panels.vertices) ASSERT_TRUE(v.uv.x >= 0 && v.uv.x <= 1 && v.uv.y >= 0 && v.uv.y <= 1);
        ASSERT_EQ(out.panels.images.size(), 1u);
        EXPECT_EQ(out.panels.images[0].pixels->channels, 4u);
    }
}

/// Every text on the screen, each once, without its spaces.
std::vector<std::string> texts_on(ui::Output const& drawn) { return drawn.small_texts; }
bool has(std::vector<std::string> const& texts, std::string const& text) {
    return std::find(texts.begin(), texts.end(), text) != texts.end();
}
ui::Request telling_all() {
    ui::Request out = request();
    out.scale.least_text = 1000;
    return out;
}

TEST(Ui, SaysWhatIsReadAndHowFar) {
    ui::Ui ui = make();
    ui::Reading reading;
    reading.district = "区/district.toml";
    reading.step = ui::reading_step("terrain", 0);
    reading.done = 0.42;
    reading.ms = 7'400;
    auto const chinese = ui.draw(telling_all(), reading);
    EXPECT_EQ(chinese.missing_texts, std::vector<std::string>());
    for (char const* const text : {"正在读取辖区数据", "区/district.toml", "地形、模型与建筑落地", "42%", "已用7秒"})
        EXPECT_TRUE(has(texts_on(chinese), text)) << text;
    reading.language = ui::Language::en;
    reading.done = -1;
    auto const english = ui.draw(telling_all(), reading);
    EXPECT_TRUE(has(texts_on(english), "Readingthedistrict"));
    auto const is_share = [](std::string const& text) { return text.ends_with("%"); };
    EXPECT_TRUE(std::ranges::none_of(texts_on(english), is_share)) << "nobody knows how far";
    // Sources are read one after another; what is done of the whole does not go back.
    EXPECT_EQ(ui::reading_step("read", reading.step), reading.step);
    EXPECT_EQ(ui::reading_step("what is this", 4), 4U);
    EXPECT_EQ(ui::reading_step("show", 0), ui::kReadingSteps.size() - 1);
    // The desk comes after it in the same window.
    Fake fake = ui_tests::fake();
    EXPECT_FALSE(has(texts_on(fake.draw(ui, telling_all())), "Readingthedistrict"));
}

TEST(Ui, CountsAFeedThatConnectsByItself) {
    ui::Ui ui = make();
    Fake fake = ui_tests::fake();
    fake.settings.right_panel = "feeds";
    fake.facts.feeds.assign(28, {});
    for (std::size_t i = 0; i < fake.facts.feeds.size(); ++i) {
        fake.facts.feeds[i].id = std::to_string(1000 + i);
        if (i < 5) fake.facts.feeds[i].reason = "refused";
    }
    std::vector<std::string> const texts = texts_on(fake.draw(ui, telling_all()));
    EXPECT_TRUE(has(texts, "正在连接"));
    EXPECT_TRUE(has(texts, "23")) << "of their own";
    EXPECT_FALSE(has(texts, "28")) << "as down";
}

TEST(Ui, DoesNotSayThatThereIsNothingBeforeAnythingIsKnown) {
    ui::Ui ui = make();
    Fake fake = ui_tests::fake();
    fake.facts = {};
    fake.district.live.feeds.emplace_back().id = "cameras";
    for (char const* const panel :
         {"hotline", "events", "video", "people", "feeds", "cases", "warning", "indicators"}) {
        fake.settings.right_panel = panel;
        fake.facts.revision = 0;
        EXPECT_TRUE(has(texts_on(fake.draw(ui, telling_all())), "正在读取业务数据")) << panel;
        EXPECT_FALSE(has(texts_on(fake.draw(ui, telling_all())), "没有接入摄像机")) << panel;
        fake.facts.revision = 1;
        EXPECT_FALSE(has(texts_on(fake.draw(ui, telling_all())), "正在读取业务数据")) << panel;
    }
}

TEST(Ui, SaysWhyNoPictureOfACameraLiesOnThePast) {
    ui::Ui ui = make();
    Fake fake = ui_tests::fake();
    fake.settings.right_panel = "video";
    fake.facts.events.cameras.emplace_back().camera.id = "CAM-1";
    fake.state.video.cameras = {"CAM-1"};
    fake.state.video.on_model = fake.state.video.cameras[0];
    auto const says = [&] {
        auto const texts = texts_on(fake.draw(ui, telling_all()));
        return std::any_of(texts.begin(), texts.end(), [](auto& t) { return t.starts_with("时间轴停在历史时刻"); });
    };
    EXPECT_FALSE(says());
    fake.facts.time.live = false;
    EXPECT_TRUE(says());
}

TEST(Ui, OffersAPlainFileNoPanelThatStaysEmpty) {
    ui::Ui ui = make();
    Fake fake = ui_tests::fake();
    fake.facts.feeds.clear();
    fake.settings.right_panel = "inspector";
    auto const shown_after = [&](ui::Key key) {
        fake.draw(ui, request(), press(key));
        return fake.settings.right_panel;
    };
    for (ui::Key const key : {ui::Key::k2, ui::Key::k8, ui::Key::k9, ui::Key::k0})
        EXPECT_EQ(shown_after(key), "inspector");
    shown_after(ui::Key::c);
    shown_after(ui::Key::i);
    EXPECT_FALSE(fake.state.siting.compare || fake.state.indicators.wide);
    // What the district file sets up needs no feeds.
    fake.district.layers.emplace_back().role = "projects";
    EXPECT_EQ(shown_after(ui::Key::k8), "projects");
    fake.district.sites = "sites.toml";
    EXPECT_EQ(shown_after(ui::Key::k0), "siting");
}

TEST(Ui, ShowsRareCharactersAsThemselves) {
    ui::Ui ui = make();
    Fake fake = ui_tests::fake();
    fake.state.log = true;
    auto const glyphs = [&](std::string const& text) {
        fake.log = {{ui_tests::kNow, false, text}};
        ui::Request small = request();
        small.scale.least_text = 15;
        return fake.draw(ui, small).small_texts;
    };
    for (char const* const name : {"浏阳河路", "㙟头村", "𠮷祥里"}) {
        std::vector<std::string> const texts = glyphs(name);
        EXPECT_NE(std::find(texts.begin(), texts.end(), name), texts.end()) << name;
    }
}

TEST(Ui, ListsTextsThatAreTooSmall) {
    ui::Ui ui = make();
    Fake fake = ui_tests::fake();
    ui::Request r = request();
    r.scale.least_text = 12;
    EXPECT_TRUE(fake.draw(ui, r).small_texts.empty());
    r.scale.least_text = 13;
    auto const texts = fake.draw(ui, r).small_texts;
    EXPECT_NE(std::find(texts.begin(), texts.end(), "今日工单"), texts.end());
}

TEST(Ui, RestsWhenNothingHappens) {
    ui::Ui ui = make();
    Fake fake = ui_tests::fake();
    EXPECT_LT(fake.draw(ui, request()).again_in, 0);
    ui::Input input;
    input.mouse = {800, 400};
    auto const once = [&](ui::Kit& kit, ui::Commands& commands) { return fake.context(kit, commands); };
    EXPECT_GE(ui.draw(request(), input, once).again_in, 0);
    EXPECT_LT(fake.draw(ui, request(), input).again_in, 0);
}

TEST(Ui, LeavesTheMouseOverTheDistrictToIt) {
    ui::Ui ui = make();
    Fake fake = ui_tests::fake();
    ui::Input input;
    input.mouse = {800, 400};
    EXPECT_FALSE(fake.draw(ui, request(), input).mouse_taken);
    // A turn that began over the district goes on over a panel, and a drag over a panel never becomes a turn.
    input.buttons[0] = true;
    fake.draw(ui, request(), input);
    input.mouse = {1500, 400};
    EXPECT_FALSE(fake.draw(ui, request(), input).mouse_taken);
    input.buttons[0] = false;
    EXPECT_TRUE(fake.draw(ui, request(), input).mouse_taken);
    input.buttons[0] = true;
    fake.draw(ui, request(), input);
    input.mouse = {800, 400};
    EXPECT_TRUE(fake.draw(ui, request(), input).mouse_taken);
}

TEST(Ui, LetsAVideoBeLaidOnTheModelWithTheMouse) {
    ui::Ui ui = make();
    Fake fake = ui_tests::fake();
    ui::CameraRow& row = fake.facts.events.cameras.emplace_back();
    row.camera.id = "cam";
    row.camera.pose.emplace();
    fake.settings.right_panel = "video";
    fake.state.video.cameras = {"cam"};
    ui::Input input;
    // Somewhere in the tile's upper right corner; how high what stands above it is depends on the facts.
    for (input.mouse = {1540, 160}; input.mouse.y < 320 && fake.state.video.on_model.empty(); input.mouse.y += 12) {
        for (bool const down : {false, true, false}) {
            input.buttons[0] = down;
            fake.draw(ui, request(), input);
        }
    }
    EXPECT_EQ(fake.state.video.on_model, "cam");
}

TEST(Ui, OpensAndClosesWithKeys) {
    ui::Ui ui = make();
    Fake fake = ui_tests::fake();
    fake.draw(ui, request(), press(ui::Key::slash, false, true));
    EXPECT_TRUE(fake.state.help);
    fake.draw(ui, request(), press(ui::Key::escape));
    EXPECT_FALSE(fake.state.help);
    fake.state.projects.gantt = true;
    fake.state.projects.picture = "site.png";
    fake.draw(ui, request(), press(ui::Key::escape));
    EXPECT_EQ(fake.state.projects.picture, "");
    EXPECT_TRUE(fake.state.projects.gantt) << "one thing at a time, from above";
    fake.draw(ui, request(), press(ui::Key::escape));
    EXPECT_FALSE(fake.state.projects.gantt);
    fake.draw(ui, request(), press(ui::Key::k2));
    EXPECT_EQ(fake.settings.right_panel, "hotline");
    fake.draw(ui, request(), press(ui::Key::k2));
    EXPECT_FALSE(fake.settings.right_open);
    fake.draw(ui, request(), press(ui::Key::l, true));
    EXPECT_EQ(fake.settings.language, ui::Language::en);
}

TEST(Ui, PanelsSlideAndTheDistrictIsResizedOnce) {
    ui::Ui ui = make();
    Fake fake = ui_tests::fake();
    fake.settings.left_open = true;
    auto const once = [&](ui::Kit& kit, ui::Commands& commands) { return fake.context(kit, commands); };
    auto const left = [](ui::Output const& out) { return out.district.min_x; };
    fake.draw(ui, request());
    fake.settings.left_open = false;
    ui::Output out = ui.draw(request(), {}, once);
    double const closed = left(out);
    EXPECT_EQ(closed, 44);  // beside the rail: the panel slides away over it
    EXPECT_EQ(out.again_in, 0);
    for (int i = 0; i < 4; ++i) EXPECT_EQ(left(fake.draw(ui, request())), closed);

    fake.settings.left_open = true;
    std::vector<double> edges;
    for (int i = 0; i < 20; ++i) edges.push_back(left(ui.draw(request(), {}, once)));
    EXPECT_EQ(edges[0], closed);
    EXPECT_EQ(edges[8], closed);  // 8/60 s of 0.15
    EXPECT_EQ(edges[10], 344);
    EXPECT_EQ(edges.back(), 344);

    fake.settings.motion = false;
    fake.settings.left_open = false;
    ui.draw(request(), {}, once);
    fake.settings.left_open = true;
    EXPECT_EQ(left(ui.draw(request(), {}, once)), 344);
}

TEST(Ui, AWideWallsTickerStands) {
    ui::Ui ui = make();
    Fake fake = ui_tests::fake();
    ui_tests::fake_wall(fake, "");
    while (fake.wall.ticker.size() < 40) fake.wall.ticker.push_back(fake.wall.ticker.front());
    auto const ticker = [&](std::uint32_t width, std::int64_t later) {
        ui::Request wall = request(width, 1080);
        wall.screen = ui::Screen::wall;
        wall.tell_texts = true;
        fake.facts.time.now = ui_tests::kNow + later;
        std::string out;
        for (ui::ShownText const& text : fake.draw(ui, wall).texts)
            if (text.box.min_y > 1040) out += text.text + "|";
        return out;
    };
    EXPECT_NE(ticker(1920, 0), ticker(1920, 12'000));
    EXPECT_EQ(ticker(5760, 0), ticker(5760, 12'000));
    EXPECT_EQ(ticker(5760, 0).find(" / "), std::string::npos);
}

TEST(Ui, ANewBookmarkReplacesNone) {
    ui::Ui ui = make();
    Fake fake = ui_tests::fake();
    fake.settings.left_open = true;
    fake.settings.left_panel = "views";
    ui::Request told = request();
    told.tell_texts = true;
    fake.settings.bookmarks.clear();
    auto const add = [&] {
        ui::Input input;
        for (ui::ShownText const& text : fake.draw(ui, told).texts)
            if (text.text == "收藏当前视角") input.mouse = text.box.centre();
        std::string name;
        for (bool const down : {false, true, false}) {
            input.buttons[0] = down;
            for (int i = 0; i < 3; ++i) {
                auto const out = ui.draw(
                    told, input, [&](ui::Kit& kit, ui::Commands& commands) { return fake.context(kit, commands); });
                for (ui::Command const& command : out.commands)
                    if (auto const* const made = std::get_if<ui::AddBookmark>(&command)) name = made->name;
            }
        }
        return name;
    };
    std::string const first = add();
    ASSERT_FALSE(first.empty());
    fake.settings.bookmarks = {{add(), "fit"}};
    EXPECT_EQ(fake.settings.bookmarks[0].name, first);
    std::string const second = add();
    EXPECT_NE(second, first);
    fake.settings.bookmarks = {{second, "fit"}};  // the first was deleted
    EXPECT_EQ(add(), first);
}

TEST(Ui, EscapeClosesHowItLooks) {
    ui::Ui ui = make();
    Fake fake = ui_tests::fake();
    ui::Request told = request();
    told.tell_texts = true;
    auto const open = [&](ui::Input const& input) {
        return std::ranges::count(fake.draw(ui, told, input).texts, std::string("动画"), &ui::ShownText::text) > 0;
    };
    ui::Input gear;
    gear.mouse = {22, 812};  // above the question mark at the foot of the rail
    EXPECT_FALSE(open(gear));
    gear.buttons[0] = true;
    open(gear);
    gear.buttons[0] = false;
    EXPECT_TRUE(open(gear));
    ui::Input escape = press(ui::Key::escape);
    escape.mouse = gear.mouse;
    EXPECT_FALSE(open(escape));
}

TEST(Ui, TurnsKeysIntoCommands) {
    ui::Ui ui = make();
    Fake fake = ui_tests::fake();
    auto const once = [&](ui::Kit& kit, ui::Commands& commands) { return fake.context(kit, commands); };
    ui::Commands const fit = ui.draw(request(), press(ui::Key::f), once).commands;
    ASSERT_EQ(fit.size(), 1u);
    EXPECT_EQ(std::get<ui::MoveCamera>(fit[0]).how, ui::MoveCamera::How::fit);
    ui::Commands const live = ui.draw(request(), press(ui::Key::end), once).commands;
    ASSERT_EQ(live.size(), 1u);
    EXPECT_TRUE(std::holds_alternative<ui::GoLive>(live[0]));
    ui::Commands const split = ui.draw(request(), press(ui::Key::y), once).commands;
    ASSERT_EQ(split.size(), 1u);
    EXPECT_EQ(std::get<ui::Split>(split[0]).event, fake.facts.time.event);
    fake.stage.split = true;
    ui::Commands const whole = ui.draw(request(), press(ui::Key::y), once).commands;
    ASSERT_EQ(whole.size(), 1u);
    EXPECT_TRUE(std::get<ui::Split>(whole[0]).off);
}

TEST(Ui, GoesToTheWallAndBackWithoutReadingAnything) {
    ui::Ui ui = make();
    Fake fake = ui_tests::fake();
    auto const once = [&](ui::Kit& kit, ui::Commands& commands) { return fake.context(kit, commands); };
    ui::Commands const there = ui.draw(request(), press(ui::Key::p), once).commands;
    ASSERT_EQ(there.size(), 1u);
    EXPECT_TRUE(std::get<ui::SwitchScreen>(there[0]).wall);

    ui_tests::fake_wall(fake, "");
    ui::Request wall = request();
    wall.screen = ui::Screen::wall;
    ui::Input hand;
    hand.mouse = {800, 400};
    base::Extent const district = ui.draw(wall, hand, once).district;
    // Nobody has moved it yet: a click there is for the district.
    hand.mouse = {std::round(district.centre().x), district.max_y - 44};
    EXPECT_FALSE(ui.draw(wall, {}, once).mouse_taken);
    ui::Commands back;
    for (bool const down : {false, false, true, false}) {
        hand.buttons[0] = down;
        hand.mouse.x += 1;
        for (ui::Command const& c : ui.draw(wall, hand, once).commands) back.push_back(c);
    }
    ASSERT_EQ(back.size(), 1u);
    EXPECT_FALSE(std::get<ui::SwitchScreen>(back[0]).wall);
    // It goes when the hand rests.
    hand.seconds = 5;
    ui.draw(wall, hand, once);
    EXPECT_FALSE(ui.draw(wall, hand, once).mouse_taken);
}

TEST(Ui, AFeedThatHasNotAnsweredYetIsNotCalledDown) {
    ui::FeedRow feed;
    feed.lamp = ui::Lamp::down;
    EXPECT_TRUE(ui::is_connecting(feed));
    feed.reason = "connection refused";
    EXPECT_FALSE(ui::is_connecting(feed));
    feed.reason.clear();
    feed.counted = false;  // of the past only what was heard is known
    EXPECT_FALSE(ui::is_connecting(feed));
}

TEST(Ui, ResizesAPanelByItsEdge) {
    ui::Ui ui = make();
    Fake fake = ui_tests::fake();
    ui::Input input;
    input.mouse = {344, 400};
    fake.draw(ui, request(), input);
    input.buttons[0] = true;
    fake.draw(ui, request(), input);
    input.mouse.x = 314;
    fake.draw(ui, request(), input);
    EXPECT_EQ(fake.settings.left_width, 270);
    input.buttons[0] = false;
    fake.draw(ui, request(), input);
    input.mouse.x = 200;
    fake.draw(ui, request(), input);
    EXPECT_EQ(fake.settings.left_width, 270);
}

TEST(Ui, IsTheSamePictureTwice) {
    ui::Ui first = make(), second = make();
    Fake a = ui_tests::fake(), b = ui_tests::fake();
    base::Image const one = ui_tests::raster(a.draw(first, request(640, 400)).panels);
    base::Image const two = ui_tests::raster(b.draw(second, request(640, 400)).panels);
    EXPECT_EQ(one.pixels, two.pixels);
}

}  // namespace
