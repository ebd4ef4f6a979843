#include "app/siting_data.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <map>
#include <set>

#include "app/confidential.h"
#include "app/population.h"
#include "geo/crs.h"
#include "geo/vector.h"
#include "twin/locate.h"

namespace app {
namespace {

using analysis::SiteData;
using analysis::SiteLayer;

/// Who walks does not walk on motorways.
double pace_of(twin::GroundClass kind) {
    switch (kind) {
        case twin::GroundClass::motorway:
        case twin::GroundClass::trunk: return -1;
        default: return 0;
    }
}

bool is_road(twin::GroundClass kind) {
    return kind >= twin::GroundClass::footpath && kind <= twin::GroundClass::motorway;
}

/// Roads drawn one over the other without common corners are a picture and no network: nobody could turn off one.
bool is_network(geo::Lines const& roads, double join) {
    std::map<std::pair<std::int64_t, std::int64_t>, std::size_t> first;
    std::set<std::size_t> meeting;
    for (std::size_t i = 0; i < roads.size(); ++i) {
        for (base::Vec2d const p : roads.line(i)) {
            auto const [at, fresh] = first.try_emplace({std::llround(p.x / join), std::llround(p.y / join)}, i);
            if (fresh || at->second == i) continue;
            meeting.insert(i);
            meeting.insert(at->second);
        }
    }
    return 2 * meeting.size() > roads.size();
}

std::shared_ptr<analysis::RoadReach const> roads_of(twin::District const& district, analysis::TravelMode const& mode) {
    geo::Lines roads;
    std::vector<double> paces;
    for (twin::GroundLayer const& layer : district.ground) {
        for (std::size_t i = 0; i < layer.lines.size(); ++i) {
            if (!is_road(layer.line_class[i])) continue;
            auto const line = layer.lines.line(i);
            roads.points.insert(roads.points.end(), line.begin(), line.end());
            roads.line_begin.push_back(static_cast<std::uint32_t>(roads.points.size()));
            roads.row.push_back(static_cast<std::uint32_t>(roads.row.size()));
            paces.push_back(pace_of(layer.line_class[i]));
        }
    }
    // Then every way is straight, times the detour, and says so.
    if (!is_network(roads, mode.join))
        return std::make_shared<analysis::RoadReach const>(geo::Lines{}, std::vector<double>{}, mode);
    return std::make_shared<analysis::RoadReach const>(roads, paces, mode);
}

base::Result<SiteLayer> read_layer(SiteLayerSpec const& spec, twin::District const& district, base::Findings& findings,
                                   base::Progress& progress) {
    geo::VectorRequest request;
    request.source = spec.source;
    request.layer = spec.layer;
    request.where = spec.where;
    request.all_fields = true;
    if (!spec.crs.empty()) request.crs = spec.crs;
    auto data = geo::read_vector(request, findings, progress);
    if (!data) return data.error();
    std::string const crs = data->crs.empty() ? district.frame.working_crs : data->crs;
    for (auto* points : {&data->polygons.points, &data->lines.points, &data->points.points}) {
        auto const moved = geo::to_local(*points, crs, district.frame);
        if (!moved) return base::Error{spec.source + ": " + moved.error().message};
    }
    SiteLayer out;
    out.id = spec.id;
    out.name = spec.name;
    std::string const file = std::filesystem::path(spec.source).filename().string();
    out.source = spec.layer.empty() ? file : file + "/" + spec.layer;
    out.areas = std::move(data->polygons);
    out.lines = std::move(data->lines);
    out.points = std::move(data->points.points);
    out.columns = std::move(data->columns);
    return out;
}

}  // namespace

base::Result<SiteData> read_site_data(SitesFile const& file, twin::District const& district, base::Findings& findings,
                                      base::Progress& progress) {
    SiteData out;
    for (SiteLayerSpec const& spec : file.layers) {
        if (progress.cancelled()) return base::Error{"stopped"};
        auto layer = read_layer(spec, district, findings, progress);
        if (!layer) return base::Error{"layer '" + spec.id + "': " + layer.error().message};
        out.layers.push_back(std::move(*layer));
    }
    out.travel = file.travel;
    out.roads = roads_of(district, file.travel);
    twin::Buildings const& b = district.buildings;
    for (std::size_t i = 0; i < b.size(); ++i) {
        out.buildings.push_back({analysis::plot_of(b.footprints, i), double{b.base_z[i]},
                                 double{b.base_z[i]} + double{b.height[i]} + double{b.roof_height[i]},
                                 std::max<int>(1, b.storeys[i])});
    }
    out.terrain = &district.terrain;
    auto sun = analysis::sun_track(
        {district.frame.origin_lonlat, district.frame.grid_convergence, analysis::SunDay::great_cold, 2001, 8, 16, 1});
    if (sun) out.sun = std::move(*sun);
    return out;
}

void add_people_and_tickets(twin::District const& district, twin::LiveState const& state, SiteData& data) {
    twin::Locator const locator(district);
    data.people.clear();
    data.tickets.clear();
    auto const published = publish(state, "resident", district.live.disclosure);
    constexpr std::array<std::string_view, 6> kFinest{"building", "grid100",   "grid250",
                                                      "grid500",  "community", "street"};
    std::string_view level;
    for (std::string_view const each : kFinest) {
        bool const there =
            std::ranges::any_of(published, [&](PublishedCell const& cell) { return cell.entry->record.level == each; });
        if (level.empty() && there) level = each;
    }
    data.people_known = !level.empty();
    for (PublishedCell const& cell : published) {
        twin::PopulationCell const& record = cell.entry->record;
        if (record.level != level || !cell.shown.count) continue;
        twin::Where where = record.where;
        if (level == "building" && where.building.empty()) where.building = record.id;
        if (auto const placed = locator.place(where))
            data.people.push_back({{placed->at.x, placed->at.y}, double{1} * *cell.shown.count});
    }
    auto const tickets = state.tickets();
    SecretTickets const secret = secret_tickets(state);
    data.tickets_known = !tickets.empty();
    for (auto const* entry : tickets) {
        twin::Ticket const& ticket = entry->ticket;
        if (ticket.secret || secret.contains(ticket.id)) continue;
        auto const placed = locator.place(ticket.where);
        if (!placed || placed->how == twin::Placed::How::area) continue;
        data.tickets.push_back({{placed->at.x, placed->at.y}, ticket.class_path});
    }
}

}  // namespace app
