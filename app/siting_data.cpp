#include "app/siting_data.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <map>
#include <set>

#include "app/confidential.h"
#include "app/facts_parts.h"
#include "app/population.h"
#include "app/siting_roads.h"
#include "geo/crs.h"
#include "geo/vector.h"
#include "twin/locate.h"

namespace app {
namespace {

using analysis::SiteData;
using analysis::SiteLayer;

/// Whether some measure of the file goes that way.
bool is_asked(SitesFile const& file, analysis::TravelBy by) {
    return std::ranges::any_of(file.studies, [&](StudySpec const& spec) {
        auto const so = [&](auto const& each) { return each.measure.by == by; };
        return std::ranges::any_of(spec.study.constraints, so) || std::ranges::any_of(spec.study.criteria, so);
    });
}

base::Result<SiteLayer> read_site_layer(SiteLayerSpec const& spec, twin::District const& district,
                                        base::Findings& findings, base::Progress& progress) {
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

void add_events(twin::Locator const& locator, twin::LiveState const& state, base::UtcMs now, SiteData& data) {
    data.events.clear();
    data.event_names.clear();
    std::map<std::string, base::Vec2d> cameras;
    for (auto const* entry : state.cameras())
        if (auto const placed = locator.place(entry->record.where); placed && placed->how != twin::Placed::How::area)
            cameras[entry->record.id] = {placed->at.x, placed->at.y};
    auto const episodes = state.episodes(now);
    data.events_known = episodes.size() > 0;
    for (twin::Episode const& episode : episodes) {
        twin::CityEvent const& event = *episode.last;
        if (auto const placed = locator.place(event.where); placed && placed->how != twin::Placed::How::area)
            data.events.push_back({{placed->at.x, placed->at.y}, event.type});
        else if (auto const camera = cameras.find(event.camera); camera != cameras.end())
            data.events.push_back({camera->second, event.type});
        else
            continue;
        data.event_names.try_emplace(event.type, event_name(event.type, {}));
    }
}

}  // namespace

base::Result<SiteData> read_site_data(SitesFile const& file, twin::District const& district, base::Findings& findings,
                                      base::Progress& progress) {
    SiteData out;
    for (SiteLayerSpec const& spec : file.layers) {
        if (progress.cancelled()) return base::Error{"stopped"};
        auto layer = read_site_layer(spec, district, findings, progress);
        if (!layer) return base::Error{"layer '" + spec.id + "': " + layer.error().message};
        out.layers.push_back(std::move(*layer));
    }
    using analysis::TravelBy;
    out.roads = make_ways(district, file.travel, TravelBy::foot);
    if (is_asked(file, TravelBy::cycle)) out.cycle_roads = make_ways(district, file.travel, TravelBy::cycle);
    if (is_asked(file, TravelBy::car)) out.car_roads = make_ways(district, file.travel, TravelBy::car);
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

void add_reports(twin::District const& district, twin::LiveState const& state, base::UtcMs now, SiteData& data) {
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
    add_events(locator, state, now, data);
}

}  // namespace app
