// The Sheet layout: what shall be made at the left, the pages as they will be printed at the right.
#include <algorithm>
#include <array>

#include "ui/draw.h"
#include "ui/icons.h"
#include "ui/live_rows.h"
#include "ui/palette.h"
#include "ui/panels.h"
#include "ui/sheet_parts.h"
#include "ui/siting_facts.h"
#include "ui/siting_parts.h"
#include "ui/widgets.h"

namespace ui {
namespace {

constexpr float kWishWidth = 304;  ///< design pixels
constexpr std::size_t kEvents = 60;
constexpr std::size_t kPapers = 3;
constexpr std::array<char const*, kPapers> kPaperKeys{"a4", "a3", "16:9"};
constexpr std::array<char const*, kPapers> kPaperNames{"A4", "A3", "16:9"};

SheetFacts::Template const* chosen_template(SheetFacts const& facts, SheetWish const& wish) {
    auto const found = std::ranges::find(facts.templates, wish.report, &SheetFacts::Template::id);
    return found == facts.templates.end() ? nullptr : &*found;
}

bool is_of_an_area(SheetWish const& wish) {
    return wish.report != "site_comparison" && wish.report != "event_evidence";
}

void choose_report(SheetState& state, std::string const& id) {
    if (state.wish.report == id) return;
    state.wish.report = id;
    // Subjects are the report's own.
    state.wish.subject.clear();
    if (!is_of_an_area(state.wish)) state.wish.area.clear();
    state.page = 0;
}

/// A line of the list of reports.
bool report_row(Kit& kit, std::string const& id, std::string const& title, bool on) {
    Palette const& p = kit.palette();
    ImVec2 const at = ImGui::GetCursorScreenPos();
    ImVec2 const size(ImGui::GetContentRegionAvail().x, kit.px(32));
    bool const clicked = ImGui::InvisibleButton(id.c_str(), size);
    bool const hovered = ImGui::IsItemHovered();
    ImDrawList* const list = ImGui::GetWindowDrawList();
    ImVec2 const end{at.x + size.x, at.y + size.y};
    if (on || hovered) list->AddRectFilled(at, end, p.raised, kit.px(4));
    if (on) list->AddRectFilled(at, {at.x + kit.px(3), end.y}, p.accent, kit.px(2));
    put_text(kit, kit.font(Type::body, on), {at.x + kit.px(12), at.y + kit.px(6)}, on || hovered ? p.text : p.quiet,
             title);
    return clicked;
}

void label(Kit& kit, char const* key, std::string const& right = {}) {
    ImGui::Dummy({0, kit.px(6)});
    ImVec2 const at = ImGui::GetCursorScreenPos();
    float const width = ImGui::GetContentRegionAvail().x;
    put_text(kit, kit.font(Type::small), at, kit.palette().quiet, kit.say(key));
    if (!right.empty()) put_text_right(kit, kit.font(Type::small), {at.x + width, at.y}, kit.palette().quiet, right);
    ImGui::Dummy({width, kit.px(18)});
}

void draw_reports(PanelContext& context, SheetFacts const& facts) {
    Kit& kit = context.kit;
    SheetState& state = context.state.sheet;
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, kit.px(2)});
    for (SheetFacts::Template const& each : facts.templates) {
        if (report_row(kit, each.id, kit.of(each.title), each.id == state.wish.report)) choose_report(state, each.id);
    }
    ImGui::PopStyleVar();
}

void draw_area(PanelContext& context, SheetFacts const& facts) {
    Kit& kit = context.kit;
    SheetWish& wish = context.state.sheet.wish;
    if (!is_of_an_area(wish) || facts.areas.empty()) return;
    bool const open_to_all = wish.audience == "public";
    if (open_to_all) wish.area.clear();
    label(kit, "sheet.area", open_to_all ? kit.say("sheet.area.public") : "");
    std::vector<Choice> choices;
    if (!open_to_all) {
        for (SheetFacts::Area const& area : facts.areas)
            choices.push_back({area.id, kit.of(area.name), kit.say(area.street ? "sheet.street" : "sheet.community")});
    }
    choice_field(kit, "##area", kit.say("sheet.area.all"), choices, wish.area, ImGui::GetContentRegionAvail().x);
}

void draw_sheet_event(PanelContext& context) {
    Kit& kit = context.kit;
    SheetWish& wish = context.state.sheet.wish;
    label(kit, "sheet.event");
    std::vector<Choice> choices;
    for (EventRow const& event : context.facts.events.events) {
        if (choices.size() >= kEvents) break;
        choices.push_back({event.id, kit.of(event.type_name) + "  " + Kit::day_clock(event.first), event.id});
    }
    choice_field(kit, "##event", kit.say("sheet.event.first"), choices, wish.subject, ImGui::GetContentRegionAvail().x);
}

void draw_study(PanelContext& context) {
    Kit& kit = context.kit;
    SheetWish& wish = context.state.sheet.wish;
    label(kit, "sheet.study");
    std::vector<Choice> choices;
    if (context.siting) {
        for (SitingFacts::Head const& head : context.siting->studies)
            choices.push_back({head.id, kit.of(head.name), {}});
    }
    choice_field(kit, "##study", kit.say("sheet.study.first"), choices, wish.subject, ImGui::GetContentRegionAvail().x);
    if (wish.sites.empty()) return;
    std::string const name = wish.sites.substr(wish.sites.find_last_of('/') + 1);
    paragraph(kit, kit.show(kit.say("sheet.study.copy", {name})), kit.palette().quiet);
    if (quiet_button(kit, kit.say("sheet.study.own"))) wish.sites.clear();
}

