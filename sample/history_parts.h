// One part of the history for each feed: it plans when it will speak, then tells each message when its turn comes.
#pragma once

#include <memory>
#include <vector>

#include "sample/history.h"
#include "sample/json_line.h"
#include "sample/rhythm.h"

namespace sample {

struct Planned {
    base::UtcMs known = 0;
    std::uint32_t index = 0;    ///< of the part's own list
    std::uint16_t edition = 0;  ///< of what stands there
    std::uint8_t part = 0;
};

/// What all parts know of: the year [from, until) and the day after, up to `end`.
struct Span {
    base::UtcMs from = 0, until = 0, end = 0;
};

class Part {
public:
    virtual ~Part() = default;
    virtual std::string_view feed() const = 0;
    /// Appends what it will tell; `part` is filled in by the caller.
    virtual void plan(std::vector<Planned>& all) const = 0;
    virtual std::string_view tell(Planned const& planned, JsonLine& out) const = 0;
};

/// What indicators count.
struct Tally {
    std::vector<base::UtcMs> accepted, closed, sighted;  ///< sorted
};

std::unique_ptr<Part> tickets_part(Setting const& setting, HistoryOptions const& options, Span const& span,
                                   Tally& tally);
std::unique_ptr<Part> events_part(Setting const& setting, HistoryOptions const& options, Span const& span,
                                  Tally& tally);
std::unique_ptr<Part> cameras_part(Setting const& setting, HistoryOptions const& options, Span const& span);
std::unique_ptr<Part> devices_part(Setting const& setting, Span const& span);
std::unique_ptr<Part> environment_part(Setting const& setting, Span const& span, base::UtcMs dies);
std::unique_ptr<Part> drones_part(Setting const& setting, Span const& span);
std::unique_ptr<Part> population_part(Setting const& setting, Span const& span);
std::unique_ptr<Part> indicators_part(Setting const& setting, HistoryOptions const& options, Span const& span,
                                      Tally tally);

}  // namespace sample
