#include "twin/live_state.h"

#include <algorithm>
#include <compare>
#include <optional>
#include <tuple>
#include <utility>

#include "twin/episodes.h"
#include "twin/shared_table.h"

namespace twin {
namespace {

constexpr std::int64_t kMinute = 60 * 1000;
constexpr std::int64_t kTrackMs = 10 * kMinute;
/// Editions remembered of one thing, so that a source that repeats itself for ever does not fill the memory.
constexpr std::size_t kEditions = 256;

/// What decides between two reports about one thing. A withdrawal beats a record of the same version and sequence.
struct Order {
    base::UtcMs version = base::kNoTime;
    std::uint64_t sequence = 0;
    bool withdrawn = false;
    std::uint64_t content = 0;
    std::uint16_t feed = 0;
    auto operator<=>(Order const&) const = default;
};

Order order_of(Report const& report) {
    return {report.version != base::kNoTime ? report.version : report.event_time, report.sequence,
            std::holds_alternative<Withdrawal>(report.record), report.content, report.feed};
}

Told told_of(Report const& report) {
    return {report.feed, report.event_time, report.known_time, order_of(report).version};
}

/// The same said twice was known from the first time on, whichever of them comes first here.
template <class Entry>
void know_earlier(std::shared_ptr<Entry const>& entry, Told const& told) {
    if (!entry || entry->told.known_time <= told.known_time) return;
    auto earlier = std::make_shared<Entry>(*entry);
    earlier->told.known_time = told.known_time;
    entry = std::move(earlier);
}

/// Keeps `editions` sorted; older than the oldest of many is as good as not said.
template <class Edition>
Applied remember(std::vector<Edition>& editions, Edition const& edition) {
    auto const by_order = [](Edition const& a, Edition const& b) { return a.order < b.order; };
    auto const at = std::lower_bound(editions.begin(), editions.end(), edition, by_order);
    if (at != editions.end() && at->order == edition.order) return Applied::duplicate;
    bool const newest = at == editions.end();
    editions.insert(at, edition);
    if (editions.size() > kEditions) editions.erase(editions.begin());
    return newest ? Applied::fresh : Applied::older;
}

struct TicketThing {
    struct Edition {
        Order order;
        TicketStatus status = TicketStatus::other;
    };
    explicit TicketThing(std::string key) : id(std::move(key)) {}

    std::string id;
    std::shared_ptr<LiveState::TicketEntry const> value;
    std::vector<Edition> editions;

    std::uint64_t unknown_steps() const {
        std::uint64_t count = 0;
        Edition const* before = nullptr;
        for (Edition const& edition : editions) {
            if (edition.order.withdrawn) continue;
            if (before && !is_known_step(before->status, edition.status)) ++count;
            before = &edition;
        }
        return count;
    }
};

struct EventThing {
    struct Edition {
        Order order;
    };
    explicit EventThing(std::string key) : id(std::move(key)) {}

    std::string id;
    std::shared_ptr<CityEvent const> value;
    Told told;  ///< of the value
    std::vector<Edition> editions;
    base::UtcMs first = base::kNoTime;
    base::UtcMs last = base::kNoTime;
    base::UtcMs ended = base::kNoTime;
    float best_confidence = -1;
    EventSteps steps;

    void saw(CityEvent const& event, base::UtcMs when) {
        first = first == base::kNoTime ? when : std::min(first, when);
        last = std::max(last, when);
        if (event.phase == EventPhase::end) ended = std::max(ended, when);
        best_confidence = std::max(best_confidence, event.confidence);
        if (event.workflow.empty()) return;
        steps = joined(steps, std::make_shared<std::vector<EventStep> const>(1, EventStep{event.workflow, when}));
    }
    /// None where it was withdrawn.
    std::optional<Sighting> sighting() const {
        if (!value) return {};
        return Sighting{value, told, first, last, ended, best_confidence, steps};
    }

