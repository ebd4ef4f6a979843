// Images that callers number and replace: panels' own, and pictures that lie on the district.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "renderer/resources.h"
#include "scene/panels.h"

namespace renderer {

/// Empty where the device can hold the image, else what is wrong with it.
std::string complaint(scene::PanelImage const& image, Caps const& caps);

class ImageShelf {
public:
    /// Writes those whose version differs, and forgets what is no longer listed. `levels`: for images shown much
    /// smaller than they are.
    void set(Device& device, std::vector<scene::PanelImage> const& images, bool levels);
    /// Null where there is none of this number.
    Image const* find(std::uint32_t id) const;

private:
    struct Shown {
        std::uint64_t version = 0;
        Image image;
    };
    std::map<std::uint32_t, Shown> shown_;
};

}  // namespace renderer
