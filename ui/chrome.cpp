#include "ui/chrome.h"

#include <imgui_internal.h>

#include <algorithm>
#include <cmath>

#include "ui/draw.h"
#include "ui/icons.h"
#include "ui/palette.h"
#include "ui/panels.h"
#include "ui/shortcuts.h"
#include "ui/widgets.h"

namespace ui {
namespace {

constexpr ImGuiWindowFlags kFixed = ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoResize | ImGuiWindowFlags_NoMove |
                                    ImGuiWindowFlags_NoCollapse | ImGuiWindowFlags_NoSavedSettings |
                                    ImGuiWindowFlags_NoBringToFrontOnFocus | ImGuiWindowFlags_NoFocusOnAppearing |
                                    ImGuiWindowFlags_NoNav;

ImVec2 corner(base::Extent const& box) { return {static_cast<float>(box.min_x), static_cast<float>(box.min_y)}; }
ImVec2 size_of(base::Extent const& box) { return {static_cast<float>(box.width()), static_cast<float>(box.height())}; }

void show_slot(scene::Slot slot, base::Extent const& box) {
    ImGui::GetWindowDrawList()->AddImage(image_of(scene::slot_image(slot)), corner(box),
                                         {static_cast<float>(box.max_x), static_cast<float>(box.max_y)});
}

/// A handle at the side where a closed panel was.
void reopen(Kit& kit, char const* id, ImVec2 at, char const* icon, bool& open) {
    ImVec2 const size(kit.px(20), kit.px(56));
    ImGui::SetCursorScreenPos(at);
    if (ImGui::InvisibleButton(id, size)) open = true;
    Palette const& p = kit.palette();
    ImDrawList* const list = ImGui::GetWindowDrawList();
    list->AddRectFilled(at, {at.x + size.x, at.y + size.y}, ImGui::IsItemHovered() ? p.raised : p.panel, kit.px(4));
    put_text(list, kit.font(Type::body), {at.x + size.x / 2, at.y + kit.px(18)}, p.quiet, kit.has_icons() ? icon : "·",
             Align::centre);
    hover_text(kit, kit.say("desk.open"));
}

bool rail_button(Kit& kit, char const* id, char const* icon, char const* word, char const* keys, bool on) {
    Palette const& p = kit.palette();
    ImVec2 const at = ImGui::GetCursorScreenPos();
    float const side = kit.px(44);
    bool const clicked = ImGui::InvisibleButton(id, {side, kit.px(40)});
    bool const hovered = ImGui::IsItemHovered();
    ImDrawList* const list = ImGui::GetWindowDrawList();
    if (on) list->AddRectFilled(at, {at.x + kit.px(3), at.y + kit.px(40)}, p.accent);
    if (hovered && !on)
        list->AddRectFilled({at.x + kit.px(4), at.y + kit.px(2)}, {at.x + side - kit.px(4), at.y + kit.px(38)},
                            p.raised, kit.px(4));
    ImU32 const ink = on ? p.accent : hovered ? p.text : p.quiet;
    float const middle = at.x + side / 2;
    if (kit.has_icons())
        put_text(list, kit.font(Type::title), {middle, at.y + kit.px(8)}, ink, icon, Align::centre);
    else
        put_text(list, kit.font(Type::small), {middle, at.y + kit.px(12)}, ink,
                 cut_end(kit.font(Type::small), word, side - kit.px(4)).c_str(), Align::centre);
    std::string said = word;
    if (*keys) said += std::string("  ") + keys;
    // What is open says its own name, and says it where this would lie.
    if (!on) hover_text(kit, said.c_str());
    return clicked;
}

void choices(Kit& kit, char const* title, std::initializer_list<char const*> names, int& chosen) {
    Typed const body(kit, Type::body);
    ImGui::PushStyleColor(ImGuiCol_Text, kit.palette().quiet);
    ImGui::TextUnformatted(kit.say(title));
    ImGui::PopStyleColor();
    ImGui::PushID(title);
    int index = 0;
    for (char const* const name : names) {
        if (index > 0) ImGui::SameLine();
        if (chip(kit, name, kit.say(name), chosen == index)) chosen = index;
        ++index;
    }
    ImGui::PopID();
    ImGui::Dummy({0, kit.px(4)});
}

/// How it looks: language, light, style of the picture, size of text.
void draw_looks(PanelContext& context) {
    Kit& kit = context.kit;
    Settings& s = context.settings;
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {kit.px(16), kit.px(16)});
    if (ImGui::BeginPopup("looks")) {
        int language = static_cast<int>(s.language), dark = s.dark ? 0 : 1, style = static_cast<int>(s.style),
            motion = s.motion ? 0 : 1;
        choices(kit, "looks.language", {"looks.zh", "looks.en"}, language);
        choices(kit, "looks.panels", {"looks.dark", "looks.light"}, dark);
        choices(kit, "looks.picture", {"looks.day", "looks.night", "looks.paper"}, style);
        constexpr float kSizes[] = {0.9F, 1, 1.25F, 1.5F};
        int size = 1;
        for (int i = 0; i < 4; ++i) {
            if (std::abs(s.text_scale - kSizes[i]) < 0.01F) size = i;
        }
        int const before = size;
        choices(kit, "looks.text", {"looks.small", "looks.normal", "looks.large", "looks.huge"}, size);
        if (size != before) s.text_scale = kSizes[size];
        choices(kit, "looks.motion", {"looks.moves", "looks.still"}, motion);
        s.motion = motion == 0;
        if (kit.pressed(Key::escape)) ImGui::CloseCurrentPopup();
        s.language = static_cast<Language>(language);
        s.dark = dark == 0;
        s.style = static_cast<scene::Style>(style);
        ImGui::EndPopup();
    }
    ImGui::PopStyleVar();
}

/// A card over everything else, with a title and a cross; without both where there is no title.
/// `keyboard`: it takes it when it comes up.
void begin_floating(Kit& kit, char const* id, char const* title, base::Extent const& box, bool& open,
                    bool keyboard = true) {
    ImGui::SetNextWindowPos(corner(box));
    ImGui::SetNextWindowSize(size_of(box));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {kit.px(16), kit.px(12)});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, kit.px(4));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 1);
    ImGuiWindowFlags const quiet = keyboard ? ImGuiWindowFlags_NoFocusOnAppearing : 0;
    ImGui::Begin(id, nullptr, kFixed & ~(ImGuiWindowFlags_NoBringToFrontOnFocus | quiet));
    ImGui::PopStyleVar(3);
    if (!title) return;
    ImVec2 const at = ImGui::GetCursorScreenPos();
    float const width = ImGui::GetContentRegionAvail().x;
    put_text(ImGui::GetWindowDrawList(), kit.font(Type::title, true), at, kit.palette().text, title);
    ImGui::SetCursorScreenPos({at.x + width - kit.px(24), at.y - kit.px(2)});
    if (icon_button(kit, "close", icon::kClose, kit.say("desk.close"))) open = false;
    ImGui::SetCursorScreenPos({at.x, at.y + kit.px(36)});
}

