#include "app/report_inset.h"

#include <algorithm>
#include <cmath>

namespace app {
namespace {

void put(base::Image& image, std::int64_t x, std::int64_t y, std::uint32_t rgb) {
    if (x < 0 || y < 0 || x >= image.width || y >= image.height) return;
    std::uint8_t* const at = image.row(static_cast<std::uint32_t>(y)) + x * image.channels;
    at[0] = static_cast<std::uint8_t>(rgb >> 16);
    at[1] = static_cast<std::uint8_t>(rgb >> 8);
    at[2] = static_cast<std::uint8_t>(rgb);
}

}  // namespace

std::vector<base::Vec2d> ground_in_view(scene::Camera const& camera, double width, double height, double reach) {
    constexpr int kSteps = 16;
    std::vector<base::Vec2d> polygon;
    base::Vec2d const corners[] = {{0, 0}, {width, 0}, {width, height}, {0, height}};
    for (int side = 0; side < 4; ++side) {
        base::Vec2d const from = corners[side], to = corners[(side + 1) % 4];
        for (int i = 0; i < kSteps; ++i) {
            base::Vec2d const pixel = from + (to - from) * (double{1} * i / kSteps);
            scene::Ray const ray = scene::pixel_ray(camera, pixel, width, height);
            double const down = -ray.direction.z;
            double const drop = ray.origin.z - camera.target.z;
            double const level = std::max(1e-9, std::hypot(ray.direction.x, ray.direction.y));
            // Orthographic rays start anywhere above the ground and reach it however far that is.
            double along = down > 1e-6 ? drop / down : 1e12;
            if (camera.ortho_height <= 0) along = std::min(along, reach / level);
            polygon.push_back({ray.origin.x + ray.direction.x * along, ray.origin.y + ray.direction.y * along});
        }
    }
    return polygon;
}

void outline(base::Image& image, std::vector<base::Vec2d> const& polygon, double thick, std::uint32_t rgb) {
    auto const half = static_cast<std::int64_t>(std::max(0.0, std::round((thick - 1) / 2)));
    for (std::size_t i = 0; i < polygon.size(); ++i) {
        base::Vec2d const from = polygon[i], step = polygon[(i + 1) % polygon.size()] - from;
        // What lies far outside costs no more than what is seen.
        int const pieces = static_cast<int>(std::min(4000.0, 2 * length(step) + 1));
        for (int k = 0; k <= pieces; ++k) {
            base::Vec2d const p = from + step * (double{1} * k / pieces);
            if (!(std::abs(p.x) < 1e6 && std::abs(p.y) < 1e6)) continue;
            auto const x = static_cast<std::int64_t>(std::floor(p.x)), y = static_cast<std::int64_t>(std::floor(p.y));
            for (std::int64_t dy = -half; dy <= half; ++dy)
                for (std::int64_t dx = -half; dx <= half; ++dx) put(image, x + dx, y + dy, rgb);
        }
    }
}

void lay_on(base::Image& large, base::Image const& small, std::uint32_t x, std::uint32_t y, std::uint32_t frame_rgb) {
    constexpr std::int64_t kFrame = 2;
    auto const left = std::int64_t{x}, top = std::int64_t{y};
    for (std::int64_t dy = -kFrame; dy < small.height + kFrame; ++dy) {
        for (std::int64_t dx = -kFrame; dx < small.width + kFrame; ++dx) {
            bool const inside = dx >= 0 && dy >= 0 && dx < small.width && dy < small.height;
            std::uint32_t rgb = frame_rgb;
            if (inside) {
                std::uint8_t const* const p = small.row(static_cast<std::uint32_t>(dy)) + dx * small.channels;
                rgb = static_cast<std::uint32_t>(p[0] << 16 | p[1] << 8 | p[2]);
            }
            put(large, left + dx, top + dy, rgb);
        }
    }
}

}  // namespace app