    Applied put(Order const& order, Told const& report, CityEvent* event) {
        Applied const applied = remember(editions, {order});
        if (event && applied != Applied::duplicate) saw(*event, report.event_time);
        if (applied == Applied::duplicate && order == editions.back().order)
            told.known_time = std::min(told.known_time, report.known_time);
        if (applied != Applied::fresh) return applied;
        value = event ? std::make_shared<CityEvent const>(std::move(*event)) : nullptr;
        told = report;
        return applied;
    }
};

struct DroneThing {
    struct Pose {
        base::UtcMs when = base::kNoTime;
        Order order;
        std::shared_ptr<Report const> report;
        auto key() const { return std::tie(when, order); }
    };
    explicit DroneThing(std::string key) : id(std::move(key)) {}

    std::string id;
    std::vector<Pose> poses;
    std::optional<Order> withdrawn;

    Applied add(Pose pose) {
        if (withdrawn && pose.order < *withdrawn) return Applied::older;
        if (!poses.empty() && pose.when < poses.back().when - kTrackMs) return Applied::older;
        auto const by_key = [](Pose const& a, Pose const& b) { return a.key() < b.key(); };
        auto const at = std::lower_bound(poses.begin(), poses.end(), pose, by_key);
        if (at != poses.end() && at->key() == pose.key()) {
            if (pose.report->known_time < at->report->known_time) at->report = std::move(pose.report);
            return Applied::duplicate;
        }
        poses.insert(at, std::move(pose));
        base::UtcMs const from = poses.back().when - kTrackMs;
        std::erase_if(poses, [&](Pose const& p) { return p.when < from; });
        return Applied::fresh;
    }
};

/// Of which only the newest edition matters.
template <class V>
struct Thing {
    explicit Thing(std::string key) : id(std::move(key)) {}

    std::string id;
    std::shared_ptr<LiveState::Entry<V> const> value;
    std::optional<Order> newest;
};

bool says(std::string const& text) { return !text.empty(); }
bool says(DeviceStatus status) { return status != DeviceStatus::unknown; }
bool says(Where const& w) {
    return w.at || w.level != PlaceLevel::none || says(w.address) || says(w.address_code) || says(w.building) ||
           says(w.street) || says(w.community) || says(w.grid);
}
template <class T>
bool says(std::optional<T> const& value) {
    return value.has_value();
}

template <class V>
struct Parts;
template <>
struct Parts<Camera> {
    static constexpr auto members =
        std::make_tuple(&Camera::name, &Camera::where, &Camera::pose, &Camera::status, &Camera::stream);
};
template <>
struct Parts<Device> {
    static constexpr auto members =
        std::make_tuple(&Device::type, &Device::name, &Device::where, &Device::status, &Device::value, &Device::unit);
};

/// Of which one feed may tell what it is and another how it is (a device list and its observations). The newest report
/// of each feed counts whole; each part of the value is of the newest of these that says anything about it.
template <class V>
struct SharedThing {
    using Entry = LiveState::Entry<V>;
    struct Said {
        Order order;
        std::shared_ptr<Entry const> value;  ///< null: withdrawn
    };
    explicit SharedThing(std::string key) : id(std::move(key)) {}

    std::string id;
    std::shared_ptr<Entry const> value;
    std::vector<Said> by_feed;  ///< in the order of `order`, each feed once

    Applied put(Order const& order, Told const& told, V* report) {
        auto const same_feed = [&](Said const& said) { return said.order.feed == order.feed; };
        auto const known = std::find_if(by_feed.begin(), by_feed.end(), same_feed);
        if (known != by_feed.end() && order == known->order) {
            know_earlier(known->value, told);
            value = merged();
            return Applied::duplicate;
        }
        if (known != by_feed.end() && order < known->order) return Applied::older;
        if (known != by_feed.end()) by_feed.erase(known);
        Said said{order, report ? std::make_shared<Entry const>(Entry{std::move(*report), told, {}}) : nullptr};
        auto const by_order = [](Said const& a, Said const& b) { return a.order < b.order; };
        by_feed.insert(std::upper_bound(by_feed.begin(), by_feed.end(), said, by_order), std::move(said));
        value = merged();
        return Applied::fresh;
    }

