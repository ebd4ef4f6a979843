// Streams against real counterparts: files, an HTTP server with segments, an RTSP server, and those that misbehave.
#include "feeds/video.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <future>
#include <thread>

#include "feeds/video_pace.h"
#include "sample/clip.h"
#include "tests/feeds/journal_support.h"
#include "tests/support/rtsp_server.h"
#include "tests/support/server_process.h"

namespace {

using feeds::NoVideo;
using feeds::Video;
using feeds::VideoSetup;
using test_support::RtspServer;
using State = Video::State;
namespace fs = std::filesystem;

constexpr int kWidth = 96, kHeight = 64, kPerSecond = 10;
constexpr int kStep = 5;  // of brightness, from picture to picture

/// A picture whose brightness is its number: what is shown says where in the film it is.
base::Image numbered_picture(int number, int width, int height) {
    base::Image image;
    image.width = static_cast<std::uint32_t>(width);
    image.height = static_cast<std::uint32_t>(height);
    image.channels = 3;
    image.pixels.assign(image.row_bytes() * image.height, static_cast<std::uint8_t>(20 + kStep * number));
    return image;
}

class Streams : public testing::Test {
protected:
    journal_test::TemporaryFolder folder_;

    fs::path film(std::string const& name, int pictures = 20, int width = kWidth, int height = kHeight) const {
        fs::path const file = folder_.path / name;
        auto clip = sample::ClipWriter::open(
            file, {.width = width, .height = height, .per_second = kPerSecond, .bits_per_second = 400'000});
        EXPECT_TRUE(clip);
        for (int i = 0; i < pictures; ++i) EXPECT_TRUE(clip->add(numbered_picture(i, width, height)));
        EXPECT_TRUE(clip->finish());
        return file;
    }
    fs::path write(std::string const& name, std::string const& text) const {
        std::ofstream(folder_.path / name, std::ios::binary) << text;
        return folder_.path / name;
    }
    static std::unique_ptr<Video> play(std::string const& url, double patience = 30) {
        VideoSetup setup;
        setup.url = url;
        setup.patience = patience;
        setup.most_per_second = 1000;
        return std::make_unique<Video>(std::move(setup));
    }
};

/// The first state of things of which it is true; how long that takes is for ctest to judge.
Video::Now wait_for(Video const& video, std::function<bool(Video::Now const&)> const& wanted) {
    while (true) {
        Video::Now now = video.now();
        if (wanted(now)) return now;
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
}
Video::Now wait_for_picture(Video const& video, std::uint64_t number = 1) {
    return wait_for(video, [&](auto const& now) { return now.picture && now.number >= number; });
}
Video::Now wait_until_lost(Video const& video) {
    return wait_for(video, [](auto const& now) { return now.state == State::lost; });
}
int number_in(base::Image const& image) { return (image.pixels[image.pixels.size() / 2] - 20 + kStep / 2) / kStep; }

/// Whether destroying it comes to an end although something holds it up; where not, `let_go` frees it.
bool ends(std::unique_ptr<Video> video, std::function<void()> const& let_go = {}) {
    auto const ended = std::async(std::launch::async, [&] { video.reset(); });
    bool const in_time = ended.wait_for(std::chrono::seconds(25)) == std::future_status::ready;
    if (!in_time && let_go) let_go();
    return in_time;
}

TEST(Pace, WaitsUntilAPictureIsDueAndBeginsAnewAfterAStallOrAJump) {
    feeds::Pace pace;
    EXPECT_EQ(pace.wait(100, 5), 0);
    EXPECT_NEAR(pace.wait(100.5, 5.1), 0.4, 1e-9);
    EXPECT_NEAR(pace.wait(101, 6.5), -0.5, 1e-9) << "a little late: it catches up";
    EXPECT_EQ(pace.wait(102, 20), 0);
    EXPECT_DOUBLE_EQ(pace.wait(103, 20), 1) << "counted from after the stall";
    EXPECT_EQ(pace.wait(5000, 20), 0);
    EXPECT_DOUBLE_EQ(pace.wait(5001, 20), 1);
    EXPECT_EQ(pace.wait(1, 21), 0) << "a clock that was set back";
    EXPECT_DOUBLE_EQ(pace.wait(2, 21), 1);
}

TEST_F(Streams, AFileIsPlayedInItsOrderAndRepeated) {
    auto const video = play(film("a.mp4"));
    int last = -1, seen = 0;
    bool again = false;
    wait_for(*video, [&](auto const& now) {
        if (!now.picture) return false;
        EXPECT_EQ(now.state, State::playing);
        int const number = number_in(*now.picture);
        again = again || (seen > 3 && number < last);
        seen += number != last ? 1 : 0;
        last = number;
        return again && seen > 8;
    });
    auto const now = video->now();
    EXPECT_EQ(now.picture->width, static_cast<std::uint32_t>(kWidth));
    EXPECT_EQ(now.picture->height, static_cast<std::uint32_t>(kHeight));
    EXPECT_EQ(now.picture->channels, 4U);
    EXPECT_EQ(now.picture->pixels[3], 255);
}

TEST_F(Streams, AFileIsNotPlayedFasterThanItsPace) {
    auto const begin = std::chrono::steady_clock::now();
    auto const video = play(film("a.mp4"));
    wait_for(*video, [](auto const& now) { return now.picture && number_in(*now.picture) >= 15; });
    // A machine can be too slow for a film, never too fast: this holds under any load.
    EXPECT_GE(std::chrono::steady_clock::now() - begin, std::chrono::milliseconds(1400));
}

TEST_F(Streams, AFilmOfOnePictureIsNoError) {
    auto const video = play(film("a.mp4", 1));
    wait_for_picture(*video, 4);
    EXPECT_EQ(video->now().state, State::playing);
}

TEST_F(Streams, LargePicturesAreMadeSmallerAlsoHighOnes) {
    VideoSetup setup;
    setup.max_side = 200;
    setup.url = film("wide.mp4", 3, 640, 322);
    EXPECT_EQ(wait_for_picture(Video(setup)).picture->width, 200U);
    setup.url = film("high.mp4", 3, 98, 402);
    Video const high(setup);
    auto const now = wait_for_picture(high);
    EXPECT_EQ(now.picture->height, 200U);
    EXPECT_EQ(now.picture->width, 49U);
    EXPECT_EQ(number_in(*now.picture), 0);
}

TEST_F(Streams, NotMorePicturesThanAskedFor) {
    VideoSetup setup;
    setup.url = film("a.mp4", 20);
    setup.most_per_second = 2;
    std::atomic<int> told = 0;
    setup.ready = [&] { ++told; };
    Video const video(setup);
    auto const first = wait_for_picture(video);
    auto const third = wait_for_picture(video, 3);
    EXPECT_GE(told, 3);
    int const apart = number_in(*third.picture) - number_in(*first.picture);
    EXPECT_TRUE(apart >= 8 || apart < 0) << apart;
}

TEST_F(Streams, RubbishIsSaidToBeNoVideo) {
    std::string rubbish;
    for (int i = 0; i < 200'000; ++i) rubbish.push_back(static_cast<char>(i * 7919 >> 3));
    auto const now = wait_until_lost(*play(write("a.mp4", rubbish)));
    EXPECT_EQ(now.why_not, NoVideo::broken) << now.problem;
    EXPECT_FALSE(now.problem.empty());
    EXPECT_EQ(now.picture, nullptr);
    EXPECT_EQ(wait_until_lost(*play(write("empty.mp4", ""))).picture, nullptr);
    EXPECT_EQ(wait_until_lost(*play((folder_.path / "none.mp4").string())).why_not, NoVideo::missing);
}

TEST_F(Streams, AFilmThatBeginsInItsMiddleIsShownFromItsNextWholePicture) {
    fs::path const whole = film("whole.ts", 45);  // a whole picture every twenty
    std::ifstream in(whole, std::ios::binary);
    std::string bytes(std::istreambuf_iterator<char>(in), {});
    // The tables that say what is in it, and then not the first picture but what follows it.
    std::size_t const from = bytes.size() / 4 / 188 * 188;
    fs::path const file = write("middle.ts", bytes.substr(0, 3UL * 188) + bytes.substr(from));
    auto const now = wait_for(*play(file), [](auto const& n) { return n.picture && number_in(*n.picture) >= 20; });
    EXPECT_EQ(now.state, State::playing);
}

TEST_F(Streams, AFilmThatIsCutShortIsPlayedAsFarAsItGoes) {
    fs::path const file = film("a.ts", 20);
    fs::resize_file(file, fs::file_size(file) / 2 / 188 * 188 + 60);
    EXPECT_EQ(wait_for_picture(*play(file), 3).state, State::playing);
}

TEST_F(Streams, AFileThatIsAPlaylistIsNotFollowed) {
    film("secret.ts");
    for (std::string const& list :
         {std::string("#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\nsecret.ts\n#EXT-X-ENDLIST\n"),
          std::string("ffconcat version 1.0\nfile secret.ts\n")}) {
        for (char const* const name : {"list.m3u8", "list.mp4", "list.txt"}) {
            auto const now = wait_until_lost(*play(write(name, list)));
            EXPECT_EQ(now.number, 0U) << name;
        }
    }
}

TEST_F(Streams, WhatCannotBeBrokenOffIsLeftBehind) {
    // Nobody writes into it, so opening it waits for ever, as on a network drive that is gone.
    fs::path const pipe = folder_.path / "pipe.mp4";
    ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
    std::atomic<int> told = 0;
    VideoSetup setup;
    setup.url = pipe;
    setup.ready = [&] { ++told; };
    auto video = std::make_unique<Video>(setup);
    std::this_thread::sleep_for(std::chrono::milliseconds(300));  // so that it is in there
    EXPECT_FALSE(video->ended());
    auto const let_go = [&] { ::close(::open(pipe.c_str(), O_WRONLY | O_NONBLOCK)); };
    EXPECT_TRUE(ends(std::move(video), let_go));
    let_go();
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    EXPECT_EQ(told, 0) << "whoever waits for it may be gone by now";
}

TEST_F(Streams, EndsWithoutWaiting) {
    auto const video = play(film("a.mp4"));
    wait_for_picture(*video);
    video->end();
    while (!video->ended()) std::this_thread::sleep_for(std::chrono::milliseconds(2));
}

// ---- HTTP

class Segments : public Streams {
protected:
    void serve() {
        port_ = test_support::free_port();
        server_.launch(
            {test_support::find_program("python3"), "-m", "http.server", "--bind", "127.0.0.1", std::to_string(port_)},
            folder_.path);
        ASSERT_TRUE(test_support::wait_for_port(port_));
    }
    std::string url(std::string const& name) const { return "http://127.0.0.1:" + std::to_string(port_) + "/" + name; }

    int port_ = 0;
    test_support::ServerProcess server_;
};

TEST_F(Segments, ArePlayedOneAfterTheOther) {
    film("live.m3u8", 25);  // a segment is two seconds: two of them
    serve();
    // A proxy of the environment would be in between.
    ::setenv("http_proxy", "http://127.0.0.1:1", 1);
    auto const video = play(url("live.m3u8"));
    wait_for(*video, [](auto const& now) { return now.picture && number_in(*now.picture) >= 23; });
    ::unsetenv("http_proxy");
    auto const now = wait_until_lost(*video);
    EXPECT_EQ(now.why_not, NoVideo::ended) << now.problem;
    EXPECT_EQ(now.picture, nullptr) << "the last picture is not what is there now";
    EXPECT_GT(wait_for_picture(*video).number, now.number) << "it is tried again";
}

TEST_F(Segments, ComeAtTheirOwnPaceAndNotInABurst) {
    film("live.m3u8", 42);
    serve();
    auto const begin = std::chrono::steady_clock::now();
    auto const video = play(url("live.m3u8"));
    wait_for(*video, [](auto const& now) { return now.picture && number_in(*now.picture) >= 40; });
    EXPECT_GE(std::chrono::steady_clock::now() - begin, std::chrono::milliseconds(3900));
}

TEST_F(Segments, NameNoFilesOfThisMachine) {
    fs::path const secret = film("secret.ts");
    std::string const head = "#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\n", end = "\n#EXT-X-ENDLIST\n";
    write("a.m3u8", head + "file://" + secret.string() + end);
    write("b.m3u8", head + secret.string() + end);
    write("c.m3u8", head + "concat:" + secret.string() + "|" + secret.string() + end);
    write("d.m3u8", head + "subfile,,start,0,end,0,,:" + secret.string() + end);
    write("e.m3u8", "ffconcat version 1.0\nfile file://" + secret.string() + "\n");
    serve();
    EXPECT_EQ(wait_for_picture(*play(url("secret.ts"))).state, State::playing) << "the film is good";
    for (char const* const list : {"a.m3u8", "b.m3u8", "c.m3u8", "d.m3u8", "e.m3u8"}) {
        auto const now = wait_until_lost(*play(url(list), 3));
        EXPECT_EQ(now.number, 0U) << list;
        EXPECT_EQ(now.problem.find("secret"), std::string::npos) << now.problem;
    }
}

TEST_F(Segments, WhatIsNotThereIsSaid) {
    serve();
    EXPECT_EQ(wait_until_lost(*play(url("none.m3u8"))).why_not, NoVideo::missing);
    write("rubbish.ts", std::string(50'000, 'x'));
    EXPECT_EQ(wait_until_lost(*play(url("rubbish.ts"))).why_not, NoVideo::broken);
    server_.end(9);
    EXPECT_EQ(wait_until_lost(*play(url("none.m3u8"))).why_not, NoVideo::unreachable);
}

// ---- RTSP

class Rtsp : public Streams {
protected:
    test_support::RtspSetup setup() { return {.film = film("film.ts"), .seconds = 2}; }
};

TEST_F(Rtsp, IsPlayedOverTheOneConnection) {
    RtspServer const server(setup());
    auto const video = play(server.url());
    auto const now = wait_for_picture(*video, 5);
    EXPECT_EQ(now.picture->width, static_cast<std::uint32_t>(kWidth));
    EXPECT_EQ(now.picture->height, static_cast<std::uint32_t>(kHeight));
    EXPECT_EQ(now.why_not, NoVideo::none);
    auto const asked = server.asked();
    EXPECT_EQ(asked, (std::vector<std::string>{"OPTIONS", "DESCRIBE", "SETUP", "PLAY"}));
}

TEST_F(Rtsp, AServerThatDiesIsSaidAndOneThatComesBackIsFound) {
    auto options = setup();
    auto server = std::make_unique<RtspServer>(options);
    options.port = server->port();
    auto const video = play(server->url());
    wait_for_picture(*video);
    server.reset();
    auto const lost = wait_until_lost(*video);
    EXPECT_EQ(lost.picture, nullptr);
    EXPECT_NE(lost.why_not, NoVideo::none);
    wait_for(*video, [](auto const& now) { return now.why_not == NoVideo::unreachable; });
    server = std::make_unique<RtspServer>(options);
    ASSERT_EQ(server->port(), options.port);
    auto const back = wait_for_picture(*video);
    EXPECT_GT(back.number, lost.number);
    EXPECT_EQ(back.state, State::playing);
    EXPECT_EQ(back.problem, "");
}

TEST_F(Rtsp, AServerThatPromisesPicturesAndSendsNoneIsLost) {
    auto options = setup();
    options.silent_after_play = true;
    RtspServer const server(options);
    auto const now = wait_until_lost(*play(server.url(), 0.5));
    EXPECT_EQ(now.why_not, NoVideo::silent) << now.problem;
}

TEST_F(Rtsp, OneThatNeverAnswersKeepsNobodyWaiting) {
    int const listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    ASSERT_EQ(::listen(listener, 5), 0);  // the system accepts; nobody reads
    sockaddr_in address{};
    socklen_t size = sizeof address;
    ASSERT_EQ(::getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size), 0);
    std::string const at = "127.0.0.1:" + std::to_string(ntohs(address.sin_port));
    for (std::string const scheme : {"rtsp", "http", "https", "rtsps"}) {
        auto const now = wait_until_lost(*play(scheme + "://" + at + "/x", 0.3));
        EXPECT_EQ(now.why_not, NoVideo::silent) << scheme << ": " << now.problem;
        // Patience of an hour does not keep it from ending.
        EXPECT_TRUE(ends(play(scheme + "://" + at + "/x", 3600))) << scheme;
    }
    ::close(listener);
}

TEST_F(Rtsp, APasswordIsUsedAndNeverSaid) {
    auto options = setup();
    options.password = "s3cret";
    RtspServer server(options);
    std::string const at = "@127.0.0.1:" + std::to_string(server.port()) + "/film";
    EXPECT_EQ(wait_for_picture(*play("rtsp://camera:s3cret" + at)).state, State::playing);
    auto const refused = wait_until_lost(*play(server.url()));
    EXPECT_EQ(refused.why_not, NoVideo::refused) << refused.problem;
    for (std::string const url :
         {"rtsp://camera:s3cret@127.0.0.1:1/film", "http://camera:s3cret@127.0.0.1:1/x?token=s3cret",
          "rtsp://camera:s3cret@nowhere.invalid/film", "https://camera:s3cret@127.0.0.1:1/film"}) {
        auto const now = wait_until_lost(*play(url));
        EXPECT_EQ(now.problem.find("s3cret"), std::string::npos) << now.problem;
        EXPECT_EQ(now.problem.find("camera"), std::string::npos) << now.problem;
        EXPECT_EQ(now.why_not, NoVideo::unreachable) << now.problem;
    }
}

// ---- what a feed may name

TEST_F(Streams, AFeedMayNameTheNetworkAndFilesOfTheDistrict) {
    fs::create_directories(folder_.path / "district/live");
    std::string const folder = folder_.path / "district";
    fs::path const inside = film("district/live/a.mp4", 1);
    write("outside.mp4", "x");
    auto const why = [&](std::string const& reference) { return feeds::allowed_stream(reference, folder).why_not; };
    EXPECT_EQ(feeds::allowed_stream("live/a.mp4", folder).url, inside);
    EXPECT_EQ(feeds::allowed_stream("live/../live/a.mp4", folder + "/").url, inside);
    EXPECT_EQ(feeds::allowed_stream("RTSP://Host/Path", folder).url, "rtsp://Host/Path");
    for (char const* const url : {"rtsps://h/x", "http://h/x", "https://h/x?a=b"})
        EXPECT_EQ(feeds::allowed_stream(url, folder).url, url);
    for (char const* const url :
         {"ftp://h/x", "file:///etc/passwd", "udp://@:5000", "concat://x", "://x", "http://h/\r\nX: y"})
        EXPECT_EQ(why(url), NoVideo::scheme) << url;
    EXPECT_EQ(why(""), NoVideo::unnamed);
    EXPECT_EQ(why("../outside.mp4"), NoVideo::outside);
    EXPECT_EQ(why("/etc/passwd"), NoVideo::outside);
    EXPECT_EQ(why("live/none.mp4"), NoVideo::missing);
    EXPECT_EQ(why("live"), NoVideo::missing) << "a folder is no film";
    EXPECT_EQ(why("file:/etc/passwd"), NoVideo::missing) << "that is a name below the folder";
    EXPECT_EQ(why("rtsp:camera:s3cret@h/x"), NoVideo::missing);
    fs::create_symlink(folder_.path / "outside.mp4", folder_.path / "district/link.mp4");
    fs::create_directory_symlink(folder_.path, folder_.path / "district/up");
    EXPECT_EQ(why("link.mp4"), NoVideo::outside);
    EXPECT_EQ(why("up/outside.mp4"), NoVideo::outside);
    fs::create_symlink("live/a.mp4", folder_.path / "district/same.mp4");
    EXPECT_EQ(feeds::allowed_stream("same.mp4", folder).url, inside);
}

}  // namespace
