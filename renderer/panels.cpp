#include "renderer/panels.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <string>

namespace renderer {
namespace {

struct PanelPush {
    VkDeviceAddress vertices;
    float origin[2], size[2];
    float uv_first[2], uv_size[2];
};

bool is_slot(std::uint32_t image) { return image >= scene::slot_image(scene::Slot::main); }

base::Error wrong(std::string const& what) { return base::Error{"panels: " + what}; }

/// A wrong index would have the GPU read whatever lies there.
base::Status check(scene::Panels const& panels, Caps const& caps) {
    if (panels.width == 0 || panels.height == 0) return wrong("a picture of panels needs at least one pixel");
    for (scene::PanelImage const& image : panels.images) {
        if (auto const why = complaint(image, caps); !why.empty()) return wrong(why);
    }
    for (scene::Panels::Draw const& draw : panels.draws) {
        if (std::uint64_t{draw.first_index} + draw.index_count > panels.indices.size())
            return wrong("a draw names indices that are not there");
        bool const known =
            is_slot(draw.image) || std::any_of(panels.images.begin(), panels.images.end(),
                                               [&](scene::PanelImage const& image) { return image.id == draw.image; });
        if (!known) return wrong("a draw names image " + std::to_string(draw.image) + ", which is not there");
    }
    auto const highest = std::max_element(panels.indices.begin(), panels.indices.end());
    if (highest != panels.indices.end() && *highest >= panels.vertices.size())
        return wrong("an index names a vertex that is not there");
    return base::done;
}

/// A clip in pixels of the target, which may be empty.
VkRect2D scissor(scene::Panels const& panels, scene::Panels::Draw const& draw, VkExtent2D extent) {
    auto const within = [](std::int64_t at, std::uint32_t panel_size, std::uint32_t target_size) {
        std::int64_t const clamped = std::clamp<std::int64_t>(at, 0, panel_size);
        if (panel_size == target_size) return static_cast<std::int32_t>(clamped);
        return static_cast<std::int32_t>(std::lround(double(clamped) * target_size / panel_size));
    };
    std::int64_t const x = panels.origin_x, y = panels.origin_y;
    std::int32_t const left = within(draw.left - x, panels.width, extent.width);
    std::int32_t const top = within(draw.top - y, panels.height, extent.height);
    std::int32_t const right = within(draw.right - x, panels.width, extent.width);
    std::int32_t const bottom = within(draw.bottom - y, panels.height, extent.height);
    return {
        {left, top},
        {static_cast<std::uint32_t>(std::max(right - left, 0)), static_cast<std::uint32_t>(std::max(bottom - top, 0))}};
}

/// True where each pixel of a kept picture falls on one of the target: then none needs to be mixed of four.
bool pixel_for_pixel(scene::Panels const& panels, scene::Panels::Draw const& draw, PanelPainter::Kept const& kept,
                     VkExtent2D extent) {
    if (extent.width != panels.width || extent.height != panels.height || draw.index_count > 6) return false;
    for (std::uint32_t i = 0; i < draw.index_count; ++i) {
        shared::PanelVertex const& v = panels.vertices[panels.indices[draw.first_index + i]];
        shared::PanelVertex const& first = panels.vertices[panels.indices[draw.first_index]];
        bool const whole = v.at.x == std::floor(v.at.x) && v.at.y == std::floor(v.at.y);
        bool const same = v.at.x - first.at.x == (v.uv.x - first.uv.x) * static_cast<float>(kept.width) &&
                          v.at.y - first.at.y == (v.uv.y - first.uv.y) * static_cast<float>(kept.height);
        if (!whole || !same || (v.uv.x != 0 && v.uv.x != 1) || (v.uv.y != 0 && v.uv.y != 1)) return false;
    }
    return true;
}

void begin_panels(VkCommandBuffer commands, scene::Panels const& panels, PanelPainter::Target const& target) {
    auto const share = [&](int shift) { return static_cast<float>(panels.background >> shift & 255u) / 255.0f; };
    VkRenderingAttachmentInfo colour{VK_STRUCTURE_TYPE_RENDERING_ATTACHMENT_INFO};
    colour.imageView = target.view;
    colour.imageLayout = VK_IMAGE_LAYOUT_COLOR_ATTACHMENT_OPTIMAL;
    colour.loadOp = VK_ATTACHMENT_LOAD_OP_CLEAR;
    colour.storeOp = VK_ATTACHMENT_STORE_OP_STORE;
    colour.clearValue.color = {{share(16), share(8), share(0), share(24)}};
    VkRenderingInfo info{VK_STRUCTURE_TYPE_RENDERING_INFO};
    info.renderArea = {{0, 0}, target.extent};
    info.layerCount = 1;
    info.colorAttachmentCount = 1;
    info.pColorAttachments = &colour;
    vkCmdBeginRendering(commands, &info);
    VkViewport const viewport{0, 0, static_cast<float>(target.extent.width), static_cast<float>(target.extent.height),
                              0, 1};
    vkCmdSetViewport(commands, 0, 1, &viewport);
}

}  // namespace

base::Status PanelPainter::set(scene::Panels const& panels) {
    if (auto const ok = check(panels, device_.caps); !ok) return ok;
    write(vertices_, bytes_of(panels.vertices), VK_BUFFER_USAGE_STORAGE_BUFFER_BIT, "panel vertices");
    write(indices_, bytes_of(panels.indices), VK_BUFFER_USAGE_INDEX_BUFFER_BIT, "panel indices");
    images_.set(device_, panels.images, false);
    return base::done;
}

void PanelPainter::write(Buffer& buffer, std::span<std::byte const> bytes, VkBufferUsageFlags usage, char const* name) {
    if (!buffer || buffer.size < bytes.size())
        buffer = Buffer(device_, std::bit_ceil(std::max<std::size_t>(bytes.size(), 4096)), usage,
                        Buffer::Memory::upload, name);
    if (!bytes.empty()) std::memcpy(buffer.mapped, bytes.data(), bytes.size());
}

void PanelPainter::record(VkCommandBuffer commands, scene::Panels const& panels, Target const& target,
                          std::array<Kept, scene::kSlots> const& kept) const {
    begin_panels(commands, panels, target);
    Pipeline const& pipeline = pipelines_.panels(target.format);
    vkCmdBindIndexBuffer(commands, indices_.handle, 0, VK_INDEX_TYPE_UINT32);
    for (scene::Panels::Draw const& draw : panels.draws) {
        VkRect2D const clip = scissor(panels, draw, target.extent);
        if (clip.extent.width == 0 || clip.extent.height == 0 || draw.index_count == 0) continue;
        PanelPush push{vertices_.address,
                       {static_cast<float>(panels.origin_x), static_cast<float>(panels.origin_y)},
                       {static_cast<float>(panels.width), static_cast<float>(panels.height)},
                       {0, 0},
                       {1, 1}};
        VkImageView view = VK_NULL_HANDLE;
        VkSampler sampler = pipelines_.smooth;
        if (is_slot(draw.image)) {
            std::uint32_t const slot = draw.image - scene::slot_image(scene::Slot::main);
            if (slot >= scene::kSlots || !kept[slot].view) continue;
            view = kept[slot].view;
            std::copy_n(kept[slot].first, 2, push.uv_first);
            std::copy_n(kept[slot].size, 2, push.uv_size);
            if (pixel_for_pixel(panels, draw, kept[slot], target.extent)) sampler = pipelines_.nearest;
        } else {
            view = images_.find(draw.image)->view;
        }
        std::array<Texture, 1> const textures{Texture{view, sampler}};
        pipelines_.bind(commands, pipeline, textures, VK_NULL_HANDLE,
                        std::as_bytes(std::span<PanelPush const, 1>(&push, 1)));
        vkCmdSetScissor(commands, 0, 1, &clip);
        vkCmdDrawIndexed(commands, draw.index_count, 1, draw.first_index, 0, 0);
    }
    vkCmdEndRendering(commands);
}

}  // namespace renderer
