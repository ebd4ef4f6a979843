#include "ui/draw.h"

#include <cmath>

#include "ui/wrap.h"

namespace ui {
namespace {

char const* const kEllipsis = "…";

/// The next character's first byte.
std::size_t next_character(std::string const& text, std::size_t at) {
    do ++at;
    while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xc0) == 0x80);
    return at;
}
std::size_t previous_character(std::string const& text, std::size_t at) {
    do --at;
    while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xc0) == 0x80);
    return at;
}

}  // namespace

float text_width(ImFont* font, char const* text) { return font->CalcTextSizeA(font->FontSize, FLT_MAX, 0, text).x; }

void put_text(ImDrawList* list, ImFont* font, ImVec2 at, ImU32 colour, char const* text, Align align) {
    if (align != Align::left) at.x -= text_width(font, text) * (align == Align::right ? 1.0F : 0.5F);
    list->AddText(font, font->FontSize, {std::round(at.x), std::round(at.y)}, colour, text);
}

std::string cut_end(ImFont* font, std::string const& text, float width) {
    if (text_width(font, text.c_str()) <= width) return text;
    char const* rest = text.c_str();
    float const room = std::max(0.0F, width - text_width(font, kEllipsis));
    font->CalcTextSizeA(font->FontSize, room, 0, text.c_str(), nullptr, &rest);
    return text.substr(0, static_cast<std::size_t>(rest - text.c_str())) + kEllipsis;
}

std::string cut_middle(ImFont* font, std::string const& text, float width) {
    if (text_width(font, text.c_str()) <= width) return text;
    std::size_t head = 0, tail = text.size();
    std::string kept = kEllipsis;
    while (head < tail) {
        bool const front = head <= text.size() - tail;
        std::size_t const h = front ? next_character(text, head) : head,
                          t = front ? tail : previous_character(text, tail);
        if (h > t) break;
        std::string const longer = text.substr(0, h) + kEllipsis + text.substr(t);
        if (text_width(font, longer.c_str()) > width) break;
        head = h, tail = t, kept = longer;
    }
    return kept;
}

void hover_text(Kit& kit, char const* text) {
    if (kit.wall() || !text || !*text || !ImGui::IsItemHovered()) return;
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {kit.px(8), kit.px(4)});
    Typed const small(kit, Type::small);
    ImGui::BeginTooltip();
    ImGui::TextUnformatted(in_lines(ImGui::GetFont(), text, kit.px(320)).c_str());
    ImGui::EndTooltip();
    ImGui::PopStyleVar();
}

}  // namespace ui
