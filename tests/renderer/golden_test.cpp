// The harness of the goldens, tested on pictures made up here: a harness that lets everything pass would never be
// noticed.
#include "tests/renderer/golden.h"

#include <fstream>

namespace {

namespace fs = std::filesystem;

base::Image grey(std::uint32_t width, std::uint32_t height) {
    return {width, height, 4, std::vector<std::uint8_t>(std::size_t{width} * height * 4, 100)};
}
void spoil(base::Image& image, std::uint32_t x, std::uint32_t y, int by) {
    std::uint8_t& channel = image.row(y)[std::size_t{x} * 4 + 1];
    channel = static_cast<std::uint8_t>(channel + by);
}

TEST(Compare, EqualPicturesAreEqual) {
    Difference const d = compare(grey(40, 30), grey(40, 30), 0);
    EXPECT_TRUE(d.same_size);
    EXPECT_EQ(d.max, 0);
    EXPECT_EQ(d.over, 0u);
    EXPECT_EQ(d.pixels, 1200u);
    EXPECT_TRUE(d.within({0, 0}));
}

TEST(Compare, CountsMeasuresAndLocates) {
    base::Image actual = grey(40, 30);
    spoil(actual, 10, 5, 3);
    spoil(actual, 12, 9, -60);
    spoil(actual, 30, 20, 2);
    Difference const d = compare(grey(40, 30), actual, 2);
    EXPECT_EQ(d.max, 60);
    EXPECT_EQ(d.over, 2u);
    EXPECT_DOUBLE_EQ(d.mean, 65.0 / 3600);
    EXPECT_EQ(d.left, 10u);
    EXPECT_EQ(d.right, 13u);
    EXPECT_EQ(d.top, 5u);
    EXPECT_EQ(d.bottom, 10u);
    EXPECT_TRUE(d.within({2, 2.0 / 1200}));
    EXPECT_FALSE(d.within({2, 1.0 / 1200}));
}

TEST(Compare, AlphaIsNotCompared) {
    base::Image actual = grey(4, 4);
    actual.pixels[3] = 0;
    EXPECT_EQ(compare(grey(4, 4), actual, 0).over, 0u);
}

TEST(Compare, OtherSizesAreNeverWithin) { EXPECT_FALSE(compare(grey(4, 4), grey(4, 5), 255).within({255, 1})); }

TEST(Compare, TheMapShowsWhere) {
    base::Image actual = grey(40, 40);
    spoil(actual, 0, 0, 10);
    spoil(actual, 39, 39, 100);
    EXPECT_EQ(difference_map(grey(40, 40), actual, 8), "1.......\n........\n........\n.......4\n");
}

TEST(Compare, ThePictureEnlargesDifferences) {
    base::Image actual = grey(2, 1);
    spoil(actual, 1, 0, -5);
    EXPECT_EQ(difference_picture(grey(2, 1), actual).pixels, (std::vector<std::uint8_t>{0, 0, 0, 0, 40, 0}));
}

class Golden : public testing::Test {
protected:
    void SetUp() override {
        fs::path const root =
            fs::path(testing::TempDir()) /
            (std::string("borough_golden_") + testing::UnitTest::GetInstance()->current_test_info()->name());
        fs::remove_all(root);
        where = {root / "goldens", root / "output", false};
    }
    void TearDown() override { fs::remove_all(where.folder.parent_path()); }
    void make(base::Image const& image) {
        Goldens writing = where;
        writing.update = true;
        ASSERT_EQ(judge(writing, "a", image, "lavapipe 1").verdict, Verdict::updated);
    }
    Goldens where;
};

TEST_F(Golden, AMissingOneIsWrongAndThePictureIsLeft) {
    Judgement const j = judge(where, "a", grey(8, 8), "lavapipe 1");
    EXPECT_EQ(j.verdict, Verdict::wrong);
    EXPECT_TRUE(base::read_png(where.output / "a-actual.png"));
    EXPECT_FALSE(fs::exists(where.folder / "a.png")) << "a test may never make its own golden";
}

TEST_F(Golden, ThePictureItselfIsRight) {
    make(grey(8, 8));
    EXPECT_EQ(judge(where, "a", grey(8, 8), "lavapipe 1").verdict, Verdict::right);
    EXPECT_FALSE(fs::exists(where.output));
}

TEST_F(Golden, APixelTooMuchIsWrongWithPictures) {
    make(grey(20, 20));
    base::Image actual = grey(20, 20);
    spoil(actual, 7, 8, 3);
    Judgement const j = judge(where, "a", actual, "lavapipe 1");
    EXPECT_EQ(j.verdict, Verdict::wrong);
    EXPECT_NE(j.words.find("1 of 400 pixels"), std::string::npos) << j.words;
    EXPECT_NE(j.words.find("x 7 to 8, y 8 to 9"), std::string::npos) << j.words;
    EXPECT_TRUE(fs::exists(where.output / "a-actual.png"));
    EXPECT_TRUE(fs::exists(where.output / "a-diff.png"));
}

TEST_F(Golden, AHairsBreadthIsRight) {
    make(grey(20, 20));
    base::Image actual = grey(20, 20);
    for (std::uint32_t x = 0; x < 20; ++x) spoil(actual, x, 3, 2);
    EXPECT_EQ(judge(where, "a", actual, "lavapipe 1").verdict, Verdict::right);
}

TEST_F(Golden, AnotherSizeIsWrongUnderAnyDriver) {
    make(grey(20, 20));
    EXPECT_EQ(judge(where, "a", grey(20, 21), "lavapipe 1").verdict, Verdict::wrong);
    EXPECT_EQ(judge(where, "a", grey(20, 21), "lavapipe 2").verdict, Verdict::wrong);
}

TEST_F(Golden, AnotherDriverIsAllowedMoreThenReportedThenWrong) {
    make(grey(100, 10));
    base::Image actual = grey(100, 10);
    for (std::uint32_t x = 0; x < 5; ++x) spoil(actual, x, 3, 50);
    EXPECT_EQ(judge(where, "a", actual, "lavapipe 2").verdict, Verdict::right_for_another_driver);
    EXPECT_EQ(judge(where, "a", actual, "lavapipe 1").verdict, Verdict::wrong);
    spoil(actual, 9, 9, 50);
    Judgement const j = judge(where, "a", actual, "lavapipe 2");
    EXPECT_EQ(j.verdict, Verdict::doubtful);
    EXPECT_NE(j.words.find("lavapipe 2"), std::string::npos);
    EXPECT_NE(j.words.find("lavapipe 1"), std::string::npos);
    for (std::uint32_t x = 0; x < 100; ++x) spoil(actual, x, 5, 50);
    EXPECT_EQ(judge(where, "a", actual, "lavapipe 2").verdict, Verdict::wrong);
}

TEST_F(Golden, WithoutItsSideFileItIsAnotherDrivers) {
    make(grey(8, 8));
    fs::remove(where.folder / "a.txt");
    EXPECT_EQ(judge(where, "a", grey(8, 8), "lavapipe 1").verdict, Verdict::right_for_another_driver);
}

TEST_F(Golden, OnlyUpdateWritesGoldens) {
    make(grey(8, 8));
    base::Image const other = grey(9, 9);
    EXPECT_EQ(judge(where, "a", other, "lavapipe 1").verdict, Verdict::wrong);
    make(other);
    EXPECT_EQ(judge(where, "a", other, "lavapipe 1").verdict, Verdict::right);
}

}  // namespace
