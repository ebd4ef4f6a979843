#include "scene/occluders.h"

#include <algorithm>
#include <cmath>

#include "scene/section.h"

namespace scene {
namespace {

constexpr double kSmallestCell = 4;
constexpr double kMostCells = 2048;  // a side
constexpr double kPerMetre = 2;      // units of the stored heights
constexpr double kOwnWalls = 1.5;    // cells around a place whose walls are its own

}  // namespace

Occluders::Occluders(City const& city) {
    if (city.tiles.empty()) return;
    lowest_ = city.tiles.front().box_min.z;
    highest_ = city.tiles.front().box_max.z;
    for (shared::Tile const& tile : city.tiles) {
        extent_.add(base::Vec2d{tile.box_min.x, tile.box_min.y});
        extent_.add(base::Vec2d{tile.box_max.x, tile.box_max.y});
        lowest_ = std::min<double>(lowest_, tile.box_min.z);
        highest_ = std::max<double>(highest_, tile.box_max.z);
    }
    cell_ = std::max({kSmallestCell, extent_.width() / kMostCells, extent_.height() / kMostCells});
    columns_ = static_cast<std::size_t>(extent_.width() / cell_) + 1;
    rows_ = static_cast<std::size_t>(extent_.height() / cell_) + 1;
    tops_.assign(columns_ * rows_, 0);
    for (shared::Tile const& tile : city.tiles) {
        auto const place = [&](shared::Corner const& corner) {
            return base::Vec2d{tile.origin.x + double{tile.step} * corner.x,
                               tile.origin.y + double{tile.step} * corner.y};
        };
        for (std::uint32_t i = tile.first_corner; i < tile.first_corner + tile.corner_count; ++i) {
            shared::Corner const& from = city.corners[i];
            shared::Corner const& to =
                city.corners[static_cast<std::uint32_t>(static_cast<std::int64_t>(i) + from.next)];
            shared::Building const& building = city.buildings[tile.first_building + from.building];
            add_wall(place(from), place(to), double{building.base_z} + building.height);
        }
    }
}

void Occluders::add_wall(base::Vec2d from, base::Vec2d to, double top) {
    auto const height = static_cast<std::uint16_t>(std::clamp((top - lowest_) * kPerMetre, 0.0, 65535.0));
    auto const steps = static_cast<int>(length(to - from) / (0.7 * cell_)) + 1;
    for (int i = 0; i < steps; ++i) {
        base::Vec2d const p = from + (to - from) * (double{1} * i / steps);
        auto const x =
            static_cast<std::size_t>(std::clamp((p.x - extent_.min_x) / cell_, 0.0, static_cast<double>(columns_ - 1)));
        auto const y =
            static_cast<std::size_t>(std::clamp((p.y - extent_.min_y) / cell_, 0.0, static_cast<double>(rows_ - 1)));
        std::uint16_t& cell = tops_[y * columns_ + x];
        cell = std::max(cell, height);
    }
}

std::uint16_t Occluders::height_at(base::Vec2d p) const {
    if (!extent_.contains(p)) return 0;
    auto const x = static_cast<std::size_t>((p.x - extent_.min_x) / cell_);
    auto const y = static_cast<std::size_t>((p.y - extent_.min_y) / cell_);
    return tops_[y * columns_ + x];
}

bool Occluders::hides(base::Vec3d place, Camera const& camera, SectionLine const* cut) const {
    if (tops_.empty()) return false;
    base::Vec3d const target_to_eye = camera.eye - camera.target;
    base::Vec3d const way = camera.ortho_height > 0 ? target_to_eye : camera.eye - place;
    double const level = std::hypot(way.x, way.y);
    if (level < cell_) return false;
    base::Vec3d const step = way * (0.7 * cell_ / level);
    auto const count = static_cast<int>(level / (0.7 * cell_));
    base::Vec3d at = place + step * (kOwnWalls / 0.7);
    for (int i = 0; i < count; ++i, at = at + step) {
        if (at.z > highest_ || (cut && cut->behind({at.x, at.y}) < 0)) return false;
        if (height_at({at.x, at.y}) > (at.z - lowest_) * kPerMetre) return true;
    }
    return false;
}

}  // namespace scene
