// Moving millions of points into the district's frame.
#include <algorithm>
#include <array>
#include <cmath>
#include <mutex>
#include <numeric>
#include <vector>

#include "base/parallel.h"
#include "geo/crs.h"

namespace geo {

namespace {

using base::Vec2d;

/// Transforms are not thread-safe and slow to make: idle ones wait here.
class TransformPool {
public:
    TransformPool(std::string from, std::string to) : from_(std::move(from)), to_(std::move(to)) {}

    base::Status start() {
        auto made = Transform::between(from_, to_);
        if (!made) return made.error();
        idle_.push_back(*std::move(made));
        return base::done;
    }

    std::size_t apply(std::span<Vec2d> points) {
        Transform transform = take();
        std::size_t const lost = transform.apply(points);
        std::lock_guard const lock(mutex_);
        idle_.push_back(std::move(transform));
        return lost;
    }

private:
    Transform take() {
        {
            std::lock_guard const lock(mutex_);
            if (!idle_.empty()) {
                Transform transform = std::move(idle_.back());
                idle_.pop_back();
                return transform;
            }
        }
        return Transform::between(from_, to_).value();  // `start` has shown that this works
    }

    std::string from_, to_;
    std::mutex mutex_;
    std::vector<Transform> idle_;
};

/// A square of the source CRS with both target coordinates as bicubic polynomials through 4 x 4 exact points.
/// Over 1 km the error is far below 1 mm, for Gauss-Kruger (fourth derivatives of micrometres) as for gcj02,
/// whose shortest wave is a third of a degree.
struct Patch {
    enum class State : std::uint8_t { unused, smooth, exact } state = State::unused;
    std::array<double, 16> x{}, y{};
};

constexpr int kNodes = 4;

/// Newton's divided differences turned into powers of t in [0, 1], for nodes at 0, 1/3, 2/3, 1.
std::array<double, 4> cubic_through(std::array<double, 4> const& v) {
    double const d1 = 3 * (v[1] - v[0]);
    double const d2 = 4.5 * (v[2] - 2 * v[1] + v[0]);
    double const d3 = 4.5 * (v[3] - 3 * v[2] + 3 * v[1] - v[0]);
    // v0 + d1 t + d2 t (t - 1/3) + d3 t (t - 1/3)(t - 2/3)
    return {v[0], d1 - d2 / 3 + d3 * 2 / 9, d2 - d3, d3};
}

std::array<double, 16> bicubic_through(std::array<double, 16> const& values) {
    std::array<double, 16> coefficients{};
    std::array<std::array<double, 4>, 4> along_x{};
    for (std::size_t j = 0; j < 4; ++j) {
        along_x[j] = cubic_through({values[4 * j], values[4 * j + 1], values[4 * j + 2], values[4 * j + 3]});
    }
    for (std::size_t i = 0; i < 4; ++i) {
        auto const c = cubic_through({along_x[0][i], along_x[1][i], along_x[2][i], along_x[3][i]});
        for (std::size_t j = 0; j < 4; ++j) coefficients[4 * j + i] = c[j];
    }
    return coefficients;
}

double bicubic_at(std::array<double, 16> const& c, double s, double t) {
    double sum = 0;
    for (std::size_t j = 4; j-- > 0;) {
        double const row = c[4 * j] + s * (c[4 * j + 1] + s * (c[4 * j + 2] + s * c[4 * j + 3]));
        sum = sum * t + row;
    }
    return sum;
}

/// Where a point is in the grid of patches: which cell, and where inside it (0 to 1).
struct CellPlace {
    std::size_t cell;
    double s, t;
};

struct PatchGrid {
    Vec2d origin;
    Vec2d size;  ///< of a patch, in units of the source CRS
    std::size_t width = 0, height = 0;
    std::vector<std::uint32_t> patch_of_cell;
    std::vector<std::uint32_t> cell_of_patch;
    std::vector<Patch> patches;

