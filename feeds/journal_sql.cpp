#include "feeds/journal_sql.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <cstdlib>
#include <utility>

namespace feeds {
namespace {

constexpr int kBusyMs = 10 * 1000;

/// A URI, where '?', '#' and '%' of a path have meanings of their own.
std::string to_uri(std::filesystem::path const& file, std::string_view query) {
    std::string uri = "file:";
    for (char const c : std::filesystem::absolute(file).string()) {
        if (c == '?' || c == '#' || c == '%') {
            constexpr std::string_view kHex = "0123456789abcdef";
            auto const byte = static_cast<unsigned char>(c);
            uri += {'%', kHex[byte >> 4], kHex[byte & 15]};
        } else {
            uri += c;
        }
    }
    return uri.append(query);
}

/// What is in a journal is for its owner alone; SQLite gives the log and its index the rights of the file. One that is
/// there keeps its own, and must not be opened: closing it again would drop SQLite's locks on it.
void create_private(std::filesystem::path const& file) {
    int const made = ::open(file.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (made >= 0) ::close(made);  // whatever else is wrong, SQLite says
}

}  // namespace

void Statement::Finish::operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
void Database::Close::operator()(sqlite3* database) const { sqlite3_close_v2(database); }

void Statement::bind_one(int at, std::int64_t value) { sqlite3_bind_int64(statement_.get(), at + 1, value); }

void Statement::bind_one(int at, std::string_view text) {
    char const* bytes = text.data() ? text.data() : "";
    sqlite3_bind_text64(statement_.get(), at + 1, bytes, text.size(), SQLITE_STATIC, SQLITE_UTF8);
}

void Statement::bind_bytes(int at, std::string_view bytes) {
    char const* data = bytes.data() ? bytes.data() : "";
    sqlite3_bind_blob64(statement_.get(), at + 1, data, bytes.size(), SQLITE_STATIC);
}

void Statement::bind_named(char const* name, std::int64_t value) {
    if (int const at = sqlite3_bind_parameter_index(statement_.get(), name); at > 0)
        sqlite3_bind_int64(statement_.get(), at, value);
}

Statement::Step Statement::step() {
    switch (sqlite3_step(statement_.get())) {
        case SQLITE_ROW: return Step::row;
        case SQLITE_DONE: return Step::end;
        default: return Step::failed;
    }
}

void Statement::reset() { sqlite3_reset(statement_.get()); }

bool Statement::run() {
    bool const fine = step() != Step::failed;
    reset();
    return fine;
}

std::int64_t Statement::integer(int column) const { return sqlite3_column_int64(statement_.get(), column); }

std::string_view Statement::text(int column) const {
    auto const* bytes = static_cast<char const*>(sqlite3_column_blob(statement_.get(), column));
    return bytes ? std::string_view(bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column)))
                 : std::string_view{};
}

bool Statement::null(int column) const { return sqlite3_column_type(statement_.get(), column) == SQLITE_NULL; }

base::Result<Database> Database::open(std::filesystem::path const& file, Open how) {
    Database database;
    database.file_ = file;
    if (how == Open::create) create_private(file);
    int const flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI |
                      (how == Open::create ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY);
    std::string const uri = to_uri(file, how == Open::immutable ? "?immutable=1" : "");
    sqlite3* handle = nullptr;
    int const code = sqlite3_open_v2(uri.c_str(), &handle, flags, nullptr);
    database.database_.reset(handle);
    if (!handle) return base::Error{file.string() + ": no memory to open it"};
    if (code != SQLITE_OK) return database.error();
    sqlite3_busy_timeout(handle, kBusyMs);
    return database;
}

base::Status Database::run(std::string const& sql) {
    if (sqlite3_exec(database_.get(), sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) return error();
    return base::done;
}

base::Result<Statement> Database::prepare(std::string const& sql) const {
    Statement statement;
    sqlite3_stmt* handle = nullptr;
    if (sqlite3_prepare_v3(database_.get(), sql.c_str(), -1, SQLITE_PREPARE_PERSISTENT, &handle, nullptr) != SQLITE_OK)
        return error();
    statement.statement_.reset(handle);
    return statement;
}

base::Result<std::int64_t> Database::integer(std::string const& sql) const {
    auto statement = prepare(sql);
    if (!statement) return statement.error();
    if (statement->step() != Statement::Step::row) return error();
    return statement->integer(0);
}

std::int64_t Database::changes() const { return sqlite3_changes(database_.get()); }
bool Database::in_transaction() const { return sqlite3_get_autocommit(database_.get()) == 0; }

bool Database::forbidden() const {
    int const code = sqlite3_errcode(database_.get()) & 0xff;
    return code == SQLITE_CANTOPEN || code == SQLITE_READONLY || code == SQLITE_PERM;
}

bool Database::corrupt() const {
    int const code = sqlite3_errcode(database_.get()) & 0xff;
    return code == SQLITE_CORRUPT || code == SQLITE_NOTADB;
}

base::Error Database::error() const {
    std::string const name = file_.string();
    int const code = sqlite3_extended_errcode(database_.get());
    switch (code & 0xff) {
        case SQLITE_FULL: return {name + ": the disk is full"};
        case SQLITE_NOTADB: return {name + ": is no journal, or its first page is damaged"};
        case SQLITE_CORRUPT: return {name + ": is damaged (" + sqlite3_errmsg(database_.get()) + ")"};
        case SQLITE_BUSY:
        case SQLITE_LOCKED: return {name + ": is in use by another process"};
        case SQLITE_CANTOPEN: return {name + ": cannot be opened"};
        case SQLITE_READONLY: return {name + ": cannot be written to"};
        default: break;
    }
    // A file size limit or a quota says EFBIG or EDQUOT, which SQLite takes for an error of the disk.
    if (code == SQLITE_IOERR_WRITE)
        return {name + ": the disk takes no more (" + sqlite3_errmsg(database_.get()) + ")"};
    return {name + ": " + sqlite3_errmsg(database_.get())};
}

base::Result<Transaction> Transaction::begin(Database& database, bool write) {
    if (auto begun = database.run(write ? "BEGIN IMMEDIATE" : "BEGIN"); !begun) return begun.error();
    return Transaction(&database);
}

Transaction::~Transaction() {
    // SQLite has rolled back by itself after some errors; a second time is no harm.
    if (database_ && database_->in_transaction()) (void)database_->run("ROLLBACK");
}

base::Status Transaction::commit() {
    auto committed = database_->run("COMMIT");
    if (committed) database_ = nullptr;
    return committed;
}

}  // namespace feeds
