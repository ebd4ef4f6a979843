#include <gtest/gtest.h>

#include "analysis/disclosure.h"

namespace {

std::string refused(std::string_view column, std::vector<std::string> const& values = {}) {
    return analysis::personal_data(column, values).value_or("taken");
}

TEST(PersonalData, IsRefusedByTheNameOfItsColumn) {
    EXPECT_EQ(refused("姓名"), "personal name");
    EXPECT_EQ(refused("户主姓名"), "personal name");
    EXPECT_EQ(refused("Full Name"), "personal name");
    EXPECT_EQ(refused("身份证号"), "18-digit identity number");
    EXPECT_EQ(refused("contact_phone"), "11-digit mobile number");
    EXPECT_EQ(refused("联系电话"), "11-digit mobile number");
    for (char const* const fine : {"name", "name_zh", "community", "day", "residents", "height", "numbers"})
        EXPECT_EQ(refused(fine), "taken") << fine;
}

TEST(PersonalData, IsRefusedByOneValueAmongMany) {
    EXPECT_EQ(refused("note", {"quiet", "号 11010519491231002X。"}), "18-digit identity number");
    EXPECT_EQ(refused("note", {"110105194912310021"}), "18-digit identity number");
    EXPECT_EQ(refused("note", {"ask 13800138000"}), "11-digit mobile number");
    EXPECT_EQ(refused("note", {"+8613800138000"}), "11-digit mobile number");
}

TEST(PersonalData, IsNotSeenInOtherNumbers) {
    EXPECT_EQ(refused("camera", {"44030900001320000001"}), "taken");  // GB/T 28181, 20 digits
    EXPECT_EQ(refused("code", {"440309001001"}), "taken");            // a community, 12 digits
    EXPECT_EQ(refused("code", {"990105994912310021"}), "taken");      // 18 digits without a day of birth
    EXPECT_EQ(refused("time", {"1772784000000", "1772784000"}), "taken");
    EXPECT_EQ(refused("area", {"0.13800138000", "114.04470000"}), "taken");
    EXPECT_EQ(refused("phone-like", {"12345678901"}), "11-digit mobile number");  // by its name only
    EXPECT_EQ(refused("count", {"12345678901"}), "taken");                        // no mobile starts with 12
    EXPECT_EQ(refused("caller", {"张*", "138****1234"}), "taken");
}

}  // namespace
