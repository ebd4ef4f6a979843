// As much of SQLite as the journal needs, with its errors as sentences.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

struct sqlite3;
struct sqlite3_stmt;

namespace feeds {

class Database;

/// A prepared statement; parameters and columns are counted from 0. What is bound must live until the next `reset`.
class Statement {
public:
    enum class Step : std::uint8_t { row, end, failed };

    Statement() = default;

    template <class... Values>
    Statement& bind(Values const&... values) {
        int at = 0;
        (bind_one(at++, values), ...);
        return *this;
    }
    void bind_one(int at, std::int64_t value);
    void bind_one(int at, std::string_view text);
    void bind_bytes(int at, std::string_view bytes);
    void bind_named(char const* name, std::int64_t value);  ///< nothing where the statement has no such parameter

    Step step();
    void reset();
    /// For statements that give no rows: steps once and resets. False: failed.
    bool run();

    std::int64_t integer(int column) const;
    std::string_view text(int column) const;  ///< bytes as well; until the next step
    bool null(int column) const;

private:
    friend class Database;
    struct Finish {
        void operator()(sqlite3_stmt* statement) const;
    };
    std::unique_ptr<sqlite3_stmt, Finish> statement_;
};
using RowStep = Statement::Step;

class Database {
public:
    enum class Open : std::uint8_t {
        create,    ///< made if missing, for its owner alone
        read,      ///< must be there; never changed by us
        immutable  ///< as `read`, on a medium that nobody can write to
    };
    static base::Result<Database> open(std::filesystem::path const& file, Open how);

    base::Status run(std::string const& sql);
    base::Result<Statement> prepare(std::string const& sql) const;
    /// The first column of the first row; an error where there is none.
    base::Result<std::int64_t> integer(std::string const& sql) const;

    std::int64_t changes() const;
    bool in_transaction() const;
    bool corrupt() const;    ///< the last call failed because the file is damaged
    bool forbidden() const;  ///< the last call failed because something must not be written to or made
    /// What the last call failed on.
    base::Error error() const;
    std::filesystem::path const& file() const { return file_; }

private:
    struct Close {
        void operator()(sqlite3* database) const;
    };
    std::filesystem::path file_;
    std::unique_ptr<sqlite3, Close> database_;
};

/// Rolls back what is not committed when it goes.
class Transaction {
public:
    /// `write`: takes the right to write at once instead of failing half-way.
    static base::Result<Transaction> begin(Database& database, bool write);
    Transaction(Transaction&& other) noexcept : database_(other.database_) { other.database_ = nullptr; }
    Transaction& operator=(Transaction&&) = delete;
    ~Transaction();

    base::Status commit();

private:
    explicit Transaction(Database* database) : database_(database) {}
    Database* database_;
};

}  // namespace feeds
