#include "twin/ground.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numeric>

#include "twin/fields.h"
#include "twin/keep.h"
#include "twin/text.h"
#include "twin/words.h"

namespace twin {
namespace {

constexpr std::uint32_t kOtherColour = 0x9AA0A6;  // values a style does not name: quiet grey
constexpr std::uint32_t kPointColour = 0xD9480F;  // points without a style must be seen on any ground

GroundClass default_class(Role role) {
    switch (role) {
        case Role::roads: return GroundClass::residential_road;
        case Role::rail: return GroundClass::rail;
        case Role::water: return GroundClass::water;
        case Role::green: return GroundClass::green;
        case Role::boundaries: return GroundClass::boundary;
        case Role::parcels:
        case Role::projects:
        case Role::zones: return GroundClass::parcel;
        case Role::blocks: return GroundClass::block;
        default: return GroundClass::custom;
    }
}

/// A word may mean different things: "residential" on a road layer is a street, on land use no road.
bool fits(Role role, GroundClass ground) {
    switch (role) {
        case Role::roads: return ground >= GroundClass::plaza && ground <= GroundClass::rail;
        case Role::rail: return ground == GroundClass::rail;
        case Role::water: return ground == GroundClass::water;
        case Role::green: return ground <= GroundClass::water || ground == GroundClass::parking;
        case Role::boundaries: return ground == GroundClass::boundary;
        case Role::parcels: return ground == GroundClass::parcel;
        case Role::blocks: return ground <= GroundClass::footpath;
        default: return true;
    }
}

std::vector<GroundClass> classes(LayerSpec const& spec, geo::VectorLayer const& layer, District& district,
                                 SourceLayer& source) {
    std::vector<GroundClass> out(layer.rows(), default_class(spec.role));
    std::vector<std::uint8_t> known(layer.rows(), 0);
    std::map<std::string, std::size_t> strange;
    for (std::string const& field : spec.class_field) {
        geo::Column const* column = layer.column(field);
        if (!column || column->kind != geo::Column::Kind::text) continue;
        std::vector<std::optional<GroundClass>> by_code;
        for (std::string const& word : column->dictionary) {
            auto ground = ground_of(word);
            by_code.push_back(ground && fits(spec.role, *ground) ? ground : std::nullopt);
        }
        for (std::size_t row = 0; row < out.size(); ++row) {
            std::uint32_t const code = column->codes[row];
            if (known[row] || code == geo::Column::kNull) continue;
            if (by_code[code]) {
                out[row] = *by_code[code];
                known[row] = 1;
            } else if (!spec.guessed) {
                ++strange[column->dictionary[code]];
            }
        }
    }
    std::vector<std::string> words;
    words.reserve(strange.size());
    for (auto const& [word, count] : strange) words.push_back("'" + word + "' (" + figure(count) + ")");
    if (!words.empty()) {
        district.findings.add(
            {base::Severity::note, layer.source, layer.layer, -1, "class-unknown",
             "no ground class for " + join(words, 12) + "; drawn as " + std::string(name(default_class(spec.role)))});
    }
    if (!spec.class_field.empty()) source.decisions.push_back("class from '" + join(spec.class_field) + "'");
    return out;
}

/// Metres; OSM's words for running water differ more than its class does.
float default_width(GroundClass ground, std::string const& word) {
    if (ground == GroundClass::water) {
        if (word == "river" || word.find("河") != std::string::npos || word.find("江") != std::string::npos) return 20;
        if (word == "canal") return 10;
    }
    return default_width(ground);
}

std::vector<float> widths(LayerSpec const& spec, geo::VectorLayer const& layer, std::vector<GroundClass> const& ground,
                          SourceLayer& source) {
    constexpr double kWidest = 300;  // metres; wider figures are lanes in millimetres or nonsense
    FirstNumber const field(spec.width, layer);
    FirstText const word(spec.class_field, layer);
    std::vector<float> out(layer.rows());
    std::size_t given = 0;
    for (std::size_t row = 0; row < out.size(); ++row) {
        double const width = field(row);
        bool const usable = width > 0 && width <= kWidest;
        given += usable ? 1 : 0;
        out[row] = usable ? static_cast<float>(width)
                          : default_width(ground[row], ground[row] == GroundClass::water ? word(row) : "");
    }
    if (!spec.width.empty())
        source.decisions.push_back("width from '" + join(spec.width) + "' (" + figure(given) + "), by class (" +
                                   figure(out.size() - given) + ")");
    return out;
}

/// 0xRRGGBB per row, or empty without a style.
std::vector<std::uint32_t> colours(LayerSpec const& spec, geo::VectorLayer const& layer) {
    if (!spec.style) return {};
    std::uint32_t const other = spec.style->otherwise.value_or(kOtherColour);
    std::vector<std::uint32_t> out(layer.rows(), other);
    geo::Column const* column = layer.column(spec.style->by);
    if (!column) return out;
    std::map<std::string, std::uint32_t> const by_value(spec.style->colours.begin(), spec.style->colours.end());
    for (std::size_t row = 0; row < out.size(); ++row) {
        auto const found = by_value.find(column->text(row));
        if (found != by_value.end()) out[row] = found->second;
    }
    return out;
}

void add_ring_lines(geo::Polygons const& areas, geo::Lines& lines) {
    for (std::size_t p = 0; p < areas.size(); ++p) {
        for (std::uint32_t r = areas.polygon_begin[p]; r < areas.polygon_begin[p + 1]; ++r) {
            auto const ring = areas.ring(r);
            if (ring.empty()) continue;
            lines.points.insert(lines.points.end(), ring.begin(), ring.end());
            lines.points.push_back(ring.front());
            lines.line_begin.push_back(static_cast<std::uint32_t>(lines.points.size()));
            lines.row.push_back(areas.row[p]);
        }
    }
}

/// Large areas first, so that the pond in the park lies on the park.
geo::Polygons largest_first(geo::Polygons const& areas) {
    std::vector<double> size(areas.size());
    for (std::size_t p = 0; p < areas.size(); ++p) size[p] = geo::signed_area(areas.outer(p));
    std::vector<std::uint32_t> order(areas.size());
    std::iota(order.begin(), order.end(), 0U);
    std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return size[a] > size[b]; });
    geo::Polygons out;
    for (std::uint32_t p : order) {
        for (std::uint32_t r = areas.polygon_begin[p]; r < areas.polygon_begin[p + 1]; ++r) {
            out.points.insert(out.points.end(), areas.ring(r).begin(), areas.ring(r).end());
            out.ring_begin.push_back(static_cast<std::uint32_t>(out.points.size()));
        }
        out.polygon_begin.push_back(static_cast<std::uint32_t>(out.ring_count()));
        out.row.push_back(areas.row[p]);
    }
    return out;
}

