// People: how many in the district, in view and in what is selected; never below what may be shown.
#include <algorithm>
#include <array>
#include <cmath>

#include "ui/live_rows.h"
#include "ui/panels.h"
#include "ui/widgets.h"
#include "ui/wrap.h"

namespace ui {
namespace {

using Totals = std::vector<PeopleFacts::Total>;

struct MeasureWord {
    char const* word;
    char const* key;
};
constexpr std::array kMeasures{MeasureWord{"resident", "people.measure.resident"},
                               MeasureWord{"registered", "people.measure.registered"},
                               MeasureWord{"floating", "people.measure.floating"},
                               MeasureWord{"day", "people.measure.day"}, MeasureWord{"night", "people.measure.night"}};

PeopleFacts::Total const* total_of(Totals const& totals, std::string_view measure) {
    for (auto const& total : totals)
        if (total.measure == measure) return &total;
    return nullptr;
}

std::string area_text(Kit& kit, double km2) { return kit.say("people.area", {Kit::number(km2, km2 < 10 ? 2 : 1)}); }

/// One area: its name, the number, what it is per square kilometre, and what is hidden.
void draw_total(PanelContext& context, char const* name, PeopleFacts::Total const* total, char const* otherwise) {
    Kit& kit = context.kit;
    Palette const& palette = kit.palette();
    ImVec2 const at = ImGui::GetCursorScreenPos();
    float const width = ImGui::GetContentRegionAvail().x;
    ImDrawList* const list = ImGui::GetWindowDrawList();
    ImFont* const body = kit.font(Type::body);
    ImFont* const small = kit.font(Type::small);
    ImFont* const large = kit.font(Type::large, true);
    bool const known = total && total->people >= 0;
    std::string const hidden =
        total && total->hidden > 0 ? kit.say("people.hidden", {Kit::number(total->hidden)}) : std::string();
    float const height = kit.px(!total || total->places == 0 ? 28 : hidden.empty() ? 48 : 64);
    put_text(list, body, at, palette.text, name);
    if (total && total->area_km2 > 0)
        put_text(kit, small, {at.x, at.y + kit.px(24)}, palette.quiet,
                 area_text(kit, total->area_km2) +
                     (total->estimated ? std::string(" · ") + kit.say("people.estimated") : ""));
    if (known) {
        std::string const value = Kit::number(total->people);
        float const unit = text_width(small, kit.say("people.people")) + kit.px(6);
        put_text(list, small, {at.x + width, at.y + kit.px(8)}, palette.quiet, kit.say("people.people"), Align::right);
        put_text(list, large, {at.x + width - unit, at.y - kit.px(2)}, palette.text, value.c_str(), Align::right);
        if (total->area_km2 > 0)
            put_text(list, small, {at.x + width, at.y + kit.px(28)}, palette.quiet,
                     kit.say("people.density", {Kit::number(total->people / total->area_km2)}).c_str(), Align::right);
    } else {
        put_text(list, body, {at.x + width, at.y}, palette.quiet, otherwise, Align::right);
    }
    if (!hidden.empty()) put_text(kit, small, {at.x, at.y + kit.px(42)}, palette.quiet, hidden);
    list->AddLine({at.x, at.y + height}, {at.x + width, at.y + height}, palette.line);
    ImGui::Dummy({width, height + kit.px(8)});
}

void draw_measures(PanelContext& context, std::vector<MeasureWord> const& there) {
    Kit& kit = context.kit;
    float const right = ImGui::GetCursorScreenPos().x + ImGui::GetContentRegionAvail().x;
    for (std::size_t i = 0; i < there.size(); ++i) {
        char const* const word = kit.say(there[i].key);
        // A chip is as wide as its word; the next goes to a line of its own where it would not fit.
        float const next = ImGui::GetItemRectMax().x + kit.px(8) + text_width(kit.font(Type::body), word) + kit.px(24);
        if (i > 0 && next < right) ImGui::SameLine(0, kit.px(8));
        bool const on = context.state.people_measure == static_cast<int>(i);
        if (chip(kit, there[i].word, word, on)) context.state.people_measure = static_cast<int>(i);
    }
}

void draw_day_and_night(PanelContext& context) {
    Kit& kit = context.kit;
    std::vector<Bar> bars;
    for (char const* const word : {"day", "night"}) {
        auto const* total = total_of(context.facts.people.district, word);
        if (!total || total->people < 0) return;
        char const* const key = word[0] == 'd' ? "people.measure.day" : "people.measure.night";
        bars.push_back({kit.say(key), total->people, 0, Kit::number(total->people)});
    }
    heading(kit, kit.say("people.day_night"), kit.say("people.district"));
    bar_list(kit, "day_night", bars, ImGui::GetContentRegionAvail().x);
}

void draw_communities(PanelContext& context) {
    Kit& kit = context.kit;
    auto const& all = context.facts.people.communities;
    if (all.empty()) return;
    heading(kit, kit.say("people.communities"), kit.say("people.communities.note"));
    std::vector<Bar> bars;
    for (auto const& place : all)
        bars.push_back({area_name(context, place.name), place.people, 0, Kit::number(place.people)});
    int const clicked = bar_list(kit, "communities", bars, ImGui::GetContentRegionAvail().x, 40);
    if (clicked < 0) return;
    auto const& place = all[static_cast<std::size_t>(clicked)];
    if (!place.extent.empty()) context.push(FlyToExtent{place.extent});
}

}  // namespace

std::string area_name(PanelContext const& context, std::string const& chinese) {
    if (context.kit.language() == Language::zh) return chinese;
    for (twin::Place const& place : context.district.places)
        if (place.name.zh == chinese && !place.name.en.empty()) return place.name.en;
    return chinese;
}

void draw_people(PanelContext& context) {
    Kit& kit = context.kit;
    PeopleFacts const& facts = context.facts.people;
    std::vector<MeasureWord> there;
    for (MeasureWord const& measure : kMeasures)
        if (total_of(facts.district, measure.word)) there.push_back(measure);
    if (there.empty()) {
        empty_state(kit, kit.say("people.no_feed"), kit.say("people.no_feed.do"));
        return;
    }
    int& chosen = context.state.people_measure;
    chosen = std::clamp(chosen, 0, static_cast<int>(there.size()) - 1);
    draw_measures(context, there);
    freshness_line(kit, facts.freshness, context.facts.time.event);
    if (ImGui::BeginChild("people", {0, 0})) {
        std::string_view const measure = there[static_cast<std::size_t>(chosen)].word;
        heading(kit, kit.say("people.by_place"));
        auto const* const district = total_of(facts.district, measure);
        draw_total(context, kit.say("people.district"), district, kit.say("people.nothing"));
        draw_total(context, kit.say("people.view"), total_of(facts.in_view, measure), kit.say("people.nothing"));
        bool const selected = !facts.in_selection.empty();
        draw_total(context, kit.say("people.selection"), total_of(facts.in_selection, measure),
                   kit.say(selected ? "people.nothing" : "people.select"));
        heading(kit, kit.say("people.ages"));
        if (district && district->by_age[0] >= 0) {
            age_bar(kit, district->by_age, ImGui::GetContentRegionAvail().x);
        } else {
            text_cut(kit, kit.say("people.ages.none"), kit.palette().quiet);
        }
        draw_day_and_night(context);
        draw_communities(context);
        Typed const small(kit, Type::small);
        wrapped(kit.say("people.protect"), kit.palette().quiet);
    }
    ImGui::EndChild();
}

}  // namespace ui
