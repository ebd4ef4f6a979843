// `borough serve`: takes every feed of a district into its journal and answers over HTTP.
#include <pthread.h>
#include <signal.h>

#include <atomic>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <functional>
#include <map>
#include <mutex>
#include <nlohmann/json.hpp>
#include <optional>

#include "app/commands.h"
#include "app/intake.h"
#include "app/load.h"
#include "app/moment.h"
#include "app/secret.h"
#include "app/serve_indicators.h"
#include "app/serve_json.h"
#include "app/serve_pictures.h"
#include "app/serve_state.h"
#include "feeds/http_server.h"

namespace app {
namespace {

using feeds::HttpReply;
using feeds::HttpRequest;

HttpReply refusal_of(int status, std::string const& reason) {
    return {status, "application/json", nlohmann::json{{"error", reason}}.dump(), {}};
}

HttpReply refusal_of(base::Error const& error) {
    return refusal_of(error.kind == base::ErrorKind::usage ? 400 : 500, error.message);
}

std::string asked_word(HttpRequest const& request, char const* name) {
    auto const found = request.query.find(name);
    return found == request.query.end() ? std::string{} : found->second;
}

/// Ids of feeds by their numbers in the journal, which may know feeds that the district no longer has.
std::vector<std::string> names_of(std::vector<feeds::FeedHealth> const& all) {
    std::vector<std::string> names;
    for (feeds::FeedHealth const& feed : all) {
        if (names.size() <= feed.number) names.resize(std::size_t{feed.number} + 1);
        names[feed.number] = feed.id;
    }
    return names;
}

/// Whole numbers of a query; the default where it is not given, none where it is no number.
std::optional<std::size_t> asked_number(HttpRequest const& request, char const* name, std::size_t otherwise) {
    std::string const text = asked_word(request, name);
    if (text.empty()) return otherwise;
    std::size_t value = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) return {};
    return value;
}

/// "lon0,lat0,lon1,lat1".
std::optional<base::Extent> read_bounds(std::string const& text) {
    double v[4] = {};
    int read = 0;
    if (std::sscanf(text.c_str(), "%lf,%lf,%lf,%lf%n", &v[0], &v[1], &v[2], &v[3], &read) != 4) return {};
    for (double const x : v) {
        if (!std::isfinite(x)) return {};
    }
    if (static_cast<std::size_t>(read) != text.size() || v[0] > v[2] || v[1] > v[3]) return {};
    return base::Extent{v[0], v[1], v[2], v[3]};
}

constexpr int kMostReaders = 4;

class Service {
public:
    Service(ServeCommand const& command, twin::District const& district, TicketClock clock, feeds::Ingest& ingest,
            Pictures* pictures)
        : command_(command), district_(district), clock_(std::move(clock)), ingest_(ingest), pictures_(pictures) {}

    std::vector<feeds::HttpRoute> routes(std::map<std::string, std::string> secrets) {
        auto const get = [](char const* path, std::function<HttpReply(HttpRequest const&)> answer) {
            return feeds::HttpRoute{"GET", path, std::move(answer), {}};
        };
        auto const target = [this, secrets = std::move(secrets)](std::string const& feed) {
            auto const secret = secrets.find(feed);
            return feeds::IngestTarget{ingest_.sink(feed), secret == secrets.end() ? std::string{} : secret->second};
        };
        return {feeds::ingest_route(target, now_ms),
                get("/health", [this](HttpRequest const&) { return health(); }),
                get("/state", [this](HttpRequest const& r) { return state(r); }),
                get("/shot.png", [this](HttpRequest const& r) { return shot(r); }),
                get("/indicators", [this](HttpRequest const& r) { return indicators(r); }),
                get("/quarantine", [this](HttpRequest const& r) { return quarantine(r); }),
                get("/metrics", [this](HttpRequest const&) { return metrics(); })};
    }

private:
    HttpReply health() const {
        return {200, "application/json", health_json(ingest_.health(), ingest_.troubles(), now_ms()), {}};
    }

    HttpReply metrics() const {
        auto const held = ingest_.snapshot().state->size();
        return {200,
                "text/plain; version=0.0.4",
                metrics_text(ingest_.health(), ingest_.troubles().size(), held, pictures_ ? pictures_->drawn() : 0,
                             peak_memory()),
                {}};
    }

