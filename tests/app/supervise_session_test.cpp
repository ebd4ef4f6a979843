#include "app/supervise_session.h"

#include <gtest/gtest.h>

#include <fstream>

#include "app/user_file.h"

namespace supervise_session_test {

using app::SessionKeeper;
using app::SessionState;
using namespace std::chrono_literals;

struct Folder {
    std::filesystem::path path =
        std::filesystem::path(testing::TempDir()) /
        ("session-" + std::string(testing::UnitTest::GetInstance()->current_test_info()->name()));
    Folder() { std::filesystem::remove_all(path); }
    ~Folder() { std::filesystem::remove_all(path); }
};

SessionState full() {
    SessionState state;
    state.camera = "look:1.000,2.000,3.000,4.000,5.000,6.000";
    state.style = scene::Style::paper;
    state.live = false;
    state.event = 1'790'000'000'123;
    state.known = 1'790'000'100'000;
    state.speed = 600;
    state.chinese = false;
    state.wall = true;
    state.carousel_scene = "hotline";
    state.carousel_paused = true;
    state.alarms_seen = {{"event c-1 fire", 1'790'000'000'000, 1'790'000'060'000}, {"ticket \"T-2\"", 5, 6}};
    state.alarms_looked = 1'790'000'100'000;
    return state;
}

TEST(SessionState, ComesBackAsItWas) {
    auto const got = app::session_from_toml(app::to_toml(full()));
    ASSERT_TRUE(got) << got.error().message;
    EXPECT_EQ(*got, full());
    EXPECT_EQ(*app::session_from_toml(app::to_toml({})), SessionState{});
}

TEST(SessionState, WhatIsOfTheWrongKindIsLeftAsItWas) {
    auto const got = app::session_from_toml(
        "camera = 5\nstyle = 'pink'\nlive = 'no'\nnew = 1\nalarms_seen = [1, ['a'], [2, 3, 4]]\nevent = 'soon'\nwall = "
        "2\n");
    ASSERT_TRUE(got);
    SessionState wanted;
    EXPECT_EQ(*got, wanted);
    EXPECT_FALSE(app::session_from_toml("camera = \n"));
}

TEST(SessionKeeper, WritesWhatChangedAtMostOnceASecondAndTheLastAtTheEnd) {
    Folder const folder;
    auto const file = folder.path / "deep" / "state.toml";
    auto const speed = [&] { return app::read_session(file)->speed; };
    SessionKeeper::Clock::time_point const zero(1000s);
    SessionState state;
    {
        SessionKeeper keeper(file);
        for (auto const& [at, shown, written] : std::vector<std::tuple<std::chrono::milliseconds, int, int>>{
                 {0ms, 1, 1}, {100ms, 2, 1}, {900ms, 3, 1}, {1000ms, 3, 3}, {1500ms, 4, 3}}) {
            state.speed = shown;
            EXPECT_TRUE(keeper.keep(state, zero + at));
            EXPECT_EQ(speed(), written) << at.count();
        }
    }
    EXPECT_EQ(speed(), 4);
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(file.parent_path()), {}), 1);
}

TEST(SessionKeeper, SaysWhatCannotBeWrittenAndGoesOn) {
    Folder const folder;
    std::filesystem::create_directories(folder.path / "state.toml" / "is a folder");
    SessionKeeper keeper(folder.path / "state.toml");
    SessionState state;
    SessionKeeper::Clock::time_point const zero(1000s);
    EXPECT_FALSE(keeper.keep(state, zero));
    EXPECT_NE(keeper.problem.find("state.toml"), std::string::npos);
    for (auto const at : {100ms, 1000ms, 2500ms}) EXPECT_TRUE(keeper.keep(state, zero + at)) << "said before";
    EXPECT_FALSE(app::read_session(folder.path / "state.toml"));
    EXPECT_TRUE(SessionKeeper("").keep(state, {}));
    std::filesystem::remove_all(folder.path / "state.toml");
    EXPECT_TRUE(keeper.keep(state, zero + 3600ms));
    EXPECT_EQ(keeper.problem, "");
    EXPECT_TRUE(app::read_session(folder.path / "state.toml")) << "what could not be written is tried again";
}

}  // namespace supervise_session_test
