#include "base/time.h"

#include <chrono>
#include <cstdio>
#include <optional>

namespace base {
namespace {

constexpr int kChinaMinutes = 8 * 60;

/// Reads a text from the left; each step says whether it was there.
struct Cursor {
    std::string_view rest;

    bool take(char c) {
        if (rest.empty() || rest.front() != c) return false;
        rest.remove_prefix(1);
        return true;
    }
    std::optional<int> digits(std::size_t count) {
        if (rest.size() < count) return {};
        int value = 0;
        for (std::size_t i = 0; i < count; ++i) {
            if (rest[i] < '0' || rest[i] > '9') return {};
            value = value * 10 + (rest[i] - '0');
        }
        rest.remove_prefix(count);
        return value;
    }
};

std::optional<std::chrono::sys_days> read_date(Cursor& in) {
    auto const year = in.digits(4);
    if (!year || !in.take('-')) return {};
    auto const month = in.digits(2);
    if (!month || !in.take('-')) return {};
    auto const day = in.digits(2);
    if (!day) return {};
    std::chrono::year_month_day const date{std::chrono::year{*year}, std::chrono::month{static_cast<unsigned>(*month)},
                                           std::chrono::day{static_cast<unsigned>(*day)}};
    if (!date.ok()) return {};
    return std::chrono::sys_days{date};
}

/// Milliseconds from the first fractional digits; further ones are cut off.
std::optional<int> read_fraction(Cursor& in) {
    int value = 0;
    int scale = 100;
    bool any = false;
    while (auto const digit = in.digits(1)) {
        value += *digit * scale;
        scale /= 10;
        any = true;
    }
    if (!any) return {};
    return value;
}

/// Milliseconds since midnight.
std::optional<std::int64_t> read_clock(Cursor& in) {
    auto const hour = in.digits(2);
    if (!hour || *hour > 23 || !in.take(':')) return {};
    auto const minute = in.digits(2);
    if (!minute || *minute > 59) return {};
    std::int64_t ms = (*hour * 60 + *minute) * std::int64_t{60000};
    if (in.take(':')) {
        auto const second = in.digits(2);
        if (!second || *second > 59) return {};
        ms += *second * 1000;
        if (in.take('.')) {
            auto const fraction = read_fraction(in);
            if (!fraction) return {};
            ms += *fraction;
        }
    }
    return ms;
}

/// Minutes east of Greenwich.
std::optional<int> read_zone(Cursor& in) {
    if (in.rest.empty()) return kChinaMinutes;
    if (in.take('Z') || in.take('z')) return 0;
    int const sign = in.take('+') ? 1 : in.take('-') ? -1 : 0;
    if (sign == 0) return {};
    auto const hours = in.digits(2);
    if (!hours || *hours > 14) return {};
    int minutes = 0;
    if (!in.rest.empty()) {
        in.take(':');
        auto const read = in.digits(2);
        if (!read || *read > 59) return {};
        minutes = *read;
    }
    return sign * (*hours * 60 + minutes);
}

std::optional<std::int64_t> read_time(Cursor in) {
    auto const date = read_date(in);
    if (!date) return {};
    std::int64_t clock = 0;
    if (in.take('T') || in.take('t') || in.take(' ')) {
        auto const read = read_clock(in);
        if (!read) return {};
        clock = *read;
    }
    auto const zone = read_zone(in);
    if (!zone || !in.rest.empty()) return {};
    return std::chrono::duration_cast<std::chrono::milliseconds>(date->time_since_epoch()).count() + clock -
           *zone * std::int64_t{60000};
}

}  // namespace

Result<std::int64_t> parse_time(std::string_view text) {
    if (auto const time = read_time({text})) return *time;
    std::string message = "\"";
    message.append(text).append("\" is not a time; it is written 2026-06-21T16:30+08:00");
    return Error{std::move(message), ErrorKind::usage};
}

std::string format_time(std::int64_t utc_ms) {
    using namespace std::chrono;
    sys_time<milliseconds> const time{milliseconds{utc_ms} + minutes{kChinaMinutes}};
    auto const day = floor<days>(time);
    year_month_day const date{day};
    hh_mm_ss const clock{time - day};
    char text[64];
    int length = std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02d", int{date.year()},
                               unsigned{date.month()}, unsigned{date.day()}, static_cast<int>(clock.hours().count()),
                               static_cast<int>(clock.minutes().count()), static_cast<int>(clock.seconds().count()));
    std::string out(text, static_cast<std::size_t>(length));
    if (auto const ms = clock.subseconds().count(); ms != 0) {
        length = std::snprintf(text, sizeof text, ".%03d", static_cast<int>(ms));
        out.append(text, static_cast<std::size_t>(length));
    }
    return out + "+08:00";
}

}  // namespace base
