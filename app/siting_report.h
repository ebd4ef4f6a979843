// A study run without a window, and what is said of it on paper: the same facts as the panel's.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "analysis/site_study.h"
#include "app/siting_file.h"
#include "base/progress.h"
#include "base/result.h"
#include "twin/district.h"
#include "twin/live_state.h"
#include "ui/siting_facts.h"

namespace app {

/// What a study is asked with; `state` may be null: then people and tickets are not known.
struct SitingAsk {
    twin::District const& district;
    twin::LiveState const* state = nullptr;
    base::UtcMs data_time = base::kNoTime;
    std::string study;  ///< id; empty: the first
    std::string site;   ///< to place the schemes on; empty: the first of the ranking
    bool schemes = true;
};
/// Reads the district's file of studies, measures, judges, and assesses the schemes on the chosen site.
base::Result<ui::SitingFacts> run_siting(SitingAsk const& ask, base::Progress& progress);

/// The parts of it, for who keeps them between asks.
std::vector<twin::Name> site_words(StudySpec const& spec, analysis::MeasuredStudy const& measured,
                                   analysis::SiteData const& data);
base::Result<std::vector<analysis::SunRule>> sun_rules(SitesFile const& file);

/// "3 / 5", "3 of 5"; a dash where there are no viewpoints.
twin::Name views_kept(analysis::SchemeResult const& result);
/// How the figures of a model came about.
twin::Name model_method(analysis::Scheme const& scheme, analysis::SchemeResult const& result);

/// A table of a report: texts in one language, figures as people read them.
struct SitingTable {
    std::string title;
    std::vector<std::string> columns;
    std::vector<std::vector<std::string>> rows;
    std::vector<std::string> notes;  ///< how the figures were made
};

struct SitingReport {
    std::string title, lead, why;  ///< `lead`: candidates, excluded, ranked; `why` the first is first
    std::string blocked;           ///< instead of a ranking
    SitingTable ranking, criteria, excluded, schemes, sunlight, views;
    std::vector<std::string> notes;  ///< data, methods, what it does not decide
};
/// `most`: rows of the ranking.
SitingReport siting_report_facts(ui::SitingFacts const& facts, bool chinese, std::size_t most = 10);

}  // namespace app
