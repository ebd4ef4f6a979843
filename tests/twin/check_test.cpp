#include "twin/check.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "files.h"

namespace twin {
namespace {

using testing::collection;
using testing::square;

class Check : public testing::Folder {};

TEST_F(Check, SaysWhatIsThereWhatWasChosenAndWhatIsWrong) {
    auto const d =
        load(write("town.geojson",
                   collection({square(114.0, 22.6, 1, R"("height":30)"), square(114.001, 22.6, 1, R"("height":-1)"),
                               square(114.002, 22.6, 1, R"("height":8)"), square(0, 0, 1, R"("height":5)")})));
    ASSERT_TRUE(d) << d.error().message;
    std::string const said = describe(*d);
    for (char const* part :
         {"buildings   3 of 12 corners, 8.0 to 30.0 m high", "buildings: town.geojson", "CRS         EPSG:4326",
          "features    4, of which 3 are drawn", "height from 'height' (3), the default 9.0 m (1)", "skipped: 1",
          "far-away x 1", "height-not-positive x 1"}) {
        EXPECT_NE(said.find(part), std::string::npos) << part << " is not in:\n" << said;
    }
}

TEST_F(Check, TheJsonHasTheSameFigures) {
    auto const d = load(write("town.geojson", collection({square(114.0, 22.6, 1, R"("height":30,"name":"\u5854")")})));
    ASSERT_TRUE(d);
    auto const json = nlohmann::json::parse(describe_json(*d));
    EXPECT_EQ(json["totals"]["buildings"], 1);
    EXPECT_EQ(json["totals"]["highest"], 30.0);
    EXPECT_EQ(json["layers"][0]["role"], "buildings");
    EXPECT_EQ(json["layers"][0]["features"], 1);
    EXPECT_EQ(json["frame"]["crs"], "EPSG:4547");
}

TEST_F(Check, BytesThatAreNoUtf8DoNotBreakTheJson) {
    District d;
    d.name.en = "caf\xe9";
    EXPECT_FALSE(nlohmann::json::parse(describe_json(d), nullptr, false).is_discarded());
}

}  // namespace
}  // namespace twin
