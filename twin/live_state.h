// What is known at one moment: a pure function of the reports up to it, whatever order they arrived in.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "twin/live_rules.h"
#include "twin/records.h"

namespace twin {

/// Who said a thing, when it was so and when we learned it.
struct Told {
    std::uint16_t feed = 0;
    base::UtcMs event_time = base::kNoTime;
    base::UtcMs known_time = base::kNoTime;
    base::UtcMs version = base::kNoTime;  ///< see Report
};

/// When a case of an event's source first was at a step of its workflow, as far as reports said.
struct EventStep {
    std::string workflow;  ///< DOMAIN 4: FILED, DISPATCHED ...
    base::UtcMs at = base::kNoTime;
    friend bool operator==(EventStep const&, EventStep const&) = default;
};
/// By time, each word once; null: none was told.
using EventSteps = std::shared_ptr<std::vector<EventStep> const>;
/// Both together: of each word the earlier time.
EventSteps joined(EventSteps const& one, EventSteps const& other);

/// Repeated sightings of one thing by one camera (DOMAIN 5, de-dup): one mark on the map, one line in a list.
struct Episode {
    std::shared_ptr<CityEvent const> last;  ///< the newest sighting
    Told told;                              ///< of that
    base::UtcMs first_seen = base::kNoTime;
    base::UtcMs last_seen = base::kNoTime;
    base::UtcMs ended = base::kNoTime;  ///< by the source, or by silence of two windows
    std::uint32_t sightings = 0;
    float best_confidence = -1;
    EventSteps steps;
};

/// The episodes of a moment, in the order of camera, type and time. Those that are over are shared with the state they
/// are of, which may change or go meanwhile; the others are its own.
class Episodes {
public:
    Episodes() = default;
    Episodes(Episodes&&) = default;
    Episodes& operator=(Episodes&&) = default;

    class Iterator {
    public:
        explicit Iterator(Episode const* const* at) : at_(at) {}
        Episode const& operator*() const { return **at_; }
        Iterator& operator++() { return ++at_, *this; }
        bool operator==(Iterator const&) const = default;

    private:
        Episode const* const* at_;
    };
    Iterator begin() const { return Iterator(all_.data()); }
    Iterator end() const { return Iterator(all_.data() + all_.size()); }
    std::size_t size() const { return all_.size(); }
    Episode const& operator[](std::size_t i) const { return *all_[i]; }

private:
    friend class SightingBook;
    std::vector<Episode const*> all_;
    std::deque<Episode> not_over_;
    std::vector<std::shared_ptr<void const>> kept_;
};

/// What one report did.
enum class Applied : std::uint8_t {
    fresh,     ///< something new, or a newer edition
    older,     ///< we already know a newer edition; the state did not change
    duplicate  ///< exactly this was here before
};

class LiveState {
public:
    explicit LiveState(MergeWindows windows = MergeWindows::usual());
    /// Copies share what neither has changed since: a snapshot for another thread costs microseconds.
    LiveState(LiveState const& other);
    LiveState(LiveState&& other) noexcept;
    LiveState& operator=(LiveState const& other);
    LiveState& operator=(LiveState&& other) noexcept;
    ~LiveState();

    Applied apply(Report const& report);
    Applied apply(Report&& report);
    /// Forgets sightings, poses and withdrawals before `time`, so that a camera that repeats itself for weeks does not
    /// fill the memory: a longer episode then begins with the first sighting that is left. Tickets stay.
    void forget_before(base::UtcMs time);
    /// Forgets tickets that are over and of which nothing was said since `time`; open ones stay however old.
    void forget_tickets_before(base::UtcMs time);
    /// Forgets every thing whose newest record `keep` does not want, whatever was withdrawn, and drones by their last
    /// pose: what is left is the state of a part of the district. What feeds were heard of stays.
    void keep_only(std::function<bool(Record const&)> const& keep);

    struct TicketEntry {
        Ticket ticket;
        Told told;
    };
    template <class V>
    struct Entry {
        V record;
        Told told;
        std::vector<Told> others;  ///< further feeds it is put together from, the newest first
    };
    // In the order of ids, so that nothing drawn depends on arrival.
    std::vector<TicketEntry const*> tickets() const;
    // Cameras and devices: of each feed the newest report; where several feeds tell of one, each part (name, place,
    // pose, status, value ...) is of the newest of these that says anything about it.
    std::vector<Entry<Camera> const*> cameras() const;
    std::vector<Entry<Device> const*> devices() const;
    std::vector<Entry<PopulationCell> const*> population() const;
    std::vector<Entry<IndicatorValue> const*> indicators() const;
    /// The poses of a drone in the order of time, the last ten minutes before its newest.
    std::map<std::string, std::vector<Report const*>> drone_tracks() const;
    /// Merged at `now`: whether an episode has ended depends on how long nothing was seen. What is over is merged once
    /// and remembered, so asking again costs what has changed since.
    Episodes episodes(base::UtcMs now) const;

    /// What a feed has said so far, heartbeats included: what "stale" is judged by at any moment.
    struct Heard {
        std::uint32_t kinds = 0;                 ///< bit i: reports of alternative i of `Record`
        base::UtcMs last_known = base::kNoTime;  ///< kNoTime: never
        base::UtcMs last_event = base::kNoTime;
        void add(Heard const& other);
    };
    Heard heard(std::uint16_t feed) const;
    /// For the journal, whose newest report of a feed may lie outside the span it folds; `apply` does it by itself.
    void note(std::uint16_t feed, Heard const& heard);

    std::uint64_t unknown_steps() const;  ///< ticket transitions DOMAIN 3.3 does not know
    std::size_t size() const;             ///< things there are: withdrawn ones do not count

private:
    struct Tables;
    std::unique_ptr<Tables> tables_;
};

}  // namespace twin
