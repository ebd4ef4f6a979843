// How long each pass takes on the GPU, by timestamps around it.
#pragma once

#include <vulkan/vulkan.h>

#include <string>
#include <vector>

#include "renderer/device.h"

namespace renderer {

class PassTimers {
public:
    explicit PassTimers(Device& device);
    PassTimers(PassTimers const&) = delete;
    PassTimers& operator=(PassTimers const&) = delete;
    ~PassTimers();

    void begin(VkCommandBuffer commands);
    void mark(VkCommandBuffer commands, std::string const& pass);
    /// Adds the last frame's times to the sums, once its work is done.
    void collect();

    std::vector<PassTime> const& sums() const { return sums_; }

private:
    static constexpr std::uint32_t kMost = 64;
    Device& device_;
    VkQueryPool pool_ = VK_NULL_HANDLE;
    double ms_per_tick_ = 0;
    std::vector<std::string> marked_;
    std::vector<PassTime> sums_;
};

}  // namespace renderer
