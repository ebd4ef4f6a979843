// Extruded buildings: sorted along a Morton curve, cut into tiles, corners quantised inside their tile.
#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdlib>
#include <numeric>

#include "base/parallel.h"
#include "geo/polygons.h"
#include "geo/triangulate.h"
#include "scene/parts.h"

namespace scene {
namespace {

constexpr std::uint32_t kTileBuildings = 512;
// Wall indices are 16 bits and four vertices stand on each corner.
constexpr std::uint32_t kTileCorners = 16383;
constexpr double kTileMetres = 2000;  ///< a corner is then less than 2 cm off
constexpr double kPi = 3.14159265358979323846;
/// Metres, by level (shared::Level).
constexpr std::array<float, BOROUGH_LEVELS> kLevelSizes = [] {
    std::array<float, BOROUGH_LEVELS> sizes{};
    for (std::size_t i = 0; i < sizes.size(); ++i)
        sizes[i] = 4 * static_cast<float>(1u << (i / 2)) * (i % 2 == 1 ? 1.41421356f : 1.0f);
    return sizes;
}();

/// Morton order, G. M. Morton, "A Computer Oriented Geodetic Data Base" (IBM, 1966): bits of x and y interleaved.
std::uint64_t morton(std::uint32_t x, std::uint32_t y) {
    auto const spread = [](std::uint64_t v) {
        v = (v | v << 16) & 0x0000ffff0000ffff;
        v = (v | v << 8) & 0x00ff00ff00ff00ff;
        v = (v | v << 4) & 0x0f0f0f0f0f0f0f0f;
        v = (v | v << 2) & 0x3333333333333333;
        return (v | v << 1) & 0x5555555555555555;
    };
    return spread(x) | spread(y) << 1;
}

struct Order {
    std::uint64_t key;
    std::uint32_t building;
};

std::vector<Order> spatial_order(twin::Buildings const& b, std::vector<std::uint8_t> const& shown,
                                 base::Extent extent) {
    std::vector<Order> order(b.size());
    double const scale = 65535 / std::max({extent.width(), extent.height(), 1.0});
    base::parallel_for(b.size(), 16384, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
            base::Vec2d const p = b.footprints.outer(i).front();
            auto const cell = [&](double v, double low) {
                return static_cast<std::uint32_t>(std::clamp((v - low) * scale, 0.0, 65535.0));
            };
            order[i] = {morton(cell(p.x, extent.min_x), cell(p.y, extent.min_y)), static_cast<std::uint32_t>(i)};
        }
    });
    if (!shown.empty()) std::erase_if(order, [&](Order const& o) { return shown[o.building] == 0; });
    std::sort(order.begin(), order.end(),
              [](Order a, Order b2) { return a.key != b2.key ? a.key < b2.key : a.building < b2.building; });
    return order;
}

std::uint32_t corner_count(geo::Polygons const& p, std::size_t polygon) {
    return p.ring_begin[p.polygon_begin[polygon + 1]] - p.ring_begin[p.polygon_begin[polygon]];
}

/// A run of the spatial order that becomes a tile.
struct Run {
    std::uint32_t first, count;
};

/// Cuts the curve into cells of a quadtree: a run that is too long is halved at the boundary its keys differ by most,
/// so a tile never reaches across a coarse boundary to what lies far away.
class RunCutter {
public:
    RunCutter(std::vector<Order> const& order, geo::Polygons const& footprints, base::Extent extent)
        : order_(order),
          // Small districts get small tiles, so that there is something to cull.
          most_(std::clamp(static_cast<std::uint32_t>(order.size() / 64), 32u, kTileBuildings)),
          metres_(std::max({extent.width(), extent.height(), 1.0}) / 65535) {
        corners_before_.reserve(order.size() + 1);
        corners_before_.push_back(0);
        for (Order const& o : order) {
            corners_before_.push_back(corners_before_.back() +
                                      std::min(corner_count(footprints, o.building), kTileCorners));
        }
    }

