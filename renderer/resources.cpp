#include "renderer/resources.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <utility>

#include "renderer/check.h"

namespace renderer {
namespace {

VkMemoryPropertyFlags flags_for(Buffer::Memory memory, Caps const& caps) {
    constexpr VkMemoryPropertyFlags mapped = VK_MEMORY_PROPERTY_HOST_VISIBLE_BIT | VK_MEMORY_PROPERTY_HOST_COHERENT_BIT;
    switch (memory) {
        case Buffer::Memory::device:
            return (caps.mapped_device_memory ? mapped : 0) | VK_MEMORY_PROPERTY_DEVICE_LOCAL_BIT;
        case Buffer::Memory::upload: return mapped;
        case Buffer::Memory::readback: return mapped | VK_MEMORY_PROPERTY_HOST_CACHED_BIT;
    }
    return mapped;
}

VkDeviceMemory allocate(Device& device, VkMemoryRequirements const& needs, VkMemoryPropertyFlags flags,
                        bool addressed) {
    std::int32_t type = device.memory_type(needs.memoryTypeBits, flags);
    if (type < 0)
        type = device.memory_type(needs.memoryTypeBits,
                                  flags & ~static_cast<VkMemoryPropertyFlags>(VK_MEMORY_PROPERTY_HOST_CACHED_BIT));
    VkMemoryAllocateFlagsInfo const address{VK_STRUCTURE_TYPE_MEMORY_ALLOCATE_FLAGS_INFO, nullptr,
                                            VK_MEMORY_ALLOCATE_DEVICE_ADDRESS_BIT, 0};
    VkMemoryAllocateInfo const info{VK_STRUCTURE_TYPE_MEMORY_ALLOCATE_INFO, addressed ? &address : nullptr, needs.size,
                                    static_cast<std::uint32_t>(type)};
    VkDeviceMemory memory = VK_NULL_HANDLE;
    BOROUGH_VK(vkAllocateMemory(device.handle, &info, nullptr, &memory));
    device.allocated_bytes += needs.size;
    return memory;
}

}  // namespace

Buffer::Buffer(Device& device, std::size_t bytes, VkBufferUsageFlags usage, Memory memory, std::string const& name)
    : size(std::max<std::size_t>(bytes, 16)), device_(&device) {
    VkBufferCreateInfo info{VK_STRUCTURE_TYPE_BUFFER_CREATE_INFO};
    info.size = size;
    info.usage = usage | VK_BUFFER_USAGE_SHADER_DEVICE_ADDRESS_BIT | VK_BUFFER_USAGE_TRANSFER_DST_BIT |
                 VK_BUFFER_USAGE_TRANSFER_SRC_BIT;
    BOROUGH_VK(vkCreateBuffer(device.handle, &info, nullptr, &handle));
    VkMemoryRequirements needs{};
    vkGetBufferMemoryRequirements(device.handle, handle, &needs);
    bytes_ = needs.size;
    memory_ = allocate(device, needs, flags_for(memory, device.caps), true);
    BOROUGH_VK(vkBindBufferMemory(device.handle, handle, memory_, 0));
    if (memory != Memory::device || device.caps.mapped_device_memory) {
        void* pointer = nullptr;
        BOROUGH_VK(vkMapMemory(device.handle, memory_, 0, VK_WHOLE_SIZE, 0, &pointer));
        mapped = static_cast<std::byte*>(pointer);
    }
    VkBufferDeviceAddressInfo const at{VK_STRUCTURE_TYPE_BUFFER_DEVICE_ADDRESS_INFO, nullptr, handle};
    address = vkGetBufferDeviceAddress(device.handle, &at);
    device.set_name(VK_OBJECT_TYPE_BUFFER, std::bit_cast<std::uint64_t>(handle), name);
}

Buffer& Buffer::operator=(Buffer&& other) noexcept {
    if (this == &other) return *this;
    retire();
    handle = std::exchange(other.handle, VK_NULL_HANDLE);
    address = std::exchange(other.address, 0);
    size = std::exchange(other.size, 0);
    mapped = std::exchange(other.mapped, nullptr);
    device_ = std::exchange(other.device_, nullptr);
    bytes_ = other.bytes_;
    memory_ = std::exchange(other.memory_, VK_NULL_HANDLE);
    return *this;
}

void Buffer::retire() {
    if (!handle) return;
    device_->retire([device = device_, buffer = handle, memory = memory_, bytes = bytes_] {
        vkDestroyBuffer(device->handle, buffer, nullptr);
        vkFreeMemory(device->handle, memory, nullptr);
        device->allocated_bytes -= std::min<std::uint64_t>(device->allocated_bytes, bytes);
    });
    handle = VK_NULL_HANDLE;
}

Image::Image(Device& device, ImageInfo const& image_info, std::string const& name)
    : info(image_info), device_(&device) {
    VkImageCreateInfo create{VK_STRUCTURE_TYPE_IMAGE_CREATE_INFO};
    create.imageType = VK_IMAGE_TYPE_2D;
    create.format = info.format;
    create.extent = {info.width, info.height, 1};
    create.mipLevels = info.levels;
    create.arrayLayers = info.layers;
    create.samples = static_cast<VkSampleCountFlagBits>(info.samples);
    create.tiling = VK_IMAGE_TILING_OPTIMAL;
    create.usage = info.usage;
    BOROUGH_VK(vkCreateImage(device.handle, &create, nullptr, &handle));
    VkMemoryRequirements needs{};
    vkGetImageMemoryRequirements(device.handle, handle, &needs);
    bytes_ = needs.size;
    memory_ = allocate(device, needs, VK_MEMORY_PROPERTY_DEVICE_LOCAL_BIT, false);
    BOROUGH_VK(vkBindImageMemory(device.handle, handle, memory_, 0));

    VkImageViewCreateInfo view_info{VK_STRUCTURE_TYPE_IMAGE_VIEW_CREATE_INFO};
    view_info.image = handle;
    view_info.viewType = info.layers > 1 || info.array_view ? VK_IMAGE_VIEW_TYPE_2D_ARRAY : VK_IMAGE_VIEW_TYPE_2D;
    view_info.format = info.format;
    view_info.subresourceRange = {aspect(), 0, info.levels, 0, info.layers};
    BOROUGH_VK(vkCreateImageView(device.handle, &view_info, nullptr, &view));
    view_info.viewType = VK_IMAGE_VIEW_TYPE_2D;
    for (std::uint32_t level = 0; level < info.levels; ++level) {
        for (std::uint32_t layer = 0; layer < info.layers; ++layer) {
            view_info.subresourceRange = {aspect(), level, 1, layer, 1};
            BOROUGH_VK(vkCreateImageView(device.handle, &view_info, nullptr, &parts_.emplace_back()));
        }
    }
    device.set_name(VK_OBJECT_TYPE_IMAGE, std::bit_cast<std::uint64_t>(handle), name);
}

Image& Image::operator=(Image&& other) noexcept {
    if (this == &other) return *this;
    retire();
    handle = std::exchange(other.handle, VK_NULL_HANDLE);
    view = std::exchange(other.view, VK_NULL_HANDLE);
    layout = other.layout;
    info = other.info;
    device_ = std::exchange(other.device_, nullptr);
    memory_ = std::exchange(other.memory_, VK_NULL_HANDLE);
    bytes_ = other.bytes_;
    parts_ = std::move(other.parts_);
    return *this;
}

VkImageAspectFlags Image::aspect() const {
    bool const depth = info.format == VK_FORMAT_D32_SFLOAT || info.format == VK_FORMAT_D16_UNORM;
    return depth ? VK_IMAGE_ASPECT_DEPTH_BIT : VK_IMAGE_ASPECT_COLOR_BIT;
}

void Image::retire() {
    if (!handle) return;
    device_->retire(
        [device = device_, image = handle, all = view, parts = std::move(parts_), memory = memory_, bytes = bytes_] {
            for (VkImageView const part : parts) vkDestroyImageView(device->handle, part, nullptr);
            vkDestroyImageView(device->handle, all, nullptr);
            vkDestroyImage(device->handle, image, nullptr);
            vkFreeMemory(device->handle, memory, nullptr);
            device->allocated_bytes -= std::min<std::uint64_t>(device->allocated_bytes, bytes);
        });
    handle = VK_NULL_HANDLE;
}

void Uploader::begin() {
    if (commands_) return;
    VkCommandPoolCreateInfo const pool{VK_STRUCTURE_TYPE_COMMAND_POOL_CREATE_INFO, nullptr, 0, device_.queue_family};
    BOROUGH_VK(vkCreateCommandPool(device_.handle, &pool, nullptr, &pool_));
    VkCommandBufferAllocateInfo const allocate_info{VK_STRUCTURE_TYPE_COMMAND_BUFFER_ALLOCATE_INFO, nullptr, pool_,
                                                    VK_COMMAND_BUFFER_LEVEL_PRIMARY, 1};
    BOROUGH_VK(vkAllocateCommandBuffers(device_.handle, &allocate_info, &commands_));
    VkCommandBufferBeginInfo begin_info{VK_STRUCTURE_TYPE_COMMAND_BUFFER_BEGIN_INFO};
    begin_info.flags = VK_COMMAND_BUFFER_USAGE_ONE_TIME_SUBMIT_BIT;
    BOROUGH_VK(vkBeginCommandBuffer(commands_, &begin_info));
}

Buffer Uploader::buffer(std::span<std::byte const> bytes, VkBufferUsageFlags usage, std::string const& name) {
    Buffer target(device_, bytes.size(), usage | VK_BUFFER_USAGE_STORAGE_BUFFER_BIT, Buffer::Memory::device, name);
    if (bytes.empty()) return target;
    if (target.mapped) {
        std::memcpy(target.mapped, bytes.data(), bytes.size());
        return target;
    }
    begin();
    Buffer& staging = staging_.emplace_back(device_, bytes.size(), 0, Buffer::Memory::upload, name + " staging");
    std::memcpy(staging.mapped, bytes.data(), bytes.size());
    VkBufferCopy const region{0, 0, bytes.size()};
    vkCmdCopyBuffer(commands_, staging.handle, target.handle, 1, &region);
    return target;
}

namespace {

void barrier(VkCommandBuffer commands, VkImage image, std::uint32_t level, std::uint32_t levels, VkImageLayout from,
             VkImageLayout to) {
    VkImageMemoryBarrier2 b{VK_STRUCTURE_TYPE_IMAGE_MEMORY_BARRIER_2};
    b.srcStageMask = VK_PIPELINE_STAGE_2_ALL_TRANSFER_BIT;
    b.srcAccessMask = VK_ACCESS_2_TRANSFER_WRITE_BIT;
    b.dstStageMask = VK_PIPELINE_STAGE_2_ALL_COMMANDS_BIT;
    b.dstAccessMask = VK_ACCESS_2_MEMORY_READ_BIT | VK_ACCESS_2_TRANSFER_WRITE_BIT;
    b.oldLayout = from;
    b.newLayout = to;
    b.image = image;
    b.subresourceRange = {VK_IMAGE_ASPECT_COLOR_BIT, level, levels, 0, 1};
    VkDependencyInfo dependency{VK_STRUCTURE_TYPE_DEPENDENCY_INFO};
    dependency.imageMemoryBarrierCount = 1;
    dependency.pImageMemoryBarriers = &b;
    vkCmdPipelineBarrier2(commands, &dependency);
}

}  // namespace

Image Uploader::image(std::span<std::uint8_t const> pixels, std::uint32_t width, std::uint32_t height, VkFormat format,
                      bool mip_levels, std::string const& name) {
    ImageInfo info;
    info.format = format;
    info.width = width;
    info.height = height;
    info.levels = mip_levels ? static_cast<std::uint32_t>(std::bit_width(std::max(width, height))) : 1;
    info.usage = VK_IMAGE_USAGE_SAMPLED_BIT | VK_IMAGE_USAGE_TRANSFER_DST_BIT | VK_IMAGE_USAGE_TRANSFER_SRC_BIT;
    Image target(device_, info, name);
    begin();
    Buffer& staging = staging_.emplace_back(device_, pixels.size(), 0, Buffer::Memory::upload, name + " staging");
    std::memcpy(staging.mapped, pixels.data(), pixels.size());

    barrier(commands_, target.handle, 0, info.levels, VK_IMAGE_LAYOUT_UNDEFINED, VK_IMAGE_LAYOUT_TRANSFER_DST_OPTIMAL);
    VkBufferImageCopy copy{};
    copy.imageSubresource = {VK_IMAGE_ASPECT_COLOR_BIT, 0, 0, 1};
    copy.imageExtent = {width, height, 1};
    vkCmdCopyBufferToImage(commands_, staging.handle, target.handle, VK_IMAGE_LAYOUT_TRANSFER_DST_OPTIMAL, 1, &copy);
    auto const size_at = [](std::uint32_t size, std::uint32_t level) {
        return static_cast<std::int32_t>(std::max(1u, size >> level));
    };
    for (std::uint32_t level = 1; level < info.levels; ++level) {
        barrier(commands_, target.handle, level - 1, 1, VK_IMAGE_LAYOUT_TRANSFER_DST_OPTIMAL,
                VK_IMAGE_LAYOUT_TRANSFER_SRC_OPTIMAL);
        VkImageBlit blit{};
        blit.srcSubresource = {VK_IMAGE_ASPECT_COLOR_BIT, level - 1, 0, 1};
        blit.srcOffsets[1] = {size_at(width, level - 1), size_at(height, level - 1), 1};
        blit.dstSubresource = {VK_IMAGE_ASPECT_COLOR_BIT, level, 0, 1};
        blit.dstOffsets[1] = {size_at(width, level), size_at(height, level), 1};
        vkCmdBlitImage(commands_, target.handle, VK_IMAGE_LAYOUT_TRANSFER_SRC_OPTIMAL, target.handle,
                       VK_IMAGE_LAYOUT_TRANSFER_DST_OPTIMAL, 1, &blit, VK_FILTER_LINEAR);
    }
    if (info.levels > 1) {
        barrier(commands_, target.handle, 0, info.levels - 1, VK_IMAGE_LAYOUT_TRANSFER_SRC_OPTIMAL,
                VK_IMAGE_LAYOUT_SHADER_READ_ONLY_OPTIMAL);
    }
    barrier(commands_, target.handle, info.levels - 1, 1, VK_IMAGE_LAYOUT_TRANSFER_DST_OPTIMAL,
            VK_IMAGE_LAYOUT_SHADER_READ_ONLY_OPTIMAL);
    return target;
}

void Uploader::flush() {
    if (!commands_) return;
    BOROUGH_VK(vkEndCommandBuffer(commands_));
    device_.wait_for(device_.submit(commands_));
    vkDestroyCommandPool(device_.handle, pool_, nullptr);
    pool_ = VK_NULL_HANDLE;
    commands_ = VK_NULL_HANDLE;
    staging_.clear();
    device_.bury();
}

}  // namespace renderer
