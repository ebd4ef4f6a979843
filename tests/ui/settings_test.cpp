#include "ui/settings.h"

#include <gtest/gtest.h>

namespace {

ui::Settings unusual() {
    ui::Settings s;
    s.language = ui::Language::en;
    s.dark = false;
    s.text_scale = 1.25F;
    s.motion = false;
    s.style = scene::Style::paper;
    s.labels = false;
    s.layers = {{"buildings", true, 1}, {"ground/道路", false, 0.5F}};
    s.colouring = {"height", ui::Breaks::natural, 7, "orange"};
    s.filter = "height > 50 AND use = '住宅'";
    s.bookmarks = {{"北广场 \"A\"", "fit:335,35"}};
    s.left_width = 240;
    s.right_width = 400;
    s.timeline_height = 160;
    s.left_open = s.right_open = s.timeline_open = false;
    s.left_panel = "views";
    s.right_panel = "hotline";
    return s;
}

TEST(Settings, AreTheSameAfterAFile) {
    std::vector<std::string> problems;
    EXPECT_EQ(ui::from_toml(ui::to_toml(unusual()), {}, problems), unusual());
    EXPECT_EQ(ui::from_toml(ui::to_toml({}), unusual(), problems), ui::Settings());
    EXPECT_TRUE(problems.empty());
}

TEST(Settings, StayAsTheyWereWhereAFileIsWrong) {
    std::vector<std::string> problems;
    ui::Settings const read = ui::from_toml(
        "language = \"fr\"\ndark = 1\ntext_scale = 9\nlayers = 3\n[desk]\nleft_width = \"wide\"\nright_width = 300\n",
        unusual(), problems);
    ui::Settings expected = unusual();
    expected.right_width = 300;
    EXPECT_EQ(read, expected);
    ASSERT_EQ(problems.size(), 5u);
    EXPECT_EQ(problems[0], "settings: \"language\" is not one of zh en; it stays as it was");
    EXPECT_EQ(problems[4], "settings: \"desk.left_width\" is not a number from 200 to 480; it stays as it was");
}

TEST(Settings, StayAsTheyWereWhereAFileIsNoToml) {
    std::vector<std::string> problems;
    EXPECT_EQ(ui::from_toml("language = ", unusual(), problems), unusual());
    ASSERT_EQ(problems.size(), 1u);
    EXPECT_NE(problems[0].find("line 1"), std::string::npos);
}

TEST(Settings, KeepWhatAnotherVersionWrote) {
    std::string const newer = "shadows = \"soft\"\n[desk]\nglow = 3\nleft_width = 210\n";
    std::string const written = ui::to_toml(unusual(), newer);
    EXPECT_NE(written.find("shadows"), std::string::npos);
    EXPECT_NE(written.find("glow"), std::string::npos);
    std::vector<std::string> problems;
    EXPECT_EQ(ui::from_toml(written, {}, problems), unusual());
    EXPECT_TRUE(problems.empty());
}

TEST(Settings, ShowWhatNobodyHid) {
    EXPECT_TRUE(unusual().shows("models"));
    EXPECT_FALSE(unusual().shows("ground/道路"));
}

}  // namespace
