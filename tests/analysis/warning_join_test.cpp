#include "analysis/warning_join.h"

#include <gtest/gtest.h>

namespace {

using analysis::Alert;
using analysis::AlertKind;

/// Cases "0", "1" ...: the first `here` of them in community 1, the others in none.
analysis::Cases cases(int all, int here) {
    analysis::Cases out;
    for (int i = 0; i < all; ++i)
        out.cases.push_back({.id = std::to_string(i), .class_code = "05", .called = i, .area = i < here ? 1 : -1});
    return out;
}

analysis::KeptAlert kept(AlertKind kind, std::int32_t area, int count, double expected, char const* code = "05") {
    analysis::KeptAlert out;
    out.alert = {.kind = kind, .class_code = code, .area = area, .count = count, .expected = expected};
    for (int i = 0; i < count; ++i) out.alert.evidence.push_back(std::to_string(i));
    return out;
}

std::vector<analysis::JoinedAlert> joined(analysis::AlertBook const& book, int all, int here) {
    return analysis::join_alerts(book, cases(all, here), {});
}

TEST(WarningJoin, ADistrictThatIsUsualWithoutThePartIsNoWarningOfItsOwn) {
    analysis::AlertBook const book{{kept(AlertKind::series, -1, 41, 6), kept(AlertKind::series, 1, 38, 0.1)}};
    auto const one = joined(book, 41, 38);
    ASSERT_EQ(one.size(), 1U);
    EXPECT_EQ(one[0].whole, 0U);
    ASSERT_EQ(one[0].parts.size(), 1U);
    EXPECT_EQ(one[0].parts[0].alert, 1U);
    EXPECT_EQ(one[0].parts[0].count, 38);
}

TEST(WarningJoin, MoreThanUsualElsewhereStaysAWarning) {
    // 6 + 2 sqrt(6) = 10.9: ten elsewhere are usual, eleven are not.
    analysis::AlertBook const book{{kept(AlertKind::series, -1, 41, 6), kept(AlertKind::series, 1, 31, 0.1)}};
    EXPECT_EQ(joined(book, 41, 31).size(), 1U);
    EXPECT_TRUE(joined(book, 41, 30).empty());
}

TEST(WarningJoin, OnlyAnOpenOneOfTheClassThatIsMoreThanARuleIsAPart) {
    auto const with = [](analysis::KeptAlert part, bool open = true) {
        part.open = open;
        analysis::AlertBook const book{{kept(AlertKind::series, -1, 20, 2), std::move(part)}};
        return joined(book, 20, 20).size();
    };
    EXPECT_EQ(with(kept(AlertKind::series, 1, 20, 1)), 1U);
    EXPECT_EQ(with(kept(AlertKind::series, 1, 20, 1), false), 0U);
    EXPECT_EQ(with(kept(AlertKind::series, 1, 20, 1, "06")), 0U);
    EXPECT_EQ(with(kept(AlertKind::rule, 1, 20, -1)), 0U);
    EXPECT_EQ(with(kept(AlertKind::series, 2, 20, 1)), 0U) << "none of its tickets lie there";
}

}  // namespace
