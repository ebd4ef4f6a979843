#include "tests/support/rtsp_server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <fstream>
#include <iterator>

namespace test_support {
namespace {

constexpr std::size_t kPacket = 188, kTogether = 7;  // of a transport stream; in one RTP packet
constexpr std::uint8_t kPayloadTs = 33;

std::string header(std::string const& request, std::string const& name) {
    std::size_t const at = request.find("\r\n" + name + ": ");
    if (at == std::string::npos) return {};
    std::size_t const begin = at + name.size() + 4;
    return request.substr(begin, request.find("\r\n", begin) - begin);
}

bool send_all(int client, std::string const& bytes) {
    for (std::size_t sent = 0; sent < bytes.size();) {
        ssize_t const n = ::send(client, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
        if (n <= 0) return false;
        sent += static_cast<std::size_t>(n);
    }
    return true;
}

/// RTP in the connection itself: '$', channel, length; then version, type, number, time, source.
std::string rtp(std::uint16_t number, std::uint32_t time, std::string_view payload) {
    std::size_t const size = 12 + payload.size();
    auto const part = [](std::uint64_t value, int shift) { return static_cast<char>(value >> shift & 0xFF); };
    std::string out{'$', 0, part(size, 8), part(size, 0), static_cast<char>(0x80), static_cast<char>(kPayloadTs)};
    for (int const shift : {8, 0}) out.push_back(part(number, shift));
    for (int const shift : {24, 16, 8, 0}) out.push_back(part(time, shift));
    return out.append("\0\0\0\1", 4).append(payload);
}

}  // namespace

RtspServer::RtspServer(RtspSetup setup) : setup_(std::move(setup)) {
    std::ifstream in(setup_.film, std::ios::binary);
    film_.assign(std::istreambuf_iterator<char>(in), {});
    listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    int const yes = 1;
    ::setsockopt(listener_, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(static_cast<std::uint16_t>(setup_.port));
    socklen_t size = sizeof address;
    auto* const any = reinterpret_cast<sockaddr*>(&address);
    if (::bind(listener_, any, size) != 0 || ::listen(listener_, 8) != 0) return;
    ::getsockname(listener_, any, &size);
    port_ = ntohs(address.sin_port);
    accepting_ = std::thread([this] { accept_clients(); });
}

RtspServer::~RtspServer() {
    stop_ = true;
    if (accepting_.joinable()) accepting_.join();
    {
        std::lock_guard const lock(mutex_);
        for (int const client : clients_) ::shutdown(client, SHUT_RDWR);
    }
    for (std::thread& thread : threads_) thread.join();
    for (int const client : clients_) ::close(client);
    ::close(listener_);
}

std::vector<std::string> RtspServer::asked() const {
    std::lock_guard const lock(mutex_);
    return asked_;
}

void RtspServer::accept_clients() {
    while (!stop_) {
        pollfd wait{listener_, POLLIN, 0};
        if (::poll(&wait, 1, 20) <= 0) continue;
        int const client = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
        if (client < 0) continue;
        std::lock_guard const lock(mutex_);
        clients_.push_back(client);
        threads_.emplace_back([this, client] { serve(client); });
    }
}

void RtspServer::serve(int client) {
    std::string heard;
    std::array<char, 4096> bytes{};
    bool play = false;
    while (!stop_ && !play) {
        ssize_t const got = ::recv(client, bytes.data(), bytes.size(), 0);
        if (got <= 0) break;
        heard.append(bytes.data(), static_cast<std::size_t>(got));
        for (std::size_t end = 0; (end = heard.find("\r\n\r\n")) != std::string::npos && !play;) {
            if (!answer(client, heard.substr(0, end + 4), play)) break;
            heard.erase(0, end + 4);
        }
    }
    if (play && !setup_.silent_after_play) send_film(client);
    // Whoever was promised pictures and gets none waits on an open connection.
    while (play && setup_.silent_after_play && !stop_ && ::recv(client, bytes.data(), bytes.size(), 0) > 0) {}
    ::shutdown(client, SHUT_RDWR);
}

bool RtspServer::answer(int client, std::string const& request, bool& play) {
    std::string const method = request.substr(0, request.find(' '));
    {
        std::lock_guard const lock(mutex_);
        asked_.push_back(method);
    }
    std::string status = "200 OK", headers, body;
    bool const free = method == "OPTIONS" || setup_.password.empty();
    if (!free && header(request, "Authorization").empty()) {
        status = "401 Unauthorized";
        headers = "WWW-Authenticate: Basic realm=\"film\"\r\n";
    } else if (method == "OPTIONS") {
        headers = "Public: OPTIONS, DESCRIBE, SETUP, PLAY, TEARDOWN\r\n";
    } else if (method == "DESCRIBE") {
        body =
            "v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\ns=film\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
            "m=video 0 RTP/AVP 33\r\na=control:streamid=0\r\n";
        headers = "Content-Type: application/sdp\r\n";
    } else if (method == "SETUP") {
        headers = "Session: 1\r\nTransport: RTP/AVP/TCP;unicast;interleaved=0-1\r\n";
    } else if (method == "PLAY") {
        headers = "Session: 1\r\n";
        play = true;
    }
    return send_all(client, "RTSP/1.0 " + status + "\r\nCSeq: " + header(request, "CSeq") + "\r\n" + headers +
                                "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
}

void RtspServer::send_film(int client) {
    using Clock = std::chrono::steady_clock;
    std::size_t const step = kPacket * kTogether, steps = (film_.size() + step - 1) / std::max<std::size_t>(step, 1);
    auto const each =
        std::chrono::duration<double>(setup_.seconds / static_cast<double>(std::max<std::size_t>(steps, 1)));
    auto next = Clock::now();
    std::uint16_t number = 0;
    do {
        for (std::size_t i = 0; i < steps && !stop_; ++i) {
            auto const time = static_cast<std::uint32_t>(number * each.count() * 90000);
            if (!send_all(client, rtp(number++, time, std::string_view(film_).substr(i * step, step)))) return;
            std::this_thread::sleep_until(next += std::chrono::duration_cast<Clock::duration>(each));
        }
    } while (setup_.repeat && !stop_ && steps > 0);
}

}  // namespace test_support
