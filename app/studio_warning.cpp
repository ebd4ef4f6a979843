// Early warning and related things in a window.
#include <algorithm>

#include "app/open_studio.h"
#include "app/related_words.h"

namespace app {

void OpenStudio::obey(ui::WarningCommand const& c) { warning_->obey(c); }

/// A window always watches; a picture waits for it only where it is looked at.
void OpenStudio::take_warning() {
    bool const looked_at = settings_.right_panel == "warning" && screen_ == ui::Screen::desk;
    if (remembers_ || looked_at) {
        feeds::Moment moment = time_.moment();
        if (time_.is_live()) moment = {now_, now_};
        warning_->ask(moment);
    }
    related_->ask(selection_.subject, briefing_);
    if (!remembers_) {
        warning_->wait();
        related_->wait();
    }
    bool const related = related_->take_news();
    bool const warning = warning_->take_news();
    for (std::string& problem : warning_->take_problems()) say(true, std::move(problem));
    if (related || warning) {
        refresh_selection();
        settle_ = 3;
    }
}

/// What was worked out takes the place of what is only near; a person's word is added to all of it.
void OpenStudio::relate_selection() {
    RelatedDesk::Found const& found = related_->found();
    if (found.subject.same(selection_.subject))
        show_related(found.related, {*facts_, selector_, settings_.language}, selection_);
    for (ui::Selection::Related& related : selection_.related)
        related.belongs = warning_->belongs(selection_.subject, related.subject);
    std::ranges::stable_partition(selection_.related, [](ui::Selection::Related const& related) {
        return related.belongs == ui::Belongs::confirmed;
    });
}

}  // namespace app
