// What a district supervises: projects from planning to use, and named zones. All of it made up.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "sample/content.h"
#include "sample/parcels.h"
#include "sample/plan.h"
#include "sample/setting.h"

namespace sample {

struct Project {
    Shape shape;
    std::string id;  ///< "2401-449901-04-01-000123": 24 characters, as project codes have
    Name name;
    char const* stage = "";  ///< "plan", "build", "manage", "use"
    char const* type = "";
    char const* unit = "";
    std::string permits;                                         ///< "name date; name"
    std::string planned_start, planned_end, started, completed;  ///< days; empty: not yet
    double actual = 0;                                           ///< percent
    double max_height = 0, footprint = 0;                        ///< approved: metres, square metres
};

struct Zone {
    Shape shape;
    std::string id;
    Name name;
    char const* kind = "";  ///< "urban_village", "fire_lane", "station"
};

struct Supervised {
    std::vector<Project> projects;
    std::vector<Zone> zones;
    bool empty() const { return projects.empty() && zones.empty(); }
};

/// Where the setting builds, its projects are under way; others stand on parcels of the plan. Two have been built
/// beyond what was approved, and some are late, as of `until`.
Supervised make_supervised(Plan const& plan, Content const& content, Setting const& setting,
                           std::vector<Parcel> const& parcels, base::UtcMs until);

/// Projects that are late at `until` as the program counts them: unfinished past their planned end, or more
/// than 10 points behind an even pace.
std::size_t late_projects(Supervised const& all, base::UtcMs until);

/// supervision.gpkg with the layers `projects` and `zones`; nothing where there is neither. GDAL is registered.
base::Status write_supervised(std::filesystem::path const& folder, Supervised const& all);

/// What the district file says of them.
std::string supervised_toml(Supervised const& all);

}  // namespace sample
