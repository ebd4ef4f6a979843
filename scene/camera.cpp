#include "scene/camera.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <functional>
#include <limits>
#include <vector>

#include "base/degrees.h"
#include "scene/projector.h"

namespace scene {
namespace {

/// Right, up and forward of the view, orthonormal, in local axes.
struct Basis {
    base::Vec3d right, up, forward;
};

Basis basis_of(Camera const& camera) {
    base::Vec3d const forward = normalised(camera.target - camera.eye);
    base::Vec3d right = cross(forward, camera.up);
    if (length(right) < 1e-9) right = cross(forward, base::Vec3d{0, 1, 0});  // looks along `up`: north is up instead
    if (length(right) < 1e-9) right = {1, 0, 0};
    right = normalised(right);
    return {right, cross(right, forward), forward};
}

/// Up is perpendicular to forward, so that nothing special happens when looking straight down.
Basis basis_of(double heading, double pitch) {
    double const h = heading * base::kRadians;
    double const p = pitch * base::kRadians;
    return {{std::cos(h), -std::sin(h), 0},
            {std::sin(h) * std::sin(p), std::cos(h) * std::sin(p), std::cos(p)},
            {std::sin(h) * std::cos(p), std::cos(h) * std::cos(p), -std::sin(p)}};
}

std::array<base::Vec3d, 8> corners_of(base::Extent e, double min_z, double max_z) {
    std::array<base::Vec3d, 8> corners;
    for (unsigned i = 0; i < 8; ++i) {
        corners[i] = {i & 1 ? e.max_x : e.min_x, i & 2 ? e.max_y : e.min_y, i & 4 ? max_z : min_z};
    }
    return corners;
}

double tan_half_fov(Camera const& camera) { return std::tan(camera.fov_y * base::kRadians / 2); }

/// The eye's places across one axis of the picture from which points are seen: inside both edge planes.
class Slab {
public:
    explicit Slab(double tangent) : tangent_(tangent) {}
    void add(double across, double ahead) {
        low_.push_back(across - tangent_ * ahead);
        high_.push_back(across + tangent_ * ahead);
    }
    /// Leaves the outermost points out, so many on each side.
    void close(std::size_t left_out) {
        auto const nth = [&](std::vector<double>& v, auto before) {
            std::nth_element(v.begin(), v.begin() + static_cast<std::ptrdiff_t>(left_out), v.end(), before);
            return v[left_out];
        };
        lowest_ = nth(low_, std::greater<>{});
        highest_ = nth(high_, std::less<>{});
    }
    double furthest_ahead() const { return (highest_ - lowest_) / (2 * tangent_); }
    double middle() const { return (lowest_ + highest_) / 2; }

private:
    double tangent_;
    std::vector<double> low_, high_;
    double lowest_ = 0, highest_ = 0;
};

/// The camera that sees all points but the outermost, with its target as far ahead as `centre`.
Camera fit_points(std::span<base::Vec3d const> points, base::Vec3d centre, double aspect, Basis const& basis,
                  std::size_t left_out) {
    constexpr double kNearest = 20;  // metres: a box without size is still looked at from somewhere
    Camera camera;
    double const tan_y = tan_half_fov(camera);
    Slab x(tan_y * aspect), y(tan_y);
    for (base::Vec3d const point : points) {
        double const ahead = dot(basis.forward, point);
        x.add(dot(basis.right, point), ahead);
        y.add(dot(basis.up, point), ahead);
    }
    x.close(left_out);
    y.close(left_out);
    double const centre_ahead = dot(basis.forward, centre);
    double const ahead = std::min({x.furthest_ahead(), y.furthest_ahead(), centre_ahead - kNearest});
    camera.eye = basis.right * x.middle() + basis.up * y.middle() + basis.forward * ahead;
    camera.target = camera.eye + basis.forward * (centre_ahead - ahead);
    camera.up = basis.up;
    return camera;
}

}  // namespace

Camera orbit(base::Vec3d target, double distance, double heading, double pitch) {
    Basis const basis = basis_of(heading, pitch);
    Camera camera;
    camera.target = target;
    camera.eye = target - basis.forward * distance;
    camera.up = basis.up;
    return camera;
}

Camera plan(base::Vec2d centre, double ground_z, double height) {
    Camera camera = orbit({centre.x, centre.y, ground_z}, height + 1000, 0, 90);
    camera.ortho_height = height;
    return camera;
}

Camera fit(base::Extent extent, double min_z, double max_z, double aspect, double heading, double pitch) {
    base::Vec2d const middle = extent.centre();
    return fit_points(corners_of(extent, min_z, max_z), {middle.x, middle.y, (min_z + max_z) / 2}, aspect,
                      basis_of(heading, pitch), 0);
}

Camera fit(std::span<Column const> columns, double aspect, double heading, double pitch) {
    assert(!columns.empty());
    std::vector<base::Vec3d> points;
    base::Vec3d sum;
    for (Column const& column : columns) {
        points.push_back(column.foot);
        points.push_back(column.foot + base::Vec3d{0, 0, column.height});
        sum = sum + column.foot;
    }
    base::Vec3d const centre = sum * (1 / static_cast<double>(columns.size()));
    return fit_points(points, centre, aspect, basis_of(heading, pitch), points.size() / 500);
}

void set_planes(Camera& camera, base::Extent extent, double min_z, double max_z) {
    Basis const basis = basis_of(camera);
    double nearest = std::numeric_limits<double>::infinity();
    double furthest = -nearest;
    if (extent.empty()) extent.add(base::Vec2d{camera.target.x, camera.target.y});
    for (base::Vec3d const corner : corners_of(extent, min_z, max_z)) {
        double const depth = dot(basis.forward, corner - camera.eye);
        nearest = std::min(nearest, depth);
        furthest = std::max(furthest, depth);
    }
    double const diagonal = std::hypot(extent.width(), extent.height());
    if (camera.ortho_height > 0) {
        double const margin = 10 + (max_z - min_z);
        camera.near_plane = nearest - margin;  // may be behind the eye: harmless without perspective
        camera.far_plane = furthest + margin;
        return;
    }
    // Ground goes on beyond the box, so only the height above everything says what is surely too near to be seen: a
    // point h below is at least h * cos(angle to the picture's corner) deep, and 0.3 holds for corners up to 72 degrees
    // out.
    camera.near_plane = std::max(0.5, 0.3 * (camera.eye.z - max_z));
    camera.far_plane = std::max(furthest, camera.near_plane) + 2 * diagonal + 1000;
}

Mat4 view_projection(Camera const& camera, double aspect, std::array<double, 4> crop) {
    Basis const basis = basis_of(camera);
    double const n = camera.near_plane;
    double const f = camera.far_plane;
    bool const flat = camera.ortho_height > 0;
    double const half = flat ? camera.ortho_height / 2 : tan_half_fov(camera);

    // Rows of the clip transform: x, y, z, w as linear functions of (point, 1).
    struct Row {
        base::Vec3d point;
        double one;
    };
    Row x{basis.right * (1 / (half * aspect)), 0};
    Row y{basis.up * (-1 / half), 0};
    Row const z =
        flat ? Row{basis.forward * (-1 / (f - n)), f / (f - n)} : Row{basis.forward * (-n / (f - n)), f * n / (f - n)};
    Row const w = flat ? Row{{0, 0, 0}, 1} : Row{basis.forward, 0};

    // Stretch the crop to -1..1: x' = (x + w (1 - 2 left - width)) / width, all before anything becomes a float.
    auto const stretch = [&](Row const& row, double start, double size) {
        double const shift = 1 - 2 * start - size;
        return Row{(row.point + w.point * shift) * (1 / size), (row.one + w.one * shift) / size};
    };
    x = stretch(x, crop[0], crop[2]);
    y = stretch(y, crop[1], crop[3]);

    Mat4 m{};
    std::size_t i = 0;
    for (Row const& row : {x, y, z, w}) {
        m[i] = static_cast<float>(row.point.x);
        m[4 + i] = static_cast<float>(row.point.y);
        m[8 + i] = static_cast<float>(row.point.z);
        m[12 + i] = static_cast<float>(row.one);
        ++i;
    }
    return m;
}

Projector::Projector(Camera const& camera, double width, double height)
    : eye_(camera.eye), centre_{width / 2, height / 2}, flat_(camera.ortho_height > 0) {
    Basis const basis = basis_of(camera);
    right_ = basis.right;
    up_ = basis.up;
    forward_ = basis.forward;
    scale_ = flat_ ? height / camera.ortho_height : height / (2 * tan_half_fov(camera));
}

Projection project(Camera const& camera, base::Vec3d local, double width, double height) {
    return Projector(camera, width, height)(local);
}

Ray pixel_ray(Camera const& camera, base::Vec2d pixel, double width, double height) {
    Basis const basis = basis_of(camera);
    double const across = (pixel.x - width / 2) * 2 / height;
    double const above = (height / 2 - pixel.y) * 2 / height;
    if (camera.ortho_height > 0) {
        double const half = camera.ortho_height / 2;
        return {camera.eye + basis.right * (across * half) + basis.up * (above * half), basis.forward};
    }
    double const t = tan_half_fov(camera);
    return {camera.eye, normalised(basis.forward + basis.right * (across * t) + basis.up * (above * t))};
}

}  // namespace scene
