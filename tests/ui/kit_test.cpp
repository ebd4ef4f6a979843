#include "ui/kit.h"

#include <gtest/gtest.h>

#include "tests/ui/fake.h"
#include "ui/catalogue.h"
#include "ui/palette.h"

namespace {

using ui::Kit;

TEST(Kit, WritesNumbersInGroupsAndSaysWhenThereIsNone) {
    EXPECT_EQ(Kit::number(1234567.891, 1), "1,234,567.9");
    EXPECT_EQ(Kit::number(999), "999");
    EXPECT_EQ(Kit::number(-1000), "−1,000");
    EXPECT_EQ(Kit::number(-0.2), "0");
    EXPECT_EQ(Kit::number(std::numeric_limits<double>::quiet_NaN()), "–");
    EXPECT_EQ(Kit::percent(0.9641), "96.4%");
    EXPECT_EQ(Kit::percent(2599 / 2600.0), "99.9%");
    EXPECT_EQ(Kit::percent(0.0001, 0), "1%");
    EXPECT_EQ(Kit::percent(1), "100.0%");
    EXPECT_EQ(Kit::percent(0), "0.0%");
}

TEST(Kit, WritesTimesInTheDistrictsZone) {
    EXPECT_EQ(Kit::clock(ui_tests::kNow), "14:05");
    EXPECT_EQ(Kit::day_clock(ui_tests::kNow), "11-22 14:05");
    EXPECT_EQ(Kit::full_clock(ui_tests::kNow - 14LL * 3'600'000 - 300'001), "2026-11-21 23:59");
    EXPECT_EQ(Kit::clock(base::kNoTime), "–");
}

TEST(Catalogue, FillsInWhatIsGiven) {
    EXPECT_EQ(ui::fill_in("{1} of {0}, {2} {x}", {"a", "b"}), "b of a, {2} {x}");
    EXPECT_FALSE(ui::Catalogue::parse({"\"a\" = { zh = \"甲\" }"}));
    EXPECT_FALSE(ui::Catalogue::parse({"\"a\" = { zh = \"甲\", en = \"A\" }", "\"a\" = { zh = \"乙\", en = \"B\" }"}));
    EXPECT_TRUE(ui::Catalogue::create());
}

TEST(Catalogue, NamesLayers) {
    auto const words = ui::Catalogue::create();
    ASSERT_TRUE(words);
    EXPECT_EQ(ui::layer_name(*words, "live/tickets.heat").zh, "工单热力");
    EXPECT_EQ(ui::layer_name(*words, "buildings").en, "Buildings");
    EXPECT_EQ(ui::layer_name(*words, "ground/水系").en, "水系");
    EXPECT_EQ(ui::layer_name(*words, "unheard of").zh, "unheard of");
}

TEST(Palette, CanBeReadByEverybody) {
    for (ui::Palette const& p : {ui::dark_palette(), ui::light_palette()}) {
        for (ImU32 const ground : {p.ground, p.panel, p.raised}) {
            EXPECT_GE(ui::contrast(p.text, ground), 7);
            EXPECT_GE(ui::contrast(p.quiet, ground), 4.5);
        }
        for (ImU32 const ink : {p.good, p.warning, p.bad}) EXPECT_GE(ui::contrast(ink, p.panel), 4.5);
        EXPECT_GE(ui::contrast(p.faint, p.panel), 3);
        EXPECT_GE(ui::contrast(p.accent_text, p.accent), 4.5);
        EXPECT_GE(ui::contrast(p.accent, p.panel), 3);
    }
    EXPECT_NEAR(ui::contrast(0xff000000, 0xffffffff), 21, 0.01);
}

}  // namespace
