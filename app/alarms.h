// What interrupts the wall's carousel: open events and tickets that cannot wait, in groups, each shown once.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "base/vec.h"
#include "twin/wall_spec.h"
#include "ui/facts.h"

namespace app {

/// One matter that is an alarm. What the wall writes about it is looked up in the facts when it is shown.
struct Incident {
    std::string key;  ///< as Matter's: the same key at overlapping times is the same incident
    base::UtcMs since = base::kNoTime, last = base::kNoTime;
    /// When it became an alarm, where its matter began before that.
    base::UtcMs raised = base::kNoTime;
    std::string type;  ///< with what else it may be grouped
    ui::Subject subject;
    ui::Urgent urgent = ui::Urgent::red;
    bool open = true;
    bool acknowledged = false;
    double across = 0;  ///< metres of ground that belong to it; 0: as usual for what it is
};

base::UtcMs alarm_since(Incident const& incident);

/// All alarms in the facts, ended and acknowledged ones too: a queue must know what became of what it holds. Events of
/// the district's level, critical tickets and urgent ones that are overdue.
std::vector<Incident> incidents_of(ui::Facts const& facts, twin::WallSpec::Alarms from);

inline constexpr double kGroupMetres = 150;

/// Incidents of one type within kGroupMetres of the one that opened the group, shown together; those that nobody can
/// place are together too.
struct AlarmGroup {
    std::vector<Incident> incidents;  ///< the most severe first, then the oldest
    Incident anchor;
    Incident const& first() const { return incidents.front(); }
};

using IncidentsByKey = std::map<std::string, std::vector<Incident const*>>;
IncidentsByKey by_key(std::vector<Incident> const& incidents);
/// Brings a group to what is known now; what was acknowledged or is no longer there moves to `gone`.
void refresh(AlarmGroup& group, IncidentsByKey const& now, std::vector<Incident>& gone);

/// What must outlive a restart.
struct AlarmMemory {
    struct Seen {
        std::string key;
        base::UtcMs since = base::kNoTime, last = base::kNoTime;
        bool operator==(Seen const&) const = default;
    };
    std::vector<Seen> seen;              ///< shown, listed or acknowledged; in the order of keys
    base::UtcMs looked = base::kNoTime;  ///< the last update; kNoTime: never
    bool operator==(AlarmMemory const&) const = default;
};

/// At the very first look the backlog is not flown to one by one: what is older than this is in the lists.
inline constexpr std::int64_t kOldAlarm = 30LL * 60 * 1000;

/// Every incident is shown in exactly one group, or listed because it was old when the wall first looked, or left the
/// queue because somebody acknowledged it or its source took it back. The counts add up to `met`.
class AlarmQueue {
public:
    explicit AlarmQueue(AlarmMemory memory = {});

    /// Takes in what is new at `now` and lets go what was acknowledged or taken back.
    void update(std::vector<Incident> const& incidents, base::UtcMs now);
    /// What began before `before` counts as listed: for a source that is late when the wall first looks, whose old
    /// matters would otherwise be flown to one by one.
    void list_old(std::vector<Incident> const& incidents, base::UtcMs before);
    /// The most severe group, then the one with the oldest incident; from here on it counts as shown.
    std::optional<AlarmGroup> take();

    std::size_t waiting() const { return waiting_.size(); }  ///< groups
    std::size_t waiting_incidents() const;
    std::vector<Incident> next(std::size_t most) const;  ///< what waits, in the order of `take`
    AlarmMemory memory() const;

    struct Counts {
        std::uint64_t met = 0, shown = 0, listed = 0, acknowledged = 0, withdrawn = 0;
    } counts;

private:
    bool is_seen(Incident const& incident);
    void remember(Incident const& incident);
    void join(Incident const& incident);
    void let_go(IncidentsByKey const& now);
    bool is_waiting(Incident const& incident) const;
    bool is_known(Incident const& incident) { return is_seen(incident) || is_waiting(incident); }

    std::vector<AlarmGroup> waiting_;
    std::map<std::string, std::vector<AlarmMemory::Seen>> seen_;
    base::UtcMs looked_ = base::kNoTime;
};

}  // namespace app
