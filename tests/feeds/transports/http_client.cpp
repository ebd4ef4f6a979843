#include "tests/feeds/transports/http_client.h"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>

namespace feeds_test {
namespace {

std::size_t append(char const* data, std::size_t one, std::size_t count, void* into) {
    static_cast<std::string*>(into)->append(data, one * count);
    return one * count;
}

std::size_t keep_header(char const* data, std::size_t one, std::size_t count, void* into) {
    std::string line(data, one * count);
    while (!line.empty() && (line.back() == '\r' || line.back() == '\n')) line.pop_back();
    std::size_t const colon = line.find(": ");
    if (colon != std::string::npos) {
        std::string name = line.substr(0, colon);
        std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return std::tolower(c); });
        static_cast<Reply*>(into)->headers[name] = line.substr(colon + 2);
    }
    return one * count;
}

}  // namespace

Reply ask(Ask const& what) {
    Reply reply;
    CURL* const handle = curl_easy_init();
    curl_slist* headers = nullptr;
    for (std::string const& header : what.headers) headers = curl_slist_append(headers, header.c_str());
    curl_easy_setopt(handle, CURLOPT_URL, what.url.c_str());
    curl_easy_setopt(handle, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(handle, CURLOPT_TIMEOUT, 10L);
    curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, append);
    curl_easy_setopt(handle, CURLOPT_WRITEDATA, &reply.body);
    curl_easy_setopt(handle, CURLOPT_HEADERFUNCTION, keep_header);
    curl_easy_setopt(handle, CURLOPT_HEADERDATA, &reply);
    if (what.method == "POST") {
        curl_easy_setopt(handle, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(what.body.size()));
        curl_easy_setopt(handle, CURLOPT_POSTFIELDS, what.body.c_str());
    } else if (what.method == "HEAD") {
        curl_easy_setopt(handle, CURLOPT_NOBODY, 1L);
    }
    if (curl_easy_perform(handle) == CURLE_OK) {
        long status = 0;
        curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
        reply.status = static_cast<int>(status);
    }
    curl_slist_free_all(headers);
    curl_easy_cleanup(handle);
    return reply;
}

RawConnection::RawConnection(int port) : socket_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (connect(socket_, reinterpret_cast<sockaddr const*>(&address), sizeof address) != 0) {
        close(socket_);
        socket_ = -1;
    }
}

RawConnection::~RawConnection() {
    if (socket_ >= 0) close(socket_);
}

void RawConnection::send(std::string const& text) {
    [[maybe_unused]] ssize_t const sent = ::send(socket_, text.data(), text.size(), MSG_NOSIGNAL);
}

std::string RawConnection::read_all(std::chrono::milliseconds at_most) {
    auto const until = std::chrono::steady_clock::now() + at_most;
    std::string text;
    while (true) {
        auto const left = std::chrono::ceil<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
        pollfd wait{.fd = socket_, .events = POLLIN, .revents = 0};
        if (left.count() <= 0 || poll(&wait, 1, static_cast<int>(left.count())) <= 0) return text;
        std::array<char, 4096> buffer{};
        ssize_t const got = recv(socket_, buffer.data(), buffer.size(), 0);
        if (got <= 0) return text;
        text.append(buffer.data(), static_cast<std::size_t>(got));
    }
}

}  // namespace feeds_test
