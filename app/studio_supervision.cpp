// Cases, projects and zones in a window.
#include <limits>

#include "app/open_studio.h"

namespace app {

void OpenStudio::obey(ui::Acknowledge const& c) {
    obey(ui::CaseDo{c.subject, ui::CaseAction::acknowledge, {}, c.note});
}

/// What is asked goes to the log; it takes effect when it is on the disk.
void OpenStudio::obey(ui::CaseDo const& c) {
    if (!c.subject || c.subject.id.empty()) return;
    cases_->obey(c, matter_of(c.subject), now_, remote_from_);
}

void OpenStudio::obey(ui::ExportZones const&) {
    auto const documents = documents_folder();
    if (!documents) return say(true, documents.error().message);
    auto const file = *documents / ((chinese() ? "重点区域 " : "zones ") + file_stamp(now_) + ".csv");
    if (auto const written = write_whole(file, zones_csv(projects_->facts())); !written)
        return say(true, written.error().message);
    audited("export", file.string());
    say(false, (chinese() ? "已导出：" : "Exported: ") + file.string());
}

void OpenStudio::take_supervision() {
    bool const all = time_.is_live() || time_.moment().known == base::kNoTime || time_.moment().known >= now_;
    base::UtcMs const known = all ? std::numeric_limits<base::UtcMs>::max() : time_.moment().known;
    bool const desk = screen_ == ui::Screen::desk && settings_.right_open;
    bool const cases = desk && (settings_.right_panel == "cases" || settings_.right_panel == "events");
    bool const projects = panel_state_.projects.gantt || (desk && settings_.right_panel == "projects");
    if (cases_->take_news(*facts_, known, cases)) settle_ = 3;
    if (projects_->take_news(*facts_, projects)) settle_ = 3;
    for (auto& [error, text] : cases_->take_lines(chinese())) say(error, std::move(text));
}

/// "gantt", "zones" and "unwatched" are views of the panel of projects, which has its own things to choose. Whether
/// that was what was asked for.
bool OpenStudio::prepare_supervision(std::string const& panel, std::string const& choose) {
    bool const view = panel == "gantt" || panel == "zones" || panel == "unwatched";
    if (!view && (panel != "projects" || choose.empty())) return false;
    ui::ProjectState& state = panel_state_.projects;
    settings_.right_panel = "projects";
    shown_settings_ = settings_;
    state.gantt = panel == "gantt";
    state.tab = panel == "zones" ? 1 : panel == "unwatched" ? 2 : 0;
    ask();
    briefings_->wait_for(scene::Slot::main);
    take_briefing();
    take_supervision();
    projects_->wait();  // the first look reads them
    take_supervision();
    for (ui::ProjectRow const& row : projects_->facts().projects) {
        bool const named = row.id == choose || (!choose.empty() && row.name.zh.find(choose) != std::string::npos);
        if (!named) continue;
        state.expanded = row.id;
        obey(ui::FlyToExtent{row.extent.grown(60)});
        if (flight_) view_.camera = flight_->to;
        flight_.reset();
        break;
    }
    return true;
}

}  // namespace app
