#include "app/acknowledged.h"

#include <algorithm>

namespace app {

Matter matter_of(ui::EventRow const& row) {
    // Without a camera nothing but its own id tells a matter from the next.
    return {"event " + (row.camera.empty() ? row.id : row.camera + " " + row.type), row.first,
            std::max(row.first, row.last)};
}

Matter matter_of(ui::TicketRow const& row, base::UtcMs now) {
    return {"ticket " + row.ticket.id, row.ticket.called, std::max(row.ticket.called, now)};
}

bool is_same(Matter const& a, Matter const& b) { return a.key == b.key && a.since <= b.last && b.since <= a.last; }

bool is_among(std::span<Matter const> all, Matter const& matter) {
    auto const same_key = std::ranges::equal_range(all, matter.key, {}, &Matter::key);
    return std::ranges::any_of(same_key, [&](Matter const& each) { return is_same(each, matter); });
}

}  // namespace app
