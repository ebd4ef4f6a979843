#include "renderer/patches.h"

#include <algorithm>
#include <cmath>

namespace renderer {
namespace {

constexpr double kCellPixels = 24;

class PatchChooser {
public:
    PatchChooser(GpuScene const& scene, scene::View const& view) : scene_(scene), view_(view) {}

    std::vector<shared::Patch> patches;

    void visit(std::uint32_t x, std::uint32_t y, std::uint32_t stride) {
        if (x + 1 >= scene_.grid_width || y + 1 >= scene_.grid_height) return;
        double const cell = double(scene_.grid_spacing) * stride, side = cell * BOROUGH_PATCH_CELLS;
        base::Vec3d const low{scene_.grid_x + double(scene_.grid_spacing) * x,
                              scene_.grid_y + double(scene_.grid_spacing) * y, scene_.min_z};
        base::Vec3d const high{low.x + side, low.y + side, scene_.max_z};
        if (out_of_view(low, high)) return;
        if (stride == 1 || cell * pixels_per_metre(low, high) <= kCellPixels) {
            patches.push_back({x, y, stride});
            return;
        }
        std::uint32_t const half = stride / 2, step = half * BOROUGH_PATCH_CELLS;
        visit(x, y, half);
        visit(x + step, y, half);
        visit(x, y + step, half);
        visit(x + step, y + step, half);
    }

private:
    double pixels_per_metre(base::Vec3d low, base::Vec3d high) const {
        scene::Camera const& c = view_.camera;
        if (c.ortho_height > 0) return view_.height / c.ortho_height;
        base::Vec3d const nearest{std::clamp(c.eye.x, low.x, high.x), std::clamp(c.eye.y, low.y, high.y),
                                  std::clamp(c.eye.z, low.z, high.z)};
        double const distance = std::max(length(nearest - c.eye), 1.0);
        return view_.height / (2 * std::tan(c.fov_y * 3.14159265358979 / 360)) / distance;
    }

    bool out_of_view(base::Vec3d low, base::Vec3d high) const {
        bool left = true, right = true, above = true, below = true, behind = true;
        for (int i = 0; i < 8; ++i) {
            base::Vec3d const corner{i & 1 ? high.x : low.x, i & 2 ? high.y : low.y, i & 4 ? high.z : low.z};
            scene::Projection const p = scene::project(view_.camera, corner, view_.width, view_.height);
            // Behind the eye a projection says nothing about its side.
            if (view_.camera.ortho_height <= 0 && p.depth <= 0.1) {
                left = right = above = below = false;
                continue;
            }
            behind = false;
            left &= p.pixel.x < 0;
            right &= p.pixel.x > view_.width;
            above &= p.pixel.y < 0;
            below &= p.pixel.y > view_.height;
        }
        return left || right || above || below || behind;
    }

    GpuScene const& scene_;
    scene::View const& view_;
};

}  // namespace

std::vector<shared::Patch> choose_patches(GpuScene const& scene, scene::View const& view) {
    if (scene.grid_width < 2 || scene.grid_height < 2) return {};
    std::uint32_t stride = 1;
    while (stride * BOROUGH_PATCH_CELLS < std::max(scene.grid_width, scene.grid_height) && stride < 64) stride *= 2;
    PatchChooser chooser(scene, view);
    std::uint32_t const step = stride * BOROUGH_PATCH_CELLS;
    for (std::uint32_t y = 0; y + 1 < scene.grid_height; y += step) {
        for (std::uint32_t x = 0; x + 1 < scene.grid_width; x += step) chooser.visit(x, y, stride);
    }
    return std::move(chooser.patches);
}

}  // namespace renderer
