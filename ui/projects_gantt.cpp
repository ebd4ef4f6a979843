// All projects on one axis of time: planned from when to when, how much is done, where today is, which are late.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "ui/draw.h"
#include "ui/palette.h"
#include "ui/panels.h"
#include "ui/projects_parts.h"
#include "ui/times.h"
#include "ui/widgets.h"

namespace ui {
namespace {

constexpr float kName = 232, kState = 168, kGanttRow = 36, kAxis = 60;  ///< design pixels

/// Years and months of China's calendar.
struct Month {
    int year = 1970, month = 1;  ///< month from 1
    Month next() const { return month == 12 ? Month{year + 1, 1} : Month{year, month + 1}; }
    base::UtcMs begin() const {
        std::array<char, 40> text{};
        std::snprintf(text.data(), text.size(), "%04d-%02d-01", year, month);
        auto const time = base::parse_time(text.data());
        return time ? *time : 0;
    }
};
Month month_of(base::UtcMs time) {
    std::string const text = base::format_time(time);  // "2026-11-22T..."
    return {std::stoi(text.substr(0, 4)), std::stoi(text.substr(5, 2))};
}

/// From the first planned month to the last, with today in it.
struct GanttSpan {
    base::UtcMs from = 0, to = 0;
};
GanttSpan span_of(ProjectFacts const& facts) {
    base::UtcMs from = facts.moment, to = facts.moment;
    for (ProjectRow const& row : facts.projects) {
        for (base::UtcMs const time : {row.planned_start, row.planned_end, row.started, row.completed}) {
            if (time == base::kNoTime) continue;
            from = std::min(from, time);
            to = std::max(to, time);
        }
    }
    return {month_of(from).begin(), month_of(to).next().begin()};
}

class Chart {
public:
    Chart(PanelContext& context, ImVec2 at, float width)
        : context_(context),
          kit_(context.kit),
          list_(ImGui::GetWindowDrawList()),
          span_(span_of(*context.projects)),
          left_(at.x + kit_.px(kName)),
          right_(at.x + width - kit_.px(kState)) {}

    float x(base::UtcMs time) const {
        double const share = static_cast<double>(time - span_.from) / static_cast<double>(span_.to - span_.from);
        return left_ + (right_ - left_) * static_cast<float>(std::clamp(share, 0.0, 1.0));
    }

    /// Today above, then years, then quarters or months, as there is room; lines down through all rows.
    void draw_axis(float top, float bottom) const {
        Palette const& p = kit_.palette();
        ImFont* const small = kit_.font(Type::small);
        double const months = static_cast<double>(span_.to - span_.from) / (30.4 * static_cast<double>(kDay));
        double const room = static_cast<double>(right_ - left_) / std::max(1.0, months);
        int const step = room > static_cast<double>(kit_.px(28))       ? 1
                         : room * 3 > static_cast<double>(kit_.px(28)) ? 3
                                                                       : 12;
        for (Month month = month_of(span_.from + kZone / 2); month.begin() < span_.to; month = month.next()) {
            bool const first = month.begin() == span_.from, year = month.month == 1;
            if ((month.month - 1) % step != 0 && !first) continue;
            float const at = x(month.begin());
            list_->AddLine({at, top + kit_.px(year ? 20 : 40)}, {at, bottom}, faded(p.line, year ? 1.0F : 0.5F));
            // A year that begins with the chart gives way to one that begins soon after.
            bool const room_for_first = month.month <= 9 || room * 12 > static_cast<double>(kit_.px(160));
            if (year || (first && room_for_first))
                put_text(kit_, small, {at + kit_.px(4), top + kit_.px(20)}, p.quiet, std::to_string(month.year));
            if (step < 12 && (month.month - 1) % step == 0)
                put_text(kit_, small, {at + kit_.px(4), top + kit_.px(40)}, p.quiet, std::to_string(month.month));
        }
        list_->AddLine({left_, top + kit_.px(kAxis)}, {right_, top + kit_.px(kAxis)}, p.line);
    }

