#include "app/features.h"

#include <gtest/gtest.h>

#include <array>

#include "scene/scene.h"

namespace features_test {

twin::SourceLayer layer(std::string name, std::vector<std::int64_t> ids) {
    twin::SourceLayer out;
    out.source = "city.gpkg";
    out.layer = std::move(name);
    out.feature_id = std::move(ids);
    return out;
}

twin::District district() {
    twin::District out;
    out.layers = {layer("houses", {100, 101}), layer("roads", {7, 8, 9}), layer("parks", {40})};
    geo::Column names;
    names.name = "name_zh";
    names.kind = geo::Column::Kind::text;
    names.codes = {geo::Column::kNull, 0};
    names.dictionary = {"图书馆"};
    out.layers[0].columns = {names};
    // Building 0 and 1 are two parts of row 1, building 2 is row 0.
    out.buildings.layer = {0, 0, 0};
    out.buildings.row = {1, 1, 0};
    out.ground.resize(2);
    out.ground[0].layer = 2;
    out.ground[0].areas.row = {0};
    out.ground[1].layer = 1;
    out.ground[1].lines.row = {2, 0};
    return out;
}

TEST(Features, AreFoundByTheirIds) {
    app::FeatureIndex const index(district());
    auto const library = index.find(scene::make_id(scene::IdKind::building, 1));
    EXPECT_EQ(library.kind, "building");
    EXPECT_EQ(library.source, "city.gpkg");
    EXPECT_EQ(library.layer, "houses");
    EXPECT_EQ(library.feature, 101);
    EXPECT_EQ(library.name, "图书馆");
    EXPECT_EQ(index.find(scene::make_id(scene::IdKind::building, 2)).name, "");
    EXPECT_EQ(index.find(scene::make_id(scene::IdKind::ground_area, 0)).layer, "parks");
    auto const road = index.find(scene::make_id(scene::IdKind::ground_line, 1));
    EXPECT_EQ(road.layer, "roads");
    EXPECT_EQ(road.feature, 7);
}

TEST(Features, UnknownIdsAreNothing) {
    app::FeatureIndex const index(district());
    EXPECT_EQ(index.find(0).kind, "");
    EXPECT_EQ(index.find(scene::make_id(scene::IdKind::building, 3)).kind, "");
    EXPECT_EQ(index.find(scene::make_id(scene::IdKind::ground_line, 2)).feature, -1);
    EXPECT_EQ(index.find(scene::make_id(scene::IdKind::instance, 0)).feature, -1);
}

TEST(IdCounts, CountPixels) {
    app::IdCounts counts;
    std::array<std::uint32_t, 7> const row{0, 5, 5, 2, 5, 0, 2};
    counts.add(row.data(), row.size());
    counts.add(row.data(), 3);
    EXPECT_EQ(counts.sorted(), (std::vector<std::pair<std::uint32_t, std::uint64_t>>{{2, 2}, {5, 5}}));
}

TEST(Features, AReportIsNamedAsOne) {
    app::FeatureIndex const index(district());
    app::Feature const report = index.find(scene::make_id(scene::IdKind::report, 3));
    EXPECT_EQ(report.kind, "report");
    EXPECT_EQ(report.source, "");
}

}  // namespace features_test
