// Everything a panel gets to draw itself with: facts and the district to read, settings to edit, commands to push.
#pragma once

#include <array>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "scene/camera.h"
#include "scene/scene.h"
#include "twin/district.h"
#include "ui/commands.h"
#include "ui/facts.h"
#include "ui/settings.h"
#include "ui/state.h"

namespace ui {

class Kit;
struct WarningFacts;
struct IndicatorsFacts;
struct SitingFacts;
struct CaseFacts;
struct ProjectFacts;
struct SheetFacts;

/// One line of the inspector.
struct Attribute {
    std::string name, value;  ///< value empty: the name is a heading
    std::string note;         ///< where it comes from, for the hover
};

/// What is chosen, with all that is to be said about it: filled by the app.
struct Selection {
    Subject subject;  ///< the one that the inspector shows
    std::string title, subtitle;
    std::vector<Attribute> attributes;
    std::vector<std::string> tickets, events;  ///< ids: in, at and around it (50 m)
    struct Related {
        Subject subject;
        std::string text, why;
        double score = -1;                   ///< how sure, 0 to 1; below 0: not judged by figures
        Belongs belongs = Belongs::unknown;  ///< as a person said
    };
    std::vector<Related> related;
    std::vector<Subject> set;  ///< of rectangle, lasso and radius
    struct Sum {
        std::string name, value;
    };
    std::vector<Sum> sums;             ///< totals over the set
    std::vector<std::string> columns;  ///< the table of the set
    std::vector<std::vector<std::string>> rows;
};

/// What the tools of the hand have found; drawn over the district and listed in the tool's panel.
struct Measured {
    Tool tool = Tool::pick;
    std::vector<base::Vec3d> points;  ///< local metres
    std::vector<Attribute> results;
    std::vector<base::Vec2d> profile;  ///< metres along, metres high
    struct Sight {
        std::string camera;
        bool sees = false;
        std::string why_not;
    };
    std::vector<Sight> cameras;
    std::vector<std::vector<base::Vec3d>> lines;  ///< drawn as they are: sight lines, outlines
};

/// Where the picture of the district comes from and lies, so that panels can draw over it.
struct Stage {
    scene::Camera camera;
    base::Extent pixels;  ///< of the canvas, from the top left
    base::Vec3d cursor;   ///< local metres under the cursor
    bool over_district = false;
    double metres_per_pixel = 1;  ///< at the middle of the picture
    double frame_ms = 0;
    bool sharp = true;                                   ///< false: drawn smaller because it moves
    bool split = false, own_layers = false;              ///< two pictures; the right one's live layers stay
    bool section = false;                                ///< cuts the picture, whatever the tool in hand
    std::function<std::string(base::Vec3d)> coordinate;  ///< as people of this district write it
    std::string crs;
    std::vector<base::Extent> cards;  ///< legend and moment: pixels, which nothing that lies on the ground covers
    base::Extent map;  ///< local metres that the small map (scene::Slot::map) shows, north up; empty: there is none
};

/// What buildings can be coloured and filtered by, and what the settings came to: filled by the app when the district
/// or the settings change.
struct StyleFacts {
    struct Attribute {
        std::string name;  ///< as in Colouring::attribute and in filters
        twin::Name title;
        std::string unit;
        bool number = false;
    };
    std::vector<Attribute> attributes;
    struct Ramp {
        std::string name;
        std::vector<std::uint32_t> colours;  ///< 0xRRGGBB, light to dark
    };
    std::vector<Ramp> ramps;
    scene::Legend legend;  ///< of Settings::colouring; no entries: by use
    std::size_t buildings = 0, shown = 0;
    twin::Name filter_problem;  ///< of Settings::filter; then all are shown
};

/// What interrupts the wall's carousel now. All texts are in the wall's language.
struct Alarm {
    Subject subject;
    std::string title;   ///< what it is: "烟火"
    std::string place;   ///< empty: not known, or not to be told
    std::string source;  ///< the camera's name, or who handles the ticket
    std::string detail;  ///< both in one line, for small screens
    Urgent urgent = Urgent::red;
    base::UtcMs at = base::kNoTime;   ///< since when
    base::UtcMs due = base::kNoTime;  ///< tickets: their limit
    bool open = true;
    std::uint32_t together = 1;  ///< incidents of this kind at this place, shown as one
    std::uint32_t sightings = 0;
    float confidence = -1;
    Shown evidence;
    std::optional<std::array<float, 4>> box;      ///< in the evidence
    double seconds_left = 0, seconds_whole = 15;  ///< of its hold
    std::uint32_t waiting = 0;                    ///< behind it
};
/// What the wall needs beyond the facts.
struct WallFacts {
    twin::Name subtitle;
    std::vector<twin::Name> scenes;
    std::uint32_t scene = 0;
    double seconds_left = 0, seconds_whole = 40;
    bool paused = false;
    double pause_seconds_left = -1;  ///< below 0: until somebody resumes
    std::optional<Alarm> alarm;
    std::uint32_t waiting = 0;  ///< incidents that have not had their turn
    struct Line {
        base::UtcMs at = 0;
        SubjectKind kind = SubjectKind::ticket;
        Urgent urgent = Urgent::none;
        bool open = true;
        std::string text;
    };
    std::vector<Line> ticker;  ///< newest first
    float dim = 0;             ///< night dimming, 0 to 0.5
};

struct PanelContext {
    Kit& kit;
    Facts const& facts;
    twin::District const& district;
    Selection const& selection;
    Measured const& measured;
    Stage const& stage;
    WallFacts const& wall;
    std::span<LogLine const> log;
    std::span<Work const> work;
    /// Best matches first; cheap enough for every keystroke.
    std::function<std::vector<SearchHit>(std::string const&)> search;
    /// The evidence picture of an event, or the newest frame of a camera's video.
    std::function<Shown(std::string const&reference)> evidence, video;
    Settings& settings;
    State& state;
    Commands& commands;
    StyleFacts const* style = nullptr;  ///< null: not worked out yet

    /// False for a plain file: there is nothing live to show, and never will be.
    bool has_feeds() const { return !district.live.feeds.empty() || !facts.feeds.empty(); }
    IndicatorsFacts const* indicators = nullptr;
    SitingFacts const* siting = nullptr;
    CaseFacts const* cases = nullptr;
    ProjectFacts const* projects = nullptr;

    WarningFacts const* warning = nullptr;  ///< null: no tickets are reported
    SheetFacts const* sheet = nullptr;

    template <class T>
    void push(T command) const {
        commands.push_back(Command{std::move(command)});
    }
};

}  // namespace ui
