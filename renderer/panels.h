// Draws panels (scene/panels.h) into a window or an image: indexed triangles, a clip a draw, one sample.
#pragma once

#include <vulkan/vulkan.h>

#include <array>
#include <span>

#include "base/result.h"
#include "renderer/image_shelf.h"
#include "renderer/pipelines.h"
#include "renderer/resources.h"
#include "scene/panels.h"

namespace renderer {

class PanelPainter {
public:
    PanelPainter(Device& device, Pipelines& pipelines) : device_(device), pipelines_(pipelines) {}

    /// Checks the panels and writes what differs from before. The GPU must be done with all earlier frames.
    base::Status set(scene::Panels const& panels);

    /// A kept picture and where in its image the part lies that is shown, in shares of the image. No view: nothing is
    /// kept yet, and nothing is drawn.
    struct Kept {
        VkImageView view = VK_NULL_HANDLE;
        float first[2]{}, size[2]{};
        std::uint32_t width = 0, height = 0;  ///< pixels of the part
    };
    struct Target {
        VkImageView view = VK_NULL_HANDLE;  ///< in COLOR_ATTACHMENT_OPTIMAL
        VkFormat format = VK_FORMAT_UNDEFINED;
        VkExtent2D extent{};  ///< where it is not the panels' size, they are stretched
    };
    /// Draws what `set` was given last.
    void record(VkCommandBuffer commands, scene::Panels const& panels, Target const& target,
                std::array<Kept, scene::kSlots> const& kept) const;

private:
    void write(Buffer& buffer, std::span<std::byte const> bytes, VkBufferUsageFlags usage, char const* name);

    Device& device_;
    Pipelines& pipelines_;
    Buffer vertices_, indices_;
    ImageShelf images_;
};

}  // namespace renderer
