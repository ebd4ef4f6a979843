#include "renderer/image_shelf.h"

#include <algorithm>

namespace renderer {

std::string complaint(scene::PanelImage const& image, Caps const& caps) {
    std::string const name = "image " + std::to_string(image.id);
    if (image.id >= scene::slot_image(scene::Slot::main)) return name + " has the number of a kept picture";
    if (!image.pixels || image.pixels->width == 0 || image.pixels->height == 0) return name + " is empty";
    base::Image const& pixels = *image.pixels;
    if (pixels.channels != 4 || pixels.pixels.size() != pixels.row_bytes() * pixels.height)
        return name + " is not RGBA, or has not as many bytes as its size says";
    if (std::max(pixels.width, pixels.height) > caps.max_image)
        return name + " has more than " + std::to_string(caps.max_image) + " pixels a side";
    return {};
}

void ImageShelf::set(Device& device, std::vector<scene::PanelImage> const& images, bool levels) {
    std::erase_if(shown_, [&](auto const& shown) {
        return std::none_of(images.begin(), images.end(),
                            [&](scene::PanelImage const& image) { return image.id == shown.first; });
    });
    Uploader uploader(device);
    for (scene::PanelImage const& image : images) {
        auto [at, fresh] = shown_.try_emplace(image.id);
        if (!fresh && at->second.version == image.version) continue;
        base::Image const& pixels = *image.pixels;
        at->second = {image.version, uploader.image(pixels.pixels, pixels.width, pixels.height,
                                                    VK_FORMAT_R8G8B8A8_UNORM, levels, "shown image")};
    }
    uploader.flush();
}

Image const* ImageShelf::find(std::uint32_t id) const {
    auto const at = shown_.find(id);
    return at == shown_.end() ? nullptr : &at->second.image;
}

}  // namespace renderer
