// Dropping what no answer needs any more.
#include <algorithm>

#include "feeds/journal_parts.h"

namespace feeds {
namespace {

base::UtcMs before(base::UtcMs time, std::int64_t span) {
    return time < base::kNoTime + span ? base::kNoTime : time - span;
}

/// Answers are asked for at (event, known) where both are at the horizon or after. So of what was seen and known by the
/// horizon only the newest edition of a thing can be part of one; and of what is over, nothing once it has left the
/// span. What is over stays while an edition is there that is not, and that it keeps down.
class Compaction {
public:
    Compaction(Journal::State& state, base::UtcMs horizon, Span const& span)
        : state_(state), database_(state.database), horizon_(horizon), span_(span) {}

    /// All or nothing, the horizon with it.
    base::Status run() {
        auto transaction = Transaction::begin(database_, true);
        if (!transaction) return transaction.error();
        if (auto done = database_.run(kTables); !done) return done;
        for (std::string const& sql : steps())
            if (auto done = run(sql); !done) return done;
        if (auto done = transaction->commit(); !done) return done;
        state_.horizon = horizon_;
        return base::done;
    }

private:
    static constexpr char const* kTables = R"(
CREATE TEMP TABLE IF NOT EXISTS moved (kind INTEGER, thing INTEGER, PRIMARY KEY (kind, thing)) WITHOUT ROWID;
CREATE TEMP TABLE IF NOT EXISTS gone (kind INTEGER, thing INTEGER, message INTEGER, PRIMARY KEY (kind, thing, message))
                                WITHOUT ROWID;
DELETE FROM moved;
DELETE FROM gone;
)";

    /// A `+` keeps SQLite from looking for the other editions of a thing by their time.
    std::vector<std::string> steps() const {
        // What the former horizon has left alone changes only where something has come to lie before the new one.
        std::string const by_event =
            "SELECT kind, thing FROM record WHERE kind IN (0, 2, 3, 5, 6) AND"
            " event_ms > :old AND event_ms <= :h";
        std::string const by_known =
            "SELECT kind, thing FROM record WHERE message >= :first AND message < :end AND"
            " +kind NOT IN (1, 4)";
        std::string const older_edition =
            "(kind, thing) IN (SELECT kind, thing FROM moved) AND +event_ms <= :h AND known_ms <= :h AND"
            " EXISTS (SELECT 1 FROM record AS newer WHERE newer.kind = record.kind AND newer.thing = record.thing AND"
            " (newer.version, newer.sequence, newer.withdrawn, newer.content, newer.feed) >"
            " (record.version, record.sequence, record.withdrawn, record.content, record.feed) AND"
            " +newer.event_ms <= :h AND newer.known_ms <= :h)";
        std::string const event_gone =
            "kind = 1 AND event_ms <= :events AND NOT EXISTS (SELECT 1 FROM record AS other WHERE other.kind = 1 AND"
            " other.thing = record.thing AND +other.event_ms > :events)";
        std::string const pose_gone = "kind = 4 AND event_ms <= :poses";
        std::string const over_gone =
            "kind IN (0, 2, 3, 5, 6) AND over AND version < :tickets AND NOT EXISTS (SELECT 1 FROM record AS other"
            " WHERE other.kind = record.kind AND other.thing = record.thing AND NOT other.over)";
        std::vector<std::string> steps;
        for (std::string const& which : {by_event, by_known}) steps.push_back("INSERT OR IGNORE INTO moved " + which);
        for (std::string const& which : {older_edition, event_gone, pose_gone, over_gone}) {
            steps.push_back("INSERT OR IGNORE INTO gone SELECT kind, thing, message FROM record WHERE " + which);
            steps.push_back("DELETE FROM record WHERE " + which);
        }
        steps.push_back(
            "DELETE FROM message WHERE seq IN (SELECT message FROM gone) AND"
            " NOT EXISTS (SELECT 1 FROM record WHERE record.message = seq)");
        steps.push_back(
            "DELETE FROM thing WHERE id IN (SELECT thing FROM gone) AND"
            " NOT EXISTS (SELECT 1 FROM record WHERE record.kind = thing.kind AND record.thing = thing.id)");
        steps.push_back("DELETE FROM quarantine WHERE received < :h");
        steps.push_back(
            "DELETE FROM heard WHERE known_ms <= :h AND event_ms <= :h AND known_ms <"
            " (SELECT newer.known_ms FROM heard AS newer WHERE newer.feed = heard.feed AND"
            " newer.known_ms <= :h AND newer.event_ms <= :h ORDER BY newer.known_ms DESC LIMIT 1)");
        steps.push_back("INSERT OR REPLACE INTO meta VALUES ('horizon', :h)");
        return steps;
    }

