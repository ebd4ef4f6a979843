#include "twin/locate.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <mutex>

#include "geo/crs.h"
#include "twin/district_file.h"
#include "twin/lookup.h"
#include "twin/nearest_building.h"
#include "twin/text.h"

namespace twin {
namespace {

/// Reports a little outside what is drawn still belong to the district.
constexpr double kMarginMetres = 200;

double ring_area(std::vector<base::Vec2d> const& ring) { return std::abs(geo::signed_area(ring)); }

bool inside_area(std::vector<std::vector<base::Vec2d>> const& rings, base::Vec2d p) {
    bool in = false;
    for (auto const& ring : rings) in = in != crosses_odd(ring, p);
    return in;
}

/// A point inside the largest part, holes taken out.
base::Vec2d point_in_area(std::vector<std::vector<base::Vec2d>> const& rings) {
    geo::Polygons one;
    auto const add = [&](std::vector<base::Vec2d> const& ring) {
        one.points.insert(one.points.end(), ring.begin(), ring.end());
        one.ring_begin.push_back(static_cast<std::uint32_t>(one.points.size()));
    };
    add(rings.front());
    for (std::size_t i = 1; i < rings.size(); ++i) {
        if (crosses_odd(rings.front(), rings[i].front())) add(rings[i]);
    }
    one.polygon_begin.push_back(static_cast<std::uint32_t>(one.ring_count()));
    one.row.push_back(0);
    return geo::inner_point(one, 0);
}

Locator::Area make_area(SourceLayer const& layer, std::uint32_t row, std::vector<std::vector<base::Vec2d>> rings) {
    Locator::Area area;
    std::sort(rings.begin(), rings.end(), [](auto const& a, auto const& b) { return ring_area(a) > ring_area(b); });
    area.rings = std::move(rings);
    area.id = first_text(layer, layer.id_fields, row);
    for (std::string const& field : layer.name_fields) {
        std::string const text = first_text(layer, {field}, row);
        std::string& name = has_cjk(text) ? area.name.zh : area.name.en;
        if (name.empty()) name = text;
    }
    return area;
}

/// The closed lines of the boundary layers, one area a row.
std::vector<Locator::Area> read_areas(District const& district) {
    std::vector<Locator::Area> areas;
    for (GroundLayer const& ground : district.ground) {
        SourceLayer const& layer = district.layers[ground.layer];
        if (layer.role != name(Role::boundaries)) continue;
        std::map<std::uint32_t, std::vector<std::vector<base::Vec2d>>> by_row;
        for (std::size_t i = 0; i < ground.lines.size(); ++i) {
            auto const line = ground.lines.line(i);
            if (line.size() < 4 || base::length(line.front() - line.back()) > 1e-3) continue;
            by_row[ground.lines.row[i]].emplace_back(line.begin(), line.end() - 1);
        }
        for (auto& [row, rings] : by_row) areas.push_back(make_area(layer, row, std::move(rings)));
    }
    return areas;
}

}  // namespace

struct Locator::State {
    District const& district;
    NearestBuilding buildings;
    std::vector<Area> areas;
    std::vector<base::Extent> extents;  ///< of the areas
    std::vector<base::Vec2d> middles;
    std::vector<std::int32_t> smallest_first;
    std::map<std::string, std::int32_t, std::less<>> area_by_word;

    // PROJ's transformations are not for two threads at once.
    mutable std::mutex transforming;
    std::optional<geo::Transform> to_grid;

    // Ids of buildings, which only some feeds use.
    mutable std::once_flag ids_made;
    mutable std::map<std::string, std::uint32_t, std::less<>> building_by_id;

    explicit State(District const& d) : district(d), buildings(d.buildings), areas(read_areas(d)) {
        auto made = geo::Transform::between("EPSG:4326", d.frame.working_crs);
        if (made) to_grid = *std::move(made);
        std::vector<double> size;
        for (Area const& area : areas) {
            base::Extent extent;
            for (auto const& ring : area.rings) {
                for (base::Vec2d const p : ring) extent.add(p);
            }
            extents.push_back(extent);
            middles.push_back(point_in_area(area.rings));
            size.push_back(ring_area(area.rings.front()));
            smallest_first.push_back(static_cast<std::int32_t>(smallest_first.size()));
        }
        std::stable_sort(smallest_first.begin(), smallest_first.end(), [&](std::int32_t a, std::int32_t b) {
            return size[static_cast<std::size_t>(a)] < size[static_cast<std::size_t>(b)];
        });
        // Of areas with one name the smallest keeps it.
        for (std::int32_t i : smallest_first) {
            Area const& area = areas[static_cast<std::size_t>(i)];
            for (std::string const* word : {&area.id, &area.name.zh, &area.name.en}) {
                if (!word->empty()) area_by_word.emplace(*word, i);
            }
        }
    }

