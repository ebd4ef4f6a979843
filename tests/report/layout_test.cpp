#include <algorithm>
#include <filesystem>
#include <limits>
#include <stdexcept>

#include <gtest/gtest.h>

#include "sample.h"

namespace report {
namespace {

std::string lints_of(Layout const& layout) {
    std::string out;
    for (Lint const& lint : layout.lints())
        out += std::to_string(lint.page) + " " + lint.block + ": " + lint.what + "\n";
    return out;
}

std::string text_of(Layout const& layout) {
    std::string out;
    for (std::size_t page = 0; page < layout.pages(); ++page) out += layout.page_text(page);
    return out;
}

std::size_t count(std::string const& in, std::string const& what) {
    std::size_t n = 0;
    for (std::size_t at = in.find(what); at != std::string::npos; at = in.find(what, at + 1)) ++n;
    return n;
}

Template one_block(std::string const& block, std::string const& more = "") {
    auto read = read_template(
        "title = { zh = \"题\", en = \"T\" }\n" + more + "\n[[page]]\nblocks = [ { at = [1, 1], " + block + " } ]\n",
        "one.toml");
    if (!read) throw std::runtime_error(read.error().message);
    return *read;
}

TEST(Layout, TheSampleFitsInBothLanguages) {
    for (Language const language : {Language::zh, Language::en}) {
        auto const layout = lay_out(sample_report::daily(), sample_report::data(), sample_report::edition(language));
        ASSERT_TRUE(layout) << layout.error().message;
        EXPECT_EQ(lints_of(*layout), "");
        EXPECT_GE(layout->pages(), 4U);
        std::string const last = std::to_string(layout->pages());
        EXPECT_NE(layout->page_text(0).find("1 / " + last), std::string::npos);
        EXPECT_NE(layout->page_text(layout->pages() - 1).find(last + " / " + last), std::string::npos);
    }
}

TEST(Layout, ALongTableGoesOnWithItsHeaderAndLosesNoRow) {
    auto const layout = lay_out(sample_report::daily(), sample_report::data(), sample_report::edition(Language::zh));
    ASSERT_TRUE(layout) << layout.error().message;
    std::string const text = text_of(*layout);
    for (int i = 100; i < 164; ++i) EXPECT_EQ(count(text, "GZ2026102700" + std::to_string(i)), 1U) << i;
    EXPECT_GE(count(text, "到期时间"), 2U);
}

TEST(Layout, RowsThatAreLeftOutAreTold) {
    auto const layout = lay_out(sample_report::daily(), sample_report::data(), sample_report::edition(Language::zh));
    ASSERT_TRUE(layout);
    EXPECT_NE(text_of(*layout).find("另有2行见同名 CSV 文件"), std::string::npos);
    EXPECT_NE(text_of(*layout).find("合计"), std::string::npos) << "the total stays";
    EXPECT_NE(text_of(*layout).find("※ 按公开范围规定不予显示"), std::string::npos);
}

TEST(Layout, MissingDataIsAnErrorThatNamesTheLineAndWhatThereIs) {
    Data data = sample_report::data();
    data.tables["unit"] = data.tables["units"];
    data.tables.erase("units");
    auto const layout = lay_out(sample_report::daily(), data, sample_report::edition(Language::zh));
    ASSERT_FALSE(layout);
    EXPECT_NE(layout.error().message.find("daily_hotline.toml, line "), std::string::npos) << layout.error().message;
    EXPECT_NE(layout.error().message.find("no table 'units' (did you mean 'unit'?)"), std::string::npos)
        << layout.error().message;
}

TEST(Layout, AFactThatIsNotThereIsAnError) {
    auto const layout = lay_out(one_block("kind = \"text\", text = { zh = \"{facts.sumary}\", en = \"x\" }"),
                                sample_report::data(), sample_report::edition(Language::zh));
    ASSERT_FALSE(layout);
    EXPECT_NE(layout.error().message.find("did you mean 'summary'?"), std::string::npos) << layout.error().message;
}

TEST(Layout, WhatDoesNotFitIsNamed) {
    Data data;
    Table& table = data.tables["wide"];
    for (int c = 0; c < 30; ++c)
        table.columns.push_back({.key = "c" + std::to_string(c), .name = {"列名称", "Heading"}});
    table.rows.push_back({.cells = std::vector<Cell>(30, text_cell("unbreakable-no-but-very-long"))});
    auto const layout =
        lay_out(one_block("kind = \"table\", data = \"wide\""), data, sample_report::edition(Language::en));
    ASSERT_TRUE(layout) << layout.error().message;
    EXPECT_NE(lints_of(*layout).find("1 wide: the table is too wide by"), std::string::npos) << lints_of(*layout);
}

TEST(Layout, CharactersThatTheFontLacksAreNamed) {
    Data const data;
    auto const layout = lay_out(one_block("kind = \"text\", text = { zh = \"\U0001F600\", en = \"x\" }"), data,
                                sample_report::edition(Language::zh));
    ASSERT_TRUE(layout) << layout.error().message;
    EXPECT_NE(lints_of(*layout).find("the font lacks 1 characters"), std::string::npos) << lints_of(*layout);
}

TEST(Layout, ChineseWrapsWithinItsColumn) {
    std::string text;
    for (int i = 0; i < 60; ++i) text += "岭南街道办事处，";
    Data data;
    data.facts["long"] = {text, text};
    auto const layout = lay_out(one_block("kind = \"text\", text = { zh = \"{facts.long}\", en = \"x\" }"), data,
                                sample_report::edition(Language::zh));
    ASSERT_TRUE(layout) << layout.error().message;
    EXPECT_EQ(lints_of(*layout), "");
    EXPECT_EQ(layout->pages(), 1U);
}

TEST(Layout, APageForEachKeyOfAList) {
    Data data;
    data.lists["streets"] = {"a", "b", "c"};
    for (char const* key : {"a", "b", "c"}) data.facts[std::string(key) + ".name"] = {std::string("街道") + key, key};
    auto const how = read_template(
        "title = { zh = \"题\", en = \"T\" }\n[[page]]\neach = \"streets\"\nblocks = [ { kind = \"text\", at = [1, 1], "
        "text = { zh = \"{facts.*.name}\", en = \"{facts.*.name}\" } } ]\n",
        "each.toml");
    ASSERT_TRUE(how) << how.error().message;
    auto const layout = lay_out(*how, data, sample_report::edition(Language::zh));
    ASSERT_TRUE(layout) << layout.error().message;
    ASSERT_EQ(layout->pages(), 3U);
    EXPECT_NE(layout->page_text(1).find("街道b"), std::string::npos);
}

TEST(Layout, ALanguageThatATemplateDoesNotHaveIsAnError) {
    auto const layout = lay_out(one_block("kind = \"text\", text = { zh = \"x\", en = \"x\" }", "languages = [\"zh\"]"),
                                {}, sample_report::edition(Language::en));
    ASSERT_FALSE(layout);
    EXPECT_NE(layout.error().message.find("English"), std::string::npos);
}

TEST(Layout, WithoutTheFontItSaysWhatToInstall) {
    Edition edition = sample_report::edition(Language::zh);
    edition.font_folders = {std::filesystem::temp_directory_path() / "no-such-folder-of-fonts"};
    auto const layout = lay_out(sample_report::daily(), sample_report::data(), edition);
    ASSERT_FALSE(layout);
    EXPECT_NE(layout.error().message.find("apt-get install fonts-noto-cjk"), std::string::npos)
        << layout.error().message;
}

TEST(Layout, NamesTheFontFilesItUsed) {
    auto const layout = lay_out(sample_report::daily(), sample_report::data(), sample_report::edition(Language::zh));
    ASSERT_TRUE(layout);
    ASSERT_EQ(layout->fonts().size(), 2U);
    for (auto const& file : layout->fonts()) EXPECT_TRUE(std::filesystem::exists(file)) << file;
}

TEST(Layout, PlansWhereFiguresWillStandBeforeTheyAreMade) {
    Data data = sample_report::data();
    data.figures["tickets"].image = {};
    auto const places = plan_figures(sample_report::daily(), data, sample_report::edition(Language::zh));
    ASSERT_TRUE(places) << places.error().message;
    ASSERT_EQ(places->size(), 1U);
    EXPECT_EQ((*places)[0].name, "tickets");
    EXPECT_EQ((*places)[0].request.view, "overview");
    EXPECT_GT((*places)[0].width, 500);
    EXPECT_GT((*places)[0].height, 150);
}

TEST(Layout, ProjectsClassesAndDifferencesFitOnAScreen) {
    auto const how = read_template(
        "title = { zh = \"题\", en = \"T\" }\npaper = \"16:9\"\n[[page]]\nrows = [1, 1]\ncolumns = [1, 1]\nblocks = [\n"
        "{ kind = \"chart\", chart = \"gantt\", at = [1, 1], data = \"projects\" },\n"
        "{ kind = \"chart\", chart = \"histogram\", at = [1, 2], data = \"hours\" },\n"
        "{ kind = \"chart\", chart = \"bars\", at = [2, 1], data = \"change\" },\n"
        "{ kind = \"chart\", chart = \"stacked\", upright = true, at = [2, 2], data = \"states\" } ]\n",
        "charts.toml");
    ASSERT_TRUE(how) << how.error().message;
    Data data = sample_report::data();
    Chart& projects = data.charts["projects"];
    projects.labels = {{"岭南湾二期", "Lingnan Bay, phase two"}, {"多宝路改造", "Duobao Road"}};
    projects.now = *base::parse_time("2026-10-27");
    projects.spans = {
        {.label = 0, .from = projects.now - 86'400'000LL * 200, .to = projects.now + 86'400'000LL * 300, .done = 0.4},
        {.label = 1, .from = projects.now, .to = projects.now, .name = {"竣工", "done"}, .tone = Tone::warning}};
    data.charts["hours"] = {.labels = {{"a", "a"}, {"b", "b"}}, .series = {{.values = {3, 0}}}, .edges = {0, 6, 24}};
    data.charts["change"] = {.labels = {{"噪声", "Noise"}, {"停车", "Parking"}}, .series = {{.values = {31, -40}}}};
    for (Language const language : {Language::zh, Language::en}) {
        auto const layout = lay_out(*how, data, sample_report::edition(language));
        ASSERT_TRUE(layout) << layout.error().message;
        EXPECT_EQ(lints_of(*layout), "");
        ASSERT_EQ(layout->pages(), 1U);
        for (char const* words : {"\u221240", "2026-10", "24", "1,500"})
            EXPECT_NE(layout->page_text(0).find(words), std::string::npos) << words;
    }
    data.charts["projects"].spans[0].label = 2;
    EXPECT_FALSE(lay_out(*how, data, sample_report::edition(Language::zh)));
}

TEST(Layout, ChartsWithoutNumbersAreDrawnEmpty) {
    Data data = sample_report::data();
    for (auto& [name, chart] : data.charts)
        for (Series& series : chart.series)
            for (double& value : series.values) value = std::numeric_limits<double>::quiet_NaN();
    data.charts["categories"] = {};
    data.tables["places"].rows.clear();
    data.notes["clues"].clear();
    auto const layout = lay_out(sample_report::daily(), data, sample_report::edition(Language::zh));
    ASSERT_TRUE(layout) << layout.error().message;
    EXPECT_EQ(lints_of(*layout), "");
    EXPECT_NE(text_of(*layout).find("无数据"), std::string::npos);
}

TEST(Layout, DataOfUnequalLengthIsAnError) {
    Data data = sample_report::data();
    data.charts["hours"].series[0].values.pop_back();
    auto const layout = lay_out(sample_report::daily(), data, sample_report::edition(Language::zh));
    ASSERT_FALSE(layout);
    EXPECT_NE(layout.error().message.find("'hours': 23 values for 24 labels"), std::string::npos)
        << layout.error().message;
}

Data one_note(std::string const& text) {
    Data data;
    data.notes["n"] = {Note{{text, text}, Tone::plain, {}}};
    return data;
}

TEST(Layout, APageThatFollowsGoesOnWhereTheOneBeforeItEnded) {
    auto const pages = [](std::string const& follows, int rows) {
        auto const how = read_template(
            "title = { zh = \"T\", en = \"T\" }\n[[page]]\nblocks = [ { kind = \"notes\", at = [1, 1], data = \"n\" } "
            "]\n"
            "[[page]]\n" +
                follows +
                "rows = [\"natural\", \"natural\"]\nblocks = [ { kind = \"heading\", "
                "at = [1, 1], text = { zh = \"Second\", en = \"Second\" } }, { kind = \"table\", at = [2, 1], data = "
                "\"t\" } ]\n",
            "two.toml");
        if (!how) throw std::runtime_error(how.error().message);
        Data data = one_note("First");
        Table& table = data.tables["t"];
        table.columns = {Column{"a", {"a", "a"}, {}}};
        for (int i = 0; i < rows; ++i) table.rows.push_back({{text_cell("row " + std::to_string(i))}});
        auto const layout = lay_out(*how, data, sample_report::edition(Language::en));
        if (!layout) throw std::runtime_error(layout.error().message);
        EXPECT_EQ(lints_of(*layout), "");
        std::string const all = text_of(*layout);
        for (int i = 0; i < rows; ++i) EXPECT_EQ(count(all, "row " + std::to_string(i) + "\n"), 1U) << i;
        return layout->pages();
    };
    EXPECT_EQ(pages("", 3), 2U);
    EXPECT_EQ(pages("follows = true\n", 3), 1U);
    EXPECT_EQ(pages("follows = true\n", 60), 2U);
}

}  // namespace
}  // namespace report
