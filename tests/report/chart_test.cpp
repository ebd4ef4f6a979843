#include <algorithm>

#include <gtest/gtest.h>

#include "report/layout.h"
#include "sample.h"

namespace report {
namespace {

/// Where a text of the first page stands; nothing of it: an empty box.
Box box_of(Layout const& layout, std::string const& words) {
    for (Item const& item : layout.state().pages.front()) {
        auto const* const text = std::get_if<TextMark>(&item);
        if (text && text->text.text == words) return {text->at.x, text->at.y, text->text.ink, text->text.height};
    }
    return {};
}

bool meet(Box const& a, Box const& b) {
    return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

TEST(Chart, WordsOfAMarkKeepClearOfTheLastNumber) {
    auto const how = read_template(
        "title = { zh = \"题\", en = \"T\" }\n[[page]]\nblocks = [ { kind = \"chart\", chart = \"line\", at = [1, 1], "
        "data = \"line\" } ]\n",
        "line.toml");
    ASSERT_TRUE(how) << how.error().message;
    Data data;
    Chart& chart = data.charts["line"];
    chart.marks = {{.at = 95, .name = {"目标 95%（参考）", "target 95%"}}};
    chart.decimals = 1;
    chart.series.resize(1);
    for (int i = 0; i < 14; ++i) {
        chart.labels.push_back({std::to_string(i), std::to_string(i)});
        chart.series[0].values.push_back(i == 13 ? 95.1 : 92 + 0.1 * i);
    }
    auto const layout = lay_out(*how, data, sample_report::edition(Language::zh));
    ASSERT_TRUE(layout) << layout.error().message;
    Box const mark = box_of(*layout, "目标 95%（参考）"), last = box_of(*layout, "95.1");
    ASSERT_GT(mark.width, 0);
    ASSERT_GT(last.width, 0);
    EXPECT_FALSE(meet(mark, last));
}

TEST(Figure, StatementsBelowItAreBrokenBetweenThem) {
    auto const how = read_template(
        "title = { zh = \"题\", en = \"T\" }\n[[page]]\nblocks = [ { kind = \"figure\", view = \"overview\", "
        "at = [1, 1], data = \"tickets\" } ]\n",
        "figure.toml");
    ASSERT_TRUE(how) << how.error().message;
    Data data = sample_report::data();
    std::string const sources = "来源：本区基础地理数据、12345热线工单、视频事件、摄像机、水位与井盖、环境监测、无人机";
    data.figures["tickets"].furniture = {{sources, sources}, {"数据时间 2026-10-27 14:05", "x"}, {"限内部使用", "x"}};
    auto const layout = lay_out(*how, data, sample_report::edition(Language::zh));
    ASSERT_TRUE(layout) << layout.error().message;
    double const one_line = box_of(*layout, "数据时间 2026-10-27 14:05").height;
    ASSERT_GT(one_line, 0);
    EXPECT_DOUBLE_EQ(box_of(*layout, "限内部使用").height, one_line);
    EXPECT_DOUBLE_EQ(box_of(*layout, sources).height, one_line);
}

}  // namespace
}  // namespace report
