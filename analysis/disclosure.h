// Small counts are hidden before anything else sees them (DOMAIN 7): primary and complementary suppression.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace analysis {

struct DisclosureRules {
    double least_in_building = 10;  ///< never below kFloor
    double least_in_cell = 5;       ///< cells of 250 m and more, communities, streets
    double least_for_shares = 30;   ///< shares of age need at least so many people below them
    static constexpr double kFloor = 3;
};

struct Count {
    std::string id;
    std::string parent;  ///< published beside it, so that one hidden child could be found by subtraction; empty: none
    std::string level;   ///< twin::PopulationCell::level
    double count = 0;
};

/// A count that may be shown, or the bound it lies under.
struct Shown {
    std::optional<double> count;
    double below = 0;  ///< where hidden: shown as "<10"
    bool complementary = false;  ///< hidden only to protect another
};

/// In the order of `counts`. Where exactly one child of a published parent would be hidden, the next smallest goes too.
/// Zero is shown as 0.
std::vector<Shown> suppress(std::span<Count const> counts, DisclosureRules const& rules);

/// Spreads `total` over buildings by floor area and residential share; whole people by largest remainder, ties to the
/// lower index; the sum is kept.
struct DwellingShare {
    double footprint_area = 0;
    double storeys = 0;
    double residential = 1;  ///< 0 to 1
};
std::vector<std::int64_t> spread_population(std::int64_t total, std::span<DwellingShare const> buildings);

/// Why a column must not enter ("18-digit identity number", "11-digit mobile number", "personal name"), or none.
std::optional<std::string> personal_data(std::string_view column, std::span<std::string const> values);

}  // namespace analysis
