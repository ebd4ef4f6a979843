// The parts of FactsBuilder. For app/facts*.cpp alone.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "analysis/ticket_indicators.h"
#include "analysis/visibility.h"
#include "app/confidential.h"
#include "app/facts.h"
#include "twin/locate.h"

namespace app {

/// Tickets, timed, masked and placed. Only what changed since the last time is worked out again.
class TicketBook {
public:
    TicketBook(twin::District const& district, twin::Locator const& locator, TicketClock const& clock)
        : district_(district), locator_(locator), clock_(clock) {}

    void read(twin::LiveState const& state);
    void fill(ui::HotlineFacts& out, Happenings const& happenings, FactsInput const& input) const;
    /// Accepted in [from, until], judged by what had happened at `until`: what was closed later was open then.
    analysis::TicketIndicators indicators(base::UtcMs from, base::UtcMs until) const;
    struct Open {
        std::uint32_t all = 0, overdue = 0;
    };
    Open open_at(base::UtcMs time) const;
    /// Minutes from acceptance to the latest dispatch, of those accepted in [from, until]; in no order.
    std::vector<double> minutes_to_dispatch(base::UtcMs from, base::UtcMs until) const;
    Happenings happenings(base::UtcMs now, feeds::Span const& reach, HourCounts const* history) const;

private:
    struct Known {
        twin::LiveState::TicketEntry const* entry = nullptr;  ///< to be compared, never looked into
        twin::Told told;
        ui::TicketRow row;
        bool repeats = false;  ///< for indicators, which also count what is not shown
        base::UtcMs called = base::kNoTime;
        base::UtcMs warn = base::kNoTime;                ///< from here on it is nearly due
        std::uint32_t unit = 0, category = 0, spot = 0;  ///< into words_; 0: none
    };
    Known make(twin::LiveState::TicketEntry const& entry);
    std::uint32_t word(std::string_view text);
    void judge(ui::TicketRow& row, Known const& known, base::UtcMs now) const;
    std::vector<ui::Tally> tallies(std::uint32_t Known::*key, base::UtcMs now, std::uint32_t least) const;

    twin::District const& district_;
    twin::Locator const& locator_;
    TicketClock const& clock_;
    std::vector<Known> known_;  ///< in the order of ids
    SecretTickets secret_;
    std::vector<std::string> words_{std::string()};
    std::map<std::string, std::uint32_t, std::less<>> word_ids_;
};

/// Events, cameras and devices, placed.
class EventBook {
public:
    EventBook(twin::Locator const& locator, analysis::Sight const& sight) : locator_(locator), sight_(sight) {}

    void read(FactsInput const& input, ui::EventFacts& out);
    Happenings happenings(base::UtcMs now, feeds::Span const& reach, HourCounts const* history) const;

private:
    struct Place {
        base::UtcMs version = base::kNoTime;
        std::optional<base::Vec3d> at, aim;
    };
    void read_cameras(FactsInput const& input, ui::EventFacts& out);
    void read_devices(FactsInput const& input, ui::EventFacts& out);
    /// Of those seen since `from`.
    static void count_types(ui::EventFacts& out, base::UtcMs from);

    twin::Locator const& locator_;
    analysis::Sight const& sight_;
    std::unordered_map<std::string, Place> cameras_, devices_, events_;
    std::vector<base::UtcMs> first_seen_;
};

/// People by place as they may be shown; sums are of shown counts only, so that no sum tells what is hidden.
class PeopleBook {
public:
    PeopleBook(twin::Locator const& locator, twin::District const& district) : locator_(locator), district_(district) {}

    void read(twin::LiveState const& state);
    void fill(ui::PeopleFacts& out) const;
    std::vector<ui::PeopleFacts::Total> in(base::Extent const& extent) const;
    std::vector<ui::PeopleFacts::Total> in(std::span<std::uint32_t const> buildings) const;

private:
    struct Cell {
        std::optional<double> people;  ///< none: hidden
        std::array<double, 3> by_age{-1, -1, -1};
        bool estimated = false;
        base::Vec2d at;
        double area_km2 = 0;
        std::uint32_t building = 0xffffffff;
    };
    struct Measure {
        std::string name;
        std::vector<Cell> whole;  ///< of the widest level: what the district's total is made of
        std::vector<Cell> fine;   ///< of the finest: buildings, else grid cells
        bool by_building = false;
    };
    struct Area {
        double km2 = 0;
        std::string name;
        base::Extent extent;
        std::optional<std::size_t> index = {};  ///< into Locator::areas()
    };
    Area area_of(twin::PopulationCell const& cell) const;
    static void add(ui::PeopleFacts::Total& total, Cell const& cell);
    template <class Wanted>
    std::vector<ui::PeopleFacts::Total> totals(std::vector<Cell> Measure::*cells, Wanted const& wanted) const;

    twin::Locator const& locator_;
    twin::District const& district_;
    std::vector<void const*> seen_;  ///< entries of the last time, to be compared
    std::vector<Measure> measures_;
    std::vector<ui::PeopleFacts::Place> communities_;
    std::vector<std::size_t> counted_areas_;  ///< that the district's total is of
};

struct KpiSource {
    FactsInput const& input;
    TicketBook const& tickets;
    Happenings const& calls;
    Happenings const& sightings;
    ui::Facts const& facts;
    Targets const& targets;
};
std::vector<ui::Kpi> kpis(KpiSource const& source);

std::vector<ui::FeedRow> feed_rows(FactsInput const& input, twin::District const& district);
/// Of the feeds that report such a thing: as good as the best of them.
ui::Freshness freshness(FactsInput const& input, std::uint32_t kind);

/// Names of event types (DOMAIN 4.1); the key itself where it has none.
twin::Name event_name(std::string const& type, std::string const& raw_type);

}  // namespace app
