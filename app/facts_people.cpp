#include <algorithm>
#include <cmath>
#include <unordered_set>

#include "app/facts_parts.h"
#include "app/population.h"

namespace app {
namespace {

constexpr double kSquareKm = 1e6;

/// From the widest down: what a total is made of, and what a part of the district is cut from.
constexpr std::array<std::string_view, 6> kAreaLevels{"street",  "community", "grid500",
                                                      "grid250", "grid100",   "building"};

std::size_t rank_of(std::string const& level) {
    return static_cast<std::size_t>(std::find(kAreaLevels.begin(), kAreaLevels.end(), level) - kAreaLevels.begin());
}

double area_of_ring(std::vector<base::Vec2d> const& ring) {
    double twice = 0;
    for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) twice += base::cross(ring[j], ring[i]);
    return std::abs(twice) / 2;
}

/// What of a ring lies in a box (Sutherland and Hodgman, "Reentrant polygon clipping", 1974).
std::vector<base::Vec2d> clipped(std::vector<base::Vec2d> ring, base::Extent const& box) {
    auto const cut = [&](auto const& depth) {
        std::vector<base::Vec2d> out;
        for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
            double const a = depth(ring[j]), b = depth(ring[i]);
            if ((a < 0) != (b < 0)) out.push_back(ring[j] + (ring[i] - ring[j]) * (a / (a - b)));
            if (b >= 0) out.push_back(ring[i]);
        }
        ring = std::move(out);
    };
    cut([&](base::Vec2d p) { return p.x - box.min_x; });
    cut([&](base::Vec2d p) { return box.max_x - p.x; });
    cut([&](base::Vec2d p) { return p.y - box.min_y; });
    cut([&](base::Vec2d p) { return box.max_y - p.y; });
    return ring;
}

double side_of(std::string const& level) { return level == "grid100" ? 100 : level == "grid500" ? 500 : 250; }

}  // namespace

PeopleBook::Area PeopleBook::area_of(twin::PopulationCell const& cell) const {
    if (cell.level.starts_with("grid")) return {side_of(cell.level) * side_of(cell.level) / kSquareKm, cell.id, {}};
    if (cell.level == "building") return {};
    for (std::size_t index = 0; index < locator_.areas().size(); ++index) {
        auto const& area = locator_.areas()[index];
        bool const found = area.id == cell.id || area.name.zh == cell.id;
        if (!found || area.rings.empty()) continue;
        double square = area_of_ring(area.rings.front());
        for (std::size_t i = 1; i < area.rings.size(); ++i) square -= area_of_ring(area.rings[i]);
        base::Extent extent;
        for (base::Vec2d const corner : area.rings.front()) extent.add(corner);
        return {square / kSquareKm, area.name.zh.empty() ? area.id : area.name.zh, extent, index};
    }
    return {0, cell.id, {}};
}

void PeopleBook::read(twin::LiveState const& state) {
    auto const entries = state.population();
    std::vector<void const*> seen(entries.begin(), entries.end());
    if (seen == seen_ && !measures_.empty()) return;
    seen_ = std::move(seen);
    measures_.clear();
    communities_.clear();
    counted_areas_.clear();
    for (std::string const& name : measures(state)) {
        auto const published = publish(state, name, district_.live.disclosure);
        std::size_t widest = kAreaLevels.size(), finest = 0;
        for (PublishedCell const& cell : published) {
            std::size_t const rank = rank_of(cell.entry->record.level);
            if (rank >= kAreaLevels.size()) continue;
            widest = std::min(widest, rank);
            finest = std::max(finest, rank);
        }
        Measure measure;
        measure.name = name;
        measure.by_building = finest + 1 == kAreaLevels.size();
        for (PublishedCell const& published_cell : published) {
            twin::PopulationCell const& record = published_cell.entry->record;
            std::size_t const rank = rank_of(record.level);
            if (rank != widest && rank != finest && record.level != "community") continue;
            Area const area = area_of(record);
            bool const first = measures_.empty() && rank == widest;
            if (first && area.index) counted_areas_.push_back(*area.index);
            Cell cell;
            cell.people = published_cell.shown.count;
            if (published_cell.parts) cell.by_age = record.by_age;
            cell.estimated = record.estimated;
            cell.area_km2 = area.km2;
            twin::Where where = record.where;
            if (record.level == "building" && where.building.empty()) where.building = record.id;
            if (auto const placed = rank == finest ? locator_.place(where) : std::nullopt) {
                cell.at = {placed->at.x, placed->at.y};
                if (placed->building) cell.building = placed->building->value;
            }
            if (record.level == "community" && name == "resident" && cell.people)
                communities_.push_back(
                    {area.name, *cell.people, area.km2 > 0 ? *cell.people / area.km2 : -1, area.extent});
            if (rank == widest) measure.whole.push_back(cell);
            if (rank == finest) measure.fine.push_back(cell);
        }
        measures_.push_back(std::move(measure));
    }
    std::ranges::stable_sort(communities_, [](auto const& a, auto const& b) { return a.people > b.people; });
}

