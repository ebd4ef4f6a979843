#include "geo/footprint.h"

#include <geos_c.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace geo {

namespace {

using base::Vec3d;

/// Twice the area vector (Newell's method, M. E. Newell 1972): holds for faces that are not quite plane.
Vec3d newell(Face const& face) {
    Vec3d sum;
    std::size_t const count = face.ring_ends.empty() ? 0 : face.ring_ends[0];
    for (std::size_t i = 0; i < count; ++i) {
        // Relative to the first point, or large eastings eat the small areas.
        Vec3d const a = face.points[i] - face.points[0];
        Vec3d const b = face.points[i + 1 < count ? i + 1 : 0] - face.points[0];
        sum = sum + cross(a, b);
    }
    return sum;
}

class Union {
public:
    Union() : context_(GEOS_init_r()) {}
    ~Union() {
        for (GEOSGeometry* g : parts_) GEOSGeom_destroy_r(context_, g);
        GEOS_finish_r(context_);
    }
    Union(Union const&) = delete;
    Union& operator=(Union const&) = delete;

    void add(Face const& face);
    /// Empties the union. Areas in square units of the CRS.
    std::vector<Rings> finish(double& area);

private:
    GEOSGeometry* ring(std::span<Vec3d const> points);
    void collect(GEOSGeometry const* geometry, std::vector<Rings>& out);
    void collect_ring(GEOSGeometry const* ring, bool outer, Rings& out);

    GEOSContextHandle_t context_;
    std::vector<GEOSGeometry*> parts_;
};

GEOSGeometry* Union::ring(std::span<Vec3d const> points) {
    auto const count = static_cast<unsigned>(points.size());
    GEOSCoordSequence* const sequence = GEOSCoordSeq_create_r(context_, count + 1, 2);
    for (unsigned i = 0; i <= count; ++i) {
        Vec3d const p = points[i % count];
        GEOSCoordSeq_setXY_r(context_, sequence, i, p.x, p.y);
    }
    return GEOSGeom_createLinearRing_r(context_, sequence);
}

void Union::add(Face const& face) {
    std::vector<GEOSGeometry*> rings;
    std::size_t begin = 0;
    for (std::uint32_t const end : face.ring_ends) {
        if (end - begin >= 3) rings.push_back(ring(std::span(face.points).subspan(begin, end - begin)));
        if (rings.empty()) return;  // no outer ring, no face
        begin = end;
    }
    if (rings.empty()) return;
    GEOSGeometry* const polygon =
        GEOSGeom_createPolygon_r(context_, rings[0], rings.data() + 1, static_cast<unsigned>(rings.size() - 1));
    if (!polygon) return;
    GEOSGeometry* const valid = GEOSisValid_r(context_, polygon) == 1 ? GEOSGeom_clone_r(context_, polygon)
                                                                      : GEOSBuffer_r(context_, polygon, 0, 1);
    GEOSGeom_destroy_r(context_, polygon);
    if (valid) parts_.push_back(valid);
}

void Union::collect_ring(GEOSGeometry const* ring, bool outer, Rings& out) {
    GEOSCoordSequence const* const sequence = GEOSGeom_getCoordSeq_r(context_, ring);
    unsigned count = 0;
    GEOSCoordSeq_getSize_r(context_, sequence, &count);
    std::vector<base::Vec2d> points;
    for (unsigned i = 0; i + 1 < count; ++i) {
        base::Vec2d p;
        GEOSCoordSeq_getXY_r(context_, sequence, i, &p.x, &p.y);
        points.push_back(p);
    }
    char counter_clockwise = 0;
    GEOSCoordSeq_isCCW_r(context_, sequence, &counter_clockwise);
    if ((counter_clockwise != 0) != outer) std::reverse(points.begin(), points.end());
    out.points.insert(out.points.end(), points.begin(), points.end());
    out.ring_ends.push_back(static_cast<std::uint32_t>(out.points.size()));
}

void Union::collect(GEOSGeometry const* geometry, std::vector<Rings>& out) {
    if (GEOSGeomTypeId_r(context_, geometry) != GEOS_POLYGON) {
        int const parts = GEOSGetNumGeometries_r(context_, geometry);
        for (int i = 0; i < parts; ++i) {
            GEOSGeometry const* const part = GEOSGetGeometryN_r(context_, geometry, i);
            if (part != geometry) collect(part, out);
        }
        return;
    }
    if (GEOSisEmpty_r(context_, geometry) == 1) return;
    Rings polygon;
    collect_ring(GEOSGetExteriorRing_r(context_, geometry), true, polygon);
    for (int i = 0; i < GEOSGetNumInteriorRings_r(context_, geometry); ++i) {
        collect_ring(GEOSGetInteriorRingN_r(context_, geometry, i), false, polygon);
    }
    out.push_back(std::move(polygon));
}

std::vector<Rings> Union::finish(double& area) {
    area = 0;
    if (parts_.empty()) return {};
    GEOSGeometry* const all = GEOSGeom_createCollection_r(context_, GEOS_GEOMETRYCOLLECTION, parts_.data(),
                                                          static_cast<unsigned>(parts_.size()));
    parts_.clear();
    GEOSGeometry* const united = GEOSUnaryUnion_r(context_, all);
    GEOSGeom_destroy_r(context_, all);
    if (!united) return {};
    // Level faces meet along edges that carry the wall's points; those on straight lines say nothing.
    GEOSGeometry* const simple = GEOSSimplify_r(context_, united, 0);
    GEOSGeometry const* const result = simple && GEOSisValid_r(context_, simple) == 1 ? simple : united;
    std::vector<Rings> polygons;
    collect(result, polygons);
    GEOSArea_r(context_, result, &area);
    if (simple) GEOSGeom_destroy_r(context_, simple);
    GEOSGeom_destroy_r(context_, united);
    return polygons;
}

template <class Choose>
std::vector<Rings> unite(std::span<Face const> faces, Choose choose, double& area) {
    Union all;
    for (Face const& face : faces) {
        if (choose(face)) all.add(face);
    }
    return all.finish(area);
}

double lowest(Face const& face) {
    double z = std::numeric_limits<double>::infinity();
    for (Vec3d const& p : face.points) z = std::min(z, p.z);
    return z;
}

double highest(Face const& face) {
    double z = -std::numeric_limits<double>::infinity();
    for (Vec3d const& p : face.points) z = std::max(z, p.z);
    return z;
}

/// Cosine of the angle between the face and the ground: 1 looks up, -1 looks down, 0 stands.
double facing(Face const& face) {
    Vec3d const n = newell(face);
    double const size = length(n);
    return size > 0 ? n.z / size : 0;
}

}  // namespace

