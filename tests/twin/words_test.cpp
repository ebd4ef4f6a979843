#include "twin/words.h"

#include <gtest/gtest.h>

#include "twin/text.h"

namespace twin {
namespace {

TEST(Words, UsesInChineseEnglishAndOsm) {
    EXPECT_EQ(use_of("apartments"), Use::residential);
    EXPECT_EQ(use_of("住宅"), Use::residential);
    EXPECT_EQ(use_of("商业服务业"), Use::commercial);
    EXPECT_EQ(use_of("办公楼"), Use::office);
    EXPECT_EQ(use_of("工业厂房"), Use::industrial);
    EXPECT_EQ(use_of("第二实验小学"), Use::school);
    EXPECT_EQ(use_of("人民医院"), Use::hospital);
    EXPECT_EQ(use_of("城中村住宅"), Use::urban_village) << "the more particular word wins";
    EXPECT_EQ(use_of("Residential - Low"), Use::residential);
    EXPECT_EQ(use_of("train_station"), Use::transport);
    EXPECT_EQ(use_of("yes"), Use::unknown);
    EXPECT_EQ(use_of(""), Use::unknown);
}

TEST(Words, RoofsBoroughHasNoFormForAreNone) {
    EXPECT_EQ(roof_of("gabled"), RoofShape::gabled);
    EXPECT_EQ(roof_of("四坡"), RoofShape::hipped);
    EXPECT_EQ(roof_of("Flat"), RoofShape::flat);
    EXPECT_EQ(roof_of("onion"), std::nullopt);
}

TEST(Words, GroundByOsmWordChineseWordOrOwnName) {
    EXPECT_EQ(ground_of("motorway_link"), GroundClass::motorway);
    EXPECT_EQ(ground_of("residential"), GroundClass::residential_road);
    EXPECT_EQ(ground_of("residential_road"), GroundClass::residential_road);
    EXPECT_EQ(ground_of("城市主干路"), GroundClass::primary);
    EXPECT_EQ(ground_of("次干路"), GroundClass::secondary);
    EXPECT_EQ(ground_of("wood"), GroundClass::forest);
    EXPECT_EQ(ground_of("parcel"), GroundClass::parcel);
    EXPECT_EQ(ground_of("gibberish"), std::nullopt);
}

TEST(Words, WidthsFallWithTheClass) {
    EXPECT_FLOAT_EQ(default_width(GroundClass::motorway), 30);
    EXPECT_FLOAT_EQ(default_width(GroundClass::residential_road), 9);
    EXPECT_FLOAT_EQ(default_width(GroundClass::footpath), 2.5f);
    EXPECT_FLOAT_EQ(default_width(GroundClass::rail), 6);
}

TEST(Text, SaysFiguresAndHints) {
    EXPECT_EQ(figure(std::uint64_t{1234567}), "1,234,567");
    EXPECT_EQ(figure(std::uint64_t{999}), "999");
    std::vector<std::string> const fields{"height", "floors", "名称"};
    EXPECT_EQ(did_you_mean("hieght", fields), "; did you mean 'height'?");
    EXPECT_EQ(did_you_mean("HEIGHT", fields), "; did you mean 'height'?");
    EXPECT_EQ(did_you_mean("population", fields), "");
    EXPECT_EQ(join(fields, 2), "height, floors and 1 more");
}

TEST(Text, TellsTheLanguageOfAName) {
    EXPECT_EQ(name_of("深南大道").zh, "深南大道");
    EXPECT_EQ(name_of("深南大道").en, "");
    EXPECT_EQ(name_of("Champs-Élysées").en, "Champs-Élysées");
    EXPECT_EQ(name_of("𠮷野家").zh, "𠮷野家") << "four bytes are Chinese too";
}

}  // namespace
}  // namespace twin
