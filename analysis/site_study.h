// A question of where to build, as data, and its answer: measured once, judged as often as weights and limits change.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "analysis/density.h"
#include "analysis/plane.h"
#include "analysis/road_reach.h"
#include "analysis/siting.h"
#include "analysis/siting_stability.h"
#include "analysis/sunlight.h"
#include "base/progress.h"
#include "geo/polygons.h"
#include "geo/terrain.h"
#include "geo/vector.h"
#include "twin/name.h"

namespace analysis {

/// What can be measured of a candidate. Units: square metres, metres, percent, minutes, people, pieces, hours.
enum class Measure : std::uint8_t {
    area,
    width,      ///< the narrowest gap the site fits through
    slope,      ///< mean, percent
    share,      ///< percent of the site inside a layer's areas
    distance,   ///< straight, from the site's edge to the nearest of a layer; 0 where one reaches into it
    minutes,    ///< along roads from the site's middle to the nearest of a layer
    people,     ///< residents within so many minutes
    tickets,    ///< of some classes within a radius of the site's middle
    events,     ///< of cameras, of some types within a radius
    count,      ///< things of a layer within a radius
    built,      ///< floor area that stands on the site: footprint x storeys
    sun,        ///< hours of sun on the ground in the site's middle on 大寒日, 8 to 16 true solar time
    attribute,  ///< of the candidates' own layer
};
std::string_view word(Measure measure);
std::optional<Measure> measure_of(std::string_view word);
twin::Name unit_of(Measure measure);
/// Whether it is measured to or in a layer.
bool of_layer(Measure measure);

struct MeasureSpec {
    Measure what = Measure::area;
    std::string layer;                 ///< share, distance, minutes, count: id of a SiteLayer
    std::string attribute;             ///< attribute: name of its column
    double minutes = 15;               ///< people
    double radius = 500;               ///< tickets, events, count; metres
    std::vector<std::string> classes;  ///< tickets: beginnings of class paths; events: types; empty: all
    TravelBy by = TravelBy::foot;      ///< minutes, people
    bool operator==(MeasureSpec const&) const = default;
};

struct StudyConstraint {
    twin::Name name;
    MeasureSpec measure;
    std::optional<double> least, most;
    std::vector<std::string> allowed;  ///< not empty: the measure is an attribute with one of these words
    bool on = true;
};

struct StudyCriterion {
    twin::Name name, unit;
    MeasureSpec measure;
    bool less_is_better = false;
    std::vector<Worth> worth;
    double weight = 1;  ///< where weighed by hand
};

struct Study {
    std::string id;
    twin::Name name, note;
    std::string candidates;  ///< id of a layer; empty: square cells
    std::string site_id;     ///< the column that names a candidate; empty: numbers
    double cell = 150;       ///< metres a side
    base::Extent extent;     ///< of the cells
    std::vector<StudyConstraint> constraints;
    std::vector<StudyCriterion> criteria;
    bool by_pairs = false;           ///< weights from `judgements`, else by hand
    std::vector<double> judgements;  ///< as ahp() takes them
};

/// Land, lines or points with their columns, in local metres.
struct SiteLayer {
    std::string id;
    twin::Name name;
    std::string source;  ///< for what is printed under a table
    geo::Polygons areas;
    geo::Lines lines;
    std::vector<base::Vec2d> points;
    std::vector<geo::Column> columns;
};

struct Matter {
    base::Vec2d at;
    std::string class_path;  ///< of an event: its type
};

struct StandingBuilding {
    Plot outline;
    double ground = 0, top = 0;  ///< heights of the frame
    int storeys = 1;
};

/// Everything there is to measure with. Does not change once made.
struct SiteData {
    std::vector<SiteLayer> layers;
    std::shared_ptr<RoadReach const> roads;                   ///< on foot
    std::shared_ptr<RoadReach const> cycle_roads, car_roads;  ///< null where nothing asks for them
    std::vector<WeightedPoint> people;
    bool people_known = false;
    std::vector<Matter> tickets;
    bool tickets_known = false;
    std::vector<Matter> events;
    bool events_known = false;
    std::map<std::string, twin::Name> event_names;  ///< by type
    std::vector<StandingBuilding> buildings;
    geo::HeightGrid const* terrain = nullptr;  ///< outlives this; null or empty: level
    SunTrack sun;                              ///< of Measure::sun; no steps: not known
    SiteLayer const* layer(std::string const& id) const;
    RoadReach const* ways(TravelBy by) const;
};

struct Site {
    std::string id;
    Plot plot;
    base::Vec2d middle;
    double area = 0;
    std::uint32_t row = 0xffffffff;  ///< of the candidates' layer
};

/// One measure of all candidates, and how it was got.
struct MeasuredColumn {
    std::vector<double> values;      ///< NaN: not known
    std::vector<std::string> words;  ///< of text attributes
    twin::Name how;
    /// Per site why its value is not known, where there is more to say than that; empty: nowhere.
    std::vector<twin::Name> missing;
};

struct MeasuredStudy {
    std::vector<Site> sites;
    std::vector<MeasuredColumn> constraints, criteria;           ///< side by side with the study's
    std::vector<MeasureSpec> constraint_specs, criterion_specs;  ///< what they were measured by
};

/// Candidates by drawn outlines come after those of the study. An error where layers or columns are missing. What
/// `before` (the same candidates by the same data) has measured already is taken over.
base::Result<MeasuredStudy> measure_study(Study const& study, std::span<Plot const> drawn, SiteData const& data,
                                          base::Progress& progress, MeasuredStudy const* before = nullptr);

struct JudgedStudy {
    Constraints constraints;
    std::vector<std::vector<Exclusion>> excluded;  ///< per site; empty: in
    std::vector<std::uint32_t> broken_by;          ///< per constraint, how many sites break it
    SiteTable table;
    std::optional<Ahp> pairs;                           ///< where weighed by pairs
    twin::Name blocked;                                 ///< why nothing is ranked; both empty: it is
    Ranking ranking;                                    ///< rows; empty where blocked
    std::vector<std::uint32_t> order, closeness_order;  ///< rows from the best
    std::vector<std::int32_t> row_of;                   ///< per site: its row, or -1
    Stability stability;
    twin::Name why;
};
/// Cheap beside measuring: for each change of weights and bounds.
base::Result<JudgedStudy> judge_study(Study const& study, MeasuredStudy const& measured);

/// Why a site is not ranked: each constraint that it breaks, or else each criterion that is not known of it, with the
/// reason for that where there is one. Empty where it is ranked, or nothing is.
std::vector<twin::Name> why_not_ranked(Study const& study, MeasuredStudy const& measured, JudgedStudy const& judged,
                                       std::size_t site);

}  // namespace analysis
