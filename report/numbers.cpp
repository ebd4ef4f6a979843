#include "report/numbers.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace report {

std::string format_number(double value, int decimals, bool sign, bool share) {
    if (!std::isfinite(value)) return kMissing;
    char digits[400];
    std::snprintf(digits, sizeof digits, "%.*f", std::clamp(decimals, 0, 9), std::abs(share ? value * 100 : value));
    std::string text = digits;
    bool const zero = text.find_first_not_of("0.") == std::string::npos;
    std::size_t const whole = std::min(text.find('.'), text.size());
    for (std::size_t at = whole; at > 3; at -= 3) text.insert(at - 3, ",");
    if (share) text += '%';
    if (zero) return text;
    if (value < 0) return "\u2212" + text;
    return sign ? "+" + text : text;
}

std::string format_moment(base::UtcMs time) {
    if (time == base::kNoTime) return kMissing;
    std::string text = base::format_time(time).substr(0, 16);
    if (text.size() > 10) text[10] = ' ';
    return text;
}

bool is_number(Cell const& cell) { return std::holds_alternative<double>(cell); }

std::string format_cell(Cell const& cell, Column const& column, Language language) {
    if (auto const* number = std::get_if<double>(&cell))
        return format_number(*number, column.decimals, column.sign, column.share);
    if (auto const* words = std::get_if<Words>(&cell)) return words->in(language);
    if (auto const* moment = std::get_if<Moment>(&cell)) return format_moment(moment->time);
    if (auto const* withheld = std::get_if<Withheld>(&cell))
        return withheld->below > 0 ? "<" + format_number(withheld->below, 0) : kWithheld;
    return kMissing;
}

std::vector<double> Axis::ticks() const {
    std::vector<double> out;
    auto const count = static_cast<int>(std::lround((to - from) / step));
    for (int i = 0; i <= count; ++i) out.push_back(from + step * i);
    return out;
}

Axis round_axis(double low, double high, int wanted) {
    if (!std::isfinite(low)) low = 0;
    if (!std::isfinite(high)) high = low + 1;
    if (high <= low) high = low + std::max(1.0, std::abs(low) * 0.1);
    double const raw = (high - low) / std::max(1, wanted);
    double const power = std::pow(10, std::floor(std::log10(raw)));
    double step = 10 * power;
    for (double const times : {1.0, 2.0, 5.0})
        if (times * power >= raw * 0.999) {
            step = times * power;
            break;
        }
    Axis out;
    out.step = step;
    out.from = std::floor(low / step + 1e-9) * step;
    out.to = std::ceil(high / step - 1e-9) * step;
    out.decimals = std::clamp(static_cast<int>(-std::floor(std::log10(step) + 1e-9)), 0, 9);
    return out;
}

}  // namespace report
