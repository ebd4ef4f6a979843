#include "app/on_model.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace app {

std::vector<scene::Projected> on_the_model(std::string const& camera, scene::PanelImage const& picture,
                                           ui::EventFacts const& facts, bool live) {
    if (camera.empty() || !picture.pixels || !live) return {};
    auto const row = std::ranges::find(facts.cameras, camera, [](ui::CameraRow const& r) { return r.camera.id; });
    if (row == facts.cameras.end() || !row->camera.pose || !row->at) return {};
    if (row->camera.status == twin::DeviceStatus::offline) return {};
    twin::CameraPose const& pose = *row->camera.pose;
    scene::Projected out;
    out.eye = *row->at;
    out.heading = double{pose.heading};
    out.pitch = -double{pose.pitch};
    out.aspect = double{1} * picture.pixels->width / std::max(1u, picture.pixels->height);
    double const half = std::clamp(double{pose.field_of_view}, 5.0, 150.0) * std::numbers::pi / 360;
    out.fov_y = 2 * std::atan(std::tan(half) / out.aspect) * 180 / std::numbers::pi;
    out.reach = double{pose.reach} * 1.5;
    out.picture = picture;
    return {out};
}

}  // namespace app
