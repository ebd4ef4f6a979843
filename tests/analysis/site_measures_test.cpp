#include "analysis/site_measures.h"
#include "plots.h"

#include <gtest/gtest.h>

#include <cmath>

namespace {

using analysis::Plot;
using base::Vec2d;

geo::Polygons polygons(std::vector<Plot> const& plots) {
    geo::Polygons out;
    for (Plot const& plot : plots) {
        for (auto const& ring : plot) {
            out.points.insert(out.points.end(), ring.begin(), ring.end());
            out.ring_begin.push_back(static_cast<std::uint32_t>(out.points.size()));
        }
        out.polygon_begin.push_back(static_cast<std::uint32_t>(out.ring_begin.size() - 1));
        out.row.push_back(static_cast<std::uint32_t>(out.row.size()));
    }
    return out;
}

TEST(SiteMeasures, CellsCoverAnExtentOrWhatLiesWithin) {
    base::Extent const extent{0, 0, 100, 55};
    EXPECT_EQ(analysis::cells(extent, 10).size(), 60u);
    EXPECT_EQ(analysis::cells(extent, 10, box_plot(0, 0, 30, 20)).size(), 6u);
    EXPECT_TRUE(analysis::cells(extent, 0).empty());
    EXPECT_NEAR(analysis::area_of(analysis::cells(extent, 10)[7]), 100, 1e-9);
}

TEST(SiteMeasures, SlopeIsThatOfTheGroundUnderThePlot) {
    geo::HeightGrid t{.origin = {0, 0}, .spacing = 10, .width = 11, .height = 11, .z = {}};
    for (int j = 0; j <= 10; ++j)
        for (int i = 0; i <= 10; ++i) t.z.push_back(i < 5 ? 0.F : static_cast<float>(i - 5) * 2.F);  // level, then 20 %
    auto const level = analysis::slope_of(box_plot(0, 0, 40, 40), t);
    EXPECT_NEAR(level.mean, 0, 1e-6);
    auto const both = analysis::slope_of(box_plot(0, 0, 100, 100), t);
    EXPECT_NEAR(both.mean, 10, 1e-4);
    EXPECT_NEAR(both.steepest, 20, 1e-4);
    EXPECT_NEAR(analysis::slope_of(box_plot(71, 71, 72, 72), t).mean, 20, 1e-4) << "smaller than a cell";
    EXPECT_TRUE(std::isnan(analysis::slope_of(box_plot(0, 0, 9, 9), {}).mean));
}

TEST(SiteMeasures, SharesOfPlotsInAreas) {
    analysis::AreaIndex const areas(
        polygons({box_plot(0, 0, 50, 100), box_plot(50, 0, 60, 100), box_plot(500, 0, 600, 100)}));
    EXPECT_NEAR(areas.share(box_plot(40, 0, 80, 10)), 0.5, 1e-9);
    EXPECT_EQ(areas.share(box_plot(60, 0, 80, 10)), 0) << "a shared edge";
    EXPECT_EQ(areas.share(box_plot(60 - 1e-8, 0, 80, 10)), 0) << "as good as shared";
    EXPECT_NEAR(areas.share(box_plot(10, 10, 20, 20)), 1, 1e-9);
}

TEST(SiteMeasures, SegmentsOfShapes) {
    EXPECT_EQ(analysis::segments_of(polygons({box_plot(0, 0, 1, 1), box_plot(2, 2, 3, 3)})).size(), 8u);
    geo::Lines lines;
    lines.points = {{0, 0}, {1, 0}, {2, 0}};
    lines.line_begin = {0, 3};
    lines.row = {0};
    EXPECT_EQ(analysis::segments_of(lines).size(), 2u);
    EXPECT_EQ(analysis::segments_of(std::vector<Vec2d>{{1, 2}})[0].b, (Vec2d{1, 2}));
}

}  // namespace
