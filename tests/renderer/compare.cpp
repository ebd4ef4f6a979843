#include "tests/renderer/compare.h"

#include <algorithm>
#include <cstdlib>
#include <vector>

namespace {

/// The largest difference of the three channels.
int pixel_difference(base::Image const& a, base::Image const& b, std::uint32_t x, std::uint32_t y) {
    std::uint8_t const *const p = a.row(y) + std::size_t{x} * 4, *const q = b.row(y) + std::size_t{x} * 4;
    return std::max({std::abs(p[0] - q[0]), std::abs(p[1] - q[1]), std::abs(p[2] - q[2])});
}

}  // namespace

Difference compare(base::Image const& expected, base::Image const& actual, int max_abs) {
    Difference d;
    d.same_size = expected.width == actual.width && expected.height == actual.height;
    if (!d.same_size) return d;
    d.pixels = std::size_t{expected.width} * expected.height;
    d.left = expected.width;
    d.top = expected.height;
    double sum = 0;
    for (std::uint32_t y = 0; y < expected.height; ++y) {
        for (std::uint32_t x = 0; x < expected.width; ++x) {
            for (std::size_t c = 0; c < 3; ++c) {
                sum += std::abs(expected.row(y)[std::size_t{x} * 4 + c] - actual.row(y)[std::size_t{x} * 4 + c]);
            }
            int const off = pixel_difference(expected, actual, x, y);
            d.max = std::max(d.max, off);
            if (off <= max_abs) continue;
            ++d.over;
            d.left = std::min(d.left, x);
            d.top = std::min(d.top, y);
            d.right = std::max(d.right, x + 1);
            d.bottom = std::max(d.bottom, y + 1);
        }
    }
    d.mean = sum / (3.0 * static_cast<double>(std::max<std::size_t>(d.pixels, 1)));
    return d;
}

base::Image difference_picture(base::Image const& expected, base::Image const& actual) {
    base::Image picture{expected.width, expected.height, 3, {}};
    picture.pixels.reserve(picture.row_bytes() * picture.height);
    for (std::size_t i = 0; i + 3 < expected.pixels.size(); i += 4) {
        for (std::size_t c = 0; c < 3; ++c) {
            int const off = std::abs(expected.pixels[i + c] - actual.pixels[i + c]);
            picture.pixels.push_back(static_cast<std::uint8_t>(std::min(off * 8, 255)));
        }
    }
    return picture;
}

std::string difference_map(base::Image const& expected, base::Image const& actual, std::uint32_t columns) {
    columns = std::clamp(columns, 1u, std::max(expected.width, 1u));
    // A character is about twice as high as it is wide.
    std::uint32_t const rows = std::max(
        1u, static_cast<std::uint32_t>(std::uint64_t{expected.height} * columns / (2u * std::max(expected.width, 1u))));
    std::vector<int> cells(std::size_t{columns} * rows);
    for (std::uint32_t y = 0; y < expected.height; ++y) {
        for (std::uint32_t x = 0; x < expected.width; ++x) {
            int& cell = cells[std::size_t{y * rows / expected.height} * columns + x * columns / expected.width];
            cell = std::max(cell, pixel_difference(expected, actual, x, y));
        }
    }
    std::string map;
    for (std::uint32_t row = 0; row < rows; ++row) {
        for (std::uint32_t column = 0; column < columns; ++column) {
            int const off = cells[std::size_t{row} * columns + column];
            map += off == 0 ? '.' : static_cast<char>('1' + std::min((off - 1) / 25, 8));
        }
        map += '\n';
    }
    return map;
}
