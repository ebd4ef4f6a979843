#include "twin/surfaces.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "geo/crs.h"
#include "geo/triangulate.h"
#include "twin/buildings.h"

namespace twin {
namespace {

constexpr float kInfinity = std::numeric_limits<float>::infinity();

/// Newell's normal: robust for rings that are not quite flat (Tampieri, Graphics Gems III, 1992). Not of unit length.
base::Vec3d newell_normal(std::span<base::Vec3d const> ring) {
    base::Vec3d n;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        base::Vec3d const a = ring[i], b = ring[(i + 1) % ring.size()];
        n = n + base::Vec3d{(a.y - b.y) * (a.z + b.z), (a.z - b.z) * (a.x + b.x), (a.x - b.x) * (a.y + b.y)};
    }
    return n;
}

/// Turns one surface after another into triangles, with its scratch memory kept.
class SurfaceTriangulator {
public:
    /// Indices of triangles into `flat` order, which is the order of the rings' points; winding as the surface's.
    bool run(geo::SurfaceModel const& model, geo::SurfaceModel::Surface const& surface) {
        points_.clear();
        ends_.clear();
        triangles.clear();
        std::uint32_t const begin = model.ring_begin[surface.ring_begin];
        auto const outer = ring(model, surface.ring_begin);
        base::Vec3d const normal = base::normalised(newell_normal(outer));
        if (outer.size() < 3 || base::length(normal) == 0) return false;
        base::Vec3d const helper = std::abs(normal.z) < 0.9 ? base::Vec3d{0, 0, 1} : base::Vec3d{1, 0, 0};
        base::Vec3d const u = base::normalised(base::cross(helper, normal)), v = base::cross(normal, u);
        for (std::uint32_t r = surface.ring_begin; r < surface.ring_end; ++r) {
            for (base::Vec3d p : ring(model, r)) {
                base::Vec3d const d = p - outer.front();
                points_.push_back({base::dot(d, u), base::dot(d, v)});
            }
            ends_.push_back(model.ring_begin[r + 1] - begin);
        }
        // An area of nothing is no surface, but not a fault of the file either: coordinates are rounded to millimetres.
        triangulator_.run(points_, ends_, triangles);
        return !triangles.empty();
    }
    std::vector<std::uint32_t> triangles;

private:
    static std::span<base::Vec3d const> ring(geo::SurfaceModel const& model, std::uint32_t r) {
        return {model.points.data() + model.ring_begin[r], model.ring_begin[r + 1] - model.ring_begin[r]};
    }
    geo::Triangulator triangulator_;
    std::vector<base::Vec2d> points_;
    std::vector<std::uint32_t> ends_;
};

/// Height from the lowest to the highest point of each row's surfaces; NaN for rows without any.
std::vector<float> bodies(geo::SurfaceModel const& model, std::size_t rows) {
    std::vector<double> low(rows, kInfinity), high(rows, -kInfinity);
    for (auto const& surface : model.surfaces) {
        for (std::uint32_t i = model.ring_begin[surface.ring_begin]; i < model.ring_begin[surface.ring_end]; ++i) {
            low[surface.building] = std::min(low[surface.building], model.points[i].z);
            high[surface.building] = std::max(high[surface.building], model.points[i].z);
        }
    }
    std::vector<float> out(rows, std::numeric_limits<float>::quiet_NaN());
    for (std::size_t row = 0; row < rows; ++row) {
        if (high[row] > low[row]) out[row] = static_cast<float>(high[row] - low[row]);
    }
    return out;
}

}  // namespace

base::Status place_surfaces(Inputs& inputs, District& district) {
    for (BuildingsInput& input : inputs.buildings) {
        if (!input.surfaces || input.surfaces->surfaces.empty()) continue;
        geo::SurfaceModel& model = *input.surfaces;
        std::vector<base::Vec2d> flat(model.points.size());
        for (std::size_t i = 0; i < flat.size(); ++i) flat[i] = {model.points[i].x, model.points[i].y};
        if (input.data.crs.empty()) {
            for (base::Vec2d& p : flat) p = p - base::Vec2d{district.frame.origin.x, district.frame.origin.y};
        } else if (auto moved = geo::to_local(flat, input.data.crs, district.frame); !moved) {
            return moved.error();
        }
        for (std::size_t i = 0; i < flat.size(); ++i) {
            model.points[i].x = flat[i].x;
            model.points[i].y = flat[i].y;
        }
        input.body = bodies(model, input.data.rows());
    }
    return base::done;
}

void add_surfaces(BuildingsInput& input, std::size_t first_building, District& district) {
    if (!input.surfaces) return;
    geo::SurfaceModel const& model = *input.surfaces;
    Buildings const& b = district.buildings;
    // A row's surfaces belong to its first footprint; further ones would be drawn twice.
    std::vector<std::uint32_t> building_of(input.data.rows(), 0xffffffff);
    std::vector<std::uint8_t> keep(b.size(), 1);
    std::vector<std::uint8_t> has_surfaces(input.data.rows(), 0);
    for (auto const& surface : model.surfaces) has_surfaces[surface.building] = 1;
    std::uint32_t next = static_cast<std::uint32_t>(first_building);
    for (std::size_t i = first_building; i < b.size(); ++i) {
        bool const again = has_surfaces[b.row[i]] && building_of[b.row[i]] != 0xffffffff;
        if (again) {
            keep[i] = 0;
        } else {
            building_of[b.row[i]] = next++;
        }
    }
    keep_only(district, keep);

    BuildingSurfaces& out = district.surfaces;
    SurfaceTriangulator triangulator;
    for (auto const& surface : model.surfaces) {
        std::uint32_t const building = building_of[surface.building];
        if (building == 0xffffffff) continue;
        auto const begin = static_cast<std::ptrdiff_t>(model.ring_begin[surface.ring_begin]);
        auto const end = static_cast<std::ptrdiff_t>(model.ring_begin[surface.ring_end]);
        if (!triangulator.run(model, surface)) {
            district.findings.add({base::Severity::skipped, input.data.source, input.data.layer,
                                   input.data.feature_id[surface.building], "surface-degenerate",
                                   "a surface of it has no area"});
            continue;
        }
        auto const first = static_cast<std::uint32_t>(out.points.size());
        out.points.insert(out.points.end(), model.points.begin() + begin, model.points.begin() + end);
        for (std::uint32_t index : triangulator.triangles) out.triangles.push_back(first + index);
        out.building.insert(out.building.end(), triangulator.triangles.size() / 3, building);
        out.kind.insert(out.kind.end(), triangulator.triangles.size() / 3, surface.kind);
    }
    input.surfaces.reset();
}

void seat_surfaces(District& district) {
    BuildingSurfaces& s = district.surfaces;
    std::vector<double> low(district.buildings.size(), kInfinity);
    auto const for_corners = [&](auto visit) {
        for (std::size_t t = 0; t < s.triangles.size(); ++t) visit(s.building[t / 3], s.points[s.triangles[t]]);
    };
    for_corners([&](std::uint32_t building, base::Vec3d& p) { low[building] = std::min(low[building], p.z); });
    // Points belong to one surface and so to one building; each is moved once.
    std::vector<std::uint8_t> moved(s.points.size(), 0);
    for (std::size_t t = 0; t < s.triangles.size(); ++t) {
        std::uint32_t const i = s.triangles[t];
        if (moved[i]) continue;
        moved[i] = 1;
        std::uint32_t const building = s.building[t / 3];
        s.points[i].z += district.buildings.base_z[building] - low[building];
    }
}

}  // namespace twin
