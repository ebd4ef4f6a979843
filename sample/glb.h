// Builds a small model and writes it as binary glTF 2.0 (Khronos): positions, normals, texture coordinates, flat
// colours.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/vec.h"

namespace sample {

using base::Vec3d;

struct Paint {
    std::string name;
    std::array<double, 3> colour{0.8, 0.8, 0.8};  ///< linear
    double roughness = 0.9;
    double metal = 0;
    std::array<double, 3> glow{0, 0, 0};  ///< linear
};

/// Metres, z up, y north; the writer turns it to glTF's y up, -z north.
class ModelBuilder {
public:
    /// What follows is in this colour.
    void paint(Paint paint);

    /// Corners counter-clockwise as seen from outside.
    void triangle(Vec3d a, Vec3d b, Vec3d c);
    void quad(Vec3d a, Vec3d b, Vec3d c, Vec3d d);
    /// The same with a back: leaves and thin sheets.
    void sheet(Vec3d a, Vec3d b, Vec3d c, Vec3d d);
    void box(Vec3d low, Vec3d high);
    /// A round thing from `low` to `high` (any direction), with caps where the radius is not 0.
    void cone(Vec3d low, double low_radius, Vec3d high, double high_radius, int sides);
    /// An icosahedron with soft normals, for crowns of trees.
    void blob(Vec3d centre, Vec3d radii);
    void smooth_triangle(std::array<Vec3d, 3> const& corners, std::array<Vec3d, 3> const& normals);

    base::Status write(std::filesystem::path const& file) const;

private:
    struct Vertex {
        std::array<float, 3> position, normal;
        std::array<float, 2> uv;
    };
    struct Part {
        Paint paint;
        std::vector<Vertex> vertices;
    };
    struct Gltf;
    void vertex(Vec3d p, Vec3d normal);

    std::vector<Part> parts_;
};

}  // namespace sample
