// What a window is told is tried over HTTP in remote_test.py; here what the page is told.
#include "app/remote_words.h"

#include <gtest/gtest.h>

#include <cmath>

namespace remote_words_test {

bool has(std::string const& text, std::string const& part) { return text.find(part) != std::string::npos; }

TEST(RemoteStatus, NoDataIsNeverANumber) {
    app::RemoteStatus status;
    ui::Kpi none, broken;
    none.id = "none";
    none.why = {"未接入", "no feed"};
    broken.known = true;
    broken.value = std::nan("");
    status.kpis = {none, broken};
    std::string const json = app::status_json(status, true);
    EXPECT_FALSE(has(json, "\"value\""));
    EXPECT_FALSE(has(json, "\"known\":true"));
    EXPECT_TRUE(has(json, "no feed"));
    EXPECT_TRUE(has(json, "\"first\":null"));
}

TEST(RemoteStatus, ANameInOneLanguageStandsForBoth) {
    app::RemoteStatus status;
    status.district = {"龙华", ""};
    EXPECT_TRUE(has(app::status_json(status, false), R"("district":{"zh":"龙华","en":"龙华"})"));
    EXPECT_TRUE(has(app::status_json(status, false), R"("can_command":false)"));
}

TEST(RemoteStatus, WhatIsNoUtf8IsReplacedAndNotThrown) {
    app::RemoteStatus status;
    status.layers = {{"\xff", {"\xfe", ""}, true}};
    EXPECT_TRUE(has(app::status_json(status, true), "layers"));
}

TEST(RemoteCommand, TimesAreHeldWithinTheJournal) {
    app::RemoteStatus status;
    status.time.first = 1'000'000;
    auto const moment = [&](char const* json) {
        auto const command = app::read_remote_command(json, status, 5'000'000);
        return command ? std::get<ui::SetMoment>(*command).event : base::UtcMs{-1};
    };
    EXPECT_EQ(moment(R"({"do": "time", "back_s": 60})"), 4'940'000);
    EXPECT_EQ(moment(R"({"do": "time", "back_s": 36000})"), 1'000'000);
    EXPECT_EQ(moment(R"({"do": "time", "at": 2000000})"), 2'000'000);
    EXPECT_EQ(moment(R"({"do": "time", "at": 5000001})"), -1);
}

TEST(ListenAddress, HasAHostAndAPort) {
    auto const read = [](std::string const& text) {
        auto const setup = app::read_listen_address(text, "--remote");
        return setup ? setup->host + " " + std::to_string(setup->port) : setup.error().message;
    };
    EXPECT_EQ(read("0.0.0.0:8735"), "0.0.0.0 8735");
    EXPECT_EQ(read(":8735"), "127.0.0.1 8735");
    EXPECT_EQ(read("8735"), "127.0.0.1 8735");
    EXPECT_EQ(read("[::1]:0"), "::1 0");
    for (char const* wrong : {"", "localhost", "127.0.0.1:", "127.0.0.1:65536", "127.0.0.1:-1", "127.0.0.1:80x"}) {
        EXPECT_TRUE(has(read(wrong), "--remote:")) << wrong;
    }
}

}  // namespace remote_words_test
