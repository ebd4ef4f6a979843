#include "app/follow.h"

#include <gtest/gtest.h>

namespace {

using app::SharedState;
using app::ShareQueue;
using namespace std::chrono_literals;

SharedState full() {
    SharedState state;
    state.frame = 18446744073709551615U;
    state.show_at = 123'456'789'012;
    state.camera = {{-1.25, 2.0 / 3, 800.5}, {10, 20, 30}, {0, 1, 0}, 42.5, 1234.5, 0.5, 54321};
    state.view = "overview";
    state.style = scene::Style::night;
    state.labels = false;
    state.chinese = false;
    state.dark = false;
    state.wall = false;
    state.live = false;
    state.event = -5;
    state.known = 1'790'000'000'123;
    state.layers = {{"buildings", true, 1}, {"ground/道路", false, 0.25F}};
    state.scene = 3;
    state.scene_seconds_left = 12.5;
    state.paused = true;
    state.scene_seconds_whole = 25;
    state.waiting = 6;
    ui::Alarm& alarm = state.alarm.emplace();
    alarm.subject.kind = ui::SubjectKind::ticket;
    alarm.subject.id = "T-\"1\"\n";
    alarm.title = "消防通道占用";
    alarm.place = "上榕街道";
    alarm.source = "消防救援大队";
    alarm.detail = "上榕街道 · 消防救援大队";
    alarm.urgent = ui::Urgent::orange;
    alarm.at = 77;
    alarm.due = 78;
    alarm.open = false;
    alarm.together = 3;
    alarm.sightings = 4;
    alarm.confidence = 0.5F;
    alarm.box = {{0.25F, 0.5F, 0.75F, 1.0F}};
    alarm.seconds_left = 9.5;
    alarm.seconds_whole = 12.5;
    alarm.waiting = 5;
    return state;
}

TEST(SharedState, ComesBackAsItWas) {
    SharedState const sent = full();
    std::string const line = app::to_json(sent);
    EXPECT_EQ(line.find('\n'), line.npos);
    auto const got = app::shared_from_json(line);
    ASSERT_TRUE(got) << got.error().message;
    EXPECT_EQ(got->frame, sent.frame);
    EXPECT_EQ(got->show_at, sent.show_at);
    EXPECT_EQ(got->camera.eye, sent.camera.eye);  // to the last bit
    EXPECT_EQ(got->camera.target, sent.camera.target);
    EXPECT_EQ(got->camera.up, sent.camera.up);
    EXPECT_EQ(got->camera.fov_y, 42.5);
    EXPECT_EQ(got->camera.ortho_height, 1234.5);
    EXPECT_EQ(got->camera.near_plane, 0.5);
    EXPECT_EQ(got->camera.far_plane, 54321);
    EXPECT_EQ(got->view, "overview");
    EXPECT_EQ(got->style, scene::Style::night);
    EXPECT_FALSE(got->labels || got->chinese || got->dark || got->wall || got->live);
    EXPECT_EQ(got->event, -5);
    EXPECT_EQ(got->known, sent.known);
    EXPECT_EQ(got->layers, sent.layers);
    EXPECT_EQ(got->scene, 3U);
    EXPECT_EQ(got->scene_seconds_left, 12.5);
    EXPECT_TRUE(got->paused);
    EXPECT_EQ(got->scene_seconds_whole, 25);
    EXPECT_EQ(got->waiting, 6U);
    ASSERT_TRUE(got->alarm);
    EXPECT_EQ(app::to_json(*got), line);  // the alarm has no comparison of its own
    EXPECT_EQ(got->alarm->place, "上榕街道");
    EXPECT_EQ(got->alarm->box, sent.alarm->box);
    EXPECT_EQ(got->alarm->seconds_whole, 12.5);
}

TEST(SharedState, WhatIsNotSaidIsAsByDefault) {
    auto const got = app::shared_from_json(R"({"frame": 7, "camera": {}, "of a newer leader": [1, {"x": null}]})");
    ASSERT_TRUE(got) << got.error().message;
    EXPECT_EQ(got->frame, 7U);
    EXPECT_EQ(got->event, base::kNoTime);
    EXPECT_TRUE(got->live);
    EXPECT_FALSE(got->alarm);
    EXPECT_EQ(got->camera.fov_y, scene::Camera{}.fov_y);
}

TEST(SharedState, WhatIsNoUtf8IsReplacedAndNotThrown) {
    SharedState state;
    state.view = "\xff\xfe";
    EXPECT_TRUE(app::shared_from_json(app::to_json(state)));
}

TEST(SharedState, GarbageIsAnErrorThatNamesTheField) {
    for (auto const& [line, word] : std::vector<std::pair<std::string, std::string>>{
             {"", "no JSON object"},
             {"[]", "no JSON object"},
             {"{", "no JSON object"},
             {"\xff", "no JSON object"},
             {"{}", "'frame' and 'camera'"},
             {R"({"frame": 1})", "'frame' and 'camera'"},
             {R"({"frame": -1, "camera": {}})", "'frame'"},
             {R"({"frame": 1, "camera": 5})", "'camera'"},
             {R"({"frame": 1, "camera": {"eye": [1, 2]}})", "'eye'"},
             {R"({"frame": 1, "camera": {"eye": [1, 2, "x"]}})", "'eye'"},
             {R"({"frame": 1, "camera": {"eye": [1, 2, 1e300]}})", "'eye'"},
             {R"({"frame": 1, "camera": {"eye": [0, 0, 0], "target": [0, 0, 0]}})", "looks nowhere"},
             {R"({"frame": 1, "camera": {"fov_y": 180}})", "looks nowhere"},
             {R"({"frame": 1, "camera": {}, "style": 3})", "'style'"},
             {R"({"frame": 1, "camera": {}, "labels": "yes"})", "'labels'"},
             {R"({"frame": 1, "camera": {}, "scene": 4294967296})", "'scene'"},
             {R"({"frame": 1, "camera": {}, "layers": {}})", "'layers'"},
             {R"({"frame": 1, "camera": {}, "layers": [{"opacity": "half"}]})", "'opacity'"},
             {R"({"frame": 1, "camera": {}, "alarm": {"kind": 99}})", "'kind'"},
             {R"({"frame": 1, "camera": {}, "alarm": "fire"})", "'alarm'"}}) {
        auto const got = app::shared_from_json(line);
        ASSERT_FALSE(got) << line;
        EXPECT_NE(got.error().message.find(word), std::string::npos) << got.error().message;
    }
}

TEST(SharedState, ADamagedLineIsNeverMoreThanAnError) {
    std::string const whole = app::to_json(full());
    for (std::size_t i = 0; i < whole.size(); ++i) {
        for (char const c : {'\0', '"', '9', '{', '-', '\xff'}) {
            std::string damaged = whole;
            damaged[i] = c;
            (void)app::shared_from_json(damaged);
        }
        (void)app::shared_from_json(whole.substr(0, i));
    }
}

struct Clock {
    app::ShareClock::time_point const zero = app::ShareClock::time_point(1000s);
    ShareQueue::Due due(std::chrono::milliseconds at, std::uint64_t frame) const {
        SharedState state;
        state.frame = frame;
        return {zero + at, state};
    }
};

TEST(ShareQueue, GivesTheNewestWhoseTimeHasCome) {
    Clock const clock;
    ShareQueue queue;
    EXPECT_FALSE(queue.take(clock.zero));
    EXPECT_FALSE(queue.next_in(clock.zero));
    for (int i = 1; i <= 4; ++i) queue.push(clock.due(10ms * i, static_cast<std::uint64_t>(i)));
    EXPECT_FALSE(queue.take(clock.zero + 9ms));
    EXPECT_DOUBLE_EQ(queue.next_in(clock.zero + 9ms)->count(), 0.001);
    EXPECT_EQ(queue.take(clock.zero + 30ms)->frame, 3U);
    EXPECT_FALSE(queue.take(clock.zero + 30ms));
    EXPECT_EQ(queue.take(clock.zero + 1h)->frame, 4U);
}

TEST(ShareQueue, WhatIsToldLaterReplacesWhatWouldBeShownAfterIt) {
    Clock const clock;
    ShareQueue queue;
    queue.push(clock.due(10ms, 1));
    queue.push(clock.due(500ms, 2));
    queue.push(clock.due(20ms, 3));
    EXPECT_EQ(queue.take(clock.zero + 1h)->frame, 3U);
}

TEST(ShareQueue, IsBounded) {
    Clock const clock;
    ShareQueue queue;
    for (int i = 1; i <= 10000; ++i) queue.push(clock.due(1ms * i, static_cast<std::uint64_t>(i)));
    EXPECT_DOUBLE_EQ(queue.next_in(clock.zero)->count(), 9.761);
}

}  // namespace
