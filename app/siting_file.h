// sites.toml: layers to measure by, and studies for choosing sites (docs/siting.md).
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/site_scheme.h"
#include "analysis/site_study.h"
#include "base/result.h"
#include "twin/district.h"

namespace app {

struct SiteLayerSpec {
    std::string id;
    twin::Name name;
    std::string source, layer, where, crs;
};

struct StudySpec {
    analysis::Study study;
    analysis::LimitFields limits;
    analysis::SunDuty duty;
    std::vector<analysis::Scheme> schemes;
    std::vector<std::string> words_zh, words_en;  ///< columns that say what a candidate is
};

/// How people get about (docs/siting.md, [travel]).
struct TravelSpec {
    analysis::TravelMode foot;
    analysis::TravelMode cycle{.by = analysis::TravelBy::cycle, .metres_per_minute = 15'000.0 / 60};
    analysis::TravelMode car{.by = analysis::TravelBy::car, .metres_per_minute = 20'000.0 / 60};
    /// km/h by car, from footpath (closed) to motorway: what cars make in town with its crossings, not what they may.
    std::map<twin::GroundClass, double> car_speeds{
        {twin::GroundClass::service, 10},  {twin::GroundClass::residential_road, 20},
        {twin::GroundClass::tertiary, 25}, {twin::GroundClass::secondary, 30},
        {twin::GroundClass::primary, 35},  {twin::GroundClass::trunk, 60},
        {twin::GroundClass::motorway, 80}};
};

/// A place to look from or at, as it is written: by the name of a place of the district, by degrees, or in its CRS.
struct ViewSpec {
    twin::Name name;
    std::string place;
    std::optional<base::Vec2d> at;  ///< longitude and latitude
    std::optional<base::Vec2d> xy;  ///< in the working CRS
    std::optional<double> height;   ///< metres above the ground
    double reach = 600;             ///< metres; of viewpoints
};

struct SitesFile {
    std::string folder;  ///< the file's own
    std::vector<ViewSpec> viewpoints, landmarks;
    std::vector<SiteLayerSpec> layers;
    std::vector<StudySpec> studies;
    std::string sunlight_rules;  ///< a city's own table; empty: the program's, for reference only
    TravelSpec travel;
};

/// Unknown keys, unknown measures and layers that are not there are errors that name their line. Sources come back with
/// the folder of `path` before them.
base::Result<SitesFile> parse_sites(std::string_view toml, std::string const& path);
base::Result<SitesFile> read_sites(std::string const& path);

}  // namespace app
