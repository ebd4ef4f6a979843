// The images a picture is drawn into, sized to the largest tile so far.
#pragma once

#include <cstdint>

#include "renderer/renderer.h"
#include "renderer/resources.h"

namespace renderer {

struct Targets {
    std::uint32_t width = 0, height = 0, samples = 0;
    Image colour;     ///< multisampled, sRGB
    Image key;        ///< multisampled ids, see kKeyFormat
    Image depth;      ///< multisampled, reversed
    Image resolved;   ///< colour, one sample; the same image as `colour` does not exist where samples is 1
    Image finished;   ///< sRGB-encoded, before what is live and written is laid over it
    Image result;     ///< the whole picture
    Buffer readback;  ///< result, 4 bytes a pixel; only of pictures that leave the device
    Buffer finished_ids;
    Buffer ids;  ///< a scene id a pixel
    Buffer splat_depth, splat_building;

    std::uint32_t drape_width = 0, drape_height = 0;
    Image drape;                     ///< multisampled: the layers in their plane (shaders/drape.frag)
    Image drape_resolved;            ///< one sample; missing where samples is 1
    Image drape_spare, drape_layer;  ///< one sample, only where a layer lets through: what lies below, and it upon that
    Image drape_key;                 ///< ids of the layers, one sample, only while ids are wanted
    Image drape_unused;              ///< the colour that is painted beside them

    Image live_paint;           ///< multisampled: paint of live layers in the drape's plane, colours times cover
    Image live_paint_resolved;  ///< one sample; missing where samples is 1
    Image live_key;             ///< ids of symbols, one sample, only while ids are wanted

    Image projected_depth;  ///< one layer a camera whose picture lies on the district
    Image shadows;          ///< one layer a cascade
    Image sky_depth;        ///< heights from above, as depth
    Image sky_heights;      ///< the same with blurred levels

    /// Make what is missing or has another size. `fit` first.
    void fit_drape(Device& device, std::uint32_t width, std::uint32_t height, bool want_ids, bool lets_through);
    void fit_live_key(Device& device);
    void fit_live_paint(Device& device);
    void fit_result(Device& device, PixelSize shown);
    void fit_readback(Device& device);
    void fit_projected(Device& device);
    void fit(Device& device, std::uint32_t width, std::uint32_t height, std::uint32_t samples, bool want_ids,
             bool want_splats);
};

inline constexpr std::uint32_t kSkyLevels = 8;
inline constexpr std::uint32_t kProjectedSize = 512;  ///< texels on a side of the depths a camera sees

}  // namespace renderer
