// Over the picture of the district: what tools found and draw, the divider of a split, a tool's hint, notices, the map.
#include <algorithm>
#include <cmath>

#include "scene/camera.h"
#include "ui/draw.h"
#include "ui/icons.h"
#include "ui/layout.h"
#include "ui/over.h"
#include "ui/palette.h"
#include "ui/panels.h"
#include "ui/tool_words.h"

namespace ui {
namespace {

constexpr double kNear = 0.5;           ///< metres before the eye that lines are cut at
constexpr double kHintLeast = 360;      ///< design pixels that a hint wants
constexpr std::int64_t kNotice = 6000;  ///< ms that a notice stays

float at(double v) { return static_cast<float>(v); }

/// What a tool waits for, at the top of the picture.
void draw_hint(PanelContext& context) {
    Tool const tool = context.measured.tool;
    if (tool == Tool::pick) return;
    Kit& kit = context.kit;
    Palette const& p = kit.palette();
    base::Extent const box = hint_room(context.stage.pixels, context.stage.cards, shows_small_map(context),
                                       static_cast<double>(kit.px(100)) / 100);
    ToolWords const& words = words_of(tool);
    ImFont* const body = kit.font(Type::body);
    ImFont* const small = kit.font(Type::small);
    std::string const end = kit.say("over.escape");
    float const icon = kit.has_icons() ? kit.px(28) : 0;
    float const most = at(box.width()) - icon - kit.px(44) - text_width(small, end.c_str());
    std::string const how = cut_end(body, kit.say(words.how), std::max(kit.px(80), most));
    float const width = icon + text_width(body, how.c_str()) + kit.px(44) + text_width(small, end.c_str());
    ImVec2 const from(std::round(at(box.centre().x) - width / 2), at(box.min_y));
    ImDrawList* const list = ImGui::GetWindowDrawList();
    list->AddRectFilled(from, {from.x + width, from.y + kit.px(36)}, faded(p.panel, 0.94F), kit.px(4));
    list->AddRect(from, {from.x + width, from.y + kit.px(36)}, p.line, kit.px(4));
    float x = from.x + kit.px(12);
    if (kit.has_icons()) put_text(list, body, {x, from.y + kit.px(8)}, p.accent, words.icon);
    x += icon;
    put_text(list, body, {x, from.y + kit.px(8)}, p.text, how.c_str());
    put_text(list, small, {from.x + width - kit.px(12), from.y + kit.px(10)}, p.quiet, end.c_str(), Align::right);
}

/// The newest line of the log, for a few seconds: over everything, because what it answers may be a button of a card
/// that covers the picture's foot. Above the table, whose rows are being read.
void draw_notice(PanelContext& context) {
    if (context.log.empty()) return;
    LogLine const& line = context.log.back();
    std::int64_t const age = context.facts.time.now - line.at;
    if (age < 0 || age > kNotice) return;
    Kit& kit = context.kit;
    Palette const& p = kit.palette();
    kit.again(static_cast<double>(kNotice - age) / 1000 + 0.05);
    base::Extent const& box = context.stage.pixels;
    ImFont* const body = kit.font(Type::body);
    std::string const text = cut_end(body, kit.show(line.text), at(box.width()) - kit.px(96));
    float const width = text_width(body, text.c_str()) + kit.px(52);
    double const foot = context.state.table ? box.centre().y : box.max_y;
    ImVec2 const from(at(box.min_x) + kit.px(16), at(foot) - kit.px(56));
    ImU32 const mark = line.error ? p.level[static_cast<int>(Urgent::red)] : p.accent;
    ImDrawList* const list = ImGui::GetForegroundDrawList();
    list->AddRectFilled(from, {from.x + width, from.y + kit.px(40)}, p.panel, kit.px(4));
    list->AddRect(from, {from.x + width, from.y + kit.px(40)}, p.line, kit.px(4));
    list->AddRectFilled(from, {from.x + kit.px(3), from.y + kit.px(40)}, mark, kit.px(2));
    if (kit.has_icons())
        put_text(list, body, {from.x + kit.px(12), from.y + kit.px(10)}, mark,
                 line.error ? icon::kWarning : icon::kInfo);
    put_text(list, body, {from.x + kit.px(40), from.y + kit.px(10)}, p.text, text.c_str());
}

void draw_divider(PanelContext& context) {
    if (!context.stage.split) return;
    Kit& kit = context.kit;
    base::Extent const& box = context.stage.pixels;
    float const x = at(box.max_x), middle = at(box.centre().y);
    ImDrawList* const list = ImGui::GetWindowDrawList();
    list->AddRectFilled({x - kit.px(1), at(box.min_y)}, {x + kit.px(1), at(box.max_y)}, kit.palette().accent);
    list->AddCircleFilled({x, middle}, kit.px(14), kit.palette().panel);
    list->AddCircle({x, middle}, kit.px(14), kit.palette().accent, 0, kit.px(1.5F));
    if (kit.has_icons())
        put_text(list, kit.font(Type::body), {x, middle - kit.px(10)}, kit.palette().accent, icon::kCompare,
                 Align::centre);
}

/// The picture without its cards, in rectangles: outlines of the ground do not run through a legend.
std::vector<base::Extent> beside(base::Extent const& picture, std::vector<base::Extent> const& cards) {
    std::vector<base::Extent> parts{picture};
    for (base::Extent const& card : cards) {
        std::vector<base::Extent> left;
        for (base::Extent const& p : parts) {
            if (!p.overlaps(card)) {
                left.push_back(p);
                continue;
            }
            double const top = std::max(p.min_y, card.min_y), foot = std::min(p.max_y, card.max_y);
            for (base::Extent const& rest :
                 {base::Extent{p.min_x, p.min_y, p.max_x, top}, base::Extent{p.min_x, foot, p.max_x, p.max_y},
                  base::Extent{p.min_x, top, card.min_x, foot}, base::Extent{card.max_x, top, p.max_x, foot}})
                if (rest.width() > 0 && rest.height() > 0) left.push_back(rest);
        }
        parts = std::move(left);
    }
    return parts;
}

}  // namespace

base::Extent hint_room(base::Extent const& picture, std::vector<base::Extent> const& cards, bool map, double scale) {
    double const gap = 12 * scale, high = 36 * scale;
    base::Extent room{picture.min_x + gap, picture.min_y + gap, picture.max_x - gap, picture.min_y + gap + high};
    if (map) room.max_x = small_map(picture, scale).min_x - gap;
    double left = room.min_x, foot = room.min_y;
    for (base::Extent const& card : cards) {
        if (card.min_y >= room.max_y) continue;
        left = std::max(left, card.max_x + gap);
        foot = std::max(foot, card.max_y + gap);
    }
    // Beside the moment where that leaves room for a sentence, else below it.
    if (room.max_x - left >= kHintLeast * scale)
        room.min_x = left;
    else
        room.min_y = foot, room.max_y = foot + high;
    return room;
}

std::optional<ImVec2> OnCanvas::operator()(base::Vec3d place) const {
    scene::Projection const p = scene::project(stage_.camera, place, width(), height());
    if (stage_.camera.ortho_height <= 0 && p.depth < kNear) return {};
    return ImVec2(at(p.pixel.x + stage_.pixels.min_x), at(p.pixel.y + stage_.pixels.min_y));
}

bool OnCanvas::line(base::Vec3d a, base::Vec3d b, ImVec2& from, ImVec2& to) const {
    auto const depth = [&](base::Vec3d p) { return scene::project(stage_.camera, p, width(), height()).depth; };
    if (stage_.camera.ortho_height <= 0) {
        double const da = depth(a), db = depth(b);
        if (da < kNear && db < kNear) return false;
        base::Vec3d const whole = b - a;
        if (da < kNear) a = a + whole * ((kNear * 1.01 - da) / (db - da));
        if (db < kNear) b = b - whole * ((kNear * 1.01 - db) / (da - db));
    }
    auto const first = (*this)(a), last = (*this)(b);
    if (!first || !last) return false;
    from = *first;
    to = *last;
    return true;
}

std::optional<base::Vec2d> OnCanvas::place(base::Vec2d pixel, double z) const {
    base::Vec2d const inside{pixel.x - stage_.pixels.min_x, pixel.y - stage_.pixels.min_y};
    scene::Ray const ray = scene::pixel_ray(stage_.camera, inside, width(), height());
    double const t = (z - ray.origin.z) / ray.direction.z;
    if (!std::isfinite(t) || t <= 0) return {};
    base::Vec3d const p = ray.origin + ray.direction * t;
    return base::Vec2d{p.x, p.y};
}

void clear_line(Kit& kit, ImDrawList* list, ImVec2 from, ImVec2 to, ImU32 colour, float width) {
    list->AddLine(from, to, IM_COL32(4, 10, 24, 150), width + kit.px(2.5F));
    list->AddLine(from, to, colour, width);
}

void plate(Kit& kit, ImDrawList* list, ImVec2 middle, std::string const& text) {
    Palette const& p = kit.palette();
    ImFont* const font = kit.font(Type::small, true);
    float const half = text_width(font, text.c_str()) / 2 + kit.px(8);
    ImVec2 const from(std::round(middle.x - half), std::round(middle.y - kit.px(12)));
    ImVec2 const to(std::round(middle.x + half), std::round(middle.y + kit.px(12)));
    list->AddRectFilled(from, to, faded(p.panel, 0.94F), kit.px(4));
    list->AddRect(from, to, p.line, kit.px(4));
    put_text(list, font, {(from.x + to.x) / 2, from.y + kit.px(4)}, p.text, text.c_str(), Align::centre);
}

void draw_over_district(PanelContext& context) {
    Stage const& stage = context.stage;
    if (stage.pixels.empty() || context.kit.wall()) return;
    OnCanvas const on(stage);
    ImDrawList* const list = ImGui::GetWindowDrawList();
    for (base::Extent const& part : beside(stage.pixels, stage.cards)) {
        list->PushClipRect({at(part.min_x), at(part.min_y)}, {at(part.max_x), at(part.max_y)}, true);
        draw_warnings(context, on);
        draw_projects_over(context, on);
        list->PopClipRect();
    }
    list->PushClipRect({at(stage.pixels.min_x), at(stage.pixels.min_y)},
                       {at(stage.pixels.max_x), at(stage.pixels.max_y)}, true);
    draw_chosen(context, on);
    draw_chosen_site(context, on);
    draw_measured(context, on);
    draw_drawing(context, on);
    list->PopClipRect();
    draw_divider(context);
    draw_hint(context);
    draw_notice(context);
    draw_small_map(context, on);
}

}  // namespace ui
