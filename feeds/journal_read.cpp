// What the journal answers: the state at a moment, and what happened between two.
#include <algorithm>
#include <numeric>
#include <optional>
#include <set>
#include <utility>

#include "base/parallel.h"
#include "feeds/inbox_crc.h"
#include "feeds/journal_parts.h"

namespace feeds {
namespace {

/// Decoded together, so that memory stays bounded and both cores have work.
constexpr std::size_t kRefsAtOnce = 4096;
constexpr std::size_t kBodiesAtOnce = 32;
/// So many rows of one thing that do not matter, and it is quicker to ask for the next thing.
constexpr int kRowsBeforeSeek = 16;

struct Body {
    std::int64_t message = 0;
    std::uint16_t feed = 0;
    Mapping const* mapping = nullptr;
    std::string topic, body;
    base::UtcMs known = base::kNoTime;
    Decoded decoded;
};

/// The messages that `refs` name, each once, in their order in the journal. Those that are gone are missing.
base::Result<std::vector<Body>> fetch(Journal::State const& state, std::span<Ref const> refs) {
    std::vector<std::int64_t> wanted;
    wanted.reserve(refs.size());
    for (Ref const& ref : refs) wanted.push_back(ref.message);
    std::sort(wanted.begin(), wanted.end());
    wanted.erase(std::unique(wanted.begin(), wanted.end()), wanted.end());
    auto rows = state.database.prepare("SELECT feed, mapping, topic, body, known, crc FROM message WHERE seq = ?");
    if (!rows) return rows.error();
    std::vector<Body> bodies;
    bodies.reserve(wanted.size());
    for (std::int64_t const message : wanted) {
        RowStep const step = rows->bind(message).step();
        if (step == RowStep::failed && !state.database.corrupt()) return state.database.error();
        if (step == RowStep::row && crc32(rows->text(3)) == rows->integer(5)) {
            bodies.push_back({.message = message,
                              .feed = static_cast<std::uint16_t>(rows->integer(0)),
                              .mapping = state.mapping(rows->integer(1)),
                              .topic = std::string(rows->text(2)),
                              .body = std::string(rows->text(3)),
                              .known = rows->integer(4),
                              .decoded = {}});
        } else {
            state.say_damage("message " + std::to_string(message) + " cannot be read");
        }
        rows->reset();
    }
    return bodies;
}

/// The report a ref means; none where the message no longer reads as it did. The content's hash may differ where a
/// newer Borough reads more of a message than the one that received it; then the item's place in the message stands.
twin::Report const* find_report(Body const& body, Ref const& ref) {
    auto const& reports = body.decoded.reports;
    if (ref.item < reports.size() && reports[ref.item].content == ref.content) return &reports[ref.item];
    auto const same = std::find_if(reports.begin(), reports.end(),
                                   [&](twin::Report const& report) { return report.content == ref.content; });
    if (same != reports.end()) return &*same;
    bool const like = ref.item < reports.size() && kind_of(reports[ref.item].record) == ref.kind;
    return like ? &reports[ref.item] : nullptr;
}

base::Status visit_chunk(Journal::State const& state, std::span<Ref const> refs,
                         std::function<bool(twin::Report&&)> const& visit, bool& more) {
    auto bodies = fetch(state, refs);
    if (!bodies) return bodies.error();
    base::parallel_for(bodies->size(), kBodiesAtOnce, [&](std::size_t begin, std::size_t end) {
        for (Body& body : std::span(*bodies).subspan(begin, end - begin))
            if (body.mapping) body.decoded = body.mapping->decode(body.body, body.topic, body.known);
    });
    for (Ref const& ref : refs) {
        auto const body = std::lower_bound(bodies->begin(), bodies->end(), ref.message,
                                           [](Body const& b, std::int64_t message) { return b.message < message; });
        if (body == bodies->end() || body->message != ref.message) continue;
        twin::Report const* const found = find_report(*body, ref);
        if (!found) {
            state.say_damage("message " + std::to_string(ref.message) + " no longer reads as it did when it came");
            continue;
        }
        twin::Report report = *found;
        report.feed = body->feed;
        report.known_time = body->known;
        more = visit(std::move(report));
        if (!more) break;
    }
    return base::done;
}

/// Collects what the state at a moment is made of.
class Scan {
public:
    Scan(Journal::State const& state, Moment moment, Span const& span) : state_(state), moment_(moment), span_(span) {}

    base::Status run() {
        for (std::int64_t kind = kTicket; kind <= kIndicator; ++kind) {
            base::Status done = kind == kEvent ? events() : kind == kDrone ? poses() : newest(kind);
            if (done) continue;
            if (!state_.database.corrupt()) return done;
            state_.say_damage("some of the records cannot be read: " + done.error().message);
        }
        auto const by_place = [](Ref const& a, Ref const& b) {
            return std::pair(a.message, a.item) < std::pair(b.message, b.item);
        };
        std::sort(refs_.begin(), refs_.end(), by_place);
        return base::done;
    }

