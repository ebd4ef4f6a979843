#include "ui/shortcuts.h"

#include "ui/desk.h"
#include "ui/kit.h"
#include "ui/panels.h"

namespace ui {
namespace {

using How = MoveCamera::How;

template <How how>
void move(PanelContext& c) {
    c.push(MoveCamera{how});
}
template <Tool tool>
void take(PanelContext& c) {
    c.push(UseTool{tool});
}
void search(PanelContext& c) { c.state.search.open = true; }
void help(PanelContext& c) { c.state.help = !c.state.help; }
void wall(PanelContext& c) { c.push(SwitchScreen{true}); }
void log(PanelContext& c) { c.state.log = !c.state.log; }
void play(PanelContext& c) {
    if (c.facts.time.live)
        c.push(SetMoment{c.facts.time.event, base::kNoTime});
    else
        c.push(Play{c.facts.time.speed > 0 ? 0.0 : 60.0});
}
void next_style(PanelContext& c) {
    c.settings.style = static_cast<scene::Style>((static_cast<int>(c.settings.style) + 1) % 3);
}
/// What lies on top goes first: help, search, log, table, then the tool, then what is chosen.
void escape(PanelContext& c) {
    bool const above = c.state.help || c.state.search.open || c.state.log || c.state.sheet.open ||
                       c.state.indicators.wide || c.state.siting.compare;
    if (!above && !c.state.projects.picture.empty()) return c.state.projects.picture.clear();
    for (bool* const open :
         {&c.state.help, &c.state.search.open, &c.state.log, &c.state.sheet.open, &c.state.indicators.wide,
          &c.state.siting.compare, &c.state.projects.gantt, &c.state.table}) {
        if (*open) {
            *open = false;
            return;
        }
    }
    if (c.measured.tool != Tool::pick)
        c.push(UseTool{Tool::pick});
    else
        c.push(ClearSelection{});
}
template <int index>
void panel(PanelContext& c) {
    toggle_panel(c, panels()[index].id);
}

constexpr Shortcut kShortcuts[] = {
    {"Ctrl-K  /", "keys.find", "keys.search", Key::k, true, false, search},
    {"", "keys.find", "keys.search", Key::slash, false, false, search},
    {"L", "keys.panels", "panel.layers", Key::l, false, false, panel<0>},
    {"B", "keys.panels", "panel.views", Key::b, false, false, panel<1>},
    {"M", "keys.panels", "panel.tools", Key::m, false, false, panel<2>},
    {"1", "keys.panels", "panel.inspector", Key::k1, false, false, panel<3>},
    {"2", "keys.panels", "panel.hotline", Key::k2, false, false, panel<4>},
    {"3", "keys.panels", "panel.events", Key::k3, false, false, panel<5>},
    {"4", "keys.panels", "panel.video", Key::k4, false, false, panel<6>},
    {"5", "keys.panels", "panel.people", Key::k5, false, false, panel<7>},
    {"6", "keys.panels", "panel.feeds", Key::k6, false, false, panel<8>},
    {"7", "keys.panels", "panel.cases", Key::k7, false, false, [](PanelContext& c) { toggle_panel(c, "cases"); }},
    {"8", "keys.panels", "panel.projects", Key::k8, false, false, [](PanelContext& c) { toggle_panel(c, "projects"); }},
    {"W", "keys.panels", "panel.warning", Key::w, false, false, [](PanelContext& c) { toggle_panel(c, "warning"); }},
    {"9", "keys.panels", "panel.indicators", Key::k9, false, false,
     [](PanelContext& c) { toggle_panel(c, "indicators"); }},
    {"0", "keys.panels", "panel.siting", Key::k0, false, false, [](PanelContext& c) { toggle_panel(c, "siting"); }},
    {"C", "keys.panels", "panel.siting_compare", Key::c, false, false,
     [](PanelContext& c) {
         if (is_offered(c, "siting_compare")) c.state.siting.compare = !c.state.siting.compare;
     }},
    {"I", "keys.panels", "keys.vital_signs", Key::i, false, false,
     [](PanelContext& c) {
         if (is_offered(c, "vital_signs")) c.state.indicators.wide = !c.state.indicators.wide;
     }},
    {"Ctrl-P", "keys.panels", "panel.sheet", Key::p, true, false,
     [](PanelContext& c) { c.state.sheet.open = !c.state.sheet.open; }},
    {"T", "keys.panels", "panel.timeline", Key::t, false, false, panel<9>},
    {"G", "keys.panels", "panel.log", Key::g, false, false, log},
    {"?  F1", "keys.panels", "panel.help", Key::slash, false, true, help},
    {"", "keys.panels", "panel.help", Key::f1, false, false, help},
    {"F", "keys.camera", "keys.fit", Key::f, false, false, move<How::fit>},
    {"O", "keys.camera", "keys.top", Key::o, false, false, move<How::top>},
    {"N", "keys.camera", "keys.north", Key::n, false, false, move<How::north_up>},
    {"=", "keys.camera", "keys.zoom_in", Key::equal, false, false, move<How::zoom_in>},
    {"-", "keys.camera", "keys.zoom_out", Key::minus, false, false, move<How::zoom_out>},
    {"[", "keys.camera", "keys.back", Key::left_bracket, false, false, move<How::back>},
    {"]", "keys.camera", "keys.forward", Key::right_bracket, false, false, move<How::forward>},
    {"Space", "keys.time", "keys.play", Key::space, false, false, play},
    {"End", "keys.time", "keys.live", Key::end, false, false, [](PanelContext& c) { c.push(GoLive{}); }},
    {",", "keys.time", "keys.previous", Key::comma, false, false, [](PanelContext& c) { c.push(NextEvent{-1}); }},
    {".", "keys.time", "keys.next", Key::period, false, false, [](PanelContext& c) { c.push(NextEvent{1}); }},
    {"Y", "keys.time", "timeline.split", Key::y, false, false,
     [](PanelContext& c) {
         if (c.has_feeds()) toggle_split(c);
     }},
    {"R", "keys.tools", "keys.rectangle", Key::r, false, false, take<Tool::rectangle>},
    {"A", "keys.tools", "keys.lasso", Key::a, false, false, take<Tool::lasso>},
    {"D", "keys.tools", "keys.distance", Key::d, false, false, take<Tool::distance>},
    {"X", "keys.tools", "tool.section", Key::x, false, false, take<Tool::section>},
    {"E", "keys.tools", "tools.section.square_on", Key::e, false, false,
     [](PanelContext& c) { c.push(CutSection{CutSection::How::square_on}); }},
    {"V", "keys.tools", "keys.visibility", Key::v, false, false, take<Tool::visibility>},
    {"Esc", "keys.tools", "keys.escape", Key::escape, false, false, escape},
    // What the hand does to the camera is the window's; it is only listed here.
    {"\u2190 \u2191 \u2192 \u2193  PgUp PgDn", "keys.hand", "keys.fly", Key::none, false, false, nullptr},
    {"Shift", "keys.hand", "keys.faster", Key::none, false, false, nullptr},
    // What keys do to a sheet is its own layout's.
    {"\u2191 \u2193", "keys.sheet", "keys.sheet.choose", Key::none, false, false, nullptr},
    {"\u2190 \u2192  PgUp PgDn", "keys.sheet", "keys.sheet.page", Key::none, false, false, nullptr},
    {"Enter", "keys.sheet", "keys.sheet.export", Key::none, false, false, nullptr},
    {"S", "keys.program", "keys.style", Key::s, false, false, next_style},
    {"Ctrl-D", "keys.program", "keys.dark", Key::d, true, false,
     [](PanelContext& c) { c.settings.dark = !c.settings.dark; }},
    {"Ctrl-L", "keys.program", "keys.language", Key::l, true, false,
     [](PanelContext& c) { c.settings.language = c.settings.language == Language::zh ? Language::en : Language::zh; }},
    {"Ctrl-Z", "keys.program", "keys.undo", Key::z, true, false, [](PanelContext& c) { c.push(Undo{}); }},
    {"Ctrl-Y", "keys.program", "keys.redo", Key::y, true, false, [](PanelContext& c) { c.push(Redo{}); }},
    {"", "keys.program", "keys.redo", Key::z, true, true, [](PanelContext& c) { c.push(Redo{}); }},
    {"Ctrl-S", "keys.program", "keys.screenshot", Key::s, true, false, [](PanelContext& c) { c.push(Screenshot{}); }},
    {"F11", "keys.program", "keys.full_screen", Key::f11, false, false,
     [](PanelContext& c) { c.push(ToggleFullScreen{}); }},
    {"P  Ctrl-W", "keys.program", "keys.wall", Key::p, false, false, wall},
    {"", "keys.program", "keys.wall", Key::w, true, false, wall},
    {"Ctrl-Q", "keys.program", "keys.quit", Key::q, true, false, [](PanelContext& c) { c.push(Quit{}); }},
};

}  // namespace

std::span<Shortcut const> shortcuts() { return kShortcuts; }

void toggle_split(PanelContext& c) {
    Split split;
    split.off = c.stage.split;
    if (!split.off) split.event = c.facts.time.event;
    c.push(std::move(split));
}

void toggle_own_layers(PanelContext& c) {
    constexpr std::string_view kLive = "live/";
    Split split;
    if (!c.stage.own_layers) {
        split.layers.emplace();
        for (LayerSetting const& layer : c.settings.layers)
            if (layer.visible && layer.id.starts_with(kLive)) split.layers->push_back(layer.id.substr(kLive.size()));
    }
    c.push(std::move(split));
}

void toggle_panel(PanelContext& c, std::string const& id) {
    Settings& s = c.settings;
    for (Panel const& panel : panels()) {
        if (panel.id != id || !is_offered(c, panel)) continue;
        if (panel.home == Home::bottom) s.timeline_open = !s.timeline_open;
        if (panel.home != Home::left && panel.home != Home::right) return;
        bool const left = panel.home == Home::left;
        bool& open = left ? s.left_open : s.right_open;
        std::string& shown = left ? s.left_panel : s.right_panel;
        open = !(open && shown == id);
        shown = id;
    }
}

namespace {

/// What belongs to the district is out of sight while a sheet is looked at: other panels take its place, and what the
/// hand does to the picture waits.
bool may_act(PanelContext& context, Shortcut const& shortcut) {
    bool& sheet = context.state.sheet.open;
    if (!sheet) return true;
    std::string_view const group = shortcut.group, text = shortcut.text;
    bool const beside = text == "panel.sheet" || text == "panel.log" || text == "panel.help";
    if (group == "keys.program" || shortcut.act == escape || beside) return true;
    bool const instead = group == "keys.panels" || group == "keys.find";
    if (instead) sheet = false;
    return instead;
}

}  // namespace

void act_on_keys(PanelContext& context, Input const& input) {
    // The search takes the keyboard from the moment it opens.
    bool const typing = ImGui::GetIO().WantTextInput || context.state.search.open;
    for (Input::KeyEvent const& event : input.keys) {
        if (!event.down) continue;
        for (Shortcut const& s : kShortcuts) {
            // While somebody types, only what no text can mean.
            bool const always = s.key == Key::escape || s.key == Key::f1 || s.key == Key::f11 ||
                                (s.ctrl && s.key != Key::z && s.key != Key::y);
            if (s.act && s.key == event.key && s.ctrl == input.ctrl && s.shift == input.shift && !input.alt &&
                (always || !typing) && may_act(context, s))
                s.act(context);
        }
    }
}

void act_on_wall_keys(PanelContext& context, Input const& input) {
    for (Input::KeyEvent const& event : input.keys) {
        if (!event.down || input.alt) continue;
        bool const plain = !input.ctrl && !input.shift;
        int const digit = static_cast<int>(event.key) - static_cast<int>(Key::k1);
        if ((plain && (event.key == Key::escape || event.key == Key::p)) || (input.ctrl && event.key == Key::w))
            context.push(SwitchScreen{false});
        if (input.ctrl && event.key == Key::q) context.push(Quit{});
        if (event.key == Key::f11) context.push(ToggleFullScreen{});
        if (plain && event.key == Key::space) context.push(WallScene{-1, !context.wall.paused, context.wall.paused});
        if (plain && digit >= 0 && digit < 9) context.push(WallScene{digit, false, false});
    }
}

}  // namespace ui
