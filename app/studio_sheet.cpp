// The Sheet layout: what shall go on paper is made elsewhere, shown page by page, and exported.
#include <algorithm>

#include "app/open_studio.h"
#include "report/template.h"
#include "twin/text.h"

namespace app {
namespace {

/// "sheet-20261123-061011", for the copy of a study that a sheet is made of.
std::string name_of_copy(base::UtcMs now) {
    std::string out = "sheet-";
    for (char const c : file_stamp(now)) {
        if (c >= '0' && c <= '9') out += c;
        if (c == ' ') out += '-';
    }
    return out;
}

}  // namespace

void OpenStudio::take_sheet() {
    ui::SheetState& state = panel_state_.sheet;
    if (!state.language_chosen) state.wish.chinese = chinese();
    bool const open = state.open && screen_ == ui::Screen::desk;
    // What is live has no end: its sheet is of the newest that is known when it is made.
    bool const live = time_.is_live();
    base::UtcMs const event = live ? base::kNoTime : time_.moment().event;
    // Unless somebody looks at what was known earlier, all that is known counts.
    bool const of_then = !live && time_.moment().known < around_.now;
    base::UtcMs const known = of_then ? time_.moment().known : base::kNoTime;
    sheet_.want({open, state.wish, event, known, around_.now, steady_seconds_, chinese()});
    if (sheet_.take_news()) settle_ = kSettle;
    if (auto image = sheet_.take_image()) {
        ui_.set_image(kSheetPage, image->version, std::move(image->pixels));
        settle_ = kSettle;
    }
    for (auto& [error, text] : sheet_.take_said()) say(error, std::move(text));
}

/// A sheet that is sealed is made from a file: what somebody has changed is saved first.
void OpenStudio::open_sites_sheet() {
    if (siting_.facts().edited) {
        siting_.obey(ui::SitingCommand{ui::SaveStudy{name_of_copy(now_)}});
        if (siting_.facts().edited) return;  // it said why
    }
    ui::SitingFacts const& facts = siting_.facts();
    ui::SheetState& state = panel_state_.sheet;
    state.open = true;
    state.page = 0;
    state.wish.report = "site_comparison";
    state.wish.area.clear();
    state.wish.subject = facts.study.id;
    bool const own = facts.files.empty() || facts.file == facts.files.front().id;
    state.wish.sites = own ? std::string() : facts.file;
}

void OpenStudio::obey(ui::SheetCommand const& command) {
    settle_ = kSettle;
    if (std::holds_alternative<ui::OpenSitesSheet>(command)) return open_sites_sheet();
    if (auto const* const open = std::get_if<ui::OpenSheet>(&command)) {
        panel_state_.sheet.open = true;
        panel_state_.sheet.page = 0;
        panel_state_.sheet.wish = open->wish;
        return;
    }
    std::visit(
        [this](auto const& c) {
            if constexpr (requires { sheet_.obey(c); }) sheet_.obey(c);
        },
        command);
}

base::Status OpenStudio::prepare_sheet(std::string const& report) {
    panel_state_.sheet.open = true;
    if (report.empty()) return base::done;
    std::vector<std::string> const names = report::shipped_templates();
    if (std::ranges::find(names, report) == names.end())
        return base::Error{"there is no report " + twin::in_quotes(report) + twin::did_you_mean(report, names) +
                               "; there are " + twin::join(names),
                           base::ErrorKind::usage};
    panel_state_.sheet.wish.report = report;
    return base::done;
}

}  // namespace app
