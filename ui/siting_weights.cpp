// How much each criterion counts, by hand or by judgements in pairs, and how much the ranking hangs on it.
#include <algorithm>
#include <array>
#include <cmath>

#include "ui/draw.h"
#include "ui/live_rows.h"
#include "ui/palette.h"
#include "ui/siting_parts.h"
#include "ui/widgets.h"

namespace ui {
namespace {

constexpr int kScale = 8;            ///< steps from "as much" to "utterly", each way
constexpr std::size_t kSpreads = 8;  ///< sites whose spread of ranks is shown

void push(PanelContext& context, analysis::Study study) {
    context.push(SitingCommand{EditStudy{std::make_shared<analysis::Study const>(std::move(study))}});
}

void draw_way(PanelContext& context, SitingFacts const& facts) {
    Kit& kit = context.kit;
    ImGui::Dummy({0, kit.px(4)});
    bool const pairs = facts.study.by_pairs;
    if (chip(kit, "pairs", kit.say("siting.by_pairs"), pairs) && !pairs) {
        analysis::Study study = facts.study;
        study.by_pairs = true;
        push(context, std::move(study));
    }
    ImGui::SameLine(0, kit.px(8));
    if (chip(kit, "hand", kit.say("siting.by_hand"), !pairs) && pairs) {
        analysis::Study study = facts.study;
        study.by_pairs = false;
        // What was judged is where the hand begins.
        auto const& judged = facts.judged->pairs;
        for (std::size_t c = 0; judged && c < study.criteria.size(); ++c) study.criteria[c].weight = judged->weights[c];
        push(context, std::move(study));
    }
    ImGui::Dummy({0, kit.px(4)});
}

void draw_hand(PanelContext& context, SitingFacts const& facts) {
    Kit& kit = context.kit;
    double most = 0, sum = 0;
    for (auto const& c : facts.study.criteria) {
        most = std::max(most, c.weight);
        sum += c.weight;
    }
    for (std::size_t c = 0; c < facts.study.criteria.size(); ++c) {
        auto const& criterion = facts.study.criteria[c];
        ImGui::PushID(static_cast<int>(c));
        name_value(kit, (kit.of(criterion.name) + (criterion.less_is_better ? "  ↓" : "  ↑")).c_str(),
                   sum > 0 ? Kit::percent(criterion.weight / sum, 1).c_str() : "–",
                   kit.of(facts.measured->criteria[c].how).c_str());
        // Shares of a half fill the line; what is more is set by lowering the others.
        double share = sum > 0 ? std::min(1.0, 2 * criterion.weight / sum) : 0;
        if (slider(kit, "weight", share, criterion_colour(kit, c), ImGui::GetContentRegionAvail().x)) {
            analysis::Study study = facts.study;
            double const others = sum - criterion.weight, part = std::min(share / 2, 0.98);
            study.criteria[c].weight = others > 0 ? others * part / (1 - part) : 1;
            push(context, std::move(study));
        }
        ImGui::PopID();
    }
}

/// From 1/9 at the right to 9 at the left, as a place on a line.
double place_of(double judgement) {
    double const step = judgement >= 1 ? judgement - 1 : -(1 / judgement - 1);
    return 0.5 - step / (2 * kScale);
}
double judgement_of(double place) {
    double const step = std::round((0.5 - place) * 2 * kScale);
    return step >= 0 ? step + 1 : 1 / (1 - step);
}

std::string words_of(Kit& kit, double judgement) {
    double const much = judgement >= 1 ? judgement : 1 / judgement;
    return much < 1.5 ? std::string(kit.say("siting.as_much")) : kit.say("siting.times", {Kit::number(much, 0)});
}

/// Both criteria over a line whose knob is nearer to the one that matters more.
bool draw_pair(PanelContext& context, SitingFacts const& facts, std::size_t a, std::size_t b, double& judgement,
               bool worst) {
    Kit& kit = context.kit;
    Palette const& p = kit.palette();
    ImFont* const small = kit.font(Type::small);
    ImVec2 const at = ImGui::GetCursorScreenPos();
    float const width = ImGui::GetContentRegionAvail().x, half = width / 2 - kit.px(36);
    if (worst)
        ImGui::GetWindowDrawList()->AddRectFilled({at.x - kit.px(4), at.y - kit.px(2)},
                                                  {at.x + width + kit.px(4), at.y + kit.px(38)}, faded(p.bad, 0.14F),
                                                  kit.px(4));
    bool const first = judgement > 1.01, second = judgement < 0.99;
    put_text(kit, small, at, first ? p.text : p.quiet, cut_end(small, kit.of(facts.study.criteria[a].name), half));
    put_text_right(kit, small, {at.x + width, at.y}, second ? p.text : p.quiet,
                   cut_end(small, kit.of(facts.study.criteria[b].name), half));
    std::string const words = words_of(kit, judgement);
    put_text(ImGui::GetWindowDrawList(), small, {at.x + width / 2, at.y}, worst ? p.bad : p.accent, words.c_str(),
             Align::centre);
    ImGui::SetCursorScreenPos({at.x, at.y + kit.px(17)});
    double place = place_of(judgement);
    bool const moved = slider(kit, "pair", place, worst ? p.bad : p.accent, width, true);
    double const now = judgement_of(place);
    ImGui::SetCursorScreenPos(at);
    ImGui::Dummy({width, kit.px(40)});
    if (!moved || std::abs(now - judgement) < 1e-9) return false;
    judgement = now;
    return true;
}

void draw_consistency(PanelContext& context, SitingFacts const& facts) {
    Kit& kit = context.kit;
    auto const& pairs = facts.judged->pairs;
    if (!pairs) return;
    level_item(kit, pairs->consistent ? Urgent::blue : Urgent::red);
    ImGui::SameLine(0, kit.px(8));
    std::string const text =
        kit.say(pairs->consistent ? "siting.consistent" : "siting.inconsistent", {Kit::number(pairs->cr, 3)});
    paragraph(kit, text, pairs->consistent ? kit.palette().text : kit.palette().bad, Type::body);
    if (!pairs->consistent) paragraph(kit, kit.of(facts.judged->blocked), kit.palette().bad);
    std::vector<Bar> bars;
    for (std::size_t c = 0; c < pairs->weights.size(); ++c)
        bars.push_back(
            {kit.of(facts.study.criteria[c].name), pairs->weights[c] * 100, 0, Kit::percent(pairs->weights[c], 1)});
    bar_list(kit, "weights", bars, ImGui::GetContentRegionAvail().x);
}

void draw_pairs(PanelContext& context, SitingFacts const& facts) {
    Kit& kit = context.kit;
    draw_consistency(context, facts);
    heading(kit, kit.say("siting.judgements"), kit.say("siting.judgements.note"));
    std::size_t const n = facts.study.criteria.size();
    auto const& worst = facts.judged->pairs ? facts.judged->pairs->worst : std::nullopt;
    bool const bad = facts.judged->pairs && !facts.judged->pairs->consistent;
    std::size_t k = 0;
    for (std::size_t a = 0; a < n; ++a) {
        for (std::size_t b = a + 1; b < n; ++b, ++k) {
            if (k >= facts.study.judgements.size()) return;
            bool const off = bad && worst &&
                             ((worst->first == a && worst->second == b) || (worst->first == b && worst->second == a));
            double judgement = facts.study.judgements[k];
            ImGui::PushID(static_cast<int>(k));
            if (draw_pair(context, facts, a, b, judgement, off)) {
                analysis::Study study = facts.study;
                study.judgements[k] = judgement;
                push(context, std::move(study));
            }
            ImGui::PopID();
        }
    }
}

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
    }
    ImVec2 const at = ImGui::GetCursorScreenPos();
    put_text(kit, small, {at.x + left, at.y}, p.quiet, kit.say("siting.rank_n", {"1"}));
    put_text_right(kit, small, {at.x + width - right, at.y}, p.quiet, kit.say("siting.rank_n", {std::to_string(last)}));
    put_text_right(kit, small, {at.x + width, at.y}, p.quiet, kit.say("siting.first_in"));
    ImGui::Dummy({width, kit.px(20)});
}

