// Projects from planning to use and named zones, with what is known around them. Pure, and free of the window: reports
// call it too.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "analysis/coverage.h"
#include "analysis/plane.h"
#include "twin/district.h"
#include "ui/facts.h"
#include "ui/projects_facts.h"

namespace app {

/// What the district's own layers say, read once: roles `projects` and `zones`.
struct Sites {
    struct Project {
        ui::ProjectRow row;  ///< without anything that depends on the moment
        analysis::Plot plot;
        std::vector<ui::ProjectRow::Picture> pictures = {};  ///< of its folder
    };
    struct Zone {
        ui::ZoneRow row;
        analysis::Plot plot;
    };
    std::vector<Project> projects;
    std::vector<Zone> zones;
    bool has_layer = false, has_zones = false;
};
/// `folder`: the district file's, for pictures; empty: none.
Sites read_sites(twin::District const& district, std::filesystem::path const& folder = {});

/// "plan", "build" ..., 规 建 管 用 and the four official phases.
ui::ProjectStage stage_of(std::string const& word);

/// The share that should be done by `now` where it goes on evenly between its planned dates; below 0: no dates.
double planned_by(base::UtcMs start, base::UtcMs end, base::UtcMs now);

/// Cameras whose pose is known, of the facts; in their order. Those that are offline see nothing.
std::vector<analysis::StandingCamera> standing_cameras(ui::EventFacts const& events);

/// How the coverage of each site and zone was, worked out when cameras change: it is what takes long.
struct SiteCoverage {
    std::shared_ptr<analysis::Coverage const> coverage;
    std::vector<analysis::Coverage::OfPlot> projects, zones;  ///< as in Sites
};
SiteCoverage cover(Sites const& sites, std::vector<analysis::StandingCamera> cameras, analysis::Sight const& sight);

/// `coverage` null: not worked out yet. Confidential tickets have no place and so are nobody's.
ui::ProjectFacts project_facts(Sites const& sites, ui::Facts const& facts, SiteCoverage const* coverage);

/// With a byte order mark and both languages in its header, as offices open it; shares as fractions.
std::string zones_csv(ui::ProjectFacts const& facts);

}  // namespace app
