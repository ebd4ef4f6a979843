#include "twin/locate.h"

#include "files.h"
#include "geo/crs.h"
#include "twin/lookup.h"

namespace {

using twin::Placed;
using twin::PlaceLevel;
using twin::Where;
using twin::testing::collection;
using twin::testing::square;

/// Two buildings 100 m apart (a: 30 m high, b: 12 m), in a community, in a street.
class Locate : public twin::testing::Folder {
protected:
    void SetUp() override {
        Folder::SetUp();
        write("b.geojson", collection({square(114.000, 22.6, 2, R"("code":"B-1","height":30)"),
                                       square(114.001, 22.6, 2, R"("code":"B-2","height":12)")}));
        write(
            "areas.geojson",
            collection({square(113.998, 22.598, 60, R"("code":"440309001","name_zh":"龙塘街道","name_en":"Longtang")"),
                        square(113.9995, 22.5995, 10, R"("code":"440309001005","name_zh":"北站社区")")}));
        std::string const file = write("d.toml", R"(
[[buildings]]
source = "b.geojson"
id = "code"
height = "height"
[[layers]]
source = "areas.geojson"
role = "boundaries"
id = "code"
name_zh = "name_zh"
name_en = "name_en"
)");
        auto read = load(file);
        ASSERT_TRUE(read) << read.error().message;
        district_ = *std::move(read);
        locator_.emplace(district_);
    }

    Placed place(Where const& where) const {
        auto const placed = locator_->place(where);
        EXPECT_TRUE(placed);
        return placed.value_or(Placed{});
    }
    std::string area(Placed const& placed) const {
        return placed.area < 0 ? "" : locator_->areas()[static_cast<std::size_t>(placed.area)].id;
    }
    std::string building(Placed const& placed) const {
        return placed.building ? twin::id_text(district_, *placed.building) : "";
    }

    twin::District district_;
    std::optional<twin::Locator> locator_;
};

/// Where a report at these degrees is, as exact as its source says.
Where at(double lon, double lat, PlaceLevel level) {
    Where where;
    where.at = geo::LonLat{lon, lat};
    where.level = level;
    return where;
}

TEST_F(Locate, ACoordinateInABuildingStandsOnItsRoof) {
    Placed const placed = place(at(114.0001, 22.6001, PlaceLevel::none));
    EXPECT_EQ(placed.how, Placed::How::building);
    EXPECT_EQ(building(placed), "B-1");
    EXPECT_DOUBLE_EQ(placed.at.z, 30);
    EXPECT_EQ(area(placed), "440309001005");
}

TEST_F(Locate, AnAddressNearABuildingSnapsAndAPointInTheStreetDoesNot) {
    // 10 m west of the first building; its own side is 20 m.
    Placed const door = place(at(113.9999, 22.6001, PlaceLevel::door));
    EXPECT_EQ(door.how, Placed::How::building);
    EXPECT_EQ(building(door), "B-1");
    EXPECT_NEAR(door.at.x, locator_->local({114.0, 22.6001})->x, 0.1);
    Placed const street = place(at(113.9999, 22.6001, PlaceLevel::none));
    EXPECT_EQ(street.how, Placed::How::coordinate);
    EXPECT_FALSE(street.building);
    EXPECT_DOUBLE_EQ(street.at.z, 0);
    // 25 m away is too far.
    EXPECT_EQ(place(at(113.99975, 22.6001, PlaceLevel::door)).how, Placed::How::coordinate);
}

TEST_F(Locate, WhatIsOnlyKnownToAnAreaIsAnArea) {
    Placed const by_level = place(at(114.0001, 22.6001, PlaceLevel::community));
    EXPECT_EQ(by_level.how, Placed::How::area);
    EXPECT_EQ(area(by_level), "440309001005");
    Where named;
    named.street = "龙塘街道";
    EXPECT_EQ(area(place(named)), "440309001");
    EXPECT_EQ(place(named).how, Placed::How::area);
    named.street = "Longtang";
    EXPECT_EQ(area(place(named)), "440309001");
    named.community = "440309001005";
    EXPECT_EQ(area(place(named)), "440309001005") << "the smaller one";
}

TEST_F(Locate, ABuildingIdOrAddressCodeIsEnough) {
    Where where;
    where.building = "B-2";
    EXPECT_EQ(building(place(where)), "B-2");
    EXPECT_DOUBLE_EQ(place(where).at.z, 12);
    Where code;
    code.address_code = "B-1";
    EXPECT_EQ(building(place(code)), "B-1");
}

TEST_F(Locate, WhatIsElsewhereIsNowhere) {
    EXPECT_FALSE(locator_->place(at(113.9, 22.6, PlaceLevel::door)));
    EXPECT_FALSE(locator_->place(Where{}));
    Where unknown;
    unknown.building = "B-3";
    unknown.community = "no such community";
    EXPECT_FALSE(locator_->place(unknown));
    // A wrong coordinate does not hide a right id.
    Where mixed = at(113.9, 22.6, PlaceLevel::door);
    mixed.building = "B-2";
    EXPECT_EQ(building(place(mixed)), "B-2");
}

TEST_F(Locate, LocalAgreesWithTheDistrict) {
    auto const p = locator_->local({114.0, 22.6});
    ASSERT_TRUE(p);
    auto const back = geo::to_lonlat(*p, district_.frame);
    ASSERT_TRUE(back);
    EXPECT_NEAR(back->lon, 114.0, 1e-9);
    EXPECT_NEAR(back->lat, 22.6, 1e-9);
}

}  // namespace
