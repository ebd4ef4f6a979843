// sites.toml: layers to measure by, and studies for choosing sites (docs/siting.md).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "analysis/site_scheme.h"
#include "analysis/site_study.h"
#include "base/result.h"

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

struct SitesFile {
    std::vector<SiteLayerSpec> layers;
    std::vector<StudySpec> studies;
    std::string sunlight_rules;  ///< a city's own table; empty: the program's, for reference only
    analysis::TravelMode travel;
};

/// Unknown keys, unknown measures and layers that are not there are errors that name their line. Sources come back with
/// the folder of `path` before them.
base::Result<SitesFile> parse_sites(std::string_view toml, std::string const& path);
base::Result<SitesFile> read_sites(std::string const& path);

}  // namespace app
