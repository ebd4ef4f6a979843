#include "renderer/instances.h"

#include <cmath>

namespace renderer {
namespace {

constexpr double kFarPixels = 14;  ///< pixels tall
constexpr double kLeastPixels = 1.2;

enum class Detail : std::uint8_t { none, far, whole };

Detail detail_of(GpuScene::Mesh const& mesh, shared::Instance const& instance, scene::View const& view) {
    base::Vec3d const at{instance.position.x, instance.position.y, instance.position.z};
    scene::Projection const p = scene::project(view.camera, at, view.width, view.height);
    double const radius = mesh.radius * instance.scale;
    bool const parallel = view.camera.ortho_height > 0;
    if (!parallel && p.depth < -radius) return Detail::none;
    // Close to the eye the projection of the foot says little about what is in view.
    if (!parallel && p.depth < 2 * radius) return Detail::whole;
    double const reach = 2 * radius * p.pixels_per_metre + 16;
    if (p.pixel.x < -reach || p.pixel.x > view.width + reach || p.pixel.y < -reach || p.pixel.y > view.height + reach)
        return Detail::none;
    double const tall = std::max<double>(mesh.height * instance.scale, radius) * p.pixels_per_metre;
    if (tall < kLeastPixels) return Detail::none;
    return tall < kFarPixels ? Detail::far : Detail::whole;
}

}  // namespace

ChosenInstances choose_instances(GpuScene const& scene, scene::View const& view) {
    ChosenInstances chosen;
    for (scene::InstanceSet const& set : scene.instances) {
        GpuScene::Mesh const& mesh = scene.meshes[set.mesh];
        std::vector<shared::Instance> far;
        std::uint32_t const first = static_cast<std::uint32_t>(chosen.instances.size());
        for (shared::Instance const& instance : set.instances) {
            switch (detail_of(mesh, instance, view)) {
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
