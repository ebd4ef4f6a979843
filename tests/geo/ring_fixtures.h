// Polygons for tests: the earcut fixtures of ../shared/data and rings made by formula.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "base/vec.h"
#include "geo/polygons.h"

namespace geo_test {

using Ring = std::vector<base::Vec2d>;

/// Rings of `[[[x,y],...],...]`, closing points as they are in the text.
inline std::vector<Ring> parse_rings(std::string const& text) {
    std::vector<Ring> rings;
    std::vector<double> numbers;
    int depth = 0;
    for (char const* c = text.c_str(); *c;) {
        if (*c == '[') {
            if (++depth == 2) rings.emplace_back();
            if (depth == 3) numbers.clear();
            ++c;
        } else if (*c == ']') {
            if (depth == 3 && numbers.size() >= 2) rings.back().push_back({numbers[0], numbers[1]});
            --depth;
            ++c;
        } else if (depth == 3 && (*c == '-' || (*c >= '0' && *c <= '9'))) {
            char* end = nullptr;
            numbers.push_back(std::strtod(c, &end));
            c = end;
        } else {
            ++c;
        }
    }
    return rings;
}

struct Fixture {
    std::string name;
    std::vector<Ring> rings;
};

/// By name; empty where the data is absent.
inline std::vector<Fixture> earcut_fixtures() {
    std::vector<Fixture> fixtures;
    std::filesystem::path const folder = std::string(BOROUGH_SHARED_DATA) + "/faults/earcut_fixtures";
    if (!std::filesystem::exists(folder)) return fixtures;
    for (auto const& entry : std::filesystem::directory_iterator(folder)) {
        if (entry.path().extension() != ".json" || entry.path().stem() == "expected") continue;
        std::ifstream file(entry.path());
        std::string const text{std::istreambuf_iterator<char>(file), {}};
        fixtures.push_back({entry.path().stem().string(), parse_rings(text)});
    }
    std::sort(fixtures.begin(), fixtures.end(), [](auto const& a, auto const& b) { return a.name < b.name; });
    return fixtures;
}

/// A wavy closed line around `centre`, counter-clockwise, simple for `wave` < 1.
inline Ring wavy_ring(std::size_t points, double radius, double wave, int waves, base::Vec2d centre = {}) {
    Ring ring;
    for (std::size_t i = 0; i < points; ++i) {
        double const angle = 6.283185307179586 * static_cast<double>(i) / static_cast<double>(points);
        double const r = radius * (1 + wave * std::sin(angle * waves));
        ring.push_back({centre.x + r * std::cos(angle), centre.y + r * std::sin(angle)});
    }
    return ring;
}

inline Ring reversed(Ring ring) {
    std::reverse(ring.begin(), ring.end());
    return ring;
}

/// Even-odd over all rings.
inline bool inside(std::vector<Ring> const& rings, base::Vec2d p) {
    bool in = false;
    for (Ring const& ring : rings) {
        for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
            base::Vec2d const a = ring[j], b = ring[i];
            if ((a.y > p.y) != (b.y > p.y) && p.x < a.x + (p.y - a.y) / (b.y - a.y) * (b.x - a.x)) in = !in;
        }
    }
    return in;
}

}  // namespace geo_test
