// Findings are sentences with numbers in them.
#pragma once

#include <cstdio>
#include <string>

namespace geo {

/// `printf` into a string of at most 199 bytes.
template <class... Args>
std::string sentence(char const* format, Args... args) {
    char text[200];
    std::snprintf(text, sizeof text, format, args...);
    return text;
}

}  // namespace geo
