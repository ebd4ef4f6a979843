// Where lines of running text end.
#include "ui/wrap.h"

#include <gtest/gtest.h>

namespace {

/// Of a font whose characters are all as wide as each other, unknown ones too.
class Lines : public testing::Test {
protected:
    void SetUp() override {
        font_ = atlas_.AddFontDefault();
        ASSERT_TRUE(atlas_.Build());
    }
    std::string of(std::string const& text, int characters) const {
        return ui::in_lines(font_, text, (static_cast<float>(characters) + 0.5F) * font_->GetCharAdvance('a'));
    }

    ImFontAtlas atlas_;
    ImFont* font_ = nullptr;
};

TEST_F(Lines, OfWordsEndAtSpaces) {
    EXPECT_EQ(of("one two three", 7), "one two\nthree");
    EXPECT_EQ(of("one  two", 4), "one\ntwo");
    EXPECT_EQ(of("one\ntwo three", 9), "one\ntwo three");
    EXPECT_EQ(of("extraordinary", 5), "extra\nordin\nary") << "a word longer than a line";
    EXPECT_EQ(of("", 5), "");
}

TEST_F(Lines, OfChineseEndAnywhereButBeforeWhatCloses) {
    EXPECT_EQ(of("康城社区水质异常", 5), "康城社区水\n质异常");
    EXPECT_EQ(of("康城社区，水质", 4), "康城社\n区，水质");
    EXPECT_EQ(of("康城社（水质）", 4), "康城社\n（水质）") << "nor after what opens";
    EXPECT_EQ(of("他说水“质”好", 4), "他说水\n“质”好") << "quotation marks are narrow";
}

TEST_F(Lines, LeaveNumbersWhole) {
    EXPECT_EQ(of("约0.0001次", 6), "约\n0.0001\n次");
    EXPECT_EQ(of("近 7 天 33 件", 6), "近 7 天\n33 件") << "with what they count";
    EXPECT_EQ(of("p < 0.05, z", 7), "p <\n0.05, z");
}

}  // namespace
