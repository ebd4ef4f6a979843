#include "analysis/site_scheme.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <limits>
#include <map>
#include <numbers>

#include "twin/lookup.h"

namespace analysis {
namespace {

constexpr double kLowSun = 0.30;     ///< tan of the lowest sun of the bands, about: how far shadows reach
constexpr double kMostReach = 300;   ///< metres; beyond, one building's shadow passes in minutes
constexpr double kSpacing = 1.0;     ///< metres between windows
constexpr double kStoreyHeight = 3;  ///< metres, where a building does not say

std::string_view duty_of(twin::Use use) {
    switch (use) {
        case twin::Use::residential:
        case twin::Use::urban_village: return "dwelling";
        case twin::Use::school: return "school";
        case twin::Use::hospital: return "ward";
        default: return {};
    }
}

Plot plot_of_building(twin::Buildings const& buildings, std::size_t b) { return plot_of(buildings.footprints, b); }

double top_of(twin::Buildings const& b, std::size_t i) {
    return double{b.base_z[i]} + double{b.height[i]} + double{b.roof_height[i]};
}

twin::Name rule_text(SunRule const& rule) {
    std::array<char, 64> out{};
    std::snprintf(out.data(), out.size(), " %.0f h, %.0f-%.0f", rule.hours, rule.from, rule.to);
    twin::Name const day = name(rule.day);
    return {day.zh + out.data(), day.en + out.data()};
}

struct Group {
    SunRule const* rule = nullptr;
    std::vector<Neighbour> neighbours;
    std::vector<std::uint32_t> buildings;
};

double box_distance(base::Extent const& a, base::Extent const& b) {
    double const dx = std::max({a.min_x - b.max_x, b.min_x - a.max_x, 0.0});
    double const dy = std::max({a.min_y - b.max_y, b.min_y - a.max_y, 0.0});
    return std::hypot(dx, dy);
}

/// Neighbours by the rule that holds for them: each day and band has a sun of its own.
std::vector<Group> groups_of(twin::Buildings const& b, std::span<Block const> blocks, double reach,
                             std::vector<std::uint32_t> const& cleared, SunDuty const& duty,
                             std::span<SunRule const> rules) {
    base::Extent box;
    for (Block const& block : blocks) box.add(extent_of(block.outline));
    std::map<SunRule const*, Group> by_rule;
    for (std::uint32_t i = 0; i < b.size(); ++i) {
        std::string_view const what = duty_of(b.use[i]);
        if (what.empty() || std::ranges::binary_search(cleared, i)) continue;
        Plot const outline = plot_of_building(b, i);
        if (box_distance(extent_of(outline), box) > reach) continue;
        SunRule const* const rule = find_rule(rules, duty.zone, duty.city, what);
        if (!rule) continue;
        int const storeys = std::max<int>(1, b.storeys[i]);
        FacadeRequest request;
        request.id = std::to_string(i);
        request.outline = outline;
        request.ground = double{b.base_z[i]};
        request.storeys = storeys;
        request.storey_height = b.height[i] > 0 ? double{b.height[i]} / storeys : kStoreyHeight;
        request.spacing = kSpacing;
        request.limit = rule->hours;
        Group& group = by_rule[rule];
        group.rule = rule;
        group.neighbours.push_back(facades_of(request));
        group.buildings.push_back(i);
    }
    std::vector<Group> out;
    for (SunRule const& rule : rules) {
        auto const at = by_rule.find(&rule);
        if (at != by_rule.end()) out.push_back(std::move(at->second));
    }
    return out;
}

NeighbourLoss loss_of(Neighbour const& neighbour, NeighbourSun const& sun, SunRule const& rule, SunTrack const& track) {
    NeighbourLoss out;
    out.rule = rule_text(rule);
    out.day = rule.day;
    out.limit = rule.hours;
    out.windows = sun.after.size();
    out.fallen = sun.fallen;
    out.worse_below = sun.worse_below;
    out.most_lost = sun.most_lost;
    out.said = describe(neighbour, sun);
    // The window that loses most, and of those the one that is left with least.
    std::size_t const sills = std::max<std::size_t>(1, neighbour.sills.size());
    int most = std::numeric_limits<int>::min(), left = 0;  // all may gain, where something goes
    for (std::size_t i = 0; i < sun.after.size(); ++i) {
        if (sun.before[i].total == 0 && sun.after[i].total == 0) continue;  // to the north: nothing to lose
        int const lost = sun.before[i].total - sun.after[i].total;
        if (lost < most || (lost == most && sun.after[i].total >= left)) continue;
        most = lost;
        left = sun.after[i].total;
        out.least_before = track.hours(sun.before[i].total);
        out.least_after = track.hours(left);
        out.storey = static_cast<int>(i % sills) + 1;
    }
    return out;
}

void shade(SchemeResult& out, SchemeAsk const& ask, twin::District const& district, std::span<SunRule const> rules,
           base::Progress& progress) {
    twin::Buildings const& b = district.buildings;
    double highest = 0;
    for (Block const& block : out.blocks) highest = std::max(highest, block.height());
    double const reach = ask.duty.reach > 0 ? ask.duty.reach : std::clamp(highest / kLowSun, 30.0, kMostReach);
    auto groups = groups_of(b, out.blocks, reach, out.cleared, ask.duty, rules);
    // What may shade a neighbour: everything around, farther than the neighbours themselves.
    base::Extent box = extent_of(ask.site.plot);
    for (Block const& block : out.blocks) box.add(extent_of(block.outline));
    SunScheme scheme;
    for (Block const& block : out.blocks) scheme.added.push_back(prism_of(block));
    std::vector<Prism> standing;
    for (std::uint32_t i = 0; i < b.size(); ++i) {
        Plot outline = plot_of_building(b, i);
        if (box_distance(extent_of(outline), box) > reach + kMostReach) continue;
        if (std::ranges::binary_search(out.cleared, i))
            scheme.removed.push_back(static_cast<std::uint32_t>(standing.size()));
        standing.push_back({std::move(outline), top_of(b, i)});
    }
    for (Group const& group : groups) {
        if (progress.cancelled()) return;
        auto const track = sun_track({district.frame.origin_lonlat, district.frame.grid_convergence, group.rule->day,
                                      2001, group.rule->from, group.rule->to, 1});
        if (!track) {
            out.sun_problem = {track.error().message, track.error().message};
            continue;
        }
        auto const suns = sunlight(group.neighbours, standing, scheme, *track);
        for (std::size_t i = 0; i < suns.size(); ++i) {
            NeighbourLoss loss = loss_of(group.neighbours[i], suns[i], *group.rule, *track);
            loss.building = group.buildings[i];
            std::string const called = twin::name_text(district, twin::BuildingId{loss.building});
            std::string const id = twin::id_text(district, twin::BuildingId{loss.building});
            loss.name = called.empty() ? id : called + " " + id;
            loss.at = middle_of(plot_of_building(b, loss.building));
            out.fallen += loss.fallen;
            out.worse += loss.worse_below;
            out.most_lost = std::max(out.most_lost, loss.most_lost);
            ++out.looked_at;
            out.neighbours.push_back(std::move(loss));
        }
    }
    std::ranges::stable_sort(out.neighbours, [](NeighbourLoss const& p, NeighbourLoss const& q) {
        std::size_t const bad_p = p.fallen + p.worse_below, bad_q = q.fallen + q.worse_below;
        return bad_p != bad_q ? bad_p > bad_q : p.most_lost > q.most_lost;
    });
}

void look(SchemeResult& out, SchemeAsk const& ask, twin::District const& district) {
    if (ask.viewpoints.empty()) return;
    base::Extent near;
    for (Viewpoint const& v : ask.viewpoints) near.add(base::Extent{v.at.x, v.at.y, v.at.x, v.at.y}.grown(v.reach));
    for (Landmark const& l : ask.landmarks) near.add(base::Extent{l.at.x, l.at.y, l.at.x, l.at.y}.grown(kMostReach));
    SunScheme scheme;
    for (Block const& block : out.blocks) scheme.added.push_back(prism_of(block));
    twin::Buildings const& b = district.buildings;
    std::vector<Prism> standing;
    for (std::uint32_t i = 0; i < b.size(); ++i) {
        auto const outer = b.footprints.outer(i);
        if (outer.empty() || !near.contains(outer.front())) continue;
        if (std::ranges::binary_search(out.cleared, i))
            scheme.removed.push_back(static_cast<std::uint32_t>(standing.size()));
        standing.push_back({plot_of_building(b, i), top_of(b, i)});
    }
    out.views = view_losses({ask.viewpoints, ask.landmarks, standing, scheme, &district.terrain});
    for (ViewLoss const& view : out.views) {
        out.views_known += view.known();
        out.views_kept += view.known() && view.kept();
    }
}

}  // namespace

SunDay sun_day_of(SchemeResult const& result) {
    auto const solstice = std::ranges::count(result.neighbours, SunDay::winter_solstice, &NeighbourLoss::day);
    bool const most = 2 * static_cast<std::size_t>(solstice) > result.neighbours.size();
    return most ? SunDay::winter_solstice : SunDay::great_cold;
}

std::vector<std::uint32_t> buildings_on(Site const& site, twin::Buildings const& buildings) {
    std::vector<std::uint32_t> out;
    base::Extent const box = extent_of(site.plot);
    for (std::uint32_t i = 0; i < buildings.size(); ++i) {
        auto const ring = buildings.footprints.outer(i);
        if (ring.empty() || !box.grown(200).contains(ring.front())) continue;
        if (contains(site.plot, middle_of(plot_of(buildings.footprints, i)))) out.push_back(i);
    }
    return out;
}

base::Result<SchemeResult> assess(SchemeAsk const& ask, twin::District const& district, std::span<SunRule const> rules,
                                  base::Progress& progress) {
    SchemeResult out;
    if (!ask.scheme.model.empty() && !ask.model) return base::Error{ask.scheme.model + ": the model has not been read"};
    if (ask.model) {
        out.model = ask.model;
        out.place = place_of(ask.scheme, ask.model->outline, ask.site, &district.terrain);
        out.blocks = blocks_of(ask.scheme, ask.model->outline, ask.site, &district.terrain);
    } else {
        out.blocks = blocks_of(ask.scheme, ask.site, &district.terrain);
    }
    out.limits = limits_of(ask.limits, ask.site, ask.own);
    auto massed = massing(ask.site.plot, out.blocks, out.limits, ask.scheme.green * ask.site.area);
    if (!massed) return massed.error();
    out.massing = std::move(*massed);
    out.cleared = buildings_on(ask.site, district.buildings);
    shade(out, ask, district, rules, progress);
    look(out, ask, district);
    if (progress.cancelled()) return base::Error{"stopped"};
    return out;
}

}  // namespace analysis
