#include "feeds/inbox_crc.h"

#include <array>
#include <cstddef>

namespace feeds {
namespace {

// Eight tables, eight bytes a step ("slicing by eight", M. Kounavis and F. Berry, Intel 2005).
using Tables = std::array<std::array<std::uint32_t, 256>, 8>;

constexpr Tables kCrcTables = [] {
    Tables tables{};
    for (std::uint32_t i = 0; i < 256; ++i) {
        std::uint32_t c = i;
        for (int bit = 0; bit < 8; ++bit) c = (c & 1) != 0 ? 0xedb88320U ^ (c >> 1) : c >> 1;
        tables[0][i] = c;
    }
    for (std::size_t t = 1; t < tables.size(); ++t)
        for (std::size_t i = 0; i < 256; ++i)
            tables[t][i] = (tables[t - 1][i] >> 8) ^ tables[0][tables[t - 1][i] & 0xff];
    return tables;
}();

std::uint32_t byte_at(std::string_view bytes, std::size_t at) { return static_cast<unsigned char>(bytes[at]); }

}  // namespace

std::uint32_t crc32(std::string_view bytes) {
    std::uint32_t c = 0xffffffffU;
    for (; bytes.size() >= kCrcTables.size(); bytes.remove_prefix(kCrcTables.size())) {
        std::uint32_t next = 0;
        for (std::size_t i = 0; i < 4; ++i) next ^= kCrcTables[7 - i][((c >> (8 * i)) & 0xff) ^ byte_at(bytes, i)];
        for (std::size_t i = 4; i < 8; ++i) next ^= kCrcTables[7 - i][byte_at(bytes, i)];
        c = next;
    }
    for (std::size_t i = 0; i < bytes.size(); ++i) c = kCrcTables[0][(c ^ byte_at(bytes, i)) & 0xff] ^ (c >> 8);
    return c ^ 0xffffffffU;
}

}  // namespace feeds
