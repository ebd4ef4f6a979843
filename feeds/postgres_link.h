// A connection to PostgreSQL that never waits longer than told and ends at once when asked to.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"

namespace feeds {

/// Values as text; NULL is empty.
using PostgresRows = std::vector<std::vector<std::string>>;

/// What the server or the connection said; `lost`: the connection is of no use any more.
struct PostgresProblem {
    std::string text;  ///< one line without secrets
    bool lost = false;
};

class PostgresLink {
public:
    /// `parameters` as libpq has them ("host", "dbname", ...).
    PostgresLink(std::vector<std::pair<std::string, std::string>> const& parameters, std::chrono::seconds patience,
                 std::stop_token stop);
    ~PostgresLink();
    PostgresLink(PostgresLink const&) = delete;
    PostgresLink& operator=(PostgresLink const&) = delete;

    /// Nothing, or why there is no connection.
    std::optional<PostgresProblem> connect();
    std::optional<PostgresProblem> query(std::string const& sql, std::vector<std::string> const& arguments,
                                         PostgresRows& rows);
    /// Until a notification, or so long. Those that have come by then are one.
    std::optional<PostgresProblem> wait_for_notification(std::chrono::milliseconds at_most);

    /// As a name in SQL, whatever is in it.
    std::string quoted(std::string const& name) const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace feeds
