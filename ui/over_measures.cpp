// Measured lines with their lengths, and the outlines of what is chosen.
#include <algorithm>
#include <cmath>
#include <cstdio>

#include "ui/over.h"
#include "ui/palette.h"

namespace ui {
namespace {

constexpr std::size_t kOutlines = 400;  ///< of buildings; more is no longer told apart
constexpr std::size_t kDots = 2000;
constexpr std::size_t kFew = 60;  ///< things chosen at once; of more, marks are small, so that the district is seen

std::string metres(Kit& kit, double value) {
    return kit.say("over.length", {Kit::number(value, value < 1000 ? 1 : 0)});
}

void dashed(Kit& kit, ImDrawList* list, ImVec2 from, ImVec2 to, ImU32 colour) {
    float const dx = to.x - from.x, dy = to.y - from.y, length = std::hypot(dx, dy), dash = kit.px(6);
    for (float gone = 0; gone < length && length < 20000; gone += 2 * dash) {
        float const end = std::min(gone + dash, length);
        clear_line(kit, list, {from.x + dx * gone / length, from.y + dy * gone / length},
                   {from.x + dx * end / length, from.y + dy * end / length}, colour, kit.px(1.5F));
    }
}

/// From the last point to the cursor, while more are to come.
void draw_next(PanelContext& context, OnCanvas const& on) {
    Measured const& m = context.measured;
    bool const gathers = m.tool == Tool::distance || m.tool == Tool::area || m.tool == Tool::profile ||
                         (m.tool == Tool::section && m.points.size() == 1);
    if (!gathers || m.points.empty() || !context.stage.over_district) return;
    Kit& kit = context.kit;
    ImVec2 from, to;
    if (!on.line(m.points.back(), context.stage.cursor, from, to)) return;
    ImDrawList* const list = ImGui::GetWindowDrawList();
    dashed(kit, list, from, to, kit.palette().accent);
    double const length = base::length(context.stage.cursor - m.points.back());
    if (length > 0.1) plate(kit, list, {to.x, to.y - kit.px(24)}, metres(kit, length));
}

/// Each piece of a distance says its own length; of everything else the first result stands at the end.
void draw_texts(PanelContext& context, OnCanvas const& on) {
    Measured const& m = context.measured;
    Kit& kit = context.kit;
    ImDrawList* const list = ImGui::GetWindowDrawList();
    if (m.tool == Tool::distance && m.points.size() > 2) {
        for (std::size_t i = 1; i < m.points.size(); ++i) {
            ImVec2 from, to;
            if (!on.line(m.points[i - 1], m.points[i], from, to)) continue;
            if (std::hypot(to.x - from.x, to.y - from.y) < kit.px(80)) continue;
            plate(kit, list, {(from.x + to.x) / 2, (from.y + to.y) / 2},
                  metres(kit, base::length(m.points[i] - m.points[i - 1])));
        }
    }
    // A section says its length itself, in the picture.
    if (m.results.empty() || m.points.empty() || m.tool == Tool::section) return;
    base::Vec3d place = m.points.back();
    if (m.tool == Tool::area) {
        place = {};
        for (base::Vec3d const p : m.points) place = place + p * (1.0 / static_cast<double>(m.points.size()));
    }
    if (m.tool == Tool::height && !m.lines.empty()) place = (m.lines[0].front() + m.lines[0].back()) * 0.5;
    bool const pieces = m.tool == Tool::distance && m.points.size() > 2;
    std::string const text = pieces ? kit.say("over.total", {m.results.front().value}) : m.results.front().value;
    std::optional<ImVec2> const at = on(place);
    if (at) plate(kit, list, {at->x, at->y - (m.tool == Tool::area ? 0 : kit.px(24))}, text);
}

}  // namespace

void draw_measured(PanelContext& context, OnCanvas const& on) {
    Measured const& m = context.measured;
    Kit& kit = context.kit;
    Palette const& p = kit.palette();
    ImDrawList* const list = ImGui::GetWindowDrawList();
    for (std::size_t k = 0; k < m.lines.size(); ++k) {
        // The last of a visibility is what is seen from the spot; the others are sight lines.
        bool const seen = m.tool == Tool::visibility && k + 1 == m.lines.size();
        for (std::size_t i = 1; i < m.lines[k].size(); ++i) {
            ImVec2 from, to;
            if (!on.line(m.lines[k][i - 1], m.lines[k][i], from, to)) continue;
            clear_line(kit, list, from, to, seen ? p.level[static_cast<int>(Urgent::yellow)] : p.accent,
                       seen ? kit.px(1.5F) : kit.px(2.5F));
        }
    }
    for (base::Vec3d const point : m.points) {
        std::optional<ImVec2> const at = on(point);
        if (!at) continue;
        list->AddCircleFilled(*at, kit.px(5.5F), IM_COL32(4, 10, 24, 200));
        list->AddCircleFilled(*at, kit.px(4), IM_COL32_WHITE);
        list->AddCircleFilled(*at, kit.px(2.5F), p.accent);
    }
    draw_next(context, on);
    draw_texts(context, on);
}

void draw_chosen(PanelContext& context, OnCanvas const& on) {
    Selection const& s = context.selection;
    Kit& kit = context.kit;
    twin::Buildings const& b = context.district.buildings;
    ImDrawList* const list = ImGui::GetWindowDrawList();
    ImU32 const colour = kit.palette().accent;
    std::size_t outlines = 0, dots = 0;
    bool const few = s.set.size() <= kFew;
    ImU32 const line = few ? colour : faded(colour, 0.6F);
    float const width = kit.px(few ? 1.5F : 1);
    for (Subject const& subject : s.set) {
        if (subject.kind == SubjectKind::building && subject.index < b.size() && outlines < kOutlines) {
            ++outlines;
            auto const ring = b.footprints.outer(subject.index);
            double const top = double{b.base_z[subject.index]} + double{b.height[subject.index]};
            for (std::size_t i = 0; i < ring.size(); ++i) {
                base::Vec2d const u = ring[i], v = ring[(i + 1) % ring.size()];
                ImVec2 from, to;
                if (on.line({u.x, u.y, top}, {v.x, v.y, top}, from, to)) list->AddLine(from, to, line, width);
            }
        } else if (subject.kind != SubjectKind::building && subject.at && dots < kDots) {
            ++dots;
            auto const at = on(*subject.at);
            if (at && few) list->AddCircle(*at, kit.px(7), colour, 0, width);
            if (at && !few) list->AddCircleFilled(*at, kit.px(2), colour);
        }
    }
    // A building is outlined by the picture itself; what has only a place gets a ring.
    if (!s.subject || s.subject.kind == SubjectKind::building || !s.subject.at) return;
    if (auto const at = on(*s.subject.at)) {
        list->AddCircle(*at, kit.px(13), IM_COL32(4, 10, 24, 160), 0, kit.px(4));
        list->AddCircle(*at, kit.px(13), colour, 0, kit.px(2));
    }
}

}  // namespace ui
