#include "app/address_words.h"

#include <gtest/gtest.h>

namespace app {
namespace {

TEST(EnglishAddress, PartsAreToldFromTheSmallestUp) {
    twin::District const nowhere;
    twin::Locator const locator(nowhere);
    EXPECT_EQ(english_address("福民路12号3栋", locator), "Building 3, 12 Fumin Road");
    EXPECT_EQ(english_address("福民路12号3栋2单元501室", locator), "Room 501, Unit 2, Building 3, 12 Fumin Road");
    EXPECT_EQ(english_address("中山大道", locator), "Zhongshan Avenue");
    // What an area lies in is known with it.
    EXPECT_EQ(english_address("观澜街道新田社区", locator), "Xintian Community");
}

TEST(EnglishAddress, WhatIsNoneStays) {
    twin::District const nowhere;
    twin::Locator const locator(nowhere);
    EXPECT_EQ(english_address("", locator), "");
    EXPECT_EQ(english_address("12 Fumin Road", locator), "12 Fumin Road");
    EXPECT_EQ(english_address("地铁口", locator), "地铁口");
    EXPECT_EQ(english_address("路", locator), "路");
    EXPECT_EQ(english_address("\xE8\xB7", locator), "\xE8\xB7") << "half a character";
}

}  // namespace
}  // namespace app
