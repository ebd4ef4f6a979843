#include "ui/slides.h"

#include <algorithm>
#include <cmath>

namespace ui {
namespace {

constexpr double kSeconds = 0.15;
constexpr double kFirstStep = 0.01;  ///< of the way: it has begun, however long the frame before took

base::Extent shifted(base::Extent const& box, double x, double y) {
    return {box.min_x + x, box.min_y + y, box.max_x + x, box.max_y + y};
}

}  // namespace

void Slides::Slide::go(bool to, double step) {
    double const begins = open != to ? kFirstStep : std::max(step, kFirstStep);
    open = to;
    out = std::clamp(open ? out - begins : out + begins, 0.0, 1.0);
}

/// Eased at the end it comes to rest at, whichever way it goes: it begins at once.
double Slides::Slide::shift() const { return open ? out * out * out : 1 - std::pow(1 - out, 3); }

void Slides::go(Settings const& s, double seconds) {
    std::array const open{s.left_open, s.right_open, s.timeline_open};
    bool const first = !sides_;
    if (first) sides_.emplace();
    for (std::size_t i = 0; i < kSides; ++i) {
        Slide& side = (*sides_)[i];
        if (first || !s.motion)
            side = {open[i], open[i] ? 0.0 : 1.0};
        else
            side.go(open[i], seconds / kSeconds);
    }
}

bool Slides::moving() const { return sides_ && std::ranges::any_of(*sides_, &Slide::moving); }

DeskLayout Slides::lay_out(std::uint32_t width, std::uint32_t height, double scale, Settings const& settings,
                           bool has_feeds) const {
    if (!moving()) return desk_layout(width, height, scale, settings, has_feeds);
    Settings with = settings, without = settings;
    std::array const in{&with.left_open, &with.right_open, &with.timeline_open};
    std::array const gone{&without.left_open, &without.right_open, &without.timeline_open};
    for (std::size_t i = 0; i < kSides; ++i) {
        if (!(*sides_)[i].moving()) continue;
        *in[i] = true;
        *gone[i] = false;
    }
    DeskLayout const whole = desk_layout(width, height, scale, with, has_feeds);
    DeskLayout out = desk_layout(width, height, scale, without, has_feeds);
    auto const shift = [&](std::size_t i) { return (*sides_)[i].shift(); };
    if ((*sides_)[kLeft].moving()) out.left = shifted(whole.left, -std::round(shift(kLeft) * whole.left.width()), 0);
    if ((*sides_)[kRight].moving())
        out.right = shifted(whole.right, std::round(shift(kRight) * whole.right.width()), 0);
    if ((*sides_)[kTimeline].moving())
        out.timeline = shifted(whole.timeline, 0, std::round(shift(kTimeline) * whole.timeline.height()));
    return out;
}

}  // namespace ui
