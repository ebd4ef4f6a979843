#include "feeds/http_server.h"

#include <arpa/inet.h>
#include <httplib.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <optional>
#include <thread>
#include <type_traits>

#include "feeds/http_auth.h"
#include "feeds/http_connections.h"
#include "feeds/http_workers.h"
#include "feeds/transport_tools.h"
#include "twin/text.h"

namespace feeds {
namespace {

constexpr int kBacklog = 512;

/// `enqueue` gives nothing in cpp-httplib 0.11 and a bool in later ones.
using Enqueued = decltype(std::declval<httplib::TaskQueue&>().enqueue(std::function<void()>{}));

class Line : public httplib::TaskQueue {
public:
    explicit Line(HttpWorkers& workers) : workers_(workers) {}
    Enqueued enqueue(std::function<void()> job) override {
        workers_.push(std::move(job));
        return Enqueued(true);  // a cast to void where nothing is given
    }
    void shutdown() override { workers_.join(); }

private:
    HttpWorkers& workers_;
};

HttpReply failure(int status, std::string const& reason) {
    return {.status = status, .body = "{\"error\":\"" + reason + "\"}\n", .headers = {}};
}

HttpReply refused_for_secret() {
    HttpReply reply = failure(401, "the secret is missing or wrong");
    reply.headers.emplace_back("WWW-Authenticate", "Bearer");
    return reply;
}

HttpRequest request_head(httplib::Request const& given) {
    HttpRequest request{.method = given.method, .path = given.path, .from = given.remote_addr};
    for (auto const& [name, value] : given.params) request.query.emplace(name, value);
    for (auto const& [name, value] : given.headers) request.headers.emplace(twin::lower(name), value);
    return request;
}

std::string header(HttpRequest const& request, std::string const& name) {
    auto const found = request.headers.find(name);
    return found == request.headers.end() ? std::string{} : found->second;
}

void write_reply(HttpReply const& reply, httplib::Response& response) {
    response.status = reply.status;
    for (auto const& [name, value] : reply.headers) response.set_header(name, value);
    if (!reply.stream) {
        response.set_content(reply.body, reply.type);
        return;
    }
    response.set_chunked_content_provider(reply.type, [stream = reply.stream](std::size_t, httplib::DataSink& sink) {
        std::string more;
        bool const goes_on = stream(more);
        if (!more.empty() && !sink.write(more.data(), more.size())) return false;
        if (!goes_on) sink.done();
        return true;
    });
}

/// An address of this machine only, or the one name that always means it. Other names are for others to choose, also
/// those that begin with "127.".
bool is_loopback(std::string const& host) {
    if (twin::lower(host) == "localhost") return true;
    in_addr four{};
    if (inet_pton(AF_INET, host.c_str(), &four) == 1) return ntohl(four.s_addr) >> 24 == 127;
    in6_addr six{};
    return inet_pton(AF_INET6, host.c_str(), &six) == 1 && IN6_IS_ADDR_LOOPBACK(&six);
}

/// `host` as in the header: a port may follow, and IPv6 stands in brackets.
bool is_this_machine(std::string const& host) {
    bool const in_brackets = host.starts_with('[');
    if (in_brackets && host.find(']') == std::string::npos) return false;
    std::size_t const end = std::min(host.find(in_brackets ? ']' : ':'), host.size());
    std::string_view const port = std::string_view(host).substr(end + (in_brackets ? 1 : 0));
    if (!port.empty() && !port.starts_with(':')) return false;
    if (port.find_first_not_of("0123456789", 1) != std::string_view::npos) return false;
    return is_loopback(in_brackets ? host.substr(1, end - 1) : host.substr(0, end));
}

bool matches(HttpRoute const& route, std::string const& path) {
    if (!route.path.ends_with('*')) return path == route.path;
    return path.starts_with(std::string_view(route.path).substr(0, route.path.size() - 1));
}

/// cpp-httplib would share the port with other processes that ask for it (SO_REUSEPORT): the messages of one feed would
/// go to two programs by turns.
void own_the_port(int socket) {
    int const yes = 1;
    setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
}

}  // namespace

struct HttpServer::State {
    explicit State(HttpSetup given) : setup(std::move(given)), workers(setup.workers, setup.waiting) {}

