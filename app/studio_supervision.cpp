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
    cases_->obey(c, matter_of(c.subject), now_, by_remote_ ? "remote" : "");
}

void OpenStudio::obey(ui::ExportZones const&) {}

void OpenStudio::take_supervision() {
    bool const all = time_.is_live() || time_.moment().known == base::kNoTime || time_.moment().known >= now_;
    base::UtcMs const known = all ? std::numeric_limits<base::UtcMs>::max() : time_.moment().known;
    if (cases_->take_news(*facts_, known)) settle_ = 3;
    for (auto& [error, text] : cases_->take_lines(chinese())) say(error, std::move(text));
}

}  // namespace app
