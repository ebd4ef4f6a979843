#include "ui/live_rows.h"

#include <algorithm>

#include "ui/icons.h"
#include "ui/times.h"
#include "ui/widgets.h"

namespace ui {

bool contains_text(std::string const& text, std::string const& part) {
    auto const lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
    return std::search(text.begin(), text.end(), part.begin(), part.end(),
                       [&](char a, char b) { return lower(a) == lower(b); }) != text.end();
}

void put_text(Kit& kit, ImFont* font, ImVec2 at, ImU32 colour, std::string const& text) {
    ImGui::GetWindowDrawList()->AddText(font, font->FontSize, at, colour, kit.show(text));
}

void put_text_right(Kit& kit, ImFont* font, ImVec2 at, ImU32 colour, std::string const& text) {
    put_text(kit, font, {at.x - text_width(font, text.c_str()), at.y}, colour, text);
}

void count_at_right(Kit& kit, std::string const& text) {
    ImFont* const small = kit.font(Type::small);
    ImVec2 const at = ImGui::GetCursorScreenPos();
    float const right = ImGui::GetWindowPos().x + ImGui::GetWindowContentRegionMax().x;
    put_text_right(kit, small, {right, at.y + (ImGui::GetFrameHeight() - small->FontSize) / 2}, kit.palette().quiet,
                   text);
    ImGui::NewLine();
}

void stat_strip(Kit& kit, std::vector<Stat> const& stats) {
    Palette const& palette = kit.palette();
    ImVec2 const at = ImGui::GetCursorScreenPos();
    float const whole = ImGui::GetContentRegionAvail().x, each = whole / static_cast<float>(stats.size());
    float const height = kit.px(52);
    ImFont* const number = kit.font(Type::large, true);
    ImFont* const name = kit.font(Type::small);
    for (std::size_t i = 0; i < stats.size(); ++i) {
        Stat const& stat = stats[i];
        ImVec2 const corner{at.x + each * static_cast<float>(i), at.y};
        ImU32 const colour = stat.value.empty() ? palette.faint : palette.text;
        std::string const value = stat.value.empty() ? "—" : stat.value;
        put_text(kit, number, corner, colour, value);
        if (stat.urgent && !stat.value.empty() && stat.value != "0") {
            ImVec2 const mark{corner.x + text_width(number, value.c_str()) + kit.px(10), corner.y + kit.px(16)};
            level_mark(kit, ImGui::GetWindowDrawList(), mark, kit.px(5), *stat.urgent);
        }
        put_text(kit, name, {corner.x, corner.y + kit.px(32)}, palette.quiet,
                 cut_end(name, stat.name, each - kit.px(4)));
        if (!stat.note.empty() && ImGui::IsWindowHovered() &&
            ImGui::IsMouseHoveringRect(corner, {corner.x + each, corner.y + height}))
            ImGui::SetTooltip("%s", kit.show(stat.note));
    }
    ImGui::Dummy({whole, height});
}

void freshness_line(Kit& kit, Freshness const& freshness, base::UtcMs now, std::string const& right) {
    Typed const small(kit, Type::small);
    ImFont* const font = kit.font(Type::small);
    ImVec2 const at = ImGui::GetCursorScreenPos();
    float const whole = ImGui::GetContentRegionAvail().x;
    put_text_right(kit, font, {at.x + whole, at.y}, kit.palette().quiet, right);
    float const room = whole - (right.empty() ? 0 : text_width(font, right.c_str()) + kit.px(12));
    bool const well = freshness.any && freshness.lamp != Lamp::stale && freshness.lamp != Lamp::down;
    ImU32 const colour = well ? kit.palette().quiet : kit.palette().level[static_cast<int>(Urgent::orange)];
    text_cut(kit, kit.freshness(freshness, now), colour, room);
}

void title_line(Kit& kit, Urgent urgent, bool filled, std::string const& title, std::string const& right) {
    ImFont* const font = kit.font(Type::title, true);
    ImFont* const small = kit.font(Type::small);
    ImVec2 const at = ImGui::GetCursorScreenPos();
    float const whole = ImGui::GetContentRegionAvail().x, height = kit.px(32);
    float const beside = right.empty() ? 0 : text_width(small, right.c_str()) + kit.px(12);
    level_mark(kit, ImGui::GetWindowDrawList(), {at.x + kit.px(10), at.y + height / 2}, kit.px(6), urgent, filled);
    put_text(kit, font, {at.x + kit.px(28), at.y + (height - font->FontSize) / 2}, kit.palette().text,
             cut_end(font, title, whole - kit.px(28) - beside));
    put_text_right(kit, small, {at.x + whole, at.y + (height - small->FontSize) / 2}, kit.palette().quiet, right);
    ImGui::Dummy({whole, height});
}

bool choice_field(Kit& kit, char const* id, char const* all, std::vector<Choice> const& choices, std::string& chosen,
                  float width) {
    auto const is = std::ranges::find(choices, chosen, &Choice::key);
    std::string const shown = is != choices.end() ? is->name : chosen.empty() ? std::string(all) : chosen;
    ImGui::SetNextItemWidth(width);
    if (!ImGui::BeginCombo(id, kit.show(shown), ImGuiComboFlags_HeightLarge)) return false;
    std::string const before = chosen;
    if (ImGui::Selectable(all, chosen.empty())) chosen.clear();
    for (Choice const& choice : choices) {
        ImGui::PushID(choice.key.c_str());
        if (ImGui::Selectable(kit.show(choice.name), chosen == choice.key)) chosen = choice.key;
        ImVec2 const high = ImGui::GetItemRectMax(), low = ImGui::GetItemRectMin();
        put_text_right(kit, ImGui::GetFont(), {high.x - kit.px(8), low.y + kit.px(2)}, kit.palette().quiet,
                       choice.count);
        ImGui::PopID();
    }
    ImGui::EndCombo();
    return chosen != before;
}

bool list_row(Kit& kit, ListRow const& row) {
    Palette const& palette = kit.palette();
    float const height = kit.px(kListRow), width = ImGui::GetContentRegionAvail().x;
    ImVec2 const at = ImGui::GetCursorScreenPos();
    bool const clicked = ImGui::InvisibleButton(row.id.c_str(), {width, height});
    bool const hovered = ImGui::IsItemHovered();
    ImDrawList* const list = ImGui::GetWindowDrawList();
    ImVec2 const end{at.x + width, at.y + height};
    if (hovered || row.chosen) list->AddRectFilled(at, end, palette.raised, kit.px(4));
    if (row.chosen) list->AddRectFilled(at, {at.x + kit.px(3), end.y}, palette.accent, kit.px(2));
    if (hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);

    float const middle = at.y + height / 2, right = end.x - kit.px(8);
    float const from = at.x + kit.px(16) * static_cast<float>(row.depth), left = from + kit.px(row.marked ? 28 : 8);
    if (row.marked && row.unfolded && kit.has_icons()) {
        ImFont* const icon = kit.font(Type::title);
        put_text(list, icon, {from + kit.px(14), middle - icon->FontSize / 2}, palette.quiet,
                 *row.unfolded ? icon::kDown : icon::kRight, Align::centre);
    } else if (row.marked) {
        level_mark(kit, list, {from + kit.px(14), middle}, kit.px(5), row.urgent, row.filled);
    }
    ImFont* const body = kit.font(Type::body);
    ImFont* const small = kit.font(Type::small);
    float const first = at.y + kit.px(5), second = at.y + kit.px(26);
    ImU32 const main = row.title_colour.value_or(row.faint ? palette.quiet : palette.text);
    put_text_right(kit, small, {right, at.y + kit.px(7)}, row.right_colour.value_or(palette.quiet), row.right);
    put_text_right(kit, small, {right, second}, palette.quiet, row.right_detail);
    float const gap = kit.px(12);
    put_text(kit, body, {left, first}, main,
             cut_end(body, row.title, right - gap - text_width(small, row.right.c_str()) - left));
    put_text(kit, small, {left, second}, palette.quiet,
             cut_end(small, row.detail, right - gap - text_width(small, row.right_detail.c_str()) - left));
    return clicked;
}

void virtual_list(Kit&, char const* id, std::size_t count, float height, std::function<void(std::size_t)> const& draw) {
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
    if (ImGui::BeginChild(id, {0, 0})) {
        ImGuiListClipper clipper;
        clipper.Begin(static_cast<int>(count), height);
        while (clipper.Step())
            for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) draw(static_cast<std::size_t>(i));
    }
    ImGui::EndChild();
    ImGui::PopStyleVar();
}