void floating(PanelContext& context, char const* id, char const* title, base::Extent const& box, bool& open,
              void (*draw)(PanelContext&)) {
    begin_floating(context.kit, id, title, box, open);
    draw(context);
    ImGui::End();
}

base::Extent centred(base::Extent const& in, double width, double height) {
    base::Vec2d const c = in.centre();
    double const w = std::min(width, in.width() - 16), h = std::min(height, in.height() - 16);
    return {std::round(c.x - w / 2), std::round(c.y - h / 2), std::round(c.x + w / 2), std::round(c.y + h / 2)};
}

/// What takes long, at the foot of the picture.
void draw_work(PanelContext& context, base::Extent const& district) {
    if (context.work.empty() || district.empty()) return;
    Kit& kit = context.kit;
    Palette const& p = kit.palette();
    float const row = kit.px(36);
    double const width = std::min<double>(kit.px(360), district.width() - kit.px(32));
    double const height = static_cast<double>(row) * static_cast<double>(context.work.size()) + kit.px(16);
    double const x = district.centre().x - width / 2, y = district.max_y - height - kit.px(16);
    bool open = true;
    begin_floating(kit, "work", nullptr, {std::round(x), std::round(y), std::round(x + width), std::round(y + height)},
                   open, false);  // it comes by itself, also while somebody types
    ImDrawList* const list = ImGui::GetWindowDrawList();
    ImVec2 at = ImGui::GetCursorScreenPos();
    at.y -= kit.px(4);
    float const inner = ImGui::GetContentRegionAvail().x;
    for (Work const& work : context.work) {
        std::string const share = work.done >= 0 ? Kit::percent(work.done, 0) : "…";
        float const button = work.can_cancel ? kit.px(36) : 0;
        float const end = at.x + inner - button;
        std::string const title = cut_end(kit.font(Type::body), kit.show(work.title), inner - button - kit.px(56));
        put_text(list, kit.font(Type::body), at, p.text, title.c_str());
        put_text(list, kit.font(Type::small), {end, at.y + kit.px(2)}, p.quiet, share.c_str(), Align::right);
        float const bar = at.y + kit.px(24);
        list->AddRectFilled({at.x, bar}, {end, bar + kit.px(4)}, p.line, kit.px(2));
        float const done = work.done >= 0 ? std::clamp(work.done, 0.0F, 1.0F) : 0.3F;
        list->AddRectFilled({at.x, bar}, {at.x + (end - at.x) * done, bar + kit.px(4)},
                            work.done >= 0 ? p.accent : faded(p.accent, 0.5F), kit.px(2));
        ImGui::SetCursorScreenPos({end + kit.px(8), at.y});
        ImGui::PushID(&work);
        if (work.can_cancel && icon_button(kit, "cancel", icon::kClose, kit.say("desk.cancel")))
            context.push(CancelWork{});
        ImGui::PopID();
        at.y += row;
    }
    ImGui::End();
}

}  // namespace

