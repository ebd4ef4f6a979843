#include "analysis/model_outline.h"

#include <gtest/gtest.h>

#include <cmath>

#include "analysis/site_scheme.h"

namespace {

using namespace analysis;

void quad(assets::Model& model, base::Vec3f a, base::Vec3f b, base::Vec3f c, base::Vec3f d) {
    auto const first = static_cast<std::uint32_t>(model.vertices.size());
    for (base::Vec3f const p : {a, b, c, d}) model.vertices.push_back({p, {0, 0, 1}});
    for (std::uint32_t const i : {0u, 1u, 2u, 0u, 2u, 3u}) model.indices.push_back(first + i);
    for (base::Vec3f const p : {a, b, c, d}) {
        model.min.z = std::min(model.min.z, p.z);
        model.max.z = std::max(model.max.z, p.z);
    }
}

void add_block(assets::Model& model, float x0, float y0, float x1, float y1, float top) {
    quad(model, {x0, y0, 0}, {x1, y0, 0}, {x1, y0, top}, {x0, y0, top});
    quad(model, {x1, y0, 0}, {x1, y1, 0}, {x1, y1, top}, {x1, y0, top});
    quad(model, {x1, y1, 0}, {x0, y1, 0}, {x0, y1, top}, {x1, y1, top});
    quad(model, {x0, y1, 0}, {x0, y0, 0}, {x0, y0, top}, {x0, y1, top});
    quad(model, {x0, y0, top}, {x1, y0, top}, {x1, y1, top}, {x0, y1, top});
}

/// Four wings around a court, the northern one higher, and a lawn that is no building.
assets::Model court() {
    assets::Model out;
    add_block(out, 0, 0, 40, 10, 12);
    add_block(out, 0, 30, 40, 40, 24);
    add_block(out, 0, 10, 10, 30, 12);
    add_block(out, 30, 10, 40, 30, 12);
    quad(out, {-50, -50, 0}, {90, -50, 0}, {90, 90, 0}, {-50, 90, 0});
    return out;
}

TEST(ModelOutline, IsTheTrueOneWithItsCourtAndWithoutItsLawn) {
    auto const outline = outline_of(court());
    ASSERT_TRUE(outline) << outline.error().message;
    ASSERT_EQ(outline->pieces.size(), 1u);
    EXPECT_EQ(outline->pieces[0].outline.size(), 2u);
    EXPECT_NEAR(area_of(outline->pieces[0].outline), 40 * 40 - 20 * 20, 1e-6);
    EXPECT_NEAR(outline->pieces[0].height, 24, 1e-6);
    EXPECT_NEAR(outline->middle.x, 20, 1e-6);
}

TEST(ModelOutline, KeepsPiecesApartEachWithItsHeight) {
    assets::Model two;
    add_block(two, 0, 0, 20, 10, 9);
    add_block(two, 30, 0, 40, 10, 30);
    add_block(two, 50, 0, 50.2F, 0.2F, 20);  // a flagpole
    auto const outline = outline_of(two);
    ASSERT_TRUE(outline);
    ASSERT_EQ(outline->pieces.size(), 2u);
    EXPECT_NEAR(outline->pieces[0].height, 9, 1e-6);
    EXPECT_NEAR(outline->pieces[1].height, 30, 1e-6);
    EXPECT_NEAR(outline->middle.x, 20, 1e-6);
}

TEST(ModelOutline, ALawnAloneIsNoBuilding) {
    assets::Model lawn;
    quad(lawn, {0, 0, 0}, {50, 0, 0}, {50, 50, 0}, {0, 50, 0});
    EXPECT_FALSE(outline_of(lawn));
    EXPECT_FALSE(outline_of({}));
}

TEST(ModelOutline, StandsTurnedAndScaledOnTheSite) {
    assets::Model two;
    add_block(two, 0, 0, 40, 10, 12);
    add_block(two, 0, 30, 10, 40, 24);
    auto const outline = outline_of(two);
    ASSERT_TRUE(outline);
    Site site;
    site.middle = {100, 200};
    Scheme scheme;
    scheme.heading = 90;  // its north looks east
    scheme.scale = 2;
    scheme.shift_x = 5;
    scheme.storeys = 6;
    auto const blocks = blocks_of(scheme, *outline, site, nullptr);
    ASSERT_EQ(blocks.size(), 2u);
    base::Extent all;
    for (Block const& block : blocks) all.add(extent_of(block.outline));
    EXPECT_NEAR(all.centre().x, 105, 1e-6);
    EXPECT_NEAR(all.centre().y, 200, 1e-6);
    // The long wing lay in the south, along the east; now it lies in the west, along the north.
    base::Extent const wing = extent_of(blocks[0].outline);
    EXPECT_NEAR(wing.height(), 80, 1e-6);
    EXPECT_NEAR(wing.width(), 20, 1e-6);
    EXPECT_NEAR(wing.min_x, all.min_x, 1e-6);
    EXPECT_NEAR(blocks[1].height(), 48, 1e-6);
    EXPECT_EQ(blocks[1].storeys, 6);
    EXPECT_NEAR(blocks[0].height(), 24, 1e-6);
    EXPECT_EQ(blocks[0].storeys, 3);
    // The mesh's own origin goes where its corner is.
    ModelPlace const place = place_of(scheme, *outline, site, nullptr);
    EXPECT_NEAR(place.at.x, all.min_x, 1e-6);
    EXPECT_NEAR(place.at.y, all.max_y, 1e-6);
    scheme.storeys = 0;
    EXPECT_EQ(blocks_of(scheme, *outline, site, nullptr)[1].storeys, 13);  // 48 m at 3.6 m
    scheme.floor_area = 9000;
    double floor = 0;
    for (Block const& block : blocks_of(scheme, *outline, site, nullptr)) floor += block.given_floor;
    EXPECT_NEAR(floor, 9000, 1e-6);
}

}  // namespace
