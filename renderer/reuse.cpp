#include "renderer/reuse.h"

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
    in.samples = view.samples;
    in.selected = view.selected;
    return in;
}

Keeps what_stays(Inputs const& held, Inputs const& wanted) {
    Keeps keeps;
    keeps.light = held.scene != 0 && held.scene == wanted.scene && held.light == wanted.light;
    TileRect const &a = held.tile, &b = wanted.tile;
    bool const same_tile = a.x == b.x && a.y == b.y && a.width == b.width && a.height == b.height;
    keeps.drape = keeps.light && same_tile && held.samples == wanted.samples && held.ids == wanted.ids;
    keeps.city = keeps.drape && held.surfaces == wanted.surfaces;
    keeps.finish = keeps.city && held.selected == wanted.selected;
    keeps.projected_depths = keeps.light && held.cameras == wanted.cameras;
    return keeps;
}

}  // namespace renderer
