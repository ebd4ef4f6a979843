// What makes one site better than another: which figures, and which way they count.
#include <algorithm>
#include <cmath>

#include "analysis/site_edit.h"
#include "ui/draw.h"
#include "ui/icons.h"
#include "ui/live_rows.h"
#include "ui/palette.h"
#include "ui/siting_add.h"
#include "ui/siting_parts.h"
#include "ui/widgets.h"

namespace ui {
namespace {

using analysis::Study;
using analysis::StudyCriterion;

/// From the least to the most that ranked sites have, as where worth begins and ends.
std::vector<analysis::Worth> whole_worth(SitingFacts const& facts, std::size_t c) {
    double least = 1e300, most = -1e300;
    for (std::uint32_t const site : facts.judged->ranking.sites) {
        double const value = facts.measured->criteria[c].values[site];
        if (!std::isfinite(value)) continue;
        least = std::min(least, value);
        most = std::max(most, value);
    }
    if (!(least < most)) least = 0, most = 1;
    bool const less = facts.study.criteria[c].less_is_better;
    return {{std::floor(least), less ? 1.0 : 0.0},
            {std::max(std::ceil(most), std::floor(least) + 1), less ? 0.0 : 1.0}};
}

double worth_step(double a, double b) {
    double const size = std::pow(10, std::floor(std::log10(std::max(1.0, std::abs(b - a)))));
    return std::max(0.5, size / 10);
}

/// Where its worth begins and ends. True: `criterion` has changed.
bool draw_worth(PanelContext& context, SitingFacts const& facts, std::size_t c, StudyCriterion& criterion) {
    Kit& kit = context.kit;
    bool const set = !criterion.worth.empty();
    if (chip(kit, "relative", kit.say("siting.worth.relative"), !set) && set) {
        criterion.worth.clear();
        return true;
    }
    ImGui::SameLine(0, kit.px(8));
    if (chip(kit, "fixed", kit.say("siting.worth.fixed"), set) && !set) {
        criterion.worth = whole_worth(facts, c);
        return true;
    }
    if (!set) return false;
    if (criterion.worth.size() > 2) {
        paragraph(kit, kit.say("siting.worth.curve", {std::to_string(criterion.worth.size())}), kit.palette().quiet);
        return false;
    }
    bool changed = false;
    double& low = criterion.worth[0].value;
    double& high = criterion.worth[1].value;
    double const step = worth_step(low, high);
    auto const end = [&](char const* id, double& value, double worth, double least, double most) {
        Stepped const what{.id = id,
                           .name = kit.say(worth > 0.5 ? "siting.worth.one" : "siting.worth.none"),
                           .text = measured_text(kit, facts, c, value),
                           .step = step,
                           .least = least,
                           .most = most};
        changed = stepper(kit, what, value) || changed;
    };
    end("low", low, criterion.worth[0].worth, -1e9, high - step / 2);
    end("high", high, criterion.worth[1].worth, low + step / 2, 1e9);
    return changed;
}

bool draw_particulars(PanelContext& context, SitingFacts const& facts, std::size_t c, StudyCriterion& criterion) {
    Kit& kit = context.kit;
    using analysis::Measure;
    bool changed = false;
    analysis::MeasureSpec& spec = criterion.measure;
    bool const near = spec.what == Measure::tickets || spec.what == Measure::events || spec.what == Measure::count;
    if (spec.what == Measure::people) {
        for (double const minutes : {5.0, 10.0, 15.0}) {
            std::string const text = kit.say("siting.minutes", {Kit::number(minutes)});
            if (chip(kit, text.c_str(), text.c_str(), spec.minutes == minutes) && spec.minutes != minutes) {
                spec.minutes = minutes;
                changed = true;
            }
            ImGui::SameLine(0, kit.px(8));
        }
        ImGui::NewLine();
    }
    if (near) {
        Stepped const what{.id = "radius",
                           .name = kit.say("siting.radius"),
                           .text = Kit::number(spec.radius) + kit.say("siting.u.m"),
                           .step = spec.radius < 1000 ? 50.0 : 250.0,
                           .least = 50,
                           .most = 20'000};
        changed = stepper(kit, what, spec.radius) || changed;
    }
    // A name that says "within 300 m" must not stay when it is 500.
    if (changed && facts.offers) criterion.name = name_of(spec, *facts.offers);
    changed = draw_worth(context, facts, c, criterion) || changed;
    paragraph(kit, kit.of(facts.measured->criteria[c].how), kit.palette().quiet);
    return changed;
}

void turn(StudyCriterion& criterion) {
    criterion.less_is_better = !criterion.less_is_better;
    for (analysis::Worth& point : criterion.worth) point.worth = 1 - point.worth;
}

/// Its colour, name and way; unfolded: its particulars.
void draw_criterion(PanelContext& context, SitingFacts const& facts, std::size_t c) {
    Kit& kit = context.kit;
    Palette const& p = kit.palette();
    SitingState& state = context.state.siting;
    StudyCriterion criterion = facts.study.criteria[c];
    bool const open = state.criterion == static_cast<int>(c);
    ImGui::PushID(static_cast<int>(c));
    ImVec2 const at = ImGui::GetCursorScreenPos();
    float const width = ImGui::GetContentRegionAvail().x, height = kit.px(32);
    char const* const way = kit.say(criterion.less_is_better ? "siting.less" : "siting.more_is");
    float const way_width = text_width(kit.font(Type::small), way) + kit.px(16), side = way_width + kit.px(40);
    if (ImGui::InvisibleButton("open", {width - side, height})) state.criterion = open ? -1 : static_cast<int>(c);
    bool const hovered = ImGui::IsItemHovered();
    hover_text(kit, kit.show(kit.of(facts.measured->criteria[c].how)));
    ImDrawList* const list = ImGui::GetWindowDrawList();
    if (hovered || open) list->AddRectFilled(at, {at.x + width - side, at.y + height}, p.raised, kit.px(4));
    list->AddRectFilled({at.x + kit.px(8), at.y + kit.px(12)}, {at.x + kit.px(16), at.y + kit.px(20)},
                        criterion_colour(kit, c), kit.px(2));
    ImFont* const body = kit.font(Type::body);
    put_text(kit, body, {at.x + kit.px(24), at.y + kit.px(6)}, p.text,
             cut_end(body, kit.of(criterion.name), width - side - kit.px(28)));
    ImGui::SetCursorScreenPos({at.x + width - side + kit.px(4), at.y + kit.px(4)});
    bool changed = false;
    if (chip(kit, "way", way, false)) {
        turn(criterion);
        changed = true;
    }
    ImGui::SetCursorScreenPos({at.x + width - kit.px(30), at.y + kit.px(2)});
    bool const drop = icon_button(kit, "drop", icon::kClose, kit.say("siting.remove"));
    ImGui::SetCursorScreenPos({at.x, at.y + height});
    ImGui::Dummy({width, kit.px(4)});
    if (open && !drop) changed = draw_particulars(context, facts, c, criterion) || changed;
    ImGui::PopID();
    if (!drop && !changed) return;
    Study study = facts.study;
    if (drop) {
        analysis::remove_criterion(study, c);
        state.criterion = -1;
    } else {
        study.criteria[c] = std::move(criterion);
    }
    push_study(context, std::move(study));
}

void draw_new_criterion(PanelContext& context, SitingFacts const& facts) {
    Kit& kit = context.kit;
    SitingDraft& draft = context.state.siting.criterion_draft;
    if (facts.study.by_pairs && facts.study.criteria.size() >= analysis::kMostJudged)
        return paragraph(kit, kit.say("siting.add.full", {std::to_string(analysis::kMostJudged)}), kit.palette().quiet);
    if (!draft.open) {
        draft.open = primary_button(kit, kit.say("siting.add.criterion"));
        return;
    }
    heading(kit, kit.say("siting.add.criterion"));
    ImGui::PushID("new");
    auto const spec = measure_form(kit, facts, draft);
    if (spec) {
        if (chip(kit, "more", kit.say("siting.more_is"), !draft.less)) draft.less = false;
        ImGui::SameLine(0, kit.px(8));
        if (chip(kit, "less", kit.say("siting.less"), draft.less)) draft.less = true;
        ImGui::Dummy({0, kit.px(4)});
    }
    bool const add = spec && primary_button(kit, kit.say("siting.add"));
    if (spec) ImGui::SameLine(0, kit.px(8));
    bool const cancel = quiet_button(kit, kit.say("siting.cancel"));
    ImGui::PopID();
    if (add) {
        StudyCriterion criterion;
        criterion.measure = *spec;
        criterion.name = name_of(*spec, facts.offers ? *facts.offers : SiteOffers{});
        criterion.unit = analysis::unit_of(spec->what);
        criterion.less_is_better = draft.less;
        Study study = facts.study;
        analysis::add_criterion(study, std::move(criterion));
        push_study(context, std::move(study));
    }
    if (add || cancel) draft = {};
}

}  // namespace

void draw_siting_criteria(PanelContext& context, SitingFacts const& facts) {
    Kit& kit = context.kit;
    ImGui::Dummy({0, kit.px(4)});
    // Both are edited and measured at different times: what is listed is what has been measured.
    std::size_t const n = std::min(facts.study.criteria.size(), facts.measured->criteria.size());
    for (std::size_t c = 0; c < n; ++c) draw_criterion(context, facts, c);
    ImGui::Dummy({0, kit.px(4)});
    draw_new_criterion(context, facts);
    draw_siting_keep(context, facts);
}

}  // namespace ui
