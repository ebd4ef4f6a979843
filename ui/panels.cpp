#include "ui/panels.h"

#include <algorithm>
#include <iterator>

#include "ui/icons.h"

namespace ui {
namespace {

// In the order of the rail and of the tabs.
constexpr Panel kPanels[] = {
    {"layers", "panel.layers", icon::kLayers, Home::left, "L", draw_layers},
    {"views", "panel.views", icon::kBookmark, Home::left, "B", draw_views},
    {"tools", "panel.tools", icon::kDistance, Home::left, "M", draw_tools},
    {"inspector", "panel.inspector", icon::kInfo, Home::right, "1", draw_inspector},
    {"hotline", "panel.hotline", icon::kHotline, Home::right, "2", draw_hotline, Needs::feeds},
    {"events", "panel.events", icon::kEvent, Home::right, "3", draw_events, Needs::feeds},
    {"video", "panel.video", icon::kCamera, Home::right, "4", draw_video, Needs::feeds},
    {"people", "panel.people", icon::kPeople, Home::right, "5", draw_people, Needs::feeds},
    {"feeds", "panel.feeds", icon::kFeeds, Home::right, "6", draw_feeds, Needs::feeds},
    {"timeline", "panel.timeline", icon::kTimeline, Home::bottom, "T", draw_timeline},
    {"kpi", "panel.kpi", icon::kTrend, Home::top, "", draw_kpi_strip},
    {"status", "panel.status", icon::kInfo, Home::status, "", draw_status},
    {"search", "panel.search", icon::kSearch, Home::floating, "Ctrl-K", draw_search},
    {"table", "panel.table", icon::kTable, Home::floating, "", draw_selection_table},
    {"log", "panel.log", icon::kLog, Home::floating, "G", draw_log},
    {"help", "panel.help", icon::kHelp, Home::floating, "?", draw_help},
    {"cases", "panel.cases", icon::kCases, Home::right, "7", draw_cases, Needs::feeds},
    {"warning", "panel.warning", icon::kWarning, Home::right, "W", draw_warning, Needs::feeds},
    {"projects", "panel.projects", icon::kProjects, Home::right, "8", draw_projects, Needs::projects},
    {"indicators", "panel.indicators", icon::kTrend, Home::right, "9", draw_indicators, Needs::feeds},
    {"siting", "panel.siting", icon::kSite, Home::right, "0", draw_siting, Needs::studies},
    {"siting_compare", "panel.siting_compare", icon::kCompare, Home::floating, "C", draw_siting_compare,
     Needs::studies},
    {"vital_signs", "panel.vital_signs", icon::kTrend, Home::floating, "I", draw_vital_signs, Needs::feeds},
    {"sheet", "panel.sheet", icon::kPrint, Home::floating, "Ctrl-P", draw_sheet},
    {"gantt", "panel.gantt", icon::kTimeline, Home::floating, "", draw_gantt, Needs::projects},
};

}  // namespace

std::span<Panel const> panels() { return kPanels; }

bool is_offered(PanelContext const& context, Panel const& panel) {
    if (context.has_feeds()) return true;
    switch (panel.needs) {
        case Needs::nothing: return true;
        case Needs::feeds: return false;
        case Needs::projects:
            return std::ranges::any_of(context.district.layers, [](twin::SourceLayer const& layer) {
                return layer.role == "projects" || layer.role == "zones";
            });
        case Needs::studies: return !context.district.sites.empty();
    }
    return true;
}

bool is_offered(PanelContext const& context, std::string_view id) {
    auto const found = std::ranges::find(kPanels, id, [](Panel const& panel) { return std::string_view(panel.id); });
    return found != std::end(kPanels) && is_offered(context, *found);
}

}  // namespace ui