void draw_looks_of_paper(PanelContext& context, SheetFacts const& facts) {
    Kit& kit = context.kit;
    SheetState& state = context.state.sheet;
    label(kit, "sheet.audience");
    for (char const* const word : {"public", "internal", "leader"}) {
        if (chip(kit, word, kit.say(std::string("sheet.audience.") + word), state.wish.audience == word))
            state.wish.audience = word;
        ImGui::SameLine(0, kit.px(8));
    }
    ImGui::NewLine();
    label(kit, "sheet.language");
    for (bool const zh : {true, false}) {
        if (chip(kit, zh ? "zh" : "en", kit.say(zh ? "sheet.language.zh" : "sheet.language.en"),
                 state.wish.chinese == zh)) {
            state.wish.chinese = zh;
            state.language_chosen = true;
        }
        ImGui::SameLine(0, kit.px(8));
    }
    ImGui::NewLine();
    label(kit, "sheet.paper");
    SheetFacts::Template const* const chosen = chosen_template(facts, state.wish);
    std::string const own = chosen ? chosen->paper : kPaperKeys[0];
    for (std::size_t i = 0; i < kPapers; ++i) {
        bool const on = state.wish.paper.empty() ? own == kPaperKeys[i] : state.wish.paper == kPaperKeys[i];
        // The report's own paper is no wish: so the template stays as it was written.
        if (chip(kit, kPaperKeys[i], kPaperNames[i], on)) state.wish.paper = own == kPaperKeys[i] ? "" : kPaperKeys[i];
        ImGui::SameLine(0, kit.px(8));
    }
    ImGui::NewLine();
}

void draw_sheet_moment(PanelContext& context) {
    Kit& kit = context.kit;
    TimeFacts const& time = context.facts.time;
    label(kit, "sheet.time");
    std::string const hint = time.live ? std::string(kit.say("sheet.time.newest"))
                                       : kit.say("sheet.time.shown", {Kit::full_clock(time.event)});
    text_field(kit, "##time", hint.c_str(), context.state.sheet.wish.time);
}

void draw_way_out(PanelContext& context, SheetFacts const& facts) {
    Kit& kit = context.kit;
    Palette const& p = kit.palette();
    ImGui::Dummy({0, kit.px(12)});
    if (facts.exporting) {
        Typed const body(kit, Type::body);
        text_cut(kit, kit.say(facts.busy || facts.pending ? "sheet.export.soon" : "sheet.export.now"), p.accent);
    } else if (primary_button(kit, kit.say("sheet.export"))) {
        context.push(SheetCommand{ExportSheet{}});
    }
    ImGui::Dummy({0, kit.px(2)});
    if (facts.exported.empty()) return paragraph(kit, kit.say("sheet.export.note"), p.quiet);
    paragraph(kit, kit.show(kit.say("sheet.exported", {facts.exported})), p.good);
}

/// Keys of this layout, wherever nobody types.
void act_on_sheet_keys(PanelContext& context, SheetFacts const& facts) {
    Kit& kit = context.kit;
    SheetState& state = context.state.sheet;
    if (ImGui::GetIO().WantTextInput || context.state.search.open || context.state.help) return;
    auto const chosen = std::ranges::find(facts.templates, state.wish.report, &SheetFacts::Template::id);
    int const step = (kit.pressed(Key::down) ? 1 : 0) - (kit.pressed(Key::up) ? 1 : 0);
    auto const at = chosen - facts.templates.begin() + step;
    if (step != 0 && at >= 0 && at < std::ssize(facts.templates))
        choose_report(state, facts.templates[static_cast<std::size_t>(at)].id);
    bool const next = kit.pressed(Key::page_down) || kit.pressed(Key::right);
    bool const before = kit.pressed(Key::page_up) || kit.pressed(Key::left);
    if (next && state.page + 1 < facts.pages.size()) ++state.page;
    if (before && state.page > 0) --state.page;
    if (kit.pressed(Key::enter) && !facts.exporting) context.push(SheetCommand{ExportSheet{}});
}

}  // namespace

void draw_sheet_wish(PanelContext& context, SheetFacts const& facts) {
    label(context.kit, "sheet.report");
    draw_reports(context, facts);
    draw_area(context, facts);
    if (context.state.sheet.wish.report == "event_evidence") draw_sheet_event(context);
    if (context.state.sheet.wish.report == "site_comparison") draw_study(context);
    draw_looks_of_paper(context, facts);
    draw_sheet_moment(context);
    draw_way_out(context, facts);
}

void draw_sheet(PanelContext& context) {
    if (!context.sheet) return;
    Kit& kit = context.kit;
    SheetFacts const& facts = *context.sheet;
    act_on_sheet_keys(context, facts);
    ImVec2 const at = ImGui::GetCursorScreenPos(), room = ImGui::GetContentRegionAvail();
    float const width = kit.px(kWishWidth), gap = kit.px(20);
    if (ImGui::BeginChild("wish", {width, room.y})) draw_sheet_wish(context, facts);
    ImGui::EndChild();
    ImGui::GetWindowDrawList()->AddLine({at.x + width + gap / 2, at.y}, {at.x + width + gap / 2, at.y + room.y},
                                        kit.palette().line);
    ImGui::SetCursorScreenPos({at.x + width + gap, at.y});
    if (ImGui::BeginChild("pages", {std::max(room.x - width - gap, kit.px(80)), room.y}))
        draw_sheet_pages(context, facts);
    ImGui::EndChild();
}

}  // namespace ui
