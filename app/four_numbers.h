// Four numbers as options of the command line have them.
#pragma once

#include <array>
#include <charconv>
#include <cmath>
#include <concepts>
#include <optional>
#include <string_view>

namespace app {

/// "1,2,3,4", and nothing before, between or after; none where it is anything else, or a number is not finite.
template <class Number>
std::optional<std::array<Number, 4>> four_numbers(std::string_view text) {
    std::array<Number, 4> out{};
    char const* at = text.data();
    char const* const end = at + text.size();
    for (std::size_t i = 0; i < out.size(); ++i) {
        if (i > 0 && (at == end || *at++ != ',')) return {};
        auto const number = std::from_chars(at, end, out[i]);
        if (number.ec != std::errc{}) return {};
        if constexpr (std::floating_point<Number>) {
            if (!std::isfinite(out[i])) return {};
        }
        at = number.ptr;
    }
    return at == end ? std::optional(out) : std::nullopt;
}

}  // namespace app
