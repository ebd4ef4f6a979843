// A small HTTP server: what platforms post to, and where `borough serve` answers.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "feeds/arrival.h"
#include "feeds/transport.h"

namespace feeds {

struct HttpRequest {
    std::string method;                          ///< "GET", "HEAD", "POST"
    std::string path;                            ///< decoded, without the query
    std::string rest;                            ///< what stood for the `*` of the route
    std::map<std::string, std::string> query;    ///< decoded; of a name given twice, the first
    std::map<std::string, std::string> headers;  ///< names in lower case
    std::string body;
    std::string from;  ///< address of the other side
};

struct HttpReply {
    int status = 200;
    std::string type = "application/json";
    std::string body;
    std::vector<std::pair<std::string, std::string>> headers;
    /// Instead of `body`: what comes bit by bit. Called again and again on one of the workers, which it holds; it may
    /// wait a second for something to say, and gives false when all has been said. (cpp-httplib compresses text for
    /// those who say they take it, and then holds it back: application/x-ndjson is sent as it is.)
    std::function<bool(std::string& more)> stream;
};

struct HttpRoute {
    std::string method;  ///< "GET" (answers HEAD too) or "POST"
    std::string path;    ///< "/health", or a prefix: "/ingest/*"
    /// Called on several threads at once. What it throws becomes status 500.
    std::function<HttpReply(HttpRequest const&)> answer;
    /// The secret this request must show, asked for before its body is read; empty or not set: that of the setup.
    std::function<std::string(HttpRequest const&)> secret;
    /// Instead of any secret: whether this request may be answered at all, judged before its body is read.
    std::function<bool(HttpRequest const&)> admits;
};

struct HttpSetup {
    std::string host = "127.0.0.1";
    int port = 0;        ///< 0: any that is free
    std::string secret;  ///< must not be empty where `host` is not this machine alone
    std::vector<HttpRoute> routes;
    std::size_t longest_body = kLongestMessage;  ///< longer ones are answered 413
    int workers = 8;                             ///< requests answered at once
    std::size_t waiting = 64;                    ///< connections taken on beyond those; the rest wait in the system
    int stall_s = 5;                             ///< a client that sends or takes nothing for this long is dropped
    int longest_s = 60;                          ///< and so is whoever takes longer than this altogether
};

/// Serves from `start` to destruction, which lets answers in the making go out for half a second. Connections carry one
/// request each: a client that holds one open holds no thread. Without a secret only this machine's own programs are
/// answered: not pages in its browser, and not names from elsewhere that lead here (DNS rebinding).
class HttpServer {
public:
    static base::Result<std::unique_ptr<HttpServer>> start(HttpSetup setup);
    ~HttpServer();
    HttpServer(HttpServer const&) = delete;
    HttpServer& operator=(HttpServer const&) = delete;

    int port() const;
    std::string url() const;  ///< "http://127.0.0.1:8080"

private:
    struct State;
    explicit HttpServer(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

/// Whether only this machine can reach a listener on `host`; else it needs a secret.
bool listens_locally(std::string const& host);

/// Whether a request was meant for this machine by a name that only this machine has: its Host header.
bool names_this_machine(std::string const& host_header);

/// Where the messages of a feed go and the secret they must show; `sink` null: no such feed.
struct IngestTarget {
    Sink* sink = nullptr;
    std::string secret;
};

/// POST /ingest/FEED: 202 once the message is safe, 503 with Retry-After where it cannot be kept, 404 for feeds that
/// are not there. `find` is called on several threads at once.
HttpRoute ingest_route(std::function<IngestTarget(std::string const& feed)> const& find, Clock clock);

}  // namespace feeds
