// The table of panels: one line and one file each.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "ui/context.h"

namespace ui {

/// Where on the desk a panel has its home.
enum class Home : std::uint8_t { left, right, bottom, top, status, floating };

/// What a district without feeds must bring for a panel to be offered; one with feeds is offered all of them, and an
/// empty panel says what to do.
enum class Needs : std::uint8_t { nothing, feeds, projects, studies };

struct Panel {
    char const* id;     ///< "hotline"; Settings::left_panel and right_panel name it
    char const* title;  ///< key of the catalogue
    char const* icon;   ///< icons.h
    Home home;
    char const* shortcut;  ///< as listed by `?`; may be empty
    void (*draw)(PanelContext&);
    Needs needs = Needs::nothing;
};

std::span<Panel const> panels();
bool is_offered(PanelContext const& context, Panel const& panel);
bool is_offered(PanelContext const& context, std::string_view id);

/// The inspector's, while nothing is chosen.
void draw_overview(PanelContext&);
/// A community or street in the language of the screen, by its Chinese name.
std::string area_name(PanelContext const& context, std::string const& chinese);

// Desk
void draw_layers(PanelContext&);
void draw_views(PanelContext&);
void draw_tools(PanelContext&);
void draw_search(PanelContext&);
void draw_inspector(PanelContext&);
void draw_selection_table(PanelContext&);
void draw_hotline(PanelContext&);
void draw_events(PanelContext&);
void draw_video(PanelContext&);
void draw_people(PanelContext&);
void draw_cases(PanelContext&);
void draw_projects(PanelContext&);
void draw_site_picture(PanelContext&);
void draw_gantt(PanelContext&);
void draw_indicators(PanelContext&);
void draw_vital_signs(PanelContext&);
void draw_feeds(PanelContext&);
void draw_warning(PanelContext&);
void draw_siting(PanelContext&);
void draw_siting_compare(PanelContext&);
void draw_sheet(PanelContext&);
void draw_kpi_strip(PanelContext&);
void draw_timeline(PanelContext&);
void draw_status(PanelContext&);
void draw_log(PanelContext&);
void draw_help(PanelContext&);
/// Over the district: measured lines, selections being drawn, the split's divider, notices.
void draw_over_district(PanelContext&);

/// A card of the wall; three rows high at most seven lines.
struct Card {
    char const* id;
    char const* title;
    void (*draw)(PanelContext&, base::Extent const& box);
};
/// In the order in which a wall with more columns takes them.
std::span<Card const> cards();
/// Which of them stand on a wall of so many columns: by columns from the left, three each.
std::vector<std::size_t> card_order(std::size_t columns);
void draw_wall_title(PanelContext&, base::Extent const& box);
void draw_ticker(PanelContext&, base::Extent const& box);
/// Where an early warning is, over the district: no pin stands there.
void draw_alarm_place(PanelContext&);
void draw_alarm(PanelContext&, base::Extent const& box);

}  // namespace ui
