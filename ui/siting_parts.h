// What the tabs of site selection share. For ui/siting*.cpp alone.
#pragma once

#include <string>
#include <vector>

#include "ui/context.h"
#include "ui/kit.h"
#include "ui/siting_facts.h"

namespace ui {

std::vector<std::string> lines_of(ImFont* font, std::string const& text, float width);
/// Text over as many lines as it takes.
void paragraph(Kit& kit, std::string const& text, ImU32 colour, Type type = Type::small);
/// A number one can step with its ends or drag in its middle. Returns whether it changed.
struct Stepped {
    char const* id = "";
    std::string name, text;  ///< `text`: the number as it reads, with its unit
    double step = 1, least = 0, most = 1e9;
    std::string note = {};
};
bool stepper(Kit& kit, Stepped const& what, double& value);
/// A line from 0 to 1 with a knob.
bool slider(Kit& kit, char const* id, double& share, ImU32 colour, float width, bool from_middle = false);

ImU32 criterion_colour(Kit& kit, std::size_t criterion);
/// The colour that a rank has on the map, as a badge with its number.
void rank_badge(PanelContext const& context, ImVec2 at, std::uint32_t rank, std::size_t ranked);
/// The parts of a weighted sum side by side; `width` is a sum of 1.
void contribution_bar(Kit& kit, SitingFacts const& facts, std::size_t row, ImVec2 at, ImVec2 size);
/// The criterion under the mouse in such a bar, or -1.
int contribution_under(SitingFacts const& facts, std::size_t row, ImVec2 at, ImVec2 size);
/// "12,345 people; worth 0.83 of 1; weight 25.0%; adds 0.208", and how it was measured.
std::string contribution_text(Kit& kit, SitingFacts const& facts, std::size_t row, std::size_t criterion);
/// "12,345 人".
std::string measured_text(Kit& kit, SitingFacts const& facts, std::size_t criterion, double value);
/// "−3.2%", and "0%" where nothing shows in one decimal.
std::string lost_text(double share);
std::string site_title(Kit& kit, SitingFacts const& facts, std::size_t site);

/// The study as it is from now on.
void push_study(PanelContext& context, analysis::Study study);

void draw_siting_ranking(PanelContext& context, SitingFacts const& facts);
void draw_siting_criteria(PanelContext& context, SitingFacts const& facts);
void draw_siting_weights(PanelContext& context, SitingFacts const& facts);
/// How much the ranking hangs on the weights.
void draw_siting_sensitivity(PanelContext& context, SitingFacts const& facts);
void draw_siting_limits(PanelContext& context, SitingFacts const& facts);
void draw_siting_schemes(PanelContext& context, SitingFacts const& facts);
/// What the scheme hides from where.
void draw_siting_views(PanelContext& context, SitingFacts const& facts, analysis::SchemeResult const& result);

enum SitingTab : std::uint8_t { ranking_tab, criteria_tab, weights_tab, limits_tab, schemes_tab };

}  // namespace ui
