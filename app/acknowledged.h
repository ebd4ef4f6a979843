// What people have acknowledged, by what tells one matter from the next.
#pragma once

#include <span>
#include <string>

#include "ui/facts.h"

namespace app {

/// Who sees what ("event cam-7 fire_smoke") or which ticket: sightings of one matter come under many ids, and a merged
/// one may begin earlier than was known, so the same key at overlapping times is the same matter.
struct Matter {
    std::string key;
    base::UtcMs since = base::kNoTime, last = base::kNoTime;
    bool operator==(Matter const&) const = default;
};

Matter matter_of(ui::EventRow const& row);
/// A ticket lasts until `now`.
Matter matter_of(ui::TicketRow const& row, base::UtcMs now);

bool is_same(Matter const& a, Matter const& b);
/// `all` in the order of keys: months of them are asked for every ticket.
bool is_among(std::span<Matter const> all, Matter const& matter);

}  // namespace app
