// Hours of sun at the windows of neighbours, before and after a scheme (GB/T 50947-2014, DOMAIN 9.1).
//
// The day is walked in steps of true solar time: neither clock nor longitude enters it, only latitude and the sun's
// declination at noon of that day. Of each point of a facade and each step, the plan says how far away each wall lies
// that the ray to the sun crosses; a wall at distance d, as high as `top`, hides whoever stands lower than
// top - d tan(altitude). One such height a step (the highest of all walls) therefore settles all storeys at once, and
// it is exact: nothing is rasterised. Ground hides nothing here; terrain matters where it is steeper than a low sun.
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <vector>

#include "analysis/plane.h"
#include "analysis/sunlight_rules.h"
#include "base/result.h"
#include "base/vec.h"
#include "geo/frame.h"

namespace analysis {

struct SunTrack {
    struct Step {
        double hours = 0;     ///< true solar time of its middle
        base::Vec2d towards;  ///< unit vector towards the sun in the plane: east and north of the grid
        double slope = 0;     ///< tan(altitude), above 0
    };
    std::vector<Step> steps;  ///< in order of time; the azimuth turns clockwise. Those below the horizon are left out
    double step_minutes = 1;
    double declination = 0;  ///< degrees
    double hours(int of_steps) const { return of_steps * step_minutes / 60; }
};

struct SunTrackRequest {
    geo::LonLat at;
    double grid_convergence = 0;  ///< geo::LocalFrame's
    SunDay day = SunDay::great_cold;
    int year = 2001;  ///< the standard's year of reference; 大寒 is its 20 January, 冬至 its 22 December
    double from = 8, to = 16;
    double step_minutes = 1;  ///< at most 1 by the standard
};
/// An error where the band is no part of a day, is no whole number of steps, or the sun does not pass in the south.
base::Result<SunTrack> sun_track(SunTrackRequest const& request);

/// An outline drawn up. One that stands on the ground hides what is beneath it too; a bridge has a `bottom`.
struct Prism {
    Plot outline;
    double top = 0;  ///< heights of the frame, like everything here
    double bottom = -std::numeric_limits<double>::infinity();
};

/// Windows above each other: one place in the plan for all storeys.
struct WindowColumn {
    base::Vec2d at;            ///< just before the wall
    base::Vec2d facing;        ///< unit vector outwards
    double width = 0;          ///< above 0: sunlit only while both its ends are (满窗)
    bool main_facade = false;  ///< counts for the figures of a storey
};

struct Neighbour {
    std::string id;
    std::vector<WindowColumn> columns;
    std::vector<double> sills;  ///< heights of the storeys' sills, from below
    double limit = 2;           ///< hours that each window should have
};

struct FacadeRequest {
    std::string id;
    Plot outline;
    double ground = 0;  ///< height of its lowest floor
    int storeys = 1;
    double storey_height = 3;
    double sill = 0.9;        ///< above the floor (GB 50180 4.0.9)
    double spacing = 1.0;     ///< metres between columns: 0.6 to 1.0 by the standard
    double offset = 0.1;      ///< metres before the wall
    double window_width = 0;  ///< WindowColumn::width
    double main_within =
        60;  ///< degrees from south that a main facade's walls face; where none does, the nearest to it
    double limit = 2;
};
/// Columns at even distances along all walls.
Neighbour facades_of(FacadeRequest const& request);

struct SunOptions {
    int least_run = 1;        ///< steps: shorter spans of sun do not count (some cities ask for 5 minutes)
    bool continuous = false;  ///< the limit is held against the longest span, not the sum
    double least_sweep = 0;   ///< degrees between ray and wall, in the plan, below which sun does not count
};

/// In steps of the track.
struct SunCount {
    std::uint16_t total = 0, longest = 0;
    friend bool operator==(SunCount, SunCount) = default;
};

struct StoreySun {
    double least_before = 0, least_after = 0;  ///< hours, of the columns of the main facade; 0 where it has none
};

struct NeighbourSun {
    std::vector<SunCount> before, after;  ///< of column c and storey s at [c * sills + s]
    std::vector<StoreySun> storeys;
    std::size_t fallen = 0;       ///< windows that had their hours before and have not after
    std::size_t worse_below = 0;  ///< windows that had too little before and have less after
    double most_lost = 0;         ///< hours of one window
};

struct SunScheme {
    std::vector<Prism> added;
    std::vector<std::uint32_t> removed;  ///< of those that stand
};

/// One per neighbour. `standing` are all buildings there are now, the neighbours themselves among them.
std::vector<NeighbourSun> sunlight(std::span<Neighbour const> neighbours, std::span<Prism const> standing,
                                   SunScheme const& scheme, SunTrack const& track, SunOptions const& options = {});

/// "3 windows of A fall below 2 h ..."; says also that nothing is lost.
twin::Name describe(Neighbour const& neighbour, NeighbourSun const& sun);

}  // namespace analysis
