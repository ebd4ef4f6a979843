#include "twin/buildings.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numbers>

#include "base/parallel.h"
#include "twin/fields.h"
#include "twin/heights.h"
#include "twin/keep.h"
#include "twin/text.h"
#include "twin/words.h"

namespace twin {
namespace {

constexpr std::size_t kBuildingsAtOnce = 1 << 14;

/// What the first of the fields that means anything says, per row; each different word is looked up once.
template <class T, class Meaning>
std::vector<T> classify(Fields const& fields, geo::VectorLayer const& layer, T nothing, Meaning meaning) {
    std::vector<T> out(layer.rows(), nothing);
    for (std::string const& field : fields) {
        geo::Column const* column = layer.column(field);
        if (!column || column->kind != geo::Column::Kind::text) continue;
        std::vector<T> by_code;
        for (std::string const& word : column->dictionary) by_code.push_back(meaning(word));
        for (std::size_t row = 0; row < out.size(); ++row) {
            if (out[row] == nothing && column->codes[row] != geo::Column::kNull) out[row] = by_code[column->codes[row]];
        }
    }
    return out;
}

struct Roofs {
    std::vector<RoofShape> shape;
    std::vector<float> height;  ///< NaN where the source says none
};

Roofs read_roofs(BuildingsSpec const& spec, geo::VectorLayer const& layer, District& district) {
    std::map<std::string, std::size_t> strange;
    std::vector<std::uint8_t> const shape =
        classify<std::uint8_t>(spec.roof_shape, layer, 0xff, [](std::string const& word) -> std::uint8_t {
            auto const roof = roof_of(word);
            return roof ? static_cast<std::uint8_t>(*roof) : word.empty() ? 0xff : 0xfe;
        });
    Roofs roofs;
    roofs.shape.resize(layer.rows());
    roofs.height.resize(layer.rows());
    FirstText const text(spec.roof_shape, layer);
    FirstNumber const height(spec.roof_height, layer);
    for (std::size_t row = 0; row < layer.rows(); ++row) {
        roofs.shape[row] = shape[row] < 0xfe ? static_cast<RoofShape>(shape[row]) : RoofShape::flat;
        if (shape[row] == 0xfe) ++strange[text(row)];
        roofs.height[row] = static_cast<float>(height(row, 3.0));
    }
    for (auto const& [word, count] : strange) {
        district.findings.add({base::Severity::note, layer.source, layer.layer, -1, "roof-shape",
                               "roof shape '" + word + "' is drawn flat (" + figure(count) + " of them)"});
    }
    return roofs;
}

void append(geo::Polygons& to, geo::Polygons&& from) {
    from.z = {};
    if (to.size() == 0) {
        to = std::move(from);
        return;
    }
    auto const points = static_cast<std::uint32_t>(to.points.size());
    auto const rings = static_cast<std::uint32_t>(to.ring_count());
    to.points.insert(to.points.end(), from.points.begin(), from.points.end());
    for (std::size_t i = 1; i < from.ring_begin.size(); ++i) to.ring_begin.push_back(from.ring_begin[i] + points);
    for (std::size_t i = 1; i < from.polygon_begin.size(); ++i)
        to.polygon_begin.push_back(from.polygon_begin[i] + rings);
    to.row.insert(to.row.end(), from.row.begin(), from.row.end());
    from = {};
}

void tell_uses(std::vector<Use> const& use, std::vector<std::string>& decisions) {
    std::array<std::size_t, 10> count{};
    for (Use u : use) ++count[static_cast<std::size_t>(u)];
    std::vector<std::string> parts;
    for (std::size_t i = 1; i < count.size(); ++i) {
        if (count[i] > 0) parts.push_back(std::string(name(static_cast<Use>(i))) + " (" + figure(count[i]) + ")");
    }
    if (!parts.empty()) decisions.push_back("use: " + join(parts) + ", unknown (" + figure(count[0]) + ")");
}

void report_long_outlines(BuildingsInput const& input, std::size_t first, District& district) {
    geo::Polygons const& all = district.buildings.footprints;
    for (std::size_t i = first; i < all.size(); ++i) {
        std::size_t const corners = all.ring_begin[all.polygon_begin[i + 1]] - all.ring_begin[all.polygon_begin[i]];
        if (corners <= kMostRingCorners) continue;
        if (all.outer(i).size() <= kMostRingCorners && corners <= kMostCorners) continue;
        district.findings.add({base::Severity::repaired, input.data.source, input.data.layer,
                               input.data.feature_id[all.row[i]], "many-corners",
                               "its " + figure(corners) + " corners are more than a drawing holds; some are left out"});
    }
}

/// Length of the shorter side of the smallest rectangle along one of the ring's edges.
double shorter_side(std::span<base::Vec2d const> ring) {
    double best_area = std::numeric_limits<double>::infinity(), side = 0;
    std::size_t const step = 1 + ring.size() / 64;
    for (std::size_t i = 0; i < ring.size(); i += step) {
        base::Vec2d const edge = ring[(i + 1) % ring.size()] - ring[i];
        double const len = base::length(edge);
        if (len <= 0) continue;
        base::Vec2d const along = edge * (1 / len), across{-along.y, along.x};
        base::Extent box;
        for (base::Vec2d p : ring) box.add(base::Vec2d{base::dot(p, along), base::dot(p, across)});
        if (box.width() * box.height() < best_area) {
            best_area = box.width() * box.height();
            side = std::min(box.width(), box.height());
        }
    }
    return side;
}

}  // namespace

double default_roof_height(RoofShape shape, std::span<base::Vec2d const> ring, double height) {
    if (shape == RoofShape::flat) return 0;
    double const side = shorter_side(ring);
    double const rise = shape == RoofShape::skillion ? side * std::tan(15 * std::numbers::pi / 180)
                                                     : side / 2 * std::tan(30 * std::numbers::pi / 180);
    return std::min(rise, height / 2);
}

void add_buildings(BuildingsInput& input, District& district) {
    SourceLayer& layer = district.layers[input.layer];
    std::vector<Use> const use =
        classify<Use>(input.spec.use, input.data, Use::unknown, [](std::string const& word) { return use_of(word); });
    if (!input.spec.use.empty()) tell_uses(use, layer.decisions);
    Roofs const roofs = read_roofs(input.spec, input.data, district);
    RowHeights const rows = measure(input.spec, input.data, use, input.body, district.findings, layer.decisions);

    Buildings& b = district.buildings;
    std::size_t const first = b.size();
    append(b.footprints, std::move(input.data.polygons));
    std::size_t const count = b.footprints.size();
    report_long_outlines(input, first, district);
    b.base_z.resize(count);
    b.height.resize(count);
    b.roof_height.resize(count);
    b.storeys.resize(count);
    b.use.resize(count);
    b.roof.resize(count);
    b.layer.resize(count, input.layer);
    b.row.insert(b.row.end(), b.footprints.row.begin() + static_cast<std::ptrdiff_t>(first), b.footprints.row.end());
    base::parallel_for(count - first, kBuildingsAtOnce, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = first + begin; i < first + end; ++i) {
            std::uint32_t const row = b.row[i];
            float const base = rows.base[row];
            float const tall = rows.top[row] - (input.spec.base_is_absolute || std::isnan(base) ? 0 : base);
            float roof = 0;
            if (roofs.shape[row] != RoofShape::flat) {
                roof = roofs.height[row] > 0 && roofs.height[row] <= tall
                           ? roofs.height[row]
                           : static_cast<float>(default_roof_height(roofs.shape[row], b.footprints.outer(i), tall));
            }
            b.base_z[i] = base;
            b.height[i] = tall - roof;
            b.roof_height[i] = roof;
            b.storeys[i] = rows.storeys[row];
            b.use[i] = use[row];
            b.roof[i] = roofs.shape[row];
        }
    });
}

