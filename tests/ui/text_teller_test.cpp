#include "ui/text_teller.h"

#include <gtest/gtest.h>

namespace {

/// Letters of 14 pixels, 10 wide, from `x` on.
void write(ui::TextTeller& teller, std::u32string const& letters, float x, float top) {
    for (char32_t const letter : letters) {
        if (letter != U' ') teller.add({letter, x, top, 10, 20, 14, false});
        x += letter == U' ' ? 4.0F : 10.0F;
    }
}

std::vector<std::string> texts(ui::TextTeller& teller) {
    std::vector<std::string> out;
    for (ui::ShownText const& text : teller.finish()) out.push_back(text.text);
    return out;
}

TEST(TextTeller, KeepsWordsOfALineTogetherAndButtonsApart) {
    ui::TextTeller teller;
    write(teller, U"确认 3 条", 20, 100);
    write(teller, U"排除", 76, 100);  // 8 pixels after the other
    EXPECT_EQ(texts(teller), (std::vector<std::string>{"确认 3 条", "排除"}));
}

TEST(TextTeller, BeginsAnewOnAnotherLineAndForIcons) {
    ui::TextTeller teller;
    write(teller, U"全部", 20, 100);
    write(teller, U"预警", 40, 120);
    teller.add({U'\ue5cd', 60, 120, 20, 20, 20, true});
    write(teller, U"关", 80, 120);
    EXPECT_EQ(texts(teller), (std::vector<std::string>{"全部", "预警", "\uE5CD", "关"}));
}

TEST(TextTeller, SaysWhereATextIs) {
    ui::TextTeller teller;
    write(teller, U"确认", 20, 100);
    base::Extent const box = teller.finish().front().box;
    EXPECT_EQ(box.min_x, 20);
    EXPECT_EQ(box.max_x, 40);
    EXPECT_EQ(box.min_y, 100);
    EXPECT_EQ(box.max_y, 120);
}

}  // namespace
