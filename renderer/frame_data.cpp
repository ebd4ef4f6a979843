#include "renderer/frame_data.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <optional>
#include <vector>

#include "renderer/look.h"
#include "scene/section.h"

namespace renderer {
namespace {

using base::Vec3d;

shared::vec3 to_float(Vec3d v) { return {static_cast<float>(v.x), static_cast<float>(v.y), static_cast<float>(v.z)}; }

/// A piece of what the picture shows: a point in local metres and how far along the view it is.
struct Sample {
    Vec3d at;
    double depth;
};

/// Where rays through a grid of pixels pass through the slab that the scene fills.
std::vector<Sample> visible_samples(GpuScene const& scene, scene::View const& view) {
    constexpr int kAcross = 12, kDown = 12;
    constexpr double kPerRay = 6;
    base::Extent const box = scene.extent.empty() ? base::Extent{-500, -500, 500, 500} : scene.extent.grown(50);
    double const reach = std::hypot(box.width(), box.height()) + length(view.camera.eye - view.camera.target);
    Vec3d const forward = normalised(view.camera.target - view.camera.eye);
    std::vector<Sample> samples;
    for (int j = 0; j <= kDown; ++j) {
        for (int i = 0; i <= kAcross; ++i) {
            base::Vec2d const pixel{view.width * double(i) / kAcross, view.height * double(j) / kDown};
            scene::Ray const ray = scene::pixel_ray(view.camera, pixel, view.width, view.height);
            double from = view.camera.ortho_height > 0 ? -reach : view.camera.near_plane;
            double to = reach;
            auto const clip = [&](double origin, double direction, double lo, double hi) {
                if (std::abs(direction) < 1e-12) {
                    if (origin < lo || origin > hi) to = from - 1;
                    return;
                }
                double const a = (lo - origin) / direction, b = (hi - origin) / direction;
                from = std::max(from, std::min(a, b));
                to = std::min(to, std::max(a, b));
            };
            clip(ray.origin.z, ray.direction.z, scene.min_z - 1, scene.max_z + 1);
            clip(ray.origin.x, ray.direction.x, box.min_x, box.max_x);
            clip(ray.origin.y, ray.direction.y, box.min_y, box.max_y);
            if (from > to) continue;
            for (int k = 0; k <= kPerRay; ++k) {
                Vec3d const at = ray.origin + ray.direction * (from + (to - from) * k / kPerRay);
                samples.push_back({at, dot(at - view.camera.eye, forward)});
            }
        }
    }
    if (samples.empty()) samples.push_back({view.camera.target, length(view.camera.target - view.camera.eye)});
    return samples;
}

/// Row-wise 4 x 4 of an affine map, stored column-major.
shared::mat4 affine(std::array<std::array<double, 4>, 3> const& rows) {
    shared::mat4 m{};
    for (std::size_t row = 0; row < 3; ++row) {
        for (std::size_t column = 0; column < 4; ++column)
            m.m[column * 4 + row] = static_cast<float>(rows[row][column]);
    }
    m.m[15] = 1;
    return m;
}

/// An orthographic box along three axes: local p maps to (dot(p, axis) - low) / size on each.
struct Box {
    std::array<Vec3d, 3> axes;
    std::array<double, 3> low{}, size{};

