// What the parts of the journal share: its tables, and the journal while it is open.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "feeds/journal.h"
#include "feeds/journal_lock.h"
#include "feeds/journal_sql.h"

namespace feeds {

/// SQLite's integers are signed; this keeps the order of unsigned ones.
constexpr std::int64_t to_sql(std::uint64_t value) { return static_cast<std::int64_t>(value ^ (1ULL << 63)); }
constexpr std::uint64_t from_sql(std::int64_t value) { return static_cast<std::uint64_t>(value) ^ (1ULL << 63); }

/// `record.kind`: the index in twin::Record of what it is, or of what it withdraws.
enum Kind : std::uint8_t {
    kTicket,
    kEvent,
    kCamera,
    kDevice,
    kDrone,
    kPopulation,
    kIndicator,
    kWithdrawal,
    kHeartbeat
};

constexpr std::int64_t kind_of(twin::Record const& record) {
    auto const* withdrawal = std::get_if<twin::Withdrawal>(&record);
    return withdrawal ? withdrawal->kind : static_cast<std::int64_t>(record.index());
}

/// Where a report lies.
struct Ref {
    std::int64_t message = 0;
    std::uint32_t item = 0;  ///< into Decoded::reports
    std::int64_t kind = 0;
    std::uint64_t content = 0;
};

struct FeedRow {
    std::string id;
    std::int64_t mapping = 0;
    Resume resume;
    std::uint64_t duplicates = 0;
    std::uint32_t kinds = 0;                  ///< of all reports so far
    base::UtcMs heard_noted = base::kNoTime;  ///< of the last row in `heard`
    std::uint32_t heard_noted_kinds = 0;      ///< of the same row
};

struct Journal::State {
    std::optional<JournalLock> lock;  ///< let go after the database, which stands below
    std::filesystem::path temporary;  ///< folder of what could be saved of a damaged journal opened to read; removed
    Database database;
    Access access = Access::read;

    std::map<std::uint16_t, FeedRow> feeds;
    mutable std::map<std::int64_t, Mapping> mappings;  ///< as they are needed
    std::int64_t next_message = 1;
    base::UtcMs last_known = base::kNoTime;
    base::UtcMs horizon = base::kNoTime;
    std::uint64_t clamped = 0;
    mutable std::vector<std::string> damage;

    struct Writing {
        Statement message, find_thing, add_thing, record, quarantine, trim_quarantine, heard, feed;
    };
    std::optional<Writing> writing;

    State() = default;
    State(State const&) = delete;
    State& operator=(State const&) = delete;
    ~State();
    Mapping const* mapping(std::int64_t id) const;
    void say_damage(std::string sentence) const;
};

/// Tables and settings of a new journal; checks that an old one is ours.
base::Status prepare_file(Database& database, Journal::Access access);
/// What stands in the tables when a journal opens.
base::Status load(Journal::State& state);

/// The first message that was known after `known`, or what the next one will be: known times grow with the numbers.
std::int64_t first_message_after(Journal::State const& state, base::UtcMs known);

base::Result<Appended> append_to(Journal::State& state, std::span<Batch const> batches);

/// Runs through `refs` as they stand and hands out each report, decoded on all cores; `visit` returns false to stop.
base::Status visit_reports(Journal::State const& state, std::span<Ref const> refs,
                           std::function<bool(twin::Report&&)> const& visit);

}  // namespace feeds
