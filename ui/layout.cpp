#include "ui/layout.h"

#include <algorithm>
#include <cmath>

namespace ui {
namespace {

// Design pixels (LOOK 5).
constexpr double kRail = 44, kStatusBar = 24, kKpi = 80;
constexpr double kLeftLeast = 200, kRightLeast = 260, kTimelineLeast = 72;
constexpr double kTitle = 72, kTicker = 40, kMargin = 24, kGap = 16;
constexpr double kColumnLeast = 400, kColumnMost = 480, kCardRows = 3;
constexpr double kMoment = 256;    // of the district's date, which stands in its upper left corner
constexpr double kCardLeast = 72;  // each way; smaller ones have no inside
constexpr double kDesignHeight = 1080;

base::Extent box(double x0, double y0, double x1, double y1) {
    if (x1 <= x0 || y1 <= y0) return {};
    return {std::round(x0), std::round(y0), std::round(x1), std::round(y1)};
}

/// Takes `lack` off a size, down to its least; what still lacks is left in `lack`.
void give_way(double& size, double least, double& lack) {
    double const gives = std::clamp(lack, 0.0, std::max(0.0, size - least));
    size -= gives;
    lack -= gives;
}

/// The first x from `from` on, going by `step`, at which [x, x + width] holds no seam inside.
double clear_of_seams(double x, double width, double direction, std::vector<double> const& seams) {
    // As many steps as there are seams: each of them is passed once at most.
    for (std::size_t i = 0; i < seams.size(); ++i) {
        for (double const seam : seams) {
            if (seam > x + 1 && seam < x + width - 1) x = direction > 0 ? seam : seam - width;
        }
    }
    return x;
}

}  // namespace

Scale Scale::for_wall(std::uint32_t width, std::uint32_t height, double view_distance, double pitch) {
    Scale scale;
    scale.factor = std::max(0.5, std::min(height / kDesignHeight, width / 1920.0));
    if (view_distance > 0 && pitch > 0) {
        scale.least_text = std::ceil(4 * view_distance / pitch);
        scale.factor = std::max(scale.factor, scale.least_text / 12);
    }
    return scale;
}

Scale Scale::for_desk(double dpi_scale, double text_scale) {
    Scale scale;
    scale.factor = std::clamp(dpi_scale * text_scale, 0.5, 8.0);
    return scale;
}

DeskLayout desk_layout(std::uint32_t width, std::uint32_t height, double scale, Settings const& settings,
                       bool has_feeds) {
    double const w = width / scale, h = height / scale;
    double left = settings.left_open ? std::clamp<double>(settings.left_width, 200, 480) : 0;
    double right = settings.right_open ? std::clamp<double>(settings.right_width, 260, 560) : 0;
    double timeline = settings.timeline_open && has_feeds ? std::clamp<double>(settings.timeline_height, 72, 320) : 0;
    double kpi = has_feeds ? kKpi : 0;

    double lack = kRail + left + right - w / 2;
    if (left > 0) give_way(left, kLeftLeast, lack);
    if (right > 0) give_way(right, kRightLeast, lack);
    if (lack > 0) {
        // A left panel narrower than its least is none, and leaves the right one as much as it wanted.
        double const room = w / 2 - kRail;
        left = 0;
        right = room < kRightLeast ? 0 : settings.right_open ? std::min<double>(settings.right_width, room) : 0;
    }

    lack = kStatusBar + kpi + timeline - h / 2;
    if (timeline > 0) give_way(timeline, kTimelineLeast, lack);
    if (lack > 0) lack -= timeline, timeline = 0;
    if (lack > 0) kpi = 0;

    double const s = scale, bottom = h - kStatusBar, middle = w - right;
    DeskLayout out;
    out.status = box(0, bottom * s, w * s, h * s);
    out.rail = box(0, 0, kRail * s, bottom * s);
    out.kpi = box(kRail * s, 0, w * s, kpi * s);
    out.left = box(kRail * s, kpi * s, (kRail + left) * s, (bottom - timeline) * s);
    out.right = box(middle * s, kpi * s, w * s, bottom * s);
    out.timeline = box(kRail * s, (bottom - timeline) * s, middle * s, bottom * s);
    out.district = box((kRail + left) * s, kpi * s, middle * s, (bottom - timeline) * s);
    return out;
}

base::Extent small_map(base::Extent const& district, double scale) {
    double const side = std::round(static_cast<double>(kSmallMap) * scale), margin = std::round(16 * scale),
                 frame = std::round(3 * scale);
    if (district.width() < 4 * side || district.height() < 3 * side) return {};
    double const x = district.max_x - margin, y = district.min_y + margin;
    return {x - side - frame, y - frame, x + frame, y + side + frame};
}

WallLayout wall_layout(std::uint32_t width, std::uint32_t height, double scale, std::vector<double> const& seams,
                       bool has_feeds) {
    double const w = width, h = height, s = scale;
    double const margin = kMargin * s, gap = kGap * s;
    WallLayout out;
    out.title = box(0, 0, w, kTitle * s);
    if (!has_feeds) {
        out.district = box(0, kTitle * s, w, h);
        return out;
    }
    out.ticker = box(0, h - kTicker * s, w, h);
    double const top = kTitle * s + gap, bottom = h - kTicker * s - gap;

    // The middle 60% is the district's, of a screen wider than any single one about half, which is still wide; columns
    // share what is left at each side, as many as fit and none wider than 480.
    double const side = w * (w > h * 2.4 ? 0.26 : 0.2) - margin;
    auto const count = static_cast<int>(std::max(1.0, std::floor((side + gap) / (kColumnLeast * s + gap))));
    double const column = std::min(kColumnMost * s, (side - gap * (count - 1)) / count);
    std::vector<base::Extent> right;
    double left_edge = margin, right_edge = w - margin;
    for (int i = 0; i < count; ++i) {
        double const x = clear_of_seams(left_edge, column, 1, seams);
        out.columns.push_back(box(x, top, x + column, bottom));
        left_edge = x + column + gap;
        double const y = clear_of_seams(right_edge - column, column, -1, seams);
        right.insert(right.begin(), box(y, top, y + column, bottom));
        right_edge = y - gap;
    }
    out.district = box(left_edge, kTitle * s, right_edge, h - kTicker * s);
    out.columns.insert(out.columns.end(), right.begin(), right.end());
    for (base::Extent const& c : out.columns) {
        double const row = (c.height() - gap * (kCardRows - 1)) / kCardRows;
        if (std::min(row, c.width()) < kCardLeast * s) continue;
        for (int i = 0; i < static_cast<int>(kCardRows); ++i) {
            double const y = c.min_y + i * (row + gap);
            out.cards.push_back(box(c.min_x, y, c.max_x, y + row));
        }
    }
    double const alarm = std::min(720 * s, out.district.width() * 0.8);
    // In the middle, but where the district is narrow beside the date in its corner.
    double const beside = std::min(out.district.min_x + kMoment * s, out.district.max_x - gap - alarm);
    double const x = clear_of_seams(std::max(out.district.centre().x - alarm / 2, beside), alarm, 1, seams);
    out.alarm = box(x, top, x + alarm, top + 260 * s);
    return out;
}

}  // namespace ui