    std::int32_t area_at(base::Vec2d p) const {
        for (std::int32_t i : smallest_first) {
            auto const at = static_cast<std::size_t>(i);
            if (extents[at].contains(p) && inside_area(areas[at].rings, p)) return i;
        }
        return -1;
    }

    std::int32_t area_named(Where const& where) const {
        for (std::string const* word : {&where.grid, &where.community, &where.street}) {
            if (word->empty()) continue;
            if (auto const found = area_by_word.find(*word); found != area_by_word.end()) return found->second;
        }
        return -1;
    }

    std::optional<std::uint32_t> building_named(std::string const& id) const {
        if (id.empty()) return {};
        std::call_once(ids_made, [&] {
            for (std::uint32_t i = 0; i < district.buildings.size(); ++i)
                building_by_id.emplace(id_text(district, BuildingId{i}), i);
        });
        auto const found = building_by_id.find(id);
        if (found == building_by_id.end()) return {};
        return found->second;
    }

    geo::Local on_ground(base::Vec2d p) const { return {p.x, p.y, district.terrain.at(p)}; }

    Placed on_building(std::uint32_t building, base::Vec2d p) const {
        Buildings const& b = district.buildings;
        double const roof = static_cast<double>(b.base_z[building]) + static_cast<double>(b.height[building]) +
                            static_cast<double>(b.roof_height[building]);
        return {Placed::How::building, {p.x, p.y, roof}, BuildingId{building}, area_at(p)};
    }

    Placed in_area(std::int32_t area) const {
        return {Placed::How::area, on_ground(middles[static_cast<std::size_t>(area)]), {}, area};
    }

    Placed at_point(base::Vec2d p, PlaceLevel level) const {
        bool const exact = level == PlaceLevel::door || level == PlaceLevel::building;
        if (auto const near = buildings.find(p, exact ? kSnapMetres : 0)) return on_building(near->building, near->at);
        return {Placed::How::coordinate, on_ground(p), {}, area_at(p)};
    }
};

Locator::Locator(District const& district) : state_(std::make_unique<State>(district)) {}
Locator::~Locator() = default;
Locator::Locator(Locator&&) noexcept = default;
Locator& Locator::operator=(Locator&&) noexcept = default;

std::optional<base::Vec2d> Locator::local(geo::LonLat at) const {
    if (!state_->to_grid || !std::isfinite(at.lon) || !std::isfinite(at.lat)) return {};
    std::lock_guard const lock(state_->transforming);
    auto const p = state_->to_grid->apply(base::Vec2d{at.lon, at.lat});
    if (!p || !std::isfinite(p->x) || !std::isfinite(p->y)) return {};
    geo::Projected const origin = state_->district.frame.origin;
    return base::Vec2d{p->x - origin.x, p->y - origin.y};
}

std::optional<Placed> Locator::place(Where const& where) const {
    State const& s = *state_;
    std::int32_t const named = s.area_named(where);
    auto const p = where.at ? local(*where.at) : std::nullopt;
    base::Extent const& extent = s.district.extent;
    if (p && (extent.empty() || extent.grown(kMarginMetres).contains(*p))) {
        bool const of_area = where.level == PlaceLevel::street || where.level == PlaceLevel::community;
        std::int32_t const area = !of_area ? -1 : named >= 0 ? named : s.area_at(*p);
        return area >= 0 ? s.in_area(area) : s.at_point(*p, where.level);
    }
    for (std::string const* id : {&where.building, &where.address_code}) {
        if (auto const building = s.building_named(*id))
            return s.on_building(*building, geo::inner_point(s.district.buildings.footprints, *building));
    }
    if (named >= 0) return s.in_area(named);
    return {};
}

std::vector<Locator::Area> const& Locator::areas() const { return state_->areas; }

}  // namespace twin