void add_discs(geo::Points const& points, double radius, geo::Polygons& areas) {
    constexpr std::array<base::Vec2d, 8> kCircle{{{1, 0},
                                                  {0.70711, 0.70711},
                                                  {0, 1},
                                                  {-0.70711, 0.70711},
                                                  {-1, 0},
                                                  {-0.70711, -0.70711},
                                                  {0, -1},
                                                  {0.70711, -0.70711}}};
    for (std::size_t i = 0; i < points.size(); ++i) {
        for (base::Vec2d c : kCircle) areas.points.push_back(points.points[i] + c * radius);
        areas.ring_begin.push_back(static_cast<std::uint32_t>(areas.points.size()));
        areas.polygon_begin.push_back(static_cast<std::uint32_t>(areas.ring_count()));
        areas.row.push_back(points.row[i]);
    }
}

/// Where there are buildings a point is a thing among them; alone it must be seen in the whole district's picture.
double disc_radius(LayerSpec const& spec, base::Extent const& extent, bool among_buildings) {
    if (spec.pick == Pick::osm_trees) return 2.5;
    if (among_buildings) return spec.guessed ? 1.5 : 5.0;
    return std::clamp(std::hypot(extent.width(), extent.height()) / 400, 2.0, 150.0);
}

bool are_trees(LayerSpec const& spec, std::string const& layer) {
    std::string const word = lower(layer);
    return spec.pick == Pick::osm_trees ||
           (spec.guessed && (word.find("tree") != std::string::npos || word.find("树") != std::string::npos));
}

/// A line that never leaves its first point has no direction to be drawn in.
void drop_short_lines(geo::VectorLayer& layer, District& district) {
    geo::Lines& lines = layer.lines;
    std::vector<std::uint8_t> keep(lines.size(), 1);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        auto const line = lines.line(i);
        keep[i] = std::any_of(line.begin(), line.end(),
                              [&](base::Vec2d p) { return base::length(p - line.front()) > kShortestStep; });
        if (keep[i]) continue;
        district.findings.add({base::Severity::skipped, layer.source, layer.layer, layer.feature_id[lines.row[i]],
                               "short-line", "the line is shorter than 5 cm"});
    }
    if (std::find(keep.begin(), keep.end(), 0) != keep.end()) keep_lines(lines, keep);
}

}  // namespace

std::vector<std::string> road_fields() { return {"bridge", "tunnel", "layer", "oneway", "junction"}; }

GroundLayer make_ground(LayerInput& input, District& district) {
    geo::VectorLayer& data = input.data;
    SourceLayer& source = district.layers[input.layer];
    std::vector<GroundClass> ground = classes(input.spec, data, district, source);
    std::vector<float> const width = widths(input.spec, data, ground, source);
    std::vector<std::uint32_t> colour = colours(input.spec, data);

    drop_short_lines(data, district);
    GroundLayer out;
    out.layer = input.layer;
    out.title = !input.spec.title.zh.empty()   ? input.spec.title.zh
                : !input.spec.title.en.empty() ? input.spec.title.en
                                               : data.layer;
    out.title_en = input.spec.title.en;
    data.polygons.z = {};
    out.lines = std::move(data.lines);
    // A site or zone is an outline over what stands in it.
    bool const outlined =
        input.spec.role == Role::boundaries || input.spec.role == Role::projects || input.spec.role == Role::zones;
    if (outlined || input.spec.role == Role::parcels) add_ring_lines(data.polygons, out.lines);
    if (!outlined) out.areas = largest_first(data.polygons);
    if (input.spec.role == Role::points && data.points.size() > 0) {
        bool const trees = are_trees(input.spec, data.layer);
        add_discs(data.points, disc_radius(input.spec, source.extent, district.buildings.size() > 0), out.areas);
        if (trees) std::fill(ground.begin(), ground.end(), GroundClass::forest);
        if (colour.empty() && !trees) colour.assign(data.rows(), kPointColour);
    }
    for (std::uint32_t row : out.areas.row) {
        out.area_class.push_back(ground[row]);
        if (!colour.empty()) out.area_colour.push_back(colour[row]);
    }
    for (std::uint32_t row : out.lines.row) {
        out.line_class.push_back(ground[row]);
        out.line_width.push_back(width[row]);
        if (!colour.empty()) out.line_colour.push_back(colour[row]);
    }
    data.polygons = {};
    std::vector<std::uint8_t> used(data.rows(), 0);
    for (std::uint32_t row : out.areas.row) used[row] = 1;
    for (std::uint32_t row : out.lines.row) used[row] = 1;
    source.used = static_cast<std::size_t>(std::count(used.begin(), used.end(), 1));
    return out;
}

}  // namespace twin
