// Schemes on the chosen site: what they come to against the plan, and what their neighbours and views lose.
#include <algorithm>
#include <cmath>

#include "ui/draw.h"
#include "ui/live_rows.h"
#include "ui/palette.h"
#include "ui/siting_parts.h"
#include "ui/widgets.h"

namespace ui {
namespace {

constexpr std::size_t kNeighbours = 8;  ///< listed, the worst

using analysis::MassingCheck;
using analysis::Scheme;
using analysis::SchemeResult;

void push_schemes(PanelContext& context, std::vector<Scheme> schemes) {
    context.push(SitingCommand{EditSchemes{std::make_shared<std::vector<Scheme> const>(std::move(schemes))}});
}

void draw_choice(PanelContext& context, SitingFacts const& facts) {
    Kit& kit = context.kit;
    SitingState& state = context.state.siting;
    for (std::size_t i = 0; i < facts.schemes.size(); ++i) {
        ImGui::PushID(static_cast<int>(i));
        std::string const letter(1, static_cast<char>('A' + i));
        if (chip(kit, "scheme", kit.say("siting.scheme_n", {letter}).c_str(), state.scheme == static_cast<int>(i))) {
            state.scheme = static_cast<int>(i);
            if (facts.shown >= 0) context.push(SitingCommand{ShowScheme{state.scheme}});
        }
        ImGui::PopID();
        ImGui::SameLine(0, kit.px(8));
    }
    bool const room = facts.schemes.size() < analysis::kMostSchemes;
    if (room && chip(kit, "add", kit.say("siting.add_scheme"), false)) {
        std::vector<Scheme> schemes = facts.schemes;
        Scheme copy = schemes.empty() ? Scheme{} : schemes[static_cast<std::size_t>(std::max(0, state.scheme))];
        std::string const letter(1, static_cast<char>('A' + schemes.size()));
        copy.name = {"方案" + letter, "Scheme " + letter};
        schemes.push_back(copy);
        state.scheme = static_cast<int>(schemes.size()) - 1;
        push_schemes(context, std::move(schemes));
    }
    if (!room) ImGui::NewLine();
    ImGui::Dummy({0, kit.px(4)});
}

/// "school.glb", with its folder where it lies in one.
std::string file_title(std::string const& path) {
    auto const cut = path.rfind('/');
    return cut == std::string::npos ? path : path.substr(cut + 1);
}

/// Slabs, or one of the models beside the file of studies.
bool choose_model(PanelContext& context, SitingFacts const& facts, Scheme& scheme) {
    Kit& kit = context.kit;
    if (facts.model_files.empty() && scheme.model.empty()) return false;
    std::vector<Choice> choices;
    for (std::string const& file : facts.model_files) choices.push_back({file, file_title(file), {}});
    std::string chosen = scheme.model;
    float const width = ImGui::GetContentRegionAvail().x;
    if (!choice_field(kit, "scheme model", kit.say("siting.model.none"), choices, chosen, width)) return false;
    // Its own north and as many storeys as fit, until somebody says otherwise; slabs as they come.
    scheme.heading = chosen.empty() ? Scheme{}.heading : 0;
    scheme.storeys = chosen.empty() ? Scheme{}.storeys : 0;
    scheme.scale = 1;
    scheme.floor_area = 0;
    scheme.model = std::move(chosen);
    return true;
}

/// Steppers for the numbers of one scheme.
struct Steppers {
    Kit& kit;
    bool changed = false;

