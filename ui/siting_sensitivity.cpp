// How much the ranking hangs on the weights: each alone, and all at once by dice.
#include <algorithm>
#include <cmath>

#include "ui/draw.h"
#include "ui/live_rows.h"
#include "ui/palette.h"
#include "ui/siting_parts.h"
#include "ui/widgets.h"

namespace ui {
namespace {

constexpr std::size_t kSpreads = 8;  ///< sites whose spread of ranks is shown
constexpr double kReach = 1;         ///< the chart shows a weight from nothing to twice itself
constexpr double kAsked = 0.2;       ///< the change that is asked for in the first place

using TippingChange = analysis::TippingPoint::Change;

/// From the best to the worst rank over all runs, the mean as a dot.
void draw_spreads(PanelContext& context, SitingFacts const& facts) {
    Kit& kit = context.kit;
    Palette const& p = kit.palette();
    auto const& judged = *facts.judged;
    heading(kit, kit.say("siting.spread"), kit.say("siting.spread.note"));
    std::size_t const shown = std::min(kSpreads, judged.order.size());
    std::uint32_t last = 2;
    for (std::size_t i = 0; i < shown; ++i) last = std::max(last, judged.stability.weighted[judged.order[i]].worst);
    float const width = ImGui::GetContentRegionAvail().x, left = kit.px(76), right = kit.px(48);
    ImFont* const small = kit.font(Type::small);
    ImDrawList* const list = ImGui::GetWindowDrawList();
    for (std::size_t i = 0; i < shown; ++i) {
        std::uint32_t const row = judged.order[i];
        analysis::RankSpread const& spread = judged.stability.weighted[row];
        ImVec2 const at = ImGui::GetCursorScreenPos();
        float const room = width - left - right, y = at.y + kit.px(12);
        auto const x = [&](double rank) {
            return at.x + left + static_cast<float>((rank - 1) / std::max(1.0, last - 1.0)) * room;
        };
        put_text(kit, small, {at.x, at.y + kit.px(4)}, p.text,
                 cut_end(small, facts.measured->sites[judged.ranking.sites[row]].id, left - kit.px(8)));
        list->AddLine({x(1), y}, {x(last), y}, p.raised, kit.px(2));
        list->AddRectFilled({x(spread.best) - kit.px(2), y - kit.px(3)}, {x(spread.worst) + kit.px(2), y + kit.px(3)},
                            faded(p.accent, 0.45F), kit.px(3));
        list->AddCircleFilled({x(spread.mean), y}, kit.px(5), p.accent);
        put_text_right(kit, small, {at.x + width, at.y + kit.px(4)}, p.quiet, Kit::percent(spread.first, 0));
        ImGui::Dummy({width, kit.px(24)});
        hover_text(kit,
                   kit.show(kit.say("siting.spread.row", {std::to_string(spread.best), std::to_string(spread.worst),
                                                          Kit::number(spread.mean, 1), Kit::percent(spread.first, 1),
                                                          Kit::percent(judged.stability.closeness[row].first, 1)})));
    }
    ImVec2 const at = ImGui::GetCursorScreenPos();
    put_text(kit, small, {at.x + left, at.y}, p.quiet, kit.say("siting.rank_n", {"1"}));
    put_text_right(kit, small, {at.x + width - right, at.y}, p.quiet, kit.say("siting.rank_n", {std::to_string(last)}));
    put_text_right(kit, small, {at.x + width, at.y}, p.quiet, kit.say("siting.first_in"));
    ImGui::Dummy({width, kit.px(20)});
}

std::string site_of(SitingFacts const& facts, std::uint32_t row) {
    return facts.measured->sites[facts.judged->ranking.sites[row]].id;
}

/// "+35% P12", "×12 P12"
std::string words_of(SitingFacts const& facts, TippingChange const& change) {
    double const by = std::abs(change.by);
    std::string const much =
        by > 9.99 ? "×" + Kit::number(1 + by, 0) : (change.by < 0 ? "−" : "+") + Kit::percent(by, 0);
    return much + " " + site_of(facts, change.row);
}

/// The nearer of both, which is what one has to know first.
std::optional<TippingChange> nearest(analysis::TippingPoint const& tip) {
    if (!tip.up || !tip.down) return tip.up ? tip.up : tip.down;
    return std::abs(tip.up->by) <= std::abs(tip.down->by) ? tip.up : tip.down;
}

std::string detail_of(Kit& kit, SitingFacts const& facts, analysis::TippingPoint const& tip) {
    auto const& judged = *facts.judged;
    std::string out = kit.of(facts.study.criteria[tip.criterion].name);
    for (analysis::WeightChange const& change : judged.stability.changes) {
        if (change.criterion != tip.criterion) continue;
        std::string const by = (change.by < 0 ? "−" : "+") + Kit::percent(std::abs(change.by), 0);
        out += "\n" + kit.say("siting.change.row",
                              {by, site_of(facts, change.weighted_first), site_of(facts, change.closeness_first),
                               Kit::percent(change.weighted_kept, 0)});
    }
    for (auto const& change : {tip.down, tip.up})
        if (change) out += "\n" + kit.say("siting.tipping.row", {words_of(facts, *change)});
    return out + "\n" + kit.say("siting.tipping.how");
}

/// A weight from nothing to twice itself: where the first stays first, and where it does not.
void draw_weight(PanelContext& context, SitingFacts const& facts, analysis::TippingPoint const& tip) {
    Kit& kit = context.kit;
    Palette const& p = kit.palette();
    ImFont* const small = kit.font(Type::small);
    ImDrawList* const list = ImGui::GetWindowDrawList();
    ImVec2 const at = ImGui::GetCursorScreenPos();
    float const width = ImGui::GetContentRegionAvail().x, y = at.y + kit.px(28);
    auto const x = [&](double by) {
        return at.x + static_cast<float>((std::clamp(by, -kReach, kReach) + kReach) / (2 * kReach)) * width;
    };
    auto const least = nearest(tip);
    bool const soon = least && std::abs(least->by) <= kAsked;
    std::string const verdict = !least ? std::string(kit.say("siting.never")) : words_of(facts, *least);
    put_text_right(kit, small, {at.x + width, at.y + kit.px(2)}, soon ? p.warning : least ? p.text : p.quiet, verdict);
    put_text(kit, small, {at.x, at.y + kit.px(2)}, p.text,
             cut_end(small, kit.of(facts.study.criteria[tip.criterion].name),
                     width - text_width(small, verdict.c_str()) - kit.px(12)));
    double const low = tip.down ? tip.down->by : -kReach, high = tip.up ? tip.up->by : kReach;
    list->AddRectFilled({x(-kReach), y - kit.px(3)}, {x(kReach), y + kit.px(3)}, faded(p.warning, 0.45F), kit.px(3));
    list->AddRectFilled({x(low), y - kit.px(3)}, {x(high), y + kit.px(3)}, faded(p.accent, 0.6F), kit.px(3));
    for (double const edge : {-kAsked, kAsked})
        list->AddLine({x(edge), y - kit.px(6)}, {x(edge), y + kit.px(6)}, p.quiet, kit.px(1));
    for (auto const& change : {tip.down, tip.up}) {
        if (!change || std::abs(change->by) > kReach) continue;
        float const there = x(change->by), half = kit.px(4);
        list->AddTriangleFilled({there, y - half - 1}, {there - half, y + half}, {there + half, y + half}, p.text);
    }
    list->AddLine({x(0), y - kit.px(6)}, {x(0), y + kit.px(6)}, p.text, kit.px(2));
    ImGui::Dummy({width, kit.px(40)});
    hover_text(kit, kit.show(detail_of(kit, facts, tip)));
}

void draw_weights_alone(PanelContext& context, SitingFacts const& facts) {
    Kit& kit = context.kit;
    Palette const& p = kit.palette();
    auto const& judged = *facts.judged;
    heading(kit, kit.say("siting.tipping"), kit.say("siting.tipping.note"));
    std::size_t stays = 0;
    for (analysis::WeightChange const& change : judged.stability.changes)
        stays += change.weighted_first == judged.order.front();
    std::size_t const all = judged.stability.changes.size();
    paragraph(kit, kit.say("siting.change.sum", {std::to_string(stays), std::to_string(all)}),
              stays == all ? p.text : p.warning, Type::body);
    for (analysis::TippingPoint const& tip : judged.stability.tipping) draw_weight(context, facts, tip);
    ImVec2 const at = ImGui::GetCursorScreenPos();
    float const width = ImGui::GetContentRegionAvail().x;
    ImFont* const small = kit.font(Type::small);
    auto const mark = [&](double by, char const* text, Align align) {
        float const x = at.x + static_cast<float>((by + kReach) / (2 * kReach)) * width;
        put_text(ImGui::GetWindowDrawList(), small, {x, at.y}, p.quiet, text, align);
    };
    mark(-kReach, "−100%", Align::left);
    mark(-kAsked, "−20%", Align::right);
    mark(kAsked, "+20%", Align::left);
    mark(kReach, "+100%", Align::right);
    ImGui::Dummy({width, kit.px(24)});
}

}  // namespace

void draw_siting_sensitivity(PanelContext& context, SitingFacts const& facts) {
    draw_weights_alone(context, facts);
    draw_spreads(context, facts);
}

}  // namespace ui