void PeopleBook::add(ui::PeopleFacts::Total& total, Cell const& cell) {
    ++total.places;
    total.area_km2 += cell.area_km2;
    total.estimated = total.estimated || cell.estimated;
    if (!cell.people) {
        ++total.hidden;
        return;
    }
    total.people = std::max(0.0, total.people) + *cell.people;
    for (std::size_t i = 0; i < cell.by_age.size(); ++i)
        if (cell.by_age[i] >= 0) total.by_age[i] = std::max(0.0, total.by_age[i]) + cell.by_age[i];
}

template <class Wanted>
std::vector<ui::PeopleFacts::Total> PeopleBook::totals(std::vector<Cell> Measure::*cells, Wanted const& wanted) const {
    std::vector<ui::PeopleFacts::Total> out;
    for (Measure const& measure : measures_) {
        ui::PeopleFacts::Total total;
        total.measure = measure.name;
        for (Cell const& cell : measure.*cells)
            if (wanted(measure, cell)) add(total, cell);
        out.push_back(std::move(total));
    }
    return out;
}

void PeopleBook::fill(ui::PeopleFacts& out) const {
    out.district = totals(&Measure::whole, [](Measure const&, Cell const&) { return true; });
    double square = 0;
    for (auto const& total : out.district) square = std::max(square, total.area_km2);
    if (square <= 0) square = district_.extent.width() * district_.extent.height() / kSquareKm;
    for (auto& total : out.district)
        if (total.area_km2 <= 0) total.area_km2 = square;
    out.communities = communities_;
}

std::vector<ui::PeopleFacts::Total> PeopleBook::in(base::Extent const& extent) const {
    base::Extent const& whole = district_.extent;
    base::Extent const seen{std::max(extent.min_x, whole.min_x), std::max(extent.min_y, whole.min_y),
                            std::min(extent.max_x, whole.max_x), std::min(extent.max_y, whole.max_y)};
    auto out = totals(&Measure::fine, [&](Measure const&, Cell const& cell) { return seen.contains(cell.at); });
    // People per square kilometre of where people are counted: hills and fields around it would thin them out.
    double square = 0;
    for (std::size_t const index : counted_areas_) {
        auto const& rings = locator_.areas()[index].rings;
        for (std::size_t i = 0; i < rings.size(); ++i) {
            auto const inside = clipped(rings[i], seen);
            if (!inside.empty()) square += (i == 0 ? 1 : -1) * area_of_ring(inside);
        }
    }
    if (counted_areas_.empty()) square = seen.width() * seen.height();
    for (auto& total : out) total.area_km2 = square / kSquareKm;
    return out;
}

std::vector<ui::PeopleFacts::Total> PeopleBook::in(std::span<std::uint32_t const> buildings) const {
    std::unordered_set<std::uint32_t> const chosen(buildings.begin(), buildings.end());
    auto out = totals(&Measure::fine, [&](Measure const& measure, Cell const& cell) {
        return measure.by_building && chosen.contains(cell.building);
    });
    std::erase_if(out, [](auto const& total) { return total.places == 0; });
    return out;
}

}  // namespace app
