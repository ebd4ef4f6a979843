// The last look: splats, ink and rim lines, the selection, ids (shaders/finish.comp). What comes of it is kept, and a
// copy of it is what live things and texts are drawn over.
#include <array>

#include "renderer/passes.h"

namespace renderer {
namespace {

void copy(VkCommandBuffer commands, Targets const& t) {
    VkImageCopy copy{};
    copy.srcSubresource = copy.dstSubresource = {VK_IMAGE_ASPECT_COLOR_BIT, 0, 0, 1};
    copy.extent = {t.width, t.height, 1};
    vkCmdCopyImage(commands, t.finished.handle, VK_IMAGE_LAYOUT_TRANSFER_SRC_OPTIMAL, t.result.handle,
                   VK_IMAGE_LAYOUT_TRANSFER_DST_OPTIMAL, 1, &copy);
}

void enlarge(VkCommandBuffer commands, Targets const& t, PixelSize shown) {
    auto const corner = [](std::uint32_t width, std::uint32_t height) {
        return VkOffset3D{static_cast<std::int32_t>(width), static_cast<std::int32_t>(height), 1};
    };
    VkImageBlit blit{};
    blit.srcSubresource = blit.dstSubresource = {VK_IMAGE_ASPECT_COLOR_BIT, 0, 0, 1};
    blit.srcOffsets[1] = corner(t.width, t.height);
    blit.dstOffsets[1] = corner(shown.width, shown.height);
    vkCmdBlitImage(commands, t.finished.handle, VK_IMAGE_LAYOUT_TRANSFER_SRC_OPTIMAL, t.result.handle,
                   VK_IMAGE_LAYOUT_TRANSFER_DST_OPTIMAL, 1, &blit, VK_FILTER_LINEAR);
}

}  // namespace

void add_finish(Graph& graph, FrameContext const& c, FrameResources const& r) {
    std::vector<Use> uses{{r.resolved, Usage::sampled_compute},
                          {r.key, Usage::sampled_compute},
                          {r.depth, Usage::sampled_compute},
                          {r.finished, Usage::storage_write}};
    if (c.want_ids) uses.push_back({r.finished_ids, Usage::storage_write});
    if (c.want_splats) {
        uses.push_back({r.splat_depth, Usage::storage_read});
        uses.push_back({r.splat_building, Usage::storage_read});
        uses.push_back({r.far_light, Usage::storage_read});
    }
    graph.pass("finish", std::move(uses), [&c](VkCommandBuffer commands) {
        Targets const& t = c.targets;
        std::array<Texture, 4> const textures{
            Texture{t.samples > 1 ? t.resolved.view : t.colour.view, c.pipelines.nearest},
            Texture{t.key.view, c.pipelines.nearest}, Texture{t.depth.view, c.pipelines.nearest},
            Texture{t.finished.view, VK_NULL_HANDLE, VK_IMAGE_LAYOUT_GENERAL}};
        struct {
            VkDeviceAddress ids;
            std::uint32_t id_rows, splat_rows;
        } const push{c.want_ids ? t.finished_ids.address : 0, c.want_ids ? t.height : 0, c.want_splats ? t.height : 0};
        c.pipelines.bind(commands, c.pipelines.compute(Compute::finish, c.view.style, t.samples), textures,
                         c.frame_buffer.handle, as_constants(push));
        vkCmdDispatch(commands, (t.width + 7) / 8, (t.height + 7) / 8, 1);
    });
}

void add_lay_out(Graph& graph, FrameContext const& c, FrameResources const& r) {
    std::vector<Use> uses{{r.finished, Usage::transfer_read}, {r.result, Usage::transfer_write}};
    if (c.want_ids) {
        uses.push_back({r.finished_ids, Usage::transfer_read});
        uses.push_back({r.ids, Usage::transfer_write});
    }
    graph.pass("lay out", std::move(uses), [&c](VkCommandBuffer commands) {
        Targets const& t = c.targets;
        if (c.shown.width == t.width && c.shown.height == t.height) {
            copy(commands, t);
        } else {
            enlarge(commands, t, c.shown);
        }
        if (!c.want_ids) return;
        VkBufferCopy const words{0, 0, std::size_t{t.width} * t.height * 4};
        vkCmdCopyBuffer(commands, t.finished_ids.handle, t.ids.handle, 1, &words);
    });
}

}  // namespace renderer
