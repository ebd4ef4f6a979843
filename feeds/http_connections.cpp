#include "feeds/http_connections.h"

#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>

#include <charconv>
#include <filesystem>
#include <string>

namespace feeds {
namespace {

using Steady = std::chrono::steady_clock;

int own_port(int socket) {
    sockaddr_storage address{};
    socklen_t length = sizeof address;
    if (getsockname(socket, reinterpret_cast<sockaddr*>(&address), &length) != 0) return -1;
    if (address.ss_family == AF_INET) return ntohs(reinterpret_cast<sockaddr_in const&>(address).sin_port);
    if (address.ss_family == AF_INET6) return ntohs(reinterpret_cast<sockaddr_in6 const&>(address).sin6_port);
    return -1;
}

bool is_listening(int socket) {
    int listening = 1;
    socklen_t size = sizeof listening;
    return getsockopt(socket, SOL_SOCKET, SO_ACCEPTCONN, &listening, &size) != 0 || listening != 0;
}

/// A descriptor may be closed and be another socket's by the time `visit` has it: then that one is cut, and comes back
/// as after any other fault of the network. No copies of descriptors: closing one of a database's would give up its
/// locks (fcntl(2), F_SETLK).
template <class Visit>
void each_connection(int port, Visit const& visit) {
    std::error_code ignored;
    for (auto const& entry : std::filesystem::directory_iterator("/proc/self/fd", ignored)) {
        std::string const name = entry.path().filename().string();
        int socket = -1;
        std::from_chars(name.data(), name.data() + name.size(), socket);
        if (own_port(socket) == port && !is_listening(socket)) visit(socket);
    }
}

}  // namespace

void HttpConnections::cut_all() const {
    each_connection(port_, [](int socket) { shutdown(socket, SHUT_RDWR); });
}

void HttpConnections::cut_older_than(std::chrono::seconds age) {
    auto const now = Steady::now();
    std::map<ino_t, Steady::time_point> seen;
    each_connection(port_, [&](int socket) {
        struct stat status {};
        if (fstat(socket, &status) != 0) return;
        auto const known = first_seen_.find(status.st_ino);
        auto const since = known == first_seen_.end() ? now : known->second;
        seen.emplace(status.st_ino, since);
        if (now - since >= age) shutdown(socket, SHUT_RDWR);
    });
    first_seen_ = std::move(seen);
}

}  // namespace feeds
