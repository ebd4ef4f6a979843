// Reading a table's values as text or as numbers, whatever they are stored as.
#include <array>
#include <charconv>
#include <cmath>
#include <limits>

#include "geo/number_text.h"
#include "geo/vector.h"

namespace geo {

std::string number_as_text(double value) {
    if (std::isnan(value)) return {};
    std::array<char, 32> text{};
    // Whole numbers in full: an id of 123456789 must not become 1.23456789e+08.
    bool const whole = value == std::trunc(value) && std::abs(value) < 1e15;
    auto const end = whole ? std::to_chars(text.data(), text.data() + text.size(), static_cast<long long>(value)).ptr
                           : std::to_chars(text.data(), text.data() + text.size(), value).ptr;
    return {text.data(), end};
}

double leading_number(std::string_view text) {
    constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t' || text.front() == '+')) text.remove_prefix(1);
    // from_chars also reads "nan" and "infinity"; a street named "Infanterieweg" is not a number.
    std::size_t const sign = !text.empty() && text.front() == '-' ? 1 : 0;
    if (text.size() <= sign || !(text[sign] == '.' || (text[sign] >= '0' && text[sign] <= '9'))) return kNone;
    double value = kNone;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{}) return kNone;

    std::string_view const rest = text.substr(static_cast<std::size_t>(end - text.data()));
    bool const decimal_comma = rest.size() > 1 && rest[0] == ',' && rest[1] >= '0' && rest[1] <= '9' &&
                               rest.find_first_of(".,", 1) == std::string_view::npos &&
                               text.substr(0, text.size() - rest.size()).find('.') == std::string_view::npos;
    if (!decimal_comma) return value;
    std::string with_point(text);
    with_point[text.size() - rest.size()] = '.';
    std::from_chars(with_point.data(), with_point.data() + with_point.size(), value);
    return value;
}

std::string Column::text(std::size_t row) const {
    if (kind == Kind::number) return number_as_text(numbers[row]);
    return codes[row] == kNull ? std::string{} : dictionary[codes[row]];
}

double Column::number(std::size_t row) const {
    if (kind == Kind::number) return numbers[row];
    return codes[row] == kNull ? std::numeric_limits<double>::quiet_NaN() : leading_number(dictionary[codes[row]]);
}

}  // namespace geo
