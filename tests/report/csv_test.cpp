#include <gtest/gtest.h>

#include "sample.h"

namespace report {
namespace {

std::string csv(std::string const& name, Language language = Language::zh) {
    auto const files = to_csv(sample_report::daily(), sample_report::data(), language);
    if (!files) return files.error().message;
    for (CsvFile const& file : *files)
        if (file.name == name) return file.bytes;
    return "no " + name;
}

TEST(Csv, BeginsWithAMarkAndAHeaderWithUnits) {
    std::string const bytes = csv("units.csv");
    EXPECT_EQ(bytes.substr(0, 3), "\xEF\xBB\xBF");
    EXPECT_NE(bytes.find("序号,承办单位,受理（件）,较上周同日（件）,按时办结率（%）,满意率（%）\r\n"),
              std::string::npos)
        << bytes;
}

TEST(Csv, HasPlainNumbersAllRowsAndNothingThatIsWithheld) {
    std::string const bytes = csv("units.csv");
    EXPECT_NE(bytes.find("1,区城市管理和综合执法局,412,-12,98.7,93.1\r\n"), std::string::npos) << bytes;
    EXPECT_NE(bytes.find("区教育局,<10,"), std::string::npos);
    EXPECT_NE(bytes.find(",※\r\n"), std::string::npos);
    EXPECT_NE(bytes.find("区民政局"), std::string::npos) << "the page shows ten, the file has all";
}

TEST(Csv, GuardsTextThatASpreadsheetWouldRunAndQuotes) {
    std::string const bytes = csv("places.csv");
    EXPECT_NE(bytes.find("'=1+1,9,\"逗号,引号\"\"都有\",2026-10-26T11:00:00+08:00\r\n"), std::string::npos) << bytes;
}

TEST(Csv, OfAChartHasItsLabelsSeriesAndBands) {
    std::string const hours = csv("hours.csv", Language::en);
    EXPECT_NE(hours.find("hour,today,last Tuesday\r\n"), std::string::npos) << hours;
    EXPECT_NE(hours.find("\r\n23,,"), std::string::npos) << "an hour that is not over has no number";
    std::string const days = csv("days.csv", Language::en);
    EXPECT_NE(days.find("usual,\"usual, low\",\"usual, high\"\r\n"), std::string::npos) << days;
    EXPECT_NE(days.find(",1020,900,1140\r\n"), std::string::npos);
}

}  // namespace
}  // namespace report
