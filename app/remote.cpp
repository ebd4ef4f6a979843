#include "app/remote.h"

#include <atomic>
#include <charconv>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <nlohmann/json.hpp>

#include "app/remote_audit.h"
#include "app/remote_page.h"
#include "app/remote_words.h"
#include "feeds/http_auth.h"

namespace app {
namespace {

using feeds::HttpReply;
using feeds::HttpRequest;
using Steady = std::chrono::steady_clock;

constexpr auto kStillLooking = std::chrono::seconds(3);
constexpr auto kLongestFrame = std::chrono::seconds(20);
constexpr int kWorkers = 24;    ///< each output that follows holds one
constexpr int kMostAsking = 4;  ///< for a frame's texts: the others' workers stay theirs

enum class Role : std::uint8_t { none, read, control };

std::string header(HttpRequest const& request, char const* name) {
    auto const found = request.headers.find(name);
    return found == request.headers.end() ? std::string{} : found->second;
}

/// Who asks, by the token shown. Without tokens it is this machine alone, and of its browsers only our own page.
struct Judge {
    std::string token, read_token;

    Role role(HttpRequest const& request) const {
        std::string const host = header(request, "host"), origin = header(request, "origin");
        if (!origin.empty() && origin != "http://" + host && origin != "https://" + host) return Role::none;
        if (token.empty()) return feeds::names_this_machine(host) ? Role::control : Role::none;
        std::string const shown = header(request, "authorization");
        if (feeds::bearer_is(shown, token)) return Role::control;
        if (!read_token.empty() && feeds::bearer_is(shown, read_token)) return Role::read;
        return Role::none;
    }
};

HttpReply guarded(HttpReply reply) {
    reply.headers.emplace_back("Content-Security-Policy",
                               "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; "
                               "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
    reply.headers.emplace_back("X-Content-Type-Options", "nosniff");
    reply.headers.emplace_back("Referrer-Policy", "no-referrer");
    reply.headers.emplace_back("Cross-Origin-Resource-Policy", "same-origin");
    reply.headers.emplace_back("Cache-Control", "no-store");
    return reply;
}

HttpReply refuse_with(int status, std::string const& problem) {
    return guarded({.status = status, .body = nlohmann::json{{"error", problem}}.dump() + "\n"});
}

}  // namespace

struct Remote::State {
    explicit State(RemoteSetup given)
        : setup(std::move(given)), judge{setup.token, setup.read_token}, audit(setup.log) {}

    RemoteSetup setup;
    Judge judge;
    RemoteAudit audit;
    std::mutex mutex;
    std::optional<RemoteStatus> status;
    std::shared_ptr<base::Image const> picture;
    std::uint64_t version = 0, encoded_version = 0;
    RemoteScreen screen;
    std::uint64_t told = 0;  ///< frames whose texts were told
    int waiting = 0;         ///< for the next of them
    bool closes = false;
    std::condition_variable tells;
    std::string encoded;
    std::mutex encoding;
    std::atomic<Steady::rep> looked{0};         ///< when somebody last asked for the picture
    std::unique_ptr<feeds::HttpServer> server;  ///< ends before what it answers from