    std::span<Ref const> refs() const { return refs_; }
    /// The newest editions of tickets that are shown in an older one.
    std::span<Ref const> newer_tickets() const { return newer_tickets_; }

private:
    // Columns of every statement here.
    static constexpr char const* kColumns =
        "SELECT thing, event_ms, known_ms, version, over, message, item, content, kind, withdrawn ";

    bool known_by_then(Statement const& row) const {
        return row.integer(1) <= moment_.event && row.integer(2) <= moment_.known;
    }
    static Ref ref_of(Statement const& row) {
        return {.message = row.integer(5),
                .item = static_cast<std::uint32_t>(row.integer(6)),
                .kind = row.integer(8),
                .content = from_sql(row.integer(7))};
    }
    void take(Statement const& row) { refs_.push_back(ref_of(row)); }
    static base::UtcMs before(base::UtcMs time, std::int64_t span) {
        return time < base::kNoTime + span ? base::kNoTime : time - span;
    }

    /// The newest edition of each thing: the table lies in this order, so one walk backwards finds them.
    base::Status newest(std::int64_t kind) {
        auto rows =
            state_.database.prepare(std::string(kColumns) +
                                    "FROM record WHERE kind = ? AND thing < ? ORDER BY thing DESC, version DESC,"
                                    " sequence DESC, withdrawn DESC, content DESC, feed DESC");
        if (!rows) return rows.error();
        base::UtcMs const tickets_from = before(moment_.event, span_.tickets_ms);
        std::int64_t thing = std::numeric_limits<std::int64_t>::max();
        bool found = false;
        int idle = 0;
        std::optional<Ref> newest;  // that is not a withdrawal, whenever it became known
        rows->bind(kind, thing);
        while (true) {
            RowStep const step = rows->step();
            if (step == RowStep::failed) return state_.database.error();
            if (step == RowStep::end) return base::done;
            if (rows->integer(0) != thing) {
                thing = rows->integer(0);
                found = false;
                idle = 0;
                newest.reset();
            }
            bool const withdrawn = rows->integer(9) != 0;
            if (!found && known_by_then(*rows)) {
                found = true;
                bool const over = rows->integer(4) != 0 && rows->integer(3) < tickets_from;
                if (!over) take(*rows);
                if (!over && !withdrawn && newest && kind == kTicket) newer_tickets_.push_back(*newest);
            } else if (!found && !withdrawn && !newest) {
                newest = ref_of(*rows);
            } else if (found && ++idle >= kRowsBeforeSeek) {
                rows->reset();
                rows->bind(kind, thing);
            }
        }
    }

    /// Every sighting of the events of which anything was seen in the span.
    base::Status events() {
        auto things = state_.database.prepare(
            "SELECT DISTINCT thing FROM record WHERE kind = ? AND event_ms > ? AND event_ms <= ? AND known_ms <= ?");
        if (!things) return things.error();
        auto rows = state_.database.prepare(std::string(kColumns) + "FROM record WHERE kind = ? AND thing = ?");
        if (!rows) return rows.error();
        things->bind(std::int64_t{kEvent}, before(moment_.event, span_.events_ms), moment_.event, moment_.known);
        while (true) {
            RowStep step = things->step();
            if (step == RowStep::failed) return state_.database.error();
            if (step == RowStep::end) return base::done;
            rows->bind(std::int64_t{kEvent}, things->integer(0));
            while ((step = rows->step()) == RowStep::row)
                if (known_by_then(*rows)) take(*rows);
            if (step == RowStep::failed) return state_.database.error();
            rows->reset();
        }
    }

    base::Status poses() {
        auto rows = state_.database.prepare(std::string(kColumns) +
                                            "FROM record WHERE kind = ? AND event_ms > ? AND event_ms <= ?");
        if (!rows) return rows.error();
        rows->bind(std::int64_t{kDrone}, before(moment_.event, span_.poses_ms), moment_.event);
        while (true) {
            RowStep const step = rows->step();
            if (step == RowStep::failed) return state_.database.error();
            if (step == RowStep::end) return base::done;
            if (known_by_then(*rows)) take(*rows);
        }
    }