    std::vector<Run> cut() {
        cut({0, static_cast<std::uint32_t>(order_.size())});
        return std::move(runs_);
    }

private:
    void cut(Run run) {
        std::uint64_t const differing = order_[run.first].key ^ order_[run.first + run.count - 1].key;
        auto const bits = static_cast<std::uint32_t>(std::bit_width(differing));  // x and y in turns
        bool const small = run.count <= most_ && std::ldexp(metres_, static_cast<int>(bits + 1) / 2) <= kTileMetres &&
                           corners_before_[run.first + run.count] - corners_before_[run.first] <= kTileCorners;
        if (small || run.count == 1) {
            runs_.push_back(run);
            return;
        }
        std::uint32_t low = run.count / 2;
        if (bits > 0) {
            auto const begin = order_.begin() + run.first, end = begin + run.count;
            auto const is_low = [&](Order const& o) { return (o.key >> (bits - 1) & 1) == 0; };
            low = static_cast<std::uint32_t>(std::partition_point(begin, end, is_low) - begin);
        }
        cut({run.first, low});
        cut({run.first + low, run.count - low});
    }

    std::vector<Order> const& order_;
    std::uint32_t most_;
    double metres_;  ///< a unit of the curve
    std::vector<std::uint64_t> corners_before_;
    std::vector<Run> runs_;
};

/// What one tile is made of, before the tiles are joined.
struct TilePiece {
    shared::Tile tile{};
    std::vector<shared::Corner> corners;
    std::vector<shared::Building> buildings;
    std::vector<std::uint16_t> roof_indices;
    std::vector<std::uint32_t> ids;
};

class PieceBuilder {
public:
    PieceBuilder(twin::District const& district, std::vector<std::uint32_t> const& colours,
                 std::vector<bool> const& has_surfaces)
        : buildings_(district.buildings), colours_(colours), has_surfaces_(has_surfaces) {}

    TilePiece build(std::span<Order const> run) {
        TilePiece piece;
        set_box(run, piece.tile);
        // Largest first: what is drawn whole at some distance is then the beginning of every array.
        std::sort(sized_.begin(), sized_.end(), [](Sized const& a, Sized const& b) {
            return a.size != b.size ? a.size > b.size : a.building < b.building;
        });
        piece.buildings.reserve(run.size());
        piece.corners.reserve(run.size() * 8);
        piece.roof_indices.reserve(run.size() * 18);
        for (Sized const& s : sized_) {
            add(s.building, piece);
            count(s.size, piece);
        }
        piece.tile.corner_count = static_cast<std::uint32_t>(piece.corners.size());
        piece.tile.building_count = static_cast<std::uint32_t>(piece.buildings.size());
        piece.tile.roof_index_count = static_cast<std::uint32_t>(piece.roof_indices.size());
        return piece;
    }

private:
    struct Sized {
        float size;  ///< metres
        std::uint32_t building;
    };

    void set_box(std::span<Order const> run, shared::Tile& tile) {
        base::Extent box;
        float low = std::numeric_limits<float>::max(), high = -low;
        sized_.clear();
        for (Order const& o : run) {
            base::Extent own;
            for (base::Vec2d const p : buildings_.footprints.outer(o.building)) own.add(p);
            box.add(own);
            low = std::min(low, buildings_.base_z[o.building]);
            high = std::max(high, buildings_.base_z[o.building] + buildings_.height[o.building]);
            sized_.push_back({std::max({static_cast<float>(own.width()), static_cast<float>(own.height()),
                                        buildings_.height[o.building]}),
                              o.building});
        }
        double const size = std::max({box.width(), box.height(), 1.0});
        tile.origin = {static_cast<float>(std::floor(box.min_x)), static_cast<float>(std::floor(box.min_y)), 0};
        tile.step = static_cast<float>((size + 2) / 65535);
        tile.box_min = {static_cast<float>(box.min_x), static_cast<float>(box.min_y), low - 1};
        tile.box_max = {static_cast<float>(box.max_x), static_cast<float>(box.max_y), high + 1};
    }

