#include "geo/geos.h"

#include <geos_c.h>

#include <algorithm>
#include <tuple>

namespace geo {
namespace {

using base::Vec2d;

void swallow(char const*, void*) {}

struct GeometryDeleter {
    GEOSContextHandle_t context;
    void operator()(GEOSGeometry* g) const { GEOSGeom_destroy_r(context, g); }
};
using Geometry = std::unique_ptr<GEOSGeometry, GeometryDeleter>;

bool before(Vec2d a, Vec2d b) { return std::tie(a.x, a.y) < std::tie(b.x, b.y); }

double twice_area(std::span<Vec2d const> ring) {
    double sum = 0;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        sum += base::cross(ring[i] - ring[0], ring[(i + 1) % ring.size()] - ring[0]);
    }
    return sum;
}

}  // namespace

struct Geos::State {
    GEOSContextHandle_t context = GEOS_init_r();
    GEOSMakeValidParams* structure = nullptr;

    State() {
        GEOSContext_setErrorMessageHandler_r(context, swallow, nullptr);
        GEOSContext_setNoticeMessageHandler_r(context, swallow, nullptr);
        structure = GEOSMakeValidParams_create_r(context);
        GEOSMakeValidParams_setMethod_r(context, structure, GEOS_MAKE_VALID_STRUCTURE);
    }
    ~State() {
        GEOSMakeValidParams_destroy_r(context, structure);
        GEOS_finish_r(context);
    }
    State(State const&) = delete;
    State& operator=(State const&) = delete;

    Geometry own(GEOSGeometry* g) const { return Geometry(g, GeometryDeleter{context}); }

    GEOSGeometry* ring(std::span<Vec2d const> points) const {
        auto* sequence = GEOSCoordSeq_create_r(context, static_cast<unsigned>(points.size() + 1), 2);
        if (!sequence) return nullptr;
        for (std::size_t i = 0; i <= points.size(); ++i) {
            Vec2d const p = points[i % points.size()];
            GEOSCoordSeq_setXY_r(context, sequence, static_cast<unsigned>(i), p.x, p.y);
        }
        return GEOSGeom_createLinearRing_r(context, sequence);
    }

    /// Null if a ring is too short for GEOS.
    Geometry polygon(std::span<Vec2d const> points, std::span<std::uint32_t const> ring_ends) const {
        std::vector<GEOSGeometry*> rings;
        std::uint32_t begin = 0;
        for (std::uint32_t end : ring_ends) {
            rings.push_back(end > begin ? ring(points.subspan(begin, end - begin)) : nullptr);
            begin = end;
        }
        if (rings.empty() || std::find(rings.begin(), rings.end(), nullptr) != rings.end()) {
            for (auto* r : rings) {
                if (r) GEOSGeom_destroy_r(context, r);
            }
            return own(nullptr);
        }
        auto const holes = static_cast<unsigned>(rings.size() - 1);
        return own(GEOSGeom_createPolygon_r(context, rings[0], rings.data() + 1, holes));
    }

    Geometry multiline(Lines const& lines) const {
        std::vector<GEOSGeometry*> parts;
        for (std::size_t i = 0; i < lines.size(); ++i) {
            auto const line = lines.line(i);
            if (line.size() < 2) continue;
            auto* sequence = GEOSCoordSeq_create_r(context, static_cast<unsigned>(line.size()), 2);
            for (std::size_t k = 0; k < line.size(); ++k)
                GEOSCoordSeq_setXY_r(context, sequence, static_cast<unsigned>(k), line[k].x, line[k].y);
            if (auto* part = GEOSGeom_createLineString_r(context, sequence)) parts.push_back(part);
        }
        return own(GEOSGeom_createCollection_r(context, GEOS_MULTILINESTRING, parts.data(),
                                               static_cast<unsigned>(parts.size())));
    }

    void append_ring(GEOSGeometry const* linear_ring, bool counter_clockwise, Rings& to) const {
        auto const* sequence = GEOSGeom_getCoordSeq_r(context, linear_ring);
        unsigned size = 0;
        GEOSCoordSeq_getSize_r(context, sequence, &size);
        std::size_t const begin = to.points.size();
        for (unsigned i = 0; i + 1 < size; ++i) {
            Vec2d p;
            GEOSCoordSeq_getXY_r(context, sequence, i, &p.x, &p.y);
            to.points.push_back(p);
        }
        if ((twice_area(std::span(to.points).subspan(begin)) > 0) != counter_clockwise) {
            std::reverse(to.points.begin() + static_cast<std::ptrdiff_t>(begin), to.points.end());
        }
        to.ring_ends.push_back(static_cast<std::uint32_t>(to.points.size()));
    }

