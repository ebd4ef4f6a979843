#include "ui/siting_add.h"

#include <algorithm>
#include <array>

#include "ui/live_rows.h"
#include "ui/palette.h"
#include "ui/siting_parts.h"
#include "ui/widgets.h"

namespace ui {
namespace {

using analysis::Measure;
using analysis::MeasureSpec;

constexpr std::array kMinutes{5.0, 10.0, 15.0};
constexpr float kField = 28;  ///< design pixels, between two fields

std::vector<Choice> measures(Kit& kit, SiteOffers const& offers) {
    std::vector<Choice> out;
    for (int i = 0; i <= static_cast<int>(Measure::attribute); ++i) {
        auto const measure = static_cast<Measure>(i);
        bool const empty = (analysis::of_layer(measure) && offers.layers.empty()) ||
                           (measure == Measure::attribute && offers.columns.empty()) ||
                           (measure == Measure::tickets && offers.tickets.empty()) ||
                           (measure == Measure::events && offers.events.empty());
        std::string const word(analysis::word(measure));
        if (!empty) out.push_back({word, kit.say("siting.m." + word), ""});
    }
    return out;
}

std::vector<Choice> kinds(Kit& kit, std::vector<SiteOffers::Kind> const& all) {
    std::vector<Choice> out;
    for (SiteOffers::Kind const& kind : all)
        out.push_back({kind.key, kit.of(kind.name), Kit::number(static_cast<double>(kind.count))});
    return out;
}

bool choose_layer(Kit& kit, SiteOffers const& offers, std::string& layer) {
    std::vector<Choice> choices;
    for (SiteOffers::Layer const& each : offers.layers) choices.push_back({each.id, kit.of(each.name), ""});
    choice_field(kit, "##layer", kit.say("siting.add.layer"), choices, layer, ImGui::GetContentRegionAvail().x);
    return !layer.empty();
}

void choose_minutes(Kit& kit, double& minutes) {
    for (double const each : kMinutes) {
        std::string const text = kit.say("siting.minutes", {Kit::number(each)});
        if (chip(kit, text.c_str(), text.c_str(), minutes == each)) minutes = each;
        ImGui::SameLine(0, kit.px(8));
    }
    ImGui::NewLine();
}

void choose_radius(Kit& kit, double& radius) {
    Stepped const what{.id = "radius",
                       .name = kit.say("siting.radius"),
                       .text = Kit::number(radius) + kit.say("siting.u.m"),
                       .step = radius < 1000 ? 50.0 : 250.0,
                       .least = 50,
                       .most = 20'000};
    stepper(kit, what, radius);
}

twin::Name name_in(std::vector<SiteOffers::Kind> const& all, std::vector<std::string> const& keys, char const* zh,
                   char const* en) {
    if (keys.empty()) return {zh, en};
    for (SiteOffers::Kind const& kind : all)
        if (kind.key == keys.front()) return kind.name;
    return {keys.front(), keys.front()};
}

}  // namespace

std::optional<MeasureSpec> measure_form(Kit& kit, SitingFacts const& facts, SitingDraft& draft) {
    SiteOffers const none;
    SiteOffers const& offers = facts.offers ? *facts.offers : none;
    float const width = ImGui::GetContentRegionAvail().x;
    choice_field(kit, "##measure", kit.say("siting.add.measure"), measures(kit, offers), draft.measure, width);
    auto const measure = analysis::measure_of(draft.measure);
    if (!measure) return {};
    ImGui::Dummy({0, kit.px(4)});
    MeasureSpec out;
    out.what = *measure;
    bool whole = true;
    if (analysis::of_layer(*measure)) {
        whole = choose_layer(kit, offers, draft.layer);
        out.layer = draft.layer;
    }
    if (*measure == Measure::attribute) {
        std::vector<Choice> columns;
        for (SiteOffers::Column const& each : offers.columns) columns.push_back({each.name, each.name, ""});
        choice_field(kit, "##column", kit.say("siting.add.column"), columns, draft.column, width);
        whole = !draft.column.empty();
        out.attribute = draft.column;
    }
    bool const tickets = *measure == Measure::tickets;
    if (tickets || *measure == Measure::events) {
        auto const& all = tickets ? offers.tickets : offers.events;
        // What was chosen of one is none of the other.
        if (std::ranges::find(all, draft.kind, &SiteOffers::Kind::key) == all.end()) draft.kind.clear();
        choice_field(kit, "##kind", kit.say(tickets ? "siting.add.tickets" : "siting.add.events"), kinds(kit, all),
                     draft.kind, width);
        if (!draft.kind.empty()) out.classes = {draft.kind};
    }
    if (*measure == Measure::people) {
        choose_minutes(kit, draft.minutes);
        out.minutes = draft.minutes;
    }
    if (tickets || *measure == Measure::events || *measure == Measure::count) {
        choose_radius(kit, draft.radius);
        out.radius = draft.radius;
    }
    ImGui::Dummy({0, kit.px(4)});
    return whole ? std::optional(out) : std::nullopt;
}

twin::Name name_of(MeasureSpec const& spec, SiteOffers const& offers) {
    twin::Name layer{spec.layer, spec.layer};
    for (SiteOffers::Layer const& each : offers.layers)
        if (each.id == spec.layer) layer = each.name;
    if (layer.en.empty()) layer.en = spec.layer;
    if (layer.zh.empty()) layer.zh = layer.en;
    std::string const metres = Kit::number(spec.radius), minutes = Kit::number(spec.minutes);
    switch (spec.what) {
        case Measure::area: return {"用地面积", "Area"};
        case Measure::width: return {"最小宽度", "Least width"};
        case Measure::slope: return {"平均坡度", "Mean slope"};
        case Measure::share: return {"占" + layer.zh, "Inside " + layer.en};
        case Measure::distance: return {"距" + layer.zh, "From " + layer.en};
        case Measure::minutes: return {"步行至" + layer.zh, "Walk to " + layer.en};
        case Measure::people: return {"步行 " + minutes + " 分钟人口", "People within " + minutes + " min"};
        case Measure::tickets: {
            twin::Name const kind = name_in(offers.tickets, spec.classes, "全部工单", "all tickets");
            return {metres + " 米内诉求：" + kind.zh, "Calls within " + metres + " m: " + kind.en};
        }
        case Measure::events: {
            twin::Name const kind = name_in(offers.events, spec.classes, "全部类型", "all types");
            return {metres + " 米内视频事件：" + kind.zh, "Video events within " + metres + " m: " + kind.en};
        }
        case Measure::count: return {metres + " 米内" + layer.zh, layer.en + " within " + metres + " m"};
        case Measure::built: return {"现状建筑面积", "Floor area standing there"};
        case Measure::sun: return {"场地冬季日照", "Winter sun on the ground"};
        case Measure::attribute: return {spec.attribute, spec.attribute};
    }
    return {};
}

void draw_siting_keep(PanelContext& context, SitingFacts const& facts) {
    Kit& kit = context.kit;
    SitingState& state = context.state.siting;
    heading(kit, kit.say("siting.keep"), kit.say(facts.edited ? "siting.keep.edited" : "siting.keep.as_file"));
    if (quiet_button(kit, kit.say("keys.undo"))) context.push(Undo{});
    ImGui::SameLine(0, kit.px(8));
    if (quiet_button(kit, kit.say("keys.redo"))) context.push(Redo{});
    ImGui::Dummy({0, kit.px(4)});
    text_field(kit, "##save_name", kit.say("siting.keep.name"), state.save_name,
               ImGui::GetContentRegionAvail().x - kit.px(96));
    ImGui::SameLine(0, kit.px(8));
    if (quiet_button(kit, kit.say("siting.keep.save")) && !state.save_name.empty())
        context.push(SitingCommand{SaveStudy{state.save_name}});
    paragraph(kit, kit.say("siting.keep.note"), kit.palette().quiet);
    ImGui::Dummy({0, kit.px(kField / 4)});
}

}  // namespace ui
