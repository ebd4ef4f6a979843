// Where the picture goes: into memory the CPU reads, or to where panels show it.
#include "renderer/passes.h"

namespace renderer {
namespace {

void show_to_host(VkCommandBuffer commands) {
    VkMemoryBarrier2 const to_host{VK_STRUCTURE_TYPE_MEMORY_BARRIER_2,
                                   nullptr,
                                   VK_PIPELINE_STAGE_2_ALL_TRANSFER_BIT | VK_PIPELINE_STAGE_2_COMPUTE_SHADER_BIT,
                                   VK_ACCESS_2_TRANSFER_WRITE_BIT | VK_ACCESS_2_SHADER_STORAGE_WRITE_BIT,
                                   VK_PIPELINE_STAGE_2_HOST_BIT,
                                   VK_ACCESS_2_HOST_READ_BIT};
    VkDependencyInfo dependency{VK_STRUCTURE_TYPE_DEPENDENCY_INFO};
    dependency.memoryBarrierCount = 1;
    dependency.pMemoryBarriers = &to_host;
    vkCmdPipelineBarrier2(commands, &dependency);
}

}  // namespace

void add_readback(Graph& graph, FrameContext const& c, FrameResources const& r) {
    graph.pass("readback", {{r.result, Usage::transfer_read}}, [&c](VkCommandBuffer commands) {
        VkBufferImageCopy copy{};
        copy.imageSubresource = {VK_IMAGE_ASPECT_COLOR_BIT, 0, 0, 1};
        copy.imageExtent = {c.targets.width, c.targets.height, 1};
        vkCmdCopyImageToBuffer(commands, c.targets.result.handle, VK_IMAGE_LAYOUT_TRANSFER_SRC_OPTIMAL,
                               c.targets.readback.handle, 1, &copy);
        show_to_host(commands);
    });
}

void add_keep(Graph& graph, FrameContext const&, FrameResources const& r) {
    graph.pass("keep", {{r.result, Usage::sampled}}, [](VkCommandBuffer commands) { show_to_host(commands); });
}

}  // namespace renderer
