// Pictures in memory, and PNG in and out.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"

namespace base {

/// Rows from the top, 8 bits a channel, sRGB unless said otherwise; `channels` is 1 (grey), 3 (RGB) or 4 (RGBA).
struct Image {
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    std::uint32_t channels = 4;
    std::vector<std::uint8_t> pixels;

    std::size_t row_bytes() const { return std::size_t{width} * channels; }
    std::uint8_t const* row(std::uint32_t y) const { return pixels.data() + row_bytes() * y; }
    std::uint8_t* row(std::uint32_t y) { return pixels.data() + row_bytes() * y; }
};

/// Not wider than `width`, each new pixel the mean of a whole number of old ones.
Image shrunk(Image const& image, std::uint32_t width);

/// Writes a PNG row by row, so a 16384 x 16384 picture never has to be in memory at once. The file appears under its
/// name only in `finish`; until then, and if the writer is dropped, nothing is left behind.
class PngWriter {
public:
    static Result<PngWriter> open(std::filesystem::path const& file, std::uint32_t width, std::uint32_t height,
                                  std::uint32_t channels);
    PngWriter(PngWriter&&) noexcept;
    PngWriter& operator=(PngWriter&&) noexcept;
    ~PngWriter();

    /// `rows` holds whole rows, `width * channels` bytes each.
    Status write_rows(std::span<std::uint8_t const> rows);
    Status finish();

private:
    struct State;
    explicit PngWriter(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

Status write_png(std::filesystem::path const& file, Image const& image);

/// The bytes of a PNG, for answers that are no file.
Result<std::string> encode_png(Image const& image);

/// Any PNG, converted to 8-bit RGBA.
Result<Image> read_png(std::filesystem::path const& file);

}  // namespace base
