#include "ui/panels.h"

#include "ui/icons.h"

namespace ui {
namespace {

// In the order of the rail and of the tabs.
constexpr Panel kPanels[] = {
    {"layers", "panel.layers", icon::kLayers, Home::left, "L", draw_layers},
    {"views", "panel.views", icon::kBookmark, Home::left, "B", draw_views},
    {"tools", "panel.tools", icon::kDistance, Home::left, "M", draw_tools},
    {"inspector", "panel.inspector", icon::kInfo, Home::right, "1", draw_inspector},
    {"hotline", "panel.hotline", icon::kHotline, Home::right, "2", draw_hotline, true},
    {"events", "panel.events", icon::kEvent, Home::right, "3", draw_events, true},
    {"video", "panel.video", icon::kCamera, Home::right, "4", draw_video, true},
    {"people", "panel.people", icon::kPeople, Home::right, "5", draw_people, true},
    {"feeds", "panel.feeds", icon::kFeeds, Home::right, "6", draw_feeds, true},
    {"timeline", "panel.timeline", icon::kTimeline, Home::bottom, "T", draw_timeline},
    {"kpi", "panel.kpi", icon::kTrend, Home::top, "", draw_kpi_strip},
    {"status", "panel.status", icon::kInfo, Home::status, "", draw_status},
    {"search", "panel.search", icon::kSearch, Home::floating, "Ctrl-K", draw_search},
    {"table", "panel.table", icon::kTable, Home::floating, "", draw_selection_table},
    {"log", "panel.log", icon::kLog, Home::floating, "G", draw_log},
    {"help", "panel.help", icon::kHelp, Home::floating, "?", draw_help},
    {"cases", "panel.cases", icon::kCases, Home::right, "7", draw_cases, true},
    {"warning", "panel.warning", icon::kWarning, Home::right, "W", draw_warning, true},
    {"projects", "panel.projects", icon::kProjects, Home::right, "8", draw_projects},
    {"indicators", "panel.indicators", icon::kTrend, Home::right, "9", draw_indicators},
    {"siting", "panel.siting", icon::kSite, Home::right, "0", draw_siting},
    {"siting_compare", "panel.siting_compare", icon::kCompare, Home::floating, "C", draw_siting_compare},
    {"vital_signs", "panel.vital_signs", icon::kTrend, Home::floating, "I", draw_vital_signs},
    {"gantt", "panel.gantt", icon::kTimeline, Home::floating, "", draw_gantt},
};

}  // namespace

std::span<Panel const> panels() { return kPanels; }

}  // namespace ui
