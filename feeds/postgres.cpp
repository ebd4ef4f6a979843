#include "feeds/postgres.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <string>
#include <thread>
#include <utility>

#include "feeds/postgres_link.h"
#include "feeds/postgres_query.h"
#include "feeds/sequence_place.h"
#include "feeds/transport_tools.h"

namespace feeds {
namespace {

using std::chrono::milliseconds;
using Steady = std::chrono::steady_clock;
using Parameters = std::vector<std::pair<std::string, std::string>>;

struct PostgresChoice {
    Parameters parameters;
    TableChoice table;
    std::string channel;  ///< empty: nobody rings, the table is asked every `poll_ms`
    std::chrono::seconds timeout{15};
};

class Postgres : public Transport {
public:
    Postgres(TransportSetup setup, PostgresChoice choice)
        : setup_(std::move(setup)),
          choice_(std::move(choice)),
          backoff_(seed_of(setup_.client_id)),
          place_(SequencePlace::parse(setup_.position, Steady::now())),
          thread_([this](std::stop_token const& stop) { run(stop); }) {}

    Link link() const override { return link_.read(); }

private:
    void run(std::stop_token const& stop) {
        while (!stop.stop_requested()) {
            PostgresLink link(choice_.parameters, choice_.timeout, stop);
            PostgresProblem const problem = serve(link, stop);
            if (stop.stop_requested()) return;
            link_.down(problem.text);
            pause(stop, milliseconds(backoff_.next_ms()));
        }
    }

    /// Until there is a problem.
    PostgresProblem serve(PostgresLink& link, std::stop_token const& stop) {
        if (auto const problem = link.connect()) return *problem;
        if (auto const problem = prepare(link)) return *problem;
        auto described = describe(link, choice_.table);
        if (auto const* const problem = std::get_if<PostgresProblem>(&described)) return *problem;
        TableQuery const& query = *std::get_if<TableQuery>(&described);
        milliseconds const every{std::max<std::int64_t>(setup_.spec.poll_ms, 100)};
        while (true) {
            if (auto const problem = read_new(link, query, stop)) return *problem;
            if (auto const problem = link.wait_for_notification(every)) return *problem;
        }
    }

    std::optional<PostgresProblem> prepare(PostgresLink& link) const {
        PostgresRows none;
        std::string const timeout = std::to_string(milliseconds(choice_.timeout).count());
        if (auto problem = link.query("SET default_transaction_read_only = on", {}, none)) return problem;
        if (auto problem = link.query("SET statement_timeout = " + timeout, {}, none)) return problem;
        if (choice_.channel.empty()) return std::nullopt;
        // Before the first SELECT: what is committed after it rings.
        return link.query("LISTEN " + link.quoted(choice_.channel), {}, none);
    }

    std::optional<PostgresProblem> read_new(PostgresLink& link, TableQuery const& query, std::stop_token const& stop) {
        constexpr int kMostRows = 500;
        int most = kMostRows;
        while (true) {
            place_.forget_old(Steady::now());
            PostgresRows rows;
            std::vector<std::string> const arguments{
                std::to_string(place_.last().value_or(std::numeric_limits<std::int64_t>::min())), place_.missing(),
                std::to_string(most)};
            auto problem = link.query(query.rows, arguments, rows);
            if (problem && !problem->lost && most > 1) {
                most = 1;  // find the row it stumbles over; the others come whole
                continue;
            }
            if (problem && !problem->lost) {
                rows.clear();
                problem = link.query(query.rows_without_geometry, arguments, rows);
            }
            if (problem) return problem;
            link_.up();
            backoff_.succeeded();
            if (!take(rows, stop)) return PostgresProblem{"stopped", true};
            if (std::ssize(rows) < most) return std::nullopt;
            most = std::min(2 * most, kMostRows);
        }
    }

    bool take(PostgresRows& rows, std::stop_token const& stop) {
        for (auto& row : rows) {
            std::int64_t number = 0;
            std::from_chars(row[0].data(), row[0].data() + row[0].size(), number);
            SequencePlace after = place_;
            after.saw(number, Steady::now());
            cut(row[1]);
            Arrival const arrival{.body = std::move(row[1]),
                                  .topic = choice_.table.table,
                                  .position = after.text(),
                                  .received = setup_.clock()};
            if (!deliver(*setup_.sink, arrival, link_, backoff_, stop)) return false;
            place_ = std::move(after);
        }
        return true;
    }

    TransportSetup const setup_;
    PostgresChoice const choice_;
    LinkBoard link_;
    Backoff backoff_;
    SequencePlace place_;
    std::jthread thread_;
};

std::vector<std::string> words_between_commas(std::string_view text) {
    std::vector<std::string> words;
    while (!text.empty()) {
        std::string_view const word = text.substr(0, text.find(','));
        if (!word.empty()) words.emplace_back(word);
        text.remove_prefix(std::min(word.size() + 1, text.size()));
    }
    return words;
}

Parameters parameters_of(TransportSetup const& setup, Url const& url) {
    Parameters result{{"host", url.host},
                      {"dbname", url.path.substr(1)},
                      {"application_name", "borough " + setup.spec.id},
                      {"client_encoding", "UTF8"}};
    if (url.port != 0) result.emplace_back("port", std::to_string(url.port));
    std::string const user = setup.spec.user.empty() ? url.user : setup.spec.user;
    if (!user.empty()) result.emplace_back("user", user);
    if (!setup.secret.empty()) result.emplace_back("password", setup.secret);
    if (!setup.spec.ca_file.empty()) {
        result.emplace_back("sslmode", "verify-full");
        result.emplace_back("sslrootcert", setup.spec.ca_file);
    }
    return result;
}

}  // namespace

base::Result<std::unique_ptr<Transport>> open_postgres(TransportSetup setup, Url const& url) {
    std::string const table = url.option("table");
    if (url.host.empty() || url.path.size() < 2 || table.empty()) {
        return base::Error{"'" + setup.spec.url + "' needs a host, a database and ?table="};
    }
    for (auto const& [name, value] : url.query) {
        if (name != "table" && name != "order" && name != "channel" && name != "columns" && name != "timeout") {
            return base::Error{"'" + name + "' is no option; there are table, order, channel, columns and timeout"};
        }
    }
    auto const timeout = url.number("timeout", 15, 1, 300);
    if (!timeout) return timeout.error();
    if (auto const ca = resolve_ca(setup); !ca) return ca.error();
    PostgresChoice choice{.parameters = parameters_of(setup, url),
                          .table = {.table = table,
                                    .order = url.option("order", "seq"),
                                    .columns = words_between_commas(url.option("columns"))},
                          .channel = url.option("channel"),
                          .timeout = std::chrono::seconds(*timeout)};
    return std::unique_ptr<Transport>(std::make_unique<Postgres>(std::move(setup), std::move(choice)));
}

}  // namespace feeds
