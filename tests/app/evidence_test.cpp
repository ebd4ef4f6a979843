// Pictures of events come from the district's own folder, whatever a message says, and are forgotten before they fill
// the memory.
#include "app/evidence.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <semaphore>
#include <thread>

namespace app {
namespace {

namespace fs = std::filesystem;

class EvidenceTest : public testing::Test {
protected:
    void SetUp() override {
        root_ = fs::temp_directory_path() / ("borough_evidence_" + std::to_string(getpid()));
        fs::remove_all(root_);
        folder_ = root_ / "district";
        fs::create_directories(folder_ / "live");
        write(folder_ / "live/a.png", 8, 4);
        write(root_ / "secret.png", 8, 4);
    }
    void TearDown() override { fs::remove_all(root_); }

    static void write(fs::path const& file, std::uint32_t width, std::uint32_t height) {
        base::Image image{width, height, 4, std::vector<std::uint8_t>(std::size_t{4} * width * height, 200)};
        ASSERT_TRUE(base::write_png(file, image));
    }

    ui::Shown wait(Evidence& evidence, std::string const& reference) const {
        ui::Shown shown = evidence.show(reference, ui::Language::en);
        while (!evidence.idle()) std::this_thread::yield();
        return evidence.show(reference, ui::Language::en);
    }

    NoEvidence why(std::string const& reference) const { return find_evidence(folder_, reference).why_not; }

    fs::path root_, folder_;
};

TEST_F(EvidenceTest, IsAFileBelowTheDistrictsFolder) {
    EXPECT_EQ(why("live/a.png"), NoEvidence::none);
    EXPECT_EQ(why("live/../live/a.png"), NoEvidence::none);
    EXPECT_EQ(why(""), NoEvidence::not_given);
    EXPECT_EQ(why("live/b.png"), NoEvidence::missing);
    EXPECT_EQ(why("live"), NoEvidence::missing);
    EXPECT_EQ(find_evidence(root_ / "nowhere", "a.png").why_not, NoEvidence::missing);
}

TEST_F(EvidenceTest, NeverComesFromElsewhere) {
    for (char const* const reference : {"../secret.png", "live/../../secret.png", "/etc/hostname", "..", "."})
        EXPECT_EQ(why(reference), NoEvidence::outside) << reference;
    for (char const* const reference :
         {"http://10.0.0.1/a.png", "https://x/a.png", "file:///etc/hostname", "//x/a.png"})
        EXPECT_EQ(why(reference), NoEvidence::remote) << reference;
    fs::create_symlink(root_ / "secret.png", folder_ / "live/link.png");
    EXPECT_EQ(why("live/link.png"), NoEvidence::outside);
    fs::create_directory_symlink(root_, folder_ / "up");
    EXPECT_EQ(why("up/secret.png"), NoEvidence::outside);
    EXPECT_EQ(why(std::string("live/a.png\0.txt", 15)), NoEvidence::outside);
    EXPECT_EQ(why(std::string(5000, 'a')), NoEvidence::outside);
}

TEST_F(EvidenceTest, IsShownOnceItIsRead) {
    Evidence evidence(folder_, 100);
    ui::Shown const shown = wait(evidence, "live/a.png");
    EXPECT_EQ(shown.image, 100U);
    EXPECT_EQ(shown.width, 8U);
    EXPECT_EQ(shown.height, 4U);
    EXPECT_EQ(shown.problem, "");
    auto const changes = evidence.take_changes();
    ASSERT_EQ(changes.size(), 1U);
    EXPECT_EQ(changes[0].image, 100U);
    EXPECT_EQ(changes[0].pixels->width, 8U);
    EXPECT_TRUE(evidence.take_changes().empty());
}

TEST_F(EvidenceTest, SaysWhyThereIsNone) {
    std::ofstream(folder_ / "broken.png") << "no picture";
    Evidence evidence(folder_, 1);
    EXPECT_EQ(wait(evidence, "").problem, "no picture was sent");
    EXPECT_EQ(wait(evidence, "broken.png").problem, "the picture cannot be read");
    EXPECT_EQ(wait(evidence, "http://camera/1.jpg").problem, "the picture lies elsewhere and is not fetched");
    EXPECT_EQ(evidence.show("broken.png", ui::Language::zh).problem, "图片无法读取");
    EXPECT_EQ(evidence.show("broken.png", ui::Language::zh).image, 0U);
}

TEST_F(EvidenceTest, KeepsToItsLimits) {
    write(folder_ / "large.png", 64, 32);
    EvidenceLimits limits;
    limits.max_side = 16;
    limits.cache_bytes = 16 * 8 * 4 + 10;
    Evidence evidence(folder_, 1, limits);
    EXPECT_EQ(wait(evidence, "large.png").width, 16U);
    wait(evidence, "live/a.png");  // no room for both: the first is forgotten
    auto const changes = evidence.take_changes();
    ASSERT_EQ(changes.size(), 3U);
    EXPECT_EQ(changes[2].image, changes[0].image);
    EXPECT_EQ(changes[2].pixels, nullptr);
    EXPECT_EQ(wait(evidence, "large.png").image, 3U);
    limits.file_bytes = 10;
    EXPECT_EQ(find_evidence(folder_, "live/a.png", limits).why_not, NoEvidence::too_large);
    EvidenceLimits few;
    few.file_pixels = 100;
    Evidence other(folder_, 1, few);
    EXPECT_EQ(wait(other, "large.png").problem, "the picture cannot be read");
}

/// Reads one after the other, each when it is let.
class EvidenceInStepsTest : public EvidenceTest {
protected:
    void TearDown() override {
        let_.release(1000);
        evidence_.reset();
        EvidenceTest::TearDown();
    }
    void open(EvidenceLimits const& limits) {
        evidence_ = std::make_unique<Evidence>(folder_, 1, limits, [this] {
            was_read_.release();
            let_.acquire();
        });
    }
    ui::Shown show(std::string const& reference) { return evidence_->show(reference, ui::Language::en); }
    /// Lets all be read that waits. What came of it: pictures, and how many of them are still there.
    std::pair<std::ptrdiff_t, std::ptrdiff_t> finish() {
        let_.release(1000);
        while (!evidence_->idle()) std::this_thread::yield();
        auto const changes = evidence_->take_changes();
        auto const came =
            std::count_if(changes.begin(), changes.end(), [](auto const& c) { return c.pixels != nullptr; });
        return {came, 2 * came - static_cast<std::ptrdiff_t>(changes.size())};
    }

