#include "twin/expression.h"

#include <cmath>
#include <limits>

#include <gtest/gtest.h>

namespace twin {
namespace {

geo::VectorLayer table() {
    geo::VectorLayer layer;
    layer.feature_id = {1, 2, 3};
    double const nan = std::numeric_limits<double>::quiet_NaN();
    layer.columns.push_back({"floors", geo::Column::Kind::number, {6, nan, 2}, {}, {}});
    layer.columns.push_back({"z-max", geo::Column::Kind::number, {50, 40, 30}, {}, {}});
    layer.columns.push_back({"z-min", geo::Column::Kind::number, {10, 10, nan}, {}, {}});
    layer.columns.push_back({"tag", geo::Column::Kind::text, {}, {0, 1, geo::Column::kNull}, {"40'", "n/a"}});
    layer.columns.push_back({"FT", geo::Column::Kind::text, {}, {0, 1, 2}, {"100", "30 m", "12,5 ft"}});
    return layer;
}

double value(std::string const& rule, std::size_t row) {
    auto const parsed = Expression::parse(rule);
    EXPECT_TRUE(parsed) << rule;
    return parsed ? BoundExpression(*parsed, table())(row) : -1;
}

TEST(Quantity, ReadsWhatPeopleWrite) {
    struct Case {
        char const* text;
        double value;
        Unit unit;
    };
    for (Case const& c : {Case{"12", 12, Unit::none},
                          {"12 m", 12, Unit::metres},
                          {"12m", 12, Unit::metres},
                          {"12,5", 12.5, Unit::none},
                          {"40'", 12.192, Unit::metres},
                          {"5'11\"", 1.8034, Unit::metres},
                          {"40 ft", 12.192, Unit::metres},
                          {"-3", -3, Unit::none},
                          {"~ 30 m", 30, Unit::metres},
                          {"12;15", 12, Unit::none},
                          {"6层", 6, Unit::storeys},
                          {"18米", 18, Unit::metres},
                          {"3 storeys", 3, Unit::storeys},
                          {"1e2", 100, Unit::none},
                          {"900 cm", 9, Unit::metres},
                          {" 7.25 ", 7.25, Unit::none}}) {
        auto const q = parse_quantity(c.text);
        ASSERT_TRUE(q) << c.text;
        EXPECT_NEAR(q->value, c.value, 1e-9) << c.text;
        EXPECT_EQ(q->unit, c.unit) << c.text;
    }
    for (char const* text : {"", "n/a", "m", "unknown", "-", "."}) EXPECT_FALSE(parse_quantity(text)) << text;
}

TEST(Expression, CalculatesWithFields) {
    EXPECT_DOUBLE_EQ(value("floors * 3.0", 0), 18);
    EXPECT_TRUE(std::isnan(value("floors * 3.0", 1)));
    EXPECT_DOUBLE_EQ(value("z-max - z-min", 1), 30);
    EXPECT_TRUE(std::isnan(value("z-max - z-min", 2)));
    EXPECT_DOUBLE_EQ(value("(floors + 1) * 2 / 4 - 0.5", 0), 3);
    EXPECT_DOUBLE_EQ(value("\"z-max\" / 10", 0), 5);
    EXPECT_TRUE(std::isnan(value("nowhere", 0)));
}

TEST(Expression, ConvertsUnitsButBelievesTheTextFirst) {
    EXPECT_NEAR(value("z-max ft", 0), 15.24, 1e-9);
    EXPECT_NEAR(value("FT ft", 0), 30.48, 1e-9);
    EXPECT_NEAR(value("FT ft", 1), 30, 1e-9) << "the text says metres";
    EXPECT_NEAR(value("FT ft", 2), 3.81, 1e-9) << "feet once, not twice";
    EXPECT_NEAR(value("tag", 0), 12.192, 1e-9);
    EXPECT_NEAR(value("(z-max - z-min) ft", 0), 12.192, 1e-9);
}

TEST(Expression, KnowsStoreys) {
    auto const storeys = Expression::parse("building:levels storeys");
    ASSERT_TRUE(storeys);
    EXPECT_TRUE(storeys->counts_storeys());
    EXPECT_EQ(storeys->fields(), std::vector<std::string>{"building:levels"});
    EXPECT_FALSE(Expression::parse("height m")->counts_storeys());
}

TEST(Expression, TellsTextWithoutANumberFromNull) {
    auto const tag = Expression::parse("tag");
    geo::VectorLayer const layer = table();
    BoundExpression const bound(*tag, layer);
    EXPECT_FALSE(bound.unreadable(0));
    EXPECT_TRUE(bound.unreadable(1));
    EXPECT_FALSE(bound.unreadable(2));
}

TEST(Expression, SaysWhatItCannotRead) {
    EXPECT_EQ(
        Expression::parse("height furlongs").error().message,
        "the rule 'height furlongs' cannot be read: 'furlongs' is no unit (m, ft, storeys) and no sign (+ - * /)");
    EXPECT_EQ(Expression::parse("floors *").error().message,
              "the rule 'floors *' cannot be read: it ends where a field or a number should follow");
    EXPECT_EQ(Expression::parse("(a + b").error().message, "the rule '(a + b' cannot be read: a ')' is missing");
    EXPECT_EQ(Expression::parse("a) b").error().message, "the rule 'a) b' cannot be read: ') b' is left over");
    EXPECT_FALSE(Expression::parse(""));
    EXPECT_FALSE(Expression::parse("\"open"));
}

TEST(Expression, SurvivesDeepNesting) {
    // The machine's stack is bounded; more than it can hold is no value, not a crash.
    std::string deep = "floors";
    for (int i = 0; i < 40; ++i) deep = "1 + (" + deep + ")";
    EXPECT_TRUE(std::isnan(value(deep, 0)));
}

}  // namespace
}  // namespace twin
