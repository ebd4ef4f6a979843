#include "renderer/reuse.h"

#include <algorithm>
#include <limits>

namespace renderer {

Inputs inputs_of(std::uint64_t scene, scene::View const& view) {
    scene::Camera const& c = view.camera;
    base::Vec3d const& sun = view.sun.direction;
    Inputs in;
    in.scene = scene;
    in.light = {c.eye.x,
                c.eye.y,
                c.eye.z,
                c.target.x,
                c.target.y,
                c.target.z,
                c.up.x,
                c.up.y,
                c.up.z,
                c.fov_y,
                c.ortho_height,
                c.near_plane,
                c.far_plane,
                double{1} * view.width,
                double{1} * view.height,
                double(view.style),
                sun.x,
                sun.y,
                sun.z,
                view.sun.altitude,
                view.sun.azimuth};
    in.section = view.section;
    in.samples = view.samples;
    in.selected = view.selected;
    return in;
}

bool serves(Inputs const& then, Inputs const& wanted) {
    // The places of Inputs::light, see inputs_of.
    constexpr std::size_t kEye = 0, kTarget = 3, kOrtho = 10, kStyle = 15;
    constexpr double kTurn = 0.9;  // cosine: what comes into view at the side has no shadows yet
    auto const &a = then.light, &b = wanted.light;
    auto const at = [](auto const& in, std::size_t i) { return base::Vec3d{in[i], in[i + 1], in[i + 2]}; };
    bool const same_sun = std::equal(a.begin() + kStyle, a.end(), b.begin() + kStyle);
    if (then.scene == 0 || then.scene != wanted.scene || !same_sun || a[kOrtho] != b[kOrtho] ||
        then.section != wanted.section)
        return false;
    base::Vec3d const before = at(a, kTarget) - at(a, kEye), now = at(b, kTarget) - at(b, kEye);
    double const ratio = base::length(now) / std::max(base::length(before), 1e-6);
    double const shift = base::length(at(b, kTarget) - at(a, kTarget));
    return dot(base::normalised(before), base::normalised(now)) > kTurn && ratio > 0.7 && ratio < 1.4 &&
           shift < 0.25 * base::length(before);
}

void borrow(KeptLight const& light, shared::Frame& frame) {
    shared::Frame const& then = light.frame;
    base::Vec3d const moved{double{then.eye.x} - frame.eye.x, double{then.eye.y} - frame.eye.y,
                            double{then.eye.z} - frame.eye.z};
    // The light's axes are the rows of its matrix; its boxes count metres along them from the eye.
    auto const along = [&](std::size_t row) {
        float const* const m = then.light_from_eye.m;
        return static_cast<float>(dot(moved, base::Vec3d{m[row], m[4 + row], m[8 + row]}));
    };
    frame.cascades = then.cascades;
    frame.light_from_eye = then.light_from_eye;
    frame.shadow_depth = then.shadow_depth;
    frame.shadow_texel = then.shadow_texel;
    for (std::size_t i = 0; i < BOROUGH_CASCADES; ++i) {
        frame.shadow_box[i] = then.shadow_box[i];
        frame.shadow_box[i].x += along(0);
        frame.shadow_box[i].y += along(1);
        frame.shadow_box[i].w += along(2);
    }
    frame.ao_rect = then.ao_rect;
    frame.ao_min_z = then.ao_min_z;
    frame.ao_range = then.ao_range;
    frame.ao_texel = then.ao_texel;
}

void borrow(KeptDrape const& drape, shared::Frame& frame) {
    shared::Frame const& then = drape.frame;
    float const x = frame.eye.x - then.eye.x, y = frame.eye.y - then.eye.y, z = frame.eye.z - then.eye.z;
    float const* const m = then.drape_from_eye.m;
    frame.drape_from_eye = then.drape_from_eye;
    for (std::size_t row = 0; row < 4; ++row)
        frame.drape_from_eye.m[12 + row] += m[row] * x + m[4 + row] * y + m[8 + row] * z;
}

Keeps what_stays(Inputs const& held, Inputs const& wanted) {
    Keeps keeps;
    keeps.light =
        held.scene != 0 && held.scene == wanted.scene && held.light == wanted.light && held.section == wanted.section;
    TileRect const &a = held.tile, &b = wanted.tile;
    bool const same_tile = a.x == b.x && a.y == b.y && a.width == b.width && a.height == b.height;
    keeps.drape = keeps.light && same_tile && held.samples == wanted.samples && held.ids == wanted.ids;
    keeps.city = keeps.drape && held.surfaces == wanted.surfaces;
    keeps.finish = keeps.city && held.selected == wanted.selected;
    keeps.projected_depths = keeps.light && held.cameras == wanted.cameras;
    return keeps;
}

}  // namespace renderer