    std::counting_semaphore<100000> was_read_{0}, let_{0};
    std::unique_ptr<Evidence> evidence_;
};

TEST_F(EvidenceInStepsTest, AsksAgainOnceForWhatCouldNotBeRead) {
    EvidenceLimits limits;
    limits.try_again = std::chrono::milliseconds(-1);
    limits.waiting = 2;
    open(limits);
    show("live/b.png");
    was_read_.acquire();
    write(folder_ / "live/b.png", 8, 4);
    for (int i = 0; i < 5; ++i) EXPECT_EQ(show("live/b.png").problem, "the picture's file is not there");
    EXPECT_EQ(finish(), std::pair(std::ptrdiff_t{1}, std::ptrdiff_t{1}));
    EXPECT_EQ(show("live/b.png").image, 1U);
}

TEST_F(EvidenceInStepsTest, DoesNotForgetWhatWaitsToMakeRoom) {
    write(folder_ / "live/b.png", 8, 4);
    EvidenceLimits limits;
    limits.cache_bytes = 1;
    open(limits);
    show("live/missing.png");
    was_read_.acquire();
    for (char const* const reference : {"live/a.png", "live/b.png", "live/a.png"}) show(reference);
    let_.release();
    was_read_.acquire();  // the first picture is there and is more than there is room for
    show("live/b.png");
    EXPECT_EQ(finish(), std::pair(std::ptrdiff_t{2}, std::ptrdiff_t{1}));
}

TEST_F(EvidenceTest, ForgetsTheOldestOfTooManyThatWait) {
    EvidenceLimits limits;
    limits.waiting = 2;
    Evidence evidence(folder_, 1, limits);
    for (int i = 0; i < 200; ++i) evidence.show("live/" + std::to_string(i) + ".png", ui::Language::en);
    EXPECT_EQ(wait(evidence, "live/a.png").problem, "");
}

}  // namespace
}  // namespace app
