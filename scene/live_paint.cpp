// Live things on the ground: areas, what cameras see, the soft foot of columns; and columns and trails themselves.
#include <algorithm>
#include <cmath>
#include <numbers>

#include "geo/triangulate.h"
#include "scene/live_parts.h"
#include "scene/projector.h"
#include "scene/ribbons.h"

namespace scene {
namespace {

using base::Vec2d;

constexpr double kOutline = 2;       // design pixels
constexpr double kHatch = 8;         // design pixels from stripe to stripe
constexpr std::uint32_t kFoot = 16;  // corners of a soft foot

double signed_area(std::vector<Vec2d> const& ring) {
    double sum = 0;
    for (std::size_t i = 0; i < ring.size(); ++i) sum += cross(ring[i], ring[(i + 1) % ring.size()]);
    return sum / 2;
}

/// Of the widest stretch of a level line through the shape's triangles: inside, whatever the shape.
Vec2d middle_of(AreaShape const& shape) {
    Vec2d best{};
    double largest = -1;
    Vec2d sum{};
    double whole = 0;
    for (std::size_t t = 0; t + 2 < shape.triangles.size(); t += 3) {
        Vec2d const a = shape.points[shape.triangles[t]], b = shape.points[shape.triangles[t + 1]],
                    c = shape.points[shape.triangles[t + 2]];
        double const area = std::abs(cross(b - a, c - a));
        Vec2d const centre = (a + b + c) * (1.0 / 3);
        sum = sum + centre * area;
        whole += area;
        if (area > largest) {
            largest = area;
            best = centre;
        }
    }
    if (whole <= 0) return best;
    // The centre of mass where it lies inside, else the middle of the largest triangle.
    Vec2d const centre = sum * (1 / whole);
    for (std::size_t t = 0; t + 2 < shape.triangles.size(); t += 3) {
        Vec2d const a = shape.points[shape.triangles[t]], b = shape.points[shape.triangles[t + 1]],
                    c = shape.points[shape.triangles[t + 2]];
        double const u = cross(b - a, centre - a), v = cross(c - b, centre - b), w = cross(a - c, centre - c);
        if ((u >= 0 && v >= 0 && w >= 0) || (u <= 0 && v <= 0 && w <= 0)) return centre;
    }
    return best;
}

/// The nearest power of two, so that stripes keep their place while the camera moves a little.
double rounded(double metres) { return std::exp2(std::round(std::log2(std::max(metres, 1e-3)))); }

class GroundPainter {
public:
    GroundPainter(LiveInput const& input, Scene const& scene, View const& view, LiveScene& out)
        : input_(input),
          scene_(scene),
          view_(view),
          projector_(view.camera, view.width, view.height),
          scale_(design_scale(view)),
          out_(out) {}

    void area(ShadedArea const& area, AreaShape const& shape) {
        double const pixel = metres_per_pixel(shape.middle);
        std::uint32_t const look = look_of(area.layer, pixel);
        auto const first = begin();
        for (Vec2d const p : shape.points) vertex(p, look, area.colour, 1);
        for (std::uint32_t const i : shape.triangles) out_.paint_indices.push_back(first + i);
        std::uint32_t ring_begin = 0;
        std::uint32_t const line = (area.colour & 0xffffff) | 0xe0000000;
        for (std::uint32_t const end : shape.ring_ends) {
            outline({shape.points.data() + ring_begin, end - ring_begin}, line, look, pixel);
            ring_begin = end;
        }
        write(area, shape.middle);
    }

    void field(ViewField const& field) {
        if (field.fan.size() < 3) return;
        double reach = 1;
        for (Vec2d const p : field.fan) reach = std::max(reach, length(p - field.fan.front()));
        bool const night = view_.style == Style::night;
        std::uint32_t const own =
            field.level == Level::none ? (night ? 0x38bdf8 : 0x1d6fd8) : level_colour(field.level);
        std::uint32_t const colour = own | (night ? 0x78000000 : 0x88000000);
        double const pixel = metres_per_pixel(field.fan.front());
        std::uint32_t const look = look_of(field.layer, pixel);
        auto const first = begin();
        for (Vec2d const p : field.fan)
            vertex(p, look, colour, static_cast<float>(1 - 0.92 * length(p - field.fan.front()) / reach));
        auto const n = static_cast<std::uint32_t>(field.fan.size());
        for (std::uint32_t i = 1; i + 1 < n; ++i)
            for (std::uint32_t const k : {0u, i, i + 1}) out_.paint_indices.push_back(first + k);
        // Its two sides, so that it can be told from its neighbours.
        for (Vec2d const edge : {field.fan[1], field.fan.back()}) {
            Vec2d const side[] = {field.fan.front(), edge};
            ribbon(side, own | 0xc0000000, look, pixel * 1.2 * scale_,
                   [&](Vec2d p) { return static_cast<float>(1 - 0.9 * length(p - field.fan.front()) / reach); });
        }
    }

