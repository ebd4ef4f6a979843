#include "geo/repair.h"

#include <gtest/gtest.h>

#include <limits>
#include <set>

#include "geo/geos.h"
#include "geo/triangulate.h"
#include "ring_fixtures.h"

namespace {

using base::Severity;
using base::Vec2d;
using geo_test::Ring;
using Polygon = std::vector<Ring>;

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kInf = std::numeric_limits<double>::infinity();

/// Feature ids are 100 + row.
geo::VectorLayer layer_of(std::vector<Polygon> const& polygons) {
    geo::VectorLayer layer;
    layer.source = "town.gpkg";
    layer.layer = "buildings";
    for (Polygon const& polygon : polygons) {
        for (Ring const& ring : polygon) {
            layer.polygons.points.insert(layer.polygons.points.end(), ring.begin(), ring.end());
            layer.polygons.ring_begin.push_back(static_cast<std::uint32_t>(layer.polygons.points.size()));
        }
        layer.polygons.polygon_begin.push_back(static_cast<std::uint32_t>(layer.polygons.ring_count()));
        layer.polygons.row.push_back(static_cast<std::uint32_t>(layer.feature_id.size()));
        layer.feature_id.push_back(100 + static_cast<std::int64_t>(layer.feature_id.size()));
    }
    return layer;
}

struct Repaired {
    geo::VectorLayer layer;
    base::Findings findings;
    geo::Polygons const& polygons() const { return layer.polygons; }
    double area() const {
        double sum = 0;
        for (std::size_t i = 0; i < polygons().size(); ++i) sum += geo::area(polygons(), i);
        return sum;
    }
};

Repaired repair(std::vector<Polygon> const& polygons) {
    Repaired result{layer_of(polygons), {}};
    geo::repair_polygons(result.layer, result.findings);
    return result;
}

/// One group of one finding, about the first feature.
void expect_only(Repaired const& r, Severity severity, std::string const& code) {
    ASSERT_EQ(r.findings.groups().size(), 1u);
    auto const& group = r.findings.groups()[0];
    EXPECT_EQ(group.severity, severity);
    EXPECT_EQ(group.code, code);
    EXPECT_EQ(group.source, "town.gpkg");
    EXPECT_EQ(group.layer, "buildings");
    EXPECT_EQ(group.count, 1u);
    EXPECT_EQ(group.examples[0].feature, 100);
    EXPECT_FALSE(group.examples[0].reason.empty());
}

/// What the header promises, by GEOS's judgement.
void expect_sound(geo::Polygons const& polygons) {
    ASSERT_EQ(polygons.polygon_begin.size(), polygons.size() + 1);
    ASSERT_EQ(polygons.polygon_begin.back(), polygons.ring_count());
    ASSERT_EQ(polygons.ring_begin.back(), polygons.points.size());
    geo::Geos geos;
    for (std::size_t i = 0; i < polygons.size(); ++i) {
        geo::Rings rings;
        for (std::uint32_t r = polygons.polygon_begin[i]; r < polygons.polygon_begin[i + 1]; ++r) {
            auto const ring = polygons.ring(r);
            ASSERT_GE(ring.size(), 3u);
            EXPECT_EQ(geo::signed_area(ring) > 0, r == polygons.polygon_begin[i]) << "polygon " << i;
            rings.points.insert(rings.points.end(), ring.begin(), ring.end());
            rings.ring_ends.push_back(static_cast<std::uint32_t>(rings.points.size()));
        }
        EXPECT_TRUE(geos.is_valid(rings)) << "polygon " << i;
    }
}

Ring const kSquareRing{{0, 0}, {10, 0}, {10, 10}, {0, 10}};
Ring const kHole{{2, 2}, {2, 4}, {4, 4}, {4, 2}};

TEST(Repair, GoodPolygonsAreNotTouched) {
    std::vector<Polygon> const good{{kSquareRing},
                                    {kSquareRing, kHole},
                                    {{{0, 0}, {10, 0}, {10, 4}, {4, 4}, {4, 9}, {0, 9}}},
                                    {geo_test::wavy_ring(200, 50, 0.4, 9)},
                                    {kSquareRing, {{0, 0}, {2, 6}, {6, 2}}}};  // the hole touches a corner
    auto layer = layer_of(good);
    auto const* const where = layer.polygons.points.data();
    auto const points = layer.polygons.points;
    base::Findings findings;
    geo::repair_polygons(layer, findings);
    EXPECT_TRUE(findings.groups().empty());
    EXPECT_EQ(layer.polygons.points.data(), where) << "rebuilt for nothing";
    EXPECT_EQ(layer.polygons.points, points);
}

TEST(Repair, AnEmptyLayerIsFine) {
    auto const r = repair({});
    EXPECT_TRUE(r.findings.groups().empty());
    EXPECT_EQ(r.polygons().size(), 0u);
}

TEST(Repair, WindingOfOne) {
    auto const r = repair({{geo_test::reversed(kSquareRing), geo_test::reversed(kHole)}});
    expect_only(r, Severity::repaired, "winding");
    expect_sound(r.polygons());
    EXPECT_DOUBLE_EQ(r.area(), 96);
}

TEST(Repair, WindingOfAHole) {
    auto const r = repair({{kSquareRing, geo_test::reversed(kHole)}});
    expect_only(r, Severity::repaired, "winding");
    expect_sound(r.polygons());
    EXPECT_DOUBLE_EQ(r.area(), 96);
}

TEST(Repair, WindingOfAWholeLayerIsOneNote) {
    Polygon const clockwise{geo_test::reversed(kSquareRing), geo_test::reversed(kHole)};
    auto const r = repair({clockwise, clockwise, clockwise});
    ASSERT_EQ(r.findings.groups().size(), 1u);
    EXPECT_EQ(r.findings.groups()[0].severity, Severity::note);
    EXPECT_EQ(r.findings.groups()[0].examples[0].feature, -1);
    expect_sound(r.polygons());

    auto const most = repair({clockwise, {kSquareRing}, clockwise});
    ASSERT_EQ(most.findings.groups().size(), 1u);
    EXPECT_EQ(most.findings.groups()[0].examples[0].reason,
              "2 of 3 outer rings run clockwise, as in Shapefiles; turned");

    auto const few = repair({{kSquareRing}, clockwise, {kSquareRing}, {kSquareRing}, clockwise});
    EXPECT_EQ(few.findings.count("winding"), 2u);
    EXPECT_EQ(few.findings.count(Severity::repaired), 2u);
    EXPECT_EQ(few.findings.groups()[0].examples[1].feature, 104);
    expect_sound(few.polygons());
}

TEST(Repair, DuplicatePointsAreMerged) {
    auto const r = repair({{{{0, 0}, {10, 0}, {10, 0}, {10, 10}, {10, 10.0004}, {0, 10}, {0, 0}}}});
    expect_only(r, Severity::repaired, "duplicate-points");
    EXPECT_EQ(r.polygons().points, kSquareRing);
}

TEST(Repair, TooFewPoints) {
    auto const outer = repair({{{{0, 0}, {10, 0}, {0, 0}}}});
    expect_only(outer, Severity::skipped, "too-few-points");
    EXPECT_EQ(outer.polygons().size(), 0u);

    auto const hole = repair({{kSquareRing, {{2, 2}, {3, 3}}}});
    expect_only(hole, Severity::repaired, "too-few-points");
    EXPECT_EQ(hole.polygons().ring_count(), 1u);
    EXPECT_EQ(hole.polygons().points, kSquareRing);

    auto const none = repair({{}});
    expect_only(none, Severity::skipped, "too-few-points");
}

TEST(Repair, ZeroArea) {
    expect_only(repair({{{{0, 0}, {10, 0}, {20, 0}}}}), Severity::skipped, "zero-area");
    expect_only(repair({{{{0, 0}, {10, 0}, {5, 0.001}}}}), Severity::skipped, "zero-area");
    auto const hole = repair({{kSquareRing, {{2, 2}, {2.05, 2.05}, {2.05, 2}}}});
    expect_only(hole, Severity::repaired, "zero-area");
    EXPECT_EQ(hole.polygons().ring_count(), 1u);
}

TEST(Repair, NotFinite) {
    auto const r = repair({{{{0, 0}, {10, 0}, {kNan, 5}, {10, 10}, {kInf, kInf}, {0, 10}}}});
    expect_only(r, Severity::repaired, "not-finite");
    EXPECT_EQ(r.polygons().points, kSquareRing);

    auto const all = repair({{{{kNan, kNan}, {kNan, kNan}, {kNan, kNan}}}, {kSquareRing}});
    EXPECT_EQ(all.findings.count("not-finite"), 1u);
    EXPECT_EQ(all.findings.count(Severity::skipped), 1u);
    ASSERT_EQ(all.polygons().size(), 1u);
    EXPECT_EQ(all.polygons().row[0], 1u);
}

TEST(Repair, BowTieBecomesTwo) {
    auto const r = repair({{kSquareRing}, {{{0, 0}, {10, 10}, {10, 0}, {0, 10}}}, {kSquareRing}});
    ASSERT_EQ(r.findings.groups().size(), 1u);
    EXPECT_EQ(r.findings.groups()[0].code, "self-crossing");
    EXPECT_EQ(r.findings.groups()[0].examples[0].feature, 101);
    EXPECT_EQ(r.polygons().row, (std::vector<std::uint32_t>{0, 1, 1, 2}));
    EXPECT_DOUBLE_EQ(r.area(), 250);
    expect_sound(r.polygons());
}

TEST(Repair, StarWithAllTurnsLeft) {
    Ring star;
    for (int i = 0; i < 5; ++i) star.push_back({10 * std::cos(i * 2.5132741), 10 * std::sin(i * 2.5132741)});
    auto const r = repair({{star}});
    expect_only(r, Severity::repaired, "self-crossing");
    expect_sound(r.polygons());
}

TEST(Repair, SpikeIsTakenOff) {
    auto const r = repair({{{{0, 0}, {10, 0}, {10, 5}, {20, 5}, {10, 5}, {10, 10}, {0, 10}}}});
    expect_only(r, Severity::repaired, "self-crossing");
    EXPECT_DOUBLE_EQ(r.area(), 100);
    expect_sound(r.polygons());
}

TEST(Repair, CrossingInALargeRing) {
    Ring ring = geo_test::wavy_ring(500, 100, 0.3, 11);
    std::swap(ring[250], ring[252]);
    auto const r = repair({{ring}});
    expect_only(r, Severity::repaired, "self-crossing");
    EXPECT_NEAR(r.area(), geo::signed_area(ring), 20);
    expect_sound(r.polygons());
}

TEST(Repair, HoleOutside) {
    auto const away = repair({{kSquareRing, {{20, 20}, {20, 24}, {24, 24}, {24, 20}}}});
    expect_only(away, Severity::repaired, "hole-outside");
    EXPECT_DOUBLE_EQ(away.area(), 100);
    expect_sound(away.polygons());

    auto const across = repair({{kSquareRing, {{8, 4}, {8, 6}, {12, 6}, {12, 4}}}});
    expect_only(across, Severity::repaired, "hole-outside");
    EXPECT_DOUBLE_EQ(across.area(), 96);
    expect_sound(across.polygons());
}

TEST(Repair, HolesOverlap) {
    auto const across = repair({{kSquareRing, kHole, {{3, 3}, {3, 6}, {6, 6}, {6, 3}}}});
    expect_only(across, Severity::repaired, "holes-overlap");
    EXPECT_DOUBLE_EQ(across.area(), 100 - 4 - 9 + 1);
    expect_sound(across.polygons());

    auto const inside = repair({{kSquareRing, kHole, {{2.5, 2.5}, {2.5, 3}, {3, 3}, {3, 2.5}}}});
    expect_only(inside, Severity::repaired, "holes-overlap");
    EXPECT_DOUBLE_EQ(inside.area(), 96);
    expect_sound(inside.polygons());
}

TEST(Repair, HeightsStayWithTheirPoints) {
    auto layer = layer_of({{{{0, 0}, {0, 0}, {10, 0}, {10, 10}, {0, 10}}},  // a duplicate
                           {{{0, 10}, {10, 10}, {10, 0}, {0, 0}}},          // clockwise
                           {{{0, 0}, {10, 10}, {10, 0}, {0, 10}}},          // a bow-tie, new point in its middle
                           {kSquareRing}});
    // z = x + 2y everywhere, so that also new points know theirs.
    for (Vec2d p : layer.polygons.points) layer.polygons.z.push_back(static_cast<float>(p.x + 2 * p.y));
    base::Findings findings;
    geo::repair_polygons(layer, findings);
    ASSERT_EQ(layer.polygons.z.size(), layer.polygons.points.size());
    EXPECT_EQ(layer.polygons.size(), 5u);
    for (std::size_t i = 0; i < layer.polygons.z.size(); ++i) {
        Vec2d const p = layer.polygons.points[i];
        EXPECT_FLOAT_EQ(layer.polygons.z[i], static_cast<float>(p.x + 2 * p.y));
    }
}

TEST(Repair, ManyAreRepairedInOrderWhateverTheThreads) {
    std::vector<Polygon> town;
    for (int i = 0; i < 40000; ++i) {
        Vec2d const at{40.0 * (i % 200), 40.0 * (i / 200)};
        Ring ring = i % 1000 == 7 ? Ring{{0, 0}, {10, 10}, {10, 0}, {0, 10}} : kSquareRing;
        if (i % 5000 == 0) ring.resize(2);
        for (Vec2d& p : ring) p = p + at;
        town.push_back({ring});
    }
    auto const r = repair(town);
    EXPECT_EQ(r.findings.count("self-crossing"), 40u);
    EXPECT_EQ(r.findings.count("too-few-points"), 8u);
    EXPECT_EQ(r.polygons().size(), 40000u + 40 - 8);
    EXPECT_TRUE(std::is_sorted(r.polygons().row.begin(), r.polygons().row.end()));
    ASSERT_EQ(r.findings.groups()[1].code, "self-crossing");
    EXPECT_EQ(r.findings.groups()[1].examples[4].feature, 100 + 4007);
    EXPECT_DOUBLE_EQ(r.area(), (40000 - 48) * 100.0 + 40 * 50.0);
}

TEST(Repair, PathologicalPolygonsCanAllBeTriangulatedAfterwards) {
    auto const fixtures = geo_test::earcut_fixtures();
    if (fixtures.empty()) GTEST_SKIP() << "no ../shared/data/faults/earcut_fixtures";
    std::set<std::string> gone;
    for (auto const& fixture : fixtures) {
        auto const r = repair({fixture.rings});
        if (r.polygons().size() == 0) gone.insert(fixture.name);
        EXPECT_EQ(r.polygons().size() == 0, r.findings.count(Severity::skipped) > 0) << fixture.name;
        expect_sound(r.polygons());
        for (std::size_t i = 0; i < r.polygons().size(); ++i) {
            std::uint32_t const first = r.polygons().polygon_begin[i], last = r.polygons().polygon_begin[i + 1];
            std::uint32_t const begin = r.polygons().ring_begin[first];
            std::vector<std::uint32_t> ends, triangles;
            for (std::uint32_t ring = first; ring < last; ++ring) {
                ends.push_back(r.polygons().ring_begin[ring + 1] - begin);
            }
            geo::Triangulator triangulator;
            std::span<Vec2d const> const points(r.polygons().points.data() + begin, ends.back());
            EXPECT_TRUE(triangulator.run(points, ends, triangles)) << fixture.name << " polygon " << i;
        }
    }
    EXPECT_EQ(gone, (std::set<std::string>{"degenerate", "empty-square", "infinite-loop-jhl", "issue107", "issue83"}));
}

}  // namespace
