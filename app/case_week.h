// A week of supervision in figures, for reports: what came, what was closed, what is late and with whom, what was done
// here. Free of the window.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "app/case_facts.h"

namespace app {

struct SupervisionWeek {
    base::UtcMs from = 0, until = 0;
    std::uint32_t arrived = 0;                  ///< since within [from, until)
    std::uint32_t closed = 0, closed_late = 0;  ///< of tickets, by their source's time of closing in [from, until)
    std::uint32_t open = 0, nearly_due = 0, overdue = 0;            ///< at the moment of the facts
    std::uint32_t acknowledged = 0, assigned = 0, closed_here = 0;  ///< entries of our log in [from, until)
    std::uint32_t returned = 0;  ///< tickets that are open and have been returned at least once
    struct Holder {
        std::string name;  ///< empty: nobody holds it
        std::uint32_t open = 0, nearly_due = 0, overdue = 0;
    };
    std::vector<Holder> holders;       ///< most overdue first, then most open
    std::vector<std::uint32_t> worst;  ///< into CaseFacts::rows: open past their limit, the longest first
};

/// Cases with a limit that nobody set (参考) count like others; the report says so. Confidential ones count and are
/// not among `worst`.
SupervisionWeek supervision_week(ui::Facts const& facts, ui::CaseFacts const& cases, base::UtcMs from,
                                 base::UtcMs until, std::size_t most_worst = 20);

}  // namespace app
