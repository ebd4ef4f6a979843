// The corner of a figure that says where in the district it is.
#include <algorithm>
#include <cmath>
#include <tuple>

#include "app/report_figure_state.h"
#include "app/report_inset.h"

namespace app {
namespace {

constexpr std::uint32_t kInsetShare = 6;  ///< of the figure's width
constexpr std::uint32_t kFrame = 0x606060, kHere = 0xc2410c;

/// Whether two views of one camera give the same picture.
bool drawn_alike(scene::View const& a, scene::View const& b) {
    auto const of = [](scene::View const& v) {
        return std::tie(v.style, v.width, v.height, v.samples, v.enlarged, v.sun.direction.x, v.sun.direction.y,
                        v.sun.direction.z, v.sun.altitude, v.sun.azimuth);
    };
    return of(a) == of(b);
}

/// Under the north arrow of paper, whose room is 30 design pixels about a point 54 from the corner.
base::Vec2d inset_corner(scene::View const& view, double width) {
    double const scale = scene::design_scale(view);
    double const top = view.style == scene::Style::paper ? 96 : 24;
    return {view.width - std::round(24 * scale) - width, std::round(top * scale)};
}

}  // namespace

scene::View FigureMaker::State::inset_view(scene::View const& of) const {
    base::Extent const all = loaded.scene.extent;
    scene::View view = of;
    view.name = "inset";
    view.width = std::max(64u, of.width / kInsetShare);
    double const shape = std::clamp(all.height() / std::max(1.0, all.width()), 0.6, 1.2);
    view.height = std::max(64u, static_cast<std::uint32_t>(view.width * shape));
    view.labels = false;
    view.selected = 0;
    double const metres = std::max(all.height(), all.width() * view.height / view.width) * 1.04;
    view.camera = scene::plan(all.centre(), loaded.scene.min_z, metres);
    scene::set_planes(view.camera, all, loaded.scene.min_z, loaded.scene.max_z);
    return view;
}

base::Result<base::Image const*> FigureMaker::State::inset(scene::View const& of) {
    scene::View const view = inset_view(of);
    auto const kept = std::ranges::find_if(insets, [&](auto const& one) { return drawn_alike(one.first, view); });
    if (kept != insets.end()) return &kept->second;
    auto image = picture(view, {}, false);
    if (!image) return image.error();
    // Small, but a day of figures by the hour has many suns.
    constexpr std::size_t kMost = 32;
    if (insets.size() >= kMost) insets.clear();
    return &insets.emplace_back(view, std::move(*image)).second;
}

/// Where the figure shows most of the district anyway, an inset would say nothing.
bool FigureMaker::State::wants_inset(FigureSpec const& spec) const {
    base::Extent const all = loaded.scene.extent;
    base::Extent seen;
    double const reach = 2 * std::hypot(all.width(), all.height());
    for (base::Vec2d const p : ground_in_view(spec.view.camera, spec.view.width, spec.view.height, reach)) seen.add(p);
    double const width = std::min(seen.max_x, all.max_x) - std::max(seen.min_x, all.min_x);
    double const height = std::min(seen.max_y, all.max_y) - std::max(seen.min_y, all.min_y);
    bool const most = width * height > 0.5 * all.width() * all.height();
    return spec.inset && spec.view.width >= 400 && all.width() > 0 && all.height() > 0 && !most;
}

void FigureMaker::State::add_inset_place(scene::View const& view, scene::LiveScene& live) const {
    scene::View const small = inset_view(view);
    base::Vec2d const at = inset_corner(view, small.width);
    live.taken.push_back(base::Extent{at.x, at.y, at.x + small.width, at.y + small.height}.grown(8));
}

base::Status FigureMaker::State::draw_inset(FigureSpec const& spec, base::Image& image) {
    auto const of_all = inset(spec.view);
    if (!of_all) return of_all.error();
    base::Image small = **of_all;
    scene::View const view = inset_view(spec.view);
    double const reach = 2 * std::hypot(loaded.scene.extent.width(), loaded.scene.extent.height());
    std::vector<base::Vec2d> seen;
    for (base::Vec2d const p : ground_in_view(spec.view.camera, spec.view.width, spec.view.height, reach)) {
        base::Vec3d const at{p.x, p.y, view.camera.target.z};
        seen.push_back(scene::project(view.camera, at, view.width, view.height).pixel);
    }
    outline(small, seen, 5, 0xffffff);
    outline(small, seen, 3, kHere);
    base::Vec2d const at = inset_corner(spec.view, small.width);
    lay_on(image, small, static_cast<std::uint32_t>(at.x), static_cast<std::uint32_t>(at.y), kFrame);
    return base::done;
}

}  // namespace app
