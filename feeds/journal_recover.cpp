#include "feeds/journal_recover.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <numeric>
#include <system_error>
#include <utility>

#include "base/parallel.h"

namespace feeds {
namespace {

/// Reads a table whose rows are numbered, stepping over what cannot be read.
class Rows {
public:
    /// `key` is the table's number; `columns` follow it in each row.
    Rows(Database const& database, std::string const& table, std::string const& key, std::string const& columns)
        : database_(database),
          select_("SELECT " + key + ", " + columns + " FROM " + table + " WHERE " + key + " >= ? ORDER BY " + key) {}

    void each(std::function<void(Statement const&)> const& visit) {
        std::int64_t from = 0;
        while (true) {
            auto rows = database_.prepare(select_);
            RowStep step = RowStep::failed;
            if (rows) {
                rows->bind(from);
                while ((step = rows->step()) == RowStep::row) {
                    visit(*rows);
                    from = rows->integer(0) + 1;
                }
            }
            if (step == RowStep::end) return;
            std::int64_t const hole = from;
            bool const more = jump(from);
            holes_.push_back(more ? std::to_string(hole) + " to " + std::to_string(from - 1)
                                  : "from " + std::to_string(hole) + " on");
            if (!more) return;
        }
    }
    /// The numbers that could not be read.
    std::vector<std::string> const& holes() const { return holes_; }

private:
    bool readable(std::int64_t from) const {
        auto row = database_.prepare(select_ + " LIMIT 1");
        return row && row->bind(from).step() != RowStep::failed;
    }
    /// Moves `from` to the first number past the hole: by ever longer steps, then back by halves.
    bool jump(std::int64_t& from) const {
        constexpr std::int64_t kLongest = std::int64_t{1} << 40;
        std::int64_t bad = from, step = 1;
        while (step < kLongest && !readable(from + step)) {
            bad = from + step;
            step *= 2;
        }
        if (step >= kLongest) return false;
        std::int64_t good = from + step;
        while (good - bad > 1) {
            std::int64_t const middle = std::midpoint(bad, good);
            (readable(middle) ? good : bad) = middle;
        }
        from = good;
        return true;
    }

    Database const& database_;
    std::string select_;
    std::vector<std::string> holes_;
};

/// From a damaged journal into a new one. Messages are decoded again, so that none of the damaged indexes is needed.
class Rescue {
public:
    Rescue(Database const& from, Journal::State& to) : from_(from), to_(to) {}

    base::Status run() {
        if (auto done = settings(); !done) return done;
        if (auto done = load(to_); !done) return done;
        auto const feeds = to_.feeds;
        if (auto done = messages(); !done) return done;
        if (auto done = quarantine(); !done) return done;
        return stand(feeds);
    }

    std::uint64_t saved = 0, unreadable = 0;
    std::vector<std::string> holes;

private:
    /// `horizon`, `identity`, mappings and feeds: small, and usually on pages of their own.
    base::Status settings() {
        auto transaction = Transaction::begin(to_.database, true);
        if (!transaction) return transaction.error();
        bool fine = true;
        auto put_meta = to_.database.prepare("INSERT OR REPLACE INTO meta VALUES (?, ?)");
        auto meta = from_.prepare("SELECT name, value, typeof(value) FROM meta");
        while (meta && put_meta && meta->step() == RowStep::row) {
            bool const is_text = meta->text(2) == "text";
            if (is_text) put_meta->bind(meta->text(0), meta->text(1));
            if (!is_text) put_meta->bind(meta->text(0), meta->integer(1));
            fine = put_meta->run() && fine;
        }
        auto put_mapping = to_.database.prepare("INSERT INTO mapping VALUES (?, ?, ?)");
        Rows mappings(from_, "mapping", "id", "text, coordinates");
        mappings.each([&](Statement const& row) {
            fine = put_mapping && put_mapping->bind(row.integer(0), row.text(1), row.text(2)).run() && fine;
        });
        auto put_feed = to_.database.prepare("INSERT INTO feed VALUES (?, ?, ?, ?, ?, nullif(?, -1), ?, ?, ?, ?)");
        Rows feeds(from_, "feed", "number",
                   "id, mapping, position, spool_end, last_good, messages, reports, quarantined, duplicates");
        feeds.each([&](Statement const& row) {
            fine = put_feed &&
                   put_feed
                       ->bind(row.integer(0), row.text(1), row.integer(2), row.text(3), row.integer(4),
                              row.null(5) ? std::int64_t{-1} : row.integer(5), row.integer(6), row.integer(7),
                              row.integer(8), row.integer(9))
                       .run() &&
                   fine;
        });
        if (!fine) return to_.database.error();
        return transaction->commit();
    }