    std::shared_ptr<Entry const> merged() const {
        std::vector<std::shared_ptr<Entry const>> present;
        for (Said const& said : by_feed) {
            if (said.value) present.push_back(said.value);
        }
        if (present.empty()) return nullptr;
        if (present.size() == 1) return present.front();
        Entry all = *present.front();
        auto const overlay = [&](V const& newer, auto... members) {
            auto const one = [&](auto member) {
                if (says(newer.*member)) all.record.*member = newer.*member;
            };
            (one(members), ...);
        };
        for (std::size_t i = 1; i < present.size(); ++i) {
            all.others.insert(all.others.begin(), all.told);
            all.told = present[i]->told;
            std::apply([&](auto... members) { overlay(present[i]->record, members...); }, Parts<V>::members);
        }
        return std::make_shared<Entry const>(std::move(all));
    }
};

/// What there is of a table, without what was withdrawn.
template <class V, class Item>
std::vector<V const*> present(SharedTable<Item> const& table) {
    std::vector<V const*> out;
    out.reserve(table.size());
    table.each([&](Item const& item) {
        if (item.value) out.push_back(item.value.get());
    });
    return out;
}

template <class Item>
std::size_t count_present(SharedTable<Item> const& table) {
    std::size_t count = 0;
    table.each([&](Item const& item) { count += item.value ? 1U : 0U; });
    return count;
}

}  // namespace

MergeWindows MergeWindows::usual() {
    MergeWindows windows;
    windows.ms_by_type = {{"parking_motor", 30 * kMinute},         {"parking_nonmotor", 30 * kMinute},
                          {"fire_lane_blocked", 30 * kMinute},     {"garbage_exposed", 6 * 60 * kMinute},
                          {"garbage_overflow", 6 * 60 * kMinute},  {"debris_pile", 6 * 60 * kMinute},
                          {"green_net_missing", 24 * 60 * kMinute}};
    return windows;
}

struct LiveState::Tables {
    explicit Tables(MergeWindows windows) : sightings(std::move(windows)) {}

    SharedTable<TicketThing> tickets;
    SharedTable<EventThing> events;
    SightingBook sightings;  ///< of `events`
    SharedTable<DroneThing> drones;
    SharedTable<SharedThing<Camera>> cameras;
    SharedTable<SharedThing<Device>> devices;
    SharedTable<Thing<PopulationCell>> population;
    SharedTable<Thing<IndicatorValue>> indicators;
    std::map<std::uint16_t, Heard> heard;
    std::uint64_t unknown_steps = 0;

    template <class V>
    auto& table() {
        if constexpr (std::is_same_v<V, PopulationCell>) {
            return population;
        } else {
            return indicators;
        }
    }

    template <class Gone>
    void forget_tickets(Gone const& gone) {
        tickets.each([&](TicketThing const& ticket) {
            if (gone(ticket)) unknown_steps -= ticket.unknown_steps();
        });
        tickets.erase_if(gone);
    }

    void hear(Report const& report) {
        heard[report.feed].add({1U << report.record.index(), report.known_time, report.event_time});
    }

    template <class Gone>
    void forget_events(Gone const& gone) {
        events.each([&](EventThing const& event) {
            if (event.value && gone(event)) sightings.remove(*event.sighting());
        });
        events.erase_if(gone);
    }

    /// `ticket` null: withdrawn.
    Applied put_ticket(std::string const& id, Order const& order, Told const& told, Ticket* ticket) {
        TicketThing& thing = tickets.edit(id);
        std::uint64_t const before = thing.unknown_steps();
        Applied const applied = remember(thing.editions, {order, ticket ? ticket->status : TicketStatus::other});
        unknown_steps += thing.unknown_steps() - before;
        if (applied == Applied::duplicate && order == thing.editions.back().order) know_earlier(thing.value, told);
        if (applied != Applied::fresh) return applied;
        thing.value = ticket ? std::make_shared<TicketEntry const>(TicketEntry{std::move(*ticket), told}) : nullptr;
        return applied;
    }

    Applied put_event(std::string const& id, Order const& order, Told const& told, CityEvent* event) {
        EventThing& thing = events.edit(id);
        auto const before = thing.sighting();
        Applied const applied = thing.put(order, told, event);
        if (applied == Applied::duplicate && (!before || before->told.known_time == thing.told.known_time))
            return applied;
        if (before) sightings.remove(*before);
        if (auto const now = thing.sighting()) sightings.add(*now);
        return applied;
    }

