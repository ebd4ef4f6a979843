// How much each criterion counts, by hand or by judgements in pairs, and how much the ranking hangs on it.
#include <algorithm>
#include <array>
#include <cmath>

#include "ui/draw.h"
#include "ui/live_rows.h"
#include "ui/palette.h"
#include "ui/siting_add.h"
#include "ui/siting_parts.h"
#include "ui/widgets.h"

namespace ui {
namespace {

constexpr int kScale = 8;  ///< steps from "as much" to "utterly", each way

void draw_way(PanelContext& context, SitingFacts const& facts) {
    Kit& kit = context.kit;
    ImGui::Dummy({0, kit.px(4)});
    bool const pairs = facts.study.by_pairs;
    if (chip(kit, "pairs", kit.say("siting.by_pairs"), pairs) && !pairs) {
        analysis::Study study = facts.study;
        study.by_pairs = true;
        push_study(context, std::move(study));
    }
    ImGui::SameLine(0, kit.px(8));
    if (chip(kit, "hand", kit.say("siting.by_hand"), !pairs) && pairs) {
        analysis::Study study = facts.study;
        study.by_pairs = false;
        // What was judged is where the hand begins.
        auto const& judged = facts.judged->pairs;
        for (std::size_t c = 0; judged && c < study.criteria.size(); ++c) study.criteria[c].weight = judged->weights[c];
        push_study(context, std::move(study));
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
            push_study(context, std::move(study));
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

/// One step on Saaty's scale towards the first or the second of two criteria.
double stepped(double judgement, int towards_first) {
    double const place = place_of(judgement) - towards_first / (2.0 * kScale);
    return judgement_of(std::clamp(place, 0.0, 1.0));
}

/// Arrows change the judgement that was touched last, and go from one to the next. Returns its step towards the first.
int steer(PanelContext& context, int pairs) {
    Kit& kit = context.kit;
    SitingState& state = context.state.siting;
    if (state.pair < 0 || state.pair >= pairs || ImGui::GetIO().WantTextInput) return 0;
    if (kit.pressed(Key::escape)) {
        state.pair = -1;
        return 0;
    }
    state.holds_keys = true;
    if (kit.pressed(Key::down)) state.pair = std::min(state.pair + 1, pairs - 1);
    if (kit.pressed(Key::up)) state.pair = std::max(state.pair - 1, 0);
    return kit.pressed(Key::left) ? 1 : kit.pressed(Key::right) ? -1 : 0;
}

/// Both criteria over a line whose knob is nearer to the one that matters more.
bool draw_pair(PanelContext& context, SitingFacts const& facts, std::size_t a, std::size_t b, double& judgement,
               bool worst, bool chosen, bool& touched) {
    Kit& kit = context.kit;
    Palette const& p = kit.palette();
    ImFont* const small = kit.font(Type::small);
    ImVec2 const at = ImGui::GetCursorScreenPos();
    float const width = ImGui::GetContentRegionAvail().x, half = width / 2 - kit.px(36);
    if (worst)
        ImGui::GetWindowDrawList()->AddRectFilled({at.x - kit.px(4), at.y - kit.px(2)},
                                                  {at.x + width + kit.px(4), at.y + kit.px(38)}, faded(p.bad, 0.14F),
                                                  kit.px(4));
    if (chosen)
        ImGui::GetWindowDrawList()->AddRect({at.x - kit.px(4), at.y - kit.px(2)},
                                            {at.x + width + kit.px(4), at.y + kit.px(38)}, p.accent, kit.px(4));
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
    touched = ImGui::IsItemActive();
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
    if (ImGui::GetIO().MouseClicked[0] && ImGui::IsWindowHovered()) context.state.siting.pair = -1;
    std::size_t const n = facts.study.criteria.size();
    auto const& worst = facts.judged->pairs ? facts.judged->pairs->worst : std::nullopt;
    bool const bad = facts.judged->pairs && !facts.judged->pairs->consistent;
    SitingState& state = context.state.siting;
    int const step = steer(context, static_cast<int>(facts.study.judgements.size()));
    std::size_t k = 0;
    for (std::size_t a = 0; a < n; ++a) {
        for (std::size_t b = a + 1; b < n; ++b, ++k) {
            if (k >= facts.study.judgements.size()) return;
            bool const chosen = state.pair == static_cast<int>(k);
            bool const off = bad && worst &&
                             ((worst->first == a && worst->second == b) || (worst->first == b && worst->second == a));
            double judgement = facts.study.judgements[k];
            ImGui::PushID(static_cast<int>(k));
            bool touched = false;
            bool const moved = draw_pair(context, facts, a, b, judgement, off, chosen, touched);
            if (touched) state.pair = static_cast<int>(k);
            bool const steps = chosen && step != 0;
            if (steps) judgement = stepped(judgement, step);
            if (moved || steps) {
                analysis::Study study = facts.study;
                study.judgements[k] = judgement;
                push_study(context, std::move(study));
            }
            ImGui::PopID();
        }
    }
}

}  // namespace

void draw_siting_weights(PanelContext& context, SitingFacts const& facts) {
    draw_way(context, facts);
    if (facts.study.by_pairs)
        draw_pairs(context, facts);
    else
        draw_hand(context, facts);
    if (!facts.judged->order.empty()) draw_siting_sensitivity(context, facts);
    draw_siting_keep(context, facts);
}

}  // namespace ui