    static LiveOptions moment_of(HttpRequest const& request) {
        return {{}, asked_word(request, "at"), asked_word(request, "known_at")};
    }

    HttpReply state(HttpRequest const& request) const {
        StateQuery query;
        query.layer = asked_word(request, "layer");
        auto const offset = asked_number(request, "offset", 0);
        auto const limit = asked_number(request, "limit", query.limit);
        if (!offset || !limit) return refusal_of(400, "offset and limit are whole numbers");
        query.offset = *offset;
        query.limit = *limit;
        if (std::string const bounds = asked_word(request, "bbox"); !bounds.empty()) {
            query.bounds = read_bounds(bounds);
            if (!query.bounds) return refusal_of(400, "bbox is west,south,east,north in degrees");
        }
        LiveOptions const asked = moment_of(request);
        if (!asked.asked()) {
            auto const snapshot = ingest_.snapshot();
            std::vector<std::string> const feeds = names_of(ingest_.health());
            return answer(state_json({*snapshot.state, feeds, now_ms()}, clock_, district_.live.disclosure, query));
        }
        return in_turn([&]() -> HttpReply {
            auto const past = read_moment(district_, asked, command_.chinese);
            if (!past) return refusal_of(past.error());
            std::vector<std::string> feeds;
            for (FeedNote const& feed : past->feeds) feeds.push_back(feed.id);
            return answer(state_json({past->state, feeds, past->time.event}, clock_, district_.live.disclosure, query));
        });
    }

    /// Of the last 30 days or fewer: closed tickets are not held for longer (feeds::Span).
    HttpReply indicators(HttpRequest const& request) const {
        auto const days = asked_number(request, "days", 30);
        if (!days || *days < 1 || *days > 30) return refusal_of(400, "days is a whole number from 1 to 30");
        base::UtcMs const now = now_ms();
        base::UtcMs const from = now - static_cast<base::UtcMs>(*days) * 24 * 3600 * 1000;
        return {200, "application/json", indicators_json(*ingest_.snapshot().state, clock_, from, now, now), {}};
    }

    /// What was refused, and why. The messages themselves stay in the journal: nobody has masked them.
    HttpReply quarantine(HttpRequest const& request) const {
        auto const limit = asked_number(request, "limit", 100);
        if (!limit || *limit < 1 || *limit > kLargestPage) return refusal_of(400, "limit is a whole number from 1 on");
        return in_turn([&]() -> HttpReply {
            auto const journal = feeds::Journal::open(district_.live.journal, feeds::Journal::Access::read);
            if (!journal) return refusal_of(journal.error());
            auto const refused = journal->quarantined(*limit);
            if (!refused) return refusal_of(refused.error());
            return {200, "application/json", quarantine_json(*refused, journal->feeds()), {}};
        });
    }

    /// Reading the past takes a while: one at a time and few waiting, so that messages are still taken in.
    HttpReply in_turn(std::function<HttpReply()> const& read) const {
        struct InTurn {
            std::atomic<int>& readers;
            int const before = readers.fetch_add(1);
            ~InTurn() { readers.fetch_sub(1); }
        };
        InTurn const place{readers_};
        if (place.before >= kMostReaders) {
            HttpReply reply = refusal_of(503, "too many ask for the past; try again shortly");
            reply.headers.emplace_back("Retry-After", "1");
            return reply;
        }
        std::lock_guard const lock(reading_);
        return read();
    }

    static HttpReply answer(base::Result<std::string> const& json) {
        return json ? HttpReply{200, "application/json", *json, {}} : refusal_of(json.error());
    }

    HttpReply shot(HttpRequest const& request) const {
        if (!pictures_) return refusal_of(404, "this service was started with --pictures off");
        PictureRequest wanted;
        wanted.view = asked_word(request, "view");
        wanted.camera = asked_word(request, "camera");
        wanted.size = asked_word(request, "size");
        wanted.style = asked_word(request, "style");
        wanted.live = moment_of(request);
        wanted.layers = asked_word(request, "live");
        auto const png = pictures_->draw(wanted, ingest_);
        if (!png && pictures_->busy(png.error())) {
            HttpReply reply = refusal_of(503, png.error().message);
            reply.headers.emplace_back("Retry-After", "2");
            return reply;
        }
        if (!png) return refusal_of(png.error());
        return {200, "image/png", *png, {}};
    }

