#include "twin/georef.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <span>
#include <string>

#include "base/parallel.h"
#include "geo/crs.h"
#include "twin/keep.h"
#include "twin/text.h"

namespace twin {
namespace {

constexpr double kDegree = 111'320;    // metres along a meridian
constexpr double kFarAway = 200'000;   // metres from the middle: no district reaches that far
constexpr double kTooFar = 2'000'000;  // metres: beyond this no projected system holds
constexpr double kPi = 3.14159265358979323846;

bool finite(base::Vec2d p) { return std::isfinite(p.x) && std::isfinite(p.y); }

template <class Visit>
void for_each_points(geo::VectorLayer& layer, Visit visit) {
    visit(layer.polygons.points);
    visit(layer.lines.points);
    visit(layer.points.points);
}

/// The box of all coordinates that are numbers, on all cores.
base::Extent finite_extent(geo::VectorLayer const& layer) {
    constexpr std::size_t kGrain = 1 << 18;
    base::Extent all;
    for (auto const* points : {&layer.polygons.points, &layer.lines.points, &layer.points.points}) {
        std::vector<base::Extent> pieces(points->size() / kGrain + 1);
        base::parallel_for(points->size(), kGrain, [&](std::size_t begin, std::size_t end) {
            base::Extent box;
            for (std::size_t i = begin; i < end; ++i) {
                if (finite((*points)[i])) box.add((*points)[i]);
            }
            pieces[begin / kGrain] = box;
        });
        for (base::Extent const& piece : pieces) all.add(piece);
    }
    return all;
}

/// The middle one of the first points of all features, by each axis; strays do not move it.
std::optional<base::Vec2d> median(geo::VectorLayer const& layer) {
    std::vector<double> xs, ys;
    auto const add = [&](base::Vec2d p) {
        if (!finite(p)) return;
        xs.push_back(p.x);
        ys.push_back(p.y);
    };
    std::size_t const step = 1 + (layer.polygons.size() + layer.lines.size() + layer.points.size()) / 8192;
    for (std::size_t i = 0; i < layer.polygons.size(); i += step) {
        if (!layer.polygons.outer(i).empty()) add(layer.polygons.outer(i).front());
    }
    for (std::size_t i = 0; i < layer.lines.size(); i += step) {
        if (!layer.lines.line(i).empty()) add(layer.lines.line(i).front());
    }
    for (std::size_t i = 0; i < layer.points.size(); i += step) add(layer.points.points[i]);
    if (xs.empty()) return {};
    auto const middle = static_cast<std::ptrdiff_t>(xs.size() / 2);
    std::nth_element(xs.begin(), xs.begin() + middle, xs.end());
    std::nth_element(ys.begin(), ys.begin() + middle, ys.end());
    return base::Vec2d{xs[static_cast<std::size_t>(middle)], ys[static_cast<std::size_t>(middle)]};
}

bool looks_like_degrees(base::Vec2d p) { return std::abs(p.x) <= 180 && std::abs(p.y) <= 180; }

void warn(District& district, geo::VectorLayer const& layer, char const* code, std::string reason) {
    district.findings.add({base::Severity::warning, layer.source, layer.layer, -1, code, std::move(reason)});
}

/// Latitudes beyond 90 with longitudes that could be latitudes: the axes are the wrong way round.
void unswap(geo::VectorLayer& layer, District& district) {
    auto const middle = median(layer);
    if (!middle || std::abs(middle->y) <= 90 || std::abs(middle->y) > 180 || std::abs(middle->x) > 90) return;
    warn(district, layer, "swapped-axes",
         "its latitudes are beyond 90 degrees; longitude and latitude look swapped and are taken the other way round");
    for_each_points(layer, [](std::vector<base::Vec2d>& points) {
        for (base::Vec2d& p : points) std::swap(p.x, p.y);
    });
}

/// A layer that says no CRS: degrees are WGS84, other figures are metres.
void settle_crs(geo::VectorLayer& layer, District& district) {
    auto const middle = median(layer);
    if (layer.crs.empty() && middle && looks_like_degrees(*middle)) {
        layer.crs = "EPSG:4326";
        warn(district, layer, "no-crs",
             "it says no coordinate system; its coordinates look like degrees and are taken for WGS84 (set 'crs' or "
             "--crs to be sure)");
    }
    if (!layer.crs.empty() && geo::is_geographic(layer.crs)) unswap(layer, district);
}

/// Keeps the polygons, lines and points for which `near` holds, and returns the rows of the others.
template <class Near>
std::vector<std::uint32_t> keep_near(geo::VectorLayer& layer, Near near) {
    std::vector<std::uint32_t> far_rows;
    auto const judge = [&](std::vector<std::uint32_t> const& rows, auto const& points_of) {
        std::vector<std::uint8_t> keep(rows.size());
        for (std::size_t i = 0; i < keep.size(); ++i) {
            std::span<base::Vec2d const> const points = points_of(i);
            keep[i] = std::all_of(points.begin(), points.end(), near) ? 1 : 0;
            if (!keep[i]) far_rows.push_back(rows[i]);
        }
        return keep;
    };
    geo::Polygons& g = layer.polygons;
    auto const outer = [&](std::size_t p) {
        return g.polygon_begin[p] < g.polygon_begin[p + 1] ? g.outer(p) : std::span<base::Vec2d const>{};
    };
    keep_polygons(g, judge(g.row, outer));
    keep_lines(layer.lines, judge(layer.lines.row, [&](std::size_t i) { return layer.lines.line(i); }));
    keep_points(layer.points,
                judge(layer.points.row, [&](std::size_t i) { return std::span(&layer.points.points[i], 1); }));
    return far_rows;
}

void report_rows(District& district, geo::VectorLayer const& layer, std::vector<std::uint32_t> const& rows,
                 char const* code, std::string const& reason) {
    for (std::size_t i = 0; i < rows.size(); ++i) {
        district.findings.add({base::Severity::skipped, layer.source, layer.layer, layer.feature_id[rows[i]], code,
                               i < base::Findings::kExamples ? reason : std::string{}});
    }
}

base::Extent reach_around(base::Vec2d middle, double metres, bool degrees) {
    double const y = degrees ? metres / kDegree : metres;
    double const x = degrees ? y / std::max(0.05, std::cos(middle.y * kPi / 180)) : metres;
    return {middle.x - x, middle.y - y, middle.x + x, middle.y + y};
}

/// How many of the first points of polygons, lines and points lie outside.
std::size_t count_outside(geo::VectorLayer const& layer, base::Extent const& reach) {
    std::size_t count = 0;
    auto const look = [&](std::span<base::Vec2d const> points) {
        count += !points.empty() && finite(points[0]) && !reach.contains(points[0]);
    };
    for (std::size_t i = 0; i < layer.polygons.size(); ++i) look(layer.polygons.outer(i));
    for (std::size_t i = 0; i < layer.lines.size(); ++i) look(layer.lines.line(i));
    for (base::Vec2d const& p : layer.points.points) look({&p, 1});
    return count;
}

/// One polygon at (0, 0) must not make a district ten thousand kilometres wide. Returns what the layer then covers.
base::Extent drop_far_away(geo::VectorLayer& layer, District& district) {
    base::Extent const extent = finite_extent(layer);
    auto const middle = median(layer);
    if (!middle) return extent;
    bool const degrees = !layer.crs.empty() && geo::is_geographic(layer.crs);
    auto const holds = [&](base::Extent const& r) {
        return r.contains({extent.min_x, extent.min_y}) && r.contains({extent.max_x, extent.max_y});
    };
    double metres = kFarAway;
    base::Extent reach = reach_around(*middle, metres, degrees);
    if (holds(reach)) return extent;
    // Strays are few. Where much lies that far, or one thing is that large, it is a wide map and no district.
    std::size_t const all = layer.polygons.size() + layer.lines.size() + layer.points.size();
    if (std::size_t const outside = count_outside(layer, reach); outside == 0 || outside * 10 > all * 3) {
        warn(district, layer, "too-wide",
             "it reaches more than 200 km from its middle, which is no district; it may look small or bent");
        metres = kTooFar;
        reach = reach_around(*middle, metres, degrees);
        if (holds(reach)) return extent;
    }
    // Coordinates that are no numbers are for the repairer to count.
    auto const far_rows = keep_near(layer, [&](base::Vec2d p) { return !finite(p) || reach.contains(p); });
    report_rows(district, layer, far_rows, "far-away",
                "more than " + figure(metres / 1000, 0) + " km from the middle of the layer");
    return finite_extent(layer);
}

/// Transformations to WGS84, made once per CRS: making one may cost PROJ more than a whole layer's coordinates.
class ToLonLat {
public:
    base::Result<base::Extent> extent(geo::VectorLayer const& layer, base::Extent const& e) {
        base::Extent out;
        if (e.empty() || layer.crs.empty()) return out;
        auto found = known_.find(layer.crs);
        if (found == known_.end()) {
            auto made = geo::Transform::between(layer.crs, "EPSG:4326");
            if (!made) return base::Error{layer.source + ": layer '" + layer.layer + "': " + made.error().message};
            found = known_.emplace(layer.crs, std::move(*made)).first;
        }
        base::Vec2d const c = e.centre();
        for (double x : {e.min_x, c.x, e.max_x}) {
            for (double y : {e.min_y, c.y, e.max_y}) {
                if (auto p = found->second.apply(base::Vec2d{x, y})) out.add(*p);
            }
        }
        return out;
    }

private:
    std::map<std::string, geo::Transform> known_;
};

/// The middle of the models of a district that has nothing else.
std::optional<geo::LonLat> middle_of_models(DistrictFile const& file) {
    base::Extent extent;
    for (ModelSpec const& model : file.models) {
        if (model.at) {
            extent.add(base::Vec2d{model.at->lon, model.at->lat});
        } else if (!file.crs.empty()) {
            auto const transform = geo::Transform::between(file.crs, "EPSG:4326");
            if (!transform) continue;
            if (auto p = transform->apply(base::Vec2d{model.at_xy->x, model.at_xy->y})) extent.add(*p);
        }
    }
    if (extent.empty()) return {};
    return geo::LonLat{extent.centre().x, extent.centre().y};
}

/// The middle of the buildings, or of everything where there are none.
base::Result<std::optional<geo::LonLat>> middle_of_layers(Inputs const& inputs, District const& district) {
    ToLonLat to_lonlat;
    base::Extent all;
    auto const add = [&](geo::VectorLayer const& layer, std::uint16_t index) -> base::Status {
        auto extent = to_lonlat.extent(layer, district.layers[index].extent);
        if (!extent) return extent.error();
        all.add(*extent);
        return base::done;
    };
    for (BuildingsInput const& b : inputs.buildings) {
        if (auto good = add(b.data, b.layer); !good) return good.error();
    }
    for (std::size_t i = 0; i < inputs.layers.size() && inputs.buildings.empty(); ++i) {
        if (auto good = add(inputs.layers[i].data, inputs.layers[i].layer); !good) return good.error();
    }
    std::optional<geo::LonLat> middle;
    if (!all.empty()) middle = geo::LonLat{all.centre().x, all.centre().y};
    return middle;
}

/// True where nothing says where on Earth the district is.
base::Result<bool> decide_frame(Inputs const& inputs, DistrictFile const& file, District& district) {
    std::optional<std::string> working;
    if (!file.crs.empty()) {
        auto crs = geo::normalise_crs(file.crs);
        if (!crs) return base::Error{file.path + ": [district] crs: " + crs.error().message};
        if (geo::is_geographic(*crs))
            return base::Error{file.path + ": [district] crs must be projected, in metres; '" + file.crs +
                               "' is in degrees"};
        working = std::move(*crs);
    }
    std::optional<geo::LonLat> centre = file.origin;
    if (!centre) {
        auto middle = middle_of_layers(inputs, district);
        if (!middle) return middle.error();
        centre = *middle;
    }
    if (!centre) centre = middle_of_models(file);
    if (centre) {
        auto frame = geo::local_frame_at(*centre, working);
        if (!frame) return base::Error{file.path + ": " + frame.error().message};
        district.frame = std::move(*frame);
        return false;
    }
    base::Extent extent;
    for (SourceLayer const& layer : district.layers) extent.add(layer.extent);
    district.frame = plain_frame(extent.empty() ? base::Vec2d{} : extent.centre());
    if (!extent.empty()) {
        district.findings.add({base::Severity::warning, file.path, "", -1, "no-crs",
                               "no coordinate system; it is drawn in its own metres, and the sun shines as at "
                               "longitude 0, latitude 0 (set 'crs' or --crs)"});
    }
    return true;
}

/// Lines and points PROJ could not move; polygons are for the repairer.
void drop_not_finite(geo::VectorLayer& layer, District& district) {
    bool all = true;
    for (auto const* points : {&layer.lines.points, &layer.points.points})
        all = all && std::all_of(points->begin(), points->end(), finite);
    if (all) return;
    geo::Polygons polygons = std::move(layer.polygons);
    layer.polygons = {};
    auto const rows = keep_near(layer, finite);
    layer.polygons = std::move(polygons);
    report_rows(district, layer, rows, "not-finite", "a coordinate of it is no number");
}

base::Status move_to_local(geo::VectorLayer& layer, bool plain, District& district) {
    base::Vec2d const origin{district.frame.origin.x, district.frame.origin.y};
    base::Status status = base::done;
    if (layer.crs.empty() && !plain)
        warn(district, layer, "no-crs",
             "it says no coordinate system; its coordinates are taken for metres of the working system " +
                 district.frame.working_crs);
    for_each_points(layer, [&](std::vector<base::Vec2d>& points) {
        if (!status || points.empty()) return;
        if (layer.crs.empty()) {
            for (base::Vec2d& p : points) p = p - origin;
            return;
        }
        auto const lost = geo::to_local(points, layer.crs, district.frame);
        if (!lost) status = base::Error{layer.source + ": layer '" + layer.layer + "': " + lost.error().message};
    });
    drop_not_finite(layer, district);
    return status;
}

double gap(base::Extent const& a, base::Extent const& b) {
    double const dx = std::max({0.0, a.min_x - b.max_x, b.min_x - a.max_x});
    double const dy = std::max({0.0, a.min_y - b.max_y, b.min_y - a.max_y});
    return std::hypot(dx, dy);
}

void warn_apart(Inputs const& inputs, District& district) {
    base::Extent buildings;
    for (BuildingsInput const& b : inputs.buildings) buildings.add(district.layers[b.layer].extent);
    if (buildings.empty()) return;
    auto const warn_if = [&](geo::VectorLayer const& layer, base::Extent const& extent, base::Extent const& from,
                             char const* what) {
        if (extent.empty() || from.empty() || extent.overlaps(from)) return;
        warn(district, layer, "no-overlap",
             "it lies " + figure(gap(extent, from) / 1000, 1) + " km away from " + what +
                 "; is its coordinate system (" + (layer.crs.empty() ? "none" : layer.crs) + ") right?");
    };
    for (LayerInput const& l : inputs.layers)
        warn_if(l.data, district.layers[l.layer].extent, buildings, "the buildings");
    for (std::size_t i = 1; i < inputs.buildings.size(); ++i) {
        base::Extent const& first = district.layers[inputs.buildings[0].layer].extent;
        base::Extent const& extent = district.layers[inputs.buildings[i].layer].extent;
        if (gap(first, extent) > 10'000)
            warn_if(inputs.buildings[i].data, extent, first, "the first layer of buildings");
    }
}

}  // namespace

geo::LocalFrame plain_frame(base::Vec2d centre) {
    geo::LocalFrame frame;
    // Any metric system will do, as nothing is ever converted to or from it that has a place on Earth.
    frame.working_crs = "EPSG:32631";
    frame.origin = {std::round(centre.x), std::round(centre.y)};
    return frame;
}

base::Status place_inputs(Inputs& inputs, DistrictFile const& file, District& district) {
    // Until the frame is known, the layers' extents are in their own coordinates.
    auto const settle = [&](geo::VectorLayer& data, std::uint16_t index) {
        settle_crs(data, district);
        district.layers[index].crs = data.crs;
        district.layers[index].extent = drop_far_away(data, district);
    };
    for (BuildingsInput& b : inputs.buildings) settle(b.data, b.layer);
    for (LayerInput& l : inputs.layers) settle(l.data, l.layer);
    auto const plain = decide_frame(inputs, file, district);
    if (!plain) return plain.error();
    auto const move = [&](geo::VectorLayer& data, std::uint16_t index) {
        auto status = move_to_local(data, *plain, district);
        district.layers[index].extent = finite_extent(data);
        return status;
    };
    for (BuildingsInput& b : inputs.buildings) {
        if (auto good = move(b.data, b.layer); !good) return good;
    }
    for (LayerInput& l : inputs.layers) {
        if (auto good = move(l.data, l.layer); !good) return good;
    }
    warn_apart(inputs, district);
    return base::done;
}

}  // namespace twin
