#include <algorithm>

#include <gtest/gtest.h>

#include "report/content.h"
#include "report/page.h"
#include "sample.h"

namespace report {
namespace {

constexpr char const* kWithheldPage = R"(
title = { zh = "题", en = "T" }
[[page]]
rows = ["natural", "natural", "natural", "natural", "natural", 1]
columns = [1, 1]
blocks = [
  { kind = "text", at = [1, 1], span = [1, 2], text = { zh = "正文", en = "body" } },
  { kind = "chart", at = [2, 1], chart = "bars", data = "states", title = { zh = "状态", en = "States" } },
  { kind = "chart", at = [2, 2], chart = "bars", data = "days", title = { zh = "逐日", en = "Days" } },
  { kind = "heading", at = [3, 1], span = [1, 2], level = 2, text = { zh = "热点", en = "Hot places" } },
  { kind = "table", at = [4, 1], span = [1, 2], data = "places", optional = true },
  { kind = "figure", at = [6, 1], span = [1, 2], data = "map", view = "all", title = { zh = "地图", en = "Map" } },
]
)";

Template withheld_page(std::string const& text) {
    auto how = read_template(text, "withheld.toml");
    EXPECT_TRUE(how) << how.error().message;
    return *how;
}

Data withheld_data() {
    Data out;
    out.charts["days"] = {.labels = {{"一", "a"}}, .series = {{.values = {7}}}};
    for (char const* name : {"states", "places", "map"}) out.withheld[name] = {"不公开。", "not for the public."};
    return out;
}

TEST(Withheld, IsALineInItsPlaceAndThePageClosesUp) {
    Template const how = withheld_page(kWithheldPage);
    Data const given = withheld_data();
    auto const pages = fill(how, given);
    ASSERT_TRUE(pages) << pages.error().message;
    ASSERT_EQ(pages->size(), 1U);
    PageContent const& one = pages->front();
    ASSERT_EQ(one.blocks.size(), 3U) << "the text, the chart that is left, one list of notes";
    EXPECT_EQ(one.spec.rows, (std::vector<double>{0, 0, 0}));
    EXPECT_EQ(one.blocks[1].block.data, "days");
    EXPECT_EQ(one.blocks[1].block.column, 0U);
    EXPECT_EQ(one.blocks[1].block.column_span, 2U) << "it takes the room of the chart beside it";
    auto const& notes = *std::get<std::vector<Note> const*>(one.blocks[2].shows);
    ASSERT_EQ(notes.size(), 3U);
    EXPECT_EQ(notes[0].label.zh, "状态");
    EXPECT_EQ(notes[1].label.en, "Hot places") << "the heading that led to nothing else";
    EXPECT_EQ(notes[2].label.zh, "地图");
    EXPECT_EQ(notes[2].text.zh, "不公开。");
}

TEST(Withheld, AHeadingStaysWhereSomethingElseIsBelowIt) {
    Template const how = withheld_page(kWithheldPage);
    Data given = withheld_data();
    given.withheld.erase("places");
    given.tables["places"].columns = {{.key = "a"}};
    auto const pages = fill(how, given);
    ASSERT_TRUE(pages) << pages.error().message;
    auto const& blocks = pages->front().blocks;
    EXPECT_EQ(std::ranges::count(blocks, BlockKind::heading, [](Content const& c) { return c.block.kind; }), 1);
}

TEST(Withheld, StaysInItsCellWhereABlockSpansRows) {
    Template const how = withheld_page(R"(
title = { zh = "题", en = "T" }
[[page]]
rows = ["natural", "natural"]
columns = [1, 1]
blocks = [
  { kind = "chart", at = [1, 1], span = [2, 1], chart = "bars", data = "days" },
  { kind = "table", at = [2, 2], data = "places" },
]
)");
    Data const given = withheld_data();
    auto const pages = fill(how, given);
    ASSERT_TRUE(pages) << pages.error().message;
    Content const& note = pages->front().blocks[1];
    EXPECT_EQ(note.block.kind, BlockKind::notes);
    EXPECT_EQ(note.block.row, 1U);
    EXPECT_EQ(note.block.column, 1U);
}

TEST(Withheld, IsOnThePagesInTheBrowserAndInNoTable) {
    Template const how = withheld_page(kWithheldPage);
    auto const layout = lay_out(how, withheld_data(), sample_report::edition(Language::en));
    ASSERT_TRUE(layout) << layout.error().message;
    EXPECT_NE(layout->page_text(0).find("not for the public"), std::string::npos);
    EXPECT_EQ(layout->page_text(0).find("No data"), std::string::npos);
    auto const html = to_html(how, withheld_data(), sample_report::edition(Language::zh));
    ASSERT_TRUE(html);
    EXPECT_NE(html->find("<b>热点</b>不公开。"), std::string::npos);
    auto const tables = to_csv(how, withheld_data(), Language::zh);
    ASSERT_TRUE(tables);
    ASSERT_EQ(tables->size(), 1U);
    EXPECT_EQ(tables->front().name, "days.csv");
}

}  // namespace
}  // namespace report
