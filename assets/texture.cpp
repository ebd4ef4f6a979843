#include "assets/texture.h"

#define STB_IMAGE_IMPLEMENTATION
#define STB_IMAGE_STATIC
#define STBI_NO_HDR
#define STBI_NO_LINEAR
#define STBI_NO_PIC
#define STBI_NO_STDIO
#include <stb/stb_image.h>

#include <algorithm>
#include <fstream>
#include <memory>
#include <vector>

namespace assets {

namespace {

// A small file can claim to be an enormous picture; beyond this the claim is not believed.
constexpr int kMaxSide = 16384;
constexpr std::size_t kMaxFileBytes = std::size_t{512} << 20;

}  // namespace

base::Image halved(base::Image const& image) {
    base::Image half;
    half.width = std::max(1u, image.width / 2);
    half.height = std::max(1u, image.height / 2);
    half.channels = image.channels;
    half.pixels.resize(half.row_bytes() * half.height);
    std::uint32_t const right = image.width > 1 ? image.channels : 0;
    for (std::uint32_t y = 0; y < half.height; ++y) {
        std::uint8_t const* above = image.row(std::min(2 * y, image.height - 1));
        std::uint8_t const* below = image.row(std::min(2 * y + 1, image.height - 1));
        for (std::uint32_t x = 0; x < half.width; ++x) {
            for (std::uint32_t c = 0; c < image.channels; ++c) {
                std::size_t const at = std::size_t{2} * x * image.channels + c;
                int const sum = above[at] + above[at + right] + below[at] + below[at + right];
                half.row(y)[x * image.channels + c] = static_cast<std::uint8_t>((sum + 2) / 4);
            }
        }
    }
    return half;
}

base::Image fitted(base::Image image, std::uint32_t max_side) {
    while (max_side > 0 && std::max(image.width, image.height) > max_side) image = halved(image);
    return image;
}

bool has_holes(base::Image const& image) {
    if (image.channels != 4) return false;
    std::size_t const count = image.pixels.size() / 4;
    std::size_t holes = 0;
    for (std::size_t i = 0; i < count; ++i) holes += image.pixels[4 * i + 3] < 128;
    return holes * 200 > count;  // more than half a percent
}

base::Result<base::Image> decode_texture(std::span<std::byte const> file, std::uint32_t max_side,
                                         std::uint64_t max_pixels) {
    if (file.size() > kMaxFileBytes) return base::Error{"is larger than 512 MiB"};
    auto const* data = reinterpret_cast<stbi_uc const*>(file.data());
    int const size = static_cast<int>(file.size());
    int width = 0, height = 0, channels = 0;
    if (!stbi_info_from_memory(data, size, &width, &height, &channels)) {
        return base::Error{"is not a picture that can be read (PNG, JPEG, TGA, BMP, GIF, PSD, PNM)"};
    }
    if (width > kMaxSide || height > kMaxSide) {
        return base::Error{"is larger than " + std::to_string(kMaxSide) + " pixels a side"};
    }
    if (max_pixels > 0 && static_cast<std::uint64_t>(width) * static_cast<std::uint64_t>(height) > max_pixels)
        return base::Error{"has more than " + std::to_string(max_pixels) + " pixels"};
    std::unique_ptr<stbi_uc, void (*)(void*)> const pixels(
        stbi_load_from_memory(data, size, &width, &height, &channels, STBI_rgb_alpha), stbi_image_free);
    if (!pixels) return base::Error{std::string("is damaged: ") + stbi_failure_reason()};

    base::Image image{.width = static_cast<std::uint32_t>(width),
                      .height = static_cast<std::uint32_t>(height),
                      .channels = 4,
                      .pixels = {}};
    image.pixels.assign(pixels.get(), pixels.get() + image.row_bytes() * image.height);
    return fitted(std::move(image), max_side);
}

base::Result<base::Image> read_texture(std::filesystem::path const& file, std::uint32_t max_side) {
    std::ifstream in(file, std::ios::binary | std::ios::ate);
    if (!in) return base::Error{"cannot be opened"};
    std::streamoff const size = in.tellg();
    if (size < 0 || static_cast<std::size_t>(size) > kMaxFileBytes) return base::Error{"is larger than 512 MiB"};
    std::vector<std::byte> bytes(static_cast<std::size_t>(size));
    in.seekg(0);
    if (!in.read(reinterpret_cast<char*>(bytes.data()), size)) return base::Error{"cannot be read"};
    return decode_texture(bytes, max_side);
}

}  // namespace assets
