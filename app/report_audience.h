// Who a report is for, and what such readers may not be shown (DOMAIN 7 and 14).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "app/live_layers.h"
#include "base/result.h"
#include "report/page.h"

namespace app {

enum class Audience : std::uint8_t {
    open,      ///< "public": anybody
    internal,  ///< "internal": the district's own staff
    leader     ///< "leader": what staff may see, marked as addressed
};

/// "public", "internal", "leader".
base::Result<Audience> read_audience(std::string const& word);
std::string_view word_of(Audience audience);

/// What stands on every page, and how loudly.
report::Words mark_of(Audience audience);
report::Watermark watermark_of(Audience audience);

/// Tickets of one class, unit or community that the public may be told of; fewer could be known to a neighbour.
inline constexpr double kLeastTickets = 5;

/// What a row of a table, or a mark on a map, stands for.
enum class Grain : std::uint8_t {
    counts,  ///< a class, a unit, a community
    places,  ///< an address, a building
    single   ///< one ticket, one event, one alert with its evidence
};

/// Why this audience may not see it; none: it may.
std::optional<report::Words> refusal(Audience audience, Grain grain);
/// Of a map's live layers. `smallest_area`: the least number of tickets above 0 that `tickets.areas` would write.
std::optional<report::Words> refusal(Audience audience, LiveChoice const& choice, double smallest_area);

/// What readers find in the place of what their audience may not see: one line, with the rule.
report::Words withheld_words(Grain grain);
/// The same where counts are too small.
report::Words withheld_words();

/// Of tickets the public is told 0, or so many that nobody is known by them.
inline bool is_small(Audience audience, double count) {
    return audience == Audience::open && count > 0 && count < kLeastTickets;
}
/// "1,204", or for the public "少于5".
report::Words said_count(Audience audience, double count);
/// For the public: neighbours along the chart's labels (hours, days) are joined until no bar is a small count; where
/// even their sum is small nothing is left. Counts alone: shares cannot be added.
void join_small(report::Chart& chart, Audience audience);
/// For the public: a small count is not told, nor what it is compared with or a line from which it could be read.
void withhold(report::Tile& tile, double count, std::optional<double> before, Audience audience);

/// For the public: small counts of column `column` are withheld, and as many others as it takes that no sum gives them
/// away; the other numbers of such a row go too. The table's note and what is returned say by which rule; empty:
/// nothing was withheld.
report::Words withhold(report::Table& table, std::size_t column, Audience audience,
                       analysis::DisclosureRules const& rules);

}  // namespace app
