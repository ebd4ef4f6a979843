// Triangles cut along the ground's own triangles, so that roads and water lie in it and not near it.
#include <algorithm>
#include <array>
#include <cmath>

#include "base/parallel.h"
#include "geo/terrain.h"

namespace geo {
namespace {

using base::Vec2d;

constexpr std::size_t kGrain = 2048;

/// A convex piece of a triangle: a triangle cut once by each side of a cell and by its diagonal has at most 8 corners.
/// Corners are points of the mesh, or, from `DrapedMesh::points.size()` on, of the cutter.
struct Piece {
    std::array<std::uint32_t, 12> corners;
    std::uint32_t size = 0;
    void add(std::uint32_t corner) { corners[size++] = corner; }
};

/// One thread's triangles and the points that cutting made.
class Cutter {
public:
    Cutter(DrapedMesh const& mesh, HeightGrid const& grid)
        : mesh_(mesh), grid_(grid), old_points_(static_cast<std::uint32_t>(mesh.points.size())) {}

    void cut(std::uint32_t const* triangle);

    std::vector<Vec2d> points;
    std::vector<float> attributes;
    std::vector<std::uint32_t> triangles;

private:
    struct Span {
        double low, high;
    };
    Vec2d place(std::uint32_t corner) const {
        return corner < old_points_ ? mesh_.points[corner] : points[corner - old_points_];
    }
    float attribute(std::uint32_t corner, std::uint32_t i) const {
        return corner < old_points_ ? mesh_.attributes[std::size_t{corner} * mesh_.stride + i]
                                    : attributes[std::size_t{corner - old_points_} * mesh_.stride + i];
    }
    template <class Side, class Snap>
    void split(Piece const& piece, Side const& side, Snap const& snap, Piece& below, Piece& above);
    void split_at(Piece const& piece, double Vec2d::*axis, double line, Piece& below, Piece& above);
    std::uint32_t cut_edge(std::uint32_t from, std::uint32_t to, double from_side, double to_side);
    void cut_rows(Piece const& column, int x);
    void cut_diagonal(Piece const& cell, int x, int y);
    void emit(Piece const& piece);
    Span span_of(Piece const& piece, double Vec2d::*axis) const;

    /// Cells are counted from the grid's corner; -1 and the last one reach to infinity.
    static int cell_of(double offset, double spacing, std::uint32_t points_along) {
        double const cell = std::floor(offset / spacing), last = points_along - 1.0;
        return static_cast<int>(cell > -1 ? std::min(cell, last) : -1.0);  // NaN goes to -1, too
    }

