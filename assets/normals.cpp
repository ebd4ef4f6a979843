#include "assets/normals.h"

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <tuple>

namespace assets {

namespace {

constexpr double kSmoothCosine = 0.766;  // cos 40 degrees: keeps a roof of 45 degrees sharp, a 12-sided column smooth
// Beyond this many triangles at one place (the tip of a dense cone) comparing each with each would take for ever.
constexpr std::size_t kMostCompared = 512;

base::Vec3d wide(base::Vec3f v) { return {v.x, v.y, v.z}; }

base::Vec3f narrow(base::Vec3d v) {
    v = base::normalised(v);
    if (!(base::length(v) > 0.5)) v = {0, 0, 1};
    return {static_cast<float>(v.x), static_cast<float>(v.y), static_cast<float>(v.z)};
}

/// As long as the triangle's area, so that a sum of them is weighted by area.
std::vector<base::Vec3d> face_normals(std::span<base::Vec3f const> corners) {
    std::vector<base::Vec3d> faces(corners.size() / 3);
    for (std::size_t i = 0; i < faces.size(); ++i) {
        base::Vec3d const a = wide(corners[3 * i]);
        faces[i] = base::cross(wide(corners[3 * i + 1]) - a, wide(corners[3 * i + 2]) - a) * 0.5;
    }
    return faces;
}

auto key(base::Vec3f v) { return std::tuple(v.x, v.y, v.z); }

}  // namespace

std::vector<base::Vec3f> corner_normals(std::span<base::Vec3f const> corners) {
    std::vector<base::Vec3d> const faces = face_normals(corners);
    std::vector<std::uint32_t> order(corners.size());
    std::iota(order.begin(), order.end(), 0u);
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
        return std::tuple(key(corners[a]), a) < std::tuple(key(corners[b]), b);
    });

    std::vector<base::Vec3f> normals(corners.size());
    for (std::size_t begin = 0, end = 0; begin < order.size(); begin = end) {
        while (end < order.size() && corners[order[end]] == corners[order[begin]]) ++end;
        std::size_t const compared = std::min(end - begin, kMostCompared);
        for (std::size_t i = begin; i < end; ++i) {
            base::Vec3d const own = faces[order[i] / 3];
            base::Vec3d sum = own;
            for (std::size_t j = begin; j < begin + compared; ++j) {
                base::Vec3d const other = faces[order[j] / 3];
                bool const smooth =
                    i != j && base::dot(own, other) > kSmoothCosine * base::length(own) * base::length(other);
                if (smooth) sum = sum + other;
            }
            normals[order[i]] = narrow(sum);
        }
    }
    return normals;
}

}  // namespace assets
