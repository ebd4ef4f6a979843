// Texts of the sample's files. For sample/*.cpp alone.
#pragma once

#include <array>
#include <cstdio>
#include <string>

namespace sample {

/// `printf` into a string of at most 2,047 bytes.
template <class... Values>
std::string formatted(char const* format, Values... values) {
    std::array<char, 2048> out{};
    std::snprintf(out.data(), out.size(), format, values...);
    return out.data();
}

}  // namespace sample
