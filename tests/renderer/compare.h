// Two pictures compared by two numbers and a place: how far a channel may be off, and how many pixels may be further.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "base/image.h"

struct Tolerance {
    int max_abs = 2;           ///< of 255, per channel
    double fraction = 0.0002;  ///< of the pixels that may be further off
};

struct Difference {
    bool same_size = true;
    int max = 0;
    double mean = 0;       ///< over all channels
    std::size_t over = 0;  ///< pixels further off than the tolerance
    std::size_t pixels = 0;
    std::uint32_t left = 0, top = 0, right = 0, bottom = 0;  ///< box around those, right and bottom one past it

    double fraction() const { return pixels ? static_cast<double>(over) / static_cast<double>(pixels) : 0; }
    bool within(Tolerance const& tolerance) const { return same_size && fraction() <= tolerance.fraction; }
};

/// Of RGBA pictures; alpha is not compared.
Difference compare(base::Image const& expected, base::Image const& actual, int max_abs);

/// The differences eight times enlarged, on black.
base::Image difference_picture(base::Image const& expected, base::Image const& actual);

/// Where they differ, for people who cannot see the picture: one character a cell, from '.' (the same) over digits for
/// the largest difference in it (1: up to 25 ... 9: over 200).
std::string difference_map(base::Image const& expected, base::Image const& actual, std::uint32_t columns = 64);
