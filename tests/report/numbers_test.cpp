#include "report/numbers.h"

#include <cmath>
#include <limits>

#include <gtest/gtest.h>

namespace report {
namespace {

TEST(Numbers, ReadAsPeopleWriteThem) {
    EXPECT_EQ(format_number(12345.64, 1), "12,345.6");
    EXPECT_EQ(format_number(999, 0), "999");
    EXPECT_EQ(format_number(1234567, 0), "1,234,567");
    EXPECT_EQ(format_number(-3, 0), "\u22123");
    EXPECT_EQ(format_number(3, 0, true), "+3");
    EXPECT_EQ(format_number(0, 0, true), "0");
    EXPECT_EQ(format_number(-0.04, 1), "0.0");
    EXPECT_EQ(format_number(0.9525, 1, false, true), "95.2%");
    EXPECT_EQ(format_number(std::numeric_limits<double>::quiet_NaN(), 0), "—");
}

TEST(Numbers, CellsSayWhatIsNotKnownOrNotShown) {
    Column const column{.key = "n"};
    EXPECT_EQ(format_cell(Missing{}, column, Language::zh), "—");
    EXPECT_EQ(format_cell(Withheld{}, column, Language::zh), "※");
    EXPECT_EQ(format_cell(Withheld{.below = 10}, column, Language::zh), "<10");
    EXPECT_EQ(format_cell(Moment{*base::parse_time("2026-10-27T14:05")}, column, Language::zh), "2026-10-27 14:05");
    EXPECT_EQ(format_cell(Words{"件", "tickets"}, column, Language::en), "tickets");
}

TEST(Numbers, AxesGoByOneTwoOrFive) {
    Axis const tickets = round_axis(0, 412, 4);
    EXPECT_DOUBLE_EQ(tickets.from, 0);
    EXPECT_DOUBLE_EQ(tickets.to, 600);
    EXPECT_DOUBLE_EQ(tickets.step, 200);
    Axis const shares = round_axis(0.91, 0.98, 4);
    EXPECT_DOUBLE_EQ(shares.step, 0.02);
    EXPECT_EQ(shares.decimals, 2);
    EXPECT_LE(shares.from, 0.91);
    EXPECT_GE(shares.to, 0.98);
    EXPECT_EQ(round_axis(-3, 7, 4).ticks().size(), 4U);  // -5, 0, 5, 10
}

TEST(Numbers, AnAxisOfNothingStillHasTwoEnds) {
    for (auto const& [low, high] :
         {std::pair{0.0, 0.0}, std::pair{5.0, 5.0}, std::pair{-1.0, -4.0}, std::pair<double, double>{0.0, INFINITY}}) {
        Axis const axis = round_axis(low, high, 4);
        EXPECT_LT(axis.from, axis.to);
        EXPECT_GE(axis.ticks().size(), 2U);
    }
}

}  // namespace
}  // namespace report