    void draw_today(float top, float bottom) const {
        Palette const& p = kit_.palette();
        ImFont* const small = kit_.font(Type::small, true);
        float const at = x(context_.projects->moment);
        list_->AddLine({at, top + kit_.px(16)}, {at, bottom}, p.accent, kit_.px(2));
        std::string const text =
            std::string(kit_.say("projects.today")) + " " + Kit::full_clock(context_.projects->moment).substr(0, 10);
        float const width = text_width(small, text.c_str()) + kit_.px(8);
        float const from = std::clamp(at - width / 2, left_, right_ - width);
        list_->AddRectFilled({from, top}, {from + width, top + kit_.px(16)}, p.accent, kit_.px(2));
        put_text(kit_, small, {from + kit_.px(4), top}, p.accent_text, text);
    }

    /// The plan as a frame, what is done as its filling: past today's line it is ahead, short of it behind.
    void draw_bar(ProjectRow const& row, float top) const {
        if (row.planned_start == base::kNoTime || row.planned_end == base::kNoTime) return;
        Palette const& p = kit_.palette();
        float const from = x(row.planned_start), to = std::max(x(row.planned_end), from + kit_.px(4));
        float const y0 = top + kit_.px(9), y1 = top + kit_.px(25);
        ImU32 const colour = stage_colour(kit_, row.stage);
        list_->AddRectFilled({from, y0}, {to, y1}, faded(colour, 0.18F), kit_.px(2));
        double const share = row.completed != base::kNoTime ? 1.0 : row.actual;
        if (share > 0)
            list_->AddRectFilled({from, y0}, {from + (to - from) * static_cast<float>(share), y1}, colour, kit_.px(2));
        ImU32 const red = p.level[static_cast<int>(Urgent::red)];
        list_->AddRect({from, y0}, {to, y1}, row.late ? red : colour, kit_.px(2), 0, kit_.px(row.late ? 1.5F : 1));
        // What really was: a line below, from when it began to when it ended or now.
        if (row.started == base::kNoTime) return;
        base::UtcMs const end = row.completed != base::kNoTime ? row.completed : context_.projects->moment;
        float const y = top + kit_.px(30);
        list_->AddLine({x(row.started), y}, {x(std::max(end, row.started)), y}, row.late ? red : p.quiet, kit_.px(2));
    }

    void draw_row(ProjectRow const& row, float left, float top) const {
        Palette const& p = kit_.palette();
        ImFont* const body = kit_.font(Type::body);
        ImFont* const small = kit_.font(Type::small);
        float const width = right_ + kit_.px(kState) - left, height = kit_.px(kGanttRow);
        ImGui::SetCursorScreenPos({left, top});
        bool const clicked = ImGui::InvisibleButton(row.id.c_str(), {width, height});
        bool const open = context_.state.projects.expanded == row.id;
        if (ImGui::IsItemHovered() || open)
            list_->AddRectFilled({left, top}, {left + width, top + height}, p.raised, kit_.px(4));
        if (ImGui::IsItemHovered()) {
            ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
            hover_text(kit_,
                       (progress_words(kit_, row) + " · " +
                        kit_.say(row.planned_by_dates ? "projects.progress.by_dates" : "projects.progress.as_told"))
                           .c_str());
        }
        stage_mark(kit_, list_, {left + kit_.px(12), top + height / 2}, row.stage);
        put_text(kit_, body, {left + kit_.px(28), top + kit_.px(8)}, p.text,
                 cut_end(body, kit_.of(row.name), kit_.px(kName - 40)));
        draw_bar(row, top);
        ImVec2 const at{right_ + kit_.px(16), top + kit_.px(10)};
        if (row.late) level_mark(kit_, list_, {at.x, at.y + kit_.px(8)}, kit_.px(5), Urgent::red);
        std::string const done =
            row.completed != base::kNoTime ? kit_.say("projects.complete") : progress_words(kit_, row);
        std::string const words = row.late ? late_words(row) : done;
        put_text(kit_, small, {at.x + kit_.px(12), at.y}, row.late ? p.bad : p.quiet,
                 cut_end(small, words, kit_.px(kState - 32)));
        if (clicked) open_project(context_, row);
    }

private:
    std::string late_words(ProjectRow const& row) const {
        base::UtcMs const end = row.completed != base::kNoTime ? row.completed : context_.projects->moment;
        if (row.planned_end != base::kNoTime && end > row.planned_end)
            return kit_.say("projects.late_by", {Kit::number(static_cast<double>((end - row.planned_end) / kDay))});
        return kit_.say("projects.behind_by", {Kit::number((row.planned - row.actual) * 100, 0)});
    }