namespace {

/// Longitudes and latitudes with metres of height: a thousand times taller than wide is no building.
bool is_in_degrees(std::span<Face const> faces) {
    base::Extent box;
    double low = std::numeric_limits<double>::infinity(), high = -low;
    for (Face const& face : faces) {
        for (Vec3d const& p : face.points) {
            box.add(base::Vec2d{p.x, p.y});
            low = std::min(low, p.z);
            high = std::max(high, p.z);
        }
    }
    return !box.empty() && std::abs(box.min_x) <= 180 && std::abs(box.max_y) <= 90 &&
           high - low > 1000 * std::max(box.width(), box.height());
}

std::optional<Footprint> footprint_in_metres(std::span<Face const> faces) {
    double bottom = std::numeric_limits<double>::infinity(), top = -bottom;
    for (Face const& face : faces) {
        bottom = std::min(bottom, lowest(face));
        top = std::max(top, highest(face));
    }
    if (!(bottom <= top)) return std::nullopt;
    double area = 0;
    if (auto ground = unite(
            faces, [](Face const& f) { return f.ground; }, area);
        !ground.empty()) {
        return Footprint{std::move(ground), bottom};
    }
    double shadow_area = 0;
    auto shadow = unite(
        faces, [](Face const& f) { return std::abs(facing(f)) > 0.02; }, shadow_area);
    if (shadow.empty()) return std::nullopt;
    // Less than this of the shadow, and the underside is a balcony's, or the faces are wound the wrong way.
    constexpr double kMostOfIt = 0.7;
    double const low_enough = bottom + 0.1 * (top - bottom) + 0.01;
    auto const level_and_low = [&](Face const& f) { return std::abs(facing(f)) > 0.98 && highest(f) <= low_enough; };
    auto const underside = [](Face const& f) { return facing(f) < -0.5; };
    if (auto low = unite(faces, level_and_low, area); area >= kMostOfIt * shadow_area) {
        return Footprint{std::move(low), bottom};
    }
    if (auto under = unite(faces, underside, area); area >= kMostOfIt * shadow_area) {
        return Footprint{std::move(under), bottom};
    }
    return Footprint{std::move(shadow), bottom};
}

}  // namespace

std::optional<Footprint> footprint_of(std::span<Face const> faces) {
    if (!is_in_degrees(faces)) return footprint_in_metres(faces);
    // Slopes mean something only where all three axes are in one unit.
    constexpr double kMetresPerDegree = 111'320.0;
    double const east = kMetresPerDegree * std::cos(faces[0].points[0].y * std::numbers::pi / 180);
    std::vector<Face> scaled(faces.begin(), faces.end());
    for (Face& face : scaled) {
        for (Vec3d& p : face.points) p = {p.x * east, p.y * kMetresPerDegree, p.z};
    }
    auto footprint = footprint_in_metres(scaled);
    if (!footprint) return footprint;
    for (Rings& polygon : footprint->polygons) {
        for (base::Vec2d& p : polygon.points) p = {p.x / east, p.y / kMetresPerDegree};
    }
    return footprint;
}

}  // namespace geo
