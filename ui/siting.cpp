// Site selection: what is asked, what came of it, and the way from a ranking to a scheme.
#include <algorithm>

#include "ui/draw.h"
#include "ui/icons.h"
#include "ui/live_rows.h"
#include "ui/palette.h"
#include "ui/panels.h"
#include "ui/siting_parts.h"
#include "ui/widgets.h"

namespace ui {
namespace {

constexpr std::size_t kRankedRows = 40;  ///< of the ranking
constexpr std::size_t kExcluded = 25;    ///< listed
constexpr float kSiteRow = 60;           ///< design pixels

std::size_t excluded_count(SitingFacts const& facts) {
    return static_cast<std::size_t>(
        std::ranges::count_if(facts.judged->excluded, [](auto const& reasons) { return !reasons.empty(); }));
}

void draw_head(PanelContext& context, SitingFacts const& facts) {
    Kit& kit = context.kit;
    if (facts.files.size() > 1) {
        std::vector<Choice> files;
        for (SitingFacts::Head const& head : facts.files) files.push_back({head.id, kit.of(head.name), ""});
        std::string file = facts.file;
        if (choice_field(kit, "##file", kit.say("siting.file"), files, file, ImGui::GetContentRegionAvail().x) &&
            !file.empty())
            context.push(SitingCommand{OpenSites{file}});
        ImGui::Dummy({0, kit.px(4)});
    }
    std::vector<Choice> choices;
    for (SitingFacts::Head const& head : facts.studies) choices.push_back({head.id, kit.of(head.name), ""});
    std::string chosen = facts.study.id;
    if (choice_field(kit, "##study", kit.say("siting.study"), choices, chosen, ImGui::GetContentRegionAvail().x) &&
        !chosen.empty())
        context.push(SitingCommand{OpenStudy{chosen}});
    ImGui::Dummy({0, kit.px(4)});
}

void draw_stats(PanelContext& context, SitingFacts const& facts) {
    Kit& kit = context.kit;
    auto const& judged = *facts.judged;
    bool const ranked = !judged.order.empty();
    std::string const stays = ranked ? Kit::percent(judged.stability.weighted_first_stays, 0) : std::string();
    stat_strip(kit, {{Kit::number(static_cast<double>(facts.measured->sites.size())), kit.say("siting.candidates")},
                     {Kit::number(static_cast<double>(excluded_count(facts))), kit.say("siting.excluded")},
                     {Kit::number(static_cast<double>(judged.ranking.sites.size())), kit.say("siting.ranked")},
                     {stays, kit.say("siting.stays"), {}, kit.say("siting.stays.note")}});
    Typed const small(kit, Type::small);
    std::string line = facts.busy            ? kit.say("siting.busy")
                       : facts.data_time > 0 ? kit.say("siting.data", {Kit::full_clock(facts.data_time)})
                                             : kit.say("siting.still_data");
    if (facts.busy && facts.done >= 0) line += " " + Kit::percent(double{facts.done}, 0);
    text_cut(kit, line, facts.busy ? kit.palette().accent : kit.palette().quiet);
}

/// Why the first is first, as a card.
void draw_why(PanelContext& context, SitingFacts const& facts) {
    Kit& kit = context.kit;
    std::string const why = kit.of(facts.judged->why);
    if (why.empty()) return;
    Palette const& p = kit.palette();
    ImVec2 const at = ImGui::GetCursorScreenPos();
    float const width = ImGui::GetContentRegionAvail().x, pad = kit.px(12);
    ImFont* const body = kit.font(Type::body);
    auto const lines = lines_of(body, kit.show(why), width - 2 * pad);
    float const height = body->FontSize * static_cast<float>(lines.size()) + kit.px(42);
    ImDrawList* const list = ImGui::GetWindowDrawList();
    list->AddRectFilled(at, {at.x + width, at.y + height}, p.raised, kit.px(4));
    list->AddRectFilled(at, {at.x + kit.px(3), at.y + height}, p.accent, kit.px(2));
    put_text(list, kit.font(Type::small, true), {at.x + pad, at.y + kit.px(10)}, p.accent, kit.say("siting.why"));
    float y = at.y + kit.px(30);
    for (std::string const& line : lines) {
        put_text(list, body, {at.x + pad, y}, p.text, line.c_str());
        y += body->FontSize;
    }
    ImGui::Dummy({width, height});
}

/// One limit's share of a row: its colour on the map, and the people within it.
void draw_band(Kit& kit, ImVec2 at, std::size_t band, std::string const& people) {
    std::uint32_t const c = kReachColours[band];
    ImGui::GetWindowDrawList()->AddRectFilled({at.x, at.y + kit.px(4)}, {at.x + kit.px(8), at.y + kit.px(12)},
                                              IM_COL32(c >> 16 & 255, c >> 8 & 255, c & 255, 255), kit.px(2));
    put_text(kit, kit.font(Type::small), {at.x + kit.px(14), at.y}, kit.palette().quiet,
             kit.say("siting.reach.minutes", {Kit::number(kReachMinutes[band], 0)}));
    put_text(kit, kit.font(Type::body, true), {at.x + kit.px(14), at.y + kit.px(18)}, kit.palette().text, people);
}

/// How many people reach the chosen site in how many minutes; the land is on the map. As high while it is worked out,
/// so that the rows below stay under the mouse.
void draw_catchment(PanelContext& context, SitingFacts const& facts) {
    if (facts.chosen < 0) return;
    Kit& kit = context.kit;
    SiteReach const* const reach = facts.catchments.get();
    ImGui::Dummy({0, kit.px(8)});
    heading(kit, kit.say("siting.reach", {facts.measured->sites[static_cast<std::size_t>(facts.chosen)].id}).c_str(),
            kit.say("siting.reach.note"));
    ImVec2 const at = ImGui::GetCursorScreenPos();
    float const width = ImGui::GetContentRegionAvail().x;
    bool const none = reach && reach->bands.empty();
    for (std::size_t i = 0; i < kReachMinutes.size() && !none; ++i) {
        std::string const people = !reach ? "…"
                                   : !reach->people_known
                                       ? kit.say("siting.no_data")
                                       : kit.say("siting.reach.people", {Kit::number(reach->bands[i].people, 0)});
        draw_band(kit, {at.x + width * static_cast<float>(i) / static_cast<float>(kReachMinutes.size()), at.y}, i,
                  people);
    }
    ImGui::Dummy({width, kit.px(none ? 4 : 40)});
    paragraph(kit, reach ? kit.of(reach->how) : kit.say("siting.busy"), kit.palette().quiet);
}

/// Which colour is which criterion, with its weight.
void draw_key(PanelContext& context, SitingFacts const& facts) {
    Kit& kit = context.kit;
    auto const& weights = facts.judged->ranking.weights;
    ImFont* const small = kit.font(Type::small);
    float const width = ImGui::GetContentRegionAvail().x, half = width / 2;
    ImVec2 const at = ImGui::GetCursorScreenPos();
    ImDrawList* const list = ImGui::GetWindowDrawList();
    for (std::size_t c = 0; c < weights.size(); ++c) {
        float const x = at.x + (c % 2 == 0 ? 0 : half), y = at.y + kit.px(20) * static_cast<float>(c / 2);
        list->AddRectFilled({x, y + kit.px(4)}, {x + kit.px(8), y + kit.px(12)}, criterion_colour(kit, c), kit.px(2));
        std::string const weight = Kit::percent(weights[c], 0);
        float const room = half - kit.px(24) - text_width(small, weight.c_str());
        put_text(kit, small, {x + kit.px(14), y}, kit.palette().quiet,
                 cut_end(small, kit.of(facts.study.criteria[c].name), room));
        put_text_right(kit, small, {x + half - kit.px(8), y}, kit.palette().text, weight);
    }
    ImGui::Dummy({width, kit.px(20) * static_cast<float>((weights.size() + 1) / 2) + kit.px(4)});
}

/// All parts of a score, a line each: value, worth, weight.
std::string parts_text(Kit& kit, SitingFacts const& facts, std::size_t row) {
    std::string out = kit.say("siting.parts");
    auto const& ranking = facts.judged->ranking;
    for (std::size_t c = 0; c < ranking.criteria(); ++c) {
        double const weight = ranking.weights[c], adds = ranking.contribution[row * ranking.criteria() + c];
        double const value = facts.measured->criteria[c].values[ranking.sites[row]];
        out += "\n" + kit.of(facts.study.criteria[c].name) + kit.say("siting.colon") +
               kit.say("siting.part",
                       {measured_text(kit, facts, c, value), weight > 0 ? Kit::number(adds / weight, 2) : "—",
                        Kit::percent(weight, 1), Kit::number(adds, 3)});
    }
    return out;
}

/// Rank, what it is, both scores, and what its score is made of.
void draw_site(PanelContext& context, SitingFacts const& facts, std::size_t row) {
    Kit& kit = context.kit;
    Palette const& p = kit.palette();
    auto const& ranking = facts.judged->ranking;
    std::uint32_t const site = ranking.sites[row];
    bool const chosen = facts.chosen == static_cast<std::int32_t>(site);
    ImVec2 const at = ImGui::GetCursorScreenPos();
    float const width = ImGui::GetContentRegionAvail().x, height = kit.px(kSiteRow);
    ImGui::PushID(static_cast<int>(site));
    bool const clicked = ImGui::InvisibleButton("site", {width, height});
    bool const hovered = ImGui::IsItemHovered();
    ImGui::PopID();
    ImDrawList* const list = ImGui::GetWindowDrawList();
    ImVec2 const end{at.x + width, at.y + height - kit.px(4)};
    if (hovered || chosen) list->AddRectFilled(at, end, p.raised, kit.px(4));
    if (chosen) list->AddRect(at, end, p.accent, kit.px(4), 0, kit.px(1.5F));
    rank_badge(context, {at.x + kit.px(8), at.y + kit.px(8)}, ranking.weighted_rank[row], ranking.sites.size());
    ImFont* const body = kit.font(Type::body, true);
    ImFont* const small = kit.font(Type::small);
    float const left = at.x + kit.px(46), right = end.x - kit.px(10);
    std::string const score = Kit::number(ranking.weighted[row], 3);
    put_text_right(kit, kit.font(Type::body, true), {right, at.y + kit.px(4)}, p.text, score);
    std::string const other =
        kit.say("siting.topsis", {Kit::number(ranking.closeness[row], 3), std::to_string(ranking.closeness_rank[row])});
    // Where the two ways disagree by more than two places, somebody should look.
    auto const apart = static_cast<int>(ranking.closeness_rank[row]) - static_cast<int>(ranking.weighted_rank[row]);
    put_text_right(kit, small, {right, at.y + kit.px(24)}, std::abs(apart) > 2 ? p.warning : p.quiet, other);
    std::string const& id = facts.measured->sites[site].id;
    put_text(kit, body, {left, at.y + kit.px(4)}, p.text, id);
    float const after = left + text_width(body, id.c_str()) + kit.px(10);
    std::string const words = site < facts.site_words.size() ? kit.of(facts.site_words[site]) : std::string();
    std::string const area = kit.say("siting.hectares", {Kit::number(facts.measured->sites[site].area / 10'000, 2)});
    put_text(kit, small, {after, at.y + kit.px(6)}, p.quiet,
             cut_end(small, words, right - after - text_width(body, score.c_str()) - kit.px(8)));
    put_text(kit, small, {left, at.y + kit.px(24)}, p.quiet, area);
    ImVec2 const bar{left, at.y + kit.px(45)}, long_{right - left, kit.px(6)};
    contribution_bar(kit, facts, row, bar, long_);
    // A hand hits twice as high as the eye sees.
    std::string hover;
    int const part = hovered ? contribution_under(facts, row, {bar.x, bar.y - kit.px(6)}, {long_.x, kit.px(16)}) : -1;
    if (part >= 0)
        hover = contribution_text(kit, facts, row, static_cast<std::size_t>(part));
    else if (hovered)
        hover = parts_text(kit, facts, row);
    if (!hover.empty()) hover_text(kit, kit.show(hover));
    if (clicked) context.push(SitingCommand{ChooseSite{static_cast<std::int32_t>(site), true}});
}

/// `reason`: a constraint of the study by its place there; -1: any.
bool is_excluded_by(analysis::JudgedStudy const& judged, std::size_t site, int reason) {
    if (reason < 0) return true;
    return std::ranges::any_of(judged.excluded[site], [&](analysis::Exclusion const& e) {
        std::string const& id =
            e.is_bound ? judged.constraints.bounds[e.which].id : judged.constraints.permitted[e.which].id;
        return id == std::to_string(reason);
    });
}

void list_excluded(PanelContext& context, SitingFacts const& facts) {
    Kit& kit = context.kit;
    auto const& judged = *facts.judged;
    std::size_t shown = 0, more = 0;
    for (std::size_t s = 0; s < judged.excluded.size(); ++s) {
        auto const why = analysis::why_not_ranked(facts.study, *facts.measured, judged, s);
        if (why.empty()) continue;
        std::string reasons;
        for (twin::Name const& each : why) reasons += (reasons.empty() ? "" : kit.say("siting.and")) + kit.of(each);
        if (!is_excluded_by(judged, s, context.state.siting.reason)) continue;
        if (shown++ >= kExcluded) {
            ++more;
            continue;
        }
        ListRow row;
        row.id = "x" + std::to_string(s);
        row.title = site_title(kit, facts, s);
        row.detail = reasons;
        row.marked = false;
        row.faint = true;
        row.chosen = facts.chosen == static_cast<std::int32_t>(s);
        if (list_row(kit, row)) context.push(SitingCommand{ChooseSite{static_cast<std::int32_t>(s), true}});
        hover_text(kit, kit.show(reasons));
    }
    if (more > 0) paragraph(kit, kit.say("siting.more", {Kit::number(static_cast<double>(more))}), kit.palette().quiet);
}

void draw_excluded(PanelContext& context, SitingFacts const& facts) {
    Kit& kit = context.kit;
    SitingState& state = context.state.siting;
    auto const& judged = *facts.judged;
    bool const all_ranked = judged.ranking.sites.size() == facts.measured->sites.size();
    if (all_ranked || (excluded_count(facts) == 0 && !judged.blocked.zh.empty())) return;
    heading(kit, kit.say("siting.excluded.title"), kit.say("siting.excluded.note"));
    std::vector<Bar> bars;
    std::vector<int> of;
    for (std::size_t c = 0; c < facts.study.constraints.size(); ++c) {
        if (judged.broken_by[c] == 0) continue;
        bars.push_back({kit.of(facts.study.constraints[c].name), double{1} * judged.broken_by[c], 0,
                        Kit::number(judged.broken_by[c])});
        of.push_back(static_cast<int>(c));
    }
    int const clicked = bar_list(kit, "broken", bars, ImGui::GetContentRegionAvail().x);
    if (clicked >= 0) {
        int const reason = of[static_cast<std::size_t>(clicked)];
        state.reason = state.reason == reason ? -1 : reason;
        state.excluded = true;
    }
    if (quiet_button(kit, kit.say(state.excluded ? "siting.excluded.hide" : "siting.excluded.show")))
        state.excluded = !state.excluded;
    if (!state.excluded) return;
    list_excluded(context, facts);
}

void draw_export(PanelContext& context, SitingFacts const& facts) {
    Kit& kit = context.kit;
    heading(kit, kit.say("siting.export"));
    using What = ExportSiting::What;
    if (quiet_button(kit, "CSV")) context.push(SitingCommand{ExportSiting{What::table}});
    ImGui::SameLine(0, kit.px(8));
    if (quiet_button(kit, "GeoPackage")) context.push(SitingCommand{ExportSiting{What::map}});
    ImGui::SameLine(0, kit.px(8));
    if (quiet_button(kit, "glTF")) context.push(SitingCommand{ExportSiting{What::model}});
    ImGui::Dummy({0, kit.px(4)});
    bool const own = facts.files.empty() || facts.file == facts.files.front().id;
    std::string const sites = own ? "" : " --sites " + facts.file;
    paragraph(kit, kit.show(kit.say("siting.sheet", {sites})), kit.palette().quiet);
    if (facts.edited) paragraph(kit, kit.say("siting.sheet.edited"), kit.palette().warning);
    ImGui::Dummy({0, kit.px(8)});
}

/// Above the list, which is longer than a screen.
void draw_ways_on(PanelContext& context, SitingFacts const& facts) {
    Kit& kit = context.kit;
    if (primary_button(kit, kit.say("siting.to_schemes"))) context.state.siting.view = schemes_tab;
    ImGui::SameLine(0, kit.px(8));
    if (quiet_button(kit, kit.say("siting.compare"))) {
        context.state.siting.compare = true;
        context.state.siting.compared = 0;
    }
    ImGui::SameLine(0, kit.px(8));
    if (quiet_button(kit, kit.say("siting.to_sheet"))) context.push(SheetCommand{OpenSitesSheet{}});
    hover_text(kit, kit.say(facts.edited ? "siting.to_sheet.edited" : "siting.to_sheet.note"));
}

}  // namespace

void draw_siting_ranking(PanelContext& context, SitingFacts const& facts) {
    Kit& kit = context.kit;
    auto const& judged = *facts.judged;
    if (!judged.blocked.zh.empty()) {
        ImGui::Dummy({0, kit.px(8)});
        level_item(kit, Urgent::red);
        ImGui::SameLine(0, kit.px(8));
        paragraph(kit, kit.of(judged.blocked), kit.palette().bad, Type::body);
        if (quiet_button(kit, kit.say("siting.to_weights"))) context.state.siting.view = weights_tab;
    } else if (judged.order.empty()) {
        empty_state(kit, kit.say("siting.none_left"), kit.say("siting.none_left.do"));
    } else {
        ImGui::Dummy({0, kit.px(4)});
        draw_why(context, facts);
        ImGui::Dummy({0, kit.px(4)});
        draw_ways_on(context, facts);
        draw_catchment(context, facts);
        ImGui::Dummy({0, kit.px(8)});
        draw_key(context, facts);
        for (std::size_t i = 0; i < std::min(kRankedRows, judged.order.size()); ++i)
            draw_site(context, facts, judged.order[i]);
        if (judged.order.size() > kRankedRows)
            paragraph(kit,
                      kit.say("siting.more", {Kit::number(static_cast<double>(judged.order.size() - kRankedRows))}),
                      kit.palette().quiet);
    }
    draw_excluded(context, facts);
    draw_export(context, facts);
}

void draw_siting(PanelContext& context) {
    Kit& kit = context.kit;
    SitingFacts const* const facts = context.siting;
    if (!facts || !facts->configured) {
        empty_state(kit, kit.say("siting.none"), kit.say("siting.none.do"));
        return;
    }
    if (!facts->studies.empty()) draw_head(context, *facts);
    std::string const problem = kit.of(facts->problem);
    if (!problem.empty()) {
        paragraph(kit, problem, kit.palette().bad, Type::body);
        if (!facts->judged) {
            if (quiet_button(kit, kit.say("keys.undo"))) context.push(Undo{});
            return;
        }
    }
    if (!facts->judged || !facts->measured) {
        empty_state(kit, kit.say("siting.busy"), kit.say("siting.busy.do"));
        kit.again(0.25);
        return;
    }
    draw_stats(context, *facts);
    SitingState& state = context.state.siting;
    state.view = tabs(kit, "siting",
                      {kit.say("siting.tab.ranking"), kit.say("siting.tab.criteria"), kit.say("siting.tab.weights"),
                       kit.say("siting.tab.limits"), kit.say("siting.tab.schemes")},
                      state.view);
    switch (state.view) {
        case criteria_tab: draw_siting_criteria(context, *facts); break;
        case weights_tab: draw_siting_weights(context, *facts); break;
        case limits_tab: draw_siting_limits(context, *facts); break;
        case schemes_tab: draw_siting_schemes(context, *facts); break;
        default: draw_siting_ranking(context, *facts);
    }
}

}  // namespace ui