    ServeCommand const& command_;
    twin::District const& district_;
    TicketClock clock_;
    feeds::Ingest& ingest_;
    Pictures* pictures_;
    mutable std::mutex reading_;  ///< of the past, one at a time
    mutable std::atomic<int> readers_ = 0;
};

/// "127.0.0.1:8734", ":8734", "[::1]:8734", "8734".
base::Result<feeds::HttpSetup> read_address(std::string const& text) {
    feeds::HttpSetup setup;
    auto const colon = text.rfind(':');
    std::string const port = colon == std::string::npos ? text : text.substr(colon + 1);
    std::string host = colon == std::string::npos ? std::string{} : text.substr(0, colon);
    if (host.size() > 2 && host.front() == '[') host = host.substr(1, host.size() - 2);
    if (!host.empty()) setup.host = host;
    auto const [end, error] = std::from_chars(port.data(), port.data() + port.size(), setup.port);
    if (error != std::errc{} || end != port.data() + port.size() || setup.port < 0 || setup.port > 65535)
        return base::Error{"--listen: '" + text + "' is not an address and port like 127.0.0.1:8734",
                           base::ErrorKind::usage};
    return setup;
}

/// Secrets of the feeds that are there to be posted to. What other feeds' secrets open is somebody else's server.
base::Result<std::map<std::string, std::string>> push_secrets(twin::District const& district) {
    std::map<std::string, std::string> secrets;
    for (twin::FeedSpec const& feed : district.live.feeds) {
        if (!feed.url.empty() && !feed.url.starts_with("push:")) continue;
        auto secret = read_secret(feed.secret);
        if (!secret) return base::Error{"feed " + feed.id + ": " + secret.error().message};
        if (!secret->empty()) secrets[feed.id] = std::move(*secret);
    }
    return secrets;
}

/// Waits for the end: SIGINT or SIGTERM, blocked before any thread was made.
sigset_t block_end_signals() {
    sigset_t set;
    sigemptyset(&set);
    for (int const signal : {SIGINT, SIGTERM}) sigaddset(&set, signal);
    pthread_sigmask(SIG_BLOCK, &set, nullptr);
    return set;
}

base::Status serve(ServeCommand const& command, sigset_t const& end, Stopwatch& watch) {
    auto setup = read_address(command.listen);
    if (!setup) return setup.error();
    auto token = read_secret(command.token);
    if (!token) return token.error();
    setup->secret = std::move(*token);
    auto loaded = load(command.source, command.chinese, watch);
    if (!loaded) return loaded.error();
    auto secrets = push_secrets(loaded->district);
    if (!secrets) return secrets.error();
    auto ingest = start_intake(loaded->district);
    if (!ingest) return ingest.error();
    for (std::string const& trouble : (*ingest)->troubles()) std::fprintf(stderr, "borough: %s\n", trouble.c_str());
    std::unique_ptr<Pictures> pictures;
    if (command.pictures) {
        auto made = Pictures::create(command, *loaded, watch);
        if (!made) return made.error();
        pictures = std::move(*made);
    }
    auto clock = read_ticket_clock(loaded->district.live);
    if (!clock) return clock.error();
    Service service(command, loaded->district, std::move(*clock), **ingest, pictures.get());
    setup->routes = service.routes(std::move(*secrets));
    auto const server = feeds::HttpServer::start(std::move(*setup));
    if (!server) return server.error();
    watch.clear_line();
    std::printf("%s: %zu feeds, listening on %s\n", command.source.path.c_str(), loaded->district.live.feeds.size(),
                (*server)->url().c_str());
    std::fflush(stdout);
    int signal = 0;
    sigwait(&end, &signal);
    return base::done;
}

}  // namespace

ExitStatus run(ServeCommand const& command) {
    sigset_t const end = block_end_signals();
    Stopwatch watch;
    auto const served = serve(command, end, watch);
    watch.clear_line();
    return served ? ExitStatus::done : report(served.error());
}

}  // namespace app
