// What the panel of site selection reads: the study, what it came to, and the schemes on the chosen site.
#pragma once

#include <array>
#include <memory>
#include <string>
#include <vector>

#include "analysis/catchment.h"
#include "analysis/site_scheme.h"
#include "analysis/site_study.h"
#include "base/time.h"

namespace ui {

/// Colours of ranks, on the map and beside it, 0xRRGGBB: first, second and third, the better half, the lesser half.
inline constexpr std::array<std::uint32_t, 4> kRankColours{0x0b5f59, 0x2a9d8f, 0x7fc8b8, 0xc9e8df};
inline constexpr std::array<std::uint32_t, 4> kRankColoursAtNight{0xfde725, 0x5ec962, 0x21918c, 0x3b528b};
constexpr std::size_t rank_step(std::uint32_t rank, std::size_t ranked) {
    return rank <= 1 ? 0 : rank <= 3 ? 1 : rank <= (ranked + 1) / 2 ? 2 : 3;
}

/// What criteria and constraints can be made of, for who adds one by hand.
struct SiteOffers {
    struct Layer {
        std::string id;
        twin::Name name;
    };
    struct Column {
        std::string name;
        bool number = false;
        std::vector<std::string> words;  ///< of a text column, the different ones, at most 24
    };
    struct Kind {
        std::string key;
        twin::Name name;
        std::size_t count = 0;
    };
    std::vector<Layer> layers;
    std::vector<Column> columns;  ///< of the candidates' layer
    std::vector<Kind> tickets;    ///< beginnings of class paths: whole categories and their parts
    std::vector<Kind> events;     ///< types
};

/// How far the chosen site is said to reach, and the colours of such land, 0xRRGGBB.
inline constexpr std::array<double, 3> kReachMinutes{5, 10, 15};
inline constexpr std::array<std::uint32_t, 3> kReachColours{0x3a6ea5, 0x78a6d1, 0xb4cfe8};

/// Whom the chosen site serves: land and people within kReachMinutes on foot.
struct SiteReach {
    std::vector<analysis::Catchment> bands;  ///< none: no road leads to the site
    bool people_known = false;
    twin::Name how;  ///< along what, or why there are none
};

struct SitingFacts {
    struct Head {
        std::string id;
        twin::Name name;
    };
    std::uint64_t revision = 0;
    bool configured = false;  ///< the district names a file of studies
    bool busy = false;        ///< something is being measured or judged
    float done = -1;          ///< of measuring, 0 to 1
    twin::Name problem;       ///< why there is no result; empty: there is, or it is coming
    std::vector<Head> files;  ///< of studies, the district's first; `id` is the path
    std::string file;         ///< the one that is open
    std::vector<Head> studies;
    std::shared_ptr<SiteOffers const> offers;  ///< null: not read yet
    bool edited = false;                       ///< the study is not as its file has it
    analysis::Study study;                     ///< as it stands
    std::size_t drawn = 0;                     ///< candidates by hand, behind the study's own
    std::shared_ptr<analysis::MeasuredStudy const> measured;
    std::shared_ptr<analysis::JudgedStudy const> judged;  ///< of `measured`; null: none yet
    std::vector<twin::Name> site_words;                   ///< per site, what it is: "中小学用地 · 政府储备"
    base::UtcMs data_time = base::kNoTime;                ///< that tickets and people are of
    std::int32_t chosen = -1;                             ///< site

    std::shared_ptr<SiteReach const> catchments;  ///< of the chosen site; null: not worked out

    std::vector<analysis::Scheme> schemes;
    /// Per scheme, on the chosen site; null: being worked out.
    std::vector<std::shared_ptr<analysis::SchemeResult const>> results;
    std::vector<twin::Name> scheme_problems;      ///< per scheme; empty: none
    std::vector<std::string> model_files;         ///< beside the file of studies, that a scheme may be made of
    std::vector<analysis::Viewpoint> viewpoints;  ///< the file's, then those drawn by hand
    std::vector<analysis::Landmark> landmarks;
    std::vector<twin::Name> view_problems;  ///< of viewpoints and landmarks that could not be placed
    std::size_t drawn_views = 0;
    int shown = -1;                       ///< the scheme that stands in the district
    bool sun_rules_for_reference = true;  ///< the program's own table, not the city's
};

}  // namespace ui
