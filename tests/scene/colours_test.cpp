#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <limits>
#include <set>

#include "scene/parts.h"

namespace {

constexpr float kMissing = std::numeric_limits<float>::quiet_NaN();

twin::District with_values(std::vector<float> values, std::vector<std::string> categories = {}) {
    twin::District district;
    district.buildings.value = std::move(values);
    district.categories = std::move(categories);
    district.colour_by = "what";
    return district;
}

std::vector<float> ramp(int count) {
    std::vector<float> values;
    for (int i = 0; i < count; ++i) values.push_back(static_cast<float>(i));
    return values;
}

TEST(Colours, NoneChosenNoneGiven) {
    auto const colours = scene::colour_buildings(twin::District());
    EXPECT_TRUE(colours.of.empty());
    EXPECT_TRUE(colours.legend.entries.empty());
}

TEST(Colours, EveryBuildingHasAColourOfTheLegend) {
    auto const colours = scene::colour_buildings(with_values(ramp(1000)));
    std::set<std::uint32_t> legend;
    for (auto const& entry : colours.legend.entries) legend.insert(entry.colour);
    ASSERT_EQ(colours.of.size(), 1000u);
    std::set<std::uint32_t> used;
    for (std::uint32_t const c : colours.of) {
        EXPECT_EQ(c >> 24, 0xffu);
        used.insert(c & 0xffffff);
    }
    EXPECT_EQ(used, legend);
    EXPECT_EQ(colours.legend.title, "what");
}

TEST(Colours, SixClassesOfAboutEqualCount) {
    auto const colours = scene::colour_buildings(with_values(ramp(1200)));
    ASSERT_EQ(colours.legend.entries.size(), 6u);
    for (auto const& entry : colours.legend.entries) {
        auto const count = std::count(colours.of.begin(), colours.of.end(), 0xff000000u | entry.colour);
        EXPECT_GT(count, 170) << entry.text;
        EXPECT_LT(count, 230) << entry.text;
    }
}

TEST(Colours, BreaksAscendAndClassesMeet) {
    auto const colours = scene::colour_buildings(with_values(ramp(1000)));
    auto const& entries = colours.legend.entries;
    ASSERT_EQ(entries.size(), 6u);
    EXPECT_EQ(entries.front().text.substr(0, 2), "< ");
    EXPECT_EQ(entries.back().text.substr(0, 3), "≥");
    double previous = std::atof(entries.front().text.c_str() + 2);
    for (std::size_t i = 1; i + 1 < entries.size(); ++i) {
        std::string const& text = entries[i].text;  // "170 – 330"
        double const from = std::atof(text.c_str());
        auto const dash = text.find(" – ");
        ASSERT_NE(dash, std::string::npos) << text;
        double const to = std::atof(text.c_str() + dash + std::string(" – ").size());
        EXPECT_EQ(from, previous) << text;
        EXPECT_GT(to, from) << text;
        previous = to;
    }
    EXPECT_EQ(std::atof(entries.back().text.c_str() + std::string("≥ ").size()), previous);
}

TEST(Colours, FollowTheOrderOfValues) {
    auto const colours = scene::colour_buildings(with_values(ramp(600)));
    std::vector<std::uint32_t> runs;
    for (std::uint32_t const c : colours.of) {
        if (runs.empty() || runs.back() != c) runs.push_back(c);
    }
    ASSERT_EQ(runs.size(), 6u);
    for (std::size_t i = 0; i < 6; ++i) EXPECT_EQ(runs[i] & 0xffffff, colours.legend.entries[i].colour);
}

TEST(Colours, AValueAtABreakBelongsAboveIt) {
    auto const colours = scene::colour_buildings(with_values(ramp(1000)));
    auto const first_break = static_cast<std::size_t>(std::atof(colours.legend.entries[0].text.c_str() + 2));
    EXPECT_EQ(colours.of[first_break - 1] & 0xffffff, colours.legend.entries[0].colour);
    EXPECT_EQ(colours.of[first_break] & 0xffffff, colours.legend.entries[1].colour);
}

TEST(Colours, MissingValuesAreGreyAndSaidSo) {
    std::vector<float> values = ramp(100);
    values.push_back(kMissing);
    auto const colours = scene::colour_buildings(with_values(values));
    EXPECT_EQ(colours.legend.entries.size(), 7u);
    EXPECT_NE(colours.legend.entries.back().text.find("no data"), std::string::npos);
    EXPECT_EQ(colours.of.back() & 0xffffff, colours.legend.entries.back().colour);
    for (std::size_t i = 0; i < 100; ++i) EXPECT_NE(colours.of[i], colours.of.back());
}

TEST(Colours, OneValueIsOneClass) {
    auto const colours = scene::colour_buildings(with_values({7, 7, 7}));
    ASSERT_EQ(colours.legend.entries.size(), 1u);
    EXPECT_EQ(colours.of[0] & 0xffffff, colours.legend.entries[0].colour);
}

TEST(Colours, NothingButMissingValues) {
    auto const colours = scene::colour_buildings(with_values({kMissing, kMissing}));
    ASSERT_EQ(colours.of.size(), 2u);
    EXPECT_NE(colours.legend.entries.back().text.find("no data"), std::string::npos);
    EXPECT_EQ(colours.of[0] & 0xffffff, colours.legend.entries.back().colour);
}

TEST(Colours, FewValuesGiveFewClasses) {
    auto const colours = scene::colour_buildings(with_values({1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2}));
    EXPECT_EQ(colours.legend.entries.size(), 2u);
    EXPECT_NE(colours.of.front(), colours.of.back());
}

TEST(Colours, BreaksOfLargeAndNegativeNumbersCanBeReadAloud) {
    std::vector<float> values;
    for (int i = -500; i < 500; ++i) values.push_back(static_cast<float>(i) * 1234.567f);
    auto const colours = scene::colour_buildings(with_values(values));
    EXPECT_EQ(colours.legend.entries.size(), 6u);
    for (auto const& entry : colours.legend.entries) {
        auto const significant = [](std::string const& text) {
            std::string digits;
            for (char const c : text) {
                if (c >= '0' && c <= '9')
                    digits += c;
                else if (!digits.empty() && c == ' ')
                    break;
            }
            while (!digits.empty() && digits.back() == '0') digits.pop_back();
            return digits.size();
        };
        EXPECT_LE(significant(entry.text), 2u) << entry.text;
    }
}

TEST(Colours, YearsFallIntoClassesToo) {
    std::vector<float> years;
    for (int i = 0; i < 460; ++i) years.push_back(static_cast<float>(1978 + i % 46));
    auto const colours = scene::colour_buildings(with_values(years));
    ASSERT_EQ(colours.legend.entries.size(), 6u);
    EXPECT_EQ(colours.legend.entries[0].text, "< 1985");
    EXPECT_EQ(colours.legend.entries[1].text, "1985 – 1993");
}

TEST(Colours, CategoriesByFrequency) {
    auto const colours = scene::colour_buildings(with_values({2, 2, 2, 0, 0, 1}, {"school", "clinic", "home"}));
    ASSERT_EQ(colours.legend.entries.size(), 3u);
    EXPECT_EQ(colours.legend.entries[0].text, "home");
    EXPECT_EQ(colours.legend.entries[1].text, "school");
    EXPECT_EQ(colours.legend.entries[2].text, "clinic");
    EXPECT_EQ(colours.of[0] & 0xffffff, colours.legend.entries[0].colour);
    EXPECT_EQ(colours.of[3] & 0xffffff, colours.legend.entries[1].colour);
    EXPECT_EQ(colours.of[5] & 0xffffff, colours.legend.entries[2].colour);
}

TEST(Colours, BeyondSevenCategoriesTheRestIsOther) {
    std::vector<float> values;
    std::vector<std::string> categories;
    for (int c = 0; c < 10; ++c) {
        categories.push_back({'c', static_cast<char>('0' + c)});
        for (int k = 0; k < 20 - c; ++k) values.push_back(static_cast<float>(c));
    }
    values.push_back(kMissing);
    auto const colours = scene::colour_buildings(with_values(values, categories));
    ASSERT_EQ(colours.legend.entries.size(), 9u);
    EXPECT_EQ(colours.legend.entries[6].text, "c6");
    EXPECT_NE(colours.legend.entries[7].text.find("other"), std::string::npos);
    EXPECT_NE(colours.legend.entries[8].text.find("no data"), std::string::npos);
    std::set<std::uint32_t> different;
    for (auto const& entry : colours.legend.entries) different.insert(entry.colour);
    EXPECT_EQ(different.size(), 9u);
    // c7, c8 and c9 share the colour of "other".
    EXPECT_EQ(colours.of[colours.of.size() - 2] & 0xffffff, colours.legend.entries[7].colour);
    EXPECT_EQ(colours.of.back() & 0xffffff, colours.legend.entries[8].colour);
}

}  // namespace