    PanelContext& context_;
    Kit& kit_;
    ImDrawList* list_;
    GanttSpan span_;
    float left_, right_;
};

void draw_legend(PanelContext& context) {
    Kit& kit = context.kit;
    ImFont* const small = kit.font(Type::small);
    ImVec2 const at = ImGui::GetCursorScreenPos();
    float x = at.x;
    for (ProjectStage const stage :
         {ProjectStage::plan, ProjectStage::build, ProjectStage::manage, ProjectStage::use}) {
        stage_mark(kit, ImGui::GetWindowDrawList(), {x + kit.px(9), at.y + kit.px(10)}, stage);
        std::string const name = kit.say(key_of(stage));
        put_text(kit, small, {x + kit.px(24), at.y + kit.px(2)}, kit.palette().quiet, name);
        x += kit.px(40) + text_width(small, name.c_str());
    }
    put_text(kit, small, {x + kit.px(8), at.y + kit.px(2)}, kit.palette().quiet, kit.say("projects.gantt.note"));
    ImGui::Dummy({0, kit.px(28)});
}

}  // namespace

void draw_gantt(PanelContext& context) {
    Kit& kit = context.kit;
    if (!context.projects || context.projects->projects.empty()) {
        bool const reading = context.projects && context.projects->reading;
        empty_state(kit, kit.say(reading ? "projects.reading" : "projects.none"),
                    kit.say(reading ? "projects.reading.do" : "projects.none.do"));
        return;
    }
    draw_legend(context);
    auto const& all = context.projects->projects;
    ImVec2 const head = ImGui::GetCursorScreenPos();
    float const width = ImGui::GetContentRegionAvail().x;
    ImGui::Dummy({width, kit.px(kAxis)});
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
    if (ImGui::BeginChild("rows", {0, 0})) {
        ImVec2 const at = ImGui::GetCursorScreenPos();
        Chart const chart(context, at, ImGui::GetContentRegionAvail().x);
        ImVec2 const corner = ImGui::GetWindowPos();
        float const bottom =
            std::min(corner.y + ImGui::GetWindowHeight(), at.y + kit.px(kGanttRow) * static_cast<float>(all.size()));
        ImGui::PushClipRect(head, {corner.x + ImGui::GetWindowWidth(), bottom}, false);
        chart.draw_axis(head.y, bottom);
        ImGui::PopClipRect();
        for (std::size_t i = 0; i < all.size(); ++i)
            chart.draw_row(all[i], at.x, at.y + kit.px(kGanttRow) * static_cast<float>(i));
        ImGui::PushClipRect(head, {corner.x + ImGui::GetWindowWidth(), bottom}, false);
        chart.draw_today(head.y, bottom);
        ImGui::PopClipRect();
        ImGui::SetCursorScreenPos(at);
        ImGui::Dummy({1, kit.px(kGanttRow) * static_cast<float>(all.size())});
    }
    ImGui::EndChild();
    ImGui::PopStyleVar();
}

}  // namespace ui
