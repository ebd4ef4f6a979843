// The repair of single polygons, for one thread's piece of a layer.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/findings.h"
#include "geo/geos.h"
#include "geo/ring_checks.h"
#include "geo/vector.h"

namespace geo {

/// What becomes of one polygon: other polygons, or none.
struct RepairedPolygon {
    std::size_t polygon = 0;
    std::vector<Rings> parts;
    std::vector<std::vector<float>> z;  ///< per part, where the layer has heights
};

/// What one thread found in one piece of the layer.
struct RepairedPiece {
    std::vector<RepairedPolygon> changes;
    std::vector<std::size_t> turned;  ///< polygons all of whose rings ran the other way round
    base::Findings findings;
};

/// The feature a polygon belongs to, by its own id.
std::int64_t feature_of(VectorLayer const& layer, std::size_t polygon);

class PolygonRepairer {
public:
    PolygonRepairer(VectorLayer& layer, RepairedPiece& piece)
        : layer_(layer), polygons_(layer.polygons), piece_(piece) {}

    /// Leaves a good polygon alone, turns in place what only runs the wrong way round, and writes the rest to the
    /// piece.
    void look(std::size_t polygon);

private:
    void repair(std::size_t polygon);
    void clean_rings(std::size_t polygon, Rings& rings, std::vector<float>& z);
    bool append_clean_ring(std::uint32_t ring, Rings& rings, std::vector<float>& z);
    bool drop_flat_rings(Rings& rings, std::vector<float>& z);
    void turn_rings(Rings& rings, std::vector<float>& z);
    void mend(Rings& rings, std::vector<float>& z, RepairedPolygon& change);
    std::string fault(Rings const& rings, std::string& code);
    void drop_outside_holes(Rings& rings);
    std::vector<float> heights_for(Rings const& part, Rings const& from, std::vector<float> const& z) const;
    void report(base::Severity severity, std::string code, std::string reason);
    void turn_in_place(std::size_t polygon);
    bool is_as_before(RepairedPolygon const& change) const;

    VectorLayer& layer_;
    Polygons& polygons_;
    RepairedPiece& piece_;
    MeetingFinder meetings_;
    std::unique_ptr<Geos> geos_;  // made when first needed
    std::vector<std::uint32_t> ends_;
    std::size_t polygon_ = 0;
};

}  // namespace geo