void seat(Seating const& seating, District& district) {
    Buildings& b = district.buildings;
    geo::HeightGrid const& terrain = district.terrain;
    base::parallel_for(b.size(), kBuildingsAtOnce, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
            bool const says = !std::isnan(b.base_z[i]);
            if (says && seating.absolute[b.layer[i]]) continue;
            double ground = 0;
            if (!terrain.empty()) {
                ground = std::numeric_limits<double>::infinity();
                for (base::Vec2d p : b.footprints.outer(i)) ground = std::min(ground, terrain.at(p));
            }
            b.base_z[i] = static_cast<float>(ground) + (says ? b.base_z[i] : 0);
        }
    });
}

void keep_only(District& district, std::vector<std::uint8_t> const& keep) {
    if (std::find(keep.begin(), keep.end(), 0) == keep.end()) return;
    Buildings& b = district.buildings;
    keep_polygons(b.footprints, keep);
    keep_values(b.base_z, keep);
    keep_values(b.height, keep);
    keep_values(b.roof_height, keep);
    keep_values(b.storeys, keep);
    keep_values(b.use, keep);
    keep_values(b.roof, keep);
    keep_values(b.layer, keep);
    keep_values(b.row, keep);
    keep_values(b.value, keep);
    BuildingSurfaces& s = district.surfaces;
    if (s.building.empty()) return;
    std::vector<std::uint32_t> new_index(keep.size());
    std::uint32_t next = 0;
    for (std::size_t i = 0; i < keep.size(); ++i) new_index[i] = keep[i] ? next++ : 0;
    std::size_t kept_triangles = 0;
    for (std::size_t t = 0; t < s.building.size(); ++t) {
        if (!keep[s.building[t]]) continue;
        for (std::size_t k = 0; k < 3; ++k) s.triangles[kept_triangles * 3 + k] = s.triangles[t * 3 + k];
        s.kind[kept_triangles] = s.kind[t];
        s.building[kept_triangles++] = new_index[s.building[t]];
    }
    s.triangles.resize(kept_triangles * 3);
    s.kind.resize(kept_triangles);
    s.building.resize(kept_triangles);
}

}  // namespace twin
