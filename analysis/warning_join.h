// Which district-wide alerts say no more than local ones of the same class do: one outbreak is one line in a list.
#pragma once

#include <cstddef>
#include <vector>

#include "analysis/alert_book.h"

namespace analysis {

struct JoinedAlert {
    std::size_t whole = 0;  ///< into AlertBook::alerts, the district-wide one
    struct Part {
        std::size_t alert = 0;  ///< likewise, a local one
        int count = 0;          ///< of the whole's tickets, that lie there
    };
    std::vector<Part> parts;  ///< in the book's order
};

/// Open ones alone. A whole is joined where, without the tickets of local alerts of its class that are more than a
/// rule, the district has at most two standard deviations more than usual: the local ones are all there is to it.
std::vector<JoinedAlert> join_alerts(AlertBook const& book, Cases const& cases, WarningRules const& rules);

}  // namespace analysis