    /// Adds the building that came last to the levels of its size and below.
    static void count(float size, TilePiece& piece) {
        for (std::size_t i = 0; i < BOROUGH_LEVELS && size >= kLevelSizes[i]; ++i) {
            piece.tile.level[i] = {static_cast<std::uint32_t>(piece.buildings.size()),
                                   static_cast<std::uint32_t>(piece.corners.size()),
                                   static_cast<std::uint32_t>(piece.roof_indices.size()), 0};
        }
    }

    // Rings too long for a tile are thinned to half of it, and all holes of one together to less than the other half:
    // at that length corners are centimetres apart.
    static std::size_t outer_stride(std::size_t corners) { return 1 + corners / (kTileCorners / 2); }
    std::size_t hole_stride(std::uint32_t building) const {
        std::size_t const all = corner_count(buildings_.footprints, building);
        return all > kTileCorners ? 1 + all / (kTileCorners / 4) : 1;
    }

    void add(std::uint32_t building, TilePiece& piece) {
        geo::Polygons const& footprints = buildings_.footprints;
        std::uint16_t const own = static_cast<std::uint16_t>(piece.buildings.size());
        std::size_t const first = piece.corners.size();
        points_.clear();
        ring_ends_.clear();
        bool const extruded = !has_surfaces_[building];
        for (std::uint32_t r = footprints.polygon_begin[building]; r < footprints.polygon_begin[building + 1]; ++r) {
            auto const ring = footprints.ring(r);
            bool const outer = r == footprints.polygon_begin[building];
            std::size_t const stride = outer ? outer_stride(ring.size()) : hole_stride(building);
            if (!outer && ring.size() <= 2 * stride) continue;  // no triangle would be left of it
            std::size_t const begin = points_.size();
            for (std::size_t i = 0; i < ring.size(); i += stride) points_.push_back(ring[i]);
            ring_ends_.push_back(static_cast<std::uint32_t>(points_.size()));
            if (!extruded) continue;
            std::size_t const n = points_.size() - begin;
            for (std::size_t i = 0; i < n; ++i) {
                shared::Corner c = quantised(points_[begin + i], piece.tile);
                c.building = own;
                c.next = static_cast<std::int16_t>(i + 1 < n ? 1 : 1 - static_cast<int>(n));
                piece.corners.push_back(c);
            }
        }
        if (extruded && !has_pitched_roof(buildings_, building)) add_roof(first, piece);
        piece.buildings.push_back(record(building, piece.tile));
        piece.ids.push_back(building);
    }

    void add_roof(std::size_t first_corner, TilePiece& piece) {
        triangles_.clear();
        triangulator_.run(points_, ring_ends_, triangles_);
        for (std::uint32_t const i : triangles_)
            piece.roof_indices.push_back(static_cast<std::uint16_t>(first_corner + i));
    }

    static shared::Corner quantised(base::Vec2d p, shared::Tile const& tile) {
        auto const q = [&](double v, float origin) {
            return static_cast<std::uint16_t>(std::clamp(std::lround((v - origin) / tile.step), 0l, 65535l));
        };
        return {q(p.x, tile.origin.x), q(p.y, tile.origin.y), 0, 0};
    }

