// The check that spool and journal keep with what they store.
#pragma once

#include <cstdint>
#include <string_view>

namespace feeds {

/// CRC-32 as in ISO 3309 and zlib.
std::uint32_t crc32(std::string_view bytes);

}  // namespace feeds
