#include "twin/records.h"

namespace twin {
namespace {

constexpr std::array<std::string_view, std::variant_size_v<Record>> kKinds{
    "ticket", "event", "camera", "device", "drone", "population", "indicator", "withdrawal", "heartbeat"};

constexpr std::uint32_t bit(TicketStatus status) { return 1U << static_cast<unsigned>(status); }

/// The arrows of DOMAIN 3.3 that leave a status, as bits; "withdraw" leaves every open one and is added by the caller.
constexpr std::uint32_t arrows_from(TicketStatus status) {
    using enum TicketStatus;
    switch (status) {
        case fresh: return bit(accepted) | bit(rejected);
        case accepted: return bit(answered) | bit(dispatched);
        case answered: return bit(visit);
        case dispatched: return bit(handling) | bit(returned);
        case returned: return bit(dispatched);
        case handling: return bit(returned) | bit(suspended) | bit(replied);
        case suspended: return bit(handling);
        case replied: return bit(visit) | bit(handling);
        case visit: return bit(closed) | bit(redo);
        case redo: return bit(dispatched);
        case closed: return bit(archived);
        case rejected:
        case archived:
        case cancelled:
        case other: return 0;
    }
    return 0;
}

}  // namespace

bool is_finished(TicketStatus status) {
    using enum TicketStatus;
    constexpr std::uint32_t kFinished = bit(answered) | bit(rejected) | bit(closed) | bit(archived) | bit(cancelled);
    return (kFinished & bit(status)) != 0;
}

bool is_closed(Ticket const& ticket) {
    using enum TicketStatus;
    if (ticket.status == closed || ticket.status == archived) return true;
    return ticket.closed != base::kNoTime && (ticket.status == visit || ticket.status == answered);
}

bool is_open(Ticket const& ticket) { return !is_finished(ticket.status) && !is_closed(ticket); }

bool is_known_step(TicketStatus from, TicketStatus to) {
    // What a status we cannot read comes from or leads to cannot be judged.
    if (from == to || from == TicketStatus::other || to == TicketStatus::other) return true;
    if (to == TicketStatus::cancelled) return !is_finished(from);
    return (arrows_from(from) & bit(to)) != 0;
}

std::span<std::string_view const> event_types() {
    static constexpr std::array<std::string_view, 24> kTypes{
        "ads",          "banner",          "camera_fault",     "construction_occupy",
        "crowd",        "debris_pile",     "dumping",          "fire_lane_blocked",
        "fire_smoke",   "garbage_exposed", "garbage_overflow", "green_net_missing",
        "hanging",      "manhole",         "no_helmet",        "other",
        "out_of_store", "parking_motor",   "parking_nonmotor", "ponding",
        "road_damage",  "road_vending",    "umbrella",         "vendor"};
    return kTypes;
}

std::string_view kind_name(Record const& record) { return kKinds[record.index()]; }

std::string key_of(PopulationCell const& cell) { return cell.measure.empty() ? cell.id : cell.id + "/" + cell.measure; }

std::string key_of(Record const& record) {
    return std::visit(
        [](auto const& r) -> std::string {
            if constexpr (std::is_same_v<decltype(r), PopulationCell const&>) {
                return key_of(r);
            } else if constexpr (requires { r.id; }) {
                return r.id;
            } else {
                return {};
            }
        },
        record);
}

}  // namespace twin