    /// To Vulkan's clip space, -1..1 across and 0..1 deep, of points relative to the eye.
    shared::mat4 to_clip(Vec3d eye) const {
        std::array<std::array<double, 4>, 3> rows{};
        for (std::size_t i = 0; i < 3; ++i) {
            double const s = (i < 2 ? 2 : 1) / size[i];
            rows[i] = {axes[i].x * s, axes[i].y * s, axes[i].z * s, (dot(eye, axes[i]) - low[i]) * s - (i < 2 ? 1 : 0)};
        }
        return affine(rows);
    }
};

/// Right, down and away from the sun: right-handed as clip space is, so that what is a back face stays one.
struct Light {
    Vec3d toward, right, down;
};

Light light_basis(Vec3d toward) {
    Vec3d right = cross(Vec3d{0, 0, 1}, toward);
    if (length(right) < 1e-6) right = {1, 0, 0};
    right = normalised(right);
    return {toward, right, cross(right, toward)};
}

/// A square that holds the samples, as the light sees them; its size is rounded up and its corner to whole texels, so
/// that edges of shadows stay where they are while the camera moves.
Box shadow_box(std::vector<Sample> const& samples, double from, double to, Light const& light, GpuScene const& scene) {
    double lo[3], hi[3];
    std::fill(std::begin(lo), std::end(lo), std::numeric_limits<double>::infinity());
    std::fill(std::begin(hi), std::end(hi), -std::numeric_limits<double>::infinity());
    for (Sample const& s : samples) {
        if (s.depth < from || s.depth > to) continue;
        double const c[3] = {dot(s.at, light.right), dot(s.at, light.down), -dot(s.at, light.toward)};
        for (int i = 0; i < 3; ++i) {
            lo[i] = std::min(lo[i], c[i]);
            hi[i] = std::max(hi[i], c[i]);
        }
    }
    if (lo[0] > hi[0]) std::fill(std::begin(lo), std::end(lo), 0.0), std::fill(std::begin(hi), std::end(hi), 1.0);
    double const needed = std::max({hi[0] - lo[0], hi[1] - lo[1], 20.0}) * 1.06;
    double const size = std::exp2(std::ceil(std::log2(needed) * 4) / 4);
    double const texel = size / kShadowSize;
    // What casts a shadow into the box stands between it and the sun, as far off as the tallest thing's shadow is long.
    double const reach = std::min((scene.max_z - scene.min_z) / std::max(light.toward.z, 0.05), 6000.0);
    Box box;
    box.axes = {light.right, light.down, light.toward * -1.0};
    for (std::size_t i = 0; i < 2; ++i) {
        double const middle = (lo[i] + hi[i]) / 2;
        box.low[i] = std::floor((middle - size / 2) / texel) * texel;
        box.size[i] = size;
    }
    box.low[2] = lo[2] - reach - 5;
    box.size[2] = hi[2] - box.low[2] + 5;
    return box;
}

struct Splits {
    std::uint32_t cascades;
    std::array<double, BOROUGH_CASCADES + 1> at;
};

/// Cascades at equal ratios of depth, so that a texel covers about as many pixels in each; only as many as the depth of
/// the view asks for, since every caster is drawn once a cascade.
Splits split_depths(std::vector<Sample> const& samples, bool parallel) {
    double nearest = std::numeric_limits<double>::infinity(), furthest = -nearest;
    for (Sample const& s : samples) {
        nearest = std::min(nearest, s.depth);
        furthest = std::max(furthest, s.depth);
    }
    Splits splits{};
    splits.at.front() = nearest - 1;
    splits.at.back() = furthest + 1;
    double const first = std::max(nearest, furthest / 60);
    constexpr double kRatio = 2.8;  // of the furthest to the nearest depth that one cascade serves
    double const wanted =
        parallel ? 1 : std::ceil(std::log(std::max(furthest / std::max(first, 1.0), 1.0)) / std::log(kRatio));
    splits.cascades = static_cast<std::uint32_t>(std::clamp(wanted, 1.0, double(BOROUGH_CASCADES)));
    for (std::size_t i = 1; i < BOROUGH_CASCADES; ++i) {
        double const share = static_cast<double>(i) / splits.cascades;
        splits.at[i] = share < 1 ? first * std::pow(furthest / first, share) : splits.at.back();
    }
    return splits;
}

void set_shadows(GpuScene const& scene, scene::View const& view, std::vector<Sample> const& samples, Vec3d eye,
                 shared::Frame& f) {
    Light const light = light_basis(light_direction(view));
    f.sun_direction = to_float(light.toward);
    Splits const splits = split_depths(samples, view.camera.ortho_height > 0);
    f.cascades = splits.cascades;
    // Metres along the light's axes from the eye: small numbers, whatever the district's size.
    Vec3d const away = light.toward * -1.0;
    f.light_from_eye = affine({{{light.right.x, light.right.y, light.right.z, 0},
                                {light.down.x, light.down.y, light.down.z, 0},
                                {away.x, away.y, away.z, 0}}});
    float* const texels[] = {&f.shadow_texel.x, &f.shadow_texel.y, &f.shadow_texel.z};
    float* const depths[] = {&f.shadow_depth.x, &f.shadow_depth.y, &f.shadow_depth.z};
    for (std::size_t i = 0; i < BOROUGH_CASCADES; ++i) {
        // Neighbouring cascades overlap a little; the shader takes the first that holds a point.
        Box const box =
            shadow_box(samples, (i == 0 ? splits.at[0] : splits.at[i] * 0.9), splits.at[i + 1] * 1.02, light, scene);
        f.shadow_box[i] = {static_cast<float>(box.low[0] - dot(eye, light.right)),
                           static_cast<float>(box.low[1] - dot(eye, light.down)), static_cast<float>(1 / box.size[0]),
                           static_cast<float>(box.low[2] - dot(eye, away))};
        *depths[i] = static_cast<float>(1 / box.size[2]);
        f.cull_from_eye[i + 1] = box.to_clip(eye);
        *texels[i] = static_cast<float>(box.size[0] / kShadowSize);
        if (i >= splits.cascades) f.shadow_box[i] = {};  // shaders ask all of them: none holds a point
    }
}

/// The square of ground whose openness to the sky is known: what is near, or all of it where the view is from above.
void set_sky_view(GpuScene const& scene, std::vector<Sample> const& samples, Splits const& splits, Vec3d eye,
                  shared::Frame& f) {
    base::Extent covered;
    for (Sample const& s : samples) {
        if (s.depth <= splits.at[2] * 1.3) covered.add(base::Vec2d{s.at.x, s.at.y});
    }
    double const needed = std::max({covered.width(), covered.height(), 100.0}) * 1.1 + 40;
    double const size = std::exp2(std::ceil(std::log2(needed) * 4) / 4);
    double const step = size / kSkySize * 64;  // snapped to what one texel of the coarsest level in use covers
    base::Vec2d const middle = covered.empty() ? base::Vec2d{} : covered.centre();
    double const x = std::floor((middle.x - size / 2) / step) * step;
    double const y = std::floor((middle.y - size / 2) / step) * step;
    double const range = std::max(scene.max_z - scene.min_z, 1.0);
    Box box;
    box.axes = {Vec3d{1, 0, 0}, Vec3d{0, 1, 0}, Vec3d{0, 0, 1}};
    box.low = {x, y, scene.min_z};
    box.size = {size, size, range};
    f.cull_from_eye[4] = box.to_clip(eye);
    f.ao_rect = {static_cast<float>(x), static_cast<float>(y), static_cast<float>(1 / size),
                 static_cast<float>(1 / size)};
    f.ao_min_z = static_cast<float>(scene.min_z);
    f.ao_range = static_cast<float>(range);
    f.ao_texel = static_cast<float>(size / kSkySize);
}

void set_rays(scene::View const& view, TileRect const& tile, shared::Frame& f) {
    auto const direction = [&](double px, double py) {
        return scene::pixel_ray(view.camera, {tile.x + px, tile.y + py}, view.width, view.height).direction;
    };
    Vec3d const forward = normalised(view.camera.target - view.camera.eye);
    // Scaled so that they meet the plane one unit ahead: there they are linear in the pixel.
    auto const on_plane = [&](Vec3d d) { return d * (1 / std::max(dot(d, forward), 1e-6)); };
    Vec3d const origin = on_plane(direction(0, 0));
    f.ray_origin = to_float(origin);
    f.ray_x = to_float((on_plane(direction(256, 0)) - origin) * (1.0 / 256));
    f.ray_y = to_float((on_plane(direction(0, 256)) - origin) * (1.0 / 256));
}

/// `view` is seen from the eye as floats hold it.
void set_projections(scene::View const& view, TileRect const& tile, PixelRect const& drape, shared::Frame& f) {
    double const width = view.width, height = view.height;
    auto const of = [&](double x, double y, double wide, double high) {
        return scene::view_projection(view.camera, width / height,
                                      {x / width, y / height, wide / width, high / height});
    };
    scene::Mat4 const clip = of(tile.x, tile.y, tile.width, tile.height);
    std::copy(clip.begin(), clip.end(), f.clip_from_eye.m);
    f.cull_from_eye[0] = f.clip_from_eye;
    scene::Mat4 const flat = of(drape.x, drape.y, drape.width, drape.height);
    std::copy(flat.begin(), flat.end(), f.drape_from_eye.m);
    bool const parallel = view.camera.ortho_height > 0;
    constexpr double kDegrees = 3.14159265358979323846 / 180;
    f.radians_per_pixel = parallel ? 0 : static_cast<float>(2 * std::tan(view.camera.fov_y * kDegrees / 2) / height);
    f.metres_per_pixel = parallel ? static_cast<float>(view.camera.ortho_height / height) : 0;
    f.perspective = parallel ? 0 : 1;
    set_rays(view, tile, f);
}

void set_imagery(GpuScene const& scene, shared::Frame& f) {
    f.has_imagery = scene.imagery ? 1 : 0;
    if (!scene.imagery) return;
    base::Extent const& e = scene.imagery_extent;
    f.imagery_rect = {static_cast<float>(e.min_x), static_cast<float>(e.min_y), static_cast<float>(1 / e.width()),
                      static_cast<float>(1 / e.height())};
}

void set_section(scene::View const& view, Vec3d eye, shared::Frame& f) {
    f.section = {0, 0, 0, 1};
    if (!view.section) return;
    scene::SectionLine const& line = view.section->line;
    base::Vec2d const along = line.along();
    f.section = {static_cast<float>(-along.y), static_cast<float>(along.x), 0,
                 static_cast<float>(line.behind({eye.x, eye.y}))};
}

/// What is known of the ground, and where the scene's arrays lie.
void set_scene(GpuScene const& scene, shared::Frame& f) {
    base::Extent const& known = scene.extent;
    f.district = {-500, -500, 500, 500};
    if (!known.empty())
        f.district = {static_cast<float>(known.min_x), static_cast<float>(known.min_y), static_cast<float>(known.max_x),
                      static_cast<float>(known.max_y)};
    f.has_layers = scene.layer_index_count > 0 ? 1 : 0;
    f.tile_count = scene.tile_count;
    f.grid_origin = {scene.grid_x, scene.grid_y};
    f.grid_spacing = scene.grid_spacing;
    f.grid_width = scene.grid_width;
    f.grid_height = scene.grid_height;
    f.tiles = scene.tiles.address;
    f.corners = scene.corners.address;
    f.buildings = scene.buildings.address;
    f.heights = scene.heights.address;
    f.skirt_vertices = scene.skirt_vertices.address;
    f.ground_vertices = scene.ground_vertices.address;
    f.solid_vertices = scene.solid_vertices.address;
}

}  // namespace

shared::Frame make_frame(GpuScene const& scene, scene::View const& requested, TileRect const& tile,
                         DrapePlane const& drape) {
    scene::View view = requested;
    // The eye as floats hold it is the eye that is used: every tile then agrees on where it is.
    auto const rounded = [](double v) { return static_cast<double>(static_cast<float>(v)); };
    Vec3d const eye{rounded(view.camera.eye.x), rounded(view.camera.eye.y), rounded(view.camera.eye.z)};
    view.camera.target = view.camera.target + (eye - view.camera.eye);
    view.camera.eye = eye;

    shared::Frame f{};
    bool const parallel = view.camera.ortho_height > 0;
    double const focus = length(view.camera.target - view.camera.eye);
    f.eye = to_float(eye);
    f.size = {static_cast<float>(tile.width), static_cast<float>(tile.height)};
    f.drape_z = static_cast<float>(drape.z);
    f.selected = view.selected != 0 ? view.selected : ~0u;
    set_projections(view, tile, drape.rect, f);
    std::vector<Sample> const samples = visible_samples(scene, view);
    set_shadows(scene, view, samples, eye, f);
    set_sky_view(scene, samples, split_depths(samples, parallel), eye, f);
    apply_look(view, f);
    f.haze_density =
        parallel ? 0 : static_cast<float>((view.style == scene::Style::paper ? 0.07 : 0.15) / std::max(focus, 150.0));
    f.splat_pixels = 1.5f;
    f.box_pixels = 14.0f;
    f.edge_pixels = std::max(1.0f, static_cast<float>(view.height / 1080.0));
    set_imagery(scene, f);
    set_section(view, eye, f);
    set_scene(scene, f);
    return f;
}

}  // namespace renderer
