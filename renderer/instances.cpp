#include "renderer/instances.h"

#include <algorithm>
#include <cmath>

#include "renderer/look.h"
#include "scene/projector.h"

namespace renderer {
namespace {

constexpr double kFarPixels = 14;  ///< pixels tall
constexpr double kLeastPixels = 1.2;
constexpr double kLongestShadow = 20;  ///< times the height: with the sun 3 degrees high they fade into its dimness

enum class Detail : std::uint8_t { none, far, whole };

/// Chooses for one view.
class MeshChooser {
public:
    explicit MeshChooser(scene::View const& view)
        : projector_(view.camera, view.width, view.height),
          width_(view.width),
          height_(view.height),
          parallel_(view.camera.ortho_height > 0) {
        base::Vec3d const light = light_direction(view);
        base::Vec3d const level{-light.x, -light.y, 0};
        shadow_ = normalised(level) * std::min(length(level) / std::max(light.z, 1e-6), kLongestShadow);
    }

    Detail operator()(GpuScene::Mesh const& mesh, shared::Instance const& instance) const {
        base::Vec3d const at{instance.position.x, instance.position.y, instance.position.z};
        scene::Projection const p = projector_(at);
        double const radius = mesh.radius * instance.scale;
        double const tall = std::max<double>(mesh.height * instance.scale, radius);
        if (parallel_ || p.depth >= -radius) {
            // Close to the eye the projection of the foot says little about what is in view.
            if (!parallel_ && p.depth < 2 * radius) return Detail::whole;
            if (overlaps(p, p, radius)) return by_size(tall * p.pixels_per_metre);
        }
        return of_shadow(at, at + shadow_ * tall, radius, tall);
    }

private:
    /// What stands outside the picture is drawn for the shadow that lies in it, from `foot` to `tip` on level ground.
    Detail of_shadow(base::Vec3d foot, base::Vec3d tip, double radius, double tall) const {
        double const nearest = std::max(2 * radius, 1.0);
        double const foot_depth = projector_.depth(foot), tip_depth = projector_.depth(tip);
        if (!parallel_) {
            if (foot_depth < nearest && tip_depth < nearest) return Detail::none;
            base::Vec3d const cut = foot + (tip - foot) * ((nearest - foot_depth) / (tip_depth - foot_depth));
            if (foot_depth < nearest) foot = cut;
            if (tip_depth < nearest) tip = cut;
        }
        scene::Projection const p = projector_(foot), q = projector_(tip);
        if (!overlaps(p, q, radius)) return Detail::none;
        return by_size(tall * std::max(p.pixels_per_metre, q.pixels_per_metre));
    }

    /// Whether the box around two places, grown by the radius of what stands there, reaches into the picture.
    bool overlaps(scene::Projection const& p, scene::Projection const& q, double radius) const {
        double const reach = 2 * radius * std::max(p.pixels_per_metre, q.pixels_per_metre) + 16;
        auto const within = [reach](double a, double b, double size) {
            return std::max(a, b) >= -reach && std::min(a, b) <= size + reach;
        };
        return within(p.pixel.x, q.pixel.x, width_) && within(p.pixel.y, q.pixel.y, height_);
    }

    static Detail by_size(double pixels) {
        if (pixels < kLeastPixels) return Detail::none;
        return pixels < kFarPixels ? Detail::far : Detail::whole;
    }

    scene::Projector projector_;
    double width_, height_;
    bool parallel_;
    base::Vec3d shadow_;  ///< of something one metre tall, on level ground
};

}  // namespace

ChosenInstances choose_instances(GpuScene const& scene, scene::View const& view) {
    ChosenInstances chosen;
    MeshChooser const detail_of(view);
    for (scene::InstanceSet const& set : scene.instances) {
        GpuScene::Mesh const& mesh = scene.meshes[set.mesh];
        std::vector<shared::Instance> far;
        std::uint32_t const first = static_cast<std::uint32_t>(chosen.instances.size());
        for (shared::Instance const& instance : set.instances) {
            switch (detail_of(mesh, instance)) {
                case Detail::none: break;
                case Detail::far: far.push_back(instance); break;
                case Detail::whole: chosen.instances.push_back(instance); break;
            }
        }
        std::uint32_t const whole = static_cast<std::uint32_t>(chosen.instances.size()) - first;
        if (whole > 0) chosen.draws.push_back({set.mesh, first, whole, false});
        if (!far.empty())
            chosen.draws.push_back({set.mesh, first + whole, static_cast<std::uint32_t>(far.size()), true});
        chosen.instances.insert(chosen.instances.end(), far.begin(), far.end());
    }
    return chosen;
}

}  // namespace renderer
