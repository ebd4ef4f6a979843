#include "renderer/graph.h"

#include <utility>

namespace renderer {
namespace {

struct Access {
    VkPipelineStageFlags2 stage;
    VkAccessFlags2 access;
    VkImageLayout layout;
    bool writes;
};

constexpr VkPipelineStageFlags2 kDepthStages =
    VK_PIPELINE_STAGE_2_EARLY_FRAGMENT_TESTS_BIT | VK_PIPELINE_STAGE_2_LATE_FRAGMENT_TESTS_BIT;

Access access_of(Usage usage) {
    switch (usage) {
        case Usage::color_target:
            return {VK_PIPELINE_STAGE_2_COLOR_ATTACHMENT_OUTPUT_BIT,
                    VK_ACCESS_2_COLOR_ATTACHMENT_READ_BIT | VK_ACCESS_2_COLOR_ATTACHMENT_WRITE_BIT,
                    VK_IMAGE_LAYOUT_COLOR_ATTACHMENT_OPTIMAL, true};
        case Usage::depth_target:
            // Depth is resolved in the colour output stage (Vulkan 1.3, 8.1 "Render Pass Multisample Resolve").
            return {kDepthStages | VK_PIPELINE_STAGE_2_COLOR_ATTACHMENT_OUTPUT_BIT,
                    VK_ACCESS_2_DEPTH_STENCIL_ATTACHMENT_READ_BIT | VK_ACCESS_2_DEPTH_STENCIL_ATTACHMENT_WRITE_BIT |
                        VK_ACCESS_2_COLOR_ATTACHMENT_READ_BIT | VK_ACCESS_2_COLOR_ATTACHMENT_WRITE_BIT,
                    VK_IMAGE_LAYOUT_DEPTH_ATTACHMENT_OPTIMAL, true};
        case Usage::sampled:
            return {VK_PIPELINE_STAGE_2_FRAGMENT_SHADER_BIT, VK_ACCESS_2_SHADER_SAMPLED_READ_BIT,
                    VK_IMAGE_LAYOUT_SHADER_READ_ONLY_OPTIMAL, false};
        case Usage::sampled_compute:
            return {VK_PIPELINE_STAGE_2_COMPUTE_SHADER_BIT, VK_ACCESS_2_SHADER_SAMPLED_READ_BIT,
                    VK_IMAGE_LAYOUT_SHADER_READ_ONLY_OPTIMAL, false};
        case Usage::storage_read:
            return {VK_PIPELINE_STAGE_2_COMPUTE_SHADER_BIT, VK_ACCESS_2_SHADER_STORAGE_READ_BIT,
                    VK_IMAGE_LAYOUT_GENERAL, false};
        case Usage::storage_write:
            return {VK_PIPELINE_STAGE_2_COMPUTE_SHADER_BIT,
                    VK_ACCESS_2_SHADER_STORAGE_READ_BIT | VK_ACCESS_2_SHADER_STORAGE_WRITE_BIT |
                        VK_ACCESS_2_SHADER_SAMPLED_READ_BIT,
                    VK_IMAGE_LAYOUT_GENERAL, true};
        case Usage::vertex_read:
            return {VK_PIPELINE_STAGE_2_VERTEX_SHADER_BIT | VK_PIPELINE_STAGE_2_FRAGMENT_SHADER_BIT,
                    VK_ACCESS_2_SHADER_STORAGE_READ_BIT, VK_IMAGE_LAYOUT_GENERAL, false};
        case Usage::indirect:
            return {VK_PIPELINE_STAGE_2_DRAW_INDIRECT_BIT, VK_ACCESS_2_INDIRECT_COMMAND_READ_BIT,
                    VK_IMAGE_LAYOUT_GENERAL, false};
        case Usage::transfer_read:
            return {VK_PIPELINE_STAGE_2_ALL_TRANSFER_BIT, VK_ACCESS_2_TRANSFER_READ_BIT,
                    VK_IMAGE_LAYOUT_TRANSFER_SRC_OPTIMAL, false};
        case Usage::transfer_write:
            return {VK_PIPELINE_STAGE_2_ALL_TRANSFER_BIT, VK_ACCESS_2_TRANSFER_WRITE_BIT,
                    VK_IMAGE_LAYOUT_TRANSFER_DST_OPTIMAL, true};
    }
    return {};
}

/// What has happened to a resource so far, walking the passes in order.
struct Tracked {
    VkPipelineStageFlags2 write_stage = 0;
    VkAccessFlags2 write_access = 0;
    VkPipelineStageFlags2 read_stages = 0;     ///< since the last write
    VkPipelineStageFlags2 visible_stages = 0;  ///< stages the last write was made visible to
    VkAccessFlags2 visible_access = 0;
    VkImageLayout layout = VK_IMAGE_LAYOUT_UNDEFINED;
};

}  // namespace

Resource Graph::image(std::string name, VkImage handle, VkImageAspectFlags aspect, VkImageLayout* left) {
    return ready_image(std::move(name), handle, aspect, VK_IMAGE_LAYOUT_UNDEFINED, left);
}

Resource Graph::ready_image(std::string name, VkImage handle, VkImageAspectFlags aspect, VkImageLayout layout,
                            VkImageLayout* left) {
    entries_.push_back({std::move(name), handle, VK_NULL_HANDLE, aspect, layout, left});
    return {static_cast<std::uint32_t>(entries_.size() - 1)};
}

Resource Graph::buffer(std::string name, VkBuffer handle) {
    entries_.push_back({std::move(name), VK_NULL_HANDLE, handle, 0, VK_IMAGE_LAYOUT_UNDEFINED});
    return {static_cast<std::uint32_t>(entries_.size() - 1)};
}

void Graph::pass(std::string name, std::vector<Use> uses, Record record) {
    passes_.push_back({std::move(name), std::move(uses), std::move(record)});
}

std::vector<std::string> Graph::pass_names() const {
    std::vector<std::string> names;
    for (Pass const& p : passes_) names.push_back(p.name);
    return names;
}

std::vector<std::vector<Barrier>> Graph::plan() const {
    std::vector<Tracked> state(entries_.size());
    for (std::size_t i = 0; i < entries_.size(); ++i) state[i].layout = entries_[i].layout;

    std::vector<std::vector<Barrier>> barriers(passes_.size());
    for (std::size_t p = 0; p < passes_.size(); ++p) {
        for (Use const& use : passes_[p].uses) {
            Tracked& t = state[use.resource.index];
            bool const is_image = entries_[use.resource.index].aspect != 0;
            Access const a = access_of(use.usage);
            bool const relayout = is_image && t.layout != a.layout;
            bool const unseen = t.write_stage != 0 &&
                                ((t.visible_stages & a.stage) != a.stage || (t.visible_access & a.access) != a.access);
            bool const needed = a.writes ? t.write_stage != 0 || t.read_stages != 0 || relayout : relayout || unseen;
            if (needed) {
                // A write, or a change of layout, waits for everything before it; a read only for the last write.
                VkPipelineStageFlags2 const from = a.writes || relayout ? t.write_stage | t.read_stages : t.write_stage;
                barriers[p].push_back({use.resource.index, from ? from : VK_PIPELINE_STAGE_2_NONE, t.write_access,
                                       a.stage, a.access, is_image ? t.layout : VK_IMAGE_LAYOUT_UNDEFINED,
                                       is_image ? a.layout : VK_IMAGE_LAYOUT_UNDEFINED});
            }
            if (a.writes) {
                // Seen by no later pass yet, not even by one of the same stage.
                t = {a.stage, a.access, 0, 0, 0, t.layout};
            } else {
                // After a change of layout only this reader is known to see the contents.
                t.visible_stages = relayout ? a.stage : t.visible_stages | a.stage;
                t.visible_access = relayout ? a.access : t.visible_access | a.access;
                if (relayout) {
                    t.write_stage = a.stage;
                    t.write_access = 0;
                }
                t.read_stages |= a.stage;
            }
            if (is_image) t.layout = a.layout;
        }
    }
    return barriers;
}

void Graph::record(VkCommandBuffer commands, std::function<void(std::string const&)> const& after) const {
    record(commands, 0, passes_.size(), after);
}

void Graph::record(VkCommandBuffer commands, std::size_t first, std::size_t end,
                   std::function<void(std::string const&)> const& after) const {
    auto const barriers = plan();
    for (std::size_t p = first; p < end; ++p) {
        std::vector<VkImageMemoryBarrier2> images;
        std::vector<VkBufferMemoryBarrier2> buffers;
        for (Barrier const& b : barriers[p]) {
            Entry const& entry = entries_[b.resource];
            if (entry.aspect) {
                images.push_back({VK_STRUCTURE_TYPE_IMAGE_MEMORY_BARRIER_2,
                                  nullptr,
                                  b.from_stage,
                                  b.from_access,
                                  b.to_stage,
                                  b.to_access,
                                  b.from_layout,
                                  b.to_layout,
                                  VK_QUEUE_FAMILY_IGNORED,
                                  VK_QUEUE_FAMILY_IGNORED,
                                  entry.image,
                                  {entry.aspect, 0, VK_REMAINING_MIP_LEVELS, 0, VK_REMAINING_ARRAY_LAYERS}});
            } else {
                buffers.push_back({VK_STRUCTURE_TYPE_BUFFER_MEMORY_BARRIER_2, nullptr, b.from_stage, b.from_access,
                                   b.to_stage, b.to_access, VK_QUEUE_FAMILY_IGNORED, VK_QUEUE_FAMILY_IGNORED,
                                   entry.buffer, 0, VK_WHOLE_SIZE});
            }
        }
        if (!images.empty() || !buffers.empty()) {
            VkDependencyInfo dependency{VK_STRUCTURE_TYPE_DEPENDENCY_INFO};
            dependency.bufferMemoryBarrierCount = static_cast<std::uint32_t>(buffers.size());
            dependency.pBufferMemoryBarriers = buffers.data();
            dependency.imageMemoryBarrierCount = static_cast<std::uint32_t>(images.size());
            dependency.pImageMemoryBarriers = images.data();
            vkCmdPipelineBarrier2(commands, &dependency);
        }
        passes_[p].record(commands);
        for (Use const& use : passes_[p].uses) {
            Entry const& entry = entries_[use.resource.index];
            if (entry.left) *entry.left = access_of(use.usage).layout;
        }
        if (after) after(passes_[p].name);
    }
}

}  // namespace renderer