    base::Status run(std::string const& sql) {
        auto statement = database_.prepare(sql);
        if (!statement) return statement.error();
        base::UtcMs const old = state_.horizon;
        statement->bind_named(":h", horizon_);
        statement->bind_named(":old", old);
        statement->bind_named(":first", first_message_after(state_, old));
        statement->bind_named(":end", first_message_after(state_, horizon_));
        statement->bind_named(":events", before(horizon_, span_.events_ms));
        statement->bind_named(":poses", before(horizon_, span_.poses_ms));
        statement->bind_named(":tickets", before(horizon_, span_.tickets_ms));
        if (!statement->run()) return database_.error();
        return base::done;
    }

    Journal::State& state_;
    Database& database_;
    base::UtcMs horizon_;
    Span span_;
};

/// Bytes that hold something.
base::Result<std::uint64_t> used_bytes(Database const& database) {
    auto const pages = database.integer("PRAGMA page_count");
    auto const free = database.integer("PRAGMA freelist_count");
    auto const size = database.integer("PRAGMA page_size");
    if (!pages || !free || !size) return database.error();
    return static_cast<std::uint64_t>((*pages - *free) * *size);
}

/// When the message was known after which there is about as much as may stay.
base::Result<base::UtcMs> next_horizon(Journal::State const& state, std::uint64_t used, std::uint64_t most) {
    auto rows = state.database.prepare(
        "SELECT known FROM message WHERE seq >= ?1 ORDER BY seq LIMIT 1 OFFSET"
        " (SELECT max(count(*) * ?2 / 1000, 100) FROM message WHERE seq >= ?1)");
    if (!rows) return rows.error();
    auto const thousandths = static_cast<std::int64_t>((used - most) * 1000 / used);
    if (rows->bind(first_message_after(state, state.horizon), thousandths).step() != Statement::Step::row)
        return state.last_known;
    return std::max(rows->integer(0), state.horizon + 1);
}

/// Not further than `most_messages` from where it is.
base::UtcMs step_towards(Journal::State const& state, base::UtcMs horizon, std::size_t most_messages) {
    if (most_messages == 0) return horizon;
    auto row = state.database.prepare("SELECT known FROM message WHERE seq >= ? ORDER BY seq LIMIT 1");
    std::int64_t const end = first_message_after(state, state.horizon) + static_cast<std::int64_t>(most_messages);
    if (!row || row->bind(end).step() != Statement::Step::row) return horizon;
    return std::min(horizon, std::max(row->integer(0), state.horizon + 1));
}

/// Free pages are filled again by what comes; they go back to the disk when there are many, or must.
base::Status give_back_pages(Database& database, Journal::Limits const& limits) {
    constexpr std::int64_t kManyShare = 8;
    constexpr char const* kAFew = "(2000)";
    auto const pages = database.integer("PRAGMA page_count");
    auto const free = database.integer("PRAGMA freelist_count");
    auto const size = database.integer("PRAGMA page_size");
    if (!pages || !free || !size) return database.error();
    bool const too_large = limits.most_bytes > 0 && static_cast<std::uint64_t>(*pages * *size) > limits.most_bytes;
    if (*free == 0 || (!too_large && *free < *pages / kManyShare)) return base::done;
    std::string const some = limits.most_messages > 0 ? kAFew : "";
    // Not to wait for readers: what they hold back goes with the next checkpoint.
    return database.run("PRAGMA incremental_vacuum" + some + "; PRAGMA wal_checkpoint(PASSIVE)");
}

}  // namespace

base::Status Journal::compact(Limits const& limits) {
    State& state = *state_;
    auto const move_to = [&](base::UtcMs horizon) {
        return Compaction(state, step_towards(state, horizon, limits.most_messages), limits.span).run();
    };
    if (limits.keep_from > state.horizon)
        if (auto done = move_to(limits.keep_from); !done) return done;
    auto used = used_bytes(state.database);
    auto const too_large = [&] { return used && limits.most_bytes > 0 && *used > limits.most_bytes; };
    // What can be dropped is not spread evenly, so it takes a few steps.
    while (too_large() && state.horizon < state.last_known) {
        auto const horizon = next_horizon(state, *used, limits.most_bytes);
        if (!horizon) return horizon.error();
        if (auto done = move_to(*horizon); !done) return done;
        used = used_bytes(state.database);
        if (limits.most_messages > 0) break;
    }
    if (!used) return used.error();
    if (auto done = give_back_pages(state.database, limits); !done) return done;
    if (!too_large() || state.horizon < state.last_known) return base::done;
    return base::Error{state.database.file().string() + ": has " + std::to_string(*used >> 20) +
                       " MiB that are still needed, more than the " + std::to_string(limits.most_bytes >> 20) +
                       " MiB it may have"};
}

}  // namespace feeds