    DrapedMesh const& mesh_;
    HeightGrid const& grid_;
    std::uint32_t old_points_;
};

Cutter::Span Cutter::span_of(Piece const& piece, double Vec2d::*axis) const {
    Span span{place(piece.corners[0]).*axis, place(piece.corners[0]).*axis};
    for (std::uint32_t i = 1; i < piece.size; ++i) {
        span.low = std::min(span.low, place(piece.corners[i]).*axis);
        span.high = std::max(span.high, place(piece.corners[i]).*axis);
    }
    return span;
}

/// The new point where the edge crosses, the same to the last bit whichever way round the edge is given: the triangle
/// on its other side must not show a crack.
std::uint32_t Cutter::cut_edge(std::uint32_t from, std::uint32_t to, double from_side, double to_side) {
    Vec2d a = place(from), b = place(to);
    if (b.x < a.x || (b.x == a.x && b.y < a.y)) {
        std::swap(a, b);
        std::swap(from, to);
        std::swap(from_side, to_side);
    }
    double const along = from_side / (from_side - to_side);
    points.push_back(a + (b - a) * along);
    for (std::uint32_t i = 0; i < mesh_.stride; ++i) {
        double const start = static_cast<double>(attribute(from, i)), end = static_cast<double>(attribute(to, i));
        attributes.push_back(static_cast<float>(start + (end - start) * along));
    }
    return old_points_ + static_cast<std::uint32_t>(points.size() - 1);
}

/// Sutherland and Hodgman (1974), both sides at once. `side` is negative below the line, 0 on it, linear in between;
/// `snap` puts a new point on the line.
template <class Side, class Snap>
void Cutter::split(Piece const& piece, Side const& side, Snap const& snap, Piece& below, Piece& above) {
    below.size = above.size = 0;
    std::uint32_t previous = piece.corners[piece.size - 1];
    double previous_side = side(place(previous));
    for (std::uint32_t i = 0; i < piece.size; ++i) {
        std::uint32_t const corner = piece.corners[i];
        double const corner_side = side(place(corner));
        if ((previous_side < 0 && corner_side > 0) || (previous_side > 0 && corner_side < 0)) {
            std::uint32_t const crossing = cut_edge(previous, corner, previous_side, corner_side);
            snap(points.back());
            below.add(crossing);
            above.add(crossing);
        }
        if (corner_side <= 0) below.add(corner);
        if (corner_side >= 0) above.add(corner);
        previous = corner;
        previous_side = corner_side;
    }
}

/// New points lie on the line to the last bit: corners of cells would else be a whisker off the diagonal and be cut
/// again.
void Cutter::split_at(Piece const& piece, double Vec2d::*axis, double line, Piece& below, Piece& above) {
    split(
        piece, [&](Vec2d p) { return p.*axis - line; }, [&](Vec2d& p) { p.*axis = line; }, below, above);
}

void Cutter::cut(std::uint32_t const* triangle) {
    Piece rest;
    for (int i = 0; i < 3; ++i) rest.add(triangle[i]);
    Span const span = span_of(rest, &Vec2d::x);
    int const first = cell_of(span.low - grid_.origin.x, grid_.spacing, grid_.width);
    int const last = cell_of(span.high - grid_.origin.x, grid_.spacing, grid_.width);
    for (int x = first; x < last; ++x) {
        double const line = grid_.origin.x + grid_.spacing * (x + 1);
        Piece column, east;
        split_at(rest, &Vec2d::x, line, column, east);
        if (column.size > 2) cut_rows(column, x);
        rest = east;
        if (rest.size < 3) return;
    }
    cut_rows(rest, last);
}

void Cutter::cut_rows(Piece const& column, int x) {
    Piece rest = column;
    Span const span = span_of(rest, &Vec2d::y);
    int const first = cell_of(span.low - grid_.origin.y, grid_.spacing, grid_.height);
    int const last = cell_of(span.high - grid_.origin.y, grid_.spacing, grid_.height);
    for (int y = first; y < last; ++y) {
        double const line = grid_.origin.y + grid_.spacing * (y + 1);
        Piece cell, north;
        split_at(rest, &Vec2d::y, line, cell, north);
        if (cell.size > 2) cut_diagonal(cell, x, y);
        rest = north;
        if (rest.size < 3) return;
    }
    cut_diagonal(rest, x, last);
}

/// Beyond the grid's border there is no diagonal: the ground goes on level from its edge.
void Cutter::cut_diagonal(Piece const& cell, int x, int y) {
    bool const inside =
        x >= 0 && y >= 0 && x + 1 < static_cast<int>(grid_.width) && y + 1 < static_cast<int>(grid_.height);
    if (!inside) return emit(cell);
    auto const corner = [&](int column, int row) {
        return grid_.origin + Vec2d{grid_.spacing * column, grid_.spacing * row};
    };
    Vec2d const south_west_corner = corner(x, y), diagonal = corner(x + 1, y + 1) - south_west_corner;
    Piece south_east, north_west;
    split(
        cell, [&](Vec2d p) { return cross(diagonal, p - south_west_corner); }, [](Vec2d&) {}, south_east, north_west);
    if (south_east.size > 2) emit(south_east);
    if (north_west.size > 2) emit(north_west);
}

void Cutter::emit(Piece const& piece) {
    Vec2d const first = place(piece.corners[0]);
    for (std::uint32_t i = 1; i + 1 < piece.size; ++i) {
        if (cross(place(piece.corners[i]) - first, place(piece.corners[i + 1]) - first) == 0) continue;
        triangles.insert(triangles.end(), {piece.corners[0], piece.corners[i], piece.corners[i + 1]});
    }
}

/// Puts what the threads made behind what there was, in their order.
void gather(DrapedMesh& mesh, std::vector<Cutter> const& cutters) {
    auto const old_points = static_cast<std::uint32_t>(mesh.points.size());
    std::size_t points = mesh.points.size(), corners = 0;
    for (Cutter const& cutter : cutters) {
        points += cutter.points.size();
        corners += cutter.triangles.size();
    }
    mesh.points.reserve(points);
    mesh.attributes.reserve(points * mesh.stride);
    mesh.triangles.clear();
    mesh.triangles.reserve(corners);
    for (Cutter const& cutter : cutters) {
        auto const shift = static_cast<std::uint32_t>(mesh.points.size()) - old_points;
        for (std::uint32_t const corner : cutter.triangles) {
            mesh.triangles.push_back(corner < old_points ? corner : corner + shift);
        }
        mesh.points.insert(mesh.points.end(), cutter.points.begin(), cutter.points.end());
        mesh.attributes.insert(mesh.attributes.end(), cutter.attributes.begin(), cutter.attributes.end());
    }
}

}  // namespace

void drape(DrapedMesh& mesh, HeightGrid const& grid) {
    if (grid.empty()) {
        mesh.z.assign(mesh.points.size(), 0);
        return;
    }
    std::size_t const count = mesh.triangles.size() / 3;
    std::vector<Cutter> cutters((count + kGrain - 1) / kGrain, Cutter(mesh, grid));
    base::parallel_for(count, kGrain, [&](std::size_t begin, std::size_t end) {
        Cutter& cutter = cutters[begin / kGrain];
        for (std::size_t t = begin; t < end; ++t) cutter.cut(mesh.triangles.data() + 3 * t);
    });
    gather(mesh, cutters);
    mesh.z.resize(mesh.points.size());
    base::parallel_for(mesh.points.size(), 1 << 16, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) mesh.z[i] = static_cast<float>(grid.at(mesh.points[i]));
    });
}

}  // namespace geo
