// Projects from planning to use (规建管用) and named zones, with what is known around them. What the panel reads.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "base/vec.h"
#include "twin/name.h"
#include "ui/subject.h"

namespace ui {

/// 规、建、管、用.
enum class ProjectStage : std::uint8_t { plan, build, manage, use, unknown };

struct ProjectRow {
    std::string id, type, unit;
    twin::Name name;
    ProjectStage stage = ProjectStage::unknown;
    std::string raw_stage;
    double area = 0;  ///< square metres of the site
    base::Vec3d at;
    base::Extent extent;  ///< local metres
    std::vector<std::vector<base::Vec2d>> rings;
    struct Permit {
        std::string name;
        base::UtcMs at = base::kNoTime;  ///< kNoTime: not given yet
    };
    std::vector<Permit> permits;
    base::UtcMs planned_start = base::kNoTime, planned_end = base::kNoTime;
    base::UtcMs started = base::kNoTime, completed = base::kNoTime;
    double planned = -1;           ///< share that should be done by now; below 0: not known
    bool planned_by_dates = true;  ///< even progress between its planned dates; false: as the source says
    double actual = -1;            ///< share that is done, as the source says
    bool late = false;             ///< past its planned end, or more than a tenth behind

    // Approved, and what stands there; below 0: not given, or nothing stands there.
    double max_height = -1, footprint = -1;          ///< metres, square metres
    double built_height = -1, built_footprint = -1;  ///< of buildings whose middle lies inside
    std::uint32_t buildings = 0;
    bool too_high = false, too_large = false;

    struct Linked {
        Subject subject;
        std::string type;  ///< "green_net_missing"; of a ticket its class
        twin::Name name;
        base::UtcMs at = base::kNoTime;
        bool open = true;
    };
    std::vector<Linked> events, tickets;  ///< newest first
    struct Watching {
        std::string camera;
        double share = 0;  ///< of the site, that it sees
    };
    struct Picture {
        base::UtcMs at = base::kNoTime;
        std::string reference;  ///< as of evidence: a path below the district's folder
        Subject event;          ///< that it is evidence of; without an id: of the project's own folder
        twin::Name what;        ///< the event's type, or the words of the file's name
        std::string camera;     ///< id; empty: not by a camera
    };
    std::vector<Picture> pictures;  ///< newest first, none after the moment
    std::vector<Watching> cameras;  ///< which sees most first
    double seen = -1;               ///< share of the site that any camera sees; below 0: not worked out yet
};

struct RepeatedPlace {
    std::string key;  ///< "place · class"
    std::uint32_t count = 0, open = 0;
    base::Vec3d at;
    bool watched = false;  ///< some camera sees it
};

struct ZoneRow {
    std::string id, kind;
    twin::Name name;
    double area = 0;  ///< square metres
    base::Extent extent;
    std::vector<std::vector<base::Vec2d>> rings;
    std::uint32_t tickets = 0, overdue = 0;  ///< open ones
    std::uint32_t events = 0;                ///< open ones
    std::uint32_t repeated = 0, unwatched = 0;
    std::uint32_t cameras = 0;  ///< standing in it
    double unseen = -1;         ///< share that no camera sees; below 0: not known
};

struct ProjectFacts {
    std::uint64_t revision = 0;
    base::UtcMs moment = 0;  ///< what plans are held against
    std::vector<ProjectRow> projects;
    std::array<std::uint32_t, 5> by_stage{};
    std::uint32_t late = 0, differing = 0;
    std::vector<ZoneRow> zones;
    std::vector<RepeatedPlace> places;  ///< repeated ones nobody looks at first, then by count
    std::uint32_t unwatched = 0;
    bool has_layer = false, has_zones = false;
    bool reading = false;         ///< nothing of the above is known yet
    bool coverage_known = false;  ///< false: being worked out, or no camera says how it stands
    std::uint32_t cameras = 0, posed = 0;
};

}  // namespace ui
