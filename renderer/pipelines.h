// Pipelines, made once per style and number of samples. Textures come by push descriptors, buffers by address.
#pragma once

#include <vulkan/vulkan.h>

#include <cstdint>
#include <initializer_list>
#include <map>
#include <span>
#include <tuple>
#include <vector>

#include "renderer/device.h"
#include "renderer/resources.h"
#include "scene/view.h"

namespace renderer {

inline constexpr VkFormat kColourFormat =
    VK_FORMAT_R8G8B8A8_UNORM;  ///< toned and sRGB-encoded by the shaders, before the resolve:
                               ///< an sRGB target encodes every sample, twice the cost on lavapipe
inline constexpr VkFormat kKeyFormat =
    VK_FORMAT_R8G8B8A8_UNORM;  ///< ids as four exact bytes; lavapipe multisamples no integers
inline constexpr VkFormat kDepthFormat = VK_FORMAT_D32_SFLOAT;
inline constexpr VkFormat kShadowFormat = VK_FORMAT_D16_UNORM;
inline constexpr VkFormat kResultFormat = VK_FORMAT_R8G8B8A8_UNORM;

enum class Draw : std::uint8_t {
    walls,
    boxes,
    roofs,
    solids,
    terrain,
    skirt,
    models,
    sky,
    columns,  ///< the picture
    section,  ///< what the picture's section cuts
    wall_shadow,
    box_shadow,
    solid_shadow,
    model_shadow,
    section_shadow,  ///< shadow cascades
    drape,
    drape_merge,
    drape_ids,  ///< the layers in their plane
    roof_heights,
    box_heights,
    solid_heights,  ///< the sky view
    overlay,
    live_paint,  ///< of live layers, in the same plane
    markers,
    trails,
    marker_ids,  ///< symbols over the finished picture
    panels
};
enum class Compute : std::uint8_t {
    cull,
    far_light,
    splat_depths,
    splat_buildings,
    sky_view,
    finish,
    hidden_markers,
    live_ids,
    projected
};

struct Pipeline {
    VkPipeline handle = VK_NULL_HANDLE;
    VkPipelineLayout layout = VK_NULL_HANDLE;
};

/// An image as a shader sees it.
struct Texture {
    VkImageView view = VK_NULL_HANDLE;
    VkSampler sampler = VK_NULL_HANDLE;  ///< null: a storage image
    VkImageLayout layout = VK_IMAGE_LAYOUT_SHADER_READ_ONLY_OPTIMAL;
};

class Pipelines {
public:
    explicit Pipelines(Device& device);
    Pipelines(Pipelines const&) = delete;
    Pipelines& operator=(Pipelines const&) = delete;
    ~Pipelines();

    /// `cut`: less what the frame's section cuts away.
    Pipeline const& draw(Draw draw, scene::Style style, std::uint32_t samples, bool cut = false);
    /// For a target of this format: a window's or a picture's.
    Pipeline const& panels(VkFormat format);
    Pipeline const& compute(Compute compute, scene::Style style, std::uint32_t samples, bool cut = false);

    /// Binds, then pushes textures (bindings 0, 1, ...), the frame (binding 4; null where the pipeline reads none) and
    /// constants, in the order lavapipe survives: its driver reads the bound pipeline when constants for the vertex
    /// stage arrive.
    void bind(VkCommandBuffer commands, Pipeline const& pipeline, std::span<Texture const> textures, VkBuffer frame,
              std::span<std::byte const> constants) const;

    VkSampler linear = VK_NULL_HANDLE;  ///< clamped, all levels
    VkSampler repeat = VK_NULL_HANDLE;
    VkSampler blurred = VK_NULL_HANDLE;  ///< clamped, whole levels only: one of them is what is asked for
    VkSampler nearest = VK_NULL_HANDLE;
    VkSampler smooth = VK_NULL_HANDLE;   ///< as linear, but edges go on beyond the image
    VkSampler compare = VK_NULL_HANDLE;  ///< shadow: lit where the reference is nearer

private:
    VkPipelineLayout make_layout(std::initializer_list<VkDescriptorType> bindings, VkShaderStageFlags stages);
    Pipeline make_draw(Draw draw, scene::Style style, std::uint32_t samples, bool cut,
                       VkFormat overlay_format = kResultFormat);
    Pipeline make_compute(Compute compute, scene::Style style, std::uint32_t samples, bool cut);

    Device& device_;
    PFN_vkCmdPushDescriptorSetKHR push_descriptors_ = nullptr;
    VkPipelineLayout scene_layout_ = VK_NULL_HANDLE;
    VkPipelineLayout overlay_layout_ = VK_NULL_HANDLE;
    VkPipelineLayout buffers_layout_ = VK_NULL_HANDLE;
    VkPipelineLayout far_light_layout_ = VK_NULL_HANDLE;
    VkPipelineLayout sky_view_layout_ = VK_NULL_HANDLE;
    VkPipelineLayout finish_layout_ = VK_NULL_HANDLE;
    VkPipelineLayout one_image_layout_ = VK_NULL_HANDLE;
    VkPipelineLayout projected_layout_ = VK_NULL_HANDLE;
    std::vector<VkDescriptorSetLayout> set_layouts_;
    std::map<std::tuple<Draw, scene::Style, std::uint32_t, bool>, Pipeline> draws_;
    std::map<VkFormat, Pipeline> panels_;
    std::map<std::tuple<Compute, scene::Style, std::uint32_t, bool>, Pipeline> computes_;
    std::map<VkPipelineLayout, VkPipelineBindPoint> bind_points_;
};

}  // namespace renderer
