// Panels with the kept pictures in them, into the window or into memory.
#include <cstring>
#include <optional>

#include "renderer/check.h"
#include "renderer/state.h"

namespace renderer {
namespace {

void relayout(VkCommandBuffer commands, VkImage image, VkImageLayout from, VkImageLayout to) {
    VkImageMemoryBarrier2 barrier{VK_STRUCTURE_TYPE_IMAGE_MEMORY_BARRIER_2};
    barrier.srcStageMask = barrier.dstStageMask = VK_PIPELINE_STAGE_2_ALL_COMMANDS_BIT;
    barrier.srcAccessMask = VK_ACCESS_2_MEMORY_WRITE_BIT;
    barrier.dstAccessMask = VK_ACCESS_2_MEMORY_READ_BIT | VK_ACCESS_2_MEMORY_WRITE_BIT;
    barrier.oldLayout = from;
    barrier.newLayout = to;
    barrier.srcQueueFamilyIndex = barrier.dstQueueFamilyIndex = VK_QUEUE_FAMILY_IGNORED;
    barrier.image = image;
    barrier.subresourceRange = {VK_IMAGE_ASPECT_COLOR_BIT, 0, 1, 0, 1};
    VkDependencyInfo dependency{VK_STRUCTURE_TYPE_DEPENDENCY_INFO};
    dependency.imageMemoryBarrierCount = 1;
    dependency.pImageMemoryBarriers = &barrier;
    vkCmdPipelineBarrier2(commands, &dependency);
}

void read_back(VkCommandBuffer commands, Image const& from, Buffer const& to) {
    relayout(commands, from.handle, VK_IMAGE_LAYOUT_COLOR_ATTACHMENT_OPTIMAL, VK_IMAGE_LAYOUT_TRANSFER_SRC_OPTIMAL);
    VkBufferImageCopy copy{};
    copy.imageSubresource = {VK_IMAGE_ASPECT_COLOR_BIT, 0, 0, 1};
    copy.imageExtent = {from.info.width, from.info.height, 1};
    vkCmdCopyImageToBuffer(commands, from.handle, VK_IMAGE_LAYOUT_TRANSFER_SRC_OPTIMAL, to.handle, 1, &copy);
    VkMemoryBarrier2 const to_host{VK_STRUCTURE_TYPE_MEMORY_BARRIER_2,   nullptr,
                                   VK_PIPELINE_STAGE_2_ALL_TRANSFER_BIT, VK_ACCESS_2_TRANSFER_WRITE_BIT,
                                   VK_PIPELINE_STAGE_2_HOST_BIT,         VK_ACCESS_2_HOST_READ_BIT};
    VkDependencyInfo dependency{VK_STRUCTURE_TYPE_DEPENDENCY_INFO};
    dependency.memoryBarrierCount = 1;
    dependency.pMemoryBarriers = &to_host;
    vkCmdPipelineBarrier2(commands, &dependency);
}

}  // namespace

std::array<PanelPainter::Kept, scene::kSlots> Renderer::State::kept_pictures() const {
    std::array<PanelPainter::Kept, scene::kSlots> out{};
    for (std::size_t i = 0; i < kept.size(); ++i) {
        Picture const& p = kept[i];
        if (drawing && &drawing->picture == &p) out[i] = drawing->shown_before;
        if (!p.kept || (drawing && &drawing->picture == &p)) continue;
        TileRect const& tile = p.held.tile;
        float const width = static_cast<float>(tile.width), height = static_cast<float>(tile.height);
        out[i] = {p.targets.result.view,
                  {static_cast<float>(p.part.x - static_cast<std::int32_t>(tile.x)) / width,
                   static_cast<float>(p.part.y - static_cast<std::int32_t>(tile.y)) / height},
                  {static_cast<float>(p.part.width) / width, static_cast<float>(p.part.height) / height},
                  p.part.width * p.targets.result.info.width / tile.width,
                  p.part.height * p.targets.result.info.height / tile.height};
    }
    return out;
}

void Renderer::State::begin_frame() {
    device->wait_for(in_flight);
    timers->collect();
    device->bury();
    device->count_frame();
}

bool Renderer::State::show(scene::Panels const& shown) {
    // A window that changed while its picture was drawn gets another at once.
    for (int attempt = 0; attempt < 2; ++attempt) {
        device->wait_for(in_flight);
        std::optional<Swapchain::Frame> const window = swapchain->acquire(shown.width, shown.height);
        if (!window) return false;
        begin_commands();
        relayout(commands, window->image, VK_IMAGE_LAYOUT_UNDEFINED, VK_IMAGE_LAYOUT_COLOR_ATTACHMENT_OPTIMAL);
        timers->begin(commands);
        panels->record(commands, shown, {window->view, window->format, window->extent}, kept_pictures());
        timers->mark(commands, "panels");
        relayout(commands, window->image, VK_IMAGE_LAYOUT_COLOR_ATTACHMENT_OPTIMAL, VK_IMAGE_LAYOUT_PRESENT_SRC_KHR);
        BOROUGH_VK(vkEndCommandBuffer(commands));
        in_flight = device->submit(commands, window->acquired, window->drawn);
        if (swapchain->present(*window)) return true;
    }
    return false;
}

base::Result<bool> Renderer::present(scene::Panels const& panels) {
    State& s = *state_;
    if (!s.swapchain) return base::Error{"this renderer was made without a window", base::ErrorKind::usage};
    if (panels.width == 0 || panels.height == 0) return false;
    s.begin_frame();
    if (auto const set = s.panels->set(panels); !set) return set.error();
    return s.show(panels);
}

base::Result<base::Image> Renderer::capture(scene::Panels const& panels) {
    State& s = *state_;
    s.begin_frame();
    std::uint32_t const most = s.device->caps.max_image;
    if (panels.width > most || panels.height > most)
        return base::Error{"panels: this device draws no more than " + std::to_string(most) + " pixels a side"};
    if (auto const set = s.panels->set(panels); !set) return set.error();
    if (!s.screen || s.screen.info.width != panels.width || s.screen.info.height != panels.height) {
        ImageInfo info;
        info.format = kResultFormat;
        info.width = panels.width;
        info.height = panels.height;
        info.usage = VK_IMAGE_USAGE_COLOR_ATTACHMENT_BIT | VK_IMAGE_USAGE_TRANSFER_SRC_BIT;
        s.screen = Image(*s.device, info, "screen");
        s.screen_readback = Buffer(*s.device, std::size_t{panels.width} * panels.height * 4, 0,
                                   Buffer::Memory::readback, "screen readback");
    }
    s.begin_commands();
    relayout(s.commands, s.screen.handle, VK_IMAGE_LAYOUT_UNDEFINED, VK_IMAGE_LAYOUT_COLOR_ATTACHMENT_OPTIMAL);
    s.timers->begin(s.commands);
    s.panels->record(s.commands, panels, {s.screen.view, kResultFormat, {panels.width, panels.height}},
                     s.kept_pictures());
    s.timers->mark(s.commands, "panels");
    read_back(s.commands, s.screen, s.screen_readback);
    BOROUGH_VK(vkEndCommandBuffer(s.commands));
    s.in_flight = s.device->submit(s.commands);
    s.device->wait_for(s.in_flight);
    base::Image out{panels.width, panels.height, 4, std::vector<std::uint8_t>(s.screen_readback.size)};
    std::memcpy(out.pixels.data(), s.screen_readback.mapped, out.pixels.size());
    return out;
}

}  // namespace renderer
