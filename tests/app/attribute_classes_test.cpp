#include "app/attribute_classes.h"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/app/small_district.h"

namespace {

using Breaks = std::vector<double>;

std::vector<double> counting(int count) {
    std::vector<double> out;
    for (int i = 1; i <= count; ++i) out.push_back(i);
    return out;
}

TEST(ClassBreaks, EqualCounts) {
    EXPECT_EQ(app::class_breaks(counting(100), ui::Breaks::quantile, 4).size(), 3U);
    Breaks const breaks = app::class_breaks(counting(1000), ui::Breaks::quantile, 4);
    for (std::size_t k = 0; k < 3; ++k) EXPECT_NEAR(breaks[k], 250.0 * static_cast<double>(k + 1), 32) << k;
    // Nearly all alike: no class is empty.
    EXPECT_EQ(app::class_breaks({6, 6, 6, 6, 6, 6, 6, 6, 9}, ui::Breaks::quantile, 4), Breaks{});
}

TEST(ClassBreaks, EqualWidths) {
    EXPECT_EQ(app::class_breaks({0, 3, 100}, ui::Breaks::equal, 2), Breaks{50});
    EXPECT_EQ(app::class_breaks({0, 1, 2, 3, 4, 5, 50, 100}, ui::Breaks::equal, 5), (Breaks{20, 40, 60, 80}));
}

TEST(ClassBreaks, NaturalOnesFallIntoTheGaps) {
    Breaks const breaks = app::class_breaks({1, 2, 3, 40, 41, 42, 90, 91}, ui::Breaks::natural, 3);
    ASSERT_EQ(breaks.size(), 2U);
    EXPECT_GT(breaks[0], 3);
    EXPECT_LE(breaks[0], 40);
    EXPECT_GT(breaks[1], 42);
    EXPECT_LE(breaks[1], 90);
}

/// Sum of squared differences from the means of the classes.
double spread(std::vector<double> const& values, Breaks const& breaks) {
    double all = 0;
    for (std::size_t k = 0; k <= breaks.size(); ++k) {
        double sum = 0, squares = 0, n = 0;
        for (double const v : values) {
            if (app::class_of(v, breaks) != k) continue;
            sum += v;
            squares += v * v;
            ++n;
        }
        if (n > 0) all += squares - sum * sum / n;
    }
    return all;
}

TEST(ClassBreaks, NaturalOnesAreTheBestThereAre) {
    std::vector<double> const values{2, 3, 5, 8, 9, 15, 16, 17, 30, 33, 50};
    double const found = spread(values, app::class_breaks(values, ui::Breaks::natural, 3));
    for (std::size_t i = 1; i < values.size(); ++i) {
        for (std::size_t j = i + 1; j < values.size(); ++j)
            EXPECT_LE(found, spread(values, {values[i], values[j]}) + 1e-9);
    }
}

TEST(ClassBreaks, OfManyValuesTakeMomentsOnly) {
    std::vector<double> values;
    for (int i = 0; i < 100000; ++i) values.push_back(i % 3 * 100 + i % 7);
    EXPECT_EQ(app::class_breaks(values, ui::Breaks::natural, 3).size(), 2U);
}

TEST(ClassBreaks, FewValuesMakeFewClasses) {
    EXPECT_EQ(app::class_breaks({}, ui::Breaks::quantile, 5), Breaks{});
    EXPECT_EQ(app::class_breaks({7, 7, std::nan("")}, ui::Breaks::equal, 5), Breaks{});
    EXPECT_EQ(app::class_breaks({1, 2}, ui::Breaks::natural, 9).size(), 1U);
    EXPECT_EQ(app::class_breaks({-5, 5}, ui::Breaks::quantile, 2).size(), 1U);
}

TEST(ClassBreaks, AValueOnABreakIsAboveIt) {
    EXPECT_EQ(app::class_of(10, {10, 20}), 1U);
    EXPECT_EQ(app::class_of(9.9, {10, 20}), 0U);
    EXPECT_EQ(app::class_of(20, {10, 20}), 2U);
}

/// CIE L*: what the eye takes for lightness.
double lightness(std::uint32_t rgb) {
    auto const linear = [](std::uint32_t byte) {
        double const c = byte / 255.0;
        return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
    };
    double const y = 0.2126 * linear(rgb >> 16 & 255) + 0.7152 * linear(rgb >> 8 & 255) + 0.0722 * linear(rgb & 255);
    return y > 0.008856 ? 116 * std::cbrt(y) - 16 : 903.3 * y;
}

TEST(Ramp, GetsDarkerInEvenSteps) {
    for (std::string_view const name : app::ramp_names()) {
        for (std::size_t const classes : {2U, 5U, 9U}) {
            auto const colours = app::ramp(name, classes);
            ASSERT_EQ(colours.size(), classes);
            double const step =
                (lightness(colours.front()) - lightness(colours.back())) / static_cast<double>(classes - 1);
            EXPECT_GT(step * static_cast<double>(classes - 1), 50) << name;
            for (std::size_t k = 1; k < classes; ++k)
                EXPECT_NEAR(lightness(colours[k - 1]) - lightness(colours[k]), step, step * 0.4) << name << " " << k;
        }
    }
}

TEST(ColourBuildings, ByNumberWithALegend) {
    twin::District const district = test::three_buildings();
    app::AttributeTable const table(district);
    auto const colours = app::colour_buildings(table, 3, {"height", ui::Breaks::equal, 2, "blue"}, false, true);
    auto const two = app::ramp("blue", 2);
    EXPECT_EQ(colours.of, (std::vector<std::uint32_t>{0xff000000 | two[0], 0xff000000 | two[1], 0xff000000 | two[1]}));
    EXPECT_EQ(colours.legend.title, "高度 (m)");
    ASSERT_EQ(colours.legend.entries.size(), 2U);
    EXPECT_EQ(colours.legend.entries[0].text, "< 60");
    auto const night = app::colour_buildings(table, 3, {"height", ui::Breaks::equal, 2, "blue"}, true, true);
    EXPECT_EQ(night.of[2], 0xff000000 | two[0]) << "light on a dark ground is much";
}

TEST(ColourBuildings, NoDataIsNoClass) {
    twin::District const district = test::three_buildings();
    app::AttributeTable const table(district);
    auto const colours = app::colour_buildings(table, 3, {"year", ui::Breaks::quantile, 2, "blue"}, false, false);
    EXPECT_EQ(colours.legend.entries.back().text, "no data");
    EXPECT_EQ(colours.of[2], 0xff000000 | colours.legend.entries.back().colour);
}

TEST(ColourBuildings, WordsByHowManyHaveThem) {
    twin::District const district = test::three_buildings();
    app::AttributeTable const table(district);
    auto const colours = app::colour_buildings(table, 3, {"use", ui::Breaks::categories, 5, "blue"}, false, false);
    ASSERT_EQ(colours.legend.entries.size(), 2U);
    EXPECT_EQ(colours.legend.entries[0].text, "residential");
    EXPECT_EQ(colours.of[0], colours.of[2]);
    EXPECT_TRUE(app::colour_buildings(table, 3, {"nonsense", {}, 5, ""}, false, false).of.empty());
}

}  // namespace
