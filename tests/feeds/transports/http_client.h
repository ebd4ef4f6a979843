// Requests of tests: whole ones, and connections that misbehave.
#pragma once

#include <chrono>
#include <map>
#include <string>
#include <vector>

namespace feeds_test {

struct Reply {
    int status = 0;  ///< 0: no answer came
    std::string body;
    std::map<std::string, std::string> headers;  ///< names in lower case
};

struct Ask {
    std::string method = "GET";
    std::string url;
    std::string body;
    std::vector<std::string> headers;  ///< "Name: value"
};
Reply ask(Ask const& what);

/// A TCP connection to this machine that sends what it is told and no more.
class RawConnection {
public:
    explicit RawConnection(int port);
    ~RawConnection();
    RawConnection(RawConnection const&) = delete;
    RawConnection& operator=(RawConnection const&) = delete;

    void send(std::string const& text);
    /// Until the other side closes, or so long.
    std::string read_all(std::chrono::milliseconds at_most);

private:
    int socket_ = -1;
};

}  // namespace feeds_test
