#include "renderer/pipelines.h"

#include <array>
#include <cstring>

#include "renderer/check.h"
#include "spirv/box_depth_vert.h"
#include "spirv/boxes_frag.h"
#include "spirv/boxes_vert.h"
#include "spirv/column_frag.h"
#include "spirv/column_vert.h"
#include "spirv/cull_comp.h"
#include "spirv/cut_box_depth_vert.h"
#include "spirv/cut_boxes_vert.h"
#include "spirv/cut_column_vert.h"
#include "spirv/cut_models_vert.h"
#include "spirv/cut_roofs_vert.h"
#include "spirv/cut_skirt_vert.h"
#include "spirv/cut_solids_vert.h"
#include "spirv/cut_splat_buildings_comp.h"
#include "spirv/cut_splat_depths_comp.h"
#include "spirv/cut_terrain_vert.h"
#include "spirv/cut_walls_vert.h"
#include "spirv/drape_frag.h"
#include "spirv/drape_merge_frag.h"
#include "spirv/drape_vert.h"
#include "spirv/far_light_comp.h"
#include "spirv/finish1_comp.h"
#include "spirv/finish4_comp.h"
#include "spirv/live_ids_comp.h"
#include "spirv/live_paint_frag.h"
#include "spirv/live_paint_vert.h"
#include "spirv/marker_frag.h"
#include "spirv/marker_hidden1_comp.h"
#include "spirv/marker_hidden4_comp.h"
#include "spirv/marker_ids_frag.h"
#include "spirv/marker_vert.h"
#include "spirv/models_frag.h"
#include "spirv/models_vert.h"
#include "spirv/overlay_frag.h"
#include "spirv/overlay_vert.h"
#include "spirv/panels_frag.h"
#include "spirv/panels_vert.h"
#include "spirv/projected1_comp.h"
#include "spirv/projected4_comp.h"
#include "spirv/roofs_frag.h"
#include "spirv/roofs_vert.h"
#include "spirv/section_frag.h"
#include "spirv/section_vert.h"
#include "spirv/shadow_frag.h"
#include "spirv/skirt_vert.h"
#include "spirv/sky_frag.h"
#include "spirv/sky_vert.h"
#include "spirv/sky_view_comp.h"
#include "spirv/solids_frag.h"
#include "spirv/solids_vert.h"
#include "spirv/splat_buildings_comp.h"
#include "spirv/splat_depths_comp.h"
#include "spirv/terrain_frag.h"
#include "spirv/terrain_vert.h"
#include "spirv/trail1_frag.h"
#include "spirv/trail4_frag.h"
#include "spirv/trail_vert.h"
#include "spirv/walls_frag.h"
#include "spirv/walls_vert.h"

