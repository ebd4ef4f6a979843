// The connections a server of this process has accepted. cpp-httplib does not tell them, the system does.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <map>

namespace feeds {

class HttpConnections {
public:
    explicit HttpConnections(int port) : port_(port) {}

    /// All of them stop sending and receiving; whoever serves them comes to an end.
    void cut_all() const;
    /// Those that were there in a call so long ago: who sends a byte now and then would hold a thread for ever.
    void cut_older_than(std::chrono::seconds age);

private:
    int port_;
    std::map<ino_t, std::chrono::steady_clock::time_point> first_seen_;
};

}  // namespace feeds
