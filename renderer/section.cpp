#include "renderer/section.h"

#include "renderer/passes.h"

namespace renderer {
namespace {

/// As section.vert has it.
struct SectionPush {
    VkDeviceAddress vertices;
    std::uint32_t view;
};

}  // namespace

void GpuSection::set(Device& device, std::shared_ptr<scene::Section const> const& section) {
    if (!section || section == held) return;
    vertices.write(device, bytes_of(section->vertices), 0, "section vertices");
    indices.write(device, bytes_of(section->indices), VK_BUFFER_USAGE_INDEX_BUFFER_BIT, "section indices");
    held = section;
}

void draw_section(VkCommandBuffer commands, FrameContext const& c, Draw draw, std::span<Texture const> textures,
                  std::uint32_t view) {
    if (!c.view.section || c.view.section->indices.empty()) return;
    bool const picture = view == kPictureView;
    // The earth casts no shadow that could be seen: it lies below all ground that is left.
    std::size_t const count =
        picture ? c.view.section->indices.size() : std::size_t{c.view.section->building_index_count};
    SectionPush const push{c.section.vertices.buffer().address, view};
    Pipeline const& pipeline = picture ? c.pipelines.draw(draw, c.view.style, c.targets.samples)
                                       : c.pipelines.draw(draw, scene::Style::day, 1);
    c.pipelines.bind(commands, pipeline, textures, c.frame_buffer.handle, as_constants(push));
    vkCmdBindIndexBuffer(commands, c.section.indices.buffer().handle, 0, VK_INDEX_TYPE_UINT32);
    vkCmdDrawIndexed(commands, static_cast<std::uint32_t>(count), 1, 0, 0, 0);
    ++*c.draw_count;
}

}  // namespace renderer