    HttpSetup setup;
    int port = 0;
    int socket = -1;  ///< that listens
    httplib::Server server;
    HttpWorkers workers;
    std::thread listener;
    std::jthread watch;  ///< ends before what it looks at

    void configure();
    void watch_ages(std::stop_token const& stop) const;
    void serve(httplib::Request const& given, httplib::Response& response, httplib::ContentReader const* body);
    HttpReply reply(httplib::Request const& given, httplib::ContentReader const* body) const;
    std::optional<HttpReply> refuse_strangers(HttpRequest const& request, std::string const& secret) const;
    bool read_body(httplib::ContentReader const& body, std::string& into) const;
};

void HttpServer::State::configure() {
    server.new_task_queue = [this] { return new Line(workers); };
    server.set_socket_options([this](int made) {
        own_the_port(made);
        socket = made;
    });
    server.set_tcp_nodelay(true);
    server.set_keep_alive_max_count(1);
    server.set_keep_alive_timeout(1);
    server.set_read_timeout(setup.stall_s);
    server.set_write_timeout(setup.stall_s);
    auto const without_body = [this](httplib::Request const& given, httplib::Response& response) {
        serve(given, response, nullptr);
    };
    auto const with_body = [this](httplib::Request const& given, httplib::Response& response,
                                  httplib::ContentReader const& body) { serve(given, response, &body); };
    server.Get(".*", without_body);
    server.Post(".*", with_body);
}

void HttpServer::State::watch_ages(std::stop_token const& stop) const {
    HttpConnections connections(port);
    std::chrono::seconds const longest{setup.longest_s};
    while (pause(stop, std::chrono::milliseconds(longest) / 10)) connections.cut_older_than(longest);
}

void HttpServer::State::serve(httplib::Request const& given, httplib::Response& response,
                              httplib::ContentReader const* body) {
    try {
        write_reply(reply(given, body), response);
    } catch (std::exception const&) {
        write_reply(failure(500, "the answer could not be made"), response);
    }
}

HttpReply HttpServer::State::reply(httplib::Request const& given, httplib::ContentReader const* body) const {
    HttpRequest request = request_head(given);
    std::string const method = body ? "POST" : "GET";
    HttpRoute const* route = nullptr;
    bool path_known = false;
    for (HttpRoute const& candidate : setup.routes) {
        if (!matches(candidate, request.path)) continue;
        path_known = true;
        if (!route && candidate.method == method) route = &candidate;
    }
    if (route && route->path.ends_with('*')) request.rest = request.path.substr(route->path.size() - 1);
    bool const judges_itself = route && route->admits;
    std::string secret = route && route->secret ? route->secret(request) : std::string{};
    if (secret.empty() && !judges_itself) secret = setup.secret;
    if (judges_itself && !route->admits(request)) return refused_for_secret();
    if (!judges_itself) {
        if (auto refused = refuse_strangers(request, secret)) return *std::move(refused);
    }
    if (!route) return path_known ? failure(405, "not with this method") : failure(404, "nothing is here");
    if (body && !read_body(*body, request.body)) return failure(400, "the body did not come in whole");
    if (request.body.size() > setup.longest_body) return failure(413, "the body is too long");
    bool const signed_body = !secret.empty() && !bearer_is(header(request, "authorization"), secret);
    if (signed_body && !signature_is(header(request, "x-signature"), request.body, secret)) {
        return failure(401, "the signature does not fit the body and the secret");
    }
    return route->answer(request);
}

/// Before any of the body is read. A signature can only be judged after.
std::optional<HttpReply> HttpServer::State::refuse_strangers(HttpRequest const& request,
                                                             std::string const& secret) const {
    if (secret.empty()) {
        if (!header(request, "origin").empty()) return failure(403, "not from a web page");
        if (!is_this_machine(header(request, "host"))) return failure(403, "not under this name without a secret");
        return std::nullopt;
    }
    if (bearer_is(header(request, "authorization"), secret)) return std::nullopt;
    if (request.method == "POST" && !header(request, "x-signature").empty()) return std::nullopt;
    return refused_for_secret();
}

/// At most one byte more than is allowed is kept, also of chunked and compressed bodies, whose length no header says.
bool HttpServer::State::read_body(httplib::ContentReader const& body, std::string& into) const {
    // The rest is read all the same, within reason: a sender who is cut off in the middle never sees the 413.
    std::size_t const patience = 8 * setup.longest_body;
    std::size_t seen = 0;
    bool const whole = body([&](char const* data, std::size_t size) {
        into.append(data, std::min(size, setup.longest_body + 1 - into.size()));
        seen += size;
        return seen <= patience;
    });
    return whole || into.size() > setup.longest_body;
}

bool listens_locally(std::string const& host) { return is_loopback(host); }

bool names_this_machine(std::string const& host_header) { return is_this_machine(host_header); }

base::Result<std::unique_ptr<HttpServer>> HttpServer::start(HttpSetup setup) {
    if (setup.secret.empty() && !listens_locally(setup.host)) {
        return base::Error{"listening on " + setup.host + " needs a secret: whoever reaches this port could post"};
    }
    auto state = std::make_unique<State>(std::move(setup));
    state->configure();
    std::string const& host = state->setup.host;
    int const wanted = state->setup.port;
    if (wanted == 0) {
        state->port = state->server.bind_to_any_port(host);
    } else {
        state->port = state->server.bind_to_port(host, wanted) ? wanted : -1;
    }
    // cpp-httplib lets five connections wait, and the system then forgets one for a second or resets it.
    if (state->port > 0) listen(state->socket, kBacklog);
    if (state->port <= 0) {
        return base::Error{host + " port " + std::to_string(wanted) + ": cannot listen; is something else there?"};
    }
    state->listener = std::thread([server = &state->server] { server->listen_after_bind(); });
    state->watch = std::jthread([at = state.get()](std::stop_token const& stop) { at->watch_ages(stop); });
    // `stop` does nothing before that.
    while (!state->server.is_running()) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    return std::unique_ptr<HttpServer>(new HttpServer(std::move(state)));
}

HttpServer::HttpServer(std::unique_ptr<State> state) : state_(std::move(state)) {}

HttpServer::~HttpServer() {
    state_->workers.close();
    state_->server.stop();
    if (!state_->workers.wait_idle(std::chrono::milliseconds(500))) HttpConnections(state_->port).cut_all();
    state_->listener.join();
}

int HttpServer::port() const { return state_->port; }

std::string HttpServer::url() const {
    std::string const& host = state_->setup.host;
    bool const bare_ipv6 = host.find(':') != std::string::npos;
    return "http://" + (bare_ipv6 ? "[" + host + "]" : host) + ":" + std::to_string(state_->port);
}

HttpRoute ingest_route(std::function<IngestTarget(std::string const& feed)> const& find, Clock clock) {
    HttpRoute route{.method = "POST", .path = "/ingest/*", .answer = {}, .secret = {}};
    route.secret = [find](HttpRequest const& request) { return find(request.rest).secret; };
    route.answer = [find, clock](HttpRequest const& request) {
        Sink* const sink = find(request.rest).sink;
        if (!sink) return failure(404, "no such feed");
        Arrival arrival{.body = request.body, .topic = request.path, .position = {}, .received = clock()};
        if (sink->accept(std::move(arrival))) return HttpReply{.status = 202, .body = "{}\n", .headers = {}};
        HttpReply full = failure(503, "messages cannot be kept at present");
        full.headers.emplace_back("Retry-After", "5");
        return full;
    };
    return route;
}

}  // namespace feeds
