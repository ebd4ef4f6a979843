// The frame graph: passes in the order given, each declaring what it reads and writes; barriers are computed.
// Nothing is reordered, aliased or culled. `plan` touches no GPU and is unit-tested without one.
#pragma once

#include <vulkan/vulkan.h>

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace renderer {

/// How a pass touches a resource; stage, access and layout follow (graph.cpp has the table).
enum class Usage : std::uint8_t {
    color_target,     ///< written (and blended) as a colour attachment, or resolved into
    depth_target,     ///< tested and written as depth, or resolved into
    sampled,          ///< read through a sampler in a fragment shader
    sampled_compute,  ///< read through a sampler in a compute shader
    storage_read,     ///< read as a buffer or storage image in a compute shader
    storage_write,    ///< written, and read in any way, in a compute shader
    vertex_read,      ///< read as a buffer in a vertex or fragment shader
    indirect,         ///< read as indirect draw commands
    transfer_read,
    transfer_write
};

/// A typed handle: valid only in the graph that gave it.
struct Resource {
    std::uint32_t index = 0;
};

struct Use {
    Resource resource;
    Usage usage;
};

/// One barrier before a pass. `image` is null for buffers.
struct Barrier {
    std::uint32_t resource = 0;
    VkPipelineStageFlags2 from_stage = 0;
    VkAccessFlags2 from_access = 0;
    VkPipelineStageFlags2 to_stage = 0;
    VkAccessFlags2 to_access = 0;
    VkImageLayout from_layout = VK_IMAGE_LAYOUT_UNDEFINED;
    VkImageLayout to_layout = VK_IMAGE_LAYOUT_UNDEFINED;
    friend bool operator==(Barrier const&, Barrier const&) = default;
};

class Graph {
public:
    using Record = std::function<void(VkCommandBuffer)>;

    /// An image whose earlier contents do not matter (it starts as UNDEFINED). `left` is told the layout that the last
    /// pass leaves it in, for a later frame to start from.
    Resource image(std::string name, VkImage handle, VkImageAspectFlags aspect, VkImageLayout* left = nullptr);
    /// An image that is already filled and readable.
    Resource ready_image(std::string name, VkImage handle, VkImageAspectFlags aspect, VkImageLayout layout,
                         VkImageLayout* left = nullptr);
    Resource buffer(std::string name, VkBuffer handle);

    void pass(std::string name, std::vector<Use> uses, Record record);

    /// The barriers before each pass, in order.
    std::vector<std::vector<Barrier>> plan() const;
    std::vector<std::string> pass_names() const;
    std::size_t size() const { return passes_.size(); }

    /// Records all passes with their barriers. `after`, if set, is called after each pass with its name, for GPU
    /// timers.
    void record(VkCommandBuffer commands, std::function<void(std::string const&)> const& after = {}) const;
    /// The same for passes from `first` to before `end`; those before them have been submitted already.
    void record(VkCommandBuffer commands, std::size_t first, std::size_t end,
                std::function<void(std::string const&)> const& after) const;

private:
    struct Entry {
        std::string name;
        VkImage image = VK_NULL_HANDLE;
        VkBuffer buffer = VK_NULL_HANDLE;
        VkImageAspectFlags aspect = 0;  ///< 0: a buffer
        VkImageLayout layout = VK_IMAGE_LAYOUT_UNDEFINED;
        VkImageLayout* left = nullptr;
    };
    struct Pass {
        std::string name;
        std::vector<Use> uses;
        Record record;
    };
    std::vector<Entry> entries_;
    std::vector<Pass> passes_;
};

}  // namespace renderer