    base::Status messages() {
        constexpr std::size_t kAtOnce = 2000;
        base::Status done = base::done;
        std::vector<Batch> batches;
        std::vector<std::int64_t> mappings;
        std::size_t count = 0;
        auto const flush = [&] {
            if (done) done = store(batches, mappings);
            batches.clear();
            mappings.clear();
            count = 0;
        };
        Rows rows(from_, "message", "seq", "feed, mapping, known, topic, body");
        rows.each([&](Statement const& row) {
            auto const feed = static_cast<std::uint16_t>(row.integer(1));
            if (batches.empty() || batches.back().feed != feed || mappings.back() != row.integer(2)) {
                batches.push_back({.feed = feed, .items = {}});
                mappings.push_back(row.integer(2));
            }
            batches.back().items.push_back({.arrival = {.body = std::string(row.text(5)),
                                                        .topic = std::string(row.text(4)),
                                                        .position = {},
                                                        .received = row.integer(3)},
                                            .decoded = {}});
            if (++count == kAtOnce) flush();
        });
        flush();
        for (std::string const& hole : rows.holes()) holes.push_back("messages " + hole + " could not be read");
        return done;
    }

    base::Status store(std::vector<Batch>& batches, std::vector<std::int64_t> const& mappings) {
        for (std::size_t i = 0; i < batches.size(); ++i) {
            Batch& batch = batches[i];
            Mapping const* const mapping = to_.mapping(mappings[i]);
            if (!mapping || !to_.feeds.contains(batch.feed)) {
                unreadable += batch.items.size();
                continue;
            }
            constexpr std::size_t kGrain = 32;
            base::parallel_for(batch.items.size(), kGrain, [&](std::size_t begin, std::size_t end) {
                for (Batch::Item& item : std::span(batch.items).subspan(begin, end - begin))
                    item.decoded = mapping->decode(item.arrival.body, item.arrival.topic, item.arrival.received);
            });
            for (Batch::Item& item : batch.items) item.decoded.rejections.clear();  // they are in the quarantine
            to_.feeds[batch.feed].mapping = mappings[i];
            if (auto appended = append_to(to_, std::span(&batch, 1)); !appended) return appended.error();
            saved += batch.items.size();
        }
        return base::done;
    }

