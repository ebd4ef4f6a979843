#include "report/type.h"

#include <gtest/gtest.h>

namespace report {
namespace {

/// Lines of a text in a column of a width.
std::vector<std::string> lines_of(std::string const& text, double width) {
    auto const type = Typesetter::open({}, Language::zh);
    if (!type) return {type.error().message};
    SetText const set = type->column(text, {}, width);
    std::vector<std::string> out;
    for (int i = 0; i < pango_layout_get_line_count(set.layout.get()); ++i) {
        PangoLayoutLine const* const line = pango_layout_get_line_readonly(set.layout.get(), i);
        out.push_back(text.substr(static_cast<std::size_t>(line->start_index), static_cast<std::size_t>(line->length)));
    }
    return out;
}

TEST(Type, NumbersAndTheirUnitsStayOnOneLine) {
    std::string const text = "检验值为0.0009，目标 ≤ 12（参考），地点在站前街道丰苑社区宝岭路18号。";
    for (double width = 50; width < 300; width += 3) {
        for (std::string const& line : lines_of(text, width)) {
            EXPECT_EQ(line.find("0."), line.find("0.0009")) << line;
            EXPECT_EQ(line.find("18"), line.find("18号")) << line;
            EXPECT_EQ(line.find("≤"), line.find("≤ 12")) << line;
        }
    }
}

TEST(Type, NoCharacterStandsAloneOnTheLastLine) {
    std::string const text = "站前街道丰苑社区宝岭路西侧";
    for (double width = 50; width < 140; width += 3) EXPECT_GE(lines_of(text, width).back().size(), 6U) << width;
}

}  // namespace
}  // namespace report