    /// A shade around the foot that is dark at the column and gone half a radius away.
    void foot(Prism const& column) {
        std::uint32_t const colour = view_.style == Style::night ? (column.colour & 0xffffff) | 0x70000000 : 0x66101820;
        auto const first = begin();
        for (std::uint32_t i = 0; i < kFoot; ++i) {
            double const turn = 2 * std::numbers::pi * i / kFoot;
            Vec2d const out{std::cos(turn), std::sin(turn)};
            vertex(column.at + out * (0.8 * static_cast<double>(column.radius)), 0, colour, 1);
            vertex(column.at + out * (1.3 * static_cast<double>(column.radius)), 0, colour, 0);
        }
        for (std::uint32_t i = 0; i < kFoot; ++i) {
            std::uint32_t const a = 2 * i, b = 2 * ((i + 1) % kFoot);
            for (std::uint32_t const k : {a, a + 1, b + 1, a, b + 1, b}) out_.paint_indices.push_back(first + k);
        }
    }

private:
    std::uint32_t begin() const { return static_cast<std::uint32_t>(out_.paint.size()); }

    void vertex(Vec2d p, std::uint32_t look, std::uint32_t colour, float fade) {
        out_.paint.push_back({{static_cast<float>(p.x), static_cast<float>(p.y)}, look, colour, 0, fade, 0});
    }

    double metres_per_pixel(Vec2d p) const {
        Projection const at = projector_({p.x, p.y, ground_at(scene_, p)});
        bool const behind = at.depth <= view_.camera.near_plane && view_.camera.ortho_height <= 0;
        return behind ? 0.05 : 1 / std::max(at.pixels_per_metre, 1e-6);
    }

    std::uint32_t look_of(std::uint8_t layer, double pixel) const {
        bool const stale = layer < input_.layers.size() && input_.layers[layer].stale;
        if (!stale) return 0;
        double const period = rounded(kHatch * scale_ * pixel);
        return kStalePaint | static_cast<std::uint32_t>(std::clamp(period * 10, 1.0, 65535.0)) << 16;
    }

    template <class Fade>
    void ribbon(std::span<Vec2d const> line, std::uint32_t colour, std::uint32_t look, double width, Fade const& fade) {
        mesh_.points.clear();
        mesh_.triangles.clear();
        append_ribbon(line, width, mesh_);
        auto const first = begin();
        for (FlatMesh::Point const& p : mesh_.points) vertex(p.at, look, colour, fade(p.at));
        for (std::uint32_t const i : mesh_.triangles) out_.paint_indices.push_back(first + i);
    }

    void outline(std::span<Vec2d const> ring, std::uint32_t colour, std::uint32_t look, double pixel) {
        if (ring.size() < 3) return;
        std::vector<Vec2d> closed(ring.begin(), ring.end());
        closed.push_back(ring.front());
        ribbon(closed, colour, look & ~0xffff0000u, kOutline * scale_ * pixel, [](Vec2d) { return 1.0f; });
    }

    void write(ShadedArea const& area, Vec2d middle) {
        if (area.label.empty() || cuts_away(view_, middle)) return;
        Projection const p = projector_({middle.x, middle.y, ground_at(scene_, middle)});
        if (p.depth <= view_.camera.near_plane || p.depth > view_.camera.far_plane) return;
        // A plate tells it from the numbers in rings: as wide as its number, beside what is there already.
        bool const night = view_.style == Style::night;
        double const half_width = (6 + 4.0 * static_cast<double>(area.label.size())) * scale_, half = 10 * scale_;
        auto const box_at = [&](Vec2d at) {
            return base::Extent{at.x - half_width, at.y - half, at.x + half_width, at.y + half};
        };
        Vec2d at = p.pixel;
        for (Vec2d const step : {Vec2d{0, 0}, {0, 1}, {0, -1}, {1.2, 0}, {-1.2, 0}, {1.2, 1}, {-1.2, 1}, {0, 2}}) {
            Vec2d const tried = p.pixel + Vec2d{step.x * 2 * half_width, step.y * 2 * half};
            base::Extent const box = box_at(tried);
            bool const hit = std::ranges::any_of(out_.taken, [&](base::Extent const& other) {
                return other.min_x < box.max_x && box.min_x < other.max_x && other.min_y < box.max_y &&
                       box.min_y < other.max_y;
            });
            if (hit) continue;
            at = tried;
            break;
        }
        out_.texts.push_back({at, area.label, 12, night ? 0xfff2fbff : 0xff101820, 0, night ? 0xff24405f : 0xfff4e3c1});
        out_.taken.push_back(box_at(at));
    }

