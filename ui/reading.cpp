#include "ui/reading.h"

#include <algorithm>
#include <utility>

#include "ui/draw.h"
#include "ui/kit.h"
#include "ui/palette.h"

namespace ui {
namespace {

constexpr double kWide = 420, kRow = 32;  // design pixels
constexpr std::int64_t kSayTime = 3'000;  // ms: what is done sooner need not say how long it takes
constexpr std::array<std::pair<std::string_view, std::size_t>, 11> kStages{{{"open", 0},
                                                                            {"read", 0},
                                                                            {"place", 1},
                                                                            {"repair", 1},
                                                                            {"terrain", 2},
                                                                            {"models", 2},
                                                                            {"seat", 2},
                                                                            {"triangulate", 3},
                                                                            {"scene", 3},
                                                                            {"upload", 4},
                                                                            {"show", 5}}};

/// Done: a filled disc with a tick; at work: a ring with a dot; to come: a faint ring.
void draw_mark(Kit& kit, ImVec2 centre, int state) {
    ImDrawList* const list = ImGui::GetWindowDrawList();
    Palette const& p = kit.palette();
    float const radius = kit.px(8);
    if (state < 0) {
        list->AddCircleFilled(centre, radius, p.accent);
        ImVec2 const tick[] = {{centre.x - kit.px(4), centre.y},
                               {centre.x - kit.px(1), centre.y + kit.px(3)},
                               {centre.x + kit.px(4), centre.y - kit.px(3)}};
        list->AddPolyline(tick, 3, p.ground, ImDrawFlags_None, kit.px(2));
        return;
    }
    list->AddCircle(centre, radius - 1, state == 0 ? p.accent : p.faint, 0, kit.px(state == 0 ? 2 : 1));
    if (state == 0) list->AddCircleFilled(centre, kit.px(3), p.accent);
}

void draw_steps(Kit& kit, Reading const& reading, ImVec2 at, float width) {
    ImDrawList* const list = ImGui::GetWindowDrawList();
    Palette const& p = kit.palette();
    float const row = kit.px(kRow);
    for (std::size_t i = 0; i < kReadingSteps.size(); ++i, at.y += row) {
        int const state = i < reading.step ? -1 : i == reading.step ? 0 : 1;
        bool const now = state == 0;
        draw_mark(kit, {at.x + kit.px(8), at.y + row / 2}, state);
        put_text(list, kit.font(Type::body, now), {at.x + kit.px(28), at.y + (row - kit.px(20)) / 2},
                 now ? p.text : p.quiet, kit.say(kReadingSteps[i]));
        if (!now || reading.done < 0) continue;
        std::string const share = Kit::percent(std::min(reading.done, 0.99), 0);
        put_text(list, kit.font(Type::body), {at.x + width, at.y + (row - kit.px(20)) / 2}, p.quiet, share.c_str(),
                 Align::right);
    }
}

}  // namespace

std::size_t reading_step(std::string_view stage, std::size_t now) {
    auto const found = std::ranges::find(kStages, stage, [](auto const& entry) { return entry.first; });
    // Several sources are read one after another: what is done of the whole does not go back.
    return found == kStages.end() ? now : std::max(now, found->second);
}

void draw_reading(Kit& kit, Reading const& reading, std::uint32_t width, std::uint32_t height) {
    Palette const& p = kit.palette();
    ImGui::SetNextWindowPos({0, 0});
    ImGui::SetNextWindowSize({static_cast<float>(width), static_cast<float>(height)});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
    ImGui::Begin("reading", nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                     ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoInputs);
    ImDrawList* const list = ImGui::GetWindowDrawList();
    float const wide = std::min(kit.px(kWide), static_cast<float>(width) - kit.px(32));
    float const steps = kit.px(kRow) * static_cast<float>(kReadingSteps.size());
    float const high = kit.px(32 + 8 + 20 + 24 + 4 + 16) + steps + kit.px(16 + 16);
    ImVec2 at{std::round((static_cast<float>(width) - wide) / 2),
              std::round(std::max(kit.px(16), (static_cast<float>(height) - high) / 2))};
    put_text(list, kit.font(Type::large, true), at, p.text, kit.say("reading.title"));
    at.y += kit.px(32 + 8);
    ImFont* const body = kit.font(Type::body);
    std::string const name = kit.show(reading.district);
    put_text(list, body, at, p.quiet, cut_middle(body, name, wide).c_str());
    at.y += kit.px(20 + 24);
    float const whole = static_cast<float>(kReadingSteps.size());
    float const share =
        (static_cast<float>(reading.step) + static_cast<float>(std::clamp(reading.done, 0.0, 1.0))) / whole;
    list->AddRectFilled(at, {at.x + wide, at.y + kit.px(4)}, p.line, kit.px(2));
    if (share > 0) list->AddRectFilled(at, {at.x + wide * share, at.y + kit.px(4)}, p.accent, kit.px(2));
    at.y += kit.px(4 + 16);
    draw_steps(kit, reading, at, wide);
    at.y += steps + kit.px(16);
    ImFont* const small = kit.font(Type::small);
    std::string const leave = kit.say("reading.leave");
    put_text(list, small, at, p.quiet, leave.c_str());
    if (reading.ms >= kSayTime) {
        std::string const time = kit.say("reading.time", {Kit::number(static_cast<double>(reading.ms / 1000))});
        put_text(list, small, {at.x + wide, at.y}, p.quiet, time.c_str(), Align::right);
    }
    ImGui::End();
    ImGui::PopStyleVar();
}

}  // namespace ui