    Journal::State const& state_;
    Moment moment_;
    Span span_;
    std::vector<Ref> refs_;
    std::vector<Ref> newer_tickets_;
};

/// What may be shown is decided by what is known today, not by what was known then.
base::Result<std::set<std::string>> confidential_by_now(Journal::State const& state, std::span<Ref const> newer) {
    std::set<std::string> ids;
    auto const look = [&](twin::Report&& report) {
        auto const* const ticket = std::get_if<twin::Ticket>(&report.record);
        if (ticket && ticket->secret) ids.insert(ticket->id);
        return true;
    };
    if (auto done = visit_reports(state, newer, look); !done) return done.error();
    return ids;
}

base::Status note_heard(Journal::State const& state, Moment moment, twin::LiveState& live) {
    auto rows = state.database.prepare(
        "SELECT known_ms, event_ms, kinds FROM heard WHERE feed = ? AND known_ms <= ? AND event_ms <= ?"
        " ORDER BY known_ms DESC LIMIT 1");
    if (!rows) return rows.error();
    for (auto const& [number, feed] : state.feeds) {
        RowStep const step = rows->bind(std::int64_t{number}, moment.known, moment.event).step();
        if (step == RowStep::failed) return state.database.error();
        if (step == RowStep::row)
            live.note(number, {.kinds = static_cast<std::uint32_t>(rows->integer(2)),
                               .last_known = rows->integer(0),
                               .last_event = rows->integer(1)});
        rows->reset();
    }
    return base::done;
}

}  // namespace

std::int64_t first_message_after(Journal::State const& state, base::UtcMs known) {
    auto at = state.database.prepare("SELECT seq, known FROM message WHERE seq >= ? ORDER BY seq LIMIT 1");
    std::int64_t low = 0, high = state.next_message;
    while (at && low < high) {
        std::int64_t const middle = std::midpoint(low, high);
        if (at->bind(middle).step() == RowStep::row && at->integer(1) <= known) {
            low = at->integer(0) + 1;
        } else {
            high = middle;
        }
        at->reset();
    }
    return low;
}

base::Status visit_reports(Journal::State const& state, std::span<Ref const> refs,
                           std::function<bool(twin::Report&&)> const& visit) {
    bool more = true;
    for (std::size_t at = 0; at < refs.size() && more; at += kRefsAtOnce)
        if (auto done = visit_chunk(state, refs.subspan(at, std::min(kRefsAtOnce, refs.size() - at)), visit, more);
            !done)
            return done;
    return base::done;
}

base::Result<twin::LiveState> Journal::state(Moment moment, Span const& span, twin::MergeWindows const& merge) const {
    if (moment.event < horizon() || moment.known < horizon())
        return base::Error{state_->database.file().string() + ": goes back to " + base::format_time(horizon()) +
                           "; what was before has been dropped"};
    auto const transaction = Transaction::begin(state_->database, false);
    if (!transaction) return transaction.error();
    Scan scan(*state_, moment, span);
    if (auto done = scan.run(); !done) return done.error();
    auto const confidential = confidential_by_now(*state_, scan.newer_tickets());
    if (!confidential) return confidential.error();
    twin::LiveState live(merge);
    auto const apply = [&](twin::Report&& report) {
        if (auto* const ticket = std::get_if<twin::Ticket>(&report.record))
            ticket->secret = ticket->secret || confidential->contains(ticket->id);
        live.apply(std::move(report));
        return true;
    };
    if (auto done = visit_reports(*state_, scan.refs(), apply); !done) return done.error();
    if (auto done = note_heard(*state_, moment, live); !done) {
        if (!state_->database.corrupt()) return done.error();
        state_->say_damage("when feeds were last heard cannot be read");
    }
    return live;
}

base::Status Journal::each(base::UtcMs from, base::UtcMs to, base::UtcMs known,
                           std::function<bool(twin::Report const&)> const& visit) const {
    auto const transaction = Transaction::begin(state_->database, false);
    if (!transaction) return transaction.error();
    auto rows = state_->database.prepare(
        "SELECT message, item, kind, content FROM record WHERE kind BETWEEN 0 AND 6 AND event_ms >= ? AND event_ms < ? "
        "AND"
        " known_ms <= ? ORDER BY event_ms, message, item");
    if (!rows) return rows.error();
    rows->bind(from, to, known);
    std::vector<Ref> refs;
    bool more = true;
    while (more) {
        RowStep const step = rows->step();
        if (step == RowStep::failed) return state_->database.error();
        if (step == RowStep::row)
            refs.push_back({.message = rows->integer(0),
                            .item = static_cast<std::uint32_t>(rows->integer(1)),
                            .kind = rows->integer(2),
                            .content = from_sql(rows->integer(3))});
        if (refs.size() < kRefsAtOnce && step == RowStep::row) continue;
        auto const hand_on = [&](twin::Report&& report) { return more = visit(report); };
        if (auto done = visit_reports(*state_, refs, hand_on); !done) return done;
        refs.clear();
        if (step == RowStep::end) break;
    }
    return base::done;
}

base::Status Journal::each_message(base::UtcMs from, base::UtcMs to,
                                   std::function<bool(std::uint16_t, Arrival const&)> const& visit) const {
    auto const transaction = Transaction::begin(state_->database, false);
    if (!transaction) return transaction.error();
    auto rows =
        state_->database.prepare("SELECT feed, known, topic, body, crc, seq FROM message WHERE seq >= ? ORDER BY seq");
    if (!rows) return rows.error();
    rows->bind(from == base::kNoTime ? 0 : first_message_after(*state_, from - 1));
    while (true) {
        RowStep const step = rows->step();
        if (step == RowStep::failed) return state_->database.error();
        if (step == RowStep::end || rows->integer(1) >= to) return base::done;
        if (crc32(rows->text(3)) != rows->integer(4)) {
            state_->say_damage("message " + std::to_string(rows->integer(5)) + " cannot be read");
            continue;
        }
        Arrival arrival{.body = std::string(rows->text(3)),
                        .topic = std::string(rows->text(2)),
                        .position = {},
                        .received = rows->integer(1)};
        if (!visit(static_cast<std::uint16_t>(rows->integer(0)), arrival)) return base::done;
    }
}

}  // namespace feeds
