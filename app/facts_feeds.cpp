#include <algorithm>

#include "app/facts_parts.h"

namespace app {
namespace {

ui::Lamp lamp_of(feeds::FeedState state) { return static_cast<ui::Lamp>(state); }
ui::Lamp lamp_of(FeedNote const& note) {
    return note.down ? ui::Lamp::down : note.stale ? ui::Lamp::stale : ui::Lamp::live;
}

ui::FeedRow feed_row(feeds::FeedHealth const& health) {
    ui::FeedRow row;
    row.id = health.id;
    row.name = health.name;
    row.lamp = lamp_of(health.state);
    row.reason = health.reason;
    row.last_good = health.last_good;
    row.last_event = health.last_event;
    row.lag_ms = health.lag_ms;
    row.per_hour = health.per_hour;
    row.expected_per_hour = health.expected_per_hour;
    row.received = health.received;
    row.reports = health.reports;
    row.bad = health.bad;
    row.dropped = health.dropped;
    row.waiting = health.waiting;
    row.unplaced = health.unplaced;
    row.probably_shifted = health.probably_shifted;
    return row;
}

/// Of a moment of the past only what was heard is known.
ui::FeedRow feed_row(FeedNote const& note, twin::District const& district) {
    ui::FeedRow row;
    row.id = note.id;
    row.name = {note.id, note.id};
    row.lamp = lamp_of(note);
    row.last_event = note.last;
    row.counted = false;
    for (twin::FeedSpec const& spec : district.live.feeds) {
        if (spec.id != note.id) continue;
        row.name = spec.name;
        row.expected_per_hour = spec.expected_per_hour;
    }
    return row;
}

}  // namespace

std::vector<ui::FeedRow> feed_rows(FactsInput const& input, twin::District const& district) {
    std::vector<ui::FeedRow> rows;
    std::map<std::uint16_t, std::size_t> by_number;
    if (!input.health.empty()) {
        for (feeds::FeedHealth const& health : input.health) {
            by_number[health.number] = rows.size();
            rows.push_back(feed_row(health));
        }
    } else {
        for (std::size_t i = 0; i < input.notes.size(); ++i) {
            by_number[static_cast<std::uint16_t>(i)] = i;
            rows.push_back(feed_row(input.notes[i], district));
        }
    }
    for (auto const& bad : input.quarantined) {
        auto const found = by_number.find(bad.feed);
        if (found == by_number.end() || rows[found->second].last_bad_at != base::kNoTime) continue;
        rows[found->second].last_bad = bad.reason;
        rows[found->second].last_bad_at = bad.received;
    }
    return rows;
}

ui::Freshness freshness(FactsInput const& input, std::uint32_t kind) {
    ui::Freshness out;
    for (std::size_t i = 0; i < input.notes.size(); ++i) {
        FeedNote const& note = input.notes[i];
        if ((note.kinds & kind) == 0) continue;
        ui::Lamp lamp = lamp_of(note);
        for (feeds::FeedHealth const& health : input.health) {
            if (health.number != i) continue;
            // One that has neither answered nor failed is connecting: nobody knows yet that it is down.
            bool const connecting = health.state == feeds::FeedState::down && health.reason.empty();
            lamp = !connecting ? lamp_of(health.state) : note.stale ? ui::Lamp::stale : ui::Lamp::quiet;
        }
        out.lamp = out.any ? std::min(out.lamp, lamp) : lamp;
        out.any = true;
        out.last = std::max(out.last, note.last);
    }
    return out;
}

}  // namespace app
