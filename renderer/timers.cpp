#include "renderer/timers.h"

#include <algorithm>
#include <array>

#include "renderer/check.h"

namespace renderer {

PassTimers::PassTimers(Device& device) : device_(device) {
    VkQueryPoolCreateInfo info{VK_STRUCTURE_TYPE_QUERY_POOL_CREATE_INFO};
    info.queryType = VK_QUERY_TYPE_TIMESTAMP;
    info.queryCount = kMost;
    BOROUGH_VK(vkCreateQueryPool(device.handle, &info, nullptr, &pool_));
    VkPhysicalDeviceProperties properties{};
    vkGetPhysicalDeviceProperties(device.physical, &properties);
    ms_per_tick_ = static_cast<double>(properties.limits.timestampPeriod) * 1e-6;
}

PassTimers::~PassTimers() {
    device_.wait_idle();
    vkDestroyQueryPool(device_.handle, pool_, nullptr);
}

void PassTimers::begin(VkCommandBuffer commands) {
    marked_.clear();
    vkCmdResetQueryPool(commands, pool_, 0, kMost);
    vkCmdWriteTimestamp2(commands, VK_PIPELINE_STAGE_2_ALL_COMMANDS_BIT, pool_, 0);
}

void PassTimers::mark(VkCommandBuffer commands, std::string const& pass) {
    if (marked_.size() + 1 >= kMost) return;
    marked_.push_back(pass);
    vkCmdWriteTimestamp2(commands, VK_PIPELINE_STAGE_2_ALL_COMMANDS_BIT, pool_,
                         static_cast<std::uint32_t>(marked_.size()));
}

void PassTimers::collect() {
    std::array<std::uint64_t, kMost> ticks{};
    auto const count = static_cast<std::uint32_t>(marked_.size() + 1);
    if (marked_.empty() || vkGetQueryPoolResults(device_.handle, pool_, 0, count, sizeof ticks, ticks.data(),
                                                 sizeof(std::uint64_t), VK_QUERY_RESULT_64_BIT) != VK_SUCCESS)
        return;
    for (std::size_t i = 0; i < marked_.size(); ++i) {
        double const ms = static_cast<double>(ticks[i + 1] - ticks[i]) * ms_per_tick_;
        auto const found =
            std::find_if(sums_.begin(), sums_.end(), [&](PassTime const& t) { return t.pass == marked_[i]; });
        if (found == sums_.end())
            sums_.push_back({marked_[i], ms});
        else
            found->ms += ms;
    }
    marked_.clear();
}

}  // namespace renderer
