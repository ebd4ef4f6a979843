// The GPU in use: instance, device, one queue, and the grave where GPU objects wait until no frame uses them.
#pragma once

#include <vulkan/vulkan.h>

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "renderer/renderer.h"

namespace renderer {

/// What differs between devices, probed in one place.
struct Caps {
    bool mapped_device_memory = false;  ///< device-local memory can be written directly (software, integrated, ReBAR)
    std::uint32_t max_image = 0;
    bool samples_4 = false;
    bool clip_distances = false;  ///< what sections are cut with
};

/// Counts what the validation layer says; tests fail on any (tests/renderer/device_test.cpp proves the net holds).
struct ValidationLog {
    std::atomic<std::uint32_t> messages{0};
    std::vector<std::string> texts;  ///< the first few, written under the layer's own lock
};

class Device {
public:
    static base::Result<std::unique_ptr<Device>> create(RendererOptions const& options);
    Device(Device const&) = delete;
    Device& operator=(Device const&) = delete;
    ~Device();

    VkInstance instance = VK_NULL_HANDLE;
    VkPhysicalDevice physical = VK_NULL_HANDLE;
    VkDevice handle = VK_NULL_HANDLE;
    VkQueue queue = VK_NULL_HANDLE;
    std::uint32_t queue_family = 0;
    VkSurfaceKHR surface = VK_NULL_HANDLE;
    VkPipelineCache pipeline_cache = VK_NULL_HANDLE;
    VkPhysicalDeviceMemoryProperties memory{};
    Caps caps;
    DeviceInfo info;
    ValidationLog validation;
    std::uint64_t allocated_bytes = 0;

    /// Timeline of the queue: `submit` returns the value that is reached once the work is done.
    std::uint64_t submit(VkCommandBuffer commands, VkSemaphore wait = VK_NULL_HANDLE,
                         VkSemaphore signal = VK_NULL_HANDLE);
    /// Never endless: a device that does not answer for minutes counts as lost.
    void wait_for(std::uint64_t value);
    void wait_idle() { wait_for(submitted_); }

    /// VK_ERROR_DEVICE_LOST ends in `lose`; other errors end as those of BOROUGH_VK do.
    VkResult check(VkResult result, char const* call, char const* file, int line);
    /// Tells RendererOptions::on_device_lost, which does not return.
    [[noreturn]] void lose(std::string const& why);
    /// Called once a frame: RendererOptions::lose_device_after counts them.
    void count_frame();

    /// Another surface for the same window; false where it has none just now.
    bool renew_surface();

    /// Runs `destroy` once everything submitted so far is done: how a GPU object dies with its frame.
    void retire(std::function<void()> destroy);
    /// Frees what no frame uses any more. Called between frames.
    void bury();
    std::size_t waiting_to_retire() const { return grave_.size(); }

    /// First memory type with all of `wanted`, or -1.
    std::int32_t memory_type(std::uint32_t allowed_bits, VkMemoryPropertyFlags wanted) const;
    void set_name(VkObjectType type, std::uint64_t object, std::string const& name) const;

private:
    Device() = default;
    base::Status create_instance(RendererOptions const& options);
    base::Status choose(RendererOptions const& options);
    base::Status create_device(RendererOptions const& options);

    struct Grave {
        std::uint64_t value;
        std::function<void()> destroy;
    };
    std::vector<Grave> grave_;
    VkSemaphore timeline_ = VK_NULL_HANDLE;
    std::uint64_t submitted_ = 0;
    bool lost_ = false;
    std::uint32_t frames_ = 0, lose_after_ = 0;
    std::function<void(std::string const&)> on_lost_;
    GLFWwindow* window_ = nullptr;
    VkDebugUtilsMessengerEXT messenger_ = VK_NULL_HANDLE;
    PFN_vkSetDebugUtilsObjectNameEXT set_object_name_ = nullptr;
};

}  // namespace renderer
