#include <algorithm>
#include <array>
#include <cmath>

#include "ui/draw.h"
#include "ui/icons.h"
#include "ui/live_rows.h"
#include "ui/palette.h"
#include "ui/panels.h"
#include "ui/shortcuts.h"
#include "ui/widgets.h"

namespace ui {
namespace {

constexpr double kScreenPixel = 0.0254 / 96;  // metres of an ordinary screen's pixel, for 1:n

/// Three digits are as true as a scale on a screen can be.
double three_digits(double value) {
    if (!(value > 0)) return 0;
    double const power = std::pow(10, std::floor(std::log10(value)) - 2);
    return std::round(value / power) * power;
}

/// From the right: the clock, then a lamp for each feed, worst first, as many as have room.
float draw_lamps(PanelContext& context, ImDrawList* list, float right, float y, float least) {
    Kit& kit = context.kit;
    ImFont* const small = kit.font(Type::small);
    Palette const& p = kit.palette();
    std::vector<FeedRow const*> feeds;
    for (FeedRow const& feed : context.facts.feeds) feeds.push_back(&feed);
    std::stable_sort(feeds.begin(), feeds.end(), [](auto* a, auto* b) { return a->lamp > b->lamp; });
    float const height = kit.px(24);
    for (FeedRow const* const feed : feeds) {
        std::string const name = cut_end(small, kit.show(kit.of(feed->name)), kit.px(112));
        float const width = kit.px(16) + text_width(small, name.c_str()) + kit.px(12);
        if (right - width < least) break;
        right -= width;
        ImGui::SetCursorScreenPos({right, y});
        ImGui::PushID(feed);
        if (ImGui::InvisibleButton("feed", {width, height})) {
            context.settings.right_open = true;
            context.settings.right_panel = "feeds";
        }
        ImGui::PopID();
        bool const hovered = ImGui::IsItemHovered();
        bool const waits = is_connecting(*feed);
        std::array<char const*, 4> const states{"lamp.live", "lamp.quiet", "lamp.stale", "lamp.down"};
        std::string said = kit.of(feed->name) + ": " +
                           kit.say(waits ? "lamp.connecting" : states[static_cast<std::size_t>(feed->lamp)]);
        if (!feed->reason.empty()) said += "\n" + feed->reason;
        hover_text(kit, kit.show(said));
        lamp_mark(kit, list, {right + kit.px(8), y + height / 2}, kit.px(4), waits ? Lamp::quiet : feed->lamp);
        bool const bad = feed->lamp >= Lamp::stale && !waits;
        put_text(list, small, {right + kit.px(16), y + kit.px(4)}, hovered || bad ? p.text : p.quiet, name.c_str());
    }
    return right;
}

}  // namespace

void draw_status(PanelContext& context) {
    Kit& kit = context.kit;
    Palette const& p = kit.palette();
    ImDrawList* const list = ImGui::GetWindowDrawList();
    ImFont* const small = kit.font(Type::small);
    ImVec2 const at = ImGui::GetCursorScreenPos();
    float const width = ImGui::GetContentRegionAvail().x;
    float x = at.x + kit.px(12);
    float const y = at.y + kit.px(4);
    auto const item = [&](std::string const& text, ImU32 colour, float least) {
        put_text(list, small, {x, y}, colour, kit.show(text));
        x += std::max(least, text_width(small, kit.show(text))) + kit.px(20);
    };
    Stage const& stage = context.stage;
    if (!stage.crs.empty()) item(stage.crs, p.quiet, 0);
    // Numbers keep their room, so that nothing jumps as the cursor moves.
    bool const known = stage.over_district && stage.coordinate;
    std::string const place =
        known ? stage.coordinate(stage.cursor) + "  " + kit.say("status.height", {Kit::number(stage.cursor.z, 1)})
              : "–";
    item(place, known ? p.text : p.faint, kit.px(232));
    double const pixel = kScreenPixel / std::max(0.01F, kit.px(100) / 100);
    if (stage.metres_per_pixel > 0)
        item("1:" + Kit::number(three_digits(stage.metres_per_pixel / pixel)), p.quiet, kit.px(64));
    if (stage.frame_ms > 0) item(kit.say("status.frame", {Kit::number(stage.frame_ms)}), p.faint, 0);

    float right = at.x + width - kit.px(12);
    TimeFacts const& time = context.facts.time;
    std::string const clock = Kit::full_clock(time.now);
    put_text(list, small, {right, y}, p.quiet, clock.c_str(), Align::right);
    right -= text_width(small, clock.c_str()) + kit.px(16);
    draw_lamps(context, list, right, at.y, x);
}

}  // namespace ui