    shared::Building record(std::uint32_t b, shared::Tile const& tile) const {
        geo::Polygons const& footprints = buildings_.footprints;
        Oriented const box = oriented_box(footprints.outer(b));
        shared::Corner const middle = quantised(box.centre(), tile);
        // From afar a building is its box, made as large as the footprint, so that the city's mass stays what it is.
        double area = 0;
        for (std::uint32_t r = footprints.polygon_begin[b]; r < footprints.polygon_begin[b + 1]; ++r)
            area += geo::signed_area(footprints.ring(r));
        double const filled = std::clamp(std::abs(area) / std::max(box.length() * box.width(), 0.01), 0.3, 1.0);
        double const decimetres = 10 * std::sqrt(filled);
        double const heading = std::atan2(box.along.y, box.along.x) / kPi;  // half turns
        auto const bits = [](auto value, std::uint32_t most) {
            return std::min(static_cast<std::uint32_t>(value), most);
        };
        shared::Building out{};
        out.base_z = buildings_.base_z[b];
        out.height = buildings_.height[b];
        out.id = b;
        out.colour = colours_.empty() ? 0 : colours_[b];
        out.look = bits(buildings_.use[b], 15) | bits(buildings_.roof[b], 15) << 4 |
                   bits(buildings_.storeys[b], 255) << 8 | bits((heading - std::floor(heading)) * 65536, 65535) << 16;
        out.middle = static_cast<std::uint32_t>(middle.x) | static_cast<std::uint32_t>(middle.y) << 16;
        out.box = bits(box.length() * decimetres, 65535) | bits(box.width() * decimetres, 65535) << 16;
        return out;
    }

    twin::Buildings const& buildings_;
    std::vector<std::uint32_t> const& colours_;
    std::vector<bool> const& has_surfaces_;
    geo::Triangulator triangulator_;
    std::vector<Sized> sized_;
    std::vector<base::Vec2d> points_;
    std::vector<std::uint32_t> ring_ends_;
    std::vector<std::uint32_t> triangles_;
};

void join(std::vector<TilePiece>& pieces, City& city) {
    std::size_t corners = 0, buildings = 0, roofs = 0;
    for (TilePiece& p : pieces) {
        p.tile.first_corner = static_cast<std::uint32_t>(corners);
        p.tile.first_building = static_cast<std::uint32_t>(buildings);
        p.tile.first_roof_index = static_cast<std::uint32_t>(roofs);
        corners += p.corners.size();
        buildings += p.buildings.size();
        roofs += p.roof_indices.size();
    }
    city.corners.reserve(corners);
    city.buildings.reserve(buildings);
    city.building_id.reserve(buildings);
    city.roof_indices.reserve(roofs);
    for (TilePiece& p : pieces) {
        city.tiles.push_back(p.tile);
        city.corners.insert(city.corners.end(), p.corners.begin(), p.corners.end());
        city.buildings.insert(city.buildings.end(), p.buildings.begin(), p.buildings.end());
        city.roof_indices.insert(city.roof_indices.end(), p.roof_indices.begin(), p.roof_indices.end());
        city.building_id.insert(city.building_id.end(), p.ids.begin(), p.ids.end());
        p = {};
    }
}

}  // namespace

void build_city(twin::District const& district, std::vector<std::uint32_t> const& colours, City& city,
                std::vector<std::uint8_t> const& shown) {
    twin::Buildings const& b = district.buildings;
    if (b.size() == 0) return;
    std::vector<bool> has_surfaces(b.size(), false);
    for (std::uint32_t const building : district.surfaces.building) has_surfaces[building] = true;
    base::Extent extent;
    for (base::Vec2d const p : b.footprints.points) extent.add(p);

    std::vector<Order> const order = spatial_order(b, shown, extent);
    if (order.empty()) return;
    std::vector<Run> const runs = RunCutter(order, b.footprints, extent).cut();
    std::vector<TilePiece> pieces(runs.size());
    base::parallel_for(runs.size(), 16, [&](std::size_t begin, std::size_t end) {
        PieceBuilder builder(district, colours, has_surfaces);
        for (std::size_t i = begin; i < end; ++i)
            pieces[i] = builder.build(std::span(order).subspan(runs[i].first, runs[i].count));
    });
    join(pieces, city);
}

}  // namespace scene
