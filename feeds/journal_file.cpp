// The tables of a journal, and what stands in them when it is opened.
#include <algorithm>

#include "feeds/journal_parts.h"

namespace feeds {
namespace {

constexpr std::int64_t kApplication = 0x42524f4a;  // "BROJ" in the file's header: a journal of Borough's
constexpr std::int64_t kFormat = 1;

constexpr char const* kJournalTables = R"(
CREATE TABLE meta (name TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE mapping (id INTEGER PRIMARY KEY, text TEXT NOT NULL, coordinates TEXT NOT NULL);
CREATE TABLE feed (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, mapping INTEGER NOT NULL, position TEXT,
                   spool_end INTEGER, last_good INTEGER, messages INTEGER, reports INTEGER, quarantined INTEGER,
                   duplicates INTEGER);
CREATE TABLE message (seq INTEGER PRIMARY KEY, feed INTEGER, mapping INTEGER, received INTEGER, known INTEGER,
                      topic TEXT, crc INTEGER, body BLOB);
CREATE TABLE thing (id INTEGER PRIMARY KEY, kind INTEGER, key TEXT, feed INTEGER, UNIQUE (kind, key, feed));
CREATE TABLE record (kind INTEGER, thing INTEGER, version INTEGER, sequence INTEGER, withdrawn INTEGER,
                     content INTEGER, feed INTEGER, event_ms INTEGER, known_ms INTEGER, over INTEGER, message INTEGER,
                     item INTEGER,
                     PRIMARY KEY (kind, thing, version, sequence, withdrawn, content, feed)) WITHOUT ROWID;
CREATE INDEX record_event ON record (kind, event_ms, known_ms);
CREATE INDEX record_message ON record (message);
CREATE INDEX record_over ON record (kind, version) WHERE over;
CREATE TABLE quarantine (seq INTEGER PRIMARY KEY AUTOINCREMENT, feed INTEGER, received INTEGER, code TEXT, reason TEXT,
                         items INTEGER, size INTEGER, body BLOB);
CREATE TABLE heard (feed INTEGER, known_ms INTEGER, event_ms INTEGER, kinds INTEGER,
                    PRIMARY KEY (feed, known_ms)) WITHOUT ROWID;
)";

base::Status create_tables(Database& database) {
    auto transaction = Transaction::begin(database, true);
    if (!transaction) return transaction.error();
    for (std::string const& sql :
         {std::string(kJournalTables), std::string("INSERT INTO meta VALUES ('identity', lower(hex(randomblob(8))))"),
          "PRAGMA application_id = " + std::to_string(kApplication),
          "PRAGMA user_version = " + std::to_string(kFormat)})
        if (auto done = database.run(sql); !done) return done;
    return transaction->commit();
}

/// 0 where there is none.
std::int64_t integer_or(Database const& database, std::string const& sql, std::int64_t otherwise) {
    auto const value = database.integer(sql);
    return value ? *value : otherwise;
}

base::Result<Journal::State::Writing> prepare_writing(Database const& database) {
    Journal::State::Writing writing;
    struct Each {
        Statement* statement;
        char const* sql;
    };
    for (auto const& [statement, sql] : {
             Each{&writing.message, "INSERT INTO message VALUES (?, ?, ?, ?, ?, ?, ?, ?)"},
             Each{&writing.find_thing, "SELECT id FROM thing WHERE kind = ? AND key = ? AND feed = ?"},
             Each{&writing.add_thing, "INSERT INTO thing (kind, key, feed) VALUES (?, ?, ?) RETURNING id"},
             Each{&writing.record, "INSERT OR IGNORE INTO record VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"},
             Each{&writing.quarantine,
                  "INSERT INTO quarantine (feed, received, code, reason, items, size, body) VALUES (?, ?, ?, ?, ?, ?, "
                  "?)"},
             Each{&writing.trim_quarantine,
                  "DELETE FROM quarantine WHERE seq <= (SELECT max(seq) FROM quarantine) - ?"},
             Each{&writing.heard,
                  "INSERT INTO heard VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET"
                  " event_ms = max(event_ms, excluded.event_ms), kinds = kinds | excluded.kinds"},
             Each{&writing.feed,
                  "UPDATE feed SET position = ?2, spool_end = ?3, last_good = ?4, messages = ?5, reports = ?6,"
                  " quarantined = ?7, duplicates = ?8 WHERE number = ?1"},
         }) {
        auto prepared = database.prepare(sql);
        if (!prepared) return prepared.error();
        *statement = std::move(*prepared);
    }
    return writing;
}

base::Status load_feeds(Journal::State& state) {
    auto rows = state.database.prepare(
        "SELECT number, id, mapping, position, spool_end, last_good, messages, reports, quarantined, duplicates,"
        " (SELECT kinds FROM heard WHERE heard.feed = number ORDER BY known_ms DESC LIMIT 1),"
        " (SELECT max(known_ms) FROM heard WHERE heard.feed = number) FROM feed ORDER BY number");
    if (!rows) return rows.error();
    auto const count = [&](int column) { return static_cast<std::uint64_t>(rows->integer(column)); };
    while (true) {
        auto const step = rows->step();
        if (step == Statement::Step::failed) return state.database.error();
        if (step == Statement::Step::end) return base::done;
        FeedRow feed;
        feed.id = rows->text(1);
        feed.mapping = rows->integer(2);
        feed.resume.position = rows->text(3);
        feed.resume.spool_end = count(4);
        feed.resume.last_good = rows->null(5) ? base::kNoTime : rows->integer(5);
        feed.resume.messages = count(6);
        feed.resume.reports = count(7);
        feed.resume.quarantined = count(8);
        feed.duplicates = count(9);
        feed.kinds = feed.heard_noted_kinds = static_cast<std::uint32_t>(rows->integer(10));
        feed.heard_noted = rows->null(11) ? base::kNoTime : rows->integer(11);
        state.feeds[static_cast<std::uint16_t>(rows->integer(0))] = std::move(feed);
    }
}

}  // namespace

base::Status prepare_file(Database& database, Journal::Access access) {
    auto const tables = database.integer("SELECT count(*) FROM sqlite_master");
    if (!tables) return tables.error();
    bool const fresh = *tables == 0 && access == Journal::Access::write;
    if (!fresh) {
        auto const application = database.integer("PRAGMA application_id");
        auto const format = database.integer("PRAGMA user_version");
        if (!application || *application != kApplication)
            return base::Error{database.file().string() + ": is no journal of Borough's"};
        if (!format || *format > kFormat)
            return base::Error{database.file().string() + ": was written by a newer Borough"};
    }
    // Larger pages suit bodies of a kilobyte; both settings must come before the first table.
    if (fresh)
        for (char const* sql : {"PRAGMA page_size = 8192", "PRAGMA auto_vacuum = INCREMENTAL"})
            if (auto done = database.run(sql); !done) return done;
    if (auto done = database.run("PRAGMA cache_size = -32768"); !done) return done;
    if (access == Journal::Access::read) return database.run("PRAGMA query_only = ON");
    for (char const* sql : {"PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL",
                            "PRAGMA journal_size_limit = 67108864", "PRAGMA temp_store = MEMORY"})
        if (auto done = database.run(sql); !done) return done;
    return fresh ? create_tables(database) : base::Status(base::done);
}

base::Status load(Journal::State& state) {
    Database const& database = state.database;
    if (auto loaded = load_feeds(state); !loaded) return loaded;
    state.horizon = integer_or(database, "SELECT value FROM meta WHERE name = 'horizon'", base::kNoTime);
    state.next_message = 1 + std::max(integer_or(database, "SELECT max(seq) FROM message", 0),
                                      integer_or(database, "SELECT max(message) FROM record", 0));
    state.last_known = integer_or(database, "SELECT known FROM message ORDER BY seq DESC LIMIT 1", base::kNoTime);
    for (auto const& [number, feed] : state.feeds)
        state.last_known = std::max({state.last_known, feed.resume.last_good, feed.heard_noted});
    if (state.access == Journal::Access::read) return base::done;
    auto writing = prepare_writing(database);
    if (!writing) return writing.error();
    state.writing = std::move(*writing);
    return base::done;
}

}  // namespace feeds
