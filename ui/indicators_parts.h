// What the list, the page and the wide view of indicators share. For ui/indicators*.cpp alone.
#pragma once

#include <string>

#include "ui/context.h"
#include "ui/indicators_facts.h"
#include "ui/kit.h"

namespace ui {

/// A shape and a colour of its own for each state: disc, triangle, diamond, hatched square, ring, dot.
void state_mark(Kit& kit, ImDrawList* list, ImVec2 centre, float radius, analysis::IndicatorState state);
ImU32 state_colour(Kit const& kit, analysis::IndicatorState state);
char const* state_word(Kit& kit, analysis::IndicatorState state);

/// "95.3"; what stands in its place where there is none: "暂无数据", "少于 5".
std::string figure_text(Kit& kit, analysis::Figure const& figure, std::uint8_t decimals);
/// "目标 ≥ 95"; empty: none.
std::string target_text(Kit& kit, analysis::Indicator const& indicator);
/// "较上周 +1.2", in the colour of better or worse; empty: nothing to compare with.
struct Comparison {
    std::string text;
    ImU32 colour = 0;
};
Comparison compared(Kit& kit, analysis::IndicatorRow const& row, std::optional<double> const& before, char const* key);

/// The last days as a line, gaps left open, with the last one marked; no axes.
void days_line(Kit& kit, ImDrawList* list, ImVec2 at, ImVec2 size, analysis::IndicatorRow const& row);

/// The page of one indicator in the panel.
void draw_indicator(PanelContext& context, analysis::IndicatorSheet const& sheet, analysis::IndicatorRow const& row);

}  // namespace ui
