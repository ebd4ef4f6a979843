#include "scene/ribbons.h"

#include <cmath>
#include <cstdint>
#include <numbers>
#include <vector>

#include "twin/ground.h"

namespace scene {
namespace {

using base::Vec2d;

constexpr double kSharpest = 0.5;  ///< cosine of half the turn below which a mitre is given up (120 degrees)

std::uint32_t add_point(FlatMesh& mesh, Vec2d p, double across, double along) {
    mesh.points.push_back({p, static_cast<float>(across), static_cast<float>(along)});
    return static_cast<std::uint32_t>(mesh.points.size() - 1);
}

void add_disc(FlatMesh& mesh, Vec2d centre, double radius, double along) {
    int const sides = radius > 6 ? 16 : 8;
    std::uint32_t const hub = add_point(mesh, centre, 0, along);
    std::uint32_t previous = 0, first = 0;
    for (int i = 0; i < sides; ++i) {
        double const angle = 2 * std::numbers::pi * i / sides;
        std::uint32_t const rim = add_point(mesh, centre + Vec2d{std::cos(angle), std::sin(angle)} * radius, 0, along);
        if (i == 0)
            first = rim;
        else
            mesh.triangles.insert(mesh.triangles.end(), {hub, previous, rim});
        previous = rim;
    }
    mesh.triangles.insert(mesh.triangles.end(), {hub, previous, first});
}

std::vector<Vec2d> without_repeats(std::span<Vec2d const> line) {
    std::vector<Vec2d> clean;
    for (Vec2d const p : line) {
        if (clean.empty() || length(p - clean.back()) > twin::kShortestStep) clean.push_back(p);
    }
    return clean;
}

Vec2d left_of(Vec2d direction) { return {-direction.y, direction.x}; }

}  // namespace

void append_ribbon(std::span<Vec2d const> raw, double width, FlatMesh& mesh) {
    std::vector<Vec2d> const line = without_repeats(raw);
    if (line.size() < 2 || !(width > 0)) return;
    double const half = width / 2;
    double along = 0;
    add_disc(mesh, line.front(), half, 0);

    Vec2d direction = line[1] - line[0];
    direction = direction * (1 / length(direction));
    std::uint32_t left = add_point(mesh, line[0] + left_of(direction) * half, -1, 0);
    std::uint32_t right = add_point(mesh, line[0] - left_of(direction) * half, 1, 0);
    for (std::size_t i = 1; i < line.size(); ++i) {
        double const segment = length(line[i] - line[i - 1]);
        along += segment;
        Vec2d next = direction;
        if (i + 1 < line.size()) {
            next = line[i + 1] - line[i];
            next = next * (1 / length(next));
        }
        Vec2d bisector = left_of(direction) + left_of(next);
        double const half_cosine = length(bisector) / 2;
        // A mitre also reaches along the segment: on short ones a disc is safer.
        bool const mitred = half_cosine > kSharpest && (half_cosine > 0.995 || segment > width);
        Vec2d const offset = mitred ? bisector * (half / (2 * half_cosine * half_cosine)) : left_of(direction) * half;
        std::uint32_t const end_left = add_point(mesh, line[i] + offset, -1, along);
        std::uint32_t const end_right = add_point(mesh, line[i] - offset, 1, along);
        mesh.triangles.insert(mesh.triangles.end(), {right, end_right, end_left, right, end_left, left});
        left = end_left;
        right = end_right;
        if (!mitred && i + 1 < line.size()) {
            add_disc(mesh, line[i], half, along);
            left = add_point(mesh, line[i] + left_of(next) * half, -1, along);
            right = add_point(mesh, line[i] - left_of(next) * half, 1, along);
        }
        direction = next;
    }
    add_disc(mesh, line.back(), half, along);
}

}  // namespace scene
