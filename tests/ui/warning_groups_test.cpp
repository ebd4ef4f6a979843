// A flood of blue warnings is a few lines, and none of them is lost.
#include "ui/warning_groups.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <utility>

namespace {

class WarningGroups : public testing::Test {
protected:
    void add(std::string code, std::int32_t area, std::vector<std::string> evidence,
             ui::Urgent urgent = ui::Urgent::blue, base::UtcMs raised = 0) {
        ui::WarningRow row;
        row.kept.alert.class_code = std::move(code);
        row.kept.alert.area = area;
        row.kept.alert.evidence = std::move(evidence);
        row.kept.raised = raised;
        row.urgent = urgent;
        rows_.push_back(row);
    }
    std::vector<ui::WarningMatter> groups() const {
        std::vector<ui::WarningRow const*> all;
        for (ui::WarningRow const& row : rows_) all.push_back(&row);
        return ui::group_warnings(all);
    }

    std::vector<ui::WarningRow> rows_;
};

TEST_F(WarningGroups, AreOfOneClassAndThenOfOneCommunity) {
    add("01", 7, {"a", "b", "c"}, ui::Urgent::blue, 5);
    add("02", 7, {"d", "e", "f"});
    add("02", 3, {"g", "h", "i"}, ui::Urgent::blue, 9);
    add("02", 3, {"i", "j", "k"}, ui::Urgent::blue, 4);
    auto const all = groups();
    ASSERT_EQ(all.size(), 2U);
    EXPECT_EQ(all[0].class_code, "02") << "the most first";
    EXPECT_EQ(all[0].warnings, 3U);
    EXPECT_EQ(all[0].tickets, 8U) << "one that two of them stand on counts once";
    EXPECT_EQ(all[0].newest, 9);
    ASSERT_EQ(all[0].communities.size(), 2U);
    EXPECT_EQ(all[0].communities[0].area, 3);
    EXPECT_EQ(all[0].communities[0].rows, (std::vector<ui::WarningRow const*>{&rows_[2], &rows_[3]}));
    EXPECT_EQ(all[0].communities[0].tickets, 5U);
    EXPECT_EQ(all[1].warnings, 1U);
    add("02", -1, {"l"});
    EXPECT_EQ(groups()[0].communities.size(), 3U);
    EXPECT_EQ(groups()[0].known_communities(), 2U);
}

TEST_F(WarningGroups, LeaveOutWhatSaysMoreThanARule) {
    add("01", 1, {"a"}, ui::Urgent::yellow);
    add("01", 1, {"b"}, ui::Urgent::red);
    EXPECT_TRUE(groups().empty());
    add("01", 1, {"c"});
    ASSERT_EQ(groups().size(), 1U);
    EXPECT_EQ(groups()[0].warnings, 1U);
}

TEST_F(WarningGroups, CanBeJudgedAsAWholeOrOneCommunityOfThem) {
    add("01", 7, {"a"});
    add("02", 7, {"d"});
    add("02", 3, {"g"});
    add("02", 3, {"i"});
    add("03", 5, {"k"});
    add("03", 5, {"l"});
    auto const matters = groups();
    std::vector<std::pair<std::string, std::size_t>> seen;
    for (ui::WarningGroup const& group : ui::groups_of(matters)) seen.emplace_back(group.key, group.rows.size());
    std::ranges::sort(seen);
    EXPECT_EQ(seen, (std::vector<std::pair<std::string, std::size_t>>{{"02", 3}, {"02 3", 2}, {"03", 2}}))
        << "one alone is no group, and a matter of one community is one, not two";
}

}  // namespace
