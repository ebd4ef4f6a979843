// What `borough serve` says in JSON and in Prometheus' text.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "feeds/health.h"
#include "feeds/journal.h"

namespace app {

/// `troubles` are the journal's, see feeds::Ingest.
std::string health_json(std::vector<feeds::FeedHealth> const& feeds, std::vector<std::string> const& troubles,
                        base::UtcMs now);

/// What was refused, newest first, without the messages themselves. `feeds` are the journal's, by number.
std::string quarantine_json(std::vector<feeds::Journal::Quarantined> const& refused,
                            std::vector<std::string> const& feeds);

/// Prometheus text format 0.0.4.
std::string metrics_text(std::vector<feeds::FeedHealth> const& feeds, std::uint64_t troubles,
                         std::uint64_t reports_held, std::uint64_t pictures_drawn, std::uint64_t memory_bytes);

}  // namespace app
