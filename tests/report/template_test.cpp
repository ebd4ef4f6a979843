#include "report/template.h"

#include <gtest/gtest.h>

namespace report {
namespace {

constexpr char const* kGood = R"(
title = { zh = "周报", en = "Weekly" }
paper = "a3"
orientation = "landscape"
[[page]]
rows = ["natural", 2, 1.5]
columns = [2, 1]
blocks = [
  { kind = "text", at = [2, 2], text = { zh = "甲", en = "A" } },
  { kind = "heading", at = [1, 1], span = [1, 2], text = { zh = "题", en = "T" } },
  { kind = "chart", at = [2, 1], span = [2, 1], data = "days", chart = "line", most = 5 },
]
)";

std::string error_of(std::string const& toml) {
    auto const read = read_template(toml, "mine.toml");
    return read ? "" : read.error().message;
}

TEST(Template, SaysPaperGridAndBlocksInReadingOrder) {
    auto const read = read_template(kGood, "mine.toml");
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_GT(read->paper.width, read->paper.height);
    EXPECT_EQ(read->pages[0].rows, (std::vector<double>{0, 2, 1.5}));
    ASSERT_EQ(read->pages[0].blocks.size(), 3U);
    EXPECT_EQ(read->pages[0].blocks[0].kind, BlockKind::heading);
    EXPECT_EQ(read->pages[0].blocks[1].chart, ChartKind::line);
    EXPECT_EQ(read->pages[0].blocks[1].row_span, 2U);
    EXPECT_EQ(read->pages[0].blocks[1].most, 5U);
}

TEST(Template, AnUnknownKeyIsAnErrorWithItsLineAndANearName) {
    std::string const error = error_of(
        "title = { zh = \"a\", en = \"a\" }\n[[page]]\nblocks = [ { kind = \"table\", at = [1, 1], datum = \"units\" } "
        "]\n");
    EXPECT_NE(error.find("mine.toml, line 3: unknown key 'datum'"), std::string::npos) << error;
    EXPECT_NE(error.find("did you mean 'data'?"), std::string::npos) << error;
}

TEST(Template, WrongValuesAreErrors) {
    std::string const head = "title = { zh = \"a\", en = \"a\" }\n";
    auto const block = [&](std::string const& rest) { return head + "[[page]]\nblocks = [ { " + rest + " } ]\n"; };
    EXPECT_NE(error_of(block("kind = \"tabel\", at = [1, 1], data = \"x\"")).find("did you mean 'table'?"),
              std::string::npos);
    EXPECT_NE(error_of(block("kind = \"table\", at = [1, 1]")).find("needs 'data'"), std::string::npos);
    EXPECT_NE(error_of(block("kind = \"table\", data = \"x\"")).find("needs 'at'"), std::string::npos);
    EXPECT_NE(error_of(block("kind = \"table\", data = \"x\", at = [2, 1]")).find("outside of the page's grid"),
              std::string::npos);
    EXPECT_NE(error_of(block("kind = \"table\", data = \"x\", at = [0, 1]")).find("[row, column]"), std::string::npos);
    EXPECT_NE(error_of(block("kind = \"table\", data = \"x\", at = [1, 1], most = \"3\"")).find("whole number"),
              std::string::npos);
    EXPECT_NE(error_of(block("kind = \"text\", at = [1, 1], text = \"x\"")).find("{ zh ="), std::string::npos);
    EXPECT_NE(
        error_of(block("kind = \"table\", data = \"x\", at = [1, 1] }, { kind = \"table\", data = \"y\", at = [1, 1]"))
            .find("another block has"),
        std::string::npos);
    EXPECT_NE(error_of("[[page]]\nblocks = []\n").find("line 1"), std::string::npos);
    EXPECT_NE(error_of("title = ").find("mine.toml, line 1"), std::string::npos);
    EXPECT_NE(error_of(head + "paper = \"a5\"\n[[page]]\nblocks=[{kind=\"table\",at=[1,1],data=\"x\"}]").find("'a5'"),
              std::string::npos);
}

TEST(Template, TheShippedOnesReadAndAreNamedByAWrongName) {
    ASSERT_EQ(shipped_templates().size(), 5U);
    for (std::string const& name : shipped_templates()) {
        auto const read = shipped_template(name);
        ASSERT_TRUE(read) << read.error().message;
        EXPECT_EQ(read->name, name);
    }
    auto const wrong = shipped_template("daily_hotlin");
    ASSERT_FALSE(wrong);
    EXPECT_NE(wrong.error().message.find("did you mean 'daily_hotline'?"), std::string::npos);
}

}  // namespace
}  // namespace report
