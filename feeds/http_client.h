// Requests to HTTP servers, with limits on time and size, that end at once when asked to.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace feeds {

struct HttpAccess {
    std::string user;  ///< with it the secret is a password (Basic or Digest); without, a token (Bearer)
    std::string secret;
    std::string ca_file;  ///< empty: the system's
};

struct HttpCall {
    std::string url;
    bool post = false;
    bool follow = true;  ///< redirects; a POST that follows one arrives as a GET, without its body
    std::string body;
    std::vector<std::string> headers;  ///< "Name: value"
    std::size_t longest_answer = 64 * 1024 * 1024;
    /// For answers that do not end: each part of a 200's body as it comes, instead of `HttpAnswer::body`; false:
    /// enough.
    std::function<bool(std::string_view part)> take;
    int longest_s = 15;  ///< for all of it; 0: as long as it goes on
    int silent_s = 10;   ///< with `take`: how long nothing may come
};

struct HttpAnswer {
    int status = 0;       ///< 0: none came, and `problem` says why
    std::string problem;  ///< one sentence without secrets
    std::string body;
    std::map<std::string, std::string> headers;  ///< names in lower case

    std::string header(std::string const& name) const;
    /// Of Retry-After, in seconds; 0: not said.
    std::int64_t retry_after_s() const;
};

/// Keeps its connection from call to call. No proxy, three redirects at most, only HTTP and HTTPS.
class HttpClient {
public:
    explicit HttpClient(HttpAccess access);
    ~HttpClient();
    HttpClient(HttpClient const&) = delete;
    HttpClient& operator=(HttpClient const&) = delete;

    /// Connected within 5 s, done in time, and without `take` never slower than 100 bytes/s for 10 s.
    HttpAnswer call(HttpCall const& what, std::stop_token const& stop);

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace feeds
