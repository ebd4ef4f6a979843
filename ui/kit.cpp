#include "ui/kit.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>

#include "ui/times.h"

namespace ui {
namespace {

struct Civil {
    int year = 1970;
    unsigned month = 1, day = 1, hour = 0, minute = 0;
};

Civil civil(base::UtcMs time) {
    using namespace std::chrono;
    milliseconds const local{time + kZone};
    auto const day = floor<days>(local);
    year_month_day const date{sys_days{day}};
    auto const minutes = duration_cast<std::chrono::minutes>(local - day).count();
    return {int(date.year()), unsigned(date.month()), unsigned(date.day()), static_cast<unsigned>(minutes / 60),
            static_cast<unsigned>(minutes % 60)};
}

template <class... Values>
std::string print(char const* format, Values... values) {
    char buffer[64];
    std::snprintf(buffer, sizeof buffer, format, values...);
    return buffer;
}

}  // namespace

std::string Kit::number(double value, int decimals) {
    if (!std::isfinite(value)) return "–";
    std::string const plain = print("%.*f", decimals, std::abs(value));
    std::size_t const whole = plain.find('.') == std::string::npos ? plain.size() : plain.find('.');
    bool const zero = plain.find_first_not_of("0.") == std::string::npos;
    std::string out = value < 0 && !zero ? "−" : "";
    for (std::size_t i = 0; i < plain.size(); ++i) {
        if (i > 0 && i < whole && (whole - i) % 3 == 0) out += ',';
        out += plain[i];
    }
    return out;
}

std::string Kit::share(double percent, int decimals) {
    double const step = std::pow(10.0, -decimals);
    return number(percent > 0 && percent < 100 ? std::clamp(percent, step, 100 - step) : percent, decimals);
}

std::string Kit::percent(double share, int decimals) {
    return std::isfinite(share) ? Kit::share(share * 100, decimals) + "%" : "–";
}

std::string Kit::clock(base::UtcMs time) {
    if (time == base::kNoTime) return "–";
    Civil const c = civil(time);
    return print("%02u:%02u", c.hour, c.minute);
}

std::string Kit::day_clock(base::UtcMs time) {
    if (time == base::kNoTime) return "–";
    Civil const c = civil(time);
    return print("%02u-%02u %02u:%02u", c.month, c.day, c.hour, c.minute);
}

std::string Kit::full_clock(base::UtcMs time) {
    if (time == base::kNoTime) return "–";
    Civil const c = civil(time);
    return print("%04d-%02u-%02u %02u:%02u", c.year, c.month, c.day, c.hour, c.minute);
}

std::string Kit::data_clock(base::UtcMs time, base::UtcMs now) {
    constexpr std::int64_t kHalfDay = 12 * 3'600'000LL, kMonth = 60 * kHalfDay;
    if (time == base::kNoTime || now - time < kHalfDay) return clock(time);
    return now - time < kMonth ? day_clock(time) : full_clock(time).substr(0, 10);
}

}  // namespace ui
