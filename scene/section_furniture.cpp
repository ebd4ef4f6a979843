#include "scene/section_furniture.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <functional>
#include <numbers>
#include <set>
#include <string>
#include <utility>

#include "scene/furniture.h"
#include "scene/projector.h"
#include "scene/section.h"
#include "scene/section_parts.h"

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

/// As surveyors write it, from grid north: N 76° E.
std::string bearing(Vec2d along) {
    double const angle = std::atan2(std::abs(along.x), std::abs(along.y)) * 180 / std::numbers::pi;
    return (along.y < 0 ? "S " : "N ") + metres(angle, 0) + "\u00b0" + (along.x < 0 ? " W" : " E");
}

class SectionFurniture {
public:
    SectionFurniture(Desk& desk, Section const& section)
        : desk_(desk),
          section_(section),
          project_(desk.view.camera, desk.view.width, desk.view.height),
          drawing_(is_drawing(desk.view)) {
        bool const night = desk.view.style == Style::night;
        ink_ = {night ? 0xffe8f4ff : 0xff14181d, night ? 0xc0081222 : 0xd8ffffff};
        line_ = night ? 0xff7fc4ea : 0xff3d4650;
        under_ = night ? 0x80081222 : 0x80ffffff;
    }

    void place(std::vector<Label> const& labels) {
        std::optional<Vec2d> const a = pixel(0, ground_at(0)),
                                   b = pixel(section_.line.length(), ground_at(section_.line.length()));
        bool const from_behind = section_.line.behind(flat_eye()) > 0 && desk_.view.camera.ortho_height <= 0;
        double const step = a && b && !from_behind ? scale_step(a->x < b->x ? 0 : section_.line.length()) : 0;
        double top = section_.high + 8;
        if (step > 0) top = std::ceil(std::max(section_.high, section_.low + 2 * step) / step + 0.25) * step;
        mark(0, top, "A", a && (!b || a->x < b->x) ? step : 0);
        mark(section_.line.length(), top, "A\u2032", b && a && b->x <= a->x ? step : 0);
        if (from_behind) return;
        write_length();
        write_heights();
        if (drawing_ && desk_.view.labels) write_ways(labels);
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
        if (!drawing_ && per_metre * (section_.high - low) < desk_.px(2 * kTickGap)) return 0;
        // 1, 2 or 5 times a power of ten, and never less than what the gap asks for.
        return std::max(round_length(2.5 * desk_.px(kTickGap) / per_metre), 1.0);
    }

    /// Never over a card.
    void bar(Vec2d from, Vec2d to, double thick, std::size_t card = 0) {
        for (; card < desk_.cards.size(); ++card) {
            Vec2d const way = to - from;
            auto const [enters, leaves] = shares_within(desk_.cards[card], from, way, 0, 1);
            if (enters >= leaves) continue;
            if (enters > 0) bar(from, from + way * enters, thick, card + 1);
            if (leaves < 1) bar(from + way * leaves, to, thick, card + 1);
            return;
        }
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
        bar(*foot, *head, std::max(1.0, desk_.px(1)));
        TextLine const text = measure(desk_.atlas, letter, desk_.px(16), true);
        Vec2d const centre{head->x, head->y - desk_.px(step > 0 || drawing_ ? 30 : 16)};
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

    /// Under the earth; in a drawing under the names, and with where the line runs, since it shows no north.
    void write_length() {
        double const whole = section_.line.length();
        auto const a = pixel(0, section_.low), b = pixel(whole, section_.low), at = pixel(whole / 2, section_.low);
        if (!a || !b || !at) return;
        std::string words = "A\u2013A\u2032  " + metres(whole, whole < 1000 ? 1 : 0) + " m";
        if (drawing_) words += "  " + bearing(section_.line.along());
        TextLine const text = measure(desk_.atlas, words, desk_.px(14), true);
        if (length(*b - *a) < text.width * 1.5) return;
        Vec2d const centre{at->x, at->y + desk_.px(drawing_ ? 44 : 14)};
        base::Extent const box{centre.x - text.width / 2, centre.y - desk_.px(10), centre.x + text.width / 2,
                               centre.y + desk_.px(10)};
        if (desk_.take(box)) write(text, centre);
    }

    /// Above the highest roofs, as far as there is room: from the foot of all that stands there, not above the sea.
    void write_heights() {
        std::vector<CutBuilding> order = section_.buildings;
        std::ranges::stable_sort(order, std::greater{}, [&](CutBuilding const& one) { return section_.height(one); });
        std::size_t written = 0;
        for (CutBuilding const& one : order) {
            if (written == kHeights) break;
            if (one.top_at < 0 || one.top_at > section_.line.length()) continue;
            auto const roof = pixel(one.top_at, one.top);
            if (!roof) continue;
            TextLine const text = measure(desk_.atlas, metres(section_.height(one), 1) + " m", desk_.px(13), true);
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

    /// Under the earth, where roads and waters cross the line: in a drawing no other names tell where one is.
    void write_ways(std::vector<Label> const& labels) {
        std::set<std::string> written;
        for (Label const& label : labels) {
            if (label.kind != Label::Kind::road && label.kind != Label::Kind::water) continue;
            std::optional<double> const along = crossing(label);
            std::string const name = label.text.substr(0, label.text.find('\n'));
            if (!along || written.contains(name)) continue;
            auto const ground = pixel(*along, ground_at(*along)), low = pixel(*along, section_.low);
            if (!ground || !low) continue;
            TextLine const text = measure(desk_.atlas, name, desk_.px(12), false);
            Vec2d const centre{low->x, low->y + desk_.px(18)};
            base::Extent const box{centre.x - text.width / 2 - desk_.px(4), centre.y - desk_.px(8),
                                   centre.x + text.width / 2 + desk_.px(4), centre.y + desk_.px(8)};
            if (!desk_.take(box)) continue;
            bar(*ground, {low->x, centre.y - desk_.px(10)}, std::max(1.0, desk_.px(1)));
            write(text, centre);
            written.insert(name);
        }
    }

    /// Metres along, where a name's line first crosses the section between its ends.
    std::optional<double> crossing(Label const& label) const {
        SectionLine const& line = section_.line;
        for (std::size_t i = 1; i < label.along.size(); ++i) {
            Vec2d const a{label.along[i - 1].x, label.along[i - 1].y}, b{label.along[i].x, label.along[i].y};
            double const da = line.behind(a), db = line.behind(b);
            if ((da > 0) == (db > 0)) continue;
            double const along = dot(line.along(), a + (b - a) * (da / (da - db)) - line.from);
            if (along > 0 && along < line.length()) return along;
        }
        return {};
    }

    Desk& desk_;
    Section const& section_;
    Projector project_;
    bool drawing_;
    Ink ink_;
    std::uint32_t line_, under_;
};

}  // namespace

void place_section(Desk& desk, std::vector<Label> const& labels) {
    if (desk.view.section) SectionFurniture(desk, *desk.view.section).place(labels);
}

}  // namespace scene
