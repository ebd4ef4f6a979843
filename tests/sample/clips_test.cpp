// The films of the sample's cameras: small, the same every time, and what a camera refers to is there and can be
// played.
#include "sample/clips.h"

#include <gtest/gtest.h>

#include <set>

#include "feeds/video.h"
#include "layers.h"

namespace sample::test {
namespace {

namespace fs = std::filesystem;

std::set<std::string> referred_to() {
    std::set<std::string> names;
    for (std::size_t camera = 0; camera < 12; ++camera)
        for (int scene = 0; scene < static_cast<int>(Where::count); ++scene)
            if (auto const name = clip_of(camera, static_cast<Where>(scene)); !name.empty()) names.emplace(name);
    return names;
}

TEST(Clips, AreSmallAndTheSameEveryTime) {
    fs::path const a = fresh_folder("clips_a"), b = fresh_folder("clips_b");
    ASSERT_TRUE(write_clips(a));
    ASSERT_TRUE(write_clips(b));
    std::set<std::string> written;
    for (auto const& entry : fs::directory_iterator(a)) {
        EXPECT_TRUE(bytes_of(entry.path()) == bytes_of(b / entry.path().filename())) << entry.path();
        EXPECT_LT(fs::file_size(entry.path()), 300'000U);
        written.insert(entry.path().filename());
    }
    EXPECT_EQ(written, referred_to());
}

TEST(Clips, CanBePlayedAndMove) {
    fs::path const folder = fresh_folder("clips_played");
    ASSERT_TRUE(write_clips(folder));
    for (std::string const& name : referred_to()) {
        auto const allowed = feeds::allowed_stream(name, folder);
        ASSERT_EQ(allowed.why_not, feeds::NoVideo::none) << name;
        feeds::VideoSetup setup;
        setup.url = allowed.url;
        feeds::Video const video(std::move(setup));
        std::shared_ptr<base::Image const> first;
        while (true) {  // until two pictures differ, or the test runs out of time
            auto const now = video.now();
            ASSERT_NE(now.state, feeds::Video::State::lost) << name << ": " << now.problem;
            if (now.picture && !first) first = now.picture;
            if (first && first->pixels != now.picture->pixels) break;
        }
        EXPECT_EQ(first->width, 480U);
        EXPECT_EQ(first->height, 270U);
    }
}

TEST(Clips, SomeCamerasHaveOneAndMostHaveNone) {
    std::size_t with = 0;
    for (std::size_t camera = 0; camera < 300; ++camera) with += clip_of(camera, Where::road).empty() ? 0U : 1U;
    EXPECT_EQ(with, 100U);
    EXPECT_TRUE(clip_of(0, Where::industry).empty());
}

}  // namespace
}  // namespace sample::test
