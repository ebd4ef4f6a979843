// From what is known at a moment to what a picture shows of it: places found, small counts hidden, colours chosen.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "analysis/disclosure.h"
#include "analysis/visibility.h"
#include "app/ticket_clock.h"
#include "base/result.h"
#include "feeds/health.h"
#include "feeds/journal.h"
#include "scene/live.h"
#include "twin/district.h"
#include "twin/live_state.h"
#include "twin/locate.h"

namespace app {

/// The live layers a picture shows.
struct LiveChoice {
    bool tickets = false;         ///< pins, and areas where only the area is known
    bool ticket_heat = false;     ///< density of the last 30 days on ground and roofs
    float heat_opacity = 1;       ///< of what heat covers at most
    bool ticket_columns = false;  ///< the same, counted in hexagons
    bool ticket_areas = false;    ///< all of the last 30 days by community, with their number
    bool events = false;
    bool cameras = false;  ///< with what they see
    bool devices = false;
    bool drones = false;
    bool population = false;       ///< buildings coloured by people living there
    bool population_grid = false;  ///< columns by cell, at night
    bool population_day = false;   ///< columns by cell, at day
    /// Shares of age in buildings and cells. Buildings have one colour: of these two and `population` one at most.
    bool population_children = false, population_elderly = false;

    bool any() const;
    bool operator==(LiveChoice const&) const = default;
};

/// "tickets", "tickets.heat", "tickets.columns", "tickets.areas", "events", "cameras", "devices", "drones",
/// "population", "population.grid", "population.day", "population.children", "population.elderly", "all" (tickets,
/// events, cameras, devices, drones) and "none".
base::Result<LiveChoice> parse_live(std::span<std::string const> words);
/// All single words of it, as layers are listed.
std::vector<std::string> live_words();

/// How a feed stood at the moment of the picture.
struct FeedNote {
    std::string id;
    std::string name;                  ///< in the picture's language
    std::uint32_t kinds = 0;           ///< what it reports: twin::LiveState::Heard::kinds
    base::UtcMs last = base::kNoTime;  ///< event time of its newest report
    bool stale = false;
    bool down = false;
};

/// One thing a pin or column stands for, by the index of its id.
struct Reported {
    std::string kind;  ///< twin::kind_name
    std::string id;
};

struct LiveMoment {
    twin::LiveState const& state;
    std::span<FeedNote const> feeds;  ///< by the state's feed numbers
    feeds::Moment time;
    bool is_now = false;
    bool on_screen = false;  ///< a live one, on which the past must be told from now
};

struct LivePicture {
    scene::LiveInput input;
    std::vector<Reported> reported;  ///< by id_index of scene::IdKind::report
    std::uint64_t unplaced = 0;      ///< reports that nothing of this district could be found for
};

class LiveLayers {
public:
    /// The district must outlive it.
    LiveLayers(twin::District const& district, TicketClock clock, bool chinese);

    LivePicture compose(LiveMoment const& moment, LiveChoice const& choice, scene::Style style) const;

private:
    struct Work;
    void add_tickets(Work& work) const;
    scene::Level level_of(twin::Ticket const& timed, base::UtcMs now) const;
    void add_ticket_areas(Work& work, std::uint8_t layer, std::vector<std::uint32_t> const& counts) const;
    void add_ticket_surfaces(Work& work) const;
    void add_events(Work& work) const;
    void add_cameras(Work& work) const;
    void add_devices(Work& work) const;
    void add_drones(Work& work) const;
    void add_population(Work& work) const;
    void add_all_ticket_areas(Work& work) const;
    void add_population_ages(Work& work, bool elderly) const;
    void add_age_cells(Work& work, bool elderly, std::uint8_t layer) const;
    void add_population_columns(Work& work, std::string const& measure) const;
    /// `Kind` is the alternative of twin::Record that the layer shows.
    template <class Kind>
    std::uint8_t add_layer(Work& work, std::string title, bool pins = false) const {
        return add_layer(work, twin::kind_bit<Kind>, std::move(title), pins);
    }
    std::uint8_t add_layer(Work& work, std::uint32_t kind, std::string title, bool pins) const;
    std::string freshness(base::UtcMs last, bool stale, bool down, base::UtcMs now) const;
    std::string say(char const* zh, char const* en) const { return chinese_ ? zh : en; }
    std::optional<twin::Placed> place(Work& work, twin::Where const& where) const;

    twin::Locator locator_;
    analysis::Sight sight_;
    base::Extent extent_;
    std::size_t buildings_;
    twin::DisclosureRules disclosure_;
    TicketClock clock_;
    bool chinese_ = true;
};

}  // namespace app
