// Buffers and images on the GPU. Move-only; a destroyed one retires with the frame that may still use it.
#pragma once

#include <vulkan/vulkan.h>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "renderer/device.h"

namespace renderer {

class Buffer {
public:
    enum class Memory : std::uint8_t {
        device,   ///< fast for the GPU; mapped only where Caps::mapped_device_memory
        upload,   ///< written by the CPU, read by the GPU
        readback  ///< written by the GPU, read by the CPU (cached)
    };
    Buffer() = default;
    Buffer(Device& device, std::size_t size, VkBufferUsageFlags usage, Memory memory, std::string const& name);
    Buffer(Buffer&& other) noexcept { *this = std::move(other); }
    Buffer& operator=(Buffer&& other) noexcept;
    ~Buffer() { retire(); }

    VkBuffer handle = VK_NULL_HANDLE;
    VkDeviceAddress address = 0;
    std::size_t size = 0;
    std::byte* mapped = nullptr;  ///< null where the CPU cannot see it

    explicit operator bool() const { return handle != VK_NULL_HANDLE; }

private:
    void retire();
    Device* device_ = nullptr;
    VkDeviceMemory memory_ = VK_NULL_HANDLE;
    VkDeviceSize bytes_ = 0;  ///< allocated, which may be more than `size`
};

struct ImageInfo {
    VkFormat format = VK_FORMAT_R8G8B8A8_UNORM;
    std::uint32_t width = 1, height = 1, layers = 1, levels = 1;
    std::uint32_t samples = 1;
    VkImageUsageFlags usage = 0;
    bool array_view = false;  ///< view it as an array even where it has one layer
};

class Image {
public:
    Image() = default;
    Image(Device& device, ImageInfo const& info, std::string const& name);
    Image(Image&& other) noexcept { *this = std::move(other); }
    Image& operator=(Image&& other) noexcept;
    ~Image() { retire(); }

    VkImage handle = VK_NULL_HANDLE;
    VkImageView view = VK_NULL_HANDLE;  ///< all levels and layers
    /// Where the last frame that wrote it left it; of use only for images whose contents are kept between frames.
    VkImageLayout layout = VK_IMAGE_LAYOUT_UNDEFINED;
    ImageInfo info;

    /// One level and layer, for rendering into and for storage. Owned by the image.
    VkImageView part(std::uint32_t level, std::uint32_t layer) const { return parts_[level * info.layers + layer]; }
    VkImageAspectFlags aspect() const;
    explicit operator bool() const { return handle != VK_NULL_HANDLE; }

private:
    void retire();
    Device* device_ = nullptr;
    VkDeviceMemory memory_ = VK_NULL_HANDLE;
    VkDeviceSize bytes_ = 0;
    std::vector<VkImageView> parts_;
};

/// Collects uploads and runs them in one submission; where device memory is mapped, copies at once.
class Uploader {
public:
    explicit Uploader(Device& device) : device_(device) {}

    /// A device buffer with these bytes (at least 16 long, so that an empty one can still be bound).
    Buffer buffer(std::span<std::byte const> bytes, VkBufferUsageFlags usage, std::string const& name);
    /// RGBA8 pixels into level 0 of a sampled image; the other levels are made by halving.
    Image image(std::span<std::uint8_t const> rgba, std::uint32_t width, std::uint32_t height, VkFormat format,
                bool mip_levels, std::string const& name);
    /// Submits and waits. Call once after all the above.
    void flush();

private:
    void begin();
    Device& device_;
    VkCommandPool pool_ = VK_NULL_HANDLE;
    VkCommandBuffer commands_ = VK_NULL_HANDLE;
    std::vector<Buffer> staging_;
};

template <class T>
std::span<std::byte const> bytes_of(std::vector<T> const& values) {
    return std::as_bytes(std::span<T const>(values));
}

}  // namespace renderer
