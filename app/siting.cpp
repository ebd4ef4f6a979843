#include "app/siting.h"

#include <algorithm>
#include <filesystem>

#include "app/export_audit.h"
#include "app/intake.h"
#include "app/siting_export.h"
#include "app/siting_map.h"
#include "app/siting_worker.h"
#include "app/user_file.h"

namespace app {
namespace {

constexpr base::UtcMs kDayMs = 24LL * 3600 * 1000;

/// Live figures move all day, and a ranking that trembles helps nobody: one set of them a day.
base::UtcMs data_day(Briefing const& briefing, base::UtcMs newest) {
    return briefing.question.live ? newest / kDayMs * kDayMs : briefing.question.moment.event;
}

}  // namespace

struct SitingDesk::State {
    twin::District const& district;
    std::function<void()> wake;
    std::unique_ptr<SitingWorker> worker;
    ui::SitingFacts facts;
    std::shared_ptr<SitesFile const> file;
    StudySpec const* spec = nullptr;
    SitingWanted wanted;
    std::shared_ptr<Overlay const> map;
    std::shared_ptr<Proposed const> proposed;
    std::optional<base::Extent> flight;
    std::vector<std::pair<bool, std::string>> said;
    bool looked_at = false, chinese = true, changed = false, chosen_by_hand = false;
    scene::Style style = scene::Style::day;
    base::UtcMs day = base::kNoTime;

    struct Painted {
        std::shared_ptr<analysis::JudgedStudy const> judged;
        scene::Style style = scene::Style::day;
        bool chinese = true;
        bool operator==(Painted const&) const = default;
    };
    Painted painted;
    std::shared_ptr<analysis::SchemeResult const> standing;  ///< that `proposed` is of

