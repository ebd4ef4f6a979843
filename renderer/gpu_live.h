// What happens in the district, on the GPU. Replaced often, so only what changed is written, and buffers only grow.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "renderer/gpu_scene.h"
#include "renderer/image_shelf.h"
#include "renderer/resources.h"
#include "scene/live.h"

namespace renderer {

/// A buffer the CPU writes and a copy of what is in it: writing again writes what differs.
class Mirror {
public:
    /// Returns how many bytes were written.
    std::size_t write(Device& device, std::span<std::byte const> bytes, VkBufferUsageFlags usage, char const* name);
    Buffer const& buffer() const { return buffer_; }

private:
    Buffer buffer_;
    std::vector<std::byte> copy_;
};

struct GpuLive {
    /// The GPU must be done with all earlier frames.
    base::Status set(Device& device, GpuScene& scene, scene::LiveScene const& live);
    /// What the shaders know about it.
    void describe(shared::Frame& frame) const;
    /// After the scene was replaced: its buildings have their own colours again.
    void forget_buildings() {
        building_colours.clear();
        surfaces = 0;
    }

    Mirror markers, columns, trails, paint_vertices, paint_indices;
    float reach = 0;  ///< design pixels that symbols may lie from their places, rounded up generously
    std::uint32_t marker_count = 0, column_count = 0, trail_count = 0, paint_index_count = 0;
    Buffer hidden;                            ///< a word a marker: 1 where its place is behind something
    Buffer quad_indices;                      ///< of kQuadsPerDraw quads
    std::vector<scene::Projected> projected;  ///< kMostProjected at most
    ImageShelf videos;                        ///< their pictures
    Image heat;
    std::shared_ptr<base::Image const> heat_source;
    base::Extent heat_extent;
    std::vector<std::uint32_t> building_colours;  ///< that stand in for the scene's own now
    std::uint64_t written = 0;                    ///< bytes, by the last `set`
    std::uint64_t surfaces =
        0;  ///< hash of all that lies on the city or stands in it: markers and trails are not in it

private:
    void colour_buildings(Device& device, GpuScene& scene, std::vector<std::uint32_t> const& colours);
};

/// As many as indices of 16 bits reach.
inline constexpr std::uint32_t kQuadsPerDraw = 16384;

}  // namespace renderer
