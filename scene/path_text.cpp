#include "scene/path_text.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>
#include <optional>

#include "base/degrees.h"

namespace scene {
namespace {

constexpr double kMostBend = 32 * base::kRadians;  // of a letter against the whole text
constexpr double kMostTurn = 22 * base::kRadians;  // of a letter against the one before
constexpr double kSteep = 52 * base::kRadians;     // from the horizontal: beyond it Chinese names are stacked

double turn(double from, double to) { return std::remainder(to - from, 2 * std::numbers::pi); }

/// Angles of the chords under each letter, and how far they bend from the whole.
struct Lettering {
    double begin = 0;
    double chord = 0;  ///< angle
    double bend = 0;
};

std::optional<Lettering> look_at(Path const& path, double begin, std::span<double const> advances, double width) {
    base::Vec2d const first = path.at(begin);
    base::Vec2d const whole = path.at(begin + width) - first;
    if (length(whole) < 0.8 * width) return {};
    Lettering out{begin, std::atan2(whole.y, whole.x), 0};
    base::Vec2d from = first;
    double at = begin;
    double before = out.chord;
    bool any = false;
    for (double const advance : advances) {
        at += advance;
        base::Vec2d const to = path.at(at);
        double const angle = std::atan2(to.y - from.y, to.x - from.x);
        if (any && std::abs(turn(before, angle)) > kMostTurn) return {};
        out.bend = std::max(out.bend, std::abs(turn(out.chord, angle)));
        before = angle;
        from = to;
        any = true;
    }
    if (out.bend > kMostBend) return {};
    return out;
}

std::optional<Lettering> straightest(Path const& path, double from, double to, std::span<double const> advances,
                                     double width) {
    double const room = to - from - width;
    if (room < 0) return {};
    auto const steps = static_cast<int>(std::clamp(room / std::max(8.0, width / 4), 1.0, 12.0));
    std::optional<Lettering> best;
    double best_cost = 0;
    for (int i = 0; i <= steps; ++i) {
        auto const stretch = look_at(path, from + room * i / steps, advances, width);
        if (!stretch) continue;
        // The middle of the line is where a name is looked for.
        double const cost = stretch->bend + 0.25 * std::abs(2.0 * i / steps - 1);
        if (best && cost >= best_cost) continue;
        best = stretch;
        best_cost = cost;
    }
    return best;
}

}  // namespace

Path::Path(std::vector<base::Vec2d> points) : points_(std::move(points)) {
    double total = 0;
    for (std::size_t i = 0; i < points_.size(); ++i) {
        if (i > 0) total += base::length(points_[i] - points_[i - 1]);
        ends_.push_back(total);
    }
}

base::Vec2d Path::at(double distance) const {
    auto const next = std::upper_bound(ends_.begin(), ends_.end(), distance);
    if (next == ends_.begin()) return points_.front();
    if (next == ends_.end()) return points_.back();
    auto const i = static_cast<std::size_t>(next - ends_.begin());
    double const f = (distance - ends_[i - 1]) / (ends_[i] - ends_[i - 1]);
    return points_[i - 1] + (points_[i] - points_[i - 1]) * f;
}

PathText place_along(Path const& path, double from, double to, std::span<double const> advances, double em,
                     bool may_stack, double shift) {
    double const width = std::accumulate(advances.begin(), advances.end(), 0.0);
    auto stretch = straightest(path, from, to, advances, width);
    if (!stretch) return {};
    PathText out;
    double const slope = std::abs(std::sin(stretch->chord));
    out.stacked = may_stack && slope > std::sin(kSteep);
    std::vector<double> steps(advances.begin(), advances.end());
    if (out.stacked) {
        // Letters now follow each other by their height.
        std::fill(steps.begin(), steps.end(), em);
        stretch = straightest(path, from, to, steps, em * static_cast<double>(steps.size()));
        if (!stretch) return {};
    }
    double const total = std::accumulate(steps.begin(), steps.end(), 0.0);
    bool const backwards = out.stacked ? std::sin(stretch->chord) < 0 : std::cos(stretch->chord) < 0;
    double at = stretch->begin + (backwards ? total : 0);
    for (double const step : steps) {
        double const next = at + (backwards ? -step : step);
        base::Vec2d const a = path.at(at);
        base::Vec2d const b = path.at(next);
        double const angle = std::atan2(b.y - a.y, b.x - a.x);
        base::Vec2d const down{-std::sin(angle), std::cos(angle)};
        out.letters.push_back({(a + b) * 0.5 + down * shift, out.stacked ? turn(std::numbers::pi / 2, angle) : angle});
        at = next;
    }
    return out;
}

std::vector<std::vector<base::Vec2d>> cut_to(std::span<base::Vec2d const> line, base::Extent const& frame) {
    std::vector<std::vector<base::Vec2d>> pieces;
    bool open = false;  // the last piece goes on
    for (std::size_t i = 0; i + 1 < line.size(); ++i) {
        base::Vec2d const a = line[i];
        base::Vec2d const d = line[i + 1] - a;
        // Liang and Barsky 1984: the part of a segment that is inside all four edges.
        double begin = 0, end = 1;
        bool crosses = true;
        for (auto const& [slope, room] : {std::pair{-d.x, a.x - frame.min_x}, std::pair{d.x, frame.max_x - a.x},
                                          std::pair{-d.y, a.y - frame.min_y}, std::pair{d.y, frame.max_y - a.y}}) {
            if (slope == 0) {
                crosses = crosses && room >= 0;
            } else if (slope < 0) {
                begin = std::max(begin, room / slope);
            } else {
                end = std::min(end, room / slope);
            }
        }
        if (!crosses || begin >= end) {
            open = false;
            continue;
        }
        if (!open || begin > 0) pieces.push_back({a + d * begin});
        pieces.back().push_back(a + d * end);
        open = end == 1;
    }
    return pieces;
}

}  // namespace scene
