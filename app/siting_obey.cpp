// What people ask of site selection, one function a command.
#include <algorithm>
#include <filesystem>

#include "app/export_audit.h"
#include "app/intake.h"
#include "app/siting_desk.h"
#include "app/siting_export.h"
#include "app/siting_save.h"
#include "app/user_file.h"

namespace app {

void SitingDesk::State::ask() {
    if (!worker) return;
    wanted.study = facts.study;
    wanted.spec = spec;
    wanted.site = facts.chosen;
    wanted.schemes = facts.schemes;
    worker->want(wanted);
    facts.busy = true;
    changed = true;
}

void SitingDesk::State::open(StudySpec const& study) {
    spec = &study;
    facts.study = study.study;
    if (facts.study.candidates.empty() && facts.study.extent.empty()) facts.study.extent = district.extent;
    facts.schemes = study.schemes;
    facts.edited = false;
    wanted.drawn.clear();
    facts.drawn = 0;
    forget_results();
    facts.chosen = -1;
    chosen_by_hand = false;
    facts.shown = -1;
    facts.judged.reset();
    facts.measured.reset();
    step.reset();
    ++wanted.study_number;
    ask();
}

/// Nothing is known of it yet: what was shown goes, and its first study opens when it has been read.
void SitingDesk::State::open_file(std::string const& path) {
    facts.file = path;
    facts.study = {};
    facts.schemes.clear();
    facts.judged.reset();
    facts.measured.reset();
    facts.problem = {};
    facts.chosen = facts.shown = -1;
    facts.edited = false;
    spec = nullptr;
    step.reset();
    forget_results();
    wanted.sites_file = path;
    ++wanted.file_number;
    ++wanted.study_number;
    ask();
}

void SitingDesk::State::forget_results() {
    facts.results.assign(facts.schemes.size(), nullptr);
    facts.scheme_problems.assign(facts.schemes.size(), {});
    facts.catchments.reset();
    ++wanted.scheme_number;
}

void SitingDesk::State::choose(std::int32_t site) {
    if (site == facts.chosen) return;
    facts.chosen = site;
    forget_results();
    ask();
}

/// Panels read study and results side by side: where the number of figures has changed the old results go.
void SitingDesk::State::set(analysis::Study study) {
    bool const same = study.criteria.size() == facts.study.criteria.size() &&
                      study.constraints.size() == facts.study.constraints.size();
    facts.study = std::move(study);
    if (same) return;
    facts.judged.reset();
    facts.measured.reset();
}

void SitingDesk::State::edited() {
    facts.edited = true;
    step.reset();
    ++wanted.study_number;
    ask();
}

// ---- the study

void SitingDesk::State::obey(ui::OpenStudy const& c) {
    if (!file) return;
    for (StudySpec const& each : file->studies)
        if (each.study.id == c.id) return open(each);
}

void SitingDesk::State::obey(ui::EditStudy const& c) {
    if (!spec) return;
    set(*c.study);
    edited();
}

void SitingDesk::State::obey(ui::AddSite const& c) {
    if (c.outline.size() < 3) return;
    wanted.drawn.push_back({c.outline});
    facts.drawn = wanted.drawn.size();
    edited();
}

void SitingDesk::State::obey(ui::DropDrawnSites const&) {
    wanted.drawn.clear();
    facts.drawn = 0;
    facts.chosen = -1;
    chosen_by_hand = false;
    edited();
}

void SitingDesk::State::obey(ui::UseCells const& c) {
    // Cells have no attributes of a plan.
    analysis::Study study = facts.study;
    auto const of_plan = [](auto const& each) { return each.measure.what == analysis::Measure::attribute; };
    std::erase_if(study.constraints, of_plan);
    std::erase_if(study.criteria, of_plan);
    study.candidates.clear();
    study.extent = c.extent;
    study.cell = c.side;
    study.by_pairs = false;
    std::size_t const n = study.criteria.size();
    study.judgements.assign(n * (n - (n > 0)) / 2, 1);
    set(std::move(study));
    facts.chosen = -1;
    chosen_by_hand = false;
    edited();
}

void SitingDesk::State::obey(ui::SaveStudy const& c) {
    if (!spec) return;
    auto const saved = save_study({facts.file, district.sites, c.name, facts.study, facts.schemes});
    if (!saved) return say(true, saved.error().message, saved.error().message);
    say(false, "已另存：" + *saved, "Saved as " + *saved);
    if (!wanted.drawn.empty())
        say(false, "手绘地块不在其中，请另行导出", "Sites drawn by hand are not in it; export them");
    facts.file = *saved;
    facts.edited = false;
    step.reset();
    facts.files.clear();
    for (std::string const& each : sites_files(district.sites)) {
        std::string const name = std::filesystem::path(each).filename().string();
        facts.files.push_back({each, {name, name}});
    }
}

void SitingDesk::State::obey(ui::OpenSites const& c) {
    bool const known = std::ranges::any_of(facts.files, [&](auto const& each) { return each.id == c.file; });
    if (known) open_file(c.file);
}

// ---- the site and its schemes

void SitingDesk::State::obey(ui::ChooseSite const& c) {
    chosen_by_hand = true;
    choose(c.site);
    bool const there = facts.measured && c.site >= 0 && static_cast<std::size_t>(c.site) < facts.measured->sites.size();
    if (c.fly && there)
        flight = analysis::extent_of(facts.measured->sites[static_cast<std::size_t>(c.site)].plot).grown(120);
}

void SitingDesk::State::obey(ui::EditSchemes const& c) {
    facts.schemes = *c.schemes;
    facts.results.resize(facts.schemes.size());
    facts.scheme_problems.resize(facts.schemes.size());
    facts.edited = true;
    step.reset();
    ++wanted.scheme_number;
    ask();
}

void SitingDesk::State::obey(ui::AddViewpoints const& c) {
    wanted.drawn_views.insert(wanted.drawn_views.end(), c.points.begin(), c.points.end());
    forget_results();
    ask();
}

void SitingDesk::State::obey(ui::DropViewpoints const&) {
    wanted.drawn_views.clear();
    forget_results();
    ask();
}

void SitingDesk::State::obey(ui::ShowScheme const& c) {
    facts.shown = c.scheme;
    bool const there = facts.measured && facts.chosen >= 0;
    if (c.scheme >= 0 && there)
        flight = analysis::extent_of(facts.measured->sites[static_cast<std::size_t>(facts.chosen)].plot).grown(160);
}

void SitingDesk::State::obey(ui::ExportSiting const& c) {
    if (!facts.judged || !facts.measured) return;
    auto const folder = documents_folder();
    if (!folder) return say(true, folder.error().message, folder.error().message);
    auto const done = export_siting(facts, district, c.what, *folder, chinese, file_stamp(now_ms()));
    if (!done) return say(true, done.error().message, done.error().message);
    for (std::string const& each : *done) {
        say(false, "已导出：" + each, "Exported: " + each);
        auto const kept = audit_export(district.live, now_ms(), "export", each);
        if (!kept)
            say(true, "未能写入审计日志：" + kept.error().message, "Not in the audit log: " + kept.error().message);
    }
}

void SitingDesk::obey(ui::SitingCommand const& command) {
    state_->changed = true;
    std::visit([this](auto const& c) { state_->obey(c); }, command);
}

// ---- the way back

std::shared_ptr<SitingStep const> SitingDesk::step() const {
    State& s = *state_;
    if (!s.spec) return nullptr;
    if (!s.step)
        s.step = std::make_shared<SitingStep const>(
            SitingStep{s.facts.file, s.facts.study, s.wanted.drawn, s.facts.schemes, s.facts.edited});
    return s.step;
}

void SitingDesk::restore(std::shared_ptr<SitingStep const> const& step) {
    State& s = *state_;
    // Steps of a file that has been left cannot be gone back to: what they hang on is no longer read.
    if (!step || step == s.step || !s.file || step->file != s.facts.file) return;
    for (StudySpec const& each : s.file->studies)
        if (each.study.id == step->study.id) s.spec = &each;
    s.set(step->study);
    s.facts.schemes = step->schemes;
    s.facts.edited = step->edited;
    s.wanted.drawn = step->drawn;
    s.facts.drawn = step->drawn.size();
    s.step = step;
    s.forget_results();
    ++s.wanted.study_number;
    s.ask();
}

}  // namespace app
