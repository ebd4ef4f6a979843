// The window's images. Lost, resized and minimised windows are ordinary here.
#pragma once

#include <vulkan/vulkan.h>

#include <cstdint>
#include <optional>
#include <vector>

#include "renderer/device.h"

namespace renderer {

class Swapchain {
public:
    explicit Swapchain(Device& device);
    Swapchain(Swapchain const&) = delete;
    Swapchain& operator=(Swapchain const&) = delete;
    ~Swapchain();

    /// The next image, for a picture of this size; nothing where the window has no area just now.
    struct Frame {
        VkImage image;
        VkImageView view;
        VkFormat format;
        VkExtent2D extent;
        std::uint32_t index;
        VkSemaphore acquired;
        VkSemaphore drawn;
    };
    std::optional<Frame> acquire(std::uint32_t width, std::uint32_t height);
    void present(Frame const& frame);

private:
    bool rebuild(std::uint32_t width, std::uint32_t height);
    void destroy();

    Device& device_;
    VkSwapchainKHR handle_ = VK_NULL_HANDLE;
    VkExtent2D extent_{};
    VkFormat format_ = VK_FORMAT_UNDEFINED;
    std::vector<VkImage> images_;
    std::vector<VkImageView> views_;
    std::vector<VkSemaphore> drawn_;
    VkSemaphore acquired_ = VK_NULL_HANDLE;
    bool stale_ = true;
};

}  // namespace renderer
