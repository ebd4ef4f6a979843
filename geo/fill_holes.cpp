#include "geo/fill_holes.h"

#include <algorithm>
#include <cmath>

namespace geo {
namespace {

/// One step of the pyramid. `known` is true where the value comes from data.
struct Level {
    std::uint32_t width = 0, height = 0;
    std::vector<float> z;
    std::vector<bool> known;
    std::size_t at(std::uint32_t x, std::uint32_t y) const { return std::size_t{y} * width + x; }
};

bool touches_data(std::vector<float> const& z, std::uint32_t width, std::uint32_t height, std::size_t i) {
    auto const x = static_cast<std::uint32_t>(i % width), y = static_cast<std::uint32_t>(i / width);
    for (std::uint32_t ny = y > 0 ? y - 1 : 0; ny <= std::min(y + 1, height - 1); ++ny) {
        for (std::uint32_t nx = x > 0 ? x - 1 : 0; nx <= std::min(x + 1, width - 1); ++nx) {
            if (!std::isnan(z[std::size_t{ny} * width + nx])) return true;
        }
    }
    return false;
}

Level half_of(Level const& fine) {
    Level coarse{(fine.width + 1) / 2, (fine.height + 1) / 2, {}, {}};
    coarse.z.assign(std::size_t{coarse.width} * coarse.height, 0);
    coarse.known.assign(coarse.z.size(), false);
    for (std::uint32_t y = 0; y < coarse.height; ++y) {
        for (std::uint32_t x = 0; x < coarse.width; ++x) {
            double sum = 0;
            int count = 0;
            for (std::uint32_t fy = 2 * y; fy < std::min(2 * y + 2, fine.height); ++fy) {
                for (std::uint32_t fx = 2 * x; fx < std::min(2 * x + 2, fine.width); ++fx) {
                    if (!fine.known[fine.at(fx, fy)]) continue;
                    sum += static_cast<double>(fine.z[fine.at(fx, fy)]);
                    ++count;
                }
            }
            if (count == 0) continue;
            coarse.z[coarse.at(x, y)] = static_cast<float>(sum / count);
            coarse.known[coarse.at(x, y)] = true;
        }
    }
    return coarse;
}

/// Each gap becomes the mean of its neighbours, over and over: what is left is as flat as its edges allow.
void relax(Level& level, int rounds) {
    for (int round = 0; round < rounds; ++round) {
        for (std::uint32_t y = 0; y < level.height; ++y) {
            for (std::uint32_t x = 0; x < level.width; ++x) {
                std::size_t const i = level.at(x, y);
                if (level.known[i]) continue;
                float const west = level.z[x > 0 ? i - 1 : i], east = level.z[x + 1 < level.width ? i + 1 : i];
                float const south = level.z[y > 0 ? i - level.width : i];
                float const north = level.z[y + 1 < level.height ? i + level.width : i];
                level.z[i] = (west + east + south + north) * 0.25F;
            }
        }
    }
}

void fill_from(Level const& coarse, Level& fine) {
    for (std::uint32_t y = 0; y < fine.height; ++y) {
        for (std::uint32_t x = 0; x < fine.width; ++x) {
            if (!fine.known[fine.at(x, y)]) fine.z[fine.at(x, y)] = coarse.z[coarse.at(x / 2, y / 2)];
        }
    }
    relax(fine, 6);
}

}  // namespace

HoleCount count_holes(std::vector<float> const& z, std::uint32_t width, std::uint32_t height) {
    if (z.empty()) return {};
    std::vector<bool> seen(z.size(), false);
    std::vector<std::size_t> open;
    auto const reach = [&](std::size_t i) {
        if (seen[i] || !std::isnan(z[i])) return;
        seen[i] = true;
        open.push_back(i);
    };
    for (std::uint32_t x = 0; x < width; ++x) {
        reach(x);
        reach(std::size_t{height - 1} * width + x);
    }
    for (std::uint32_t y = 0; y < height; ++y) {
        reach(std::size_t{y} * width);
        reach(std::size_t{y} * width + width - 1);
    }
    HoleCount count;
    while (!open.empty()) {
        std::size_t const i = open.back();
        open.pop_back();
        count.outside += !touches_data(z, width, height, i);
        if (i % width > 0) reach(i - 1);
        if (i % width + 1 < width) reach(i + 1);
        if (i >= width) reach(i - width);
        if (i + width < z.size()) reach(i + width);
    }
    for (std::size_t i = 0; i < z.size(); ++i) count.enclosed += std::isnan(z[i]) && !seen[i];
    return count;
}

/// Averages down a pyramid until no gap is left, then back up: cheap for gaps of any size.
void fill_holes(std::vector<float>& z, std::uint32_t width, std::uint32_t height) {
    std::vector<Level> levels(1);
    levels[0] = {width, height, std::move(z), {}};
    levels[0].known.resize(levels[0].z.size());
    for (std::size_t i = 0; i < levels[0].z.size(); ++i) levels[0].known[i] = !std::isnan(levels[0].z[i]);
    auto const whole = [](Level const& level) {
        return std::find(level.known.begin(), level.known.end(), false) == level.known.end();
    };
    while (!whole(levels.back()) && levels.back().z.size() > 1) levels.push_back(half_of(levels.back()));
    for (std::size_t i = levels.size() - 1; i-- > 0;) fill_from(levels[i + 1], levels[i]);
    z = std::move(levels[0].z);
}

}  // namespace geo
