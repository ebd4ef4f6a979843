#include "analysis/sunlight.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "analysis/sun_profile.h"
#include "base/degrees.h"
#include "base/parallel.h"
#include "base/solar.h"
#include "base/time.h"

namespace analysis {

namespace {

using base::Vec2d;

/// What stands, told apart by when it does.
struct Blocks {
    std::vector<SunBlock> always, before, after;
};

Blocks blocks_of(std::span<Prism const> standing, SunScheme const& scheme) {
    Blocks blocks;
    std::vector<bool> goes(standing.size());
    for (std::uint32_t const i : scheme.removed)
        if (i < goes.size()) goes[i] = true;
    for (std::size_t i = 0; i < standing.size(); ++i)
        (goes[i] ? blocks.before : blocks.always).push_back(sun_block(standing[i]));
    for (Prism const& p : scheme.added) blocks.after.push_back(sun_block(p));
    return blocks;
}

/// The few of them that can hide a neighbour at all.
std::vector<SunBlock const*> near(std::vector<SunBlock> const& blocks, Neighbour const& n, SunTrack const& track) {
    base::Extent box;
    for (WindowColumn const& c : n.columns) box.add(base::Extent{c.at.x, c.at.y, c.at.x, c.at.y}.grown(c.width));
    std::vector<SunBlock const*> out;
    for (SunBlock const& b : blocks)
        if (may_hide(b, box, n.sills.front(), track)) out.push_back(&b);
    return out;
}

std::pair<Vec2d, Vec2d> ends_of(WindowColumn const& c) {
    Vec2d const along = Vec2d{-c.facing.y, c.facing.x} * (c.width / 2);
    return {c.at - along, c.at + along};
}

void judge(Neighbour const& n, SunTrack const& track, SunOptions const& options, NeighbourSun& sun) {
    std::size_t const storeys = n.sills.size();
    double const limit = n.limit * 60 / track.step_minutes - 1e-6;
    auto const counted = [&](SunCount const& c) -> int { return options.continuous ? c.longest : c.total; };
    std::vector<bool> seen(storeys);
    sun.storeys.resize(storeys);
    for (std::size_t i = 0; i < sun.before.size(); ++i) {
        int const before = counted(sun.before[i]), after = counted(sun.after[i]);
        if (before >= limit && after < limit) ++sun.fallen;
        if (before < limit && after < before) ++sun.worse_below;
        sun.most_lost = std::max(sun.most_lost, track.hours(before - after));
        if (!n.columns[i / storeys].main_facade) continue;
        StoreySun& s = sun.storeys[i % storeys];
        bool const first = !seen[i % storeys];
        seen[i % storeys] = true;
        s.least_before = first ? track.hours(before) : std::min(s.least_before, track.hours(before));
        s.least_after = first ? track.hours(after) : std::min(s.least_after, track.hours(after));
    }
}

NeighbourSun sun_of(Neighbour const& n, Blocks const& blocks, SunTrack const& track, SunOptions const& options) {
    NeighbourSun out;
    if (n.sills.empty() || n.columns.empty()) return out;
    auto const always = near(blocks.always, n, track);
    auto const only_before = near(blocks.before, n, track);
    auto const only_after = near(blocks.after, n, track);
    SunProfile common(track, n.sills.front());
    for (WindowColumn const& c : n.columns) {
        auto const [left, right] = ends_of(c);
        auto const hide = [&](SunProfile& profile, std::vector<SunBlock const*> const& by) {
            for (SunBlock const* b : by) {
                profile.hide(*b, left);
                if (c.width > 0) profile.hide(*b, right);
            }
        };
        common.clear();
        hide(common, always);
        SunProfile then = common;
        hide(then, only_before);
        then.count(n.sills, c.facing, options, out.before);
        if (only_before.empty() && only_after.empty()) {
            out.after.insert(out.after.end(), out.before.end() - static_cast<std::ptrdiff_t>(n.sills.size()),
                             out.before.end());
            continue;
        }
        hide(common, only_after);
        common.count(n.sills, c.facing, options, out.after);
    }
    judge(n, track, options, out);
    return out;
}

double south_deviation(Vec2d facing) { return std::abs(std::atan2(facing.x, -facing.y)) / base::kRadians; }

std::string one_digit(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%.1f", value);
    return text;
}

}  // namespace

base::Result<SunTrack> sun_track(SunTrackRequest const& r) {
    double const count = (r.to - r.from) * 60 / r.step_minutes;
    if (!(r.from >= 0 && r.from < r.to && r.to <= 24)) return base::Error{"sunlight: the band is no part of a day"};
    if (!(r.step_minutes > 0) || std::abs(count - std::round(count)) > 1e-6 || count > 20'000)
        return base::Error{"sunlight: the band is no whole number of steps"};
    if (!(r.at.lat > 0 && r.at.lat < 60))
        return base::Error{
            "sunlight: the latitude is not between 0 and 60 degrees north, so the sun of winter days does "
            "not pass in the south as these rules expect"};
    char date[40];
    std::snprintf(date, sizeof date, "%04d-%sT00:00Z", r.year, r.day == SunDay::great_cold ? "01-20" : "12-22");
    auto const day = base::parse_time(date);
    if (!day) return base::Error{std::string("sunlight: there is no day ") + date};

    SunTrack track;
    track.step_minutes = r.step_minutes;
    track.declination =
        base::solar_elements(base::utc_of_solar_time(static_cast<double>(*day), r.at.lon, 12)).declination;
    for (int i = 0; i < static_cast<int>(std::round(count)); ++i) {
        double const hours = r.from + (i + 0.5) * r.step_minutes / 60;
        base::SunAngles const sun = base::sun_angles(track.declination, r.at.lat, hours);
        if (sun.altitude <= 0.01) continue;
        double const azimuth = sun.azimuth * base::kRadians - r.grid_convergence;
        track.steps.push_back({hours, {std::sin(azimuth), std::cos(azimuth)}, std::tan(sun.altitude * base::kRadians)});
    }
    if (track.steps.empty()) return base::Error{"sunlight: the sun is not up in the band"};
    return track;
}

Neighbour facades_of(FacadeRequest const& r) {
    Neighbour out{.id = r.id, .columns = {}, .sills = {}, .limit = r.limit};
    for (int s = 0; s < r.storeys; ++s) out.sills.push_back(r.ground + s * r.storey_height + r.sill);
    for (std::size_t i = 0; i < r.outline.size(); ++i) {
        Ring ring = r.outline[i];
        if ((geo::signed_area(ring) > 0) != (i == 0)) std::ranges::reverse(ring);
        double around = 0;
        for (std::size_t k = 0; k < ring.size(); ++k) around += length(ring[(k + 1) % ring.size()] - ring[k]);
        double const step = around / std::max(1.0, std::ceil(around / r.spacing - 1e-9));
        double next = step / 2, passed = 0;
        for (std::size_t k = 0; k < ring.size() && step > 0; ++k) {
            Vec2d const edge = ring[(k + 1) % ring.size()] - ring[k];
            double const wall = length(edge);
            for (; next < passed + wall; next += step) {
                Vec2d const out_of_it = Vec2d{edge.y, -edge.x} * (1 / wall);
                Vec2d const at = ring[k] + edge * ((next - passed) / wall) + out_of_it * r.offset;
                out.columns.push_back({at, out_of_it, r.window_width, false});
            }
            passed += wall;
        }
    }
    double nearest = 180;
    for (WindowColumn const& c : out.columns) nearest = std::min(nearest, south_deviation(c.facing));
    double const within = std::max(r.main_within, nearest) + 1e-6;
    for (WindowColumn& c : out.columns) c.main_facade = south_deviation(c.facing) <= within;
    return out;
}

std::vector<NeighbourSun> sunlight(std::span<Neighbour const> neighbours, std::span<Prism const> standing,
                                   SunScheme const& scheme, SunTrack const& track, SunOptions const& options) {
    Blocks const blocks = blocks_of(standing, scheme);
    std::vector<NeighbourSun> all(neighbours.size());
    base::parallel_for(neighbours.size(), 1, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) all[i] = sun_of(neighbours[i], blocks, track, options);
    });
    return all;
}

twin::Name describe(Neighbour const& n, NeighbourSun const& sun) {
    std::string const limit = one_digit(n.limit), lost = one_digit(sun.most_lost);
    if (sun.fallen > 0) {
        std::string const count = std::to_string(sun.fallen);
        return {n.id + "：" + count + " 处窗由满足变为不满足 " + limit + " 小时，最多减少 " + lost + " 小时",
                n.id + ": " + count + " windows that had " + limit + " h of sun would have less; at most " + lost +
                    " h are lost"};
    }
    if (sun.worse_below > 0) {
        std::string const count = std::to_string(sun.worse_below);
        return {n.id + "：" + count + " 处窗原已不足 " + limit + " 小时，日照进一步减少，最多减少 " + lost + " 小时",
                n.id + ": " + count + " windows had less than " + limit +
                    " h of sun and would have still less; at most " + lost + " h are lost"};
    }
    return {n.id + "：无窗因方案低于 " + limit + " 小时，最多减少 " + lost + " 小时",
            n.id + ": no window falls below " + limit + " h of sun; at most " + lost + " h are lost"};
}

}  // namespace analysis