    CellPlace place(Vec2d p) const {
        double const fx = std::max((p.x - origin.x) * (1 / size.x), 0.0);
        double const fy = std::max((p.y - origin.y) * (1 / size.y), 0.0);
        std::size_t const column = std::min(static_cast<std::size_t>(fx), width - 1);
        std::size_t const row = std::min(static_cast<std::size_t>(fy), height - 1);
        return {column + width * row, fx - static_cast<double>(column), fy - static_cast<double>(row)};
    }
    Vec2d corner(std::size_t cell) const {
        return {origin.x + static_cast<double>(cell % width) * size.x,
                origin.y + static_cast<double>(cell / width) * size.y};
    }
};

constexpr std::uint32_t kNoPatch = 0xffffffff;
constexpr std::size_t kPointsAtOnce = 1 << 15;
/// A patch costs 16 + 5 exact points; with fewer points than this in it nothing is saved.
constexpr std::uint32_t kWorthAPatch = 40;
constexpr double kAllowedError = 0.0005;  // metres, half of what is promised: the check is at samples

base::Extent finite_extent(std::span<Vec2d const> points) {
    std::vector<base::Extent> boxes((points.size() + kPointsAtOnce - 1) / kPointsAtOnce);
    base::parallel_for(points.size(), kPointsAtOnce, [&](std::size_t begin, std::size_t end) {
        base::Extent box;
        for (Vec2d const p : points.subspan(begin, end - begin)) {
            if (std::isfinite(p.x + p.y)) box.add(p);
        }
        boxes[begin / kPointsAtOnce] = box;
    });
    base::Extent all;
    for (base::Extent const& box : boxes) all.add(box);
    return all;
}

PatchGrid lay_patches(std::span<Vec2d const> points, bool degrees) {
    base::Extent const box = finite_extent(points);
    PatchGrid grid;
    if (box.empty()) return grid;
    double const km = degrees ? 0.01 : 1000.0;  // 0.01 degrees is at most 1.1 km
    grid.size = {km, km};
    // Aligned to the CRS, not to the data: the same point lands in the same patch whatever else is in the file.
    grid.origin = {std::floor(box.min_x / km) * km, std::floor(box.min_y / km) * km};
    double const width = std::floor((box.max_x - grid.origin.x) / km) + 1;
    double const height = std::floor((box.max_y - grid.origin.y) / km) + 1;
    constexpr double kMostCells = 1 << 22;
    if (!(width * height <= kMostCells)) return grid;
    grid.width = static_cast<std::size_t>(width);
    grid.height = static_cast<std::size_t>(height);

    std::vector<std::uint32_t> used(grid.width * grid.height, 0);
    for (Vec2d const p : points) {
        if (std::isfinite(p.x + p.y)) ++used[grid.place(p).cell];
    }
    grid.patch_of_cell.assign(used.size(), kNoPatch);
    for (std::size_t c = 0; c < used.size(); ++c) {
        if (used[c] < kWorthAPatch) continue;
        grid.patch_of_cell[c] = static_cast<std::uint32_t>(grid.cell_of_patch.size());
        grid.cell_of_patch.push_back(static_cast<std::uint32_t>(c));
    }
    grid.patches.resize(grid.cell_of_patch.size());
    return grid;
}

/// Fits one patch and holds it against exact points where a bicubic is worst, between its nodes.
Patch fit_patch(Vec2d corner, Vec2d size, TransformPool& pool) {
    constexpr std::array<Vec2d, 5> kChecks{Vec2d{0.5, 0.5}, {0.13, 0.13}, {0.87, 0.13}, {0.13, 0.87}, {0.87, 0.87}};
    std::array<Vec2d, 16 + kChecks.size()> exact;
    for (std::size_t i = 0; i < 16; ++i) {
        exact[i] = {corner.x + size.x * static_cast<double>(i % kNodes) / (kNodes - 1),
                    corner.y + size.y * static_cast<double>(i / kNodes) / (kNodes - 1)};
    }
    for (std::size_t i = 0; i < kChecks.size(); ++i) {
        exact[16 + i] = {corner.x + size.x * kChecks[i].x, corner.y + size.y * kChecks[i].y};
    }
    Patch patch;
    patch.state = Patch::State::exact;
    if (pool.apply(exact) > 0) return patch;
    std::array<double, 16> xs, ys;
    for (std::size_t i = 0; i < 16; ++i) {
        xs[i] = exact[i].x;
        ys[i] = exact[i].y;
    }
    patch.x = bicubic_through(xs);
    patch.y = bicubic_through(ys);
    for (std::size_t i = 0; i < kChecks.size(); ++i) {
        double const dx = bicubic_at(patch.x, kChecks[i].x, kChecks[i].y) - exact[16 + i].x;
        double const dy = bicubic_at(patch.y, kChecks[i].x, kChecks[i].y) - exact[16 + i].y;
        if (!(std::hypot(dx, dy) <= kAllowedError)) return patch;
    }
    patch.state = Patch::State::smooth;
    return patch;
}

/// Moves one piece: points in smooth patches at once, the rest together by PROJ. Returns how many were lost.
std::size_t move_piece(std::span<Vec2d> points, PatchGrid const& grid, Projected origin, TransformPool& pool) {
    std::vector<std::uint32_t> left_over;
    std::vector<Vec2d> exact;
    for (std::size_t i = 0; i < points.size(); ++i) {
        Vec2d& p = points[i];
        if (!grid.patches.empty() && std::isfinite(p.x + p.y)) {
            CellPlace const at = grid.place(p);
            std::uint32_t const number = grid.patch_of_cell[at.cell];
            if (number != kNoPatch && grid.patches[number].state == Patch::State::smooth) {
                Patch const& patch = grid.patches[number];
                p = {bicubic_at(patch.x, at.s, at.t) - origin.x, bicubic_at(patch.y, at.s, at.t) - origin.y};
                continue;
            }
        }
        left_over.push_back(static_cast<std::uint32_t>(i));
        exact.push_back(p);
    }
    if (exact.empty()) return 0;
    std::size_t const lost = pool.apply(exact);
    for (std::size_t i = 0; i < exact.size(); ++i)
        points[left_over[i]] = {exact[i].x - origin.x, exact[i].y - origin.y};
    return lost;
}

std::size_t shift_piece(std::span<Vec2d> points, Projected origin) {
    std::size_t lost = 0;
    for (Vec2d& p : points) {
        p = {p.x - origin.x, p.y - origin.y};
        if (std::isfinite(p.x + p.y)) continue;
        p = {std::nan(""), std::nan("")};
        ++lost;
    }
    return lost;
}

/// Calls `piece` for pieces of the points on all cores and adds up what each returns.
template <class Piece>
std::size_t sum_over(std::span<Vec2d> points, Piece piece) {
    std::vector<std::size_t> counts((points.size() + kPointsAtOnce - 1) / kPointsAtOnce, 0);
    base::parallel_for(points.size(), kPointsAtOnce, [&](std::size_t begin, std::size_t end) {
        counts[begin / kPointsAtOnce] = piece(points.subspan(begin, end - begin));
    });
    return std::accumulate(counts.begin(), counts.end(), std::size_t{0});
}

}  // namespace

base::Result<std::size_t> to_local(std::span<Vec2d> points, std::string const& from, LocalFrame const& frame) {
    auto const crs = normalise_crs(from);
    if (!crs) return crs.error();
    if (*crs == frame.working_crs) {
        return sum_over(points, [&](std::span<Vec2d> piece) { return shift_piece(piece, frame.origin); });
    }

    TransformPool pool(*crs, frame.working_crs);
    if (auto status = pool.start(); !status) return status.error();
    PatchGrid grid;
    if (points.size() >= kPointsAtOnce / 8) grid = lay_patches(points, is_geographic(*crs));
    base::parallel_for(grid.patches.size(), 64, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
            grid.patches[i] = fit_patch(grid.corner(grid.cell_of_patch[i]), grid.size, pool);
        }
    });
    return sum_over(points, [&](std::span<Vec2d> piece) { return move_piece(piece, grid, frame.origin, pool); });
}

}  // namespace geo
