#include "twin/keep.h"

namespace twin {
namespace {

/// Moves a run of points (and heights) down to where the kept ones end.
struct PointMover {
    std::vector<base::Vec2d>& points;
    std::vector<float>& z;
    std::size_t kept = 0;

    void move(std::uint32_t begin, std::uint32_t end) {
        for (std::uint32_t i = begin; i < end; ++i, ++kept) {
            points[kept] = points[i];
            if (!z.empty()) z[kept] = z[i];
        }
    }
    void finish() {
        points.resize(kept);
        if (!z.empty()) z.resize(kept);
    }
};

}  // namespace

void keep_polygons(geo::Polygons& g, std::vector<std::uint8_t> const& keep) {
    PointMover mover{g.points, g.z};
    std::size_t ring = 0, polygon = 0;
    for (std::size_t p = 0; p < g.size(); ++p) {
        std::uint32_t const first = g.polygon_begin[p], last = g.polygon_begin[p + 1];
        if (!keep[p]) continue;
        g.polygon_begin[polygon] = static_cast<std::uint32_t>(ring);
        g.row[polygon++] = g.row[p];
        for (std::uint32_t r = first; r < last; ++r) {
            std::uint32_t const begin = g.ring_begin[r], end = g.ring_begin[r + 1];
            g.ring_begin[ring++] = static_cast<std::uint32_t>(mover.kept);
            mover.move(begin, end);
        }
    }
    g.ring_begin.resize(ring + 1);
    g.ring_begin[ring] = static_cast<std::uint32_t>(mover.kept);
    g.polygon_begin.resize(polygon + 1);
    g.polygon_begin[polygon] = static_cast<std::uint32_t>(ring);
    g.row.resize(polygon);
    mover.finish();
}

void keep_lines(geo::Lines& lines, std::vector<std::uint8_t> const& keep) {
    PointMover mover{lines.points, lines.z};
    std::size_t line = 0;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (!keep[i]) continue;
        std::uint32_t const begin = lines.line_begin[i], end = lines.line_begin[i + 1];
        lines.line_begin[line] = static_cast<std::uint32_t>(mover.kept);
        lines.row[line++] = lines.row[i];
        mover.move(begin, end);
    }
    lines.line_begin.resize(line + 1);
    lines.line_begin[line] = static_cast<std::uint32_t>(mover.kept);
    lines.row.resize(line);
    mover.finish();
}

void keep_points(geo::Points& points, std::vector<std::uint8_t> const& keep) {
    keep_values(points.points, keep);
    keep_values(points.z, keep);
    keep_values(points.row, keep);
}

}  // namespace twin
