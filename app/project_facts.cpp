#include "app/project_facts.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <tuple>

#include "analysis/cases.h"
#include "app/project_pictures.h"
#include "report/csv_field.h"

namespace app {
namespace {

constexpr double kSiteAround = 30;    ///< metres beyond a site that still count as at it
constexpr double kNoiseAround = 100;  ///< noise is heard further
constexpr double kFront = 25;         ///< metres: a place is looked at where ground so near is seen
constexpr double kBehind = 0.10;      ///< share of the whole that a project may lag before it counts as late

/// What has to do with building, of the types of DOMAIN 4.1.
bool concerns_sites(std::string const& type) {
    constexpr std::array<std::string_view, 10> kTypes{
        "green_net_missing", "fire_lane_blocked", "construction_occupy", "no_helmet",       "debris_pile",
        "dumping",           "road_damage",       "fire_smoke",          "garbage_exposed", "manhole"};
    return std::ranges::find(kTypes, type) != kTypes.end();
}

/// Noise, dust and building, by the words of the class that the source gives.
bool concerns_sites(twin::Ticket const& ticket) {
    constexpr std::array<std::string_view, 7> kSiteWords{"噪", "扬尘", "施工", "工地", "渣土", "裸土", "noise"};
    return std::ranges::any_of(
        kSiteWords, [&](std::string_view word) { return ticket.class_path.find(word) != std::string::npos; });
}

bool is_at(analysis::Plot const& plot, base::Extent const& extent, base::Vec3d at, double around) {
    base::Vec2d const p{at.x, at.y};
    if (!extent.grown(around).contains(p)) return false;
    if (analysis::contains(plot, p)) return true;
    for (analysis::Ring const& ring : plot) {
        for (std::size_t i = 0; i < ring.size(); ++i)
            if (analysis::distance(p, {ring[i], ring[(i + 1) % ring.size()]}) <= around) return true;
    }
    return false;
}

void judge_progress(ui::ProjectRow& row, base::UtcMs now) {
    if (row.planned_by_dates) row.planned = planned_by(row.planned_start, row.planned_end, now);
    // What is finished has nothing left to be late with, however late it became so.
    bool const under_way =
        (row.stage == ui::ProjectStage::plan || row.stage == ui::ProjectStage::build) && row.completed == base::kNoTime;
    bool const past = row.planned_end != base::kNoTime && now > row.planned_end && row.actual < 1;
    bool const behind = row.planned >= 0 && row.actual >= 0 && row.planned - row.actual > kBehind;
    row.late = under_way && (past || behind);
}

ui::ProjectRow::Linked linked(ui::SubjectKind kind, std::string const& id, base::Vec3d at, std::string const& type,
                              twin::Name const& name) {
    ui::ProjectRow::Linked out;
    out.subject.kind = kind;
    out.subject.id = id;
    out.subject.at = at;
    out.type = type;
    out.name = name;
    return out;
}

void link(ui::ProjectRow& row, analysis::Plot const& plot, ui::Facts const& facts) {
    for (ui::EventRow const& event : facts.events.events) {
        if (!event.at || !concerns_sites(event.type) || !is_at(plot, row.extent, *event.at, kSiteAround)) continue;
        row.events.push_back(linked(ui::SubjectKind::event, event.id, *event.at, event.type, event.type_name));
        row.events.back().at = event.last;
        row.events.back().open = event.open;
    }
    for (ui::TicketRow const& ticket : facts.hotline.tickets) {
        if (!ticket.at || ticket.ticket.secret || !concerns_sites(ticket.ticket)) continue;
        if (!is_at(plot, row.extent, *ticket.at, kNoiseAround)) continue;
        std::string const leaf(analysis::leaf_of_class(ticket.ticket.class_path));
        row.tickets.push_back(
            linked(ui::SubjectKind::ticket, ticket.ticket.id, *ticket.at, leaf, twin::Name{leaf, ""}));
        row.tickets.back().at = ticket.ticket.called;
        row.tickets.back().open = ticket.open;
    }
    auto const newest = [](ui::ProjectRow::Linked const& a, ui::ProjectRow::Linked const& b) {
        return std::tie(b.at, a.subject.id) < std::tie(a.at, b.subject.id);
    };
    std::ranges::sort(row.events, newest);
    std::ranges::sort(row.tickets, newest);
}

void take_coverage(ui::ProjectRow& row, analysis::Coverage::OfPlot const& of, analysis::Coverage const& coverage) {
    row.seen = of.seen;
    for (auto const& share : of.shares) row.cameras.push_back({coverage.cameras()[share.camera].id, share.share});
}

ui::ZoneRow zone_of(Sites::Zone const& zone, ui::Facts const& facts) {
    ui::ZoneRow row = zone.row;
    auto const in = [&](std::optional<base::Vec3d> const& at) {
        return at && row.extent.contains({at->x, at->y}) && analysis::contains(zone.plot, {at->x, at->y});
    };
    for (ui::TicketRow const& ticket : facts.hotline.tickets) {
        if (!ticket.open || !in(ticket.at)) continue;
        ++row.tickets;
        row.overdue += ticket.overdue ? 1 : 0;
    }
    for (ui::EventRow const& event : facts.events.events) row.events += event.open && in(event.at) ? 1U : 0U;
    for (ui::CameraRow const& camera : facts.events.cameras) row.cameras += in(camera.at) ? 1U : 0U;
    return row;
}

std::vector<ui::RepeatedPlace> repeated_places(ui::Facts const& facts, analysis::Coverage const* coverage) {
    std::vector<ui::RepeatedPlace> out;
    for (ui::Tally const& tally : facts.hotline.repeated) {
        if (!tally.at) continue;
        bool const watched = coverage && coverage->sees_near({tally.at->x, tally.at->y}, kFront);
        out.push_back({tally.key, tally.count, tally.open, *tally.at, watched});
    }
    std::ranges::stable_sort(out, [](ui::RepeatedPlace const& a, ui::RepeatedPlace const& b) {
        return std::tie(a.watched, b.count) < std::tie(b.watched, a.count);
    });
    return out;
}

std::string fraction(double share) {
    if (share < 0) return {};
    std::array<char, 16> text{};
    std::snprintf(text.data(), text.size(), "%.3f", share);
    return text.data();
}

}  // namespace

std::vector<analysis::StandingCamera> standing_cameras(ui::EventFacts const& events) {
    std::vector<analysis::StandingCamera> out;
    for (ui::CameraRow const& row : events.cameras) {
        if (!row.at || !row.camera.pose || row.camera.status == twin::DeviceStatus::offline) continue;
        out.push_back({row.camera.id, {row.at->x, row.at->y}, *row.camera.pose});
    }
    return out;
}

SiteCoverage cover(Sites const& sites, std::vector<analysis::StandingCamera> cameras, analysis::Sight const& sight) {
    SiteCoverage out;
    auto const coverage = std::make_shared<analysis::Coverage>(std::move(cameras), sight);
    for (Sites::Project const& project : sites.projects) out.projects.push_back(coverage->of(project.plot));
    for (Sites::Zone const& zone : sites.zones) out.zones.push_back(coverage->of(zone.plot));
    out.coverage = coverage;
    return out;
}

ui::ProjectFacts project_facts(Sites const& sites, ui::Facts const& facts, SiteCoverage const* covered) {
    ui::ProjectFacts out;
    out.revision = facts.revision;
    out.moment = facts.time.event;
    out.has_layer = sites.has_layer;
    out.has_zones = sites.has_zones;
    out.cameras = static_cast<std::uint32_t>(facts.events.cameras.size());
    for (ui::CameraRow const& camera : facts.events.cameras) out.posed += camera.camera.pose ? 1U : 0U;
    bool const known = covered && covered->coverage && !covered->coverage->cameras().empty();
    out.coverage_known = known;
    for (std::size_t i = 0; i < sites.projects.size(); ++i) {
        ui::ProjectRow row = sites.projects[i].row;
        judge_progress(row, out.moment);
        link(row, sites.projects[i].plot, facts);
        add_pictures(row, sites.projects[i].pictures, facts.events.events, out.moment);
        if (known) take_coverage(row, covered->projects[i], *covered->coverage);
        ++out.by_stage[static_cast<std::size_t>(row.stage)];
        out.late += row.late ? 1 : 0;
        out.differing += row.too_high || row.too_large ? 1U : 0U;
        out.projects.push_back(std::move(row));
    }
    std::ranges::stable_sort(out.projects, [](ui::ProjectRow const& a, ui::ProjectRow const& b) {
        return std::tuple(a.stage, a.planned_start, a.id) < std::tuple(b.stage, b.planned_start, b.id);
    });
    out.places = repeated_places(facts, known ? covered->coverage.get() : nullptr);
    for (ui::RepeatedPlace const& place : out.places) out.unwatched += known && !place.watched ? 1U : 0U;
    for (std::size_t i = 0; i < sites.zones.size(); ++i) {
        ui::ZoneRow row = zone_of(sites.zones[i], facts);
        if (known) row.unseen = 1 - covered->zones[i].seen;
        for (ui::RepeatedPlace const& place : out.places) {
            if (!analysis::contains(sites.zones[i].plot, {place.at.x, place.at.y})) continue;
            ++row.repeated;
            row.unwatched += known && !place.watched ? 1U : 0U;
        }
        out.zones.push_back(std::move(row));
    }
    return out;
}

std::string zones_csv(ui::ProjectFacts const& facts) {
    std::string out =
        "\xEF\xBB\xBF编号 id,名称 name_zh,英文名 name_en,类型 kind,面积公顷 hectares,在办工单 open_tickets,"
        "超期工单 overdue_tickets,持续中事件 ongoing_events,多发地点 repeated_places,无监控多发地点 unwatched_places,"
        "摄像机 cameras,无监控覆盖率 unseen_share,数据时间 data_time\r\n";
    for (ui::ZoneRow const& zone : facts.zones) {
        std::array<char, 32> hectares{};
        std::snprintf(hectares.data(), hectares.size(), "%.2f", zone.area / 10'000);
        for (std::string const& text : {zone.id, zone.name.zh, zone.name.en, zone.kind})
            out += report::csv_field(text) + ',';
        out += hectares.data();
        for (std::uint32_t const n : {zone.tickets, zone.overdue, zone.events, zone.repeated})
            out += ',' + std::to_string(n);
        // Where coverage is not known nobody can say that nobody looks.
        out += ',' + (facts.coverage_known ? std::to_string(zone.unwatched) : std::string());
        out += ',' + std::to_string(zone.cameras) + ',' + fraction(zone.unseen) + ',' +
               base::format_time(facts.moment) + "\r\n";
    }
    return out;
}

}  // namespace app
