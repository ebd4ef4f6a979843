#include "analysis/site_measurer.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <limits>

#include "analysis/segment_index.h"
#include "analysis/site_measures.h"
#include "analysis/words.h"

namespace analysis {
namespace {

constexpr double kWindow = 0.9;  ///< metres above the ground that winter sun is asked for

std::vector<base::Vec2d> places_of(SiteLayer const& layer) {
    std::vector<base::Vec2d> out = layer.points;
    for (std::size_t i = 0; i < layer.areas.size(); ++i) out.push_back(middle_of(plot_of(layer.areas, i)));
    for (std::size_t i = 0; i < layer.lines.size(); ++i) {
        auto const line = layer.lines.line(i);
        if (!line.empty()) out.push_back(line[line.size() / 2]);
    }
    return out;
}

std::string together(std::string const& a, std::string const& b) { return a.empty() ? b : a; }

}  // namespace

std::vector<base::Vec2d> SiteMeasurer::middles() const {
    std::vector<base::Vec2d> out;
    for (Site const& site : sites_) out.push_back(site.middle);
    return out;
}

MeasuredColumn SiteMeasurer::share(SiteLayer const& layer) const {
    AreaIndex const index(layer.areas);
    MeasuredColumn out;
    out.values = each([&](Site const& site) { return 100 * index.share(site.plot); });
    out.how = {"地块内“" + layer.name.zh + "”所占面积比例；数据：" + layer.source,
               "share of the site inside " + together(layer.name.en, layer.id) + "; data: " + layer.source};
    return out;
}

MeasuredColumn SiteMeasurer::distance(SiteLayer const& layer) const {
    std::vector<Segment> all = segments_of(layer.areas);
    for (Segment const& s : segments_of(layer.lines)) all.push_back(s);
    for (Segment const& s : segments_of(std::span(layer.points))) all.push_back(s);
    SegmentIndex const index(std::move(all));
    AreaIndex const inside(layer.areas);
    MeasuredColumn out;
    out.values = each([&](Site const& site) {
        double const far = index.distance(site.plot);
        if (!std::isfinite(far)) return kUnknown;
        return far > 0 && inside.share(site.plot) > 0 ? 0.0 : far;
    });
    out.how = {"地块边界至最近“" + layer.name.zh + "”的直线距离；数据：" + layer.source,
               "straight from the site's edge to the nearest of " + together(layer.name.en, layer.id) +
                   "; data: " + layer.source};
    return out;
}

MeasuredColumn SiteMeasurer::tickets(MeasureSpec const& spec) const {
    std::vector<WeightedPoint> points;
    for (Matter const& matter : data_.tickets) {
        bool const wanted = spec.classes.empty() || std::ranges::any_of(spec.classes, [&](std::string const& start) {
                                return matter.class_path.starts_with(start);
                            });
        if (wanted) points.push_back({matter.at, 1});
    }
    PointsByX const index(std::move(points));
    MeasuredColumn out;
    out.values = each(
        [&](Site const& site) { return data_.tickets_known ? index.sum_within(site.middle, spec.radius) : kUnknown; });
    std::string const classes = joined(spec.classes, "、");
    out.how = {
        "地块中心" + formatted(" %.0f 米内的工单：", spec.radius) + (classes.empty() ? "全部" : classes),
        formatted("tickets within %.0f m of the site's middle: ", spec.radius) + (classes.empty() ? "all" : classes)};
    return out;
}

MeasuredColumn SiteMeasurer::events(MeasureSpec const& spec) const {
    std::vector<WeightedPoint> points;
    for (Matter const& matter : data_.events) {
        bool const wanted =
            spec.classes.empty() || std::ranges::find(spec.classes, matter.class_path) != spec.classes.end();
        if (wanted) points.push_back({matter.at, 1});
    }
    PointsByX const index(std::move(points));
    MeasuredColumn out;
    out.values = each(
        [&](Site const& site) { return data_.events_known ? index.sum_within(site.middle, spec.radius) : kUnknown; });
    std::vector<std::string> zh, en;
    for (std::string const& type : spec.classes) {
        auto const name = data_.event_names.find(type);
        zh.push_back(name == data_.event_names.end() ? type : name->second.zh);
        en.push_back(name == data_.event_names.end() ? type : name->second.en);
    }
    out.how = {
        "地块中心" +
            formatted(" %.0f 米内的视频事件（同一事件重复上报计一次，未给坐标的按摄像机位置）：", spec.radius) +
            (zh.empty() ? "全部类型" : joined(zh, "、")),
        formatted("video events within %.0f m of the site's middle (repeats count once; those without a place of "
                  "their own where their camera stands): ",
                  spec.radius) +
            (en.empty() ? "all types" : joined(en, ", "))};
    return out;
}

MeasuredColumn SiteMeasurer::count(SiteLayer const& layer, double radius) const {
    std::vector<WeightedPoint> points;
    for (base::Vec2d const place : places_of(layer)) points.push_back({place, 1});
    PointsByX const index(std::move(points));
    MeasuredColumn out;
    out.values = each([&](Site const& site) { return index.sum_within(site.middle, radius); });
    out.how = {"地块中心" + formatted(" %.0f 米内的“", radius) + layer.name.zh + "”；数据：" + layer.source,
               together(layer.name.en, layer.id) + formatted(" within %.0f m of the site's middle; data: ", radius) +
                   layer.source};
    return out;
}

MeasuredColumn SiteMeasurer::built() const {
    std::vector<base::Extent> boxes;
    for (StandingBuilding const& b : data_.buildings) boxes.push_back(extent_of(b.outline));
    MeasuredColumn out;
    out.values = each([&](Site const& site) {
        base::Extent const box = extent_of(site.plot);
        double sum = 0;
        for (std::size_t i = 0; i < boxes.size(); ++i) {
            base::Extent const& b = boxes[i];
            bool const apart = b.min_x > box.max_x || b.max_x < box.min_x || b.min_y > box.max_y || b.max_y < box.min_y;
            if (!apart) sum += common_area(site.plot, data_.buildings[i].outline) * data_.buildings[i].storeys;
        }
        return sum;
    });
    out.how = {"地块内现状建筑基底面积 × 层数之和", "footprints on the site x storeys, summed"};
    return out;
}

/// What stands on a site itself goes when it is built on.
MeasuredColumn SiteMeasurer::sun() const {
    MeasuredColumn out;
    out.how = {
        "地块中心地面 0.9 米处大寒日真太阳时 8–16 时的日照时数，周边建筑遮挡，不计地块内现状建筑",
        "hours of sun 0.9 m above the site's middle on Great Cold day, 8 to 16 true solar time, shaded by what stands "
        "around the site"};
    if (data_.sun.steps.empty()) {
        out.values.assign(sites_.size(), kUnknown);
        return out;
    }
    std::vector<Prism> prisms;
    for (StandingBuilding const& b : data_.buildings) prisms.push_back({b.outline, b.top});
    out.values = each([&](Site const& site) {
        constexpr double kReach = 600;  // metres: farther roofs are lower than the sun of eight o'clock
        std::vector<Prism> near;
        for (Prism const& prism : prisms) {
            base::Vec2d const at = prism.outline.front().front();
            if (base::length(at - site.middle) < kReach && !contains(site.plot, at)) near.push_back(prism);
        }
        double const ground = data_.terrain ? data_.terrain->at(site.middle) : 0;
        // Facing the midday sun: a place on open ground sees all of its sky.
        Neighbour const spot{{}, {{site.middle, {0, -1}, 0, true}}, {ground + kWindow}, 0};
        auto const result = sunlight(std::span(&spot, 1), near, {}, data_.sun);
        return data_.sun.hours(result.front().before.front().total);
    });
    return out;
}

base::Result<MeasuredColumn> SiteMeasurer::attribute(std::string const& name) const {
    geo::Column const* column = nullptr;
    if (own_) {
        for (geo::Column const& each : own_->columns)
            if (each.name == name) column = &each;
    }
    if (!column) return base::Error{"the candidates have no column '" + name + "'"};
    MeasuredColumn out;
    for (Site const& site : sites_) {
        bool const drawn = site.row == 0xffffffff;
        out.values.push_back(drawn ? kUnknown : column->number(site.row));
        out.words.push_back(drawn ? std::string() : column->text(site.row));
    }
    out.how = {"地块属性 " + name + "；数据：" + own_->source,
               "the parcel's own '" + name + "'; data: " + own_->source};
    return out;
}

base::Result<MeasuredColumn> SiteMeasurer::operator()(MeasureSpec const& spec) const {
    bool const layered = of_layer(spec.what);
    SiteLayer const* const layer = layered ? data_.layer(spec.layer) : nullptr;
    if (layered && !layer) return base::Error{"there is no layer '" + spec.layer + "' to measure by"};
    MeasuredColumn out;
    switch (spec.what) {
        case Measure::area:
            out.values = each([](Site const& site) { return site.area; });
            out.how = {"地块多边形面积", "area of the site's polygon"};
            return out;
        case Measure::width:
            out.values = each([](Site const& site) { return least_width(site.plot); });
            out.how = {"地块凸包的最小宽度", "least width of the site's convex hull"};
            return out;
        case Measure::slope:
            out.values = each([&](Site const& site) {
                return data_.terrain && !data_.terrain->empty() ? slope_of(site.plot, *data_.terrain).mean : kUnknown;
            });
            out.how = {"按地形格网计算的平均坡度", "mean slope by the terrain grid"};
            return out;
        case Measure::share: return share(*layer);
        case Measure::distance: return distance(*layer);
        case Measure::minutes: return minutes(*layer, spec.by);
        case Measure::people: return people(spec.minutes, spec.by);
        case Measure::tickets: return tickets(spec);
        case Measure::events: return events(spec);
        case Measure::count: return count(*layer, spec.radius);
        case Measure::built: return built();
        case Measure::sun: return sun();
        case Measure::attribute: return attribute(spec.attribute);
    }
    return out;
}

}  // namespace analysis
