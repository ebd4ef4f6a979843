#include "renderer/swapchain.h"

#include <algorithm>

#include "renderer/check.h"

namespace renderer {
namespace {

VkSemaphore make_semaphore(VkDevice device) {
    VkSemaphoreCreateInfo const info{VK_STRUCTURE_TYPE_SEMAPHORE_CREATE_INFO};
    VkSemaphore semaphore = VK_NULL_HANDLE;
    BOROUGH_VK(vkCreateSemaphore(device, &info, nullptr, &semaphore));
    return semaphore;
}

VkImageView make_view(VkDevice device, VkImage image, VkFormat format) {
    VkImageViewCreateInfo info{VK_STRUCTURE_TYPE_IMAGE_VIEW_CREATE_INFO};
    info.image = image;
    info.viewType = VK_IMAGE_VIEW_TYPE_2D;
    info.format = format;
    info.subresourceRange = {VK_IMAGE_ASPECT_COLOR_BIT, 0, 1, 0, 1};
    VkImageView view = VK_NULL_HANDLE;
    BOROUGH_VK(vkCreateImageView(device, &info, nullptr, &view));
    return view;
}

/// The finished picture is already sRGB-encoded: a UNORM image takes it unchanged. No format: no surface.
VkSurfaceFormatKHR choose_format(Device const& device) {
    std::uint32_t count = 0;
    vkGetPhysicalDeviceSurfaceFormatsKHR(device.physical, device.surface, &count, nullptr);
    std::vector<VkSurfaceFormatKHR> formats(count);
    vkGetPhysicalDeviceSurfaceFormatsKHR(device.physical, device.surface, &count, formats.data());
    for (VkSurfaceFormatKHR const& f : formats) {
        if (f.format == VK_FORMAT_B8G8R8A8_UNORM || f.format == VK_FORMAT_R8G8B8A8_UNORM) return f;
    }
    return formats.empty() ? VkSurfaceFormatKHR{} : formats.front();
}

/// Results that only mean "make the swapchain anew".
bool is_stale(VkResult result) { return result == VK_ERROR_OUT_OF_DATE_KHR || result == VK_SUBOPTIMAL_KHR; }

/// Results that mean the window, not the device, is gone or taken.
bool is_surface_lost(VkResult result) {
    return result == VK_ERROR_SURFACE_LOST_KHR || result == VK_ERROR_NATIVE_WINDOW_IN_USE_KHR;
}

}  // namespace

Swapchain::Swapchain(Device& device) : device_(device), acquired_(make_semaphore(device.handle)) {}

Swapchain::~Swapchain() {
    destroy();
    vkDestroySemaphore(device_.handle, acquired_, nullptr);
}

void Swapchain::destroy() {
    // The timeline first, for its limit: afterwards only presentations are left to wait for.
    device_.wait_idle();
    vkQueueWaitIdle(device_.queue);
    for (VkSemaphore const s : drawn_) vkDestroySemaphore(device_.handle, s, nullptr);
    drawn_.clear();
    for (VkImageView const view : views_) vkDestroyImageView(device_.handle, view, nullptr);
    views_.clear();
    if (handle_) vkDestroySwapchainKHR(device_.handle, handle_, nullptr);
    handle_ = VK_NULL_HANDLE;
}

bool Swapchain::rebuild(std::uint32_t width, std::uint32_t height) {
    destroy();
    stale_ = true;
    if (surface_lost_ && !device_.renew_surface()) return false;
    surface_lost_ = false;
    VkSurfaceCapabilitiesKHR can{};
    VkResult const known = vkGetPhysicalDeviceSurfaceCapabilitiesKHR(device_.physical, device_.surface, &can);
    if (is_surface_lost(known)) {
        surface_lost_ = true;
        return false;
    }
    BOROUGH_VK_ON(device_, known);
    asked_ = {width, height};
    bool const surface_decides = can.currentExtent.width != UINT32_MAX;
    extent_ = surface_decides ? can.currentExtent
                              : VkExtent2D{std::clamp(width, can.minImageExtent.width, can.maxImageExtent.width),
                                           std::clamp(height, can.minImageExtent.height, can.maxImageExtent.height)};
    if (extent_.width == 0 || extent_.height == 0) return false;
    return create(can);
}

bool Swapchain::create(VkSurfaceCapabilitiesKHR const& can) {
    VkSurfaceFormatKHR const chosen = choose_format(device_);
    if (chosen.format == VK_FORMAT_UNDEFINED) return false;
    VkSwapchainCreateInfoKHR info{VK_STRUCTURE_TYPE_SWAPCHAIN_CREATE_INFO_KHR};
    info.surface = device_.surface;
    info.minImageCount = can.maxImageCount ? std::min(can.minImageCount + 1, can.maxImageCount) : can.minImageCount + 1;
    info.imageFormat = format_ = chosen.format;
    info.imageColorSpace = chosen.colorSpace;
    info.imageExtent = extent_;
    info.imageArrayLayers = 1;
    info.imageUsage = VK_IMAGE_USAGE_COLOR_ATTACHMENT_BIT;
    info.preTransform = can.currentTransform;
    info.compositeAlpha = VK_COMPOSITE_ALPHA_OPAQUE_BIT_KHR;
    info.presentMode = VK_PRESENT_MODE_FIFO_KHR;
    info.clipped = VK_TRUE;
    VkResult const made = vkCreateSwapchainKHR(device_.handle, &info, nullptr, &handle_);
    if (is_surface_lost(made) || made == VK_ERROR_INITIALIZATION_FAILED) {
        handle_ = VK_NULL_HANDLE;
        surface_lost_ = true;
        return false;
    }
    BOROUGH_VK_ON(device_, made);
    std::uint32_t count = 0;
    vkGetSwapchainImagesKHR(device_.handle, handle_, &count, nullptr);
    images_.resize(count);
    vkGetSwapchainImagesKHR(device_.handle, handle_, &count, images_.data());
    for (VkImage const image : images_) {
        drawn_.push_back(make_semaphore(device_.handle));
        views_.push_back(make_view(device_.handle, image, format_));
    }
    stale_ = false;
    return true;
}

std::optional<Swapchain::Frame> Swapchain::acquire(std::uint32_t width, std::uint32_t height) {
    if (width == 0 || height == 0) return std::nullopt;
    constexpr std::uint64_t kPatience = 1'000'000'000;  // ns: a window nobody sees may give no image at all
    for (int attempt = 0; attempt < 3; ++attempt) {
        // Compared with what was asked, not with what came of it: some surfaces have a size of their own.
        if ((stale_ || asked_.width != width || asked_.height != height) && !rebuild(width, height))
            return std::nullopt;
        std::uint32_t index = 0;
        VkResult const result =
            vkAcquireNextImageKHR(device_.handle, handle_, kPatience, acquired_, VK_NULL_HANDLE, &index);
        if (result == VK_TIMEOUT || result == VK_NOT_READY) return std::nullopt;
        if (result == VK_ERROR_OUT_OF_DATE_KHR || is_surface_lost(result)) {
            stale_ = true;
            surface_lost_ = is_surface_lost(result);
            continue;
        }
        stale_ = is_stale(BOROUGH_VK_ON(device_, result));
        return Frame{images_[index], views_[index], format_, extent_, index, acquired_, drawn_[index]};
    }
    return std::nullopt;
}

bool Swapchain::present(Frame const& frame) {
    VkPresentInfoKHR info{VK_STRUCTURE_TYPE_PRESENT_INFO_KHR};
    info.waitSemaphoreCount = 1;
    info.pWaitSemaphores = &frame.drawn;
    info.swapchainCount = 1;
    info.pSwapchains = &handle_;
    info.pImageIndices = &frame.index;
    VkResult const result = vkQueuePresentKHR(device_.queue, &info);
    if (is_stale(result) || is_surface_lost(result)) {
        stale_ = true;
        surface_lost_ = is_surface_lost(result);
        return result == VK_SUBOPTIMAL_KHR;
    }
    BOROUGH_VK_ON(device_, result);
    return true;
}

}  // namespace renderer
