#include "geo/wkb.h"

#include <gtest/gtest.h>

#include <cstring>
#include <limits>

namespace {

/// Writes well-known binary by hand, in either byte order.
class Wkb {
public:
    explicit Wkb(bool little = true) : little_(little) {}
    Wkb& begin(std::uint32_t type) {
        bytes_.push_back(little_ ? 1 : 0);
        return u32(type);
    }
    Wkb& u32(std::uint32_t value) { return raw(&value, 4); }
    Wkb& f64(std::initializer_list<double> values) {
        for (double const v : values) raw(&v, 8);
        return *this;
    }
    std::vector<unsigned char> const& bytes() const { return bytes_; }

private:
    Wkb& raw(void const* value, std::size_t size) {
        unsigned char buffer[8];
        std::memcpy(buffer, value, size);
        if (!little_) std::reverse(buffer, buffer + size);
        for (std::size_t i = 0; i < size; ++i) bytes_.push_back(buffer[i]);
        return *this;
    }
    bool little_;
    std::vector<unsigned char> bytes_;
};

struct Read {
    geo::VectorLayer layer;
    base::Findings findings;
    geo::WkbResult result;

    explicit Read(std::vector<unsigned char> const& bytes) {
        geo::LayerBuilder builder(layer, findings);
        builder.begin_row(1);
        result = geo::read_wkb(bytes, builder);
        if (result != geo::WkbResult::done) builder.take_back();
        builder.end_row();
    }
};

Wkb triangle(std::uint32_t type, bool little, std::initializer_list<double> coordinates, std::uint32_t points) {
    Wkb wkb(little);
    wkb.begin(type).u32(1).u32(points).f64(coordinates);
    return wkb;
}

TEST(Wkb, ReadsBothByteOrders) {
    for (bool const little : {true, false}) {
        Read const r(triangle(3, little, {0, 0, 4, 0, 0, 3, 0, 0}, 4).bytes());
        ASSERT_EQ(r.result, geo::WkbResult::done);
        ASSERT_EQ(r.layer.polygons.size(), 1U);
        EXPECT_EQ(r.layer.polygons.points, (std::vector<base::Vec2d>{{0, 0}, {4, 0}, {0, 3}}));
        EXPECT_TRUE(r.layer.polygons.z.empty());
    }
}

TEST(Wkb, ReadsIsoAndPostgisDimensions) {
    std::initializer_list<double> const xyz{0, 0, 7, 4, 0, 8, 0, 3, 9, 0, 0, 7};
    std::initializer_list<double> const xyzm{0, 0, 7, 1, 4, 0, 8, 1, 0, 3, 9, 1, 0, 0, 7, 1};
    for (std::uint32_t const type : {1003U, 0x80000003U}) {
        Read const r(triangle(type, true, xyz, 4).bytes());
        ASSERT_EQ(r.result, geo::WkbResult::done);
        EXPECT_EQ(r.layer.polygons.z, (std::vector<float>{7, 8, 9}));
    }
    for (std::uint32_t const type : {3003U, 0xC0000003U}) {
        Read const r(triangle(type, false, xyzm, 4).bytes());
        ASSERT_EQ(r.result, geo::WkbResult::done);
        EXPECT_EQ(r.layer.polygons.z, (std::vector<float>{7, 8, 9}));
        EXPECT_EQ(r.layer.polygons.points[1], (base::Vec2d{4, 0}));
    }
    Read const with_m(triangle(2003, true, {0, 0, 9, 4, 0, 9, 0, 3, 9, 0, 0, 9}, 4).bytes());
    EXPECT_TRUE(with_m.layer.polygons.z.empty()) << "a measure is no height";
    Read const srid(Wkb().begin(0x20000001U).u32(4326).f64({1, 2}).bytes());
    EXPECT_EQ(srid.layer.points.points, (std::vector<base::Vec2d>{{1, 2}}));
}

TEST(Wkb, ReadsNestedCollections) {
    Wkb wkb;
    wkb.begin(7).u32(2);
    wkb.begin(4).u32(2).begin(1).f64({1, 2}).begin(1).f64({3, 4});
    wkb.begin(7).u32(1).begin(5).u32(1).begin(2).u32(2).f64({0, 0, 1, 1});
    Read const r(wkb.bytes());
    ASSERT_EQ(r.result, geo::WkbResult::done);
    EXPECT_EQ(r.layer.points.size(), 2U);
    EXPECT_EQ(r.layer.lines.size(), 1U);
}

TEST(Wkb, KnowsEmptyPoints) {
    double const nan = std::numeric_limits<double>::quiet_NaN();
    Read const r(Wkb().begin(1).f64({nan, nan}).bytes());
    EXPECT_EQ(r.result, geo::WkbResult::done);
    EXPECT_EQ(r.layer.points.size(), 0U);
    EXPECT_EQ(r.findings.count("empty-geometry"), 1U);
}

TEST(Wkb, RefusesWhatEndsTooEarlyAtAnyByte) {
    auto const whole = triangle(3, true, {0, 0, 4, 0, 0, 3, 0, 0}, 4).bytes();
    for (std::size_t size = 0; size < whole.size(); ++size) {
        EXPECT_EQ(Read({whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size)}).result,
                  geo::WkbResult::broken)
            << size;
    }
    EXPECT_EQ(Read(Wkb().begin(3).u32(0xffffffff).u32(0xffffffff).bytes()).result, geo::WkbResult::broken);
    EXPECT_EQ(Read(Wkb().begin(99).u32(0).bytes()).result, geo::WkbResult::broken);
    EXPECT_EQ(Read(Wkb().begin(8).u32(0).bytes()).result, geo::WkbResult::curved);
}

