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

    struct Frame {
        VkImage image;
        VkImageView view;
        VkFormat format;
        VkExtent2D extent;
        std::uint32_t index;
        VkSemaphore acquired;
        VkSemaphore drawn;
    };
    /// The next image, for a picture of this size; nothing where the window has no area, no surface or no free image
    /// just now: later it may have. What is acquired must be drawn and presented.
    std::optional<Frame> acquire(std::uint32_t width, std::uint32_t height);
    /// False where the window changed meanwhile and did not take the picture.
    bool present(Frame const& frame);

private:
    bool rebuild(std::uint32_t width, std::uint32_t height);
    bool create(VkSurfaceCapabilitiesKHR const& can);
    void destroy();

    Device& device_;
    VkSwapchainKHR handle_ = VK_NULL_HANDLE;
    VkExtent2D asked_{};   ///< by the last `acquire` that rebuilt
    VkExtent2D extent_{};  ///< what the surface made of it
    VkFormat format_ = VK_FORMAT_UNDEFINED;
    std::vector<VkImage> images_;
    std::vector<VkImageView> views_;
    std::vector<VkSemaphore> drawn_;
    VkSemaphore acquired_ = VK_NULL_HANDLE;
    bool stale_ = true;
    bool surface_lost_ = false;
};

}  // namespace renderer
