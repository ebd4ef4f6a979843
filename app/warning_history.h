// The runs of early warning over a district's journal: what was found on the nights up to a moment and at the moment
// itself, each with what was known then and nothing later. Free of the window; for one thread.
#pragma once

#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "analysis/alert_book.h"
#include "analysis/cases.h"
#include "analysis/warning.h"
#include "app/warning_verdict.h"
#include "base/result.h"
#include "feeds/journal.h"
#include "twin/district.h"
#include "twin/locate.h"
#include "ui/facts.h"

namespace app {

/// Nights before a moment that its book is made of: an alert that was raised, and has been quiet for as long as a book
/// waits, is over within them.
inline constexpr int kWarningNights = 14;

/// A book as of a moment, and what it was made from.
struct WarningBook {
    base::UtcMs moment = base::kNoTime;
    analysis::AlertBook book;
    std::shared_ptr<analysis::Cases const> cases;  ///< known at the moment, of a year
    std::size_t held_back = 0;
    int nights = 0;
    analysis::AlertPrecision precision;
};

class WarningHistory {
public:
    /// The district must outlive it.
    WarningHistory(twin::District const& district, analysis::WorkCalendar calendar, analysis::WarningRules rules = {});

    /// As `moment.event` would have warned with what was known then (later knowledge is left out). Nights are
    /// remembered. `stop` ends it early with an error.
    base::Result<WarningBook> at(feeds::Moment const& moment, std::span<AlertVerdict const> verdicts,
                                 std::atomic<bool> const* stop = nullptr);
    /// The last answer of `at` with other verdicts, without any new run.
    WarningBook again(std::span<AlertVerdict const> verdicts) const;

    twin::Locator const& locator() const { return locator_; }
    analysis::WorkCalendar const& calendar() const { return calendar_; }
    analysis::WarningRules const& rules() const { return rules_; }
    analysis::BookRules const& book_rules() const { return book_rules_; }
    /// How a verdict on an alert is kept, in words that tell without its id.
    AlertVerdict verdict_on(analysis::KeptAlert const& kept) const;

private:
    class Tape;
    /// All of a book that verdicts do not change.
    struct Gathered {
        base::UtcMs now = base::kNoTime;
        std::vector<std::int32_t> days;
        std::vector<analysis::Alert> found;
        std::shared_ptr<analysis::Cases const> cases;
    };
    base::Result<Gathered> gather(base::UtcMs now, std::atomic<bool> const* stop);
    analysis::Cases cases_at(Tape& tape, base::UtcMs now);
    base::Status find_nights(Tape& tape, std::vector<std::int32_t> const& days, std::atomic<bool> const* stop);
    bool is_about(AlertVerdict const& verdict, analysis::KeptAlert const& kept) const;
    void apply(analysis::AlertBook& book, std::span<AlertVerdict const> verdicts, base::UtcMs now,
               std::vector<bool>& done) const;
    analysis::AlertPrecision precision(analysis::AlertBook const& book, std::span<AlertVerdict const> verdicts,
                                       base::UtcMs now) const;

    twin::District const& district_;
    twin::Locator locator_;
    analysis::WorkCalendar calendar_;
    analysis::WarningRules rules_;
    analysis::BookRules book_rules_;
    std::shared_ptr<ui::Glossary const> glossary_;  ///< may be null
    Gathered last_;
    std::map<std::int32_t, std::vector<analysis::Alert>> nights_;  ///< by the day that had just ended
};

}  // namespace app