    /// Every polygon in `g`, however deep in collections; lines and points are left behind.
    void collect(GEOSGeometry const* g, std::vector<Rings>& to) const {
        int const type = GEOSGeomTypeId_r(context, g);
        if (type == GEOS_POLYGON) {
            if (GEOSisEmpty_r(context, g)) return;
            Rings& rings = to.emplace_back();
            append_ring(GEOSGetExteriorRing_r(context, g), true, rings);
            int const holes = GEOSGetNumInteriorRings_r(context, g);
            for (int i = 0; i < holes; ++i) append_ring(GEOSGetInteriorRingN_r(context, g, i), false, rings);
        } else if (type == GEOS_MULTIPOLYGON || type == GEOS_GEOMETRYCOLLECTION) {
            int const parts = GEOSGetNumGeometries_r(context, g);
            for (int i = 0; i < parts; ++i) collect(GEOSGetGeometryN_r(context, g, i), to);
        }
    }
};

Geos::Geos() : state_(std::make_unique<State>()) {}
Geos::~Geos() = default;

bool Geos::is_valid(Rings const& polygon) {
    Geometry const g = state_->polygon(polygon.points, polygon.ring_ends);
    return g && GEOSisValid_r(state_->context, g.get()) == 1;
}

std::vector<Rings> Geos::make_valid(Rings const& polygon) {
    std::vector<Rings> parts;
    Geometry const g = state_->polygon(polygon.points, polygon.ring_ends);
    if (!g) return parts;
    Geometry const valid = state_->own(GEOSMakeValidWithParams_r(state_->context, g.get(), state_->structure));
    if (valid) state_->collect(valid.get(), parts);
    return parts;
}

bool Geos::triangulate(std::span<Vec2d const> points, std::span<std::uint32_t const> ring_ends,
                       std::vector<std::uint32_t>& out) {
    Geometry const g = state_->polygon(points, ring_ends);
    if (!g) return false;
    Geometry const mesh = state_->own(GEOSConstrainedDelaunayTriangulation_r(state_->context, g.get()));
    if (!mesh) return false;
    std::vector<std::uint32_t> by_place(points.size());
    for (std::uint32_t i = 0; i < by_place.size(); ++i) by_place[i] = i;
    std::stable_sort(by_place.begin(), by_place.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return before(points[a], points[b]); });

    std::vector<Rings> triangles;
    state_->collect(mesh.get(), triangles);
    std::size_t const begin = out.size();
    for (Rings const& t : triangles) {
        if (t.points.size() != 3) continue;
        for (Vec2d p : t.points) {
            auto const found = std::lower_bound(by_place.begin(), by_place.end(), p,
                                                [&](std::uint32_t i, Vec2d q) { return before(points[i], q); });
            if (found == by_place.end() || points[*found] != p) {
                out.resize(begin);
                return false;
            }
            out.push_back(*found);
        }
    }
    return out.size() > begin;
}

std::vector<std::vector<Rings>> Geos::bands_beside(std::span<Lines const> sets, double out, double in) {
    constexpr int kQuarter = 4;  // corners of a quarter circle
    constexpr double kFine = 2;  // metres
    std::vector<std::vector<Rings>> bands(sets.size());
    Geometry before = state_->own(nullptr);
    auto* const c = state_->context;
    for (std::size_t i = 0; i < sets.size(); ++i) {
        Geometry const lines = state_->multiline(sets[i]);
        Geometry const wide = state_->own(lines ? GEOSBuffer_r(c, lines.get(), out, kQuarter) : nullptr);
        Geometry const narrow = state_->own(wide ? GEOSBuffer_r(c, wide.get(), -in, kQuarter) : nullptr);
        Geometry land = state_->own(narrow ? GEOSTopologyPreserveSimplify_r(c, narrow.get(), kFine) : nullptr);
        if (!land) continue;
        Geometry const band = state_->own(before ? GEOSDifference_r(c, land.get(), before.get()) : nullptr);
        state_->collect(band ? band.get() : land.get(), bands[i]);
        before = std::move(land);
    }
    return bands;
}

}  // namespace geo