namespace renderer {
namespace {

using Words = std::span<std::uint32_t const>;

constexpr std::uint32_t kPushBytes = 128;
constexpr std::uint32_t kFrameBinding = 7;
constexpr VkShaderStageFlags kDrawStages = VK_SHADER_STAGE_VERTEX_BIT | VK_SHADER_STAGE_FRAGMENT_BIT;

/// All that differs between the draws; everything else is in `make_draw`.
struct Recipe {
    char const* name;
    Words vertex;
    Words fragment;
    enum class Target : std::uint8_t { picture, depth, drape, overlay, key } target;
    VkCompareOp compare;
    VkCullModeFlags cull;
    bool write_depth;
};

using Target = Recipe::Target;
constexpr VkCompareOp kNearer = VK_COMPARE_OP_GREATER_OR_EQUAL;  // depth is reversed: 1 is at the eye

/// What stands in the picture.
Recipe standing(char const* name, Words vertex, Words fragment) {
    return {name, vertex, fragment, Target::picture, kNearer, VK_CULL_MODE_NONE, true};
}
/// Paint on the ground.
Recipe painted(char const* name, Words vertex, Words fragment) {
    return {name, vertex, fragment, Target::drape, VK_COMPARE_OP_ALWAYS, VK_CULL_MODE_NONE, false};
}
Recipe casting(char const* name, Words vertex) {
    return {name, vertex, shadow_frag, Target::depth, VK_COMPARE_OP_LESS_OR_EQUAL, VK_CULL_MODE_NONE, true};
}
/// The sky view keeps what is highest.
Recipe from_above(char const* name, Words vertex) {
    return {name, vertex, shadow_frag, Target::depth, VK_COMPARE_OP_GREATER_OR_EQUAL, VK_CULL_MODE_NONE, true};
}
Recipe over_picture(char const* name, Words vertex, Words fragment) {
    return {name, vertex, fragment, Target::overlay, VK_COMPARE_OP_ALWAYS, VK_CULL_MODE_NONE, false};
}
Recipe with_cull(Recipe recipe, VkCullModeFlags cull) {
    recipe.cull = cull;
    return recipe;
}

Recipe recipe_of(Draw draw, std::uint32_t samples) {
    switch (draw) {
        case Draw::walls: return with_cull(standing("walls", walls_vert, walls_frag), VK_CULL_MODE_BACK_BIT);
        case Draw::boxes: return standing("boxes", boxes_vert, boxes_frag);
        case Draw::roofs: return standing("roofs", roofs_vert, roofs_frag);
        case Draw::solids: return standing("solids", solids_vert, solids_frag);
        case Draw::models: return standing("models", models_vert, models_frag);
        case Draw::columns: return standing("columns", column_vert, column_frag);
        case Draw::section: return standing("section", section_vert, section_frag);
        case Draw::terrain: return standing("terrain", terrain_vert, terrain_frag);
        case Draw::skirt: return standing("skirt", skirt_vert, terrain_frag);
        case Draw::sky: return {"sky", sky_vert, sky_frag, Target::picture, kNearer, VK_CULL_MODE_NONE, false};
        case Draw::drape: return painted("drape", drape_vert, drape_frag);
        case Draw::drape_merge: return painted("drape merge", sky_vert, drape_merge_frag);
        case Draw::drape_ids: return painted("drape ids", drape_vert, drape_frag);
        case Draw::live_paint: return painted("live paint", live_paint_vert, live_paint_frag);
        // Back faces cast: lit faces then never shade themselves, and the shadow starts exactly at the foot of the
        // wall.
        case Draw::wall_shadow: return with_cull(casting("wall shadow", walls_vert), VK_CULL_MODE_FRONT_BIT);
        case Draw::box_shadow: return casting("box shadow", box_depth_vert);
        case Draw::solid_shadow: return casting("solid shadow", solids_vert);
        case Draw::model_shadow: return casting("model shadow", models_vert);
        case Draw::section_shadow: return casting("section shadow", section_vert);
        case Draw::roof_heights: return from_above("roof heights", roofs_vert);
        case Draw::box_heights: return from_above("box heights", box_depth_vert);
        case Draw::solid_heights: return from_above("solid heights", solids_vert);
        case Draw::overlay: return over_picture("overlay", overlay_vert, overlay_frag);
        case Draw::markers: return over_picture("markers", marker_vert, marker_frag);
        case Draw::panels: return over_picture("panels", panels_vert, panels_frag);
        case Draw::trails:
            return over_picture("trails", trail_vert, samples > 1 ? Words(trail4_frag) : Words(trail1_frag));
        case Draw::marker_ids: {
            Recipe recipe = over_picture("marker ids", marker_vert, marker_ids_frag);
            recipe.target = Target::key;
            return recipe;
        }
    }
    return {};
}

/// The vertex shader that leaves out what a section cuts away; none where nothing of the draw ever is.
Words cut_vertex_of(Draw draw) {
    switch (draw) {
        case Draw::walls:
        case Draw::wall_shadow: return cut_walls_vert;
        case Draw::boxes: return cut_boxes_vert;
        case Draw::box_shadow:
        case Draw::box_heights: return cut_box_depth_vert;
        case Draw::roofs:
        case Draw::roof_heights: return cut_roofs_vert;
        case Draw::solids:
        case Draw::solid_shadow:
        case Draw::solid_heights: return cut_solids_vert;
        case Draw::terrain: return cut_terrain_vert;
        case Draw::skirt: return cut_skirt_vert;
        case Draw::models:
        case Draw::model_shadow: return cut_models_vert;
        case Draw::columns: return cut_column_vert;
        default: return {};
    }
}

Words code_of(Compute compute, std::uint32_t samples, bool cut) {
    switch (compute) {
        case Compute::cull: return cull_comp;
        case Compute::far_light: return far_light_comp;
        case Compute::splat_depths: return cut ? Words(cut_splat_depths_comp) : Words(splat_depths_comp);
        case Compute::splat_buildings: return cut ? Words(cut_splat_buildings_comp) : Words(splat_buildings_comp);
        case Compute::sky_view: return sky_view_comp;
        case Compute::finish: return samples > 1 ? Words(finish4_comp) : Words(finish1_comp);
        case Compute::hidden_markers: return samples > 1 ? Words(marker_hidden4_comp) : Words(marker_hidden1_comp);
        case Compute::live_ids: return live_ids_comp;
        case Compute::projected: return samples > 1 ? Words(projected4_comp) : Words(projected1_comp);
    }
    return {};
}

VkShaderModule make_module(VkDevice device, Words code) {
    VkShaderModuleCreateInfo const info{VK_STRUCTURE_TYPE_SHADER_MODULE_CREATE_INFO, nullptr, 0, code.size_bytes(),
                                        code.data()};
    VkShaderModule module = VK_NULL_HANDLE;
    BOROUGH_VK(vkCreateShaderModule(device, &info, nullptr, &module));
    return module;
}

/// The style, for `layout(constant_id = 0) const uint kStyle`.
struct StyleConstant {
    std::uint32_t value;
    VkSpecializationMapEntry entry{0, 0, sizeof(std::uint32_t)};
    VkSpecializationInfo info{1, &entry, sizeof(std::uint32_t), &value};
    explicit StyleConstant(scene::Style style) : value(static_cast<std::uint32_t>(style)) {}
    StyleConstant(StyleConstant const&) = delete;
    StyleConstant& operator=(StyleConstant const&) = delete;
};

// What all draws have alike: corners are pulled from buffers, and the viewport is set as commands are recorded.
constexpr VkPipelineVertexInputStateCreateInfo kNoVertices{VK_STRUCTURE_TYPE_PIPELINE_VERTEX_INPUT_STATE_CREATE_INFO};
constexpr VkPipelineInputAssemblyStateCreateInfo kTriangles{VK_STRUCTURE_TYPE_PIPELINE_INPUT_ASSEMBLY_STATE_CREATE_INFO,
                                                            nullptr, 0, VK_PRIMITIVE_TOPOLOGY_TRIANGLE_LIST, VK_FALSE};
constexpr VkPipelineViewportStateCreateInfo kOneViewport{
    VK_STRUCTURE_TYPE_PIPELINE_VIEWPORT_STATE_CREATE_INFO, nullptr, 0, 1, nullptr, 1, nullptr};
constexpr std::array<VkDynamicState, 2> kDynamicStates{VK_DYNAMIC_STATE_VIEWPORT, VK_DYNAMIC_STATE_SCISSOR};
constexpr VkPipelineDynamicStateCreateInfo kDynamics{VK_STRUCTURE_TYPE_PIPELINE_DYNAMIC_STATE_CREATE_INFO, nullptr, 0,
                                                     static_cast<std::uint32_t>(kDynamicStates.size()),
                                                     kDynamicStates.data()};

VkPipelineRasterizationStateCreateInfo raster_of(Draw draw, Recipe const& recipe) {
    VkPipelineRasterizationStateCreateInfo raster{VK_STRUCTURE_TYPE_PIPELINE_RASTERIZATION_STATE_CREATE_INFO};
    raster.cullMode = recipe.cull;
    raster.frontFace = VK_FRONT_FACE_COUNTER_CLOCKWISE;
    raster.lineWidth = 1;
    // Models and roofs cast with both faces, so their lit sides need room against shading themselves.
    if (draw == Draw::model_shadow || draw == Draw::solid_shadow || draw == Draw::section_shadow) {
        raster.depthBiasEnable = VK_TRUE;
        raster.depthBiasConstantFactor = 3;
        raster.depthBiasSlopeFactor = 2.5f;
    }
    return raster;
}

VkPipelineDepthStencilStateCreateInfo depth_of(Recipe const& recipe, bool tested) {
    VkPipelineDepthStencilStateCreateInfo depth{VK_STRUCTURE_TYPE_PIPELINE_DEPTH_STENCIL_STATE_CREATE_INFO};
    depth.depthTestEnable = tested ? VK_TRUE : VK_FALSE;
    depth.depthWriteEnable = recipe.write_depth ? VK_TRUE : VK_FALSE;
    depth.depthCompareOp = recipe.compare;
    return depth;
}

/// Up to two colours; where they are mixed, what is drawn carries its alpha in its colour.
struct Blending {
    std::array<VkPipelineColorBlendAttachmentState, 2> mixes{};
    VkPipelineColorBlendStateCreateInfo info{VK_STRUCTURE_TYPE_PIPELINE_COLOR_BLEND_STATE_CREATE_INFO};
    Blending(bool mixed, std::uint32_t colours) {
        for (VkPipelineColorBlendAttachmentState& mix : mixes) {
            mix.colorWriteMask = VK_COLOR_COMPONENT_R_BIT | VK_COLOR_COMPONENT_G_BIT | VK_COLOR_COMPONENT_B_BIT |
                                 VK_COLOR_COMPONENT_A_BIT;
            mix.blendEnable = mixed ? VK_TRUE : VK_FALSE;
            mix.srcColorBlendFactor = mix.srcAlphaBlendFactor = VK_BLEND_FACTOR_ONE;
            mix.dstColorBlendFactor = mix.dstAlphaBlendFactor = VK_BLEND_FACTOR_ONE_MINUS_SRC_ALPHA;
        }
        info.attachmentCount = colours;
        info.pAttachments = mixes.data();
    }
    Blending(Blending const&) = delete;
    Blending& operator=(Blending const&) = delete;
};

VkSampler make_sampler(VkDevice device, VkFilter filter, VkSamplerAddressMode mode, bool compare,
                       VkSamplerMipmapMode between_levels = VK_SAMPLER_MIPMAP_MODE_LINEAR) {
    VkSamplerCreateInfo info{VK_STRUCTURE_TYPE_SAMPLER_CREATE_INFO};
    info.magFilter = info.minFilter = filter;
    info.mipmapMode = filter == VK_FILTER_LINEAR && !compare ? between_levels : VK_SAMPLER_MIPMAP_MODE_NEAREST;
    info.addressModeU = info.addressModeV = info.addressModeW = mode;
    info.borderColor = VK_BORDER_COLOR_FLOAT_TRANSPARENT_BLACK;
    info.maxLod = VK_LOD_CLAMP_NONE;
    info.compareEnable = compare ? VK_TRUE : VK_FALSE;
    info.compareOp = VK_COMPARE_OP_LESS_OR_EQUAL;
    VkSampler sampler = VK_NULL_HANDLE;
    BOROUGH_VK(vkCreateSampler(device, &info, nullptr, &sampler));
    return sampler;
}

}  // namespace

Pipelines::Pipelines(Device& device) : device_(device) {
    push_descriptors_ = reinterpret_cast<PFN_vkCmdPushDescriptorSetKHR>(
        vkGetDeviceProcAddr(device.handle, "vkCmdPushDescriptorSetKHR"));
    constexpr auto sampled = VK_DESCRIPTOR_TYPE_COMBINED_IMAGE_SAMPLER;
    constexpr auto storage = VK_DESCRIPTOR_TYPE_STORAGE_IMAGE;
    scene_layout_ = make_layout({sampled, sampled, sampled, sampled, sampled, sampled, sampled}, kDrawStages);
    overlay_layout_ = make_layout({sampled}, kDrawStages);
    buffers_layout_ = make_layout({}, VK_SHADER_STAGE_COMPUTE_BIT);
    // Heat is the same binding everywhere; those between are bound to nothing that is read.
    far_light_layout_ =
        make_layout({sampled, sampled, sampled, sampled, sampled, sampled}, VK_SHADER_STAGE_COMPUTE_BIT);
    sky_view_layout_ = make_layout({sampled, storage}, VK_SHADER_STAGE_COMPUTE_BIT);
    one_image_layout_ = make_layout({sampled}, VK_SHADER_STAGE_COMPUTE_BIT);
    projected_layout_ =
        make_layout({sampled, sampled, sampled, sampled, sampled, sampled, storage}, VK_SHADER_STAGE_COMPUTE_BIT);
    finish_layout_ = make_layout({sampled, sampled, sampled, storage}, VK_SHADER_STAGE_COMPUTE_BIT);
    linear = make_sampler(device.handle, VK_FILTER_LINEAR, VK_SAMPLER_ADDRESS_MODE_CLAMP_TO_BORDER, false);
    repeat = make_sampler(device.handle, VK_FILTER_LINEAR, VK_SAMPLER_ADDRESS_MODE_REPEAT, false);
    blurred = make_sampler(device.handle, VK_FILTER_LINEAR, VK_SAMPLER_ADDRESS_MODE_CLAMP_TO_BORDER, false,
                           VK_SAMPLER_MIPMAP_MODE_NEAREST);
    nearest = make_sampler(device.handle, VK_FILTER_NEAREST, VK_SAMPLER_ADDRESS_MODE_CLAMP_TO_EDGE, false);
    smooth = make_sampler(device.handle, VK_FILTER_LINEAR, VK_SAMPLER_ADDRESS_MODE_CLAMP_TO_EDGE, false);
    compare = make_sampler(device.handle, VK_FILTER_LINEAR, VK_SAMPLER_ADDRESS_MODE_CLAMP_TO_EDGE, true);
}

Pipelines::~Pipelines() {
    device_.wait_idle();
    for (auto const& [key, pipeline] : draws_) vkDestroyPipeline(device_.handle, pipeline.handle, nullptr);
    for (auto const& [format, pipeline] : panels_) vkDestroyPipeline(device_.handle, pipeline.handle, nullptr);
    for (auto const& [key, pipeline] : computes_) vkDestroyPipeline(device_.handle, pipeline.handle, nullptr);
    for (auto const& [layout, point] : bind_points_) vkDestroyPipelineLayout(device_.handle, layout, nullptr);
    for (VkDescriptorSetLayout const layout : set_layouts_)
        vkDestroyDescriptorSetLayout(device_.handle, layout, nullptr);
    for (VkSampler const sampler : {linear, repeat, blurred, nearest, smooth, compare})
        vkDestroySampler(device_.handle, sampler, nullptr);
}

VkPipelineLayout Pipelines::make_layout(std::initializer_list<VkDescriptorType> types, VkShaderStageFlags stages) {
    std::vector<VkDescriptorSetLayoutBinding> bindings;
    for (VkDescriptorType const type : types)
        bindings.push_back({static_cast<std::uint32_t>(bindings.size()), type, 1, stages, nullptr});
    bindings.push_back({kFrameBinding, VK_DESCRIPTOR_TYPE_UNIFORM_BUFFER, 1, stages, nullptr});
    VkDescriptorSetLayoutCreateInfo set{VK_STRUCTURE_TYPE_DESCRIPTOR_SET_LAYOUT_CREATE_INFO};
    set.flags = VK_DESCRIPTOR_SET_LAYOUT_CREATE_PUSH_DESCRIPTOR_BIT_KHR;
    set.bindingCount = static_cast<std::uint32_t>(bindings.size());
    set.pBindings = bindings.data();
    VkDescriptorSetLayout set_layout = VK_NULL_HANDLE;
    BOROUGH_VK(vkCreateDescriptorSetLayout(device_.handle, &set, nullptr, &set_layout));
    set_layouts_.push_back(set_layout);
    VkPushConstantRange const push{stages, 0, kPushBytes};
    VkPipelineLayoutCreateInfo info{VK_STRUCTURE_TYPE_PIPELINE_LAYOUT_CREATE_INFO};
    info.setLayoutCount = 1;
    info.pSetLayouts = &set_layout;
    info.pushConstantRangeCount = 1;
    info.pPushConstantRanges = &push;
    VkPipelineLayout layout = VK_NULL_HANDLE;
    BOROUGH_VK(vkCreatePipelineLayout(device_.handle, &info, nullptr, &layout));
    bind_points_[layout] =
        stages == VK_SHADER_STAGE_COMPUTE_BIT ? VK_PIPELINE_BIND_POINT_COMPUTE : VK_PIPELINE_BIND_POINT_GRAPHICS;
    return layout;
}

Pipeline const& Pipelines::draw(Draw draw, scene::Style style, std::uint32_t samples, bool cut) {
    auto [at, fresh] = draws_.try_emplace({draw, style, samples, cut});
    if (fresh) at->second = make_draw(draw, style, samples, cut);
    return at->second;
}

Pipeline const& Pipelines::panels(VkFormat format) {
    auto [at, fresh] = panels_.try_emplace(format);
    if (fresh) at->second = make_draw(Draw::panels, scene::Style::day, 1, false, format);
    return at->second;
}

Pipeline const& Pipelines::compute(Compute compute, scene::Style style, std::uint32_t samples, bool cut) {
    auto [at, fresh] = computes_.try_emplace({compute, style, samples, cut});
    if (fresh) at->second = make_compute(compute, style, samples, cut);
    return at->second;
}

Pipeline Pipelines::make_draw(Draw draw, scene::Style style, std::uint32_t samples, bool cut, VkFormat overlay_format) {
    Recipe recipe = recipe_of(draw, samples);
    if (Words const less = cut_vertex_of(draw); cut && !less.empty()) recipe.vertex = less;
    bool const picture = recipe.target == Target::picture;
    bool const overlay = recipe.target == Target::overlay;
    bool const key = recipe.target == Target::key;
    bool const drape = recipe.target == Target::drape;
    StyleConstant const constant(style);
    std::array<VkPipelineShaderStageCreateInfo, 2> stages{};
    for (std::size_t i = 0; i < 2; ++i) {
        stages[i].sType = VK_STRUCTURE_TYPE_PIPELINE_SHADER_STAGE_CREATE_INFO;
        stages[i].stage = i == 0 ? VK_SHADER_STAGE_VERTEX_BIT : VK_SHADER_STAGE_FRAGMENT_BIT;
        stages[i].module = make_module(device_.handle, i == 0 ? recipe.vertex : recipe.fragment);
        stages[i].pName = "main";
        stages[i].pSpecializationInfo = &constant.info;
    }
    std::uint32_t const colours = picture || draw == Draw::drape_ids ? 2 : overlay || key || drape ? 1 : 0;
    std::array<VkFormat, 2> const formats{overlay ? overlay_format : key ? kKeyFormat : kColourFormat, kKeyFormat};
    VkPipelineRenderingCreateInfo rendering{VK_STRUCTURE_TYPE_PIPELINE_RENDERING_CREATE_INFO};
    rendering.colorAttachmentCount = colours;
    rendering.pColorAttachmentFormats = formats.data();
    rendering.depthAttachmentFormat = overlay || key || drape ? VK_FORMAT_UNDEFINED
                                      : picture               ? kDepthFormat
                                                              : kShadowFormat;

    VkPipelineRasterizationStateCreateInfo const raster = raster_of(draw, recipe);
    VkPipelineDepthStencilStateCreateInfo const depth = depth_of(recipe, !(overlay || key || drape));
    Blending const blending(overlay || draw == Draw::live_paint, colours);
    VkPipelineMultisampleStateCreateInfo multisample{VK_STRUCTURE_TYPE_PIPELINE_MULTISAMPLE_STATE_CREATE_INFO};
    multisample.rasterizationSamples =
        picture || drape ? static_cast<VkSampleCountFlagBits>(samples) : VK_SAMPLE_COUNT_1_BIT;
    VkGraphicsPipelineCreateInfo info{VK_STRUCTURE_TYPE_GRAPHICS_PIPELINE_CREATE_INFO, &rendering};
    info.stageCount = static_cast<std::uint32_t>(stages.size());
    info.pStages = stages.data();
    info.pVertexInputState = &kNoVertices;
    info.pInputAssemblyState = &kTriangles;
    info.pViewportState = &kOneViewport;
    info.pRasterizationState = &raster;
    info.pMultisampleState = &multisample;
    info.pDepthStencilState = &depth;
    info.pColorBlendState = &blending.info;
    info.pDynamicState = &kDynamics;
    info.layout = overlay || key ? overlay_layout_ : scene_layout_;
    Pipeline pipeline{VK_NULL_HANDLE, info.layout};
    BOROUGH_VK(vkCreateGraphicsPipelines(device_.handle, device_.pipeline_cache, 1, &info, nullptr, &pipeline.handle));
    device_.set_name(VK_OBJECT_TYPE_PIPELINE, reinterpret_cast<std::uint64_t>(pipeline.handle), recipe.name);
    for (auto const& stage : stages) vkDestroyShaderModule(device_.handle, stage.module, nullptr);
    return pipeline;
}

Pipeline Pipelines::make_compute(Compute compute, scene::Style style, std::uint32_t samples, bool cut) {
    StyleConstant const constant(style);
    VkComputePipelineCreateInfo info{VK_STRUCTURE_TYPE_COMPUTE_PIPELINE_CREATE_INFO};
    info.stage.sType = VK_STRUCTURE_TYPE_PIPELINE_SHADER_STAGE_CREATE_INFO;
    info.stage.stage = VK_SHADER_STAGE_COMPUTE_BIT;
    info.stage.module = make_module(device_.handle, code_of(compute, samples, cut));
    info.stage.pName = "main";
    info.stage.pSpecializationInfo = &constant.info;
    info.layout = compute == Compute::projected                                        ? projected_layout_
                  : compute == Compute::finish                                         ? finish_layout_
                  : compute == Compute::sky_view                                       ? sky_view_layout_
                  : compute == Compute::far_light                                      ? far_light_layout_
                  : compute == Compute::hidden_markers || compute == Compute::live_ids ? one_image_layout_
                                                                                       : buffers_layout_;
    Pipeline pipeline{VK_NULL_HANDLE, info.layout};
    BOROUGH_VK(vkCreateComputePipelines(device_.handle, device_.pipeline_cache, 1, &info, nullptr, &pipeline.handle));
    vkDestroyShaderModule(device_.handle, info.stage.module, nullptr);
    return pipeline;
}

void Pipelines::bind(VkCommandBuffer commands, Pipeline const& pipeline, std::span<Texture const> textures,
                     VkBuffer frame, std::span<std::byte const> constants) const {
    VkPipelineBindPoint const point = bind_points_.at(pipeline.layout);
    vkCmdBindPipeline(commands, point, pipeline.handle);
    std::array<VkDescriptorImageInfo, 8> images{};
    std::array<VkWriteDescriptorSet, 8> writes{};
    for (std::size_t i = 0; i < textures.size(); ++i) {
        images[i] = {textures[i].sampler, textures[i].view, textures[i].layout};
        writes[i] = {VK_STRUCTURE_TYPE_WRITE_DESCRIPTOR_SET,
                     nullptr,
                     VK_NULL_HANDLE,
                     static_cast<std::uint32_t>(i),
                     0,
                     1,
                     textures[i].sampler ? VK_DESCRIPTOR_TYPE_COMBINED_IMAGE_SAMPLER : VK_DESCRIPTOR_TYPE_STORAGE_IMAGE,
                     &images[i],
                     nullptr,
                     nullptr};
    }
    VkDescriptorBufferInfo const whole{frame, 0, VK_WHOLE_SIZE};
    std::size_t count = textures.size();
    if (frame) {
        writes[count++] = {VK_STRUCTURE_TYPE_WRITE_DESCRIPTOR_SET, nullptr, VK_NULL_HANDLE, kFrameBinding, 0, 1,
                           VK_DESCRIPTOR_TYPE_UNIFORM_BUFFER,      nullptr, &whole,         nullptr};
    }
    if (count > 0)
        push_descriptors_(commands, point, pipeline.layout, 0, static_cast<std::uint32_t>(count), writes.data());
    if (constants.empty()) return;
    VkShaderStageFlags const stages =
        point == VK_PIPELINE_BIND_POINT_COMPUTE ? VkShaderStageFlags{VK_SHADER_STAGE_COMPUTE_BIT} : kDrawStages;
    vkCmdPushConstants(commands, pipeline.layout, stages, 0, static_cast<std::uint32_t>(constants.size()),
                       constants.data());
}

}  // namespace renderer
