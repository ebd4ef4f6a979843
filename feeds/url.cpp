#include "feeds/url.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace feeds {
namespace {

std::optional<int> hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return std::nullopt;
}

std::string quoted(std::string_view text) {
    std::string result = "'";
    result += text;
    return result += '\'';
}

/// A `%` that no two hexadecimal digits follow stands for itself.
std::string decode(std::string_view text) {
    std::string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
        auto const high = text[i] == '%' && i + 2 < text.size() ? hex_digit(text[i + 1]) : std::nullopt;
        auto const low = high ? hex_digit(text[i + 2]) : std::nullopt;
        if (low) {
            result += static_cast<char>(*high * 16 + *low);
            i += 2;
        } else {
            result += text[i];
        }
    }
    return result;
}

std::optional<std::int64_t> whole_number(std::string_view text) {
    std::int64_t value = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

void read_query(std::string_view text, Url& url) {
    while (!text.empty()) {
        std::string_view const pair = text.substr(0, text.find('&'));
        text.remove_prefix(std::min(pair.size() + 1, text.size()));
        std::size_t const equals = pair.find('=');
        if (pair.empty()) continue;
        url.query[decode(pair.substr(0, equals))] =
            equals == std::string_view::npos ? std::string{} : decode(pair.substr(equals + 1));
    }
}

base::Status read_port(std::string_view text, Url& url) {
    auto const port = whole_number(text);
    if (!port || *port < 1 || *port > 65535) {
        return base::Error{quoted(text) + " is no port: a number from 1 to 65535"};
    }
    url.port = static_cast<int>(*port);
    return base::done;
}

base::Status read_authority(std::string_view text, Url& url) {
    std::size_t const at = text.rfind('@');
    if (at != std::string_view::npos) {
        std::string_view const user = text.substr(0, at);
        if (user.find(':') != std::string_view::npos) {
            return base::Error{"a password in a URL can be read by anyone; give it by `secret`"};
        }
        url.user = decode(user);
        text.remove_prefix(at + 1);
    }
    if (text.starts_with('[')) {
        std::size_t const end = text.find(']');
        if (end == std::string_view::npos) return base::Error{"'[' without ']'"};
        url.host = text.substr(1, end - 1);
        text.remove_prefix(end + 1);
    } else {
        std::string_view const host = text.substr(0, text.find(':'));
        url.host = decode(host);
        text.remove_prefix(host.size());
    }
    if (text.empty()) return base::done;
    if (!text.starts_with(':')) return base::Error{quoted(text) + " after the host"};
    return read_port(text.substr(1), url);
}

}  // namespace

std::string Url::option(std::string const& name, std::string fallback) const {
    auto const found = query.find(name);
    return found == query.end() ? fallback : found->second;
}

base::Result<std::int64_t> Url::number(std::string const& name, std::int64_t fallback, std::int64_t least,
                                       std::int64_t most) const {
    auto const found = query.find(name);
    if (found == query.end()) return fallback;
    auto const value = whole_number(found->second);
    if (value && *value >= least && *value <= most) return *value;
    return base::Error{"'" + name + "' is '" + found->second + "', not a number from " + std::to_string(least) +
                       " to " + std::to_string(most)};
}

std::string Url::place() const {
    std::string result = scheme + ":";
    if (host.empty()) return result;
    bool const is_ipv6 = host.find(':') != std::string::npos;
    result.append("//").append(is_ipv6 ? "[" : "").append(host).append(is_ipv6 ? "]" : "");
    if (port != 0) result.append(":").append(std::to_string(port));
    return result;
}

base::Result<Url> parse_url(std::string_view text) {
    std::size_t const colon = text.find(':');
    if (colon == 0 || colon == std::string_view::npos) {
        return base::Error{quoted(text) + " is no URL: it has no scheme, such as file: or mqtt:"};
    }
    Url url;
    url.scheme = text.substr(0, colon);
    std::transform(url.scheme.begin(), url.scheme.end(), url.scheme.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    text.remove_prefix(colon + 1);
    std::size_t const question = text.find('?');
    if (question != std::string_view::npos) read_query(text.substr(question + 1), url);
    text = text.substr(0, question);
    if (text.starts_with("//")) {
        text.remove_prefix(2);
        std::size_t const slash = std::min(text.find('/'), text.size());
        if (auto const read = read_authority(text.substr(0, slash), url); !read) {
            return base::Error{url.scheme + ": " + read.error().message};
        }
        text.remove_prefix(slash);
    }
    url.path = decode(text);
    return url;
}

}  // namespace feeds