    template <class V>
    Applied put(std::string const& id, Order const& order, Told const& told, V* value) {
        Thing<V>& thing = table<V>().edit(id);
        if (thing.newest && order < *thing.newest) return Applied::older;
        if (thing.newest && order == *thing.newest) {
            know_earlier(thing.value, told);
            return Applied::duplicate;
        }
        thing.newest = order;
        thing.value = value ? std::make_shared<Entry<V> const>(Entry<V>{std::move(*value), told, {}}) : nullptr;
        return Applied::fresh;
    }

    Applied put_pose(std::string const& id, Order const& order, Report&& report) {
        DroneThing& drone = drones.edit(id);
        base::UtcMs const when = report.event_time;
        return drone.add({when, order, std::make_shared<Report const>(std::move(report))});
    }

    Applied withdraw_poses(std::string const& id, Order const& order) {
        DroneThing& thing = drones.edit(id);
        if (thing.withdrawn && order <= *thing.withdrawn)
            return order == *thing.withdrawn ? Applied::duplicate : Applied::older;
        thing.withdrawn = order;
        std::erase_if(thing.poses, [&](DroneThing::Pose const& p) { return p.order < order; });
        return Applied::fresh;
    }

    Applied withdraw(Withdrawal const& withdrawal, Order const& order, Told const& told) {
        switch (withdrawal.kind) {
            case 0: return put_ticket(withdrawal.id, order, told, nullptr);
            case 1: return put_event(withdrawal.id, order, told, nullptr);
            case 2: return cameras.edit(withdrawal.id).put(order, told, nullptr);
            case 3: return devices.edit(withdrawal.id).put(order, told, nullptr);
            case 4: return withdraw_poses(withdrawal.id, order);
            case 5: return put<PopulationCell>(withdrawal.id, order, told, nullptr);
            case 6: return put<IndicatorValue>(withdrawal.id, order, told, nullptr);
            default: return Applied::older;  // withdrawals and heartbeats cannot be withdrawn
        }
    }
};

LiveState::LiveState(MergeWindows windows) : tables_(std::make_unique<Tables>(std::move(windows))) {}
LiveState::LiveState(LiveState const& other) : tables_(std::make_unique<Tables>(*other.tables_)) {}
LiveState::LiveState(LiveState&& other) noexcept = default;
LiveState& LiveState::operator=(LiveState const& other) {
    if (this != &other) tables_ = std::make_unique<Tables>(*other.tables_);
    return *this;
}
LiveState& LiveState::operator=(LiveState&& other) noexcept = default;
LiveState::~LiveState() = default;

Applied LiveState::apply(Report const& report) { return apply(Report(report)); }

Applied LiveState::apply(Report&& report) {
    Tables& t = *tables_;
    t.hear(report);
    Order const order = order_of(report);
    Told const told = told_of(report);
    struct Visitor {
        Tables& t;
        Order const& order;
        Told const& told;
        Report& report;

        Applied operator()(Ticket& ticket) { return t.put_ticket(ticket.id, order, told, &ticket); }
        Applied operator()(CityEvent& e) { return t.put_event(e.id, order, told, &e); }
        Applied operator()(DronePose& pose) { return t.put_pose(pose.id, order, std::move(report)); }
        Applied operator()(Withdrawal& withdrawal) { return t.withdraw(withdrawal, order, told); }
        Applied operator()(Heartbeat&) { return Applied::fresh; }
        Applied operator()(Camera& v) { return t.cameras.edit(v.id).put(order, told, &v); }
        Applied operator()(Device& v) { return t.devices.edit(v.id).put(order, told, &v); }
        Applied operator()(PopulationCell& v) { return t.put(key_of(v), order, told, &v); }
        Applied operator()(IndicatorValue& v) { return t.put(v.id, order, told, &v); }
    };
    return std::visit(Visitor{t, order, told, report}, report.record);
}

void LiveState::forget_before(base::UtcMs time) {
    Tables& t = *tables_;
    t.forget_events(
        [&](EventThing const& e) { return e.value ? e.last < time : e.editions.back().order.version < time; });
    t.drones.erase_if([&](DroneThing const& d) {
        return (d.poses.empty() || d.poses.back().when < time) && (!d.withdrawn || d.withdrawn->version < time);
    });
    t.forget_tickets(
        [&](TicketThing const& ticket) { return !ticket.value && ticket.editions.back().order.version < time; });
    auto const shared = [&](auto const& thing) { return !thing.value && thing.by_feed.back().order.version < time; };
    t.cameras.erase_if(shared);
    t.devices.erase_if(shared);
    auto const withdrawn = [&](auto const& thing) { return !thing.value && thing.newest->version < time; };
    t.population.erase_if(withdrawn);
    t.indicators.erase_if(withdrawn);
}

void LiveState::forget_tickets_before(base::UtcMs time) {
    tables_->forget_tickets([&](TicketThing const& ticket) {
        bool const over = !ticket.value || is_finished(ticket.value->ticket.status);
        return over && ticket.editions.back().order.version < time;
    });
}

void LiveState::keep_only(std::function<bool(Record const&)> const& keep) {
    Tables& t = *tables_;
    t.forget_tickets([&](TicketThing const& ticket) { return !ticket.value || !keep(ticket.value->ticket); });
    t.forget_events([&](EventThing const& event) { return !event.value || !keep(*event.value); });
    t.drones.erase_if([&](DroneThing const& d) { return d.poses.empty() || !keep(d.poses.back().report->record); });
    auto const unwanted = [&](auto const& thing) { return !thing.value || !keep(thing.value->record); };
    t.cameras.erase_if(unwanted);
    t.devices.erase_if(unwanted);
    t.population.erase_if(unwanted);
    t.indicators.erase_if(unwanted);
}

std::vector<LiveState::TicketEntry const*> LiveState::tickets() const { return present<TicketEntry>(tables_->tickets); }
std::vector<LiveState::Entry<Camera> const*> LiveState::cameras() const {
    return present<Entry<Camera>>(tables_->cameras);
}
std::vector<LiveState::Entry<Device> const*> LiveState::devices() const {
    return present<Entry<Device>>(tables_->devices);
}
std::vector<LiveState::Entry<PopulationCell> const*> LiveState::population() const {
    return present<Entry<PopulationCell>>(tables_->population);
}
std::vector<LiveState::Entry<IndicatorValue> const*> LiveState::indicators() const {
    return present<Entry<IndicatorValue>>(tables_->indicators);
}

std::map<std::string, std::vector<Report const*>> LiveState::drone_tracks() const {
    std::map<std::string, std::vector<Report const*>> tracks;
    tables_->drones.each([&](DroneThing const& drone) {
        if (drone.poses.empty()) return;
        auto& track = tracks[drone.id];
        for (DroneThing::Pose const& pose : drone.poses) track.push_back(pose.report.get());
    });
    return tracks;
}

Episodes LiveState::episodes(base::UtcMs now) const { return tables_->sightings.episodes(now); }

void LiveState::Heard::add(Heard const& other) {
    kinds |= other.kinds;
    last_known = std::max(last_known, other.last_known);
    last_event = std::max(last_event, other.last_event);
}

LiveState::Heard LiveState::heard(std::uint16_t feed) const {
    auto const found = tables_->heard.find(feed);
    return found == tables_->heard.end() ? Heard{} : found->second;
}

void LiveState::note(std::uint16_t feed, Heard const& heard) { tables_->heard[feed].add(heard); }

std::uint64_t LiveState::unknown_steps() const { return tables_->unknown_steps; }

std::size_t LiveState::size() const {
    Tables const& t = *tables_;
    std::size_t drones = 0;
    t.drones.each([&](DroneThing const& drone) { drones += drone.poses.empty() ? 0U : 1U; });
    return drones + count_present(t.tickets) + count_present(t.events) + count_present(t.cameras) +
           count_present(t.devices) + count_present(t.population) + count_present(t.indicators);
}

}  // namespace twin
