// One character into a text.
#pragma once

#include <string>

namespace ui {

inline void append_utf8(std::string& out, char32_t c) {
    auto const byte = [&](char32_t value) { out += static_cast<char>(static_cast<unsigned char>(value)); };
    auto const tail = [&](int shift) { byte(0x80 | (c >> shift & 0x3f)); };
    if (c < 0x80) {
        byte(c);
    } else if (c < 0x800) {
        byte(0xc0 | c >> 6), tail(0);
    } else if (c < 0x10000) {
        byte(0xe0 | c >> 12), tail(6), tail(0);
    } else {
        byte(0xf0 | c >> 18), tail(12), tail(6), tail(0);
    }
}

}  // namespace ui
