#include "app/indicator_ground.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <span>

#include "app/attribute_table.h"
#include "geo/polygons.h"

namespace app {
namespace {

using analysis::GroundSums;
using twin::GroundClass;

constexpr double kMostCells = 16e6;
constexpr double kRoadStep = 20;  ///< metres of road a point stands for, at most

/// Squares whose middle lies inside rings (even-odd), row by row.
class Squares {
public:
    explicit Squares(IndicatorPlan const& plan) : plan_(plan) {}

    template <class Rings, class Visit>
    void fill(Rings const& rings, Visit const& visit) const {
        double low = 1e300, high = -1e300;
        for (auto const& ring : rings) {
            for (base::Vec2d const p : ring) low = std::min(low, p.y), high = std::max(high, p.y);
        }
        double const top = static_cast<double>(plan_.rows) - 1;
        double const first = std::clamp(std::floor((low - plan_.extent.min_y) / plan_.cell), 0.0, top);
        double const last = std::clamp(std::floor((high - plan_.extent.min_y) / plan_.cell), 0.0, top);
        if (low > high || plan_.rows == 0) return;
        std::vector<double> cuts;
        for (auto row = static_cast<std::size_t>(first); row <= static_cast<std::size_t>(last); ++row) {
            double const y = plan_.extent.min_y + (static_cast<double>(row) + 0.5) * plan_.cell;
            cuts.clear();
            for (auto const& ring : rings) cut(ring, y, cuts);
            std::ranges::sort(cuts);
            for (std::size_t i = 0; i + 1 < cuts.size(); i += 2) span(row, cuts[i], cuts[i + 1], visit);
        }
    }

private:
    template <class Ring>
    static void cut(Ring const& ring, double y, std::vector<double>& cuts) {
        for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
            base::Vec2d const a = ring[j], b = ring[i];
            if ((a.y > y) != (b.y > y)) cuts.push_back(a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x));
        }
    }

    template <class Visit>
    void span(std::size_t row, double from, double to, Visit const& visit) const {
        double const most = static_cast<double>(plan_.columns);
        double const begin = std::clamp(std::ceil((from - plan_.extent.min_x) / plan_.cell - 0.5), 0.0, most);
        double const end = std::clamp(std::ceil((to - plan_.extent.min_x) / plan_.cell - 0.5), 0.0, most);
        for (auto x = static_cast<std::size_t>(begin); x < static_cast<std::size_t>(end); ++x)
            visit(row * plan_.columns + x);
    }

    IndicatorPlan const& plan_;
};

std::vector<std::span<base::Vec2d const>> rings_of(geo::Polygons const& polygons, std::size_t polygon) {
    std::vector<std::span<base::Vec2d const>> out;
    for (std::uint32_t r = polygons.polygon_begin[polygon]; r < polygons.polygon_begin[polygon + 1]; ++r)
        out.push_back(polygons.ring(r));
    return out;
}

double area_size(twin::Locator::Area const& area) { return std::abs(geo::signed_area(area.rings.front())); }

/// What is known of a community counts for the street it lies in, most of its ground being there.
void place_small_areas(IndicatorPlan& plan, Squares const& squares, std::vector<twin::Locator::Area> const& areas) {
    for (std::size_t i = 0; i < areas.size(); ++i) {
        if (plan.zone_of_area[i] >= 0) continue;
        std::map<std::int32_t, std::size_t> cells;
        squares.fill(areas[i].rings, [&](std::size_t cell) { ++cells[plan.cells[cell]]; });
        std::size_t all = 0;
        for (auto const& [zone, count] : cells) all += count;
        for (auto const& [zone, count] : cells) {
            if (2 * count > all) plan.zone_of_area[i] = zone;
        }
    }
}

/// Larger areas first, smaller ones over them: an area that keeps less than half of its squares has others inside.
void lay_zones(IndicatorPlan& plan, std::vector<twin::Locator::Area> const& areas, ZoneChoice const& wanted) {
    Squares const squares(plan);
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < areas.size(); ++i) {
        if (!wanted || wanted(areas[i])) order.push_back(i);
    }
    std::ranges::stable_sort(order, [&](auto a, auto b) { return area_size(areas[a]) > area_size(areas[b]); });
    std::vector<std::int32_t> owner(plan.cells.size(), -1);
    std::vector<std::size_t> painted(areas.size(), 0), kept(areas.size(), 0);
    for (std::size_t const i : order) {
        squares.fill(areas[i].rings, [&](std::size_t cell) {
            owner[cell] = static_cast<std::int32_t>(i);
            ++painted[i];
        });
    }
    for (std::int32_t const area : owner)
        if (area >= 0) ++kept[static_cast<std::size_t>(area)];
    plan.zone_of_area.assign(areas.size(), -1);
    for (std::size_t i = 0; i < areas.size(); ++i) {
        if (painted[i] == 0 || kept[i] * 2 < painted[i]) continue;
        plan.zone_of_area[i] = static_cast<std::int32_t>(plan.zones.size());
        plan.zones.push_back({areas[i].id, areas[i].name, areas[i].rings});
    }
    plan.ground.zones.resize(plan.zones.size());
    bool const everywhere = areas.empty();
    for (std::size_t cell = 0; cell < owner.size(); ++cell) {
        if (owner[cell] < 0 && !everywhere) continue;
        plan.cells[cell] = owner[cell] < 0 ? -1 : plan.zone_of_area[static_cast<std::size_t>(owner[cell])];
        plan.ground.all.area_m2 += plan.cell * plan.cell;
        if (plan.cells[cell] >= 0)
            plan.ground.zones[static_cast<std::size_t>(plan.cells[cell])].area_m2 += plan.cell * plan.cell;
    }
    if (wanted) place_small_areas(plan, squares, areas);
}

