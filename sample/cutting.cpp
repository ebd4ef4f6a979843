#include "sample/cutting.h"

#include <geos_c.h>

#include <algorithm>
#include <memory>

namespace sample {

namespace {

struct ContextDeleter {
    void operator()(GEOSContextHandle_HS* context) const { GEOS_finish_r(context); }
};
struct GeometryDeleter {
    GEOSContextHandle_t context = nullptr;
    void operator()(GEOSGeometry* geometry) const { GEOSGeom_destroy_r(context, geometry); }
};
using Geometry = std::unique_ptr<GEOSGeometry, GeometryDeleter>;

constexpr int kQuadrantSegments = 3;
constexpr double kSimplify = 0.25;  ///< metres: kerbs need no finer outline

class Geos {
public:
    Geos() : context_(GEOS_init_r()) {}

    Geometry own(GEOSGeometry* geometry) const { return {geometry, {context_.get()}}; }

    Geometry of(Shape const& shape) const {
        std::vector<GEOSGeometry*> holes;
        for (Ring const& hole : shape.holes) holes.push_back(ring(hole));
        return own(GEOSGeom_createPolygon_r(context_.get(), ring(shape.outer), holes.data(),
                                            static_cast<unsigned>(holes.size())));
    }

    Geometry line(Path const& path) const {
        return own(GEOSGeom_createLineString_r(context_.get(), sequence(path, false)));
    }

    Geometry collect(std::vector<Geometry> parts) const {
        std::vector<GEOSGeometry*> raw;
        for (Geometry& part : parts) raw.push_back(part.release());
        return own(GEOSGeom_createCollection_r(context_.get(), GEOS_GEOMETRYCOLLECTION, raw.data(),
                                               static_cast<unsigned>(raw.size())));
    }

    Geometry buffer(Geometry const& g, double by) const {
        return own(GEOSBuffer_r(context_.get(), g.get(), by, kQuadrantSegments));
    }
    Geometry strip(Geometry const& g, double width) const {
        return own(GEOSBufferWithStyle_r(context_.get(), g.get(), width / 2, kQuadrantSegments, GEOSBUF_CAP_FLAT,
                                         GEOSBUF_JOIN_ROUND, 2));
    }
    Geometry unite(Geometry const& g) const { return own(GEOSUnaryUnion_r(context_.get(), g.get())); }
    Geometry subtract(Geometry const& a, Geometry const& b) const {
        return own(GEOSDifference_r(context_.get(), a.get(), b.get()));
    }
    Geometry intersect(Geometry const& a, Geometry const& b) const {
        return own(GEOSIntersection_r(context_.get(), a.get(), b.get()));
    }
    Geometry simplify(Geometry const& g) const {
        return own(GEOSTopologyPreserveSimplify_r(context_.get(), g.get(), kSimplify));
    }

    /// Polygons of whatever it is, counter-clockwise, ordered by place so that nothing depends on GEOS's inner order.
    std::vector<Shape> shapes(Geometry const& g) const {
        std::vector<Shape> found;
        if (g) collect_shapes(g.get(), found);
        std::sort(found.begin(), found.end(), [](Shape const& a, Shape const& b) {
            Vec2d const ca = centroid(a.outer), cb = centroid(b.outer);
            return ca.y != cb.y ? ca.y < cb.y : ca.x < cb.x;
        });
        return found;
    }

private:
    GEOSCoordSequence* sequence(std::vector<Vec2d> const& points, bool close) const {
        auto const count = static_cast<unsigned>(points.size() + (close ? 1 : 0));
        GEOSCoordSequence* const out = GEOSCoordSeq_create_r(context_.get(), count, 2);
        for (unsigned i = 0; i < count; ++i) {
            Vec2d const p = points[i % points.size()];
            GEOSCoordSeq_setXY_r(context_.get(), out, i, p.x, p.y);
        }
        return out;
    }
    GEOSGeometry* ring(Ring const& points) const {
        return GEOSGeom_createLinearRing_r(context_.get(), sequence(points, true));
    }

    Ring points_of(GEOSGeometry const* ring, bool counter_clockwise) const {
        GEOSCoordSequence const* const in = GEOSGeom_getCoordSeq_r(context_.get(), ring);
        unsigned count = 0;
        GEOSCoordSeq_getSize_r(context_.get(), in, &count);
        Ring points;
        for (unsigned i = 0; i + 1 < count; ++i) {
            Vec2d p;
            GEOSCoordSeq_getXY_r(context_.get(), in, i, &p.x, &p.y);
            points.push_back(p);
        }
        if ((area(points) > 0) != counter_clockwise) std::reverse(points.begin(), points.end());
        return points;
    }

    void collect_shapes(GEOSGeometry const* g, std::vector<Shape>& found) const {
        int const type = GEOSGeomTypeId_r(context_.get(), g);
        if (type == GEOS_POLYGON) {
            if (GEOSisEmpty_r(context_.get(), g)) return;
            Shape shape{points_of(GEOSGetExteriorRing_r(context_.get(), g), true), {}};
            int const holes = GEOSGetNumInteriorRings_r(context_.get(), g);
            for (int i = 0; i < holes; ++i) {
                shape.holes.push_back(points_of(GEOSGetInteriorRingN_r(context_.get(), g, i), false));
            }
            found.push_back(std::move(shape));
        } else if (type == GEOS_MULTIPOLYGON || type == GEOS_GEOMETRYCOLLECTION) {
            int const parts = GEOSGetNumGeometries_r(context_.get(), g);
            for (int i = 0; i < parts; ++i) collect_shapes(GEOSGetGeometryN_r(context_.get(), g, i), found);
        }
    }

    std::unique_ptr<GEOSContextHandle_HS, ContextDeleter> context_;
};

}  // namespace

std::vector<Shape> cut_out(Shape const& land, std::vector<Strip> const& strips, std::vector<Shape> const& holes,
                           double corner_radius) {
    Geos const geos;
    std::vector<Geometry> taken;
    for (Strip const& strip : strips) taken.push_back(geos.strip(geos.line(strip.path), strip.width));
    for (Shape const& hole : holes) taken.push_back(geos.of(hole));
    Geometry const gone = geos.unite(geos.collect(std::move(taken)));
    Geometry left = geos.subtract(geos.of(land), gone);
    // Opening (in, then out again) rounds the outward corners and drops slivers; nothing grows beyond what was left.
    if (corner_radius > 0) left = geos.buffer(geos.buffer(left, -corner_radius), corner_radius * 0.98);
    return geos.shapes(geos.simplify(left));
}

std::vector<Shape> inset(Shape const& shape, double by) {
    Geos const geos;
    return geos.shapes(geos.simplify(geos.buffer(geos.of(shape), -by)));
}

std::vector<Shape> unite(std::vector<Shape> const& shapes) {
    Geos const geos;
    std::vector<Geometry> parts;
    for (Shape const& shape : shapes) parts.push_back(geos.of(shape));
    return geos.shapes(geos.unite(geos.collect(std::move(parts))));
}

std::vector<Shape> intersect(Shape const& a, Shape const& b) {
    Geos const geos;
    return geos.shapes(geos.intersect(geos.of(a), geos.of(b)));
}

}  // namespace sample
