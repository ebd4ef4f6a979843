#include "feeds/http_client.h"

#include <curl/curl.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <utility>

namespace feeds {
namespace {

struct Incoming {
    HttpAnswer answer;
    std::size_t longest = 0;
    bool too_long = false;
    CURL* easy = nullptr;
    HttpCall const* call = nullptr;
    std::chrono::steady_clock::time_point last = std::chrono::steady_clock::now();

    bool silent() const {
        return call->take && std::chrono::steady_clock::now() - last > std::chrono::seconds(call->silent_s);
    }
};

long status_of(CURL* easy) {
    long status = 0;
    curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
    return status;
}

std::size_t take_body(char const* data, std::size_t one, std::size_t count, void* into) {
    auto& incoming = *static_cast<Incoming*>(into);
    std::size_t const size = one * count;
    incoming.last = std::chrono::steady_clock::now();
    if (incoming.call->take && status_of(incoming.easy) == 200) {
        return incoming.call->take(std::string_view(data, size)) ? size : 0;
    }
    if (incoming.answer.body.size() + size > incoming.longest) {
        incoming.too_long = true;
        return 0;  // ends the transfer
    }
    incoming.answer.body.append(data, size);
    return size;
}

std::size_t take_header(char const* data, std::size_t one, std::size_t count, void* into) {
    auto& headers = static_cast<Incoming*>(into)->answer.headers;
    std::string_view line(data, one * count);
    while (!line.empty() && (line.back() == '\r' || line.back() == '\n')) line.remove_suffix(1);
    if (line.starts_with("HTTP/")) headers.clear();  // what came before was a redirect's
    std::size_t const colon = line.find(':');
    if (colon == std::string_view::npos) return one * count;
    std::string name(line.substr(0, colon));
    std::transform(name.begin(), name.end(), name.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    std::string_view value = line.substr(colon + 1);
    while (!value.empty() && value.front() == ' ') value.remove_prefix(1);
    headers[std::move(name)] = value;
    return one * count;
}

}  // namespace

std::string HttpAnswer::header(std::string const& name) const {
    auto const found = headers.find(name);
    return found == headers.end() ? std::string{} : found->second;
}

std::int64_t HttpAnswer::retry_after_s() const {
    std::string const text = header("retry-after");
    std::int64_t seconds = 0;
    std::from_chars(text.data(), text.data() + text.size(), seconds);
    return std::clamp<std::int64_t>(seconds, 0, 3600);
}

struct HttpClient::State {
    explicit State(HttpAccess given) : access(std::move(given)) {}
    ~State() {
        curl_easy_cleanup(easy);
        curl_multi_cleanup(multi);
    }

    HttpAccess access;
    CURL* easy = curl_easy_init();
    CURLM* multi = curl_multi_init();

    void set_limits(HttpCall const& what) const;
    void set_access() const;
    CURLcode perform(Incoming const& incoming, std::stop_token const& stop) const;
};

void HttpClient::State::set_limits(HttpCall const& what) const {
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT, 5L);
    curl_easy_setopt(easy, CURLOPT_TIMEOUT, long{what.longest_s});
    if (!what.take) {
        curl_easy_setopt(easy, CURLOPT_LOW_SPEED_LIMIT, 100L);
        curl_easy_setopt(easy, CURLOPT_LOW_SPEED_TIME, 10L);
    }
    curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 1L);
    curl_easy_setopt(easy, CURLOPT_MAXREDIRS, 3L);
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(easy, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(easy, CURLOPT_PROXY, "");  // else the environment would decide
    // What comes bit by bit must not wait in a compressor.
    if (!what.take) curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, "");
}

void HttpClient::State::set_access() const {
    if (!access.ca_file.empty()) curl_easy_setopt(easy, CURLOPT_CAINFO, access.ca_file.c_str());
    if (!access.user.empty()) {
        curl_easy_setopt(easy, CURLOPT_HTTPAUTH, CURLAUTH_BASIC | CURLAUTH_DIGEST);
        curl_easy_setopt(easy, CURLOPT_USERNAME, access.user.c_str());
        curl_easy_setopt(easy, CURLOPT_PASSWORD, access.secret.c_str());
    } else if (!access.secret.empty()) {
        curl_easy_setopt(easy, CURLOPT_HTTPAUTH, CURLAUTH_BEARER);
        curl_easy_setopt(easy, CURLOPT_XOAUTH2_BEARER, access.secret.c_str());
    }
}

CURLcode HttpClient::State::perform(Incoming const& incoming, std::stop_token const& stop) const {
    std::stop_callback const wake(stop, [this] { curl_multi_wakeup(multi); });
    curl_multi_add_handle(multi, easy);
    int running = 1;
    while (running > 0 && !stop.stop_requested() && !incoming.silent()) {
        curl_multi_perform(multi, &running);
        if (running > 0) curl_multi_poll(multi, nullptr, 0, 1000, nullptr);
    }
    CURLcode result = CURLE_ABORTED_BY_CALLBACK;
    int left = 0;
    while (CURLMsg const* const message = curl_multi_info_read(multi, &left)) {
        if (message->msg == CURLMSG_DONE) result = message->data.result;
    }
    curl_multi_remove_handle(multi, easy);
    return result;
}

HttpClient::HttpClient(HttpAccess access) : state_(std::make_unique<State>(std::move(access))) {}

HttpClient::~HttpClient() = default;

HttpAnswer HttpClient::call(HttpCall const& what, std::stop_token const& stop) {
    CURL* const easy = state_->easy;
    curl_easy_reset(easy);
    state_->set_limits(what);
    state_->set_access();
    Incoming incoming{.answer = {}, .longest = what.longest_answer, .easy = easy, .call = &what};
    std::array<char, CURL_ERROR_SIZE> reason{};
    curl_slist* headers = nullptr;
    for (std::string const& header : what.headers) headers = curl_slist_append(headers, header.c_str());
    curl_easy_setopt(easy, CURLOPT_URL, what.url.c_str());
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, reason.data());
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, take_body);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, &incoming);
    curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, take_header);
    curl_easy_setopt(easy, CURLOPT_HEADERDATA, &incoming);
    if (!what.follow) curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
    if (what.post) {
        curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(what.body.size()));
        curl_easy_setopt(easy, CURLOPT_POSTFIELDS, what.body.data());
    }
    CURLcode const result = state_->perform(incoming, stop);
    curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, nullptr);
    curl_slist_free_all(headers);
    if (result == CURLE_OK) {
        incoming.answer.status = static_cast<int>(status_of(easy));
    } else if (incoming.silent()) {
        incoming.answer.problem = "nothing came for " + std::to_string(what.silent_s) + " s";
    } else if (incoming.too_long) {
        incoming.answer.problem = "the answer is longer than " + std::to_string(incoming.longest) + " bytes";
    } else {
        incoming.answer.problem = reason[0] != '\0' ? reason.data() : curl_easy_strerror(result);
    }
    return std::move(incoming.answer);
}

}  // namespace feeds