    void whole(char const* key, int& value, double least, double most, char const* unit) {
        double now = value;
        Stepped const what{.id = key,
                           .name = kit.say(key),
                           .text = Kit::number(now) + kit.say(unit),
                           .step = 1,
                           .least = least,
                           .most = most};
        if (!stepper(kit, what, now)) return;
        value = static_cast<int>(std::lround(now));
        changed = true;
    }
    void real(char const* key, double& value, double step, double least, double most, int decimals, char const* unit,
              double shown = 1) {
        double now = value;
        Stepped const what{.id = key,
                           .name = kit.say(key),
                           .text = Kit::number(now * shown, decimals) + kit.say(unit),
                           .step = step,
                           .least = least,
                           .most = most};
        if (!stepper(kit, what, now)) return;
        value = now;
        changed = true;
    }
};

void draw_parameters(PanelContext& context, SitingFacts const& facts, std::size_t i) {
    Scheme scheme = facts.schemes[i];
    Steppers steppers{context.kit, choose_model(context, facts, scheme)};
    bool const model = !scheme.model.empty();
    double const fewest = model ? 0 : 1;
    if (!model) steppers.whole("siting.blocks", scheme.blocks, fewest, 40, "siting.u.blocks");
    steppers.whole("siting.storeys", scheme.storeys, fewest, 120,
                   model && scheme.storeys == 0 ? "siting.u.by_height" : "siting.u.storeys");
    steppers.real("siting.storey_height", scheme.storey_height, 0.1, 2.4, 9, 1, "siting.u.m");
    if (model) {
        steppers.real("siting.scale", scheme.scale, 0.05, 0.05, 20, 2, "siting.u.times");
        steppers.real("siting.given_floor", scheme.floor_area, 100, 0, 1e6, 0,
                      scheme.floor_area > 0 ? "siting.u.m2" : "siting.u.by_outline");
    } else {
        steppers.real("siting.length", scheme.length, 2, 6, 400, 0, "siting.u.m");
        steppers.real("siting.depth", scheme.depth, 1, 6, 150, 0, "siting.u.m");
        steppers.real("siting.gap", scheme.gap, 1, 0, 150, 0, "siting.u.m");
    }
    steppers.real(model ? "siting.turn" : "siting.heading", scheme.heading, 5, 0, 360, 0, "siting.u.degrees");
    steppers.real("siting.east", scheme.shift_x, 2, -400, 400, 0, "siting.u.m");
    steppers.real("siting.north", scheme.shift_y, 2, -400, 400, 0, "siting.u.m");
    steppers.real("siting.green", scheme.green, 0.05, 0, 1, 0, "siting.u.percent", 100);
    if (!steppers.changed) return;
    std::vector<Scheme> schemes = facts.schemes;
    schemes[i] = scheme;
    push_schemes(context, std::move(schemes));
}

bool broken(SchemeResult const& r, MassingCheck::What what) {
    return std::ranges::any_of(r.massing.broken, [&](MassingCheck const& check) { return check.what == what; });
}

/// Name, value, the limit, and a mark that says whether it is kept.
void figure_row(Kit& kit, char const* name, std::string const& value, std::string const& limit, bool bad, bool judged) {
    Palette const& p = kit.palette();
    ImVec2 const at = ImGui::GetCursorScreenPos();
    float const width = ImGui::GetContentRegionAvail().x, height = kit.px(28);
    ImFont* const body = kit.font(Type::body);
    ImFont* const small = kit.font(Type::small);
    ImDrawList* const list = ImGui::GetWindowDrawList();
    put_text(kit, body, {at.x, at.y + kit.px(4)}, p.quiet, name);
    put_text_right(kit, kit.font(Type::body, true), {at.x + width - kit.px(116), at.y + kit.px(4)},
                   bad ? p.bad : p.text, value);
    put_text_right(kit, small, {at.x + width - kit.px(20), at.y + kit.px(6)}, p.quiet, limit);
    ImVec2 const mark{at.x + width - kit.px(7), at.y + height / 2};
    if (judged) level_mark(kit, list, mark, kit.px(5), bad ? Urgent::red : Urgent::blue, true);
    list->AddLine({at.x, at.y + height - 1}, {at.x + width, at.y + height - 1}, faded(p.line, 0.5F));
    ImGui::Dummy({width, height});
}

void draw_figures(PanelContext& context, SchemeResult const& r) {
    Kit& kit = context.kit;
    using What = MassingCheck::What;
    auto const& m = r.massing;
    auto const& l = r.limits;
    auto const at_most = [&](std::optional<double> const& limit, int decimals, double times, char const* unit) {
        return limit ? "≤ " + Kit::number(*limit * times, decimals) + unit : std::string(kit.say("siting.no_limit"));
    };
    auto const at_least = [&](std::optional<double> const& limit, int decimals, double times, char const* unit) {
        return limit ? "≥ " + Kit::number(*limit * times, decimals) + unit : std::string(kit.say("siting.no_limit"));
    };
    heading(kit, kit.say("siting.figures"), kit.say("siting.figures.note"));
    figure_row(kit, kit.say("siting.far"), Kit::number(m.far, 2), at_most(l.most_far, 2, 1, ""),
               broken(r, What::far_high) || broken(r, What::far_low), l.most_far.has_value());
    figure_row(kit, kit.say("siting.density"), Kit::percent(m.density, 1), at_most(l.most_density, 0, 100, "%"),
               broken(r, What::density), l.most_density.has_value());
    figure_row(kit, kit.say("siting.height"), Kit::number(m.most_height, 1) + " m", at_most(l.most_height, 0, 1, " m"),
               broken(r, What::height) || broken(r, What::top), l.most_height.has_value());
    double const setback = m.setback.empty() ? 0 : *std::min_element(m.setback.begin(), m.setback.end());
    figure_row(kit, kit.say("siting.setback"), Kit::number(setback, 1) + " m", at_least(l.least_setback, 0, 1, " m"),
               broken(r, What::setback) || broken(r, What::outside), true);
    figure_row(kit, kit.say("siting.green"), Kit::percent(m.green, 0), at_least(l.least_green, 0, 100, "%"),
               broken(r, What::green), l.least_green.has_value());
    figure_row(kit, kit.say("siting.floor_area"), Kit::number(m.floor_area) + " m²",
               kit.say("siting.cleared", {Kit::number(static_cast<double>(r.cleared.size()))}), false, false);
    for (MassingCheck const& check : m.broken) {
        level_item(kit, Urgent::red);
        ImGui::SameLine(0, kit.px(8));
        paragraph(kit, kit.of(analysis::describe(check, r.blocks)), kit.palette().bad);
    }
}

void draw_sun(PanelContext& context, SitingFacts const& facts, SchemeResult const& r) {
    Kit& kit = context.kit;
    heading(kit, kit.say("siting.sun"), kit.say("siting.sun.note"));
    stat_strip(kit, {{Kit::number(static_cast<double>(r.looked_at)), kit.say("siting.sun.looked_at")},
                     {Kit::number(static_cast<double>(r.fallen)), kit.say("siting.sun.fallen"), Urgent::red},
                     {Kit::number(static_cast<double>(r.worse)), kit.say("siting.sun.worse"), Urgent::orange},
                     {Kit::number(r.most_lost, 1), kit.say("siting.sun.most")}});
    std::size_t shown = 0;
    for (analysis::NeighbourLoss const& loss : r.neighbours) {
        if (shown == kNeighbours || loss.most_lost <= 0) break;
        ++shown;
        ListRow row;
        row.id = "sun" + std::to_string(loss.building);
        row.title = loss.name;
        row.detail = kit.of(loss.rule) + " · " + kit.say("siting.sun.storey", {std::to_string(loss.storey)});
        row.urgent = loss.fallen > 0 ? Urgent::red : loss.worse_below > 0 ? Urgent::orange : Urgent::blue;
        row.right = Kit::number(loss.least_before, 1) + " → " + Kit::number(loss.least_after, 1) + " h";
        row.right_detail =
            loss.fallen + loss.worse_below > 0
                ? kit.say("siting.sun.windows", {Kit::number(static_cast<double>(loss.fallen + loss.worse_below))})
                : std::string(kit.say("siting.sun.kept"));
        if (loss.fallen > 0) row.right_colour = kit.palette().bad;
        if (list_row(kit, row))
            choose(context, Subject{SubjectKind::building, loss.building, {}, base::Vec3d{loss.at.x, loss.at.y, 0}});
        hover_text(kit, kit.show(kit.of(loss.said)));
    }
    if (shown == 0) paragraph(kit, kit.say("siting.sun.nothing"), kit.palette().quiet, Type::body);
    if (!kit.of(r.sun_problem).empty()) paragraph(kit, kit.of(r.sun_problem), kit.palette().bad);
    std::string notice = kit.of(analysis::sunlight_notice());
    if (facts.sun_rules_for_reference) notice += kit.say("siting.sun.reference");
    paragraph(kit, notice, kit.palette().quiet);
}

}  // namespace

void draw_siting_schemes(PanelContext& context, SitingFacts const& facts) {
    Kit& kit = context.kit;
    SitingState& state = context.state.siting;
    bool const there = facts.chosen >= 0 && static_cast<std::size_t>(facts.chosen) < facts.measured->sites.size();
    if (!there) {
        empty_state(kit, kit.say("siting.no_site"), kit.say("siting.no_site.do"));
        return;
    }
    auto const site = static_cast<std::size_t>(facts.chosen);
    ImGui::Dummy({0, kit.px(4)});
    std::string const area = kit.say("siting.hectares", {Kit::number(facts.measured->sites[site].area / 10'000, 2)});
    heading(kit, kit.show(site_title(kit, facts, site)), area.c_str());
    draw_choice(context, facts);
    if (facts.schemes.empty()) {
        paragraph(kit, kit.say("siting.no_schemes"), kit.palette().quiet, Type::body);
        return;
    }
    state.scheme = std::clamp(state.scheme, 0, static_cast<int>(facts.schemes.size()) - 1);
    auto const i = static_cast<std::size_t>(state.scheme);
    paragraph(kit, kit.of(facts.schemes[i].name), kit.palette().text, Type::body);
    bool const shown = facts.shown == state.scheme;
    if (primary_button(kit, kit.say(shown ? "siting.hide" : "siting.show")))
        context.push(SitingCommand{ShowScheme{shown ? -1 : state.scheme}});
    ImGui::SameLine(0, kit.px(8));
    if (quiet_button(kit, kit.say("siting.compare"))) {
        state.compare = true;
        state.compared = 1;
    }
    ImGui::Dummy({0, kit.px(4)});
    std::string const problem = i < facts.scheme_problems.size() ? kit.of(facts.scheme_problems[i]) : std::string();
    if (!problem.empty()) paragraph(kit, problem, kit.palette().bad, Type::body);
    if (i < facts.results.size() && facts.results[i])
        draw_figures(context, *facts.results[i]);
    else if (problem.empty())
        paragraph(kit, kit.say("siting.assessing"), kit.palette().accent);
    if (!facts.schemes[i].model.empty()) paragraph(kit, kit.say("siting.model.note"), kit.palette().quiet);
    heading(kit, kit.say("siting.parameters"), kit.say("siting.parameters.note"));
    draw_parameters(context, facts, i);
    if (i < facts.results.size() && facts.results[i]) {
        draw_siting_views(context, facts, *facts.results[i]);
        draw_sun(context, facts, *facts.results[i]);
    }
}

}  // namespace ui
