// A year of believable life in the sample: hotline tickets, video events, cameras, devices, drones, people, indicators,
// as the messages that would have told of it; and the day after, to be played live.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "sample/setting.h"

namespace sample {

struct HistoryOptions {
    base::UtcMs until = 1793462400000;  ///< 2026-10-31T16:00Z, a midnight in China; the year before it is told
    std::uint32_t tickets = 55361;
    std::uint32_t events = 230000;  ///< sightings: repeats of one matter count each
    std::uint32_t cameras = 2600;
    std::uint32_t seed = 1;

    /// In proportion to the buildings, up to the numbers above at those of the usual district.
    static HistoryOptions usual(std::uint32_t buildings, std::uint32_t seed);
};

struct HistoryMessage {
    std::string_view feed;  ///< id of a feed of the district file
    base::UtcMs known = 0;  ///< when it arrived
    std::string_view line;  ///< JSON in the canonical envelope, without a line end; valid during the call
};

/// One `[[feeds]]` entry that carries the history on.
struct HistoryFeed {
    std::string id;
    Name name;
    std::string coordinates;
    double expected_per_hour = 0;
    std::string stale_after;
    std::string pressure;
};

class History {
public:
    History(Setting setting, HistoryOptions options);
    History(History&&) noexcept;
    History& operator=(History&&) noexcept;
    ~History();

    /// Messages known in [from, to), in the order of known time, the same for the same options; until `visit` says no.
    void each(base::UtcMs from, base::UtcMs to, std::function<bool(HistoryMessage const&)> const& visit) const;

    base::UtcMs begin() const;
    base::UtcMs until() const;
    base::UtcMs end() const;               ///< of the day after `until`, which is the live tail
    base::UtcMs environment_dies() const;  ///< nothing from the feed `environment` after this
    Setting const& setting() const;
    std::vector<HistoryFeed> feeds() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace sample
