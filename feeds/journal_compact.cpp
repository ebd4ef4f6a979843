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
        : database_(state.database), horizon_(horizon), span_(span) {}

    base::Status run() {
        auto transaction = Transaction::begin(database_, true);
        if (!transaction) return transaction.error();
        if (auto done = database_.run("CREATE TEMP TABLE IF NOT EXISTS touched (message INTEGER PRIMARY KEY);"
                                      "DELETE FROM touched");
            !done)
            return done;
        for (std::string const& sql : steps())
            if (auto done = run(sql); !done) return done;
        return transaction->commit();
    }

private:
    /// A `+` keeps SQLite from looking for the other editions of a thing by their time.
    std::vector<std::string> steps() const {
        std::string const older_edition =
            "kind NOT IN (1, 4) AND event_ms <= :h AND known_ms <= :h AND EXISTS (SELECT 1 FROM record AS newer WHERE"
            " newer.kind = record.kind AND newer.thing = record.thing AND"
            " (newer.version, newer.sequence, newer.withdrawn, newer.content, newer.feed) >"
            " (record.version, record.sequence, record.withdrawn, record.content, record.feed) AND"
            " +newer.event_ms <= :h AND newer.known_ms <= :h)";
        std::string const event_gone =
            "kind = 1 AND event_ms <= :events AND NOT EXISTS (SELECT 1 FROM record AS other WHERE other.kind = 1 AND"
            " other.thing = record.thing AND +other.event_ms > :events)";
        std::string const pose_gone = "kind = 4 AND event_ms <= :poses";
        std::string const over_gone =
            "kind NOT IN (1, 4) AND over AND version < :tickets AND NOT EXISTS (SELECT 1 FROM record AS other WHERE"
            " other.kind = record.kind AND other.thing = record.thing AND NOT other.over)";
        std::vector<std::string> steps;
        for (std::string const& which : {older_edition, event_gone, pose_gone, over_gone}) {
            steps.push_back("INSERT OR IGNORE INTO touched SELECT message FROM record WHERE " + which);
            steps.push_back("DELETE FROM record WHERE " + which);
        }
        steps.push_back(
            "DELETE FROM message WHERE seq IN (SELECT message FROM touched) AND"
            " NOT EXISTS (SELECT 1 FROM record WHERE record.message = seq)");
        steps.push_back(
            "DELETE FROM thing WHERE NOT EXISTS (SELECT 1 FROM record WHERE record.kind = thing.kind AND"
            " record.thing = thing.id)");
        steps.push_back("DELETE FROM quarantine WHERE received < :h");
        steps.push_back(
            "DELETE FROM heard WHERE known_ms <= :h AND event_ms <= :h AND known_ms < (SELECT newer.known_ms FROM "
            "heard AS"
            " newer WHERE newer.feed = heard.feed AND newer.known_ms <= :h AND newer.event_ms <= :h"
            " ORDER BY newer.known_ms DESC LIMIT 1)");
        return steps;
    }

    base::Status run(std::string const& sql) {
        auto statement = database_.prepare(sql);
        if (!statement) return statement.error();
        statement->bind_named(":h", horizon_);
        statement->bind_named(":events", before(horizon_, span_.events_ms));
        statement->bind_named(":poses", before(horizon_, span_.poses_ms));
        statement->bind_named(":tickets", before(horizon_, span_.tickets_ms));
        if (!statement->run()) return database_.error();
        return base::done;
    }

    Database& database_;
    base::UtcMs horizon_;
    Span span_;
};

base::Status set_horizon(Journal::State& state, base::UtcMs horizon) {
    auto put = state.database.prepare("INSERT OR REPLACE INTO meta VALUES ('horizon', ?)");
    if (!put) return put.error();
    if (!put->bind(horizon).run()) return state.database.error();
    state.horizon = horizon;
    return base::done;
}

base::Status move_horizon(Journal::State& state, base::UtcMs horizon, Span const& span) {
    // First nobody may ask any more, then it goes: if this ends in between, the answers that remain are right.
    if (auto done = set_horizon(state, horizon); !done) return done;
    return Compaction(state, horizon, span).run();
}

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
        "SELECT known FROM message WHERE seq > ?1 ORDER BY seq LIMIT 1 OFFSET"
        " (SELECT max(count(*) * ?2 / 1000, 100) FROM message WHERE seq > ?1)");
    auto first = state.database.prepare("SELECT max(seq) FROM message WHERE known <= ?");
    if (!rows || !first) return state.database.error();
    std::int64_t seq = 0;
    if (first->bind(state.horizon).step() == Statement::Step::row) seq = first->integer(0);
    auto const thousandths = static_cast<std::int64_t>((used - most) * 1000 / used);
    if (rows->bind(seq, thousandths).step() != Statement::Step::row) return state.last_known;
    return std::max(rows->integer(0), state.horizon + 1);
}

}  // namespace

base::Status Journal::compact(Limits const& limits) {
    State& state = *state_;
    if (limits.keep_from > state.horizon)
        if (auto done = move_horizon(state, limits.keep_from, limits.span); !done) return done;
    auto used = used_bytes(state.database);
    // What can be dropped is not spread evenly, so it takes a few steps.
    while (used && limits.most_bytes > 0 && *used > limits.most_bytes && state.horizon < state.last_known) {
        auto const horizon = next_horizon(state, *used, limits.most_bytes);
        if (!horizon) return horizon.error();
        if (auto done = move_horizon(state, *horizon, limits.span); !done) return done;
        used = used_bytes(state.database);
    }
    if (!used) return used.error();
    if (auto done = state.database.run("PRAGMA incremental_vacuum; PRAGMA wal_checkpoint(TRUNCATE)"); !done)
        return done;
    if (limits.most_bytes == 0 || *used <= limits.most_bytes) return base::done;
    return base::Error{state.database.file().string() + ": has " + std::to_string(*used >> 20) +
                       " MiB that are still needed, more than the " + std::to_string(limits.most_bytes >> 20) +
                       " MiB it may have"};
}

}  // namespace feeds
