#include "feeds/postgres_link.h"

#include <libpq-fe.h>
#include <poll.h>

#include <algorithm>
#include <cassert>

namespace feeds {
namespace {

using Steady = std::chrono::steady_clock;
using std::chrono::milliseconds;

enum class Waited : std::uint8_t { ready, late, stopped };

struct FreeResult {
    void operator()(PGresult* result) const { PQclear(result); }
};
using Result = std::unique_ptr<PGresult, FreeResult>;

/// Of what libpq says, the first line that says why: with several addresses or attempts there are more.
std::string first_line(char const* text) {
    std::string line = text ? text : "";
    line.resize(std::min(line.find('\n'), line.size()));
    return line.empty() ? "the connection was lost" : line;
}

void append(PGresult const* result, PostgresRows& rows) {
    for (int r = 0; r < PQntuples(result); ++r) {
        std::vector<std::string>& row = rows.emplace_back();
        for (int c = 0; c < PQnfields(result); ++c) {
            row.emplace_back(PQgetvalue(result, r, c), static_cast<std::size_t>(PQgetlength(result, r, c)));
        }
    }
}

}  // namespace

struct PostgresLink::State {
    std::vector<std::pair<std::string, std::string>> parameters;
    milliseconds patience{};
    std::stop_token stop;
    PGconn* connection = nullptr;

    Waited wait(short events, Steady::time_point until) const;
    PostgresProblem lost() const { return {first_line(PQerrorMessage(connection)), true}; }
    PostgresProblem late(Waited waited) const {
        return {waited == Waited::stopped ? "stopped" : "the server does not answer", true};
    }
    std::optional<PostgresProblem> collect(PostgresRows& rows, Steady::time_point until) const;
};

Waited PostgresLink::State::wait(short events, Steady::time_point until) const {
    constexpr milliseconds kLookUp{100};
    while (!stop.stop_requested()) {
        milliseconds const left = std::chrono::ceil<milliseconds>(until - Steady::now());
        if (left.count() <= 0) return Waited::late;
        pollfd socket{.fd = PQsocket(connection), .events = events, .revents = 0};
        if (poll(&socket, 1, static_cast<int>(std::min(left, kLookUp).count())) > 0) return Waited::ready;
    }
    return Waited::stopped;
}

PostgresLink::PostgresLink(std::vector<std::pair<std::string, std::string>> const& parameters,
                           std::chrono::seconds patience, std::stop_token stop)
    : state_(std::make_unique<State>()) {
    state_->parameters = parameters;
    state_->patience = patience;
    state_->stop = std::move(stop);
}

PostgresLink::~PostgresLink() { PQfinish(state_->connection); }

std::optional<PostgresProblem> PostgresLink::connect() {
    std::vector<char const*> names, values;
    for (auto const& [name, value] : state_->parameters) {
        names.push_back(name.c_str());
        values.push_back(value.c_str());
    }
    names.push_back(nullptr);
    values.push_back(nullptr);
    assert(!state_->connection);
    state_->connection = PQconnectStartParams(names.data(), values.data(), 0);
    auto const until = Steady::now() + state_->patience;
    for (auto next = PGRES_POLLING_WRITING; next != PGRES_POLLING_OK; next = PQconnectPoll(state_->connection)) {
        if (next == PGRES_POLLING_FAILED || PQstatus(state_->connection) == CONNECTION_BAD) return state_->lost();
        Waited const waited = state_->wait(next == PGRES_POLLING_READING ? POLLIN : POLLOUT, until);
        if (waited != Waited::ready) return state_->late(waited);
    }
    PQsetnonblocking(state_->connection, 1);
    return std::nullopt;
}

std::optional<PostgresProblem> PostgresLink::query(std::string const& sql, std::vector<std::string> const& arguments,
                                                   PostgresRows& rows) {
    std::vector<char const*> values;
    for (std::string const& argument : arguments) values.push_back(argument.c_str());
    auto const until = Steady::now() + state_->patience;
    if (PQsendQueryParams(state_->connection, sql.c_str(), static_cast<int>(values.size()), nullptr, values.data(),
                          nullptr, nullptr, 0) == 0) {
        return state_->lost();
    }
    while (int const left = PQflush(state_->connection)) {
        if (left < 0) return state_->lost();
        Waited const waited = state_->wait(POLLOUT, until);
        if (waited != Waited::ready) return state_->late(waited);
    }
    return state_->collect(rows, until);
}

std::optional<PostgresProblem> PostgresLink::State::collect(PostgresRows& rows, Steady::time_point until) const {
    std::optional<PostgresProblem> problem;
    while (true) {
        while (PQisBusy(connection) != 0) {
            Waited const waited = wait(POLLIN, until);
            if (waited != Waited::ready) return late(waited);
            if (PQconsumeInput(connection) == 0) return lost();
        }
        Result const result(PQgetResult(connection));
        if (!result) return problem;
        ExecStatusType const status = PQresultStatus(result.get());
        if (status == PGRES_TUPLES_OK) {
            append(result.get(), rows);
        } else if (status != PGRES_COMMAND_OK) {
            problem = {first_line(PQresultErrorMessage(result.get())), PQstatus(connection) != CONNECTION_OK};
        }
    }
}

std::optional<PostgresProblem> PostgresLink::wait_for_notification(milliseconds at_most) {
    auto const until = Steady::now() + at_most;
    while (true) {
        bool heard = false;
        while (PGnotify* const notification = PQnotifies(state_->connection)) {
            PQfreemem(notification);
            heard = true;
        }
        if (heard) return std::nullopt;
        Waited const waited = state_->wait(POLLIN, until);
        if (waited == Waited::late) return std::nullopt;
        if (waited == Waited::stopped) return state_->late(waited);
        if (PQconsumeInput(state_->connection) == 0) return state_->lost();
    }
}

std::string PostgresLink::quoted(std::string const& name) const {
    std::string result = "\"";
    for (char const c : name) {
        if (c == '"') result += '"';
        result += c;
    }
    return result += '"';
}

}  // namespace feeds
