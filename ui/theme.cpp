#include "ui/theme.h"

#include "ui/palette.h"

namespace ui {
namespace {

ImVec4 as_vec(ImU32 colour) { return ImGui::ColorConvertU32ToFloat4(colour); }

void colours(ImVec4* c, Palette const& p) {
    ImVec4 const none(0, 0, 0, 0);
    c[ImGuiCol_Text] = as_vec(p.text);
    c[ImGuiCol_TextDisabled] = as_vec(p.faint);
    c[ImGuiCol_WindowBg] = as_vec(p.panel);
    c[ImGuiCol_ChildBg] = none;
    c[ImGuiCol_PopupBg] = as_vec(p.raised);
    c[ImGuiCol_Border] = as_vec(p.line);
    c[ImGuiCol_BorderShadow] = none;
    c[ImGuiCol_FrameBg] = as_vec(p.raised);
    c[ImGuiCol_FrameBgHovered] = as_vec(p.line);
    c[ImGuiCol_FrameBgActive] = as_vec(p.line);
    c[ImGuiCol_ScrollbarBg] = none;
    c[ImGuiCol_ScrollbarGrab] = as_vec(faded(p.faint, 0.5F));
    c[ImGuiCol_ScrollbarGrabHovered] = as_vec(p.faint);
    c[ImGuiCol_ScrollbarGrabActive] = as_vec(p.quiet);
    c[ImGuiCol_CheckMark] = as_vec(p.accent);
    c[ImGuiCol_SliderGrab] = as_vec(p.accent);
    c[ImGuiCol_SliderGrabActive] = as_vec(p.accent);
    c[ImGuiCol_Button] = as_vec(p.raised);
    c[ImGuiCol_ButtonHovered] = as_vec(p.line);
    c[ImGuiCol_ButtonActive] = as_vec(p.line);
    c[ImGuiCol_Header] = as_vec(faded(p.accent, 0.18F));
    c[ImGuiCol_HeaderHovered] = as_vec(p.raised);
    c[ImGuiCol_HeaderActive] = as_vec(faded(p.accent, 0.25F));
    c[ImGuiCol_Separator] = as_vec(p.line);
    c[ImGuiCol_SeparatorHovered] = as_vec(p.accent);
    c[ImGuiCol_SeparatorActive] = as_vec(p.accent);
    c[ImGuiCol_TextSelectedBg] = as_vec(faded(p.accent, 0.35F));
    c[ImGuiCol_TableHeaderBg] = as_vec(p.raised);
    c[ImGuiCol_TableBorderStrong] = as_vec(p.line);
    c[ImGuiCol_TableBorderLight] = as_vec(faded(p.line, 0.6F));
    c[ImGuiCol_TableRowBg] = none;
    c[ImGuiCol_TableRowBgAlt] = as_vec(faded(p.raised, 0.5F));
    c[ImGuiCol_DragDropTarget] = as_vec(p.accent);
    c[ImGuiCol_NavHighlight] = as_vec(p.accent);
    c[ImGuiCol_ModalWindowDimBg] = as_vec(faded(p.ground, 0.6F));
    c[ImGuiCol_PlotHistogram] = as_vec(p.accent);
}

}  // namespace

void apply_theme(Kit const& kit) {
    ImGuiStyle& style = ImGui::GetStyle();
    style = ImGuiStyle();
    auto const pair = [&](double x, double y) { return ImVec2(kit.px(x), kit.px(y)); };
    style.WindowPadding = pair(12, 12);
    style.FramePadding = pair(8, 4);
    style.CellPadding = pair(4, 4);
    style.ItemSpacing = pair(8, 4);
    style.ItemInnerSpacing = pair(8, 4);
    style.IndentSpacing = kit.px(16);
    style.ScrollbarSize = kit.px(kit.wall() ? 0.01 : 8);
    style.GrabMinSize = kit.px(16);
    style.WindowRounding = style.ChildRounding = 0;
    style.FrameRounding = style.PopupRounding = style.GrabRounding = style.ScrollbarRounding = kit.px(4);
    style.WindowBorderSize = style.ChildBorderSize = style.FrameBorderSize = 0;
    style.PopupBorderSize = 1;
    style.WindowMinSize = ImVec2(1, 1);
    colours(style.Colors, kit.palette());
}

}  // namespace ui