    void ask() {
        if (!worker) return;
        wanted.study = facts.study;
        wanted.spec = spec;
        wanted.site = facts.chosen;
        wanted.schemes = facts.schemes;
        worker->want(wanted);
        facts.busy = true;
        changed = true;
    }
    void open(StudySpec const& study) {
        spec = &study;
        facts.study = study.study;
        facts.schemes = study.schemes;
        wanted.drawn.clear();
        facts.drawn = 0;
        forget_results();
        facts.chosen = -1;
        chosen_by_hand = false;
        facts.shown = -1;
        facts.judged.reset();
        facts.measured.reset();
        ++wanted.study_number;
        ask();
    }
    void forget_results() {
        facts.results.assign(facts.schemes.size(), nullptr);
        facts.scheme_problems.assign(facts.schemes.size(), {});
        ++wanted.scheme_number;
    }
    void choose(std::int32_t site) {
        if (site == facts.chosen) return;
        facts.chosen = site;
        forget_results();
        ask();
    }
    void take(SitingNews& news);
    void paint();
    void stand();
    void say(bool error, std::string zh, std::string en) { said.emplace_back(error, chinese ? zh : en); }
};

void SitingDesk::State::take(SitingNews& news) {
    facts.done = news.done;
    if (news.problem) facts.problem = *news.problem;
    if (news.file) {
        file = news.file;
        facts.sun_rules_for_reference = file->sunlight_rules.empty();
        for (StudySpec const& each : file->studies) facts.studies.push_back({each.study.id, each.study.name});
        int const wanted_scheme = facts.shown;  // somebody asked before there was anything to show
        open(file->studies.front());
        facts.shown = wanted_scheme;
    }
    if (news.judged && news.study_number == wanted.study_number) {
        facts.measured = news.measured;
        facts.judged = news.judged;
        if (!news.words.empty()) facts.site_words = std::move(news.words);
        bool const gone = facts.chosen >= static_cast<std::int32_t>(facts.measured->sites.size());
        if ((!chosen_by_hand || gone) && !facts.judged->order.empty())
            choose(static_cast<std::int32_t>(facts.judged->ranking.sites[facts.judged->order.front()]));
    }
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
    Painted const now{shows ? facts.judged : nullptr, style, chinese};
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
    proposed = std::make_shared<Proposed const>(Proposed{r.blocks, r.cleared, static_cast<std::int32_t>(i)});
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

void SitingDesk::obey(ui::SitingCommand const& command) {
    State& s = *state_;
    s.changed = true;
    if (auto const* c = std::get_if<ui::OpenStudy>(&command)) {
        if (!s.file) return;
        for (StudySpec const& each : s.file->studies)
            if (each.study.id == c->id) s.open(each);
    } else if (auto const* edit = std::get_if<ui::EditStudy>(&command)) {
        s.facts.study = *edit->study;
        ++s.wanted.study_number;
        s.ask();
    } else if (auto const* add = std::get_if<ui::AddSite>(&command)) {
        if (add->outline.size() < 3) return;
        s.wanted.drawn.push_back({add->outline});
        s.facts.drawn = s.wanted.drawn.size();
        ++s.wanted.study_number;
        s.ask();
    } else if (std::holds_alternative<ui::DropDrawnSites>(command)) {
        s.wanted.drawn.clear();
        s.facts.drawn = 0;
        s.facts.chosen = -1;
        s.chosen_by_hand = false;
        ++s.wanted.study_number;
        s.ask();
    } else if (auto const* cells = std::get_if<ui::UseCells>(&command)) {
        // Cells have no attributes of a plan.
        analysis::Study& study = s.facts.study;
        auto const of_plan = [](auto const& each) { return each.measure.what == analysis::Measure::attribute; };
        std::erase_if(study.constraints, of_plan);
        std::erase_if(study.criteria, of_plan);
        study.candidates.clear();
        study.extent = cells->extent;
        study.cell = cells->side;
        study.by_pairs = false;
        study.judgements.assign(study.criteria.size() * (study.criteria.size() - 1) / 2, 1);
        s.facts.chosen = -1;
        s.chosen_by_hand = false;
        ++s.wanted.study_number;
        s.ask();
    } else if (auto const* chosen = std::get_if<ui::ChooseSite>(&command)) {
        s.chosen_by_hand = true;
        s.choose(chosen->site);
        bool const there = s.facts.measured && chosen->site >= 0 &&
                           static_cast<std::size_t>(chosen->site) < s.facts.measured->sites.size();
        if (chosen->fly && there)
            s.flight =
                analysis::extent_of(s.facts.measured->sites[static_cast<std::size_t>(chosen->site)].plot).grown(120);
    } else if (auto const* schemes = std::get_if<ui::EditSchemes>(&command)) {
        s.facts.schemes = *schemes->schemes;
        s.facts.results.resize(s.facts.schemes.size());
        s.facts.scheme_problems.resize(s.facts.schemes.size());
        ++s.wanted.scheme_number;
        s.ask();
    } else if (auto const* show = std::get_if<ui::ShowScheme>(&command)) {
        s.facts.shown = show->scheme;
        bool const there = s.facts.measured && s.facts.chosen >= 0;
        if (show->scheme >= 0 && there)
            s.flight =
                analysis::extent_of(s.facts.measured->sites[static_cast<std::size_t>(s.facts.chosen)].plot).grown(160);
    } else if (auto const* out = std::get_if<ui::ExportSiting>(&command)) {
        auto const folder = documents_folder();
        if (!folder) return s.say(true, folder.error().message, folder.error().message);
        auto const done = export_siting(s.facts, s.district, out->what, *folder, s.chinese, file_stamp(now_ms()));
        if (!done) return s.say(true, done.error().message, done.error().message);
        for (std::string const& file : *done) {
            s.say(false, "已导出：" + file, "Exported: " + file);
            auto const kept = audit_export(s.district.live, now_ms(), "export", file);
            if (!kept)
                s.say(true, "未能写入审计日志：" + kept.error().message,
                      "Not in the audit log: " + kept.error().message);
        }
    }
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
std::vector<std::pair<bool, std::string>> SitingDesk::take_said() { return std::exchange(state_->said, {}); }

}  // namespace app
