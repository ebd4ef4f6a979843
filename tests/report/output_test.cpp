#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>

#include <gtest/gtest.h>

#include "sample.h"

namespace report {
namespace {

Layout sample(Language language) {
    auto layout = lay_out(sample_report::daily(), sample_report::data(), sample_report::edition(language));
    if (!layout) throw std::runtime_error(layout.error().message);
    return std::move(*layout);
}

/// What another program reads in a PDF.
std::string read_by(std::string const& program, std::string const& pdf) {
    auto const folder = std::filesystem::temp_directory_path() / ("report-" + std::to_string(::getpid()));
    std::filesystem::create_directories(folder);
    std::ofstream(folder / "in.pdf", std::ios::binary) << pdf;
    std::string const command = program + " " + (folder / "in.pdf").string() +
                                (program.starts_with("pdftotext") ? " " : " > ") + (folder / "out.txt").string();
    EXPECT_EQ(std::system(command.c_str()), 0) << command;
    std::ifstream in(folder / "out.txt", std::ios::binary);
    std::string const out{std::istreambuf_iterator<char>(in), {}};
    std::filesystem::remove_all(folder);
    return out;
}

TEST(Pdf, HasChineseThatCanBeSelectedAndItsPages) {
    Layout const layout = sample(Language::zh);
    auto const pdf = to_pdf(layout);
    ASSERT_TRUE(pdf) << pdf.error().message;
    std::string const text = read_by("pdftotext -layout", *pdf);
    for (char const* words :
         {"每日12345热线简报", "区城市管理和综合执法局", "数据时间 2026-10-27 14:05", "夜间施工噪声", "1,204"})
        EXPECT_NE(text.find(words), std::string::npos) << words;
    std::string const info = read_by("pdfinfo", *pdf);
    EXPECT_NE(info.find("Title:           荔湾区 每日12345热线简报"), std::string::npos) << info;
    EXPECT_NE(info.find("Pages:           " + std::to_string(layout.pages()) + "\n"), std::string::npos) << info;
    std::string const structure = read_by("pdfinfo -struct", *pdf);
    for (char const* part : {"H1", "H2", "Table", "TH", "TD", "Figure"})
        EXPECT_NE(structure.find(part), std::string::npos) << part;
}

TEST(Pdf, HasTheDateThatItIsGivenAndNeverTheClocks) {
    Edition edition = sample_report::edition(Language::zh);
    auto const dated = [&] {
        auto const layout = lay_out(sample_report::daily(), sample_report::data(), edition);
        if (!layout) throw std::runtime_error(layout.error().message);
        return read_by("pdfinfo -isodates", *to_pdf(*layout));
    };
    edition.made = base::kNoTime;
    EXPECT_EQ(dated().find("CreationDate"), std::string::npos) << dated();
    edition.made = *base::parse_time("2026-10-27T14:05");
    EXPECT_NE(dated().find("CreationDate:    2026-10-27T14:05:00+08"), std::string::npos) << dated();
}

TEST(Pdf, HoldsItsFonts) {
    auto const pdf = to_pdf(sample(Language::en));
    ASSERT_TRUE(pdf);
    std::string const fonts = read_by("pdffonts", *pdf);
    EXPECT_NE(fonts.find("NotoSansCJK"), std::string::npos) << fonts;
    EXPECT_EQ(fonts.find(" no  "), std::string::npos) << "a font that is not embedded, or has no Unicode:\n" << fonts;
}

TEST(Outputs, AreTheSameBytesAgain) {
    for (Language const language : {Language::zh, Language::en}) {
        Layout const first = sample(language), second = sample(language);
        EXPECT_TRUE(*to_pdf(first) == *to_pdf(second));
        EXPECT_TRUE(to_picture(first, 0, 96)->pixels == to_picture(second, 0, 96)->pixels);
    }
    auto const html = [] {
        return to_html(sample_report::daily(), sample_report::data(), sample_report::edition(Language::zh));
    };
    auto const first = html(), second = html();
    ASSERT_TRUE(first && second);
    EXPECT_TRUE(*first == *second);
}

TEST(Pictures, HaveThePapersSizeAndNothingAtItsEdges) {
    Layout const layout = sample(Language::zh);
    for (std::size_t page = 0; page < layout.pages(); ++page) {
        auto const picture = to_picture(layout, page, 96);
        ASSERT_TRUE(picture) << picture.error().message;
        EXPECT_EQ(picture->width, 794U);
        EXPECT_EQ(picture->height, 1123U);
        std::uint32_t const margin = 40;  // of 45
        std::size_t dark = 0;
        for (std::uint32_t y = 0; y < picture->height; ++y)
            for (std::uint32_t x = 0; x < picture->width; ++x)
                if (x < margin || y < margin || x >= picture->width - margin || y >= picture->height - margin)
                    dark += picture->row(y)[x * 3] < 250;
        EXPECT_EQ(dark, 0U) << "page " << page + 1;
    }
    EXPECT_FALSE(to_picture(layout, layout.pages(), 96));
}

TEST(Pictures, OfAFigureHaveItsStripBelow) {
    Data const data = sample_report::data();
    auto const picture = to_picture(data.figures.at("tickets"), sample_report::edition(Language::zh), 144);
    ASSERT_TRUE(picture) << picture.error().message;
    EXPECT_EQ(picture->width, 1624U);
    EXPECT_GT(picture->height, 960U);
    EXPECT_FALSE(to_picture(Figure{}, sample_report::edition(Language::zh), 144));
}

TEST(Html, NeedsNoNetworkAndHasRealTables) {
    auto const html = to_html(sample_report::daily(), sample_report::data(), sample_report::edition(Language::zh));
    ASSERT_TRUE(html) << html.error().message;
    EXPECT_EQ(html->find("http:"), std::string::npos);
    EXPECT_EQ(html->find("https:"), std::string::npos);
    EXPECT_EQ(html->find("<script"), std::string::npos);
    EXPECT_NE(html->find("<th scope=\"col\">承办单位</th>"), std::string::npos);
    EXPECT_NE(html->find("岭南湾工地（二期）</td>"), std::string::npos);
    EXPECT_NE(html->find("<svg viewBox="), std::string::npos);
    EXPECT_NE(html->find("src=\"data:image/png;base64,"), std::string::npos);
    EXPECT_NE(html->find("逗号,引号&quot;都有"), std::string::npos);
}

TEST(Html, TakesNothingOfTheDataForMarkup) {
    Data data = sample_report::data();
    data.facts["summary"] = {"<script>alert(1)</script>", "x"};
    data.charts["categories"].labels[0] = {"<b>&", "x"};
    auto const html = to_html(sample_report::daily(), data, sample_report::edition(Language::zh));
    ASSERT_TRUE(html);
    EXPECT_EQ(html->find("<script>"), std::string::npos);
    EXPECT_NE(html->find("&lt;script&gt;"), std::string::npos);
    EXPECT_NE(html->find("&lt;b&gt;&amp;"), std::string::npos);
}

}  // namespace
}  // namespace report