void begin_region(char const* id, base::Extent const& box, ImU32 fill, ImVec2 padding, bool scrolls) {
    ImGui::SetNextWindowPos(corner(box));
    ImGui::SetNextWindowSize(size_of(box));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, padding);
    ImGui::PushStyleColor(ImGuiCol_WindowBg, fill);
    ImGuiWindowFlags const still = ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse;
    ImGui::Begin(id, nullptr, scrolls ? kFixed : kFixed | still);
    ImGui::PopStyleColor();
    ImGui::PopStyleVar();
}

void end_region() { ImGui::End(); }

/// At the foot of the right picture, where no card of it lies.
void draw_own_layers(PanelContext& context, base::Extent const& box) {
    Kit& kit = context.kit;
    bool const own = context.stage.own_layers;
    char const* const text = kit.say(own ? "split.layers.own" : "split.layers");
    float const width = text_width(kit.font(Type::small), text) + kit.px(16);
    ImVec2 const at(static_cast<float>(box.max_x) - width - kit.px(32), static_cast<float>(box.max_y) - kit.px(40));
    ImGui::GetWindowDrawList()->AddRectFilled(at, {at.x + width, at.y + kit.px(24)}, kit.palette().panel, kit.px(4));
    ImGui::SetCursorScreenPos(at);
    if (chip(kit, "own_layers", text, own)) toggle_own_layers(context);
    hover_text(kit, kit.say("split.layers.do"));
}

void draw_district(PanelContext& context, Frame& frame, base::Extent const& box) {
    Kit& kit = context.kit;
    begin_region("district", box, kit.palette().ground);
    // Panels slide over it, also those that were first opened after it.
    ImGui::BringWindowToDisplayBack(ImGui::GetCurrentWindow());
    frame.output.district = box;
    if (context.stage.split) {
        frame.output.district.max_x = frame.output.other.min_x = std::round(box.centre().x);
        frame.output.other = {frame.output.district.max_x, box.min_y, box.max_x, box.max_y};
        show_slot(scene::Slot::other, frame.output.other);
    }
    show_slot(scene::Slot::main, frame.output.district);
    draw_over_district(context);
    if (context.stage.split) draw_own_layers(context, frame.output.other);
    Settings& s = context.settings;
    float const middle = static_cast<float>(box.centre().y) - kit.px(28);
    bool const left_lost = !s.left_open, right_lost = !s.right_open;
    if (left_lost) reopen(kit, "reopen.left", {static_cast<float>(box.min_x), middle}, icon::kRight, s.left_open);
    if (right_lost)
        reopen(kit, "reopen.right", {static_cast<float>(box.max_x) - kit.px(20), middle}, icon::kLeft, s.right_open);

    // A drag belongs to where it began, wherever the mouse goes meanwhile.
    bool const free = ImGui::IsWindowHovered() && !ImGui::IsAnyItemHovered();
    ImGuiIO const& io = ImGui::GetIO();
    bool const held = io.MouseDown[0] || io.MouseDown[1] || io.MouseDown[2];
    bool const began = ImGui::IsMouseClicked(0) || ImGui::IsMouseClicked(1) || ImGui::IsMouseClicked(2);
    if (began || !held) frame.in_district = free;
    frame.output.mouse_taken = !frame.in_district;
    end_region();
}