    LiveInput const& input_;
    Scene const& scene_;
    View const& view_;
    Projector projector_;
    double scale_;
    LiveScene& out_;
    FlatMesh mesh_;
};

}  // namespace

std::uint32_t level_colour(Level level) {
    switch (level) {
        case Level::blue: return 0x3b82f6;
        case Level::yellow: return 0xf2d024;
        case Level::orange: return 0xf5a524;
        case Level::red: return 0xe5484d;
        case Level::none: break;
    }
    return 0x8a94a0;
}

double ground_at(Scene const& scene, Vec2d p) {
    Ground const& g = scene.ground;
    if (g.z.empty() || g.width == 0 || g.height == 0 || !(g.spacing > 0)) return 0;
    double const u = std::clamp((p.x - double{g.origin_x}) / double{g.spacing}, 0.0, g.width - 1.0);
    double const v = std::clamp((p.y - double{g.origin_y}) / double{g.spacing}, 0.0, g.height - 1.0);
    auto const i = static_cast<std::size_t>(u), j = static_cast<std::size_t>(v);
    std::size_t const right = std::min<std::size_t>(i + 1, g.width - 1),
                      up = std::min<std::size_t>(j + 1, g.height - 1);
    auto const at = [&](std::size_t c, std::size_t r) { return double{g.z[r * g.width + c]}; };
    double const s = u - static_cast<double>(i), t = v - static_cast<double>(j);
    return (at(i, j) * (1 - s) + at(right, j) * s) * (1 - t) + (at(i, up) * (1 - s) + at(right, up) * s) * t;
}

std::vector<AreaShape> shape_areas(std::span<ShadedArea const> areas) {
    std::vector<AreaShape> shapes;
    geo::Triangulator triangulator;
    for (ShadedArea const& area : areas) {
        AreaShape& shape = shapes.emplace_back();
        for (std::size_t r = 0; r < area.rings.size(); ++r) {
            std::vector<Vec2d> ring = area.rings[r];
            if (ring.size() > 1 && ring.front() == ring.back()) ring.pop_back();
            if (ring.size() < 3) continue;
            // Outer rings run counter-clockwise, holes clockwise, whatever way they came.
            if ((signed_area(ring) > 0) != (r == 0)) std::reverse(ring.begin(), ring.end());
            shape.points.insert(shape.points.end(), ring.begin(), ring.end());
            shape.ring_ends.push_back(static_cast<std::uint32_t>(shape.points.size()));
        }
        if (!shape.points.empty()) triangulator.run(shape.points, shape.ring_ends, shape.triangles);
        shape.middle = middle_of(shape);
    }
    return shapes;
}

void add_paint(LiveInput const& input, std::span<AreaShape const> shapes, Scene const& scene, View const& view,
               LiveScene& out) {
    GroundPainter painter(input, scene, view, out);
    for (std::size_t i = 0; i < input.areas.size(); ++i) painter.area(input.areas[i], shapes[i]);
    for (ViewField const& field : input.fields) painter.field(field);
    for (Prism const& column : input.columns) painter.foot(column);
}

void add_columns(LiveInput const& input, Scene const& scene, LiveScene& out) {
    for (Prism const& c : input.columns) {
        // On the lowest ground under it, so that no corner floats; its height counts from the ground in its middle.
        double const middle = ground_at(scene, c.at);
        double low = middle;
        for (int i = 0; i < 8; ++i) {
            double const turn = i * std::numbers::pi / 4;
            Vec2d const corner = c.at + Vec2d{std::cos(turn), std::sin(turn)} * double{c.radius};
            low = std::min(low, ground_at(scene, corner));
        }
        bool const stale = c.layer < input.layers.size() && input.layers[c.layer].stale;
        std::uint32_t const sides = std::clamp<std::uint32_t>(c.sides, 3, BOROUGH_PRISM_SIDES);
        out.columns.push_back({{static_cast<float>(c.at.x), static_cast<float>(c.at.y), static_cast<float>(low)},
                               c.radius,
                               c.height + static_cast<float>(middle - low),
                               (c.colour & 0xffffff) | sides << 24 | (stale ? 1u << 28 : 0u),
                               c.id});
    }
}

void add_trails(LiveInput const& input, LiveScene& out) {
    for (Trail const& trail : input.trails) {
        if (trail.points.size() < 2) continue;
        bool const stale = trail.layer < input.layers.size() && input.layers[trail.layer].stale;
        double whole = 0;
        for (std::size_t i = 1; i < trail.points.size(); ++i) whole += length(trail.points[i] - trail.points[i - 1]);
        double along = 0;
        for (std::size_t i = 0; i < trail.points.size(); ++i) {
            base::Vec3d const p = trail.points[i];
            if (i > 0) along += length(p - trail.points[i - 1]);
            std::uint32_t const colour = i == 0 ? 0 : stale ? 0xff8a94a0 : 0xff3b82f6;
            out.trails.push_back({{static_cast<float>(p.x), static_cast<float>(p.y), static_cast<float>(p.z)},
                                  static_cast<float>(whole > 0 ? along / whole : 1),
                                  colour});
        }
    }
}

}  // namespace scene
