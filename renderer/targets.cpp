#include "renderer/targets.h"

#include "renderer/frame_data.h"
#include "renderer/pipelines.h"
#include "scene/live.h"

namespace renderer {
namespace {

Image make(Device& device, VkFormat format, std::uint32_t width, std::uint32_t height, std::uint32_t samples,
           VkImageUsageFlags usage, char const* name) {
    ImageInfo info;
    info.format = format;
    info.width = width;
    info.height = height;
    info.samples = samples;
    info.usage = usage;
    return Image(device, info, name);
}

}  // namespace

void Targets::fit_drape(Device& device, std::uint32_t w, std::uint32_t h, bool want_ids, bool lets_through) {
    constexpr VkImageUsageFlags use = VK_IMAGE_USAGE_COLOR_ATTACHMENT_BIT | VK_IMAGE_USAGE_SAMPLED_BIT;
    if (w != drape_width || h != drape_height || drape.info.samples != samples) {
        drape_width = w;
        drape_height = h;
        drape = make(device, kColourFormat, w, h, samples, use, "drape");
        drape_resolved = samples > 1 ? make(device, kColourFormat, w, h, 1, use, "drape resolved") : Image();
        drape_key = Image();
        drape_unused = Image();
        drape_spare = Image();
        drape_layer = Image();
    }
    if (lets_through && !drape_spare) {
        drape_spare = make(device, kColourFormat, w, h, 1, use, "drape spare");
        drape_layer = make(device, kColourFormat, w, h, 1, use, "drape layer");
    }
    if (want_ids && !drape_key) {
        drape_key = make(device, kKeyFormat, w, h, 1, use, "drape key");
        drape_unused = make(device, kColourFormat, w, h, 1, use, "drape unused");
    }
}

void Targets::fit_live_key(Device& device) {
    if (live_key) return;
    live_key = make(device, kKeyFormat, width, height, 1,
                    VK_IMAGE_USAGE_COLOR_ATTACHMENT_BIT | VK_IMAGE_USAGE_SAMPLED_BIT, "live key");
}

void Targets::fit_live_paint(Device& device) {
    if (live_paint && live_paint.info.width == drape_width && live_paint.info.height == drape_height &&
        live_paint.info.samples == samples) {
        return;
    }
    constexpr VkImageUsageFlags use = VK_IMAGE_USAGE_COLOR_ATTACHMENT_BIT | VK_IMAGE_USAGE_SAMPLED_BIT;
    live_paint = make(device, kColourFormat, drape_width, drape_height, samples, use, "live paint");
    live_paint_resolved =
        samples > 1 ? make(device, kColourFormat, drape_width, drape_height, 1, use, "live paint resolved") : Image();
}

void Targets::fit_result(Device& device, PixelSize shown) {
    if (result && result.info.width == shown.width && result.info.height == shown.height) return;
    result = make(device, kResultFormat, shown.width, shown.height, 1,
                  VK_IMAGE_USAGE_COLOR_ATTACHMENT_BIT | VK_IMAGE_USAGE_SAMPLED_BIT | VK_IMAGE_USAGE_STORAGE_BIT |
                      VK_IMAGE_USAGE_TRANSFER_SRC_BIT | VK_IMAGE_USAGE_TRANSFER_DST_BIT,
                  "result");
}

void Targets::fit_readback(Device& device) {
    if (readback) return;
    readback = Buffer(device, std::size_t{width} * height * 4, 0, Buffer::Memory::readback, "readback");
}

void Targets::fit_projected(Device& device) {
    if (projected_depth) return;
    ImageInfo info;
    info.format = kShadowFormat;
    info.width = info.height = kProjectedSize;
    info.layers = scene::kMostProjected;
    info.usage = VK_IMAGE_USAGE_DEPTH_STENCIL_ATTACHMENT_BIT | VK_IMAGE_USAGE_SAMPLED_BIT;
    projected_depth = Image(device, info, "projected depth");
}

void Targets::fit(Device& device, std::uint32_t w, std::uint32_t h, std::uint32_t s, bool want_ids, bool want_splats) {
    constexpr VkImageUsageFlags colour_use = VK_IMAGE_USAGE_COLOR_ATTACHMENT_BIT | VK_IMAGE_USAGE_SAMPLED_BIT;
    constexpr VkImageUsageFlags depth_use = VK_IMAGE_USAGE_DEPTH_STENCIL_ATTACHMENT_BIT | VK_IMAGE_USAGE_SAMPLED_BIT;
    bool const resized = w != width || h != height || s != samples;
    if (resized) {
        width = w;
        height = h;
        samples = s;
        colour = make(device, kColourFormat, w, h, s, colour_use, "colour");
        key = make(device, kKeyFormat, w, h, s, colour_use, "key");
        depth = make(device, kDepthFormat, w, h, s, depth_use, "depth");
        resolved = s > 1 ? make(device, kColourFormat, w, h, 1, colour_use, "resolved") : Image();
        finished = make(device, kResultFormat, w, h, 1, VK_IMAGE_USAGE_STORAGE_BIT | VK_IMAGE_USAGE_TRANSFER_SRC_BIT,
                        "finished");
        readback = Buffer();
        finished_ids = Buffer();
        ids = Buffer();
        live_key = Image();
        splat_depth = Buffer();
        splat_building = Buffer();
    }
    std::size_t const words = std::size_t{w} * h * 4;
    if (want_ids && !ids) {
        finished_ids =
            Buffer(device, words, VK_BUFFER_USAGE_STORAGE_BUFFER_BIT, Buffer::Memory::device, "finished ids");
        ids = Buffer(device, words, VK_BUFFER_USAGE_STORAGE_BUFFER_BIT, Buffer::Memory::readback, "ids");
    }
    if (want_splats && !splat_depth) {
        splat_depth = Buffer(device, words, VK_BUFFER_USAGE_STORAGE_BUFFER_BIT, Buffer::Memory::device, "splat depth");
        splat_building =
            Buffer(device, words, VK_BUFFER_USAGE_STORAGE_BUFFER_BIT, Buffer::Memory::device, "splat building");
    }
    if (!shadows) {
        ImageInfo info;
        info.format = kShadowFormat;
        info.width = info.height = kShadowSize;
        info.layers = BOROUGH_CASCADES;
        info.usage = depth_use;
        shadows = Image(device, info, "shadows");
        info.layers = 1;
        info.width = info.height = kSkySize;
        sky_depth = Image(device, info, "sky depth");
        info.format = VK_FORMAT_R32_SFLOAT;
        info.levels = kSkyLevels;
        info.usage = VK_IMAGE_USAGE_STORAGE_BIT | VK_IMAGE_USAGE_SAMPLED_BIT;
        sky_heights = Image(device, info, "sky heights");
    }
}

}  // namespace renderer
