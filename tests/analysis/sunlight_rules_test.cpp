#include "analysis/sunlight_rules.h"

#include <gtest/gtest.h>

#include "analysis/data.h"

namespace {

using analysis::CityClass;
using analysis::SunDay;

std::string error_of(std::string const& row) {
    auto const rules =
        analysis::parse_sunlight_rules("zones,city,building,day,hours,from,to\n" + row + "\n", "sun.csv");
    return rules ? "" : rules.error().message;
}

TEST(SunlightRules, TheProgramsOwnAreTheTableOfTheStandard) {
    auto const rules = analysis::parse_sunlight_rules(analysis::demo_sunlight_rules(), "demo");
    ASSERT_TRUE(rules) << rules.error().message;
    struct Row {
        int zone;
        CityClass city;
        SunDay day;
        double hours, from, to;
    };
    using enum CityClass;
    for (Row const& r : {Row{1, large, SunDay::great_cold, 2, 8, 16},
                         {2, small, SunDay::great_cold, 3, 8, 16},
                         {3, large, SunDay::great_cold, 2, 8, 16},
                         {7, small, SunDay::great_cold, 3, 8, 16},
                         {4, large, SunDay::great_cold, 3, 8, 16},
                         {4, small, SunDay::winter_solstice, 1, 9, 15},
                         {5, large, SunDay::winter_solstice, 1, 9, 15},
                         {6, small, SunDay::winter_solstice, 1, 9, 15}}) {
        auto const* rule = analysis::find_rule(*rules, r.zone, r.city, "dwelling");
        ASSERT_NE(rule, nullptr) << r.zone;
        EXPECT_EQ(rule->day, r.day) << r.zone;
        EXPECT_EQ(rule->hours, r.hours) << r.zone;
        EXPECT_EQ(rule->from, r.from);
        EXPECT_EQ(rule->to, r.to);
    }
    EXPECT_EQ(analysis::find_rule(*rules, 4, large, "elderly")->hours, 2);
    EXPECT_EQ(analysis::find_rule(*rules, 4, large, "nursery")->hours, 3);
    EXPECT_EQ(analysis::find_rule(*rules, 4, large, "renewal_dwelling")->hours, 1);
    EXPECT_EQ(analysis::find_rule(*rules, 4, large, "office"), nullptr);
}

TEST(SunlightRules, WhoNamesZoneAndCityGoesFirst) {
    auto const rules = analysis::parse_sunlight_rules(
        "zones,city,building,day,hours,from,to\n,,dwelling,great_cold,1,8,16\n4,,dwelling,great_cold,2,8,16\n"
        "4 5,small,dwelling,great_cold,3,8,16\n4,small,dwelling,great_cold,4,8,16\n",
        "sun.csv");
    ASSERT_TRUE(rules);
    EXPECT_EQ(analysis::find_rule(*rules, 1, CityClass::small, "dwelling")->hours, 1);
    EXPECT_EQ(analysis::find_rule(*rules, 4, CityClass::large, "dwelling")->hours, 2);
    EXPECT_EQ(analysis::find_rule(*rules, 4, CityClass::small, "dwelling")->hours, 3);
}

TEST(SunlightRules, SaysWhichLineIsWrongAndWhy) {
    EXPECT_EQ(error_of("4,large,dwelling,great_cold,3,8,16"), "");
    EXPECT_NE(error_of("8,large,dwelling,great_cold,3,8,16").find("sun.csv, line 2: \"8\""), std::string::npos);
    EXPECT_NE(error_of("4,huge,dwelling,great_cold,3,8,16").find("\"huge\""), std::string::npos);
    EXPECT_NE(error_of("4,large,barn,great_cold,3,8,16").find("\"barn\""), std::string::npos);
    EXPECT_NE(error_of("4,large,dwelling,easter,3,8,16").find("\"easter\""), std::string::npos);
    EXPECT_NE(error_of("4,large,dwelling,great_cold,9,8,16").find("\"9\""), std::string::npos);
    EXPECT_NE(error_of("4,large,dwelling,great_cold,0,8,16").find("\"0\""), std::string::npos);
    EXPECT_NE(error_of("4,large,dwelling,great_cold,3,16,8").find("no part of a day"), std::string::npos);
}

}  // namespace