void draw_rail(PanelContext& context, base::Extent const& box) {
    Kit& kit = context.kit;
    Settings& s = context.settings;
    begin_region("rail", box, kit.palette().ground);
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
    ImGui::SetCursorScreenPos({static_cast<float>(box.min_x), static_cast<float>(box.min_y) + kit.px(4)});
    if (rail_button(kit, "search", icon::kSearch, kit.say("panel.search"), "Ctrl-K", context.state.search.open))
        context.state.search.open = !context.state.search.open;
    for (Panel const& panel : panels()) {
        if (panel.home != Home::left) continue;
        bool const on = s.left_open && s.left_panel == panel.id;
        if (rail_button(kit, panel.id, panel.icon, kit.say(panel.title), panel.shortcut, on))
            toggle_panel(context, panel.id);
    }
    ImGui::SetCursorScreenPos({static_cast<float>(box.min_x),
                               static_cast<float>(box.max_y) - kit.px(40 * (context.has_feeds() ? 7 : 6) + 4)});
    if (rail_button(kit, "sheet", icon::kPrint, kit.say("panel.sheet"), "Ctrl-P", context.state.sheet.open))
        context.state.sheet.open = !context.state.sheet.open;
    if (rail_button(kit, "wall", icon::kWall, kit.say("keys.wall"), "P", false)) context.push(SwitchScreen{true});
    if (rail_button(kit, "shot", icon::kScreenshot, kit.say("keys.screenshot"), "Ctrl-S", false))
        context.push(Screenshot{});
    if (context.has_feeds() &&
        rail_button(kit, "timeline", icon::kTimeline, kit.say("panel.timeline"), "T", s.timeline_open))
        s.timeline_open = !s.timeline_open;
    if (rail_button(kit, "log", icon::kLog, kit.say("panel.log"), "G", context.state.log))
        context.state.log = !context.state.log;
    if (rail_button(kit, "look", icon::kSettings, kit.say("looks.title"), "", false)) ImGui::OpenPopup("looks");
    if (rail_button(kit, "help", icon::kHelp, kit.say("panel.help"), "?", context.state.help))
        context.state.help = !context.state.help;
    ImGui::PopStyleVar();
    draw_looks(context);
    float const x = static_cast<float>(box.max_x) - 1;
    ImGui::GetWindowDrawList()->AddLine({x, static_cast<float>(box.min_y)}, {x, static_cast<float>(box.max_y)},
                                        kit.palette().line);
    end_region();
}

void draw_floating(PanelContext& context, Frame& frame, DeskLayout const& lay) {
    Kit& kit = context.kit;
    State& state = context.state;
    base::Extent const& d = lay.district;
    double const gap = kit.px(16);
    auto const amid = [&](float width, float height) {
        return centred(d, std::min<double>(d.width() - 32, kit.px(width)),
                       std::min<double>(d.height() - 32, kit.px(height)));
    };
    // To the edges: of what lies below it nothing shall be seen but cut in two.
    base::Extent const whole{lay.rail.max_x, 0, static_cast<double>(frame.request.width), lay.status.min_y};
    draw_work(context, d);
    if (state.table)
        floating(context, "table", kit.say("panel.table"), {d.min_x + gap, d.centre().y, d.max_x - gap, d.max_y - gap},
                 state.table, draw_selection_table);
    if (state.projects.gantt) {
        double const height = std::min<double>(d.height() - 32, kit.px(620));
        floating(context, "gantt", kit.say("panel.gantt"),
                 {d.min_x + gap, d.max_y - gap - height, d.max_x - gap, d.max_y - gap}, state.projects.gantt,
                 draw_gantt);
    }
    if (!state.projects.picture.empty() && !state.projects.expanded.empty()) {
        bool open = true;
        floating(context, "site_picture", kit.say("panel.site_picture"), amid(960, 640), open, draw_site_picture);
        if (!open) state.projects.picture.clear();
    }
    if (state.siting.compare)
        floating(context, "siting_compare", kit.say("panel.siting_compare"), amid(960, 600), state.siting.compare,
                 draw_siting_compare);
    if (state.indicators.wide)
        floating(context, "vital_signs", kit.say("panel.vital_signs"), whole, state.indicators.wide, draw_vital_signs);
    if (state.sheet.open) floating(context, "sheet", kit.say("panel.sheet"), whole, state.sheet.open, draw_sheet);
    if (state.log)
        floating(context, "log", kit.say("panel.log"), centred(d, kit.px(720), kit.px(360)), state.log, draw_log);
    if (state.search.open) {
        double const width = std::min<double>(kit.px(520), d.width() - 32);
        double const x = std::round(d.centre().x - width / 2), y = d.min_y + gap;
        floating(context, "search", nullptr, {x, y, x + width, std::min(y + kit.px(440), d.max_y - 16)},
                 state.search.open, draw_search);
    }
    if (state.help) {
        base::Extent const all{0, 0, static_cast<double>(frame.request.width),
                               static_cast<double>(frame.request.height)};
        floating(context, "help", kit.say("keys.title"), centred(all, kit.px(760), kit.px(660)), state.help,
                 [](PanelContext& inside) {
                     if (ImGui::BeginChild("keys", {0, 0})) draw_help(inside);
                     ImGui::EndChild();
                 });
    }
}

}  // namespace ui
