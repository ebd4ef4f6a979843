// Pictures on models, decoded to RGBA and small enough to draw.
#pragma once

#include <cstddef>
#include <filesystem>
#include <span>

#include "base/image.h"
#include "base/result.h"

namespace assets {

/// PNG, JPEG, TGA, BMP, GIF, PSD or PNM, halved until neither side is longer than `max_side` (0: as it is).
/// What says that it has more than `max_pixels` is not decoded (0: up to 16384 a side).
base::Result<base::Image> decode_texture(std::span<std::byte const> file, std::uint32_t max_side,
                                         std::uint64_t max_pixels = 0);
base::Result<base::Image> read_texture(std::filesystem::path const& file, std::uint32_t max_side);

/// Each new pixel is the mean of the four it covers; a last odd row or column is left out.
base::Image halved(base::Image const& image);
base::Image fitted(base::Image image, std::uint32_t max_side);

/// True where a visible share of the picture is see-through, so that it is a picture of leaves or railings and not one
/// with a few soft edges.
bool has_holes(base::Image const& image);

}  // namespace assets
