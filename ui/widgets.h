// The shapes that repeat in panels. For this folder alone.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "ui/context.h"
#include "ui/kit.h"

namespace ui {

/// The symbols of levels: circle, square, triangle, diamond; grey dot for none. `radius` in pixels.
void level_mark(Kit& kit, ImDrawList* list, ImVec2 centre, float radius, Urgent urgent, bool filled = true);
/// The same as an item of the line, with room for it.
void level_item(Kit& kit, Urgent urgent, bool filled = true);
/// A lamp with a shape of its own for each state: disc, ring, half, cross.
void lamp_item(Kit& kit, Lamp lamp);
void lamp_mark(Kit& kit, ImDrawList* list, ImVec2 centre, float radius, Lamp lamp);

/// A heading inside a panel, with an optional quiet text at the right.
void heading(Kit& kit, char const* text, char const* right = nullptr);
/// "name            value", the value at the right, cut in the middle where it does not fit; `note` on hover.
void name_value(Kit& kit, char const* name, char const* value, char const* note = nullptr);
/// Text cut at the end with "…" to `width` pixels (below 0: what is left of the line); the whole on hover.
void text_cut(Kit& kit, std::string const& text, ImU32 colour, float width = -1);
/// What an empty panel says: what is missing and what to do about it.
void empty_state(Kit& kit, char const* text, char const* what_to_do);
/// A small selectable word. Returns whether it was clicked.
bool chip(Kit& kit, char const* id, char const* text, bool on);
/// An icon with a word on hover (beside it on a wall). `icon` is a name of icons.h.
bool icon_button(Kit& kit, char const* id, char const* icon, char const* word, bool on = false);
/// One primary action of a panel.
bool primary_button(Kit& kit, char const* text);
bool quiet_button(Kit& kit, char const* text);
/// One line to type into, 28 high; takes and gives plain UTF-8 whatever Dear ImGui can. `width` below 0: what is left.
bool text_field(Kit& kit, char const* id, char const* hint, std::string& text, float width = -1);
/// A row of tabs; returns the chosen one.
int tabs(Kit& kit, char const* id, std::vector<char const*> const& names, int chosen);

/// A big number with its name, unit, freshness and change; formula, denominator, period and target on hover.
void kpi_tile(Kit& kit, Kpi const& kpi, base::UtcMs now, ImVec2 size);

/// A card of the wall or a block of the desk: title, then whatever is drawn before `end_card`.
void begin_card(Kit& kit, char const* id, char const* title, base::Extent const& box, char const* right = nullptr);
void end_card(Kit& kit);

// ---- charts (LOOK 7): axes with units, zero where bars need it, direct labels, no decoration

/// Bars over time, with the time before as a line; the largest value and the ends of the axis are labelled.
void bars_over_time(Kit& kit, char const* id, Series const& series, ImVec2 size, char const* unit);
struct Bar {
    std::string name;
    double value = 0;
    double part = 0;  ///< of it, in the alarm's colour: overdue ones
    std::string label;
};
/// Horizontal bars, names at the left, values at their ends; returns the index of a clicked one or -1.
int bar_list(Kit& kit, char const* id, std::vector<Bar> const& bars, float width, int most = 10);
/// A line without axes beside a number.
void spark_line(Kit& kit, std::vector<float> const& values, ImVec2 size, ImU32 colour);
/// Shares of three age bands as one bar with its numbers.
void age_bar(Kit& kit, std::array<double, 3> const& by_age, float width);
/// A profile: metres along and high, both axes labelled.
void profile_chart(Kit& kit, char const* id, std::vector<base::Vec2d> const& points, ImVec2 size);

}  // namespace ui
