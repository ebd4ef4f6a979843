#include "app/warning_history.h"

#include <algorithm>
#include <filesystem>

#include "app/facts_counts.h"
#include "app/glossary.h"
#include "twin/live_state.h"

namespace app {
namespace {

constexpr std::int64_t kTicketReach = 366 * kDayMs;  ///< of tickets that are counted
constexpr std::int64_t kFoundWithin =
    30 * kDayMs;  ///< that a report may come after what it tells of, and still be found
constexpr std::int64_t kPrecision = 90 * kDayMs;

/// The last moment of a day.
base::UtcMs night_of(std::int32_t day) { return analysis::china_midnight(day + 1) - 1; }

}  // namespace

/// The tickets of the journal as they became known, from one moment on.
class WarningHistory::Tape {
public:
    /// From `first` to `last`, where nothing but `last` is asked for in one step.
    static base::Result<Tape> open(twin::District const& district, base::UtcMs first, base::UtcMs last) {
        auto const journal = feeds::Journal::open(district.live.journal, feeds::Journal::Access::read);
        if (!journal) return journal.error();
        feeds::Span span;
        span.tickets_ms = kTicketReach;
        span.events_ms = span.poses_ms = 0;
        auto state = journal->state({first, first}, span, district.live.merge);
        if (!state) return state.error();
        Tape tape{std::move(*state), {}, 0};
        if (last > first) {
            auto const read = journal->each(first - kFoundWithin, last + 1, last, [&](twin::Report const& report) {
                if (std::holds_alternative<twin::Ticket>(report.record) &&
                    std::max(report.known_time, report.event_time) > first)
                    tape.later_.push_back(report);
                return true;
            });
            if (!read) return read.error();
        }
        std::ranges::stable_sort(tape.later_, {}, when);
        return tape;
    }

    /// Cases as known at `now`; only forward.
    analysis::Cases cases_at(base::UtcMs now, twin::Locator const& locator) {
        while (next_ < later_.size() && when(later_[next_]) <= now) state_.apply(later_[next_++]);
        std::vector<twin::Ticket const*> tickets;
        for (auto const* entry : state_.tickets()) tickets.push_back(&entry->ticket);
        return analysis::warning_cases(tickets, locator, {});
    }

private:
    Tape(twin::LiveState state, std::vector<twin::Report> later, std::size_t next)
        : state_(std::move(state)), later_(std::move(later)), next_(next) {}
    static base::UtcMs when(twin::Report const& report) { return std::max(report.known_time, report.event_time); }

