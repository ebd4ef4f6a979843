#include "analysis/segment_index.h"

#include <algorithm>
#include <limits>

namespace analysis {

namespace {

using base::Vec2d;

constexpr double kMostIndexCells = 1 << 20;

base::Extent box_of(Segment const& s) {
    base::Extent box;
    box.add(s.a);
    box.add(s.b);
    return box;
}

}  // namespace

SegmentIndex::SegmentIndex(std::vector<Segment> segments) : segments_(std::move(segments)) {
    for (Segment const& s : segments_) extent_.add(box_of(s));
    if (extent_.empty()) return;
    double const cells = std::clamp(static_cast<double>(segments_.size()), 1.0, kMostIndexCells);
    side_ = std::max({1.0, std::sqrt(extent_.width() * extent_.height() / cells),
                      std::max(extent_.width(), extent_.height()) / kMostIndexCells});
    columns_ = static_cast<std::int64_t>(extent_.width() / side_) + 1;
    rows_ = static_cast<std::int64_t>(extent_.height() / side_) + 1;
    // Counted first, filled then. A segment is in every cell that its box touches.
    cell_begin_.assign(static_cast<std::size_t>(columns_ * rows_) + 1, 0);
    auto const each_cell = [&](Segment const& s, auto const& visit) {
        base::Extent const box = box_of(s);
        for (std::int64_t y = row(box.min_y); y <= row(box.max_y); ++y)
            for (std::int64_t x = column(box.min_x); x <= column(box.max_x); ++x)
                visit(static_cast<std::size_t>(y * columns_ + x));
    };
    for (Segment const& s : segments_) each_cell(s, [&](std::size_t cell) { ++cell_begin_[cell + 1]; });
    for (std::size_t i = 1; i < cell_begin_.size(); ++i) cell_begin_[i] += cell_begin_[i - 1];
    members_.resize(cell_begin_.back());
    std::vector<std::uint32_t> next(cell_begin_.begin(), cell_begin_.end() - 1);
    for (std::uint32_t i = 0; i < segments_.size(); ++i)
        each_cell(segments_[i], [&](std::size_t cell) { members_[next[cell]++] = i; });
}

std::int64_t SegmentIndex::column(double x) const {
    return static_cast<std::int64_t>(std::clamp((x - extent_.min_x) / side_, 0.0, static_cast<double>(columns_ - 1)));
}
std::int64_t SegmentIndex::row(double y) const {
    return static_cast<std::int64_t>(std::clamp((y - extent_.min_y) / side_, 0.0, static_cast<double>(rows_ - 1)));
}

template <class Visit>
void SegmentIndex::each_in(base::Extent const& box, Visit const& visit) const {
    if (!extent_.overlaps(box)) return;
    for (std::int64_t y = row(box.min_y); y <= row(box.max_y); ++y)
        for (std::int64_t x = column(box.min_x); x <= column(box.max_x); ++x) {
            auto const cell = static_cast<std::size_t>(y * columns_ + x);
            for (std::uint32_t i = cell_begin_[cell]; i < cell_begin_[cell + 1]; ++i) visit(members_[i]);
        }
}

std::optional<SegmentIndex::Found> SegmentIndex::nearest(Vec2d p, double most) const {
    if (extent_.empty()) return {};
    double const far = std::hypot(std::max(std::abs(p.x - extent_.min_x), std::abs(p.x - extent_.max_x)),
                                  std::max(std::abs(p.y - extent_.min_y), std::abs(p.y - extent_.max_y)));
    double const last = std::min(most, far);
    std::optional<Found> best;
    // Wider and wider: what was found within the radius looked at cannot be beaten from beyond it.
    for (double radius = std::min(side_, last);; radius = std::min(2 * radius, last)) {
        each_in(base::Extent{p.x, p.y, p.x, p.y}.grown(radius), [&](std::uint32_t i) {
            Segment const& s = segments_[i];
            double const along = nearest_along(p, s);
            double const d = length(s.a + (s.b - s.a) * along - p);
            if (d <= most && (!best || d < best->distance || (d == best->distance && i < best->segment)))
                best = Found{i, along, d};
        });
        if ((best && best->distance <= radius) || radius >= last) return best;
    }
}

double SegmentIndex::distance(Plot const& plot) const {
    auto const start = nearest(middle_of(plot), kEndless);
    if (!start) return kEndless;
    double best = start->distance;
    each_in(extent_of(plot).grown(best), [&](std::uint32_t i) {
        Segment const& s = segments_[i];
        if (best == 0) return;
        if (contains(plot, s.a)) best = 0;
        for (Ring const& ring : plot)
            for (std::size_t k = 0; k < ring.size(); ++k)
                best = std::min(best, analysis::distance(s, {ring[k], ring[(k + 1) % ring.size()]}));
    });
    return best;
}

void SegmentIndex::touching(base::Extent const& box, std::vector<std::uint32_t>& out) const {
    out.clear();
    if (extent_.empty()) return;
    each_in(box, [&](std::uint32_t i) {
        if (box_of(segments_[i]).overlaps(box)) out.push_back(i);
    });
    std::ranges::sort(out);
    out.erase(std::unique(out.begin(), out.end()), out.end());
}

void SegmentIndex::around(Vec2d p, double metres, std::vector<std::uint32_t>& out) const {
    touching(base::Extent{p.x, p.y, p.x, p.y}.grown(metres), out);
    std::erase_if(out, [&](std::uint32_t i) { return analysis::distance(p, segments_[i]) > metres; });
}

PointsByX::PointsByX(std::vector<WeightedPoint> points) : points_(std::move(points)) {
    std::ranges::stable_sort(points_, {}, [](WeightedPoint const& p) { return p.at.x; });
}

double PointsByX::sum_within(Vec2d place, double radius) const {
    auto at = std::ranges::lower_bound(points_, place.x - radius, {}, [](WeightedPoint const& p) { return p.at.x; });
    double sum = 0;
    for (; at != points_.end() && at->at.x <= place.x + radius; ++at)
        if (length(at->at - place) <= radius) sum += at->weight;
    return sum;
}

double PointsByX::nearest(Vec2d place) const {
    auto const middle = std::ranges::lower_bound(points_, place.x, {}, [](WeightedPoint const& p) { return p.at.x; });
    double best = kEndless;
    for (auto p = middle; p != points_.end() && p->at.x - place.x < best; ++p)
        best = std::min(best, length(p->at - place));
    for (auto p = middle; p != points_.begin() && place.x - std::prev(p)->at.x < best; --p)
        best = std::min(best, length(std::prev(p)->at - place));
    return best;
}

}  // namespace analysis
