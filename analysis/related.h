// What else may have to do with a ticket, each with how sure that is and why: other tickets about the same matter,
// video events that confirm it, cameras that could have seen it, the building it is about. Hints for a person, never
// facts.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/visibility.h"
#include "base/result.h"
#include "twin/district.h"
#include "twin/live_state.h"
#include "twin/locate.h"
#include "twin/name.h"
#include "twin/nearest_building.h"

namespace analysis {

/// One row of the table that says which events can confirm which tickets.
struct ClassEvent {
    std::string class_prefix;
    std::string event_type;  ///< canonical key of DOMAIN 4.1
    double weight = 1;       ///< 0 to 1: how surely such an event is such a matter
};

/// CSV `class_prefix,event_type,weight`.
base::Result<std::vector<ClassEvent>> parse_class_events(std::string_view csv, std::string const& file);

enum class RelatedKind : std::uint8_t { ticket, event, camera, building };

struct Related {
    RelatedKind kind = RelatedKind::ticket;
    std::string id;    ///< of a building: the number of its BuildingId
    double score = 0;  ///< above 0, at most 1; 1 only where the source itself says so
    twin::Name why;    ///< one phrase, with the figures the score comes from
};

struct RelatedRules {
    double ticket_metres = 150;  ///< at this distance a score has halved
    double ticket_days = 10;     ///< likewise
    double event_metres = 60;
    double event_hours = 24;
    double building_metres = 60;  ///< further buildings are not named
    double least_score = 0.15;    ///< less is not worth a look
    std::size_t most_each = 8;    ///< of each kind
};

/// What is there to be related, all of it known at one moment.
struct Surroundings {
    std::span<twin::Ticket const* const> tickets;
    std::span<twin::Episode const> episodes;
    std::span<twin::Camera const* const> cameras;
    twin::District const& district;
    twin::Locator const& locator;
    twin::NearestBuilding const& nearest;  ///< of the district's buildings
    Sight const* sight = nullptr;          ///< null: cameras are judged by distance and heading alone, at less score
    std::span<ClassEvent const> class_events;
};

/// By kind, then score, then id. Secret tickets are related to nothing and nothing to them: a link would tell their
/// place. A ticket known to its community only has no cameras, events or buildings.
std::vector<Related> related_to(twin::Ticket const& ticket, Surroundings const& all, RelatedRules const& rules = {});

/// The tickets that an event may be what they are about, by score: of `all` neither cameras nor other events count.
std::vector<Related> tickets_of(twin::Episode const& event, Surroundings const& all, RelatedRules const& rules = {});

}  // namespace analysis
