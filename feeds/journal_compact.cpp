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
/// span. A thing that is dropped for being over is dropped whole: an older edition that stayed would come back to life.
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
    std::vector<std::string> steps() const {
        std::string const older_edition =
            "kind NOT IN (1, 4) AND event_ms <= :h AND known_ms <= :h AND EXISTS (SELECT 1 FROM record AS newer WHERE"
            " newer.kind = record.kind AND newer.thing = record.thing AND"
            " (newer.version, newer.sequence, newer.withdrawn, newer.content, newer.feed) >"
            " (record.version, record.sequence, record.withdrawn, record.content, record.feed) AND"
            " newer.event_ms <= :h AND newer.known_ms <= :h)";
        std::string const event_gone =
            "kind = 1 AND event_ms <= :events AND NOT EXISTS (SELECT 1 FROM record AS other WHERE other.kind = 1 AND"
            " other.thing = record.thing AND other.event_ms > :events)";
        std::string const pose_gone = "kind = 4 AND event_ms <= :poses";
        std::string const over_gone =
            "kind NOT IN (1, 4) AND over AND version < :tickets AND NOT EXISTS (SELECT 1 FROM record AS other WHERE"
            " other.kind = record.kind AND other.thing = record.thing AND"
            " (NOT other.over OR other.version >= :tickets))";
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
            "DELETE FROM heard WHERE known_ms <= :h AND event_ms <= :h AND known_ms < (SELECT max(known_ms) FROM heard"
            " AS newer WHERE newer.feed = heard.feed AND newer.known_ms <= :h AND newer.event_ms <= :h)");
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
    if (horizon <= state.horizon) return base::done;
    if (auto done = set_horizon(state, horizon); !done) return done;
    if (auto done = Compaction(state, horizon, span).run(); !done) return done;
    return state.database.run("PRAGMA incremental_vacuum; PRAGMA wal_checkpoint(TRUNCATE)");
}

}  // namespace

base::Status Journal::compact(Limits const& limits) {
    State& state = *state_;
    if (auto done = move_horizon(state, limits.keep_from, limits.span); !done) return done;
    if (limits.most_bytes == 0) return base::done;
    // What remains may not be as old as it is large, so the horizon moves on in parts of the messages left.
    constexpr std::int64_t kParts = 8;
    while (bytes() > limits.most_bytes && state.horizon < state.last_known) {
        auto next = state.database.prepare(
            "SELECT known FROM message WHERE known > ?1 ORDER BY seq LIMIT 1 OFFSET"
            " (SELECT count(*) / ?2 FROM message WHERE known > ?1)");
        if (!next) return next.error();
        base::UtcMs horizon = state.last_known;
        if (next->bind(state.horizon, kParts).step() == Statement::Step::row) horizon = next->integer(0);
        next->reset();
        if (auto done = move_horizon(state, horizon, limits.span); !done) return done;
    }
    return base::done;
}

}  // namespace feeds
