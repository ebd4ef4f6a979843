// Named zones with what is open in them, and repeated places with or without a camera that sees them.
#include <algorithm>
#include <array>

#include "ui/draw.h"
#include "ui/projects_parts.h"
#include "ui/widgets.h"

namespace ui {
namespace {

std::string kind_words(Kit& kit, std::string const& kind) {
    if (kind == "urban_village") return kit.say("zones.kind.urban_village");
    if (kind == "fire_lane") return kit.say("zones.kind.fire_lane");
    if (kind == "station") return kit.say("zones.kind.station");
    return kind.empty() ? std::string(kit.say("zones.kind.other")) : kind;
}

constexpr std::array kColumns{"zones.tickets", "zones.events", "zones.repeated", "zones.unseen"};
constexpr float kColumn = 52;  ///< design pixels

void draw_head(Kit& kit) {
    ImFont* const small = kit.font(Type::small);
    ImVec2 const at = ImGui::GetCursorScreenPos();
    float const width = ImGui::GetContentRegionAvail().x;
    for (std::size_t i = 0; i < kColumns.size(); ++i) {
        float const right = at.x + width - kit.px(8) - kit.px(kColumn) * static_cast<float>(kColumns.size() - 1 - i);
        put_text_right(kit, small, {right, at.y}, kit.palette().quiet, kit.say(kColumns[i]));
    }
    ImGui::Dummy({width, kit.px(20)});
}

void zone_line(PanelContext& context, ZoneRow const& zone) {
    Kit& kit = context.kit;
    Palette const& palette = kit.palette();
    float const width = ImGui::GetContentRegionAvail().x, height = kit.px(kListRow);
    ImVec2 const at = ImGui::GetCursorScreenPos();
    ImGui::PushID(zone.id.c_str());
    bool const clicked = ImGui::InvisibleButton("zone", {width, height});
    ImGui::PopID();
    ImDrawList* const list = ImGui::GetWindowDrawList();
    if (ImGui::IsItemHovered()) {
        list->AddRectFilled(at, {at.x + width, at.y + height}, palette.raised, kit.px(4));
        ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
        hover_text(kit, kit.say("zones.how"));
    }
    ImFont* const body = kit.font(Type::body);
    ImFont* const small = kit.font(Type::small);
    float const room = width - kit.px(8) - kit.px(kColumn) * static_cast<float>(kColumns.size());
    put_text(kit, body, {at.x + kit.px(8), at.y + kit.px(5)}, palette.text, cut_end(body, kit.of(zone.name), room));
    put_text(
        kit, small, {at.x + kit.px(8), at.y + kit.px(26)}, palette.quiet,
        cut_end(small,
                kind_words(kit, zone.kind) + " · " + kit.say("zones.hectares", {Kit::number(zone.area / 10'000, 1)}),
                room));
    struct Cell {
        std::string value, note;
        bool bad = false;
    };
    std::string const unwatched = kit.say("zones.unwatched", {Kit::number(zone.unwatched)});
    std::array<Cell, 4> const cells{
        {{Kit::number(zone.tickets),
          zone.overdue > 0 ? kit.say("zones.overdue", {Kit::number(zone.overdue)}) : std::string(), zone.overdue > 0},
         {Kit::number(zone.events), {}, false},
         {Kit::number(zone.repeated), zone.unwatched > 0 ? unwatched : std::string(), zone.unwatched > 0},
         {zone.unseen < 0 ? std::string("—") : Kit::percent(zone.unseen, 0), {}, false}}};
    ImU32 const red = palette.bad;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        float const right = at.x + width - kit.px(8) - kit.px(kColumn) * static_cast<float>(cells.size() - 1 - i);
        put_text_right(kit, body, {right, at.y + kit.px(5)}, palette.text, cells[i].value);
        put_text_right(kit, small, {right, at.y + kit.px(26)}, cells[i].bad ? red : palette.quiet, cells[i].note);
    }
    if (clicked) context.push(FlyToExtent{zone.extent.grown(80)});
}

void coverage_line(PanelContext& context) {
    Kit& kit = context.kit;
    ProjectFacts const& facts = *context.projects;
    Typed const small(kit, Type::small);
    if (facts.coverage_known) {
        text_cut(kit, kit.say("zones.coverage", {Kit::number(facts.posed), Kit::number(facts.cameras)}),
                 kit.palette().quiet);
    } else {
        text_cut(kit, kit.say(facts.posed == 0 ? "zones.coverage.none" : "zones.coverage.working"),
                 kit.palette().warning);
    }
}

}  // namespace

void draw_zones(PanelContext& context) {
    Kit& kit = context.kit;
    ProjectFacts const& facts = *context.projects;
    if (facts.reading) {
        empty_state(kit, kit.say("projects.reading"), kit.say("projects.reading.do"));
        return;
    }
    if (facts.zones.empty()) {
        empty_state(kit, kit.say("zones.none"), kit.say("zones.none.do"));
        return;
    }
    coverage_line(context);
    ImGui::Dummy({0, kit.px(4)});
    if (primary_button(kit, kit.say("zones.export"))) context.push(ExportZones{});
    ImGui::Dummy({0, kit.px(8)});
    draw_head(kit);
    virtual_list(kit, "zones", facts.zones.size(), kit.px(kListRow),
                 [&](std::size_t i) { zone_line(context, facts.zones[i]); });
}

void draw_unwatched(PanelContext& context) {
    Kit& kit = context.kit;
    ProjectFacts const& facts = *context.projects;
    if (facts.reading) {
        empty_state(kit, kit.say("projects.reading"), kit.say("projects.reading.do"));
        return;
    }
    if (facts.places.empty()) {
        empty_state(kit, kit.say("hotline.repeated.none"), kit.say("hotline.repeated.none.do"));
        return;
    }
    {
        Typed const small(kit, Type::small);
        text_cut(kit, kit.say("zones.places.note"), kit.palette().quiet);
    }
    coverage_line(context);
    ImGui::Dummy({0, kit.px(4)});
    virtual_list(kit, "places", facts.places.size(), kit.px(kListRow), [&](std::size_t i) {
        RepeatedPlace const& place = facts.places[i];
        ListRow row;
        row.id = place.key;
        auto const cut = place.key.rfind(" · ");
        row.title = place.key.substr(0, cut);
        row.detail = cut == std::string::npos ? std::string() : place.key.substr(cut + std::string_view(" · ").size());
        bool const blind = facts.coverage_known && !place.watched;
        row.urgent = blind ? Urgent::orange : Urgent::none;
        row.filled = blind;
        row.right = kit.say("hotline.times", {Kit::number(place.count)});
        row.right_detail = !facts.coverage_known ? std::string() : kit.say(blind ? "zones.blind" : "zones.watched");
        ProjectState& state = context.state.projects;
        row.chosen = state.place == place.key && context.selection.subject.kind == SubjectKind::spot;
        if (!list_row(kit, row)) return;
        state.place = place.key;
        state.place_at = place.at;
        choose(context, Subject{SubjectKind::spot, 0, {}, place.at});
    });
}

}  // namespace ui
