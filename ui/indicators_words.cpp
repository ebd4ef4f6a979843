// States of indicators as shapes and words; numbers, targets and changes as texts.
#include <algorithm>
#include <cmath>

#include "ui/indicators_parts.h"
#include "ui/widgets.h"

namespace ui {

using analysis::IndicatorRow;
using analysis::IndicatorState;

ImU32 state_colour(Kit const& kit, IndicatorState state) {
    Palette const& p = kit.palette();
    switch (state) {
        case IndicatorState::good: return p.good;
        case IndicatorState::near: return p.level[static_cast<int>(Urgent::orange)];
        case IndicatorState::bad: return p.level[static_cast<int>(Urgent::red)];
        case IndicatorState::stale: return p.quiet;
        case IndicatorState::none: return p.faint;
        case IndicatorState::plain: return p.series[0];
    }
    return p.quiet;
}

void state_mark(Kit& kit, ImDrawList* list, ImVec2 c, float r, IndicatorState state) {
    ImU32 const colour = state_colour(kit, state);
    float const thin = std::max(1.0F, kit.px(1.5F));
    switch (state) {
        case IndicatorState::good: list->AddCircleFilled(c, r, colour, 16); break;
        case IndicatorState::near: level_mark(kit, list, c, r, Urgent::orange); break;
        case IndicatorState::bad: level_mark(kit, list, c, r, Urgent::red); break;
        case IndicatorState::stale:
            list->AddRect({c.x - r, c.y - r}, {c.x + r, c.y + r}, colour, 0, 0, thin);
            list->AddLine({c.x - r, c.y + r}, {c.x + r, c.y - r}, colour, thin);
            list->AddLine({c.x - r, c.y}, {c.x, c.y - r}, colour, thin);
            list->AddLine({c.x, c.y + r}, {c.x + r, c.y}, colour, thin);
            break;
        case IndicatorState::none: list->AddCircle(c, r * 0.9F, colour, 16, thin); break;
        case IndicatorState::plain: list->AddCircleFilled(c, r * 0.5F, colour, 12); break;
    }
}

char const* state_word(Kit& kit, IndicatorState state) {
    switch (state) {
        case IndicatorState::good: return kit.say("indicators.state.good");
        case IndicatorState::near: return kit.say("indicators.state.near");
        case IndicatorState::bad: return kit.say("indicators.state.bad");
        case IndicatorState::stale: return kit.say("indicators.state.stale");
        case IndicatorState::none: return kit.say("indicators.state.none");
        case IndicatorState::plain: return kit.say("indicators.state.plain");
    }
    return "";
}

std::string figure_text(Kit& kit, analysis::Figure const& figure, std::uint8_t decimals) {
    if (figure.value) return Kit::number(*figure.value, decimals);
    if (!figure.hidden) return kit.say("kpi.unknown");
    return figure.below > 0 ? kit.say("indicators.below", {Kit::number(figure.below)})
                            : std::string(kit.say("indicators.hidden"));
}

std::string target_text(Kit& kit, analysis::Indicator const& i) {
    if (!i.target || i.better == analysis::Better::neutral) return {};
    char const* const sign = i.better == analysis::Better::more ? "≥ " : "≤ ";
    int const decimals = *i.target == std::floor(*i.target) ? 0 : *i.target * 10 == std::floor(*i.target * 10) ? 1 : 2;
    return kit.say("indicators.target", {sign + Kit::number(*i.target, decimals)});
}

Comparison compared(Kit& kit, IndicatorRow const& row, std::optional<double> const& before, char const* key) {
    if (!before || !row.figure.value) return {};
    Palette const& p = kit.palette();
    double const scale = std::pow(10.0, row.definition.decimals);
    double const by = std::round((*row.figure.value - *before) * scale) / scale;
    std::string text = by == 0 ? std::string(kit.say("indicators.same"))
                               : (by > 0 ? "+" : "−") + Kit::number(std::abs(by), row.definition.decimals);
    bool const judged = row.definition.better != analysis::Better::neutral && by != 0;
    bool const better = (by > 0) == (row.definition.better == analysis::Better::more);
    return {kit.say(key, {text}), !judged ? p.quiet : better ? p.good : p.warning};
}

void days_line(Kit& kit, ImDrawList* list, ImVec2 at, ImVec2 size, IndicatorRow const& row) {
    double low = 1e300, high = -1e300;
    for (auto const& day : row.days)
        if (day) low = std::min(low, *day), high = std::max(high, *day);
    if (row.days.size() < 2 || low > high) return;
    // What hardly changes is a level line, not a mountain range.
    double const least = std::max(std::abs(high) * 0.02, 1e-9);
    if (high - low < least) {
        double const middle = (high + low) / 2;
        low = middle - least / 2, high = middle + least / 2;
    }
    ImU32 const colour = kit.palette().series[0];
    std::vector<ImVec2> points;
    auto const flush = [&] {
        if (points.size() > 1)
            list->AddPolyline(points.data(), static_cast<int>(points.size()), colour, 0, std::max(1.25F, kit.px(1.5F)));
        points.clear();
    };
    for (std::size_t i = 0; i < row.days.size(); ++i) {
        if (!row.days[i]) {
            flush();
            continue;
        }
        float const x = at.x + size.x * static_cast<float>(i) / static_cast<float>(row.days.size() - 1);
        float const y = at.y + size.y * static_cast<float>((high - *row.days[i]) / (high - low));
        points.push_back({x, y});
    }
    if (!points.empty()) list->AddCircleFilled(points.back(), kit.px(2), colour, 12);
    flush();
}

}  // namespace ui
