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

/// Results that only mean "make the swapchain anew".
bool is_stale(VkResult result) { return result == VK_ERROR_OUT_OF_DATE_KHR || result == VK_SUBOPTIMAL_KHR; }

}  // namespace

Swapchain::Swapchain(Device& device) : device_(device), acquired_(make_semaphore(device.handle)) {}

Swapchain::~Swapchain() {
    destroy();
    vkDestroySemaphore(device_.handle, acquired_, nullptr);
}

void Swapchain::destroy() {
    BOROUGH_VK(vkQueueWaitIdle(device_.queue));
    for (VkSemaphore const s : drawn_) vkDestroySemaphore(device_.handle, s, nullptr);
    drawn_.clear();
    for (VkImageView const view : views_) vkDestroyImageView(device_.handle, view, nullptr);
    views_.clear();
    if (handle_) vkDestroySwapchainKHR(device_.handle, handle_, nullptr);
    handle_ = VK_NULL_HANDLE;
}

bool Swapchain::rebuild(std::uint32_t width, std::uint32_t height) {
    destroy();
    VkSurfaceCapabilitiesKHR can{};
    BOROUGH_VK(vkGetPhysicalDeviceSurfaceCapabilitiesKHR(device_.physical, device_.surface, &can));
    bool const surface_decides = can.currentExtent.width != UINT32_MAX;
    extent_ = surface_decides ? can.currentExtent
                              : VkExtent2D{std::clamp(width, can.minImageExtent.width, can.maxImageExtent.width),
                                           std::clamp(height, can.minImageExtent.height, can.maxImageExtent.height)};
    if (extent_.width == 0 || extent_.height == 0) return false;

    std::uint32_t count = 0;
    vkGetPhysicalDeviceSurfaceFormatsKHR(device_.physical, device_.surface, &count, nullptr);
    std::vector<VkSurfaceFormatKHR> formats(count);
    vkGetPhysicalDeviceSurfaceFormatsKHR(device_.physical, device_.surface, &count, formats.data());
    // The finished picture is already sRGB-encoded: a UNORM image takes it unchanged.
    VkSurfaceFormatKHR chosen = formats.front();
    for (VkSurfaceFormatKHR const& f : formats) {
        if (f.format == VK_FORMAT_B8G8R8A8_UNORM || f.format == VK_FORMAT_R8G8B8A8_UNORM) {
            chosen = f;
            break;
        }
    }
    VkSwapchainCreateInfoKHR info{VK_STRUCTURE_TYPE_SWAPCHAIN_CREATE_INFO_KHR};
    info.surface = device_.surface;
    info.minImageCount = can.maxImageCount ? std::min(can.minImageCount + 1, can.maxImageCount) : can.minImageCount + 1;
    info.imageFormat = chosen.format;
    info.imageColorSpace = chosen.colorSpace;
    info.imageExtent = extent_;
    info.imageArrayLayers = 1;
    info.imageUsage = VK_IMAGE_USAGE_COLOR_ATTACHMENT_BIT;
    info.preTransform = can.currentTransform;
    info.compositeAlpha = VK_COMPOSITE_ALPHA_OPAQUE_BIT_KHR;
    info.presentMode = VK_PRESENT_MODE_FIFO_KHR;
    info.clipped = VK_TRUE;
    BOROUGH_VK(vkCreateSwapchainKHR(device_.handle, &info, nullptr, &handle_));
    vkGetSwapchainImagesKHR(device_.handle, handle_, &count, nullptr);
    images_.resize(count);
    vkGetSwapchainImagesKHR(device_.handle, handle_, &count, images_.data());
    format_ = chosen.format;
    for (VkImage const image : images_) {
        drawn_.push_back(make_semaphore(device_.handle));
        VkImageViewCreateInfo view{VK_STRUCTURE_TYPE_IMAGE_VIEW_CREATE_INFO};
        view.image = image;
        view.viewType = VK_IMAGE_VIEW_TYPE_2D;
        view.format = format_;
        view.subresourceRange = {VK_IMAGE_ASPECT_COLOR_BIT, 0, 1, 0, 1};
        BOROUGH_VK(vkCreateImageView(device_.handle, &view, nullptr, &views_.emplace_back()));
    }
    stale_ = false;
    return true;
}

std::optional<Swapchain::Frame> Swapchain::acquire(std::uint32_t width, std::uint32_t height) {
    if (width == 0 || height == 0) return std::nullopt;
    for (int attempt = 0; attempt < 3; ++attempt) {
        if ((stale_ || extent_.width != width || extent_.height != height) && !rebuild(width, height))
            return std::nullopt;
        std::uint32_t index = 0;
        VkResult const result =
            vkAcquireNextImageKHR(device_.handle, handle_, UINT64_MAX, acquired_, VK_NULL_HANDLE, &index);
        if (result == VK_ERROR_OUT_OF_DATE_KHR) {
            stale_ = true;
            continue;
        }
        stale_ = is_stale(check_result(result, "vkAcquireNextImageKHR", __FILE__, __LINE__));
        return Frame{images_[index], views_[index], format_, extent_, index, acquired_, drawn_[index]};
    }
    return std::nullopt;
}

void Swapchain::present(Frame const& frame) {
    VkPresentInfoKHR info{VK_STRUCTURE_TYPE_PRESENT_INFO_KHR};
    info.waitSemaphoreCount = 1;
    info.pWaitSemaphores = &frame.drawn;
    info.swapchainCount = 1;
    info.pSwapchains = &handle_;
    info.pImageIndices = &frame.index;
    VkResult const result = vkQueuePresentKHR(device_.queue, &info);
    if (is_stale(result)) {
        stale_ = true;
    } else {
        check_result(result, "vkQueuePresentKHR", __FILE__, __LINE__);
    }
}

}  // namespace renderer
