#include "scene/section_furniture.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <string>

#include "scene/furniture.h"
#include "scene/projector.h"
#include "scene/section.h"

namespace scene {
namespace {

using base::Vec2d;

constexpr double kTickGap = 34;       // design pixels between marks of the scale, at least
constexpr std::size_t kHeights = 14;  // roofs whose height is written, at most

std::string metres(double value, int digits) {
    char text[32];
    std::snprintf(text, sizeof text, "%.*f", digits, value);
    return text;
}

class SectionFurniture {
public:
    SectionFurniture(Desk& desk, Section const& section)
        : desk_(desk), section_(section), project_(desk.view.camera, desk.view.width, desk.view.height) {
        bool const night = desk.view.style == Style::night;
        ink_ = {night ? 0xffe8f4ff : 0xff14181d, night ? 0xc0081222 : 0xd8ffffff};
        line_ = night ? 0xff7fc4ea : 0xff14181d;
        under_ = night ? 0xa0081222 : 0xb0ffffff;
    }

    void place() {
        std::optional<Vec2d> const a = pixel(0, ground_at(0)),
                                   b = pixel(section_.line.length(), ground_at(section_.line.length()));
        bool const from_behind = section_.line.behind(flat_eye()) > 0 && desk_.view.camera.ortho_height <= 0;
        double const step = a && b && !from_behind ? scale_step(a->x < b->x ? 0 : section_.line.length()) : 0;
        double const top = step > 0 ? std::ceil(section_.high / step + 0.25) * step : section_.high + 8;
        mark(0, top, "A", a && (!b || a->x < b->x) ? step : 0);
        mark(section_.line.length(), top, "A\u2032", b && a && b->x <= a->x ? step : 0);
        if (from_behind) return;
        write_length();
        write_heights();
    }

private:
    Vec2d flat_eye() const { return {desk_.view.camera.eye.x, desk_.view.camera.eye.y}; }

    std::optional<Vec2d> pixel(double along, double high) const {
        Vec2d const at = section_.line.at(along);
        Projection const p = project_({at.x, at.y, high});
        if (p.depth <= desk_.view.camera.near_plane || p.depth > desk_.view.camera.far_plane) return {};
        return p.pixel;
    }

    double ground_at(double along) const {
        auto const& g = section_.ground;
        if (g.empty()) return section_.low;
        auto const at = std::lower_bound(g.begin(), g.end(), along - 1e-6, [](Vec2d p, double s) { return p.x < s; });
        return at == g.end() ? g.back().y : at->y;
    }

    /// Metres between marks of the scale, so that their numbers have room.
    double scale_step(double along) const {
        double const low = ground_at(along);
        auto const foot = pixel(along, low), head = pixel(along, low + 10);
        if (!foot || !head) return 0;
        double const per_metre = length(*head - *foot) / 10;
        if (per_metre * (section_.high - low) < desk_.px(2 * kTickGap)) return 0;
        // 1, 2 or 5 times a power of ten, and never less than what the gap asks for.
        return std::max(round_length(2.5 * desk_.px(kTickGap) / per_metre), 1.0);
    }

    void bar(Vec2d from, Vec2d to, double thick) {
        desk_.painter.bar(from, to, thick + desk_.px(2), under_);
        desk_.painter.bar(from, to, thick, line_);
    }

    void write(TextLine const& text, Vec2d centre) {
        desk_.painter.line(text, {centre.x - text.width / 2, centre.y + kMiddle * text.pixels}, ink_);
    }

    /// An upright at one end of the line with its letter, and the scale where `step` is more than nothing.
    void mark(double along, double top, char const* letter, double step) {
        auto const foot = pixel(along, section_.low), head = pixel(along, top);
        if (!foot || !head) return;
        bar(*foot, *head, std::max(1.0, desk_.px(1.5)));
        TextLine const text = measure(desk_.atlas, letter, desk_.px(16), true);
        Vec2d const centre{head->x, head->y - desk_.px(16)};
        double const half = std::max(text.width / 2 + desk_.px(6), desk_.px(13));
        base::Extent const box{centre.x - half, centre.y - desk_.px(13), centre.x + half, centre.y + desk_.px(13)};
        if (desk_.take(box)) {
            desk_.card(box);
            desk_.text(text, centre.x - text.width / 2, centre.y, desk_.ink.text);
        }
        if (step > 0) scale(along, top, step);
    }

    void scale(double along, double top, double step) {
        double const low = ground_at(along);
        for (double z = std::ceil(low / step) * step; z < top + step / 2; z += step) {
            auto const at = pixel(along, z);
            if (!at) continue;
            bar({at->x - desk_.px(8), at->y}, *at, std::max(1.0, desk_.px(1)));
            bool const last = z + step >= top + step / 2;
            TextLine const text = measure(desk_.atlas, metres(z, 0) + (last ? " m" : ""), desk_.px(12), false);
            Vec2d const centre{at->x - desk_.px(12) - text.width / 2, at->y};
            base::Extent const box{centre.x - text.width / 2, centre.y - desk_.px(8), centre.x + text.width / 2,
                                   centre.y + desk_.px(8)};
            if (desk_.take(box)) write(text, centre);
        }
    }

    /// On the earth's lower edge.
    void write_length() {
        double const whole = section_.line.length();
        auto const a = pixel(0, section_.low), b = pixel(whole, section_.low), at = pixel(whole / 2, section_.low);
        if (!a || !b || !at) return;
        TextLine const text =
            measure(desk_.atlas, "A\u2013A\u2032  " + metres(whole, whole < 1000 ? 1 : 0) + " m", desk_.px(14), true);
        if (length(*b - *a) < text.width * 1.5) return;
        Vec2d const centre{at->x, at->y + desk_.px(14)};
        base::Extent const box{centre.x - text.width / 2, centre.y - desk_.px(10), centre.x + text.width / 2,
                               centre.y + desk_.px(10)};
        if (desk_.take(box)) write(text, centre);
    }

    /// Above the highest roofs, as far as there is room: from the foot of the building, not above the sea.
    void write_heights() {
        std::vector<CutBuilding> order = section_.buildings;
        std::stable_sort(order.begin(), order.end(),
                         [](CutBuilding const& x, CutBuilding const& y) { return x.top - x.foot > y.top - y.foot; });
        std::size_t written = 0;
        for (CutBuilding const& one : order) {
            if (written == kHeights) break;
            if (one.top_at < 0 || one.top_at > section_.line.length()) continue;
            auto const roof = pixel(one.top_at, one.top);
            if (!roof) continue;
            TextLine const text = measure(desk_.atlas, metres(one.top - one.foot, 1) + " m", desk_.px(13), true);
            Vec2d const centre{roof->x, roof->y - desk_.px(18)};
            base::Extent const box{centre.x - text.width / 2 - desk_.px(3), centre.y - desk_.px(9),
                                   centre.x + text.width / 2 + desk_.px(3), centre.y + desk_.px(9)};
            base::Extent const frame{0, 0, double{1} * desk_.view.width, double{1} * desk_.view.height};
            if (!frame.contains({box.min_x, box.min_y}) || !frame.contains({box.max_x, box.max_y})) continue;
            if (!desk_.take(box)) continue;
            bar({roof->x, roof->y - desk_.px(9)}, *roof, std::max(1.0, desk_.px(1)));
            write(text, centre);
            ++written;
        }
    }

    Desk& desk_;
    Section const& section_;
    Projector project_;
    Ink ink_;
    std::uint32_t line_, under_;
};

}  // namespace

void place_section(Desk& desk) {
    if (desk.view.section) SectionFurniture(desk, *desk.view.section).place();
}

}  // namespace scene
