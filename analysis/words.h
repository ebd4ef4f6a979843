// Pieces of the sentences that analyses say. For analysis/*.cpp alone.
#pragma once

#include <array>
#include <charconv>
#include <cstdio>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace analysis {

/// The whole text as a number; none where anything else stands in it.
template <class Number>
std::optional<Number> number_of(std::string_view text) {
    Number value{};
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) return {};
    return value;
}

/// `printf` of one number into a string of at most 255 bytes.
inline std::string formatted(char const* format, double value) {
    std::array<char, 256> out{};
    std::snprintf(out.data(), out.size(), format, value);
    return out.data();
}

inline std::string quoted(std::string_view text) { return std::string(1, '"').append(text).append(1, '"'); }

inline std::string joined(std::vector<std::string> const& words, char const* between) {
    std::string all;
    for (std::string const& word : words) all.append(all.empty() ? "" : between).append(word);
    return all;
}

}  // namespace analysis
