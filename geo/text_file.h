// Whole text files in memory, from anywhere GDAL reaches, with room behind them for simdjson.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

namespace geo {

/// `text` is followed by at least kPadding readable bytes.
struct TextFile {
    static constexpr std::size_t kPadding = 64;
    std::unique_ptr<char[]> bytes;
    std::string_view text;
};

/// The whole file without its byte order mark.
base::Result<TextFile> read_text_file(std::string const& source);

/// The first `most` bytes, fewer where the file is shorter, none where it cannot be read.
std::string head_of_file(std::string const& source, std::size_t most);

/// "byte 1234 (line 5)"
std::string place_in_text(std::string_view text, std::size_t offset);

}  // namespace geo
