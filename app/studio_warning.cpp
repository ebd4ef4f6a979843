// Early warning and related things in a window.
#include <algorithm>

#include "app/open_studio.h"
#include "app/related_words.h"
#include "twin/text.h"

namespace app {

void OpenStudio::obey(ui::WarningCommand const& c) { warning_->obey(c); }

/// A window always watches; a picture waits for it only where it is looked at, or may be an alarm.
void OpenStudio::take_warning() {
    bool const may_alarm =
        carousel_ && screen_ == ui::Screen::wall && district_.wall.alarms != twin::WallSpec::Alarms::off;
    bool const looked_at = settings_.right_panel == "warning" || may_alarm;
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
    for (twin::Name& problem : warning_->take_problems()) say(true, std::move(chinese() ? problem.zh : problem.en));
    if (warning) wall_revision_ = 0;  // an alarm does not wait for the next briefing
    if (related || warning) {
        refresh_selection();
        settle_ = 3;
    }
}

/// For pictures: the first warning, by urgency, whose matter, place or id has these words is opened.
base::Status OpenStudio::choose_warning(std::string const& words) {
    take_warning();
    ui::WarningFacts const* const facts = warning_->facts();
    auto const has = [&](std::string const& text) { return text.find(words) != text.npos; };
    for (ui::WarningRow const& row : facts ? facts->rows : std::vector<ui::WarningRow>{}) {
        analysis::Alert const& a = row.kept.alert;
        if (!has(a.id) && !has(a.class_name.zh) && !has(row.place.zh) && !has(row.place.en)) continue;
        panel_state_.warning.open = a.id;
        if (row.at) fly_to(*row.at, std::max(700.0, row.across));
        if (flight_) view_.camera = flight_->to;
        flight_.reset();
        return base::done;
    }
    return base::Error{"no warning is about " + twin::in_quotes(words), base::ErrorKind::usage};
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
