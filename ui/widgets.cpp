#include "ui/widgets.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <sstream>

#include "ui/draw.h"
#include "ui/icons.h"
#include "ui/palette.h"
#include "ui/wrap.h"

namespace ui {
namespace {

float room() { return ImGui::GetContentRegionAvail().x; }

/// A click area that shows nothing by itself.
struct Press {
    ImVec2 from, to;
    bool clicked = false, hovered = false, held = false;
};
Press press(char const* id, ImVec2 size) {
    Press out;
    out.from = ImGui::GetCursorScreenPos();
    out.to = {out.from.x + size.x, out.from.y + size.y};
    out.clicked = ImGui::InvisibleButton(id, size);
    out.hovered = ImGui::IsItemHovered();
    out.held = ImGui::IsItemActive();
    return out;
}

bool text_button(Kit& kit, char const* text, ImU32 fill, ImU32 ink, ImU32 border) {
    ImFont* const font = kit.font(Type::body);
    char const* const end = std::strstr(text, "##");
    std::string const shown(text, end ? static_cast<std::size_t>(end - text) : std::strlen(text));
    ImVec2 const size(text_width(font, shown.c_str()) + kit.px(24), kit.px(28));
    Press const p = press(text, size);
    ImDrawList* const list = ImGui::GetWindowDrawList();
    float const alpha = p.held ? 0.75F : p.hovered ? 0.88F : 1;
    if (fill) list->AddRectFilled(p.from, p.to, faded(fill, alpha), kit.px(4));
    if (border) {
        if (p.hovered) list->AddRectFilled(p.from, p.to, kit.palette().raised, kit.px(4));
        list->AddRect(p.from, p.to, border, kit.px(4));
    }
    put_text(list, font, {(p.from.x + p.to.x) / 2, p.from.y + kit.px(4)}, ink, shown.c_str(), Align::centre);
    return p.clicked;
}

}  // namespace

void heading(Kit& kit, char const* text, char const* right) {
    ImGui::Dummy({0, kit.px(4)});
    ImVec2 const at = ImGui::GetCursorScreenPos();
    float const width = room();
    ImDrawList* const list = ImGui::GetWindowDrawList();
    put_text(list, kit.font(Type::body, true), at, kit.palette().text, text);
    if (right && *right) {
        ImFont* const small = kit.font(Type::small);
        put_text(list, small, {at.x + width, at.y + kit.px(2)}, kit.palette().quiet, right, Align::right);
    }
    ImGui::Dummy({width, kit.px(24)});
}

void name_value(Kit& kit, char const* name, char const* value, char const* note) {
    ImVec2 const at = ImGui::GetCursorScreenPos();
    float const width = room(), line = kit.px(28);
    ImFont* const font = kit.font(Type::body);
    ImDrawList* const list = ImGui::GetWindowDrawList();
    std::string const name_shown = cut_end(font, name, width * 0.55F);
    float const left = width - text_width(font, name_shown.c_str()) - kit.px(16);
    std::string const shown = cut_middle(font, kit.show(value), left);
    put_text(list, font, {at.x, at.y + kit.px(4)}, kit.palette().quiet, name_shown.c_str());
    put_text(list, font, {at.x + width, at.y + kit.px(4)}, kit.palette().text, shown.c_str(), Align::right);
    list->AddLine({at.x, at.y + line - 1}, {at.x + width, at.y + line - 1}, faded(kit.palette().line, 0.5F));
    ImGui::Dummy({width, line});
    if (!ImGui::IsItemHovered()) return;
    std::string const said =
        (shown == value ? "" : std::string(value)) + (note && *note && shown != value ? "\n" : "") + (note ? note : "");
    hover_text(kit, kit.show(said));
}

void text_cut(Kit& kit, std::string const& text, ImU32 colour, float width) {
    float const most = width < 0 ? room() : width;
    std::string const shown = kit.show(text);
    std::string const cut = cut_end(ImGui::GetFont(), shown, most);
    ImGui::PushStyleColor(ImGuiCol_Text, colour);
    ImGui::TextUnformatted(cut.c_str());
    ImGui::PopStyleColor();
    if (cut != shown) hover_text(kit, shown.c_str());
}

void empty_state(Kit& kit, char const* text, char const* what_to_do) {
    float const width = room();
    ImGui::Dummy({0, kit.px(24)});
    ImVec2 const at = ImGui::GetCursorScreenPos();
    ImDrawList* const list = ImGui::GetWindowDrawList();
    float const middle = at.x + width / 2;
    float y = at.y;
    if (kit.has_icons()) {
        put_text(list, kit.font(Type::large), {middle, y}, kit.palette().faint, icon::kInfo, Align::centre);
        y += kit.px(36);
    }
    ImFont* const body = kit.font(Type::body);
    ImFont* const small = kit.font(Type::small);
    float const wrap = std::max(width - kit.px(32), kit.px(80));
    auto const block = [&](ImFont* font, char const* words, ImU32 colour) {
        std::istringstream lines(in_lines(font, words, wrap));
        for (std::string line; std::getline(lines, line); y += font->FontSize)
            put_text(list, font, {middle, y}, colour, line.c_str(), Align::centre);
        y += kit.px(4);
    };
    block(body, text, kit.palette().text);
    if (what_to_do && *what_to_do) block(small, what_to_do, kit.palette().quiet);
    ImGui::Dummy({width, y - at.y + kit.px(24)});
}

bool chip(Kit& kit, char const* id, char const* text, bool on) {
    ImFont* const font = kit.font(Type::small);
    Palette const& p = kit.palette();
    ImVec2 const size(text_width(font, text) + kit.px(16), kit.px(24));
    Press const at = press(id, size);
    ImDrawList* const list = ImGui::GetWindowDrawList();
    ImU32 const fill = on ? faded(p.accent, 0.2F) : at.hovered ? p.line : p.raised;
    list->AddRectFilled(at.from, at.to, fill, kit.px(4));
    if (on) list->AddRect(at.from, at.to, p.accent, kit.px(4));
    put_text(list, font, {(at.from.x + at.to.x) / 2, at.from.y + kit.px(4)}, on ? p.text : p.quiet, text,
             Align::centre);
    return at.clicked;
}

bool icon_button(Kit& kit, char const* id, char const* icon, char const* word, bool on) {
    Palette const& p = kit.palette();
    bool const words = kit.wall() || !kit.has_icons();
    ImFont* const font = kit.font(Type::small);
    float const text = words ? text_width(font, word) + kit.px(8) : 0;
    float const box = kit.px(28);
    Press const at = press(id, {kit.has_icons() ? box + text : text + kit.px(8), box});
    ImDrawList* const list = ImGui::GetWindowDrawList();
    if (on || at.hovered) list->AddRectFilled(at.from, at.to, on ? faded(p.accent, 0.2F) : p.raised, kit.px(4));
    ImU32 const ink = on ? p.accent : at.hovered ? p.text : p.quiet;
    float x = at.from.x + kit.px(4);
    if (kit.has_icons()) {
        put_text(list, kit.font(Type::body), {x, at.from.y + kit.px(4)}, ink, icon);
        x += box - kit.px(4);
    }
    if (words) put_text(list, font, {x, at.from.y + kit.px(6)}, ink, word);
    hover_text(kit, word);
    return at.clicked;
}

bool primary_button(Kit& kit, char const* text) {
    return text_button(kit, text, kit.palette().accent, kit.palette().accent_text, 0);
}

bool quiet_button(Kit& kit, char const* text) {
    return text_button(kit, text, 0, kit.palette().text, kit.palette().line);
}

int tabs(Kit& kit, char const* id, std::vector<char const*> const& names, int chosen) {
    Palette const& p = kit.palette();
    ImFont* const font = kit.font(Type::body);
    ImDrawList* const list = ImGui::GetWindowDrawList();
    ImVec2 const start = ImGui::GetCursorScreenPos();
    float const width = room(), height = kit.px(32);
    float words = 0;
    for (char const* const name : names) words += text_width(font, name);
    // Gaps close where the words are many; 20 is what looks best.
    auto const count = static_cast<float>(std::max<std::size_t>(1, names.size() - 1));
    float const gap = std::clamp((width - words) / count, kit.px(8), kit.px(20));
    list->AddLine({start.x, start.y + height - 1}, {start.x + width, start.y + height - 1}, p.line);
    ImGui::PushID(id);
    float x = start.x;
    for (int i = 0; i < static_cast<int>(names.size()); ++i) {
        char const* const name = names[static_cast<std::size_t>(i)];
        float const w = text_width(font, name);
        ImGui::SetCursorScreenPos({x, start.y});
        ImGui::PushID(i);
        Press const at = press("tab", {std::max(1.0F, w), height});
        ImGui::PopID();
        if (at.clicked) chosen = i;
        bool const on = i == chosen;
        put_text(list, font, {x, start.y + kit.px(4)}, on || at.hovered ? p.text : p.quiet, name);
        if (on) list->AddRectFilled({x, start.y + height - kit.px(2)}, {x + w, start.y + height}, p.accent);
        x += w + gap;
    }
    ImGui::PopID();
    ImGui::SetCursorScreenPos(start);
    ImGui::Dummy({width, height + kit.px(4)});
    return chosen;
}

bool text_field(Kit& kit, char const* id, char const* hint, std::string& text, float width) {
    // Longer than any word that is looked for; what was pasted beyond is not taken.
    char buffer[512];
    std::string const shown = kit.show(text);
    std::strncpy(buffer, shown.c_str(), sizeof buffer - 1);
    buffer[sizeof buffer - 1] = 0;
    ImGui::SetNextItemWidth(width < 0 ? room() : width);
    bool const changed = ImGui::InputTextWithHint(id, hint, buffer, sizeof buffer);
    if (changed) text = kit.plain(buffer);
    return changed;
}

}  // namespace ui
