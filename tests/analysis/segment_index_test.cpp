#include "analysis/segment_index.h"

#include <gtest/gtest.h>

#include <cmath>

#include "base/hash.h"
#include "road_lines.h"

namespace {

using analysis::Segment;
using base::Vec2d;

Vec2d place(std::uint32_t i) { return {dice(2 * i) * 3000, dice(2 * i + 1) * 1000}; }

std::vector<Segment> scattered() {
    std::vector<Segment> out;
    for (std::uint32_t i = 0; i < 400; ++i) {
        Vec2d const a = place(i + 1000);
        out.push_back({a, i % 4 == 0 ? a : a + Vec2d{dice(i) * 80 - 40, dice(i + 7) * 80 - 40}});
    }
    return out;
}

TEST(SegmentIndex, FindsWhatLookingAtAllFinds) {
    analysis::SegmentIndex const index(scattered());
    for (std::uint32_t i = 0; i < 300; ++i) {
        Vec2d const p = place(i) * 1.4 - Vec2d{500, 200};  // some far outside
        double best = 1e9;
        for (Segment const& s : index.segments()) best = std::min(best, analysis::distance(p, s));
        auto const found = index.nearest(p, 1e9);
        ASSERT_TRUE(found);
        EXPECT_NEAR(found->distance, best, 1e-9);
        Segment const& s = index.segments()[found->segment];
        EXPECT_NEAR(length(s.a + (s.b - s.a) * found->along - p), best, 1e-9);
        EXPECT_EQ(index.nearest(p, best * 0.99).has_value(), false);
    }
    EXPECT_FALSE(analysis::SegmentIndex({}).nearest({0, 0}, 1e9));
}

TEST(SegmentIndex, MeasuresFromPlots) {
    analysis::SegmentIndex const index(scattered());
    for (std::uint32_t i = 0; i < 60; ++i) {
        Vec2d const p = place(i) * 1.4 - Vec2d{500, 200};
        analysis::Plot const plot{{p, p + Vec2d{30, 0}, p + Vec2d{30, 20}, p + Vec2d{0, 20}}};
        double best = 1e9;
        for (Segment const& s : index.segments()) {
            if (analysis::contains(plot, s.a)) best = 0;
            for (std::size_t k = 0; k < 4; ++k)
                best = std::min(best, analysis::distance(s, {plot[0][k], plot[0][(k + 1) % 4]}));
        }
        EXPECT_NEAR(index.distance(plot), best, 1e-9) << i;
    }
    EXPECT_TRUE(std::isinf(analysis::SegmentIndex({}).distance({{{0, 0}, {1, 0}, {0, 1}}})));
}

TEST(PointsByX, AnswerAsIfAllWereLookedAt) {
    std::vector<analysis::WeightedPoint> points;
    for (std::uint32_t i = 0; i < 500; ++i) points.push_back({place(i + 5000), 1.0 + i % 3});
    analysis::PointsByX const sorted(points);
    for (std::uint32_t i = 0; i < 50; ++i) {
        double sum = 0, best = 1e9;
        for (auto const& p : points) {
            if (length(p.at - place(i)) <= 150) sum += p.weight;
            best = std::min(best, length(p.at - place(i)));
        }
        EXPECT_EQ(sorted.sum_within(place(i), 150), sum);
        EXPECT_NEAR(sorted.nearest(place(i)), best, 1e-12);
    }
    EXPECT_TRUE(std::isinf(analysis::PointsByX({}).nearest({0, 0})));
}

}  // namespace
