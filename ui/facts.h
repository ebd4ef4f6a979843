// What panels read: the district as it is known at the moment that is shown. Filled by the app when data or time
// change, never by panels; small counts are hidden and confidential places blank before anything gets here.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/image.h"
#include "base/time.h"
#include "base/vec.h"
#include "twin/name.h"
#include "twin/records.h"
#include "ui/subject.h"

namespace ui {

/// How urgent; the order of scene::Level.
enum class Urgent : std::uint8_t { none, blue, yellow, orange, red };

/// State of a feed, as feeds::FeedState.
enum class Lamp : std::uint8_t { live, quiet, stale, down };

/// What is said of a group of facts: of when, and how far it can be trusted.
struct Freshness {
    base::UtcMs last = base::kNoTime;  ///< event time of the newest report
    Lamp lamp = Lamp::down;
    bool any = false;  ///< false: no feed reports this at all; "no data", not "none"
};

/// What the feeds' own words (classes, units, matters of tickets) are called in English.
struct Glossary {
    std::map<std::string, std::string, std::less<>> english;
    /// The word itself where there is none; of a path ("城市管理>市容环境") its last part's.
    std::string in_english(std::string const& words) const;
};

struct TicketRow {
    twin::Ticket ticket;  ///< timed by the work calendar; place and title blank where confidential
    twin::Name place;     ///< as lists write it (app/place_words.h); empty: not known, or not to be told
    Urgent urgent = Urgent::none;
    bool open = true;      ///< not closed yet; one that only waits for the visit is closed
    bool overdue = false;  ///< 超期: open past its limit, here and wherever something is called so
    bool nearly_due = false, limit_for_reference = false;  ///< the latter: nobody's rule, 参考
    std::optional<base::Vec3d> at;
    std::optional<std::uint32_t> building;  ///< BuildingId
    bool acknowledged = false;
};

/// Number of tickets per key, with how they went.
struct Tally {
    std::string key;  ///< "天河区城市管理局", "城市管理>市容环境>占道经营", an address
    std::uint32_t count = 0, open = 0, overdue = 0;  ///< `overdue`: of the open ones
    double solved = -1;                              ///< share of the visited ones, 0 to 1; below 0: too few to say
    std::optional<base::Vec3d> at;
};

/// A value over time, for charts. Bins are contiguous; NaN: nobody knows, or it is yet to come.
struct Series {
    base::UtcMs from = 0;
    std::int64_t step_ms = 3'600'000;
    std::vector<float> values;
    std::vector<float> before;  ///< the same span a week earlier; may be empty
};

struct HotlineFacts {
    Freshness freshness;
    std::vector<TicketRow> tickets;  ///< of the district's retention; most urgent first, then newest
    std::uint32_t open = 0, overdue = 0, nearly_due = 0;
    std::optional<std::uint32_t> today;               ///< none: the feed has been silent all day
    std::optional<std::uint32_t> same_day_last_week;  ///< until the same time of day; none: not known
    bool limits_for_reference = false;                ///< some limits are the program's own table's: 参考
    Series by_hour;                                   ///< the last 24 hours
    Series by_day;                                    ///< the last 30 days
    std::vector<Tally> units;                         ///< the last 30 days, most first
    std::vector<Tally> categories;                    ///< likewise, top level of class_path
    std::vector<Tally> repeated;                      ///< places with 3 or more of one class in 30 days
};

/// A camera's repeated sightings of one thing.
struct EventRow {
    std::string id, type;
    twin::Name type_name;
    std::string camera;
    Urgent urgent = Urgent::blue;
    float confidence = -1;  ///< best of the sightings
    base::UtcMs first = base::kNoTime, last = base::kNoTime, ended = base::kNoTime;
    std::uint32_t sightings = 1;
    std::string snapshot;  ///< the reference
    std::optional<std::array<float, 4>> box;
    std::string case_id, workflow;
    struct Step {
        std::string workflow;  ///< as its source says: FILED, DISPATCHED ...
        base::UtcMs at = base::kNoTime;
    };
    std::vector<Step> steps;  ///< when each was first told, by time
    bool open = true;         ///< it is still seen; whether somebody has still to see to it: CaseRow::open
    std::optional<base::Vec3d> at;
    bool acknowledged = false;
};

struct CameraRow {
    twin::Camera camera;
    std::optional<base::Vec3d> at;  ///< of its lens
    std::uint32_t events = 0;       ///< of the last 24 hours
};

struct DeviceRow {
    twin::Device device;
    std::optional<base::Vec3d> at;
};

struct EventFacts {
    Freshness freshness, camera_freshness, device_freshness;
    std::vector<EventRow> events;  ///< open, or of the last 7 days: open ones first, most severe first, then newest
    std::vector<CameraRow> cameras;
    std::vector<DeviceRow> devices;
    std::uint32_t open = 0;                              ///< still seen, 持续中; see CaseFacts::open_events
    std::uint32_t online = 0, offline = 0, unknown = 0;  ///< cameras; one under maintenance is offline
    std::uint32_t devices_online = 0, devices_alarm = 0, devices_offline = 0;
    Series by_hour;
    struct TypePrecision {
        std::string type;
        twin::Name name;
        std::uint32_t events = 0, confirmed = 0, rejected = 0;  ///< precision only where both are known
    };
    std::vector<TypePrecision> types;  ///< of the last 24 hours
};

/// People, never below the disclosure threshold: what is hidden is counted as hidden.
struct PeopleFacts {
    Freshness freshness;
    struct Total {
        std::string measure;  ///< "resident", "floating", "day", "night"
        double people = -1;   ///< below 0: nothing to show
        std::array<double, 3> by_age{-1, -1, -1};
        double area_km2 = 0;  ///< that it was counted over
        std::uint32_t places = 0, hidden = 0;
        bool estimated = false;
    };
    std::vector<Total> district, in_view, in_selection;
    struct Place {
        std::string name;
        double people = 0, per_km2 = -1;  ///< below 0: its area is not known
        base::Extent extent;              ///< local metres; may be empty
    };
    std::vector<Place> communities;  ///< most people first
};

struct FeedRow {
    std::string id;
    twin::Name name;
    Lamp lamp = Lamp::down;
    std::string reason;
    base::UtcMs last_good = base::kNoTime, last_event = base::kNoTime;
    std::int64_t lag_ms = 0;
    double per_hour = 0, expected_per_hour = 0;
    std::uint64_t received = 0, reports = 0, bad = 0, dropped = 0, waiting = 0, unplaced = 0;
    bool counted = true;  ///< false: of a moment of the past, where only `last_event` and the lamp are known
    bool probably_shifted = false;
    std::string last_bad;  ///< the reason of the newest message in quarantine
    base::UtcMs last_bad_at = base::kNoTime;
};

/// A number that a district is steered by, and everything needed to doubt it.
struct Kpi {
    std::string id;
    twin::Name name, unit, formula, period;
    double value = 0;
    bool known = false;  ///< false: "no data", with `why`
    twin::Name why;
    double numerator = -1, denominator = -1;  ///< where it is a share
    std::optional<double> target, before;     ///< `before`: the same period a week earlier
    bool target_for_reference = false;        ///< nobody's rule: 参考
    bool more_is_better = true;
    bool neutral = false;  ///< neither more nor less is better: a number of people
    std::uint8_t decimals = 0;
    Freshness freshness;
    std::vector<float> trend;  ///< the last 14 days, oldest first; may be empty
};

/// What happened, along the time line.
struct TimeFacts {
    base::UtcMs now = 0;               ///< the clock
    base::UtcMs event = 0;             ///< the moment shown
    base::UtcMs known = 0;             ///< what was known by then
    bool live = true;                  ///< follows the clock
    double speed = 0;                  ///< of a replay; 0: stands
    base::UtcMs first = 0;             ///< the journal's oldest
    base::UtcMs last = base::kNoTime;  ///< and newest
    std::optional<base::UtcMs> range_from, range_until;
    bool loop = false;
    Series tickets, events;  ///< counts over the span the line shows
    base::UtcMs span_from = 0, span_until = 0;
};

struct Facts {
    std::uint64_t revision = 0;  ///< another one: panels may have to sort again
    HotlineFacts hotline;
    EventFacts events;
    PeopleFacts people;
    std::vector<FeedRow> feeds;
    std::vector<Kpi> kpis;
    TimeFacts time;
    std::shared_ptr<Glossary const> glossary;  ///< may be null

    std::string term(std::string const& words, bool chinese) const {
        return chinese || !glossary ? words : glossary->in_english(words);
    }
};

/// A line of the log panel.
struct LogLine {
    base::UtcMs at = 0;
    bool error = false;
    std::string text;
};

/// Long work under way, for a bar with a way to stop it.
struct Work {
    std::string title;
    float done = -1;  ///< 0 to 1; below 0: nobody knows how long
    bool can_cancel = false;
};

/// A picture that panels show: evidence, a frame of a video. `image` is a scene::PanelImage id.
struct Shown {
    std::uint32_t image = 0;
    std::uint32_t width = 0, height = 0;
    std::string problem;  ///< in the user's language: "no signal"; the image is then not there
};

}  // namespace ui
