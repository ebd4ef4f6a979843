#include "geo/repair.h"

#include <algorithm>

#include "base/parallel.h"
#include "geo/polygon_repair.h"

namespace geo {
namespace {

using base::Severity;

constexpr std::size_t kPolygonsAtOnce = 8192;

void append_polygons(Polygons const& from, std::size_t begin, std::size_t end, Polygons& to) {
    std::uint32_t const first_ring = from.polygon_begin[begin], last_ring = from.polygon_begin[end];
    std::uint32_t const first_point = from.ring_begin[first_ring], last_point = from.ring_begin[last_ring];
    auto const point_base = static_cast<std::uint32_t>(to.points.size());
    auto const ring_base = static_cast<std::uint32_t>(to.ring_count());
    to.points.insert(to.points.end(), from.points.begin() + first_point, from.points.begin() + last_point);
    if (!from.z.empty()) to.z.insert(to.z.end(), from.z.begin() + first_point, from.z.begin() + last_point);
    for (std::uint32_t r = first_ring + 1; r <= last_ring; ++r) {
        to.ring_begin.push_back(from.ring_begin[r] - first_point + point_base);
    }
    for (std::size_t p = begin + 1; p <= end; ++p) {
        to.polygon_begin.push_back(from.polygon_begin[p] - first_ring + ring_base);
    }
    to.row.insert(to.row.end(), from.row.begin() + static_cast<std::ptrdiff_t>(begin),
                  from.row.begin() + static_cast<std::ptrdiff_t>(end));
}

void append_change(RepairedPolygon const& change, std::uint32_t row, Polygons& to) {
    for (std::size_t i = 0; i < change.parts.size(); ++i) {
        Rings const& part = change.parts[i];
        auto const point_base = static_cast<std::uint32_t>(to.points.size());
        to.points.insert(to.points.end(), part.points.begin(), part.points.end());
        if (!change.z.empty()) to.z.insert(to.z.end(), change.z[i].begin(), change.z[i].end());
        for (std::uint32_t const end : part.ring_ends) to.ring_begin.push_back(point_base + end);
        to.polygon_begin.push_back(static_cast<std::uint32_t>(to.ring_count()));
        to.row.push_back(row);
    }
}

Polygons rebuilt(Polygons const& from, std::vector<RepairedPiece> const& pieces) {
    Polygons to;
    to.points.reserve(from.points.size());
    to.z.reserve(from.z.size());
    to.ring_begin.reserve(from.ring_begin.size());
    to.polygon_begin.reserve(from.polygon_begin.size());
    to.row.reserve(from.row.size());
    std::size_t done = 0;
    for (RepairedPiece const& piece : pieces) {
        for (RepairedPolygon const& change : piece.changes) {
            append_polygons(from, done, change.polygon, to);
            append_change(change, from.row[change.polygon], to);
            done = change.polygon + 1;
        }
    }
    append_polygons(from, done, from.size(), to);
    return to;
}

/// Shapefiles run their rings clockwise by their own standard, and OpenStreetMap has none: where most of a layer does,
/// that is no fault of its features.
void report_turned(VectorLayer const& layer, std::vector<RepairedPiece> const& pieces, std::size_t polygons,
                   base::Findings& findings) {
    std::size_t turned = 0;
    for (RepairedPiece const& piece : pieces) turned += piece.turned.size();
    if (polygons > 1 && 2 * turned > polygons) {
        findings.add({Severity::note, layer.source, layer.layer, -1, "winding",
                      std::to_string(turned) + " of " + std::to_string(polygons) +
                          " outer rings run clockwise, as in Shapefiles; turned"});
        return;
    }
    for (RepairedPiece const& piece : pieces) {
        for (std::size_t const polygon : piece.turned) {
            findings.add({Severity::repaired, layer.source, layer.layer, feature_of(layer, polygon), "winding",
                          "its outer ring ran clockwise; turned"});
        }
    }
}

}  // namespace

void repair_polygons(VectorLayer& layer, base::Findings& findings) {
    std::size_t const count = layer.polygons.size();
    std::vector<RepairedPiece> pieces((count + kPolygonsAtOnce - 1) / kPolygonsAtOnce);
    base::parallel_for(count, kPolygonsAtOnce, [&](std::size_t begin, std::size_t end) {
        PolygonRepairer repairer(layer, pieces[begin / kPolygonsAtOnce]);
        for (std::size_t polygon = begin; polygon < end; ++polygon) repairer.look(polygon);
    });
    for (RepairedPiece const& piece : pieces) findings.merge(piece.findings);
    report_turned(layer, pieces, count, findings);
    bool const changed =
        std::any_of(pieces.begin(), pieces.end(), [](RepairedPiece const& p) { return !p.changes.empty(); });
    if (changed) layer.polygons = rebuilt(layer.polygons, pieces);
}

}  // namespace geo
