// The parts of LiveBuilder, one file each.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "scene/live.h"

namespace scene {

/// Bits of shared::Marker::look.
inline constexpr std::uint32_t kHollow = 1u << 7, kOverdue = 1u << 8, kPulse = 1u << 9, kStale = 1u << 10,
                               kNeverHidden = 1u << 11;
/// Bits of shared::GroundVertex::look where it is live paint.
inline constexpr std::uint32_t kStalePaint = 1u << 10;

/// 0xRRGGBB of a level in a style (LOOK 4).
std::uint32_t level_colour(Level level);

/// The ground's height, metres; 0 where there is no grid.
double ground_at(Scene const& scene, base::Vec2d p);

/// Pins and rings, with the numbers in them and the room they take.
void add_marks(LiveInput const& input, std::span<PinTree const> trees, View const& view, ClusterMemory* memory,
               LiveScene& out);

/// Triangles of areas over their points, made once.
struct AreaShape {
    std::vector<base::Vec2d> points;
    std::vector<std::uint32_t> ring_ends;
    std::vector<std::uint32_t> triangles;
    base::Vec2d middle;  ///< well inside
};
std::vector<AreaShape> shape_areas(std::span<ShadedArea const> areas);

/// Areas, what cameras see, and the soft foot of columns, as paint on the ground.
void add_paint(LiveInput const& input, std::span<AreaShape const> shapes, Scene const& scene, View const& view,
               LiveScene& out);
void add_columns(LiveInput const& input, Scene const& scene, LiveScene& out);
void add_trails(LiveInput const& input, LiveScene& out);

/// The heat's classes as a picture over the ground, its edges smooth.
std::shared_ptr<base::Image const> heat_picture(Heat const& heat, bool stale);
base::Extent heat_extent(Heat const& heat);

}  // namespace scene
