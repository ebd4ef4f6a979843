// Plain vectors and boxes. `double` for places on the ground, `float` only for what goes to the GPU.
#pragma once

#include <algorithm>
#include <cmath>
#include <limits>

namespace base {

struct Vec2d {
    double x = 0, y = 0;
    friend bool operator==(Vec2d const&, Vec2d const&) = default;
    friend Vec2d operator+(Vec2d a, Vec2d b) { return {a.x + b.x, a.y + b.y}; }
    friend Vec2d operator-(Vec2d a, Vec2d b) { return {a.x - b.x, a.y - b.y}; }
    friend Vec2d operator*(Vec2d a, double s) { return {a.x * s, a.y * s}; }
};
inline double dot(Vec2d a, Vec2d b) { return a.x * b.x + a.y * b.y; }
inline double cross(Vec2d a, Vec2d b) { return a.x * b.y - a.y * b.x; }
inline double length(Vec2d a) { return std::hypot(a.x, a.y); }

struct Vec3d {
    double x = 0, y = 0, z = 0;
    friend bool operator==(Vec3d const&, Vec3d const&) = default;
    friend Vec3d operator+(Vec3d a, Vec3d b) { return {a.x + b.x, a.y + b.y, a.z + b.z}; }
    friend Vec3d operator-(Vec3d a, Vec3d b) { return {a.x - b.x, a.y - b.y, a.z - b.z}; }
    friend Vec3d operator*(Vec3d a, double s) { return {a.x * s, a.y * s, a.z * s}; }
};
inline double dot(Vec3d a, Vec3d b) { return a.x * b.x + a.y * b.y + a.z * b.z; }
inline Vec3d cross(Vec3d a, Vec3d b) { return {a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x}; }
inline double length(Vec3d a) { return std::sqrt(dot(a, a)); }
inline Vec3d normalised(Vec3d a) {
    double const len = length(a);
    return len > 0 ? a * (1 / len) : a;
}

struct Vec3f {
    float x = 0, y = 0, z = 0;
    friend bool operator==(Vec3f const&, Vec3f const&) = default;
};

/// Axis-aligned rectangle; starts empty and grows with `add`.
struct Extent {
    double min_x = std::numeric_limits<double>::infinity();
    double min_y = std::numeric_limits<double>::infinity();
    double max_x = -std::numeric_limits<double>::infinity();
    double max_y = -std::numeric_limits<double>::infinity();

    bool empty() const { return !(min_x <= max_x && min_y <= max_y); }
    double width() const { return empty() ? 0 : max_x - min_x; }
    double height() const { return empty() ? 0 : max_y - min_y; }
    Vec2d centre() const { return {(min_x + max_x) / 2, (min_y + max_y) / 2}; }
    void add(Vec2d p) {
        min_x = std::min(min_x, p.x);
        min_y = std::min(min_y, p.y);
        max_x = std::max(max_x, p.x);
        max_y = std::max(max_y, p.y);
    }
    void add(Extent const& e) {
        if (e.empty()) return;
        add(Vec2d{e.min_x, e.min_y});
        add(Vec2d{e.max_x, e.max_y});
    }
    bool contains(Vec2d p) const { return p.x >= min_x && p.x <= max_x && p.y >= min_y && p.y <= max_y; }
    bool overlaps(Extent const& e) const {
        return !empty() && !e.empty() && min_x <= e.max_x && e.min_x <= max_x && min_y <= e.max_y && e.min_y <= max_y;
    }
    Extent grown(double by) const { return {min_x - by, min_y - by, max_x + by, max_y + by}; }
    friend bool operator==(Extent const&, Extent const&) = default;
};

}  // namespace base
