// Times in the formats a mapping names, in zones other than China's.
#include <array>
#include <cctype>
#include <charconv>
#include <chrono>
#include <cmath>

#include "feeds/mapping_reading.h"

namespace feeds {
namespace {

using namespace std::chrono;

std::optional<int> take_digits(std::string_view& text, std::size_t most) {
    std::size_t length = 0;
    int value = 0;
    while (length < most && length < text.size() && text[length] >= '0' && text[length] <= '9')
        value = value * 10 + (text[length++] - '0');
    if (length == 0) return {};
    text.remove_prefix(length);
    return value;
}

bool take(std::string_view& text, std::string_view word) {
    if (!text.starts_with(word)) return false;
    text.remove_prefix(word.size());
    return true;
}

/// Local milliseconds since 1970 by a format of %Y %m %d %H %I %M %S %f %p; other characters stand for themselves.
std::optional<std::int64_t> read_format(std::string_view text, std::string_view format) {
    int y = 1970, mo = 1, d = 1, h = 0, mi = 0, s = 0, ms = 0;
    bool pm = false;
    bool twelve = false;
    for (std::size_t i = 0; i < format.size(); ++i) {
        if (format[i] != '%' || i + 1 == format.size()) {
            if (!take(text, format.substr(i, 1))) return {};
            continue;
        }
        char const what = format[++i];
        if (what == 'p') {
            pm = take(text, "PM") || take(text, "pm");
            if (!pm && !take(text, "AM") && !take(text, "am")) return {};
            continue;
        }
        std::size_t const before = text.size();
        auto const read = take_digits(text, what == 'Y' ? 4 : what == 'f' ? 9 : 2);
        if (!read) return {};
        switch (what) {
            case 'Y': y = *read; break;
            case 'm': mo = *read; break;
            case 'd': d = *read; break;
            case 'H': h = *read; break;
            case 'I':
                h = *read;
                twelve = true;
                break;
            case 'M': mi = *read; break;
            case 'S': s = *read; break;
            case 'f':
                ms = static_cast<int>(*read * std::pow(10.0, 3.0 - static_cast<double>(before - text.size())));
                break;
            default: return {};
        }
    }
    if (twelve && (h < 1 || h > 12)) return {};
    if (twelve) h = h % 12 + (pm ? 12 : 0);
    year_month_day const date{year{y}, month{static_cast<unsigned>(mo)}, day{static_cast<unsigned>(d)}};
    if (!text.empty() || !date.ok() || h > 23 || mi > 59 || s > 59) return {};
    return (sys_days{date}.time_since_epoch().count() * std::int64_t{86400} + h * 3600 + mi * 60 + s) * 1000 + ms;
}

/// "M3.2.0": month, week of it (5: the last), weekday (0: Sunday); at two in the morning, local time.
struct Switch {
    unsigned month = 1, week = 1, weekday = 0;

    std::int64_t local_ms(year y) const {
        std::chrono::weekday const w{weekday};
        sys_days const date = week == 5 ? sys_days{y / std::chrono::month{month} / w[last]}
                                        : sys_days{y / std::chrono::month{month} / w[week]};
        return (date.time_since_epoch().count() * std::int64_t{24} + 2) * 3600 * 1000;
    }
};

std::optional<Switch> read_switch(std::string_view& text) {
    if (!take(text, ",M")) return {};
    auto const m = take_digits(text, 2);
    if (!m || !take(text, ".")) return {};
    auto const w = take_digits(text, 1);
    if (!w || !take(text, ".")) return {};
    auto const d = take_digits(text, 1);
    if (!d || *m < 1 || *m > 12 || *w < 1 || *w > 5 || *d > 6) return {};
    return Switch{static_cast<unsigned>(*m), static_cast<unsigned>(*w), static_cast<unsigned>(*d)};
}

}  // namespace

std::optional<ZoneRule> read_zone_rule(std::string_view text) {
    ZoneRule rule;
    if (!text.empty() && (text[0] == '+' || text[0] == '-')) {
        int const sign = text[0] == '-' ? -1 : 1;
        text.remove_prefix(1);
        auto const hours = take_digits(text, 2);
        take(text, ":");
        auto const minutes = text.empty() ? std::optional(0) : take_digits(text, 2);
        if (!hours || *hours > 14 || !minutes || !text.empty()) return {};
        rule.minutes = sign * (*hours * 60 + *minutes);
        return rule;
    }
    while (!text.empty() && std::isalpha(static_cast<unsigned char>(text[0]))) text.remove_prefix(1);
    int const sign = take(text, "-") ? 1 : -1;
    auto const hours = take_digits(text, 2);
    if (!hours || *hours > 14) return {};
    rule.minutes = sign * *hours * 60;
    if (text.empty()) return rule;
    while (!text.empty() && std::isalpha(static_cast<unsigned char>(text[0]))) text.remove_prefix(1);
    auto const begin = read_switch(text);
    auto const end = read_switch(text);
    if (!begin || !end || !text.empty()) return {};
    rule.summer = {begin->month, begin->week, begin->weekday, end->month, end->week, end->weekday};
    rule.has_summer = true;
    return rule;
}

std::int64_t to_utc(std::int64_t local_ms, ZoneRule const& zone) {
    std::int64_t const standard = local_ms - zone.minutes * std::int64_t{60000};
    if (!zone.has_summer) return standard;
    year const y = year_month_day{floor<days>(sys_time<milliseconds>{milliseconds{local_ms}})}.year();
    std::int64_t const begin = Switch{zone.summer[0], zone.summer[1], zone.summer[2]}.local_ms(y);
    std::int64_t const end = Switch{zone.summer[3], zone.summer[4], zone.summer[5]}.local_ms(y);
    bool const north = begin < end;
    bool const summer = north ? local_ms >= begin && local_ms < end : local_ms >= begin || local_ms < end;
    return standard - (summer ? 3600 * 1000 : 0);
}

std::optional<base::UtcMs> read_time(std::string_view text, std::string const& format, std::string const& zone) {
    constexpr std::int64_t kChinaMs = 8 * 3600 * 1000;
    std::optional<std::int64_t> local;
    if (format == "s" || format == "ms") {
        double value = 0;
        auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
        if (error != std::errc{} || end != text.data() + text.size()) return {};
        double const ms = format == "s" ? value * 1000 : value;
        if (!(std::abs(ms) < 8.64e15)) return {};
        return std::llround(ms);
    }
    if (!format.empty()) {
        for (std::size_t from = 0; !local && from <= format.size();) {
            std::size_t const end = std::min(format.find('|', from), format.size());
            local = read_format(text, std::string_view(format).substr(from, end - from));
            from = end + 1;
        }
        if (!local) return {};
    } else {
        auto const read = parse_feed_time(text);
        if (!read) return {};
        if (zone.empty() || has_zone(text)) return *read;
        local = *read + kChinaMs;
    }
    auto const rule = read_zone_rule(zone);
    return rule ? to_utc(*local, *rule) : *local - kChinaMs;
}

bool has_zone(std::string_view text) {
    while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
    if (text.ends_with('Z') || text.ends_with('z')) return true;
    std::size_t const clock = text.find_first_of(":");
    if (clock == std::string_view::npos) {
        bool const compact = text.size() == 8 || text.size() == 14 || text.size() == 17;
        return text.find('-') == std::string_view::npos && !compact;
    }
    return text.find_first_of("+-", clock) != std::string_view::npos;
}

}  // namespace feeds
