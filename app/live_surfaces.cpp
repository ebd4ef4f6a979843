// What is drawn as surfaces: shaded areas, heat, columns, and buildings coloured by their people.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <iterator>

#include "analysis/cases.h"
#include "analysis/density.h"
#include "app/live_colours.h"
#include "app/live_work.h"
#include "app/population.h"

namespace app {
namespace {

// Fixed, so that two dates compare. Tickets per square kilometre in 30 days; people; tickets in a hexagon.
std::vector<float> const kHeatBreaks{100, 250, 500, 1000, 2000, 4000};
std::vector<float> const kColumnBreaks{1, 5, 10, 25, 50, 100};
std::vector<float> const kAreaBreaks{1, 10, 25, 50, 100, 200};   // tickets in a community in 30 days
std::vector<float> const kChildrenBreaks{0, 5, 10, 15, 20, 25};  // per cent of all
std::vector<float> const kElderlyBreaks{0, 5, 10, 15, 20, 30};
std::vector<float> const kPeopleBreaks{25, 50, 100, 250, 500};  // above the least that may be told
std::vector<float> const kDensityBreaks{1000, 5000, 10000, 20000, 40000, 80000};

constexpr double kRadius = 200;      ///< metres of the kernel, for districts (DOMAIN 8.1)
constexpr double kHeatSpacing = 20;  ///< metres
constexpr float kHexagon = 100;      ///< metres from the middle to a corner
constexpr base::UtcMs kDays30 = 30LL * 24 * 3600 * 1000;
constexpr float kHeatAlpha = 0xb0;
constexpr std::uint32_t kAreaAlpha = 0x60000000;
constexpr std::uint32_t kAreaNightAlpha = 0x30000000;
constexpr std::uint32_t kCellAlpha = 0x98000000;  ///< the legend's colour, and still the streets under it
constexpr std::uint32_t kCountAlpha = 0xa0000000;
/// Of a building whose people are too few to be told. Never the most striking colour: at night light means many.
std::uint32_t hidden(scene::Style style) { return style == scene::Style::night ? 0xff4c4a48 : 0xffb8b8b0; }

/// What is counted, or measured: between 1 – 9 and 10 – 24 nothing lies, between 5 – 10 and 10 – 15 the bound belongs
/// to the upper.
enum class Numbers : std::uint8_t { counted, measured };

std::string range_text(Ramp const& ramp, std::size_t i, Numbers numbers) {
    char text[48];
    if (i + 1 < ramp.breaks.size()) {
        double const low = static_cast<double>(ramp.breaks[i]);
        double const high = static_cast<double>(ramp.breaks[i + 1]) - (numbers == Numbers::counted ? 1 : 0);
        std::snprintf(text, sizeof text, low < high ? "%g – %g" : "%g", low, high);
    } else {
        std::snprintf(text, sizeof text, "≥ %g", static_cast<double>(ramp.breaks[i]));
    }
    return text;
}

void add_classes(scene::LiveLayer& layer, Ramp const& ramp, std::string const& unit,
                 Numbers numbers = Numbers::measured) {
    for (std::size_t i = 0; i < ramp.colours.size(); ++i)
        layer.classes.push_back(
            {range_text(ramp, i, numbers) + (i + 1 == ramp.colours.size() ? " " + unit : ""), ramp.colours[i]});
}

/// The hexagon of a pointy-topped honeycomb of radius kHexagon that a point lies in, by cube rounding.
std::pair<int, int> hexagon_of(base::Vec2d p) {
    double const q = (std::sqrt(3.0) / 3 * p.x - p.y / 3) / kHexagon;
    double const r = 2.0 / 3 * p.y / kHexagon;
    double x = std::round(q), z = std::round(r), y = std::round(-q - r);
    double const dx = std::abs(x - q), dy = std::abs(y + q + r), dz = std::abs(z - r);
    if (dx > dy && dx > dz) {
        x = -y - z;
    } else if (dy <= dz) {
        z = -x - y;
    }
    return {static_cast<int>(x), static_cast<int>(z)};
}

base::Vec2d middle_of(std::pair<int, int> hexagon) {
    double const q = hexagon.first, r = hexagon.second;
    return {kHexagon * std::sqrt(3.0) * (q + r / 2), kHexagon * 1.5 * r};
}

bool is_grid(std::string const& level) { return level.starts_with("grid"); }

bool is_recent(twin::Ticket const& ticket, base::UtcMs now) {
    base::UtcMs const told = analysis::time_of(ticket);
    return told == base::kNoTime || now - told <= kDays30;
}

/// What tells the community of a ticket; empty where only its street is known, or less.
twin::Where community_of(twin::Ticket const& ticket) {
    twin::Where where = ticket.where;
    where.grid.clear();
    where.street.clear();
    if (ticket.secret) return {.level = twin::PlaceLevel::community, .community = where.community};
    if (where.level == twin::PlaceLevel::street && where.community.empty()) return {};
    return where;
}

/// Per cent of the people that an age has; none where it may not be told.
std::optional<double> share_of(PublishedCell const& people, bool elderly) {
    twin::PopulationCell const& cell = people.entry->record;
    double const part = cell.by_age[elderly ? 2 : 0];
    if (!people.parts || part < 0 || cell.count <= 0) return {};
    return 100 * part / cell.count;
}

double cell_side(std::string const& level) { return level == "grid100" ? 100 : level == "grid500" ? 500 : 250; }

}  // namespace

void LiveLayers::add_ticket_areas(Work& work, std::uint8_t layer, std::vector<std::uint32_t> const& counts) const {
    // One quiet colour, that of the plates under the numbers: the number says how many, and a ramp of heat would turn
    // half a district red at night, where red is an alarm. Over heat the number alone: two washes would say a third
    // thing.
    std::uint32_t const colour = work.style == scene::Style::night ? 0x4f7fb5 : 0xf4e3c1;
    std::uint32_t const alpha = work.choice.ticket_heat             ? 0
                                : work.style == scene::Style::night ? kAreaNightAlpha
                                                                    : kAreaAlpha;
    for (std::size_t i = 0; i < counts.size(); ++i)
        if (counts[i] > 0)
            work.out.input.areas.push_back(
                {locator_.areas()[i].rings, alpha | colour, std::to_string(counts[i]), layer});
}

void LiveLayers::add_all_ticket_areas(Work& work) const {
    Ramp const ramp = heat_ramp(kAreaBreaks, work.style);
    std::uint8_t const layer =
        add_layer<twin::Ticket>(work, say("各社区工单数，近 30 天", "Tickets by community, 30 days"));
    std::vector<std::uint32_t> counts(locator_.areas().size(), 0);
    std::uint64_t nowhere = 0;
    for (auto const* entry : work.moment.state.tickets()) {
        if (!is_recent(entry->ticket, work.now())) continue;
        auto const placed = locator_.place(community_of(entry->ticket));
        if (placed && placed->area >= 0) {
            ++counts[static_cast<std::size_t>(placed->area)];
        } else {
            ++nowhere;
        }
    }
    add_classes(work.out.input.layers[layer], ramp, say("件", "tickets"), Numbers::counted);
    if (nowhere > 0) {
        std::string const text = std::to_string(nowhere) + say(" 件无所属社区", " without an area");
        work.out.input.layers[layer].classes.push_back({text, hidden(work.style) & 0xffffff});
    }
    for (std::size_t i = 0; i < counts.size(); ++i) {
        if (counts[i] == 0) continue;
        std::uint32_t const colour = ramp.colours[static_cast<std::size_t>(ramp.class_of(counts[i]))];
        work.out.input.areas.push_back(
            {locator_.areas()[i].rings, kCountAlpha | colour, std::to_string(counts[i]), layer});
    }
}

void LiveLayers::add_ticket_surfaces(Work& work) const {
    std::vector<analysis::WeightedPoint> points;
    std::map<std::pair<int, int>, std::uint32_t> hexagons;
    for (auto const* entry : work.moment.state.tickets()) {
        // Repeats are one matter; what is known to an area only would heap up in its middle (DOMAIN 8).
        // A confidential caller's place must not be read off a lone bump either.
        twin::Ticket const& ticket = entry->ticket;
        if (!ticket.repeat_of.empty() || ticket.secret || !is_recent(ticket, work.now())) continue;
        auto const placed = place(work, ticket.where);
        if (!placed || placed->how == twin::Placed::How::area) continue;
        base::Vec2d const at{placed->at.x, placed->at.y};
        points.push_back({at, 1});
        ++hexagons[hexagon_of(at)];
    }
    if (work.choice.ticket_heat) {
        Ramp const ramp = heat_ramp(kHeatBreaks, work.style);
        std::uint8_t const layer = add_layer<twin::Ticket>(work, say("工单密度，近 30 天", "Ticket density, 30 days"));
        add_classes(work.out.input.layers[layer], ramp, say("件/平方公里", "per km²"));
        analysis::DensityGrid grid = analysis::density(points, extent_.grown(kRadius), kHeatSpacing, kRadius);
        scene::Heat& heat = work.out.input.heat;
        heat.origin_x = grid.origin_x;
        heat.origin_y = grid.origin_y;
        heat.spacing = grid.spacing;
        heat.width = grid.width;
        heat.height = grid.height;
        heat.value = std::move(grid.value);
        heat.breaks = ramp.breaks;
        heat.layer = layer;
        auto const alpha = static_cast<std::uint32_t>(std::lround(kHeatAlpha * work.choice.heat_opacity));
        for (std::uint32_t const colour : ramp.colours) heat.colours.push_back(alpha << 24 | colour);
    }
    if (!work.choice.ticket_columns) return;
    Ramp const ramp = heat_ramp(kColumnBreaks, work.style);
    std::uint8_t const layer = add_layer<twin::Ticket>(work, say("工单数，近 30 天", "Tickets, 30 days"));
    add_classes(work.out.input.layers[layer], ramp, say("件", "tickets"), Numbers::counted);
    for (auto const& [hexagon, count] : hexagons) {
        scene::Prism column;
        column.at = middle_of(hexagon);
        column.radius = kHexagon * 0.92F;
        column.height = 12 * std::sqrt(static_cast<float>(count));
        column.colour = ramp.colours[static_cast<std::size_t>(ramp.class_of(count))];
        column.id = work.report("tickets", std::to_string(count));
        column.layer = layer;
        work.out.input.columns.push_back(column);
    }
}

void LiveLayers::add_population(Work& work) const {
    // No class begins below what may be told.
    std::vector<float> breaks{static_cast<float>(std::max(1.0, disclosure_.least_in_building))};
    std::ranges::copy_if(kPeopleBreaks, std::back_inserter(breaks), [&](float b) { return b > breaks.front(); });
    Ramp const ramp = people_ramp(breaks, work.style);
    std::uint8_t const layer = add_layer<twin::PopulationCell>(work, say("楼栋常住人口", "Residents by building"));
    add_classes(work.out.input.layers[layer], ramp, say("人", "people"), Numbers::counted);
    auto& colours = work.out.input.building_colours;
    colours.assign(buildings_, 0);
    double below = 0;
    for (PublishedCell const& people : publish(work.moment.state, "resident", disclosure_)) {
        if (people.entry->record.level != "building") continue;
        twin::Where where = people.entry->record.where;
        if (where.building.empty()) where.building = people.entry->record.id;
        auto const placed = place(work, where);
        if (!placed || !placed->building) continue;
        std::uint32_t& colour = colours[placed->building->value];
        if (!people.shown.count) {
            below = std::max(below, people.shown.below);
            colour = hidden(work.style);
            continue;
        }
        int const row = ramp.class_of(*people.shown.count);
        if (row >= 0) colour = 0xff000000 | ramp.colours[static_cast<std::size_t>(row)];
    }
    if (below > 0) {
        char text[64];
        std::snprintf(text, sizeof text, "%s %g", say("已隐去，少于", "hidden, fewer than").c_str(), below);
        work.out.input.layers[layer].classes.push_back({text, hidden(work.style) & 0xffffff});
    }
}

/// Squares on the ground: of residents, or where no cell counts those, of people at night.
void LiveLayers::add_age_cells(Work& work, bool elderly, std::uint8_t layer) const {
    Ramp const ramp = people_ramp(elderly ? kElderlyBreaks : kChildrenBreaks, work.style);
    for (char const* const measure : {"resident", "night"}) {
        bool any = false;
        for (PublishedCell const& people : publish(work.moment.state, measure, disclosure_)) {
            twin::PopulationCell const& cell = people.entry->record;
            if (!is_grid(cell.level) || !cell.where.at) continue;
            any = true;
            auto const share = share_of(people, elderly);
            auto const at = share ? locator_.local(*cell.where.at) : std::nullopt;
            if (!at) continue;
            double const h = cell_side(cell.level) / 2;
            std::vector<base::Vec2d> const square{
                {at->x - h, at->y - h}, {at->x + h, at->y - h}, {at->x + h, at->y + h}, {at->x - h, at->y + h}};
            std::uint32_t const colour = ramp.colours[static_cast<std::size_t>(ramp.class_of(*share))];
            work.out.input.areas.push_back({{square}, kCellAlpha | colour, "", layer});
        }
        if (any) return;
    }
}

void LiveLayers::add_population_ages(Work& work, bool elderly) const {
    Ramp const ramp = people_ramp(elderly ? kElderlyBreaks : kChildrenBreaks, work.style);
    std::uint8_t const layer =
        add_layer<twin::PopulationCell>(work, elderly ? say("60 岁及以上人口占比", "Share of people of 60 and over")
                                                      : say("0–14 岁人口占比", "Share of people of 0 to 14"));
    add_classes(work.out.input.layers[layer], ramp, "%");
    auto& colours = work.out.input.building_colours;
    colours.assign(buildings_, 0);
    bool any_hidden = false;
    for (PublishedCell const& people : publish(work.moment.state, "resident", disclosure_)) {
        twin::PopulationCell const& cell = people.entry->record;
        if (cell.level != "building" || cell.count <= 0) continue;
        twin::Where where = cell.where;
        if (where.building.empty()) where.building = cell.id;
        auto const placed = place(work, where);
        if (!placed || !placed->building) continue;
        auto const share = share_of(people, elderly);
        any_hidden = any_hidden || !share;
        colours[placed->building->value] =
            share ? 0xff000000 | ramp.colours[static_cast<std::size_t>(ramp.class_of(*share))] : hidden(work.style);
    }
    if (any_hidden)
        work.out.input.layers[layer].classes.push_back(
            {say("人数过少，已隐去", "hidden, too few"), hidden(work.style) & 0xffffff});
    add_age_cells(work, elderly, layer);
}

void LiveLayers::add_population_columns(Work& work, std::string const& measure) const {
    Ramp const ramp = people_ramp(kDensityBreaks, work.style);
    bool const day = measure == "day";
    std::uint8_t const layer = add_layer<twin::PopulationCell>(
        work, day ? say("日间人口密度", "People by day") : say("夜间人口密度", "People by night"));
    add_classes(work.out.input.layers[layer], ramp, say("人/平方公里", "per km²"));
    for (PublishedCell const& people : publish(work.moment.state, measure, disclosure_)) {
        twin::PopulationCell const& cell = people.entry->record;
        if (!is_grid(cell.level) || !people.shown.count || !cell.where.at) continue;
        auto const at = locator_.local(*cell.where.at);
        if (!at) continue;
        double const side = cell_side(cell.level);
        double const density = *people.shown.count / (side * side) * 1e6;
        int const row = ramp.class_of(density);
        if (row < 0) continue;
        scene::Prism column;
        column.at = *at;
        column.sides = 4;
        column.radius = static_cast<float>(side * 0.46 * std::sqrt(2.0));
        column.height = static_cast<float>(density / 400);
        column.colour = ramp.colours[static_cast<std::size_t>(row)];
        column.id = work.report("population", cell.id);
        column.layer = layer;
        work.out.input.columns.push_back(column);
    }
}

}  // namespace app