    twin::LiveState state_;
    std::vector<twin::Report> later_;
    std::size_t next_ = 0;
};

WarningHistory::WarningHistory(twin::District const& district, analysis::WorkCalendar calendar,
                               analysis::WarningRules rules)
    : district_(district), locator_(district), calendar_(std::move(calendar)), rules_(std::move(rules)) {
    // That it cannot be read is said where the district is opened.
    if (auto const words = read_glossary(district.live.glossary)) glossary_ = *words;
}

/// Cases as known at `now`, and what their classes are called.
analysis::Cases WarningHistory::cases_at(Tape& tape, base::UtcMs now) {
    analysis::Cases cases = tape.cases_at(now, locator_);
    for (auto const& [code, name] : cases.class_names) {
        std::string const english = glossary_ ? glossary_->in_english(name) : name;
        if (english != name) rules_.class_names.insert_or_assign(code, twin::Name{name, english});
    }
    return cases;
}

base::Status WarningHistory::find_nights(Tape& tape, std::vector<std::int32_t> const& days,
                                         std::atomic<bool> const* stop) {
    for (std::int32_t const day : days) {
        if (nights_.contains(day)) continue;
        if (stop && *stop) return base::Error{"stopped"};
        base::UtcMs const end = night_of(day);
        nights_[day] = analysis::warn(cases_at(tape, end), locator_.areas(), calendar_, rules_, end);
    }
    return base::done;
}

base::Result<WarningHistory::Gathered> WarningHistory::gather(base::UtcMs now, std::atomic<bool> const* stop) {
    std::error_code failed;
    if (!std::filesystem::exists(district_.live.journal, failed))
        return base::Error{district_.live.journal + ": there is no journal yet"};
    base::UtcMs oldest = base::kNoTime;
    {
        auto const journal = feeds::Journal::open(district_.live.journal, feeds::Journal::Access::read);
        if (!journal) return journal.error();
        oldest = std::max(journal->first_event(), journal->horizon());
    }
    Gathered out;
    out.now = now;
    std::int32_t const today = analysis::china_day(now);
    for (std::int32_t day = today - kWarningNights; day < today; ++day)
        if (oldest != base::kNoTime && night_of(day) > oldest) out.days.push_back(day);
    auto const missing = std::ranges::find_if(out.days, [&](std::int32_t day) { return !nights_.contains(day); });
    auto tape = Tape::open(district_, missing == out.days.end() ? now : night_of(*missing), now);
    if (!tape) return tape.error();
    if (auto const found = find_nights(*tape, out.days, stop); !found) return found.error();
    if (stop && *stop) return base::Error{"stopped"};
    auto cases = std::make_shared<analysis::Cases>(cases_at(*tape, now));
    out.found = analysis::warn(*cases, locator_.areas(), calendar_, rules_, now);
    out.cases = std::move(cases);
    return out;
}

WarningBook WarningHistory::again(std::span<AlertVerdict const> verdicts) const {
    WarningBook out;
    out.moment = last_.now;
    out.cases = last_.cases;
    out.nights = static_cast<int>(last_.days.size());
    std::vector<bool> done(verdicts.size());
    for (std::int32_t const day : last_.days) {
        analysis::update(out.book, nights_.at(day), book_rules_, night_of(day));
        apply(out.book, verdicts, night_of(day), done);
    }
    out.held_back = analysis::update(out.book, last_.found, book_rules_, last_.now).held_back;
    apply(out.book, verdicts, last_.now, done);
    out.precision = precision(out.book, verdicts, last_.now);
    return out;
}

base::Result<WarningBook> WarningHistory::at(feeds::Moment const& moment, std::span<AlertVerdict const> verdicts,
                                             std::atomic<bool> const* stop) {
    auto gathered = gather(std::min(moment.event, moment.known), stop);
    if (!gathered) return gathered.error();
    last_ = *std::move(gathered);
    return again(verdicts);
}

AlertVerdict WarningHistory::verdict_on(analysis::KeptAlert const& kept) const {
    AlertVerdict out;
    out.id = kept.alert.id;
    out.class_code = kept.alert.class_code;
    if (kept.alert.area >= 0) out.area = locator_.areas()[static_cast<std::size_t>(kept.alert.area)].id;
    if (kept.kinds == 1U << static_cast<unsigned>(analysis::AlertKind::rule)) out.place = kept.alert.place;
    out.kinds = kept.kinds;
    out.level = kept.alert.level;
    out.raised = kept.raised;
    return out;
}

/// As the book joins what is found to what it has.
bool WarningHistory::is_about(AlertVerdict const& verdict, analysis::KeptAlert const& kept) const {
    AlertVerdict const own = verdict_on(kept);
    return verdict.class_code == own.class_code && verdict.area == own.area && verdict.place == own.place;
}

/// A verdict holds from the moment at which it was given. `done`: those that have found their alert.
void WarningHistory::apply(analysis::AlertBook& book, std::span<AlertVerdict const> verdicts, base::UtcMs now,
                           std::vector<bool>& done) const {
    for (std::size_t i = 0; i < verdicts.size(); ++i) {
        AlertVerdict const& verdict = verdicts[i];
        if (done[i] || verdict.moment > now) continue;
        for (analysis::KeptAlert& kept : book.alerts) {
            if (!kept.open || !is_about(verdict, kept)) continue;
            done[i] = true;
            // Worse by now than what was dismissed: somebody should look again.
            bool const worse = verdict.verdict == analysis::Verdict::dismissed && kept.alert.level > verdict.level;
            kept.verdict = worse ? analysis::Verdict::none : verdict.verdict;
            kept.judged = kept.verdict == analysis::Verdict::none ? base::kNoTime : verdict.moment;
        }
    }
}

/// Of all verdicts of the last 90 days, also on alerts that are over and no longer in the book.
analysis::AlertPrecision WarningHistory::precision(analysis::AlertBook const& book,
                                                   std::span<AlertVerdict const> verdicts, base::UtcMs now) const {
    std::map<std::string, analysis::KeptAlert> newest;  // by matter and first raising
    for (AlertVerdict const& v : verdicts) {
        if (v.moment > now) continue;
        analysis::KeptAlert& kept = newest[v.id];
        kept.raised = v.raised;
        kept.kinds = v.kinds;
        kept.verdict = v.verdict;
    }
    analysis::AlertBook judged;
    for (auto& [id, kept] : newest)
        if (kept.verdict != analysis::Verdict::none) judged.alerts.push_back(std::move(kept));
    auto out = analysis::precision(judged, now - kPrecision, now + 1);
    for (analysis::KeptAlert const& kept : book.alerts)
        out.waiting += kept.open && kept.verdict == analysis::Verdict::none ? 1U : 0U;
    return out;
}

}  // namespace app
