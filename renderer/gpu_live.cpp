#include "renderer/gpu_live.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstring>

#include "renderer/check.h"

namespace renderer {
namespace {

constexpr std::size_t kBlock = 4096;  // bytes that are compared and written at once

std::vector<std::uint16_t> quad_pattern() {
    std::vector<std::uint16_t> indices;
    indices.reserve(std::size_t{kQuadsPerDraw} * 6);
    for (std::uint32_t quad = 0; quad < kQuadsPerDraw; ++quad) {
        for (std::uint32_t const k : {0u, 1u, 3u, 0u, 3u, 2u})
            indices.push_back(static_cast<std::uint16_t>(quad * 4 + k));
    }
    return indices;
}

/// FNV-1a over words, and over what is left of the last. Folded once more, because its low bits mix badly.
std::uint64_t mixed(std::uint64_t hash, std::span<std::byte const> bytes) {
    constexpr std::uint64_t kPrime = 0x100000001b3;
    while (!bytes.empty()) {
        std::uint64_t word = 0;
        std::size_t const size = std::min(sizeof word, bytes.size());
        std::memcpy(&word, bytes.data(), size);
        hash = (hash ^ word) * kPrime;
        hash ^= hash >> 29;
        bytes = bytes.subspan(size);
    }
    return (hash ^ 0xff) * kPrime;
}

std::uint64_t hash_of_surfaces(scene::LiveScene const& live) {
    std::uint64_t hash = 0xcbf29ce484222325;
    hash = mixed(hash, bytes_of(live.paint));
    hash = mixed(hash, bytes_of(live.paint_indices));
    hash = mixed(hash, bytes_of(live.columns));
    hash = mixed(hash, bytes_of(live.building_colours));
    if (!live.heat) return hash;
    base::Extent const& e = live.heat_extent;
    std::array<double, 6> const place{
        e.min_x, e.min_y, e.max_x, e.max_y, double(live.heat->width), double(live.heat->height)};
    return mixed(mixed(hash, std::as_bytes(std::span(place))), std::as_bytes(std::span(live.heat->pixels)));
}

/// Of marker.vert's quads. In steps, so that it seldom changes.
float reach_of(std::vector<shared::Marker> const& markers) {
    constexpr float kSymbol = 26, kRing = 144;
    float reach = 32;
    for (shared::Marker const& marker : markers) {
        float const own = (marker.look & 15u) == BOROUGH_MARKER_RING ? kRing : kSymbol;
        reach = std::max(reach, std::max(std::abs(marker.offset.x), std::abs(marker.offset.y)) + own);
    }
    return std::exp2(std::ceil(std::log2(reach)));
}

/// Copies words to where they belong, for devices whose memory the CPU does not see.
void copy_regions(Device& device, std::span<std::byte const> words, Buffer const& to,
                  std::vector<VkBufferCopy> const& regions) {
    if (regions.empty()) return;
    Buffer const staging(device, words.size(), 0, Buffer::Memory::upload, "changed words");
    std::memcpy(staging.mapped, words.data(), words.size());
    VkCommandPoolCreateInfo const pool_info{VK_STRUCTURE_TYPE_COMMAND_POOL_CREATE_INFO, nullptr, 0,
                                            device.queue_family};
    VkCommandPool pool = VK_NULL_HANDLE;
    BOROUGH_VK(vkCreateCommandPool(device.handle, &pool_info, nullptr, &pool));
    VkCommandBufferAllocateInfo const allocate_info{VK_STRUCTURE_TYPE_COMMAND_BUFFER_ALLOCATE_INFO, nullptr, pool,
                                                    VK_COMMAND_BUFFER_LEVEL_PRIMARY, 1};
    VkCommandBuffer commands = VK_NULL_HANDLE;
    BOROUGH_VK(vkAllocateCommandBuffers(device.handle, &allocate_info, &commands));
    VkCommandBufferBeginInfo begin_info{VK_STRUCTURE_TYPE_COMMAND_BUFFER_BEGIN_INFO};
    begin_info.flags = VK_COMMAND_BUFFER_USAGE_ONE_TIME_SUBMIT_BIT;
    BOROUGH_VK(vkBeginCommandBuffer(commands, &begin_info));
    vkCmdCopyBuffer(commands, staging.handle, to.handle, static_cast<std::uint32_t>(regions.size()), regions.data());
    BOROUGH_VK(vkEndCommandBuffer(commands));
    device.wait_for(device.submit(commands));
    vkDestroyCommandPool(device.handle, pool, nullptr);
}

}  // namespace

std::size_t Mirror::write(Device& device, std::span<std::byte const> bytes, VkBufferUsageFlags usage,
                          char const* name) {
    if (!buffer_ || buffer_.size < bytes.size()) {
        buffer_ = Buffer(device, std::bit_ceil(std::max<std::size_t>(bytes.size(), 256)),
                         usage | VK_BUFFER_USAGE_STORAGE_BUFFER_BIT, Buffer::Memory::upload, name);
        copy_.assign(bytes.begin(), bytes.end());
        if (!bytes.empty()) std::memcpy(buffer_.mapped, bytes.data(), bytes.size());
        return bytes.size();
    }
    std::size_t written = 0;
    std::size_t const known = copy_.size();
    if (known < bytes.size()) copy_.resize(bytes.size());
    for (std::size_t at = 0; at < bytes.size(); at += kBlock) {
        std::size_t const size = std::min(kBlock, bytes.size() - at);
        if (at + size <= known && std::memcmp(copy_.data() + at, bytes.data() + at, size) == 0) continue;
        std::memcpy(copy_.data() + at, bytes.data() + at, size);
        std::memcpy(buffer_.mapped + at, bytes.data() + at, size);
        written += size;
    }
    return written;
}

base::Status GpuLive::set(Device& device, GpuScene& scene, scene::LiveScene const& live) {
    std::vector<scene::PanelImage> pictures;
    for (scene::Projected const& it : live.projected) {
        if (pictures.size() == scene::kMostProjected) break;
        if (auto const why = complaint(it.picture, device.caps); !why.empty())
            return base::Error{"what a camera shows: " + why};
        if (!(it.reach > 1 && it.fov_y > 0 && it.fov_y < 180 && it.aspect > 0))
            return base::Error{"what a camera shows: image " + std::to_string(it.picture.id) +
                               " needs a reach of more than a metre, an angle of 0 to 180 degrees and an aspect"};
        pictures.push_back(it.picture);
    }
    projected.assign(live.projected.begin(), live.projected.begin() + static_cast<std::ptrdiff_t>(pictures.size()));
    videos.set(device, pictures, true);
    reach = reach_of(live.markers);
    surfaces = hash_of_surfaces(live);
    written = markers.write(device, bytes_of(live.markers), 0, "markers");
    written += columns.write(device, bytes_of(live.columns), 0, "columns");
    written += trails.write(device, bytes_of(live.trails), 0, "trails");
    written += paint_vertices.write(device, bytes_of(live.paint), 0, "live paint");
    written += paint_indices.write(device, bytes_of(live.paint_indices), VK_BUFFER_USAGE_INDEX_BUFFER_BIT,
                                   "live paint indices");
    marker_count = static_cast<std::uint32_t>(live.markers.size());
    column_count = static_cast<std::uint32_t>(live.columns.size());
    trail_count = static_cast<std::uint32_t>(live.trails.size());
    paint_index_count = static_cast<std::uint32_t>(live.paint_indices.size());
    std::size_t const words = std::max<std::size_t>(live.markers.size(), 1) * 4;
    if (!hidden || hidden.size < words) {
        hidden = Buffer(device, std::bit_ceil(words), VK_BUFFER_USAGE_STORAGE_BUFFER_BIT, Buffer::Memory::device,
                        "hidden markers");
    }
    if (!quad_indices || live.heat != heat_source) {
        Uploader uploader(device);
        if (!quad_indices) {
            quad_indices = uploader.buffer(bytes_of(quad_pattern()), VK_BUFFER_USAGE_INDEX_BUFFER_BIT, "quad indices");
        }
        if (live.heat && live.heat != heat_source) {
            heat = uploader.image(live.heat->pixels, live.heat->width, live.heat->height, VK_FORMAT_R8G8B8A8_SRGB, true,
                                  "heat");
            written += live.heat->pixels.size();
        }
        uploader.flush();
    }
    if (!live.heat) heat = Image();
    heat_source = live.heat;
    heat_extent = live.heat_extent;
    colour_buildings(device, scene, live.building_colours);
    return base::done;
}

void GpuLive::describe(shared::Frame& frame) const {
    frame.has_live_paint = paint_index_count > 0 ? 1 : 0;
    frame.has_heat = heat ? 1 : 0;
    if (!heat) return;
    base::Extent const& e = heat_extent;
    frame.heat_rect = {static_cast<float>(e.min_x), static_cast<float>(e.min_y), static_cast<float>(1 / e.width()),
                       static_cast<float>(1 / e.height())};
    frame.heat_texel = static_cast<float>(e.width() / heat.info.width);
}

void GpuLive::colour_buildings(Device& device, GpuScene& scene, std::vector<std::uint32_t> const& colours) {
    if (colours.empty() && building_colours.empty()) return;
    std::size_t const count = scene.own_colours.size();
    building_colours.resize(count);
    // Where device memory is not mapped the words travel through a staging buffer, one region a building.
    std::vector<VkBufferCopy> regions;
    std::vector<std::uint32_t> words;
    for (std::size_t i = 0; i < count; ++i) {
        std::uint32_t const wanted = i < colours.size() ? colours[i] : 0;
        if (wanted == building_colours[i]) continue;
        building_colours[i] = wanted;
        std::uint32_t const word = wanted ? wanted : scene.own_colours[i];
        std::size_t const at = i * sizeof(shared::Building) + offsetof(shared::Building, colour);
        written += sizeof word;
        if (scene.buildings.mapped) {
            std::memcpy(scene.buildings.mapped + at, &word, sizeof word);
        } else {
            regions.push_back({words.size() * sizeof word, at, sizeof word});
            words.push_back(word);
        }
    }
    copy_regions(device, bytes_of(words), scene.buildings, regions);
    if (colours.empty()) building_colours.clear();
}

}  // namespace renderer
