// A scheme on a chosen site: slabs in rows or a model, what they come to, and what they take of their neighbours' sun
// and of people's views.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/massing.h"
#include "analysis/model_outline.h"
#include "analysis/site_study.h"
#include "analysis/sunlight.h"
#include "analysis/view_loss.h"
#include "base/result.h"
#include "geo/frame.h"
#include "twin/district.h"

namespace analysis {

inline constexpr std::size_t kMostSchemes = 4;

/// Slabs of one size side by side around the site's middle; or a model, whose own outline and height count instead of
/// `blocks`, `storey_height`, `length`, `depth` and `gap`.
struct Scheme {
    twin::Name name;
    int blocks = 2, storeys = 6;      ///< storeys of a model: of its highest piece; 0: as many as fit
    double storey_height = 3.6;       ///< metres
    double length = 60, depth = 15;   ///< of one slab, metres
    double heading = 90;              ///< of its length, degrees clockwise from north
    double gap = 20;                  ///< metres between slabs
    double shift_x = 0, shift_y = 0;  ///< metres east and north of the site's middle
    double green = 0.35;              ///< share of the site that is planted
    double counted = 1;               ///< 计容系数
    std::string model;                ///< file; its middle stands on the site's, its north turned to `heading`
    double scale = 1;                 ///< of the model
    double floor_area = 0;            ///< square metres of the model, as given; 0: outline x storeys
    bool operator==(Scheme const& other) const;
};

/// `ground`: per slab its own lowest ground, so that none floats.
std::vector<Block> blocks_of(Scheme const& scheme, Site const& site, geo::HeightGrid const* terrain);

/// A model that has been read, for a scheme.
struct SchemeModel {
    std::string file;
    assets::Model mesh;
    ModelOutline outline;
};

/// Where the mesh's origin goes.
struct ModelPlace {
    base::Vec3d at;
    double heading = 0, scale = 1;
};
ModelPlace place_of(Scheme const& scheme, ModelOutline const& outline, Site const& site,
                    geo::HeightGrid const* terrain);
/// One block per piece of its outline, all on the ground that the model stands on: the lowest under its pieces.
std::vector<Block> blocks_of(Scheme const& scheme, ModelOutline const& outline, Site const& site,
                             geo::HeightGrid const* terrain);

/// Which columns of the parcels hold the limits of the plan.
struct LimitFields {
    std::string far, density, height, green, setback;
    double gap = 0;  ///< metres between blocks; 0: none
};
MassingLimits limits_of(LimitFields const& fields, Site const& site, SiteLayer const* own);

/// Who is owed sun, and how much (DOMAIN 9.1).
struct SunDuty {
    int zone = 4;
    CityClass city = CityClass::large;
    double reach = 0;  ///< metres around the site; 0: as far as the scheme's shadow
};

struct NeighbourLoss {
    std::uint32_t building = 0;  ///< into the district's
    std::string name;            ///< its id, or its number
    base::Vec2d at;
    twin::Name rule;  ///< "大寒日 3 h, 8-16"
    SunDay day = SunDay::great_cold;
    double limit = 0;                          ///< hours
    double least_before = 0, least_after = 0;  ///< hours, of the window that loses most
    int storey = 1;                            ///< it is on, from 1
    std::size_t windows = 0, fallen = 0, worse_below = 0;
    double most_lost = 0;
    twin::Name said;
};

struct SchemeResult {
    std::vector<Block> blocks;
    std::shared_ptr<SchemeModel const> model;  ///< null: slabs
    ModelPlace place;                          ///< of the model
    Massing massing;
    MassingLimits limits;
    std::vector<NeighbourLoss> neighbours;             ///< the worst first; all that were looked at
    std::size_t looked_at = 0, fallen = 0, worse = 0;  ///< neighbours; windows; windows
    double most_lost = 0;
    twin::Name sun_problem;              ///< why there is no sunlight; empty: there is
    std::vector<std::uint32_t> cleared;  ///< buildings that stand on the site and go
    std::vector<ViewLoss> views;         ///< side by side with the viewpoints
    std::size_t views_known = 0, views_kept = 0;
};

struct SchemeAsk {
    Scheme scheme;
    Site const& site;
    LimitFields limits;
    SunDuty duty;
    SiteLayer const* own = nullptr;
    std::shared_ptr<SchemeModel const> model = nullptr;  ///< of `scheme.model`
    std::span<Viewpoint const> viewpoints = {};
    std::span<Landmark const> landmarks = {};
};

/// The day that most of the neighbours looked at are judged on.
SunDay sun_day_of(SchemeResult const& result);

/// A few seconds at most; for a thread of its own.
base::Result<SchemeResult> assess(SchemeAsk const& ask, twin::District const& district, std::span<SunRule const> rules,
                                  base::Progress& progress);

/// Buildings with their middle on the site.
std::vector<std::uint32_t> buildings_on(Site const& site, twin::Buildings const& buildings);

}  // namespace analysis