    base::Status quarantine() {
        auto transaction = Transaction::begin(to_.database, true);
        if (!transaction) return transaction.error();
        bool fine = true;
        auto put = to_.database.prepare("INSERT INTO quarantine VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
        Rows rows(from_, "quarantine", "seq", "feed, received, code, reason, items, size, body");
        rows.each([&](Statement const& row) {
            if (!put) return;
            put->bind(row.integer(0), row.integer(1), row.integer(2), row.text(3), row.text(4), row.integer(5),
                      row.integer(6));
            put->bind_bytes(7, row.text(7));
            fine = put->run() && fine;
        });
        if (!rows.holes().empty()) holes.push_back("part of the quarantine could not be read");
        auto put_heard = to_.database.prepare("INSERT OR IGNORE INTO heard VALUES (?, ?, ?, ?)");
        auto heard = from_.prepare("SELECT feed, known_ms, event_ms, kinds FROM heard");
        while (heard && put_heard && heard->step() == RowStep::row)
            fine = put_heard->bind(heard->integer(0), heard->integer(1), heard->integer(2), heard->integer(3)).run() &&
                   fine;
        if (!fine) return to_.database.error();
        return transaction->commit();
    }

    /// Where the feeds stood, which taking their messages in again has moved.
    base::Status stand(std::map<std::uint16_t, FeedRow> const& feeds) {
        auto put = to_.database.prepare(
            "UPDATE feed SET position = ?2, spool_end = ?3, messages = ?4, reports = ?5, quarantined = ?6,"
            " duplicates = ?7 WHERE number = ?1");
        if (!put) return put.error();
        auto const count = [](std::uint64_t value) { return static_cast<std::int64_t>(value); };
        for (auto const& [number, feed] : feeds) {
            Resume const& resume = feed.resume;
            if (!put->bind(std::int64_t{number}, std::string_view(resume.position), count(resume.spool_end),
                           count(resume.messages), count(resume.reports), count(resume.quarantined),
                           count(feed.duplicates))
                     .run())
                return to_.database.error();
        }
        return base::done;
    }

    Database const& from_;
    Journal::State& to_;
};

std::filesystem::path free_name(std::filesystem::path const& file) {
    std::error_code ignored;
    for (int n = 1;; ++n) {
        std::filesystem::path const name = file.string() + ".damaged-" + std::to_string(n);
        if (!std::filesystem::exists(name, ignored)) return name;
    }
}

base::Status move_with_log(std::filesystem::path const& from, std::filesystem::path const& to) {
    std::error_code error;
    std::filesystem::rename(from, to, error);
    if (error) return base::Error{from.string() + ": cannot be moved to " + to.string() + ": " + error.message()};
    // The index of the log is made anew by whoever opens it.
    std::filesystem::rename(from.string() + "-wal", to.string() + "-wal", error);
    std::filesystem::remove(from.string() + "-shm", error);
    return base::done;
}

void remove_with_log(std::filesystem::path const& file) {
    std::error_code ignored;
    for (char const* ending : {"", "-wal", "-shm"}) std::filesystem::remove(file.string() + ending, ignored);
}

/// A new folder that only we can look into.
base::Result<std::filesystem::path> make_temporary_folder() {
    std::error_code ignored;
    std::string name = (std::filesystem::temp_directory_path(ignored) / "borough-journal-XXXXXX").string();
    if (!::mkdtemp(name.data())) return base::Error{name + ": " + std::system_category().message(errno)};
    return std::filesystem::path(name);
}

base::Status open_at(Journal::State& state, std::filesystem::path const& file, Journal::Access access) {
    bool const write = access == Journal::Access::write;
    auto database = Database::open(file, write ? Database::Open::create : Database::Open::read);
    if (!database) return database.error();
    state.access = access;
    state.database = std::move(*database);
    return prepare_file(state.database, access);
}

}  // namespace

std::string find_faults(Database const& database) {
    auto rows = database.prepare("PRAGMA quick_check(1)");
    if (!rows || rows->step() != RowStep::row) return database.error().message;
    std::string first(rows->text(0));
    std::replace(first.begin(), first.end(), '\n', ' ');
    return first == "ok" ? std::string{} : database.file().string() + ": is damaged (" + first + ")";
}

base::Status recover(Journal::State& state, std::filesystem::path const& file, std::string const& why) {
    bool const write = state.access == Journal::Access::write;
    // Else SQLite reads nothing of a file that is shorter than it should be.
    (void)state.database.run("PRAGMA writable_schema = ON");
    auto const tables =
        state.database.integer("SELECT count(*) FROM sqlite_master WHERE name IN ('message', 'mapping', 'feed')");
    if (!tables || *tables != 3)
        return base::Error{why + "; nothing of it can be read. Move it away to begin a new journal"};
    Journal::State fresh;
    if (!write) {
        auto folder = make_temporary_folder();
        if (!folder) return folder.error();
        fresh.temporary = std::move(*folder);  // gone also if this fails
    }
    std::filesystem::path const saved =
        write ? std::filesystem::path(file.string() + ".saving") : fresh.temporary / file.filename();
    remove_with_log(saved);
    if (auto opened = open_at(fresh, saved, Journal::Access::write); !opened) return opened;
    // What is being made is worth nothing until it is whole.
    if (auto done = fresh.database.run("PRAGMA synchronous = OFF"); !done) return done;
    Rescue rescue(state.database, fresh);
    if (auto done = rescue.run(); !done) return done;
    if (auto done = fresh.database.run("PRAGMA synchronous = FULL; PRAGMA wal_checkpoint(TRUNCATE)"); !done)
        return done;
    std::vector<std::string> damage = std::move(fresh.damage);
    fresh.writing.reset();
    fresh.database = {};
    std::filesystem::path const temporary = std::exchange(fresh.temporary, {});
    state.database = {};
    std::string sentence = why + "; " + std::to_string(rescue.saved) + " messages were saved";
    if (write) {
        std::filesystem::path const kept = free_name(file);
        if (auto moved = move_with_log(file, kept); !moved) return moved;
        if (auto moved = move_with_log(saved, file); !moved) return moved;
        sentence += ", and the damaged file is kept as " + kept.string();
    } else {
        state.temporary = temporary;
    }
    if (auto opened = open_at(state, write ? file : saved, state.access); !opened) return opened;
    state.mappings.clear();
    state.feeds.clear();
    state.say_damage(sentence);
    for (std::string& hole : rescue.holes) state.say_damage(std::move(hole));
    if (rescue.unreadable > 0)
        state.say_damage(std::to_string(rescue.unreadable) + " messages have lost the mapping that reads them");
    for (std::string& more : damage) state.say_damage(std::move(more));
    return load(state);
}

}  // namespace feeds
