// The set that a rectangle, lasso or circle chose, row by row, and ways to take it elsewhere.
#include <algorithm>

#include "ui/draw.h"
#include "ui/icons.h"
#include "ui/live_rows.h"
#include "ui/panels.h"
#include "ui/widgets.h"

namespace ui {
namespace {

bool is_number(std::string const& text) {
    return !text.empty() && text.find_first_not_of("0123456789.,-") == std::string::npos;
}

/// Numbers stand at the right, by what the first rows have.
std::vector<bool> number_columns(Selection const& s) {
    std::vector<bool> numeric(s.columns.size(), false);
    for (std::size_t c = 0; c < s.columns.size(); ++c) {
        std::size_t numbers = 0, words = 0;
        for (std::size_t r = 0; r < std::min<std::size_t>(s.rows.size(), 20); ++r) {
            if (c >= s.rows[r].size() || s.rows[r][c].empty()) continue;
            ++(is_number(s.rows[r][c]) ? numbers : words);
        }
        numeric[c] = numbers > 0 && words == 0;
    }
    return numeric;
}

void cell(Kit& kit, std::string const& text, bool right, ImU32 colour) {
    ImFont* const font = kit.font(Type::body);
    float const width = ImGui::GetContentRegionAvail().x;
    ImVec2 const at = ImGui::GetCursorScreenPos();
    std::string const shown = cut_end(font, kit.show(text), width);
    put_text(ImGui::GetWindowDrawList(), font, {right ? at.x + width : at.x, at.y + kit.px(4)}, colour, shown.c_str(),
             right ? Align::right : Align::left);
}

void head(PanelContext& context) {
    Kit& kit = context.kit;
    if (primary_button(kit, kit.say("table.csv"))) context.push(ExportSelection{ExportSelection::Format::csv});
    ImGui::SameLine(0, kit.px(8));
    if (quiet_button(kit, kit.say("table.gpkg"))) context.push(ExportSelection{ExportSelection::Format::gpkg});
    ImGui::SameLine(0, kit.px(8));
    if (quiet_button(kit, kit.say("inspector.clear"))) context.push(ClearSelection{});
    ImGui::SameLine();
    count_at_right(kit, kit.say("table.count", {Kit::number(static_cast<double>(context.selection.rows.size()))}));
    ImGui::Dummy({0, kit.px(4)});
}

/// A report that went meanwhile has no row, and then rows and set no longer run side by side.
Subject subject_of_row(Selection const& s, std::size_t row) {
    if (s.rows.size() == s.set.size()) return s.set[row];
    for (Subject const& subject : s.set) {
        if (s.rows[row].size() > 2 && !subject.id.empty() && subject.id == s.rows[row][2]) return subject;
    }
    return {};
}

void draw_row(PanelContext& context, std::size_t row, std::vector<bool> const& numeric) {
    Kit& kit = context.kit;
    Selection const& s = context.selection;
    float const height = kit.px(28);
    ImGui::TableNextRow(ImGuiTableRowFlags_None, height);
    for (std::size_t c = 0; c < s.columns.size(); ++c) {
        if (!ImGui::TableSetColumnIndex(static_cast<int>(c))) continue;
        ImVec2 const at = ImGui::GetCursorPos();
        if (c == 0) {
            Subject const subject = subject_of_row(s, row);
            ImGui::PushID(static_cast<int>(row));
            bool const chosen = subject && subject.same(s.subject);
            if (ImGui::Selectable("##row", chosen, ImGuiSelectableFlags_SpanAllColumns, {0, height}) && subject)
                choose(context, subject);
            ImGui::PopID();
            ImGui::SetCursorPos(at);
        }
        if (c < s.rows[row].size())
            cell(kit, s.rows[row][c], numeric[c], c == 0 ? kit.palette().quiet : kit.palette().text);
    }
}

void draw_header(PanelContext& context, std::vector<bool> const& numeric) {
    Kit& kit = context.kit;
    Selection const& s = context.selection;
    ImGui::TableNextRow(ImGuiTableRowFlags_Headers, kit.px(28));
    for (std::size_t c = 0; c < s.columns.size(); ++c) {
        if (ImGui::TableSetColumnIndex(static_cast<int>(c))) cell(kit, s.columns[c], numeric[c], kit.palette().quiet);
    }
}

}  // namespace

void draw_selection_table(PanelContext& context) {
    Kit& kit = context.kit;
    Selection const& s = context.selection;
    if (s.set.empty() || s.columns.empty()) {
        empty_state(kit, kit.say("table.none"), kit.say("table.none.do"));
        return;
    }
    head(context);
    std::vector<bool> const numeric = number_columns(s);
    ImGui::PushStyleVar(ImGuiStyleVar_CellPadding, {kit.px(8), 0});
    ImGuiTableFlags const flags = ImGuiTableFlags_ScrollY | ImGuiTableFlags_BordersInnerH | ImGuiTableFlags_Resizable |
                                  ImGuiTableFlags_NoBordersInBodyUntilResize | ImGuiTableFlags_SizingStretchProp;
    if (ImGui::BeginTable("rows", static_cast<int>(s.columns.size()), flags)) {
        for (std::size_t c = 0; c < s.columns.size(); ++c)
            ImGui::TableSetupColumn(s.columns[c].c_str(), ImGuiTableColumnFlags_WidthStretch,
                                    c == 1       ? 2.4F
                                    : numeric[c] ? 1.4F
                                                 : 1.5F);
        ImGui::TableSetupScrollFreeze(0, 1);
        draw_header(context, numeric);
        ImGuiListClipper clipper;
        clipper.Begin(static_cast<int>(s.rows.size()), kit.px(28));
        while (clipper.Step()) {
            for (int row = clipper.DisplayStart; row < clipper.DisplayEnd; ++row)
                draw_row(context, static_cast<std::size_t>(row), numeric);
        }
        ImGui::EndTable();
    }
    ImGui::PopStyleVar();
}

}  // namespace ui