template <class Add>
void add_to(IndicatorPlan& plan, std::int32_t zone, Add const& add) {
    add(plan.ground.all);
    if (zone >= 0) add(plan.ground.zones[static_cast<std::size_t>(zone)]);
}

void count_buildings(IndicatorPlan& plan, twin::District const& district, int year) {
    twin::Buildings const& b = district.buildings;
    AttributeTable const table(district);
    int column = -1;
    for (char const* const name : {"year", "建成年份", "year_built", "start_date"})
        if (column < 0) column = table.find(name);
    for (std::uint32_t i = 0; i < b.size(); ++i) {
        double const footprint = geo::area(b.footprints, i), floors = footprint * b.storeys[i];
        double const height = static_cast<double>(b.height[i]) + static_cast<double>(b.roof_height[i]);
        double const built = column >= 0 ? table.number(static_cast<std::size_t>(column), i) : std::nan("");
        bool const dated = built > 1000 && built <= year;
        add_to(plan, plan.zone_at(geo::inner_point(b.footprints, i)), [&](GroundSums& sums) {
            ++sums.buildings;
            sums.footprint_m2 += footprint;
            sums.floor_m2 += floors;
            sums.floor_by_use[static_cast<std::size_t>(b.use[i])] += floors;
            sums.storeys += b.storeys[i];
            sums.tall += height > analysis::kTall ? 1U : 0U;
            sums.tallest_m = std::max(sums.tallest_m, height);
            if (!dated) return;
            ++sums.dated;
            sums.years += year - built;
            sums.old += year - built > analysis::kOldYears ? 1U : 0U;
        });
    }
}

void count_areas(IndicatorPlan& plan, twin::District const& district) {
    Squares const squares(plan);
    std::vector<std::uint8_t> green(plan.cells.size(), 0), water(plan.cells.size(), 0);
    for (twin::GroundLayer const& layer : district.ground) {
        for (std::size_t i = 0; i < layer.areas.size(); ++i) {
            GroundClass const c = layer.area_class[i];
            bool const is_green = c == GroundClass::green || c == GroundClass::park || c == GroundClass::forest;
            if (!is_green && c != GroundClass::water) continue;
            auto& marked = is_green ? green : water;
            squares.fill(rings_of(layer.areas, i), [&](std::size_t cell) { marked[cell] = 1; });
        }
    }
    bool const everywhere = plan.zones.empty();
    for (std::size_t cell = 0; cell < plan.cells.size(); ++cell) {
        if (plan.cells[cell] < 0 && !everywhere) continue;
        add_to(plan, plan.cells[cell], [&](GroundSums& sums) {
            sums.green_m2 += green[cell] && !water[cell] ? plan.cell * plan.cell : 0;
            sums.water_m2 += water[cell] ? plan.cell * plan.cell : 0;
        });
    }
}

bool is_driven_road(GroundClass c) { return c >= GroundClass::residential_road && c <= GroundClass::motorway; }

void add_road(IndicatorPlan& plan, std::span<base::Vec2d const> line, bool main) {
    for (std::size_t i = 1; i < line.size(); ++i) {
        double const length = base::length(line[i] - line[i - 1]);
        double const steps = std::max(1.0, std::ceil(length / kRoadStep)), metres = length / steps;
        for (double s = 0; s < steps; ++s) {
            base::Vec2d const at = line[i - 1] + (line[i] - line[i - 1]) * ((s + 0.5) / steps);
            std::int32_t const zone = plan.zone_at(at);
            // Roads run on beyond the district.
            if (zone < 0 && !plan.zones.empty()) continue;
            plan.ground.roads.push_back({at, static_cast<float>(metres), zone});
            add_to(plan, zone, [&](GroundSums& sums) {
                sums.road_m += metres;
                sums.main_road_m += main ? metres : 0;
            });
        }
    }
}

void count_roads(IndicatorPlan& plan, twin::District const& district) {
    for (twin::GroundLayer const& layer : district.ground) {
        for (std::size_t i = 0; i < layer.lines.size(); ++i) {
            GroundClass const c = layer.line_class[i];
            if (is_driven_road(c)) add_road(plan, layer.lines.line(i), c >= GroundClass::tertiary);
        }
    }
}

}  // namespace

std::int32_t IndicatorPlan::zone_at(base::Vec2d place) const {
    if (!extent.contains(place) || columns == 0) return -1;
    auto const x = static_cast<std::size_t>((place.x - extent.min_x) / cell);
    auto const y = static_cast<std::size_t>((place.y - extent.min_y) / cell);
    return x < columns && y < rows ? cells[y * columns + x] : -1;
}

IndicatorPlan plan_indicators(twin::District const& district, twin::Locator const& locator, int year,
                              ZoneChoice const& wanted) {
    IndicatorPlan plan;
    for (auto const& area : locator.areas()) {
        for (base::Vec2d const p : area.rings.front()) plan.extent.add(p);
    }
    if (plan.extent.empty()) plan.extent = district.extent;
    if (plan.extent.empty()) return plan;
    while (plan.extent.width() / plan.cell * (plan.extent.height() / plan.cell) > kMostCells) plan.cell *= 2;
    plan.columns = static_cast<std::size_t>(std::ceil(plan.extent.width() / plan.cell)) + 1;
    plan.rows = static_cast<std::size_t>(std::ceil(plan.extent.height() / plan.cell)) + 1;
    plan.cells.assign(plan.columns * plan.rows, -1);
    lay_zones(plan, locator.areas(), wanted);
    count_buildings(plan, district, year);
    count_areas(plan, district);
    count_roads(plan, district);
    return plan;
}

}  // namespace app