TEST(Wkb, GivesUpOnEndlessNesting) {
    Wkb wkb;
    for (int i = 0; i < 10'000; ++i) wkb.begin(7).u32(1);
    EXPECT_EQ(Read(wkb.bytes()).result, geo::WkbResult::broken);
}

void add_face(Wkb& wkb, std::initializer_list<double> xyz) {
    wkb.begin(1003).u32(1).u32(static_cast<std::uint32_t>(xyz.size() / 3)).f64(xyz);
}

Wkb box(std::uint32_t type) {
    Wkb wkb;
    wkb.begin(type).u32(6);
    add_face(wkb, {0, 0, 5, 0, 3, 5, 4, 3, 5, 4, 0, 5, 0, 0, 5});
    add_face(wkb, {0, 0, 9, 4, 0, 9, 4, 3, 9, 0, 3, 9, 0, 0, 9});
    add_face(wkb, {0, 0, 5, 4, 0, 5, 4, 0, 9, 0, 0, 9, 0, 0, 5});
    add_face(wkb, {4, 0, 5, 4, 3, 5, 4, 3, 9, 4, 0, 9, 4, 0, 5});
    add_face(wkb, {4, 3, 5, 0, 3, 5, 0, 3, 9, 4, 3, 9, 4, 3, 5});
    add_face(wkb, {0, 3, 5, 0, 0, 5, 0, 0, 9, 0, 3, 9, 0, 3, 5});
    return wkb;
}

TEST(Wkb, MakesFootprintsOfSolids) {
    for (std::uint32_t const type : {1015U, 1006U}) {  // polyhedral surface; multipolygon with upright faces
        Read const r(box(type).bytes());
        ASSERT_EQ(r.result, geo::WkbResult::done);
        ASSERT_EQ(r.layer.polygons.size(), 1U) << type;
        EXPECT_NEAR(geo::area(r.layer.polygons, 0), 12, 1e-9);
        EXPECT_EQ(r.layer.polygons.points.size(), 4U);
        EXPECT_EQ(r.layer.polygons.z, (std::vector<float>{5, 5, 5, 5}));
    }
}

TEST(Wkb, SurvivesEveryMutation) {
    Wkb collection;
    collection.begin(7).u32(3);
    collection.begin(1002).u32(2).f64({0, 0, 1, 1, 1, 2}).begin(1).f64({3, 4});
    collection.begin(3).u32(1).u32(4).f64({0, 0, 4, 0, 0, 3, 0, 0});
    std::uint32_t state = 1;
    auto const next = [&] { return (state = state * 1664525U + 1013904223U) >> 8; };
    for (auto const& original : {collection.bytes(), box(1015).bytes(), box(1006).bytes()}) {
        for (int i = 0; i < 5'000; ++i) {
            auto bytes = original;
            for (std::uint32_t n = next() % 4; n-- > 0;)
                bytes[next() % bytes.size()] = static_cast<unsigned char>(next());
            Read const r(bytes);
            auto const& polygons = r.layer.polygons;
            ASSERT_EQ(polygons.ring_begin.back(), polygons.points.size());
            ASSERT_EQ(polygons.polygon_begin.back(), polygons.ring_count());
            ASSERT_TRUE(polygons.z.empty() || polygons.z.size() == polygons.points.size());
            ASSERT_EQ(r.layer.lines.line_begin.back(), r.layer.lines.points.size());
        }
    }
}

TEST(LayerBuilder, DropsHolesWhoseOuterRingIsLost) {
    double const nan = std::numeric_limits<double>::quiet_NaN();
    Read const r(Wkb().begin(3).u32(2).u32(2).f64({nan, 0, nan, 0}).u32(4).f64({1, 1, 2, 1, 2, 2, 1, 1}).bytes());
    EXPECT_EQ(r.layer.polygons.size(), 0U);
    EXPECT_EQ(r.layer.polygons.points.size(), 0U);
    EXPECT_EQ(r.findings.count("not-finite"), 1U);
    EXPECT_EQ(r.findings.count(base::Severity::skipped), 1U);
}

}  // namespace
