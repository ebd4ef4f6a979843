#include "app/alarms.h"

#include <algorithm>
#include <tuple>

#include "app/acknowledged.h"
#include "app/facts_counts.h"

namespace app {
namespace {

/// What begins and ends between two looks is an alarm all the same; reports come a little after the fact.
constexpr std::int64_t kLateReport = 5 * kMinuteMs;
constexpr std::int64_t kForget = 7LL * 24 * 60 * kMinuteMs;

bool overlap(base::UtcMs a_from, base::UtcMs a_to, base::UtcMs b_from, base::UtcMs b_to) {
    return a_from <= b_to && b_from <= a_to;
}

bool comes_before(Incident const& a, Incident const& b) {
    return std::tuple(-static_cast<int>(a.urgent), a.since, std::string_view(a.key)) <
           std::tuple(-static_cast<int>(b.urgent), b.since, std::string_view(b.key));
}

bool belong_together(Incident const& a, Incident const& b) {
    if (a.type != b.type || a.subject.at.has_value() != b.subject.at.has_value()) return false;
    if (!a.subject.at) return true;
    base::Vec3d const apart = *a.subject.at - *b.subject.at;
    return base::length(base::Vec2d{apart.x, apart.y}) <= kGroupMetres;
}

void take(Incident& incident, Matter matter) {
    incident.key = std::move(matter.key);
    incident.since = matter.since;
    incident.last = matter.last;
}

Incident of_event(ui::EventRow const& row) {
    Incident incident;
    take(incident, matter_of(row));
    incident.type = row.type;
    incident.subject = {.kind = ui::SubjectKind::event, .index = 0, .id = row.id, .at = row.at};
    incident.urgent = row.urgent;
    incident.open = row.open;
    incident.acknowledged = row.acknowledged;
    return incident;
}

Incident of_ticket(ui::TicketRow const& row, base::UtcMs now) {
    twin::Ticket const& ticket = row.ticket;
    Incident incident;
    take(incident, matter_of(row, now));
    incident.type = "ticket " + ticket.class_path;
    incident.subject = {.kind = ui::SubjectKind::ticket, .index = 0, .id = ticket.id, .at = row.at};
    incident.urgent = ticket.urgency == twin::Urgency::critical ? ui::Urgent::red : ui::Urgent::orange;
    incident.open = row.open;
    incident.acknowledged = row.acknowledged;
    return incident;
}

}  // namespace

base::UtcMs alarm_since(Incident const& incident) { return std::max(incident.since, incident.raised); }

std::vector<Incident> incidents_of(ui::Facts const& facts, twin::WallSpec::Alarms from) {
    std::vector<Incident> all;
    if (from == twin::WallSpec::Alarms::off) return all;
    auto const least = from == twin::WallSpec::Alarms::red ? ui::Urgent::red : ui::Urgent::orange;
    for (ui::EventRow const& row : facts.events.events)
        if (row.urgent >= least) all.push_back(of_event(row));
    for (ui::TicketRow const& row : facts.hotline.tickets) {
        twin::Urgency const urgency = row.ticket.urgency;
        bool const waits_too_long = urgency == twin::Urgency::urgent && row.overdue;
        if (urgency == twin::Urgency::critical || waits_too_long) all.push_back(of_ticket(row, facts.time.event));
    }
    return all;
}

AlarmQueue::AlarmQueue(AlarmMemory memory) : looked_(memory.looked) {
    for (AlarmMemory::Seen& seen : memory.seen) seen_[seen.key].push_back(std::move(seen));
}

bool AlarmQueue::is_seen(Incident const& incident) {
    auto const found = seen_.find(incident.key);
    if (found == seen_.end()) return false;
    for (AlarmMemory::Seen& seen : found->second) {
        if (!overlap(seen.since, seen.last, incident.since, incident.last)) continue;
        seen.since = std::min(seen.since, incident.since);
        seen.last = std::max(seen.last, incident.last);
        return true;
    }
    return false;
}

void AlarmQueue::remember(Incident const& incident) {
    if (!is_seen(incident)) seen_[incident.key].push_back({incident.key, incident.since, incident.last});
}

void AlarmQueue::join(Incident const& incident) {
    for (AlarmGroup& group : waiting_) {
        if (!belong_together(group.anchor, incident)) continue;
        auto const at = std::upper_bound(group.incidents.begin(), group.incidents.end(), incident, comes_before);
        group.incidents.insert(at, incident);
        return;
    }
    waiting_.push_back({{incident}, incident});
}

void refresh(AlarmGroup& group, IncidentsByKey const& by_key, std::vector<Incident>& gone) {
    std::vector<Incident> kept;
    for (Incident& old : group.incidents) {
        Incident const* now = nullptr;
        if (auto const found = by_key.find(old.key); found != by_key.end()) {
            for (Incident const* candidate : found->second)
                if (overlap(old.since, old.last, candidate->since, candidate->last)) now = candidate;
        }
        if (now && !now->acknowledged) {
            kept.push_back(*now);
        } else {
            gone.push_back(now ? *now : std::move(old));
        }
    }
    std::sort(kept.begin(), kept.end(), comes_before);
    group.incidents = std::move(kept);
}

IncidentsByKey by_key(std::vector<Incident> const& incidents) {
    IncidentsByKey all;
    for (Incident const& incident : incidents) all[incident.key].push_back(&incident);
    return all;
}

void AlarmQueue::let_go(IncidentsByKey const& now) {
    for (AlarmGroup& group : waiting_) {
        std::vector<Incident> gone;
        refresh(group, now, gone);
        for (Incident const& incident : gone) {
            ++(incident.acknowledged ? counts.acknowledged : counts.withdrawn);
            if (incident.acknowledged) remember(incident);
        }
    }
    std::erase_if(waiting_, [](AlarmGroup const& group) { return group.incidents.empty(); });
}

bool AlarmQueue::is_waiting(Incident const& incident) const {
    for (AlarmGroup const& group : waiting_) {
        if (group.anchor.type != incident.type) continue;
        for (Incident const& other : group.incidents)
            if (other.key == incident.key && overlap(other.since, other.last, incident.since, incident.last))
                return true;
    }
    return false;
}

void AlarmQueue::update(std::vector<Incident> const& incidents, base::UtcMs now) {
    let_go(by_key(incidents));
    for (Incident const& incident : incidents) {
        if (is_known(incident)) continue;
        bool const first_look = looked_ == base::kNoTime;
        if (!incident.open && (first_look || incident.since < looked_ - kLateReport)) continue;
        ++counts.met;
        if (incident.acknowledged) {
            ++counts.acknowledged;
            remember(incident);
        } else if (first_look && alarm_since(incident) < now - kOldAlarm) {
            ++counts.listed;
            remember(incident);
        } else {
            join(incident);
        }
    }
    looked_ = now;
    for (auto& [key, list] : seen_)
        std::erase_if(list, [&](AlarmMemory::Seen const& seen) { return seen.last < now - kForget; });
    std::erase_if(seen_, [](auto const& entry) { return entry.second.empty(); });
}

void AlarmQueue::list_old(std::vector<Incident> const& incidents, base::UtcMs before) {
    for (Incident const& incident : incidents) {
        if (alarm_since(incident) >= before || is_known(incident)) continue;
        ++counts.met;
        ++(incident.acknowledged ? counts.acknowledged : counts.listed);
        remember(incident);
    }
}

std::optional<AlarmGroup> AlarmQueue::take() {
    auto const next = std::min_element(waiting_.begin(), waiting_.end(), [](AlarmGroup const& a, AlarmGroup const& b) {
        return comes_before(a.first(), b.first());
    });
    if (next == waiting_.end()) return {};
    AlarmGroup group = std::move(*next);
    waiting_.erase(next);
    for (Incident const& incident : group.incidents) remember(incident);
    counts.shown += group.incidents.size();
    return group;
}

std::size_t AlarmQueue::waiting_incidents() const {
    std::size_t all = 0;
    for (AlarmGroup const& group : waiting_) all += group.incidents.size();
    return all;
}

std::vector<Incident> AlarmQueue::next(std::size_t most) const {
    std::vector<AlarmGroup const*> order;
    for (AlarmGroup const& group : waiting_) order.push_back(&group);
    std::ranges::sort(order, [](auto const* a, auto const* b) { return comes_before(a->first(), b->first()); });
    std::vector<Incident> out;
    for (AlarmGroup const* group : order)
        for (Incident const& incident : group->incidents)
            if (out.size() < most) out.push_back(incident);
    return out;
}

AlarmMemory AlarmQueue::memory() const {
    AlarmMemory memory;
    memory.looked = looked_;
    for (auto const& [key, list] : seen_) memory.seen.insert(memory.seen.end(), list.begin(), list.end());
    return memory;
}

}  // namespace app
