// Times as feeds write them (DOMAIN 2); base::parse_time reads the ISO ones.
#include <array>
#include <charconv>
#include <cmath>
#include <optional>

#include "feeds/mapping.h"

namespace feeds {
namespace {

/// Epochs below this are seconds: as seconds it is the year 5138, as milliseconds March 1973.
constexpr double kMillisecondsFrom = 1e11;

std::string_view without_blanks(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

bool all_digits(std::string_view text) { return text.find_first_not_of("0123456789") == std::string_view::npos; }

/// "20231020", with "091912" and then milliseconds behind it, as "2023-10-20T09:19:12.000".
std::optional<base::UtcMs> read_compact(std::string_view digits) {
    std::string iso;
    constexpr std::array<char, 14> kBefore{0, 0, 0, 0, '-', 0, '-', 0, 'T', 0, ':', 0, ':', 0};
    for (std::size_t i = 0; i < digits.size(); ++i) {
        if (i < kBefore.size() && kBefore[i] != 0) iso += kBefore[i];
        if (i == 14) iso += '.';
        iso += digits[i];
    }
    auto const time = base::parse_time(iso);
    return time ? std::optional(*time) : std::nullopt;
}

std::optional<base::UtcMs> read_epoch(std::string_view text) {
    double value = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(value)) return {};
    double const ms = std::abs(value) < kMillisecondsFrom ? value * 1000 : value;
    if (std::abs(ms) > 8.64e15) return {};
    return std::llround(ms);
}

/// The malformed ones: a space after the T, slashes, an interval of which the beginning is meant.
std::optional<base::UtcMs> read_mended(std::string_view text) {
    std::string mended;
    for (std::size_t i = 0; i < text.size(); ++i) {
        char const c = text[i];
        if (c == ' ' && i > 0 && (text[i - 1] == 'T' || text[i - 1] == ' ')) continue;
        if (c == ' ' && i > 11 && (i + 1 == text.size() || text[i + 1] == '+' || text[i + 1] == 'Z')) continue;
        bool const date_slash = c == '/' && (i == 4 || i == 7);
        if (c == '/' && !date_slash) break;
        mended += date_slash ? '-' : c;
    }
    auto const time = base::parse_time(mended);
    return time ? std::optional(*time) : std::nullopt;
}

}  // namespace

base::Result<base::UtcMs> parse_feed_time(std::string_view given) {
    std::string_view const text = without_blanks(given);
    std::optional<base::UtcMs> time;
    if (auto const iso = text.size() >= 10 && text[4] == '-' ? base::parse_time(text) : base::Error{}; iso) return *iso;
    bool const digits = !text.empty() && all_digits(text);
    if (digits && (text.size() == 8 || text.size() == 14 || text.size() == 17)) {
        time = read_compact(text);
    } else if (digits || text.find_first_not_of("0123456789.-+eE") == std::string_view::npos) {
        time = read_epoch(text);
    } else {
        time = read_mended(text);
    }
    if (time) return *time;
    std::string message = "\"";
    message.append(given.substr(0, 64));
    message += "\" is not a time; known are ISO 8601, seconds or milliseconds since 1970 and YYYYMMDDhhmmss";
    return base::Error{std::move(message)};
}

}  // namespace feeds