/// Which change of one weight puts another site first.
void draw_tipping(PanelContext& context, SitingFacts const& facts) {
    Kit& kit = context.kit;
    auto const& judged = *facts.judged;
    heading(kit, kit.say("siting.tipping"), kit.say("siting.tipping.note"));
    for (analysis::TippingPoint const& tip : judged.stability.tipping) {
        auto const words = [&](std::optional<analysis::TippingPoint::Change> const& change) {
            if (!change) return std::string(kit.say("siting.never"));
            double const by = std::abs(change->by);
            std::string const sign = change->by < 0 ? "−" : "+";
            std::string const much = by > 9.99 ? "×" + Kit::number(1 + by, 0) : sign + Kit::percent(by, 0);
            return much + " → " + facts.measured->sites[judged.ranking.sites[change->row]].id;
        };
        std::string const both = words(tip.up) + "  /  " + words(tip.down);
        name_value(kit, kit.of(facts.study.criteria[tip.criterion].name).c_str(),
                   !tip.up && !tip.down ? kit.say("siting.never") : both.c_str(), kit.say("siting.tipping.how"));
    }
}

}  // namespace

void draw_siting_weights(PanelContext& context, SitingFacts const& facts) {
    draw_way(context, facts);
    if (facts.study.by_pairs)
        draw_pairs(context, facts);
    else
        draw_hand(context, facts);
    if (facts.judged->order.empty()) return;
    draw_spreads(context, facts);
    draw_tipping(context, facts);
}

}  // namespace ui
