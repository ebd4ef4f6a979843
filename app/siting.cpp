#include "app/siting.h"

#include <algorithm>
#include <filesystem>

#include "app/facts_counts.h"
#include "app/siting_desk.h"
#include "app/siting_map.h"
#include "app/siting_save.h"

namespace app {
namespace {

/// Live figures move all day, and a ranking that trembles helps nobody: one set of them a day.
base::UtcMs data_day(Briefing const& briefing, base::UtcMs newest) {
    return briefing.question.live ? newest / kDayMs * kDayMs : briefing.question.moment.event;
}

}  // namespace

void SitingDesk::State::take(SitingNews& news) {
    facts.done = news.done;
    if (news.problem) facts.problem = *news.problem;
    if (news.file) {
        file = news.file;
        facts.file = wanted.sites_file.empty() ? district.sites : wanted.sites_file;
        facts.files.clear();
        for (std::string const& each : sites_files(district.sites)) {
            std::string const name = std::filesystem::path(each).filename().string();
            facts.files.push_back({each, {name, name}});
        }
        facts.studies.clear();
        facts.sun_rules_for_reference = file->sunlight_rules.empty();
        facts.model_files = std::move(news.model_files);
        for (StudySpec const& each : file->studies) facts.studies.push_back({each.study.id, each.study.name});
        int const wanted_scheme = facts.shown;  // somebody asked before there was anything to show
        open(file->studies.front());
        facts.shown = wanted_scheme;
    }
    if (news.judged && news.study_number == wanted.study_number) {
        facts.measured = news.measured;
        facts.judged = news.judged;
        if (!news.words.empty()) facts.site_words = std::move(news.words);
        if (news.offers) facts.offers = news.offers;
        // Of a measuring with more sites; where none of these is ranked, nothing is chosen.
        bool const gone = facts.chosen >= static_cast<std::int32_t>(facts.measured->sites.size());
        if (gone && facts.judged->order.empty()) choose(-1);
        if ((!chosen_by_hand || gone) && !facts.judged->order.empty())
            choose(static_cast<std::int32_t>(facts.judged->ranking.sites[facts.judged->order.front()]));
    }
    if (news.views) {
        facts.viewpoints = std::move(news.views->viewpoints);
        facts.landmarks = std::move(news.views->landmarks);
        facts.view_problems = std::move(news.views->problems);
        facts.drawn_views = wanted.drawn_views.size();
    }
    if (news.catchments && news.catchments_site == facts.chosen) facts.catchments = news.catchments;
    for (SitingNews::Assessed const& made : news.schemes) {
        if (made.scheme >= facts.results.size() || made.site != facts.chosen) continue;
        facts.results[made.scheme] = made.result;
        facts.scheme_problems[made.scheme] = made.problem;
    }
    ++facts.revision;
    changed = true;
}

/// The map's colours follow the ranking. Another overlay is another picture, so the same one stays.
void SitingDesk::State::paint() {
    bool const shows = looked_at && facts.judged && facts.measured;
    if (looked_at && !shows && facts.busy) return;  // it comes back in a moment, and should not flicker
    auto const shown = static_cast<std::size_t>(facts.shown);
    auto const stands = facts.shown >= 0 && shown < facts.results.size() ? facts.results[shown] : nullptr;
    Painted const now{shows ? facts.judged : nullptr,    style, chinese, facts.chosen, stands,
                      shows ? facts.catchments : nullptr};
    if (now == painted) return;
    painted = now;
    map = shows ? std::make_shared<Overlay const>(site_overlay(facts, style, chinese)) : nullptr;
}

/// The scheme that is shown stands in the district.
void SitingDesk::State::stand() {
    std::size_t const i = static_cast<std::size_t>(std::max(facts.shown, 0));
    bool const stands = facts.shown >= 0 && i < facts.results.size() && facts.results[i];
    if (!stands) {
        // While a changed scheme is worked out the one before stands.
        if (facts.shown < 0 || i >= facts.schemes.size()) {
            proposed.reset();
            standing.reset();
        }
        return;
    }
    if (standing == facts.results[i]) return;
    standing = facts.results[i];
    analysis::SchemeResult const& r = *standing;
    proposed =
        std::make_shared<Proposed const>(Proposed{r.blocks, r.cleared, static_cast<std::int32_t>(i), r.model, r.place});
}

SitingDesk::SitingDesk(twin::District const& district, std::function<void()> wake)
    : state_(std::make_unique<State>(State{.district = district, .wake = std::move(wake)})) {
    state_->facts.configured = !district.sites.empty();
}
SitingDesk::~SitingDesk() = default;

void SitingDesk::want(bool looked_at, std::shared_ptr<Briefing const> const& briefing, bool chinese) {
    State& s = *state_;
    scene::Style const style = briefing ? briefing->question.style : s.style;
    bool const again = looked_at != s.looked_at || chinese != s.chinese || style != s.style;
    s.looked_at = looked_at;
    using First = State::First;
    if (s.first == First::unknown && !looked_at) s.first = First::closed;
    if (s.first == First::closed && looked_at) s.first = First::opened;
    s.chinese = chinese;
    s.style = style;
    if (again) {
        s.paint();
        s.changed = true;
    }
    if (!looked_at || !briefing || !s.facts.configured) return;
    bool const dated = briefing->facts && briefing->facts->hotline.freshness.last != base::kNoTime;
    base::UtcMs const newest = dated ? briefing->facts->hotline.freshness.last : 0;
    base::UtcMs const day = data_day(*briefing, newest);
    if (s.worker && day == s.day) return;
    s.day = day;
    s.facts.data_time = briefing->question.live ? newest : briefing->question.moment.event;
    s.wanted.state = briefing->state;
    s.wanted.state_time = s.facts.data_time > 0 ? s.facts.data_time : briefing->question.moment.event;
    ++s.wanted.state_number;
    if (!s.worker) s.worker = std::make_unique<SitingWorker>(s.district, s.wake);
    s.ask();
}

bool SitingDesk::take_news() {
    State& s = *state_;
    if (s.worker) {
        SitingNews news = s.worker->take();
        if (news.any) s.take(news);
        bool const busy = s.worker->busy();
        if (busy != s.facts.busy) s.changed = true;
        s.facts.busy = busy;
    }
    if (!std::exchange(s.changed, false)) return false;
    s.paint();
    s.stand();
    return true;
}

void SitingDesk::wait() {
    State& s = *state_;
    if (!s.looked_at || !s.worker) return;
    // What is taken may ask for more: a file opens a study, a ranking chooses a site.
    for (int i = 0; i < 4; ++i) {
        s.worker->wait();
        SitingNews news = s.worker->take();
        if (news.any) s.take(news);
    }
}

bool SitingDesk::click(base::Vec2d at) {
    State& s = *state_;
    if (!s.looked_at || !s.facts.measured) return false;
    auto const& sites = s.facts.measured->sites;
    for (std::size_t i = 0; i < sites.size(); ++i) {
        if (!analysis::contains(sites[i].plot, at)) continue;
        s.chosen_by_hand = true;
        s.choose(static_cast<std::int32_t>(i));
        s.changed = true;
        return true;
    }
    return false;
}

ui::SitingFacts const& SitingDesk::facts() const { return state_->facts; }
std::shared_ptr<Overlay const> SitingDesk::map() const { return state_->map; }
std::shared_ptr<Proposed const> SitingDesk::proposed() const { return state_->proposed; }
void SitingDesk::keep(std::shared_ptr<Proposed const> proposed) {
    State& s = *state_;
    if (proposed == s.proposed) return;
    s.facts.shown = proposed ? proposed->scheme : -1;
    auto const i = static_cast<std::size_t>(std::max(s.facts.shown, 0));
    // As though its newest result stood already: it would be built at once otherwise.
    s.standing = proposed && i < s.facts.results.size() ? s.facts.results[i] : nullptr;
    s.proposed = std::move(proposed);
    s.changed = true;
}
std::optional<base::Extent> SitingDesk::take_flight() { return std::exchange(state_->flight, {}); }
std::optional<base::Extent> SitingDesk::take_first() {
    State& s = *state_;
    bool const found = s.looked_at && s.facts.judged && s.facts.measured && s.facts.chosen >= 0;
    if (s.first != State::First::opened || !found) return {};
    s.first = State::First::met;
    if (s.chosen_by_hand) return {};
    return analysis::extent_of(s.facts.measured->sites[static_cast<std::size_t>(s.facts.chosen)].plot);
}
std::vector<std::pair<bool, std::string>> SitingDesk::take_said() { return std::exchange(state_->said, {}); }

}  // namespace app
