#include "twin/georef.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <span>
#include <string>

#include "geo/crs.h"
#include "twin/strays.h"
#include "twin/text.h"

namespace twin {
namespace {

template <class Visit>
void for_each_points(geo::VectorLayer& layer, Visit visit) {
    visit(layer.polygons.points);
    visit(layer.lines.points);
    visit(layer.points.points);
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

/// No longitude or latitude, however it is counted, and no farther off than a projected place can be.
bool can_only_be_metres(base::Vec2d p) {
    double const most = std::max(std::abs(p.x), std::abs(p.y));
    return most > 400 && most < 1e8;
}

/// A layer that says no CRS: degrees are WGS84, other figures are metres. GeoJSON is in degrees by its standard, and
/// often is not.
void settle_crs(geo::VectorLayer& layer, District& district) {
    auto const middle = median(layer);
    if (middle && can_only_be_metres(*middle) && !layer.crs.empty() && geo::is_geographic(layer.crs)) {
        warn(district, layer, "no-crs",
             "its coordinates, around " + figure(middle->x, 0) + ", " + figure(middle->y, 0) +
                 ", are taken for metres, not for the degrees of " + layer.crs + " (set 'crs' or --crs to be sure)");
        layer.crs.clear();
    }
    if (layer.crs.empty() && middle && looks_like_degrees(*middle)) {
        layer.crs = "EPSG:4326";
        warn(district, layer, "no-crs",
             "it says no coordinate system; its coordinates look like degrees and are taken for WGS84 (set 'crs' or "
             "--crs to be sure)");
    }
    if (!layer.crs.empty() && geo::is_geographic(layer.crs)) unswap(layer, district);
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
    drop_not_finite(layer, district.findings);
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
        district.layers[index].extent = drop_far_away(data, district.findings);
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