Walk walk_bar(Kit& kit, char const* back, std::string const& place) {
    Walk walk = Walk::none;
    if (icon_button(kit, "back", icon::kLeft, back)) walk = Walk::back;
    ImGui::SameLine();
    ImGui::AlignTextToFramePadding();
    float const buttons = kit.px(72);
    text_cut(kit, place, kit.palette().quiet, ImGui::GetContentRegionAvail().x - buttons);
    ImGui::SameLine(ImGui::GetContentRegionMax().x - kit.px(64));
    if (icon_button(kit, "previous", icon::kUp, kit.say("live.previous"))) walk = Walk::previous;
    ImGui::SameLine(ImGui::GetContentRegionMax().x - kit.px(32));
    if (icon_button(kit, "next", icon::kDown, kit.say("live.next"))) walk = Walk::next;
    return walk;
}

void life_line(Kit& kit, std::vector<LifeStep> const& steps) {
    Palette const& palette = kit.palette();
    ImDrawList* const list = ImGui::GetWindowDrawList();
    ImFont* const body = kit.font(Type::body);
    ImFont* const small = kit.font(Type::small);
    float const width = ImGui::GetContentRegionAvail().x, row = kit.px(32);
    for (std::size_t i = 0; i < steps.size(); ++i) {
        LifeStep const& step = steps[i];
        ImVec2 const at = ImGui::GetCursorScreenPos();
        ImVec2 const dot{at.x + kit.px(10), at.y + kit.px(12)};
        bool const done = step.is == LifeStep::Is::done;
        if (i + 1 < steps.size())
            list->AddLine({dot.x, dot.y + kit.px(7)}, {dot.x, dot.y + row - kit.px(7)},
                          done ? palette.quiet : palette.line, kit.px(1));
        ImU32 const red = palette.level[static_cast<int>(Urgent::red)];
        switch (step.is) {
            case LifeStep::Is::done: list->AddCircleFilled(dot, kit.px(4), palette.accent); break;
            case LifeStep::Is::waiting: list->AddCircle(dot, kit.px(4), palette.quiet, 0, kit.px(1.5F)); break;
            case LifeStep::Is::limit: list->AddNgon(dot, kit.px(5), palette.quiet, 4, kit.px(1.5F)); break;
            case LifeStep::Is::missed: list->AddNgonFilled(dot, kit.px(5.5F), red, 4); break;
        }
        bool const known = step.at != base::kNoTime;
        std::string const time = known ? Kit::day_clock(step.at) : "—";
        put_text(kit, body, {at.x + kit.px(28), at.y + kit.px(2)}, known ? palette.text : palette.quiet, step.name);
        float const column = at.x + kit.px(112);
        put_text(kit, body, {column, at.y + kit.px(2)}, known ? palette.text : palette.faint, time);
        float const room = at.x + width - column - text_width(body, time.c_str()) - kit.px(12);
        put_text_right(kit, small, {at.x + width, at.y + kit.px(4)},
                       step.is == LifeStep::Is::missed ? red : palette.quiet, cut_end(small, step.note, room));
        ImGui::Dummy({width, row});
    }
}

void choose(PanelContext const& context, Subject subject) {
    context.push(Select{subject});
    if (subject.at) context.push(FlyTo{std::move(subject)});
}

std::string length_of_time(Kit& kit, std::int64_t ms) {
    std::int64_t const days = ms / kDay, hours = ms / kHour % 24, minutes = ms / kMinute % 60;
    if (days >= 10) return kit.say("live.days", {std::to_string(days)});
    if (days > 0) return kit.say("live.days_hours", {std::to_string(days), std::to_string(hours)});
    if (hours > 0) return kit.say("live.hours_minutes", {std::to_string(hours), std::to_string(minutes)});
    if (minutes == 0) return kit.say("live.moments");
    return kit.say("live.minutes", {std::to_string(minutes)});
}

}  // namespace ui