    std::vector<feeds::HttpRoute> routes();
    HttpReply answer_status(HttpRequest const& request);
    HttpReply answer_picture(HttpRequest const& request);
    HttpReply answer_screen(HttpRequest const& request);
    HttpReply answer_command(HttpRequest const& request);
    base::Result<std::string> encode(std::uint64_t& which);
};

std::vector<feeds::HttpRoute> Remote::State::routes() {
    auto const admits = [judge = judge](HttpRequest const& request) { return judge.role(request) != Role::none; };
    auto const all = [](HttpRequest const&) { return true; };  // the page has nothing secret in it
    std::vector<feeds::HttpRoute> out;
    for (PageFile const& file : page_files()) {
        auto const give = [file](HttpRequest const&) {
            return guarded({.type = std::string(file.type), .body = std::string(file.text)});
        };
        out.push_back({.method = "GET", .path = std::string(file.path), .answer = give, .admits = all});
    }
    auto const add = [&](char const* method, char const* path, auto answer) {
        out.push_back({.method = method,
                       .path = path,
                       .answer = [this, answer](HttpRequest const& request) { return (this->*answer)(request); },
                       .admits = admits});
    };
    add("GET", "/api/status", &State::answer_status);
    add("GET", "/api/picture.png", &State::answer_picture);
    add("GET", "/api/screen", &State::answer_screen);
    add("POST", "/api/command", &State::answer_command);
    for (feeds::HttpRoute& route : setup.more) {
        route.admits = admits;
        out.push_back(std::move(route));
    }
    return out;
}

HttpReply Remote::State::answer_status(HttpRequest const& request) {
    std::lock_guard const lock(mutex);
    if (!status) return refuse_with(503, "the window is starting");
    return guarded({.body = status_json(*status, judge.role(request) == Role::control)});
}

/// The newest picture as a PNG, made once however many look.
base::Result<std::string> Remote::State::encode(std::uint64_t& which) {
    std::lock_guard const one_at_a_time(encoding);
    std::shared_ptr<base::Image const> image;
    {
        std::lock_guard const lock(mutex);
        image = picture;
        which = version;
    }
    if (which != encoded_version) {
        auto made = base::encode_png(*image);
        if (!made) return made.error();
        encoded = std::move(*made);
        encoded_version = which;
    }
    return encoded;
}

HttpReply Remote::State::answer_picture(HttpRequest const& request) {
    looked = Steady::now().time_since_epoch().count();
    auto const after = request.query.find("after");
    {
        std::lock_guard const lock(mutex);
        bool const has_it = after != request.query.end() && after->second == std::to_string(version);
        if (!picture || has_it) return guarded({.status = 204, .type = "image/png"});
    }
    std::uint64_t which = 0;
    auto png = encode(which);
    if (!png) return refuse_with(500, png.error().message);
    HttpReply reply{.type = "image/png", .body = std::move(*png)};
    reply.headers.emplace_back("X-Picture", std::to_string(which));
    return guarded(std::move(reply));
}

/// Of a frame that begins after the question.
HttpReply Remote::State::answer_screen(HttpRequest const&) {
    std::unique_lock lock(mutex);
    if (waiting >= kMostAsking) return refuse_with(503, "others wait for the screen's texts already");
    std::uint64_t const before = told;
    ++waiting;
    if (setup.wake) setup.wake();
    bool const came = tells.wait_for(lock, kLongestFrame, [&] { return told > before || closes; });
    --waiting;
    if (!came) return refuse_with(503, "the window draws nothing");
    if (told == before) return refuse_with(503, "the window closes");
    return guarded({.body = screen_json(screen)});
}

HttpReply Remote::State::answer_command(HttpRequest const& request) {
    base::UtcMs const now = setup.clock();
    RemoteAudit::Line line{now, request.from, "control", request.body, "taken"};
    if (judge.role(request) != Role::control) {
        line.role = "read";
        line.result = "this token may look and not command";
        [[maybe_unused]] auto const kept = audit.write_refused(line);  // refused either way
        return refuse_with(403, line.result);
    }
    base::Result<ui::Command> command = base::Error{};
    {
        std::lock_guard const lock(mutex);
        if (!status) return refuse_with(503, "the window is starting");
        command = read_remote_command(request.body, *status, now);
    }
    if (!command) line.result = command.error().message;
    auto const kept = audit.write(line);
    // Who commanded what must be known afterwards: a command that cannot be written down is not carried out.
    if (!kept) return refuse_with(503, "the log of commands cannot be written: " + kept.error().message);
    if (!command) return refuse_with(400, line.result);
    setup.command(std::move(*command), request.from);
    return guarded({.status = 202, .body = "{}\n"});
}

base::Result<feeds::HttpSetup> read_listen_address(std::string const& text, std::string const& option) {
    feeds::HttpSetup setup;
    auto const colon = text.rfind(':');
    std::string const port = colon == std::string::npos ? text : text.substr(colon + 1);
    std::string host = colon == std::string::npos ? std::string{} : text.substr(0, colon);
    if (host.size() > 2 && host.front() == '[') host = host.substr(1, host.size() - 2);
    if (!host.empty()) setup.host = host;
    auto const [end, error] = std::from_chars(port.data(), port.data() + port.size(), setup.port);
    bool const whole = error == std::errc{} && end == port.data() + port.size();
    if (whole && setup.port >= 0 && setup.port <= 65535) return setup;
    return base::Error{option + ": '" + text + "' is not an address and port like 127.0.0.1:8735",
                       base::ErrorKind::usage};
}

base::Result<std::unique_ptr<Remote>> Remote::start(RemoteSetup setup) {
    auto server = read_listen_address(setup.address, "--remote");
    if (!server) return server.error();
    if (setup.token.empty() && !feeds::listens_locally(server->host)) {
        return base::Error{"--remote " + setup.address + " can be reached from other machines; it needs --remote-token",
                           base::ErrorKind::usage};
    }
    if (!setup.token.empty() && setup.token == setup.read_token) {
        return base::Error{"the token for reading is the one for commanding", base::ErrorKind::usage};
    }
    auto state = std::make_unique<State>(std::move(setup));
    server->secret = state->setup.token;
    server->routes = state->routes();
    server->longest_body = 8 * 1024;
    server->workers = kWorkers;
    auto started = feeds::HttpServer::start(std::move(*server));
    if (!started) return started.error();
    state->server = std::move(*started);
    return std::unique_ptr<Remote>(new Remote(std::move(state)));
}

Remote::Remote(std::unique_ptr<State> state) : state_(std::move(state)) {}
Remote::~Remote() {
    {
        std::lock_guard const lock(state_->mutex);
        state_->closes = true;  // the server waits for all that it has begun to answer
    }
    state_->tells.notify_all();
}

std::string Remote::url() const { return state_->server->url(); }

void Remote::publish(RemoteStatus status) {
    std::lock_guard const lock(state_->mutex);
    state_->status = std::move(status);
}

bool Remote::wants_picture() const {
    Steady::rep const looked = state_->looked;
    return looked != 0 && Steady::now() - Steady::time_point(Steady::duration(looked)) < kStillLooking;
}

bool Remote::wants_screen() const {
    std::lock_guard const lock(state_->mutex);
    return state_->waiting > 0;
}

void Remote::tell(RemoteScreen screen) {
    {
        std::lock_guard const lock(state_->mutex);
        state_->screen = std::move(screen);
        ++state_->told;
    }
    state_->tells.notify_all();
}

void Remote::show(std::shared_ptr<base::Image const> picture) {
    std::lock_guard const lock(state_->mutex);
    state_->picture = std::move(picture);
    ++state_->version;
}

}  // namespace app
