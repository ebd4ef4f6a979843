#include "feeds/journal.h"

#include <algorithm>
#include <system_error>
#include <utility>

#include "feeds/journal_parts.h"
#include "feeds/journal_recover.h"

namespace feeds {
namespace {

/// Opens the file as it is, without a look at its insides beyond the tables.
base::Status open_database(Journal::State& state, std::filesystem::path const& file) {
    bool const write = state.access == Journal::Access::write;
    auto database = Database::open(file, write ? Database::Open::create : Database::Open::read);
    if (!database) return database.error();
    state.database = std::move(*database);
    base::Status prepared = prepare_file(state.database, state.access);
    // On a medium that cannot be written to there is no room for the index of the write-ahead log.
    // A file that is only busy has one, and without it what is newest would be missing.
    if (!prepared && !write && state.database.forbidden()) {
        if (auto fixed = Database::open(file, Database::Open::immutable)) {
            state.database = std::move(*fixed);
            prepared = prepare_file(state.database, state.access);
        }
    }
    return prepared;
}

}  // namespace

Journal::State::~State() {
    // Statements must go before their database, and the database before the lock says that all is in order.
    writing.reset();
    bool const open = !database.file().empty();
    database = {};
    if (lock && open && damage.empty()) lock->set_in_order();
    if (temporary.empty()) return;
    std::error_code ignored;
    std::filesystem::remove_all(temporary, ignored);
}

Mapping const* Journal::State::mapping(std::int64_t id) const {
    if (auto const found = mappings.find(id); found != mappings.end()) return &found->second;
    auto row = database.prepare("SELECT text, coordinates FROM mapping WHERE id = ?");
    if (!row || row->bind(id).step() != Statement::Step::row) return nullptr;
    auto mapping = Mapping::parse(row->text(0), database.file().string(), std::string(row->text(1)));
    if (!mapping) {
        say_damage("mapping " + std::to_string(id) + " cannot be used: " + mapping.error().message);
        return nullptr;
    }
    return &mappings.emplace(id, std::move(*mapping)).first->second;
}

void Journal::State::say_damage(std::string sentence) const {
    constexpr std::size_t kMost = 100;
    if (damage.size() < kMost) damage.push_back(std::move(sentence));
}

Journal::Journal(std::unique_ptr<State> state) : state_(std::move(state)) {}
Journal::Journal(Journal&&) noexcept = default;
Journal& Journal::operator=(Journal&&) noexcept = default;
Journal::~Journal() = default;

base::Result<Journal> Journal::open(std::filesystem::path const& file, Access access) {
    auto state = std::make_unique<State>();
    state->access = access;
    std::error_code error;
    bool const exists = std::filesystem::exists(file, error);
    if (access == Access::read && !exists) return base::Error{file.string() + ": there is no journal"};
    bool in_order = true;
    if (access == Access::write) {
        if (file.has_parent_path()) std::filesystem::create_directories(file.parent_path(), error);
        if (error) return base::Error{file.parent_path().string() + ": " + error.message()};
        auto lock = JournalLock::take(file);
        if (!lock) return lock.error();
        in_order = !exists || lock->was_in_order();
        state->lock.emplace(std::move(*lock));
    } else {
        in_order = JournalLock::in_order(file);
    }
    base::Status opened = open_database(*state, file);
    if (!opened && !state->database.corrupt()) return opened.error();
    if (opened && in_order) opened = load(*state);
    if (opened && !in_order) {
        if (auto const faults = find_faults(state->database); !faults.empty())
            opened = base::Error{faults};
        else
            opened = load(*state);
    }
    if (!opened) {
        std::string const why = opened.error().message;
        if (auto recovered = recover(*state, file, why); !recovered) return recovered.error();
    }
    return Journal(std::move(state));
}

base::Result<std::uint16_t> Journal::feed(std::string const& id, Mapping const& mapping) {
    Database& database = state_->database;
    auto transaction = Transaction::begin(database, true);
    if (!transaction) return transaction.error();
    auto find = database.prepare("SELECT id FROM mapping WHERE text = ? AND coordinates = ?");
    auto add = database.prepare("INSERT INTO mapping (text, coordinates) VALUES (?, ?) RETURNING id");
    auto put = database.prepare(
        "INSERT INTO feed VALUES (?1, ?2, ?3, '', 0, NULL, 0, 0, 0, 0)"
        " ON CONFLICT (number) DO UPDATE SET mapping = ?3");
    for (auto const* statement : {&find, &add, &put})
        if (!*statement) return statement->error();
    std::string_view const text = mapping.text(), coordinates = mapping.coordinates();
    Statement* row = &*find;
    auto step = row->bind(text, coordinates).step();
    if (step == Statement::Step::end) step = (row = &*add)->bind(text, coordinates).step();
    if (step != Statement::Step::row) return database.error();
    std::int64_t const mapping_id = row->integer(0);
    row->reset();
    auto const known = std::find_if(state_->feeds.begin(), state_->feeds.end(),
                                    [&](auto const& feed) { return feed.second.id == id; });
    std::uint16_t number =
        state_->feeds.empty() ? std::uint16_t{0} : static_cast<std::uint16_t>(state_->feeds.rbegin()->first + 1);
    if (known != state_->feeds.end()) number = known->first;
    if (!put->bind(std::int64_t{number}, std::string_view(id), mapping_id).run()) return database.error();
    if (auto committed = transaction->commit(); !committed) return committed.error();
    FeedRow& feed = state_->feeds[number];
    feed.id = id;
    feed.mapping = mapping_id;
    return number;
}

std::vector<std::string> Journal::feeds() const {
    std::vector<std::string> ids;
    for (auto const& [number, feed] : state_->feeds) {
        ids.resize(number);  // numbers are given one after the other; a damaged journal may have lost one
        ids.push_back(feed.id);
    }
    return ids;
}

Resume Journal::resume(std::uint16_t feed) const {
    auto const found = state_->feeds.find(feed);
    return found == state_->feeds.end() ? Resume{} : found->second.resume;
}

base::UtcMs Journal::first_event() const {
    base::UtcMs first = std::numeric_limits<base::UtcMs>::max();
    auto row = state_->database.prepare("SELECT min(event_ms) FROM record WHERE kind = ?");
    for (std::int64_t kind = kTicket; row && kind <= kIndicator; ++kind) {
        if (row->bind(kind).step() == Statement::Step::row && !row->null(0)) first = std::min(first, row->integer(0));
        row->reset();
    }
    return first == std::numeric_limits<base::UtcMs>::max() ? base::kNoTime : first;
}

base::UtcMs Journal::last_event() const {
    base::UtcMs last = base::kNoTime;
    auto row = state_->database.prepare("SELECT max(event_ms) FROM record WHERE kind = ?");
    for (std::int64_t kind = kTicket; row && kind <= kIndicator; ++kind) {
        if (row->bind(kind).step() == Statement::Step::row && !row->null(0)) last = std::max(last, row->integer(0));
        row->reset();
    }
    return last;
}

base::UtcMs Journal::horizon() const { return state_->horizon; }
base::UtcMs Journal::last_known() const { return state_->last_known; }
std::uint64_t Journal::clamped() const { return state_->clamped; }
std::vector<std::string> Journal::damage() const { return state_->damage; }

std::uint64_t Journal::bytes() const {
    auto const pages = state_->database.integer("PRAGMA page_count");
    auto const size = state_->database.integer("PRAGMA page_size");
    return pages && size ? static_cast<std::uint64_t>(*pages * *size) : 0;
}

std::string Journal::identity() const {
    auto row = state_->database.prepare("SELECT value FROM meta WHERE name = 'identity'");
    if (!row || row->step() != Statement::Step::row) return {};
    return std::string(row->text(0));
}

base::Result<std::vector<Journal::Quarantined>> Journal::quarantined(std::size_t most) const {
    auto rows = state_->database.prepare(
        "SELECT feed, received, code, reason, items, size, body FROM quarantine ORDER BY seq DESC LIMIT ?");
    if (!rows) return rows.error();
    rows->bind(static_cast<std::int64_t>(most));
    std::vector<Quarantined> all;
    while (true) {
        auto const step = rows->step();
        if (step == Statement::Step::failed) return state_->database.error();
        if (step == Statement::Step::end) return all;
        all.push_back({.feed = static_cast<std::uint16_t>(rows->integer(0)),
                       .received = rows->integer(1),
                       .code = std::string(rows->text(2)),
                       .reason = std::string(rows->text(3)),
                       .items = static_cast<std::uint64_t>(rows->integer(4)),
                       .size = static_cast<std::uint64_t>(rows->integer(5)),
                       .body = std::string(rows->text(6))});
    }
}

}  // namespace feeds
