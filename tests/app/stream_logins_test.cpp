#include "app/stream_logins.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <thread>

#include "app/videos.h"
#include "sample/clip.h"
#include "tests/feeds/journal_support.h"
#include "tests/support/rtsp_server.h"

namespace {

namespace fs = std::filesystem;
using app::StreamLogins;

/// The variables that people set, as they were again afterwards.
class Logins : public testing::Test {
protected:
    Logins() { ::setenv("XDG_CONFIG_HOME", folder_.path.c_str(), 1); }
    ~Logins() override {
        ::unsetenv("BOROUGH_STREAMS");
        ::unsetenv("XDG_CONFIG_HOME");
    }
    fs::path write(std::string const& name, std::string const& text, mode_t mode = 0600) {
        fs::path const file = folder_.path / name;
        fs::create_directories(file.parent_path());
        std::ofstream(file) << text;
        ::chmod(file.c_str(), mode);
        return file;
    }
    static std::string of_person(std::string const& url) {
        auto const logins = StreamLogins::of_person();
        return logins ? logins->with_login(url) : logins.error().message;
    }

    journal_test::TemporaryFolder folder_;
};

TEST_F(Logins, AreForTheirServerAndPathAlone) {
    auto const logins = StreamLogins::parse(
        "# the platform\n\nrtsp://all:a%40b@Gateway.Example:554\n rtsp://one:x@gateway.example:554/live \r\n"
        "https://web:y@10.0.0.5/hls/\n",
        "here");
    ASSERT_TRUE(logins) << logins.error().message;
    auto const with = [&](std::string const& url) { return logins->with_login(url); };
    EXPECT_EQ(with("rtsp://gateway.example:554/cam/1"), "rtsp://all:a%40b@gateway.example:554/cam/1");
    EXPECT_EQ(with("rtsp://gateway.example:554"), "rtsp://all:a%40b@gateway.example:554");
    EXPECT_EQ(with("rtsp://GATEWAY.example:554/live/1"), "rtsp://one:x@GATEWAY.example:554/live/1");
    EXPECT_EQ(with("rtsp://gateway.example:554/live?ch=1"), "rtsp://one:x@gateway.example:554/live?ch=1");
    EXPECT_EQ(with("rtsp://gateway.example:554/livestock"), "rtsp://all:a%40b@gateway.example:554/livestock");
    EXPECT_EQ(with("https://10.0.0.5/hls/1.m3u8"), "https://web:y@10.0.0.5/hls/1.m3u8");
    for (char const* const other :
         {"rtsps://gateway.example:554/live", "rtsp://gateway.example/live", "rtsp://gateway.example:5540/live",
          "rtsp://gateway.example:554@elsewhere/live", "rtsp://gateway.example.evil:554/live", "http://10.0.0.5/hls/1",
          "https://10.0.0.5/other", "https://10.0.0.50/hls/1", "live/film.mp4", ""})
        EXPECT_EQ(with(other), other);
}

TEST_F(Logins, ComeFromTheEnvironmentOrAFileOfOnesOwn) {
    std::string const url = "rtsp://h/1";
    EXPECT_EQ(of_person(url), url) << "nobody set any";
    write("borough/streams", "rtsp://u:home@h\n");
    EXPECT_EQ(of_person(url), "rtsp://u:home@h/1");
    fs::path const other = write("elsewhere", "rtsp://u:file@h\n");
    ::setenv("BOROUGH_STREAMS", ("file:" + other.string()).c_str(), 1);
    EXPECT_EQ(of_person(url), "rtsp://u:file@h/1");
    ::setenv("BOROUGH_STREAMS", "rtsp://u:direct@h", 1);
    EXPECT_EQ(of_person(url), "rtsp://u:direct@h/1");
}

TEST_F(Logins, WhatIsWrongWithThemIsSaidWithoutThem) {
    write("borough/streams", "rtsp://u:s3cret@h\nrtsp://s3cret\n");
    std::string said = of_person("rtsp://h/1");
    EXPECT_NE(said.find("line 2"), std::string::npos) << said;
    EXPECT_EQ(said.find("s3cret"), std::string::npos) << said;
    write("borough/streams", "rtsp://u:s3cret@h\n", 0644);
    said = of_person("rtsp://h/1");
    EXPECT_NE(said.find("chmod 600"), std::string::npos) << said;
    ::setenv("BOROUGH_STREAMS", "u:s3cret", 1);
    EXPECT_EQ(of_person("rtsp://h/1").find("s3cret"), std::string::npos);
}

TEST_F(Logins, OpenAStreamThatWantsThemAndStayUnsaid) {
    fs::path const film = folder_.path / "film.ts";
    {
        auto clip =
            sample::ClipWriter::open(film, {.width = 96, .height = 64, .per_second = 10, .bits_per_second = 400'000});
        ASSERT_TRUE(clip);
        base::Image grey;
        grey.width = 96, grey.height = 64, grey.channels = 3;
        grey.pixels.assign(grey.row_bytes() * grey.height, 120);
        for (int i = 0; i < 20; ++i) ASSERT_TRUE(clip->add(grey));
        ASSERT_TRUE(clip->finish());
    }
    test_support::RtspServer const server({.film = film, .seconds = 2, .password = "s3cret"});
    std::string const host = "127.0.0.1:" + std::to_string(server.port());
    auto const shown = [&](std::string const& line) {
        auto const logins = StreamLogins::parse(line, "here");
        app::Videos videos(folder_.path, 100, {}, logins ? *logins : StreamLogins{});
        videos.play("CAM", server.url());
        while (true) {
            videos.take_changes();
            ui::Shown const now = videos.show("CAM", ui::Language::en);
            if (now.image != 0 || now.problem != "Connecting…") return now;
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        }
    };
    EXPECT_EQ(shown("").problem, "The server forbids it");
    EXPECT_EQ(shown("rtsp://camera:s3cret@" + host).image, 100U);
}

}  // namespace
