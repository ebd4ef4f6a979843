#include "analysis/site_study.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <limits>

#include "analysis/segment_index.h"
#include "analysis/site_measures.h"
#include "base/parallel.h"

namespace analysis {
namespace {

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t kGrain = 8;  ///< sites a task
constexpr double kWindow = 0.9;    ///< metres above the ground that winter sun is asked for

constexpr std::array<std::string_view, 12> kWords{"area",   "width",   "slope", "share", "distance", "minutes",
                                                  "people", "tickets", "count", "built", "sun",      "attribute"};

std::string text(char const* format, double value) {
    std::array<char, 96> out{};
    std::snprintf(out.data(), out.size(), format, value);
    return out.data();
}

/// What a measure is worked out with; made once for all sites.
class Measurer {
public:
    Measurer(std::vector<Site> const& sites, SiteLayer const* own, SiteData const& data)
        : sites_(sites), own_(own), data_(data) {}

    base::Result<MeasuredColumn> operator()(MeasureSpec const& spec) const;

private:
    template <class Value>
    std::vector<double> each(Value const& value) const {
        std::vector<double> out(sites_.size());
        base::parallel_for(sites_.size(), kGrain, [&](std::size_t begin, std::size_t end) {
            for (std::size_t i = begin; i < end; ++i) out[i] = value(sites_[i]);
        });
        return out;
    }
    std::vector<base::Vec2d> middles() const {
        std::vector<base::Vec2d> out;
        for (Site const& site : sites_) out.push_back(site.middle);
        return out;
    }
    MeasuredColumn share(SiteLayer const& layer) const;
    MeasuredColumn distance(SiteLayer const& layer) const;
    MeasuredColumn minutes(SiteLayer const& layer) const;
    MeasuredColumn people(double minutes) const;
    MeasuredColumn tickets(MeasureSpec const& spec) const;
    MeasuredColumn count(SiteLayer const& layer, double radius) const;
    MeasuredColumn built() const;
    MeasuredColumn sun() const;
    base::Result<MeasuredColumn> attribute(std::string const& name) const;

    std::vector<Site> const& sites_;
    SiteLayer const* own_;
    SiteData const& data_;
};

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

MeasuredColumn Measurer::share(SiteLayer const& layer) const {
    AreaIndex const index(layer.areas);
    MeasuredColumn out;
    out.values = each([&](Site const& site) { return 100 * index.share(site.plot); });
    out.how = {"地块内“" + layer.name.zh + "”所占面积比例；数据：" + layer.source,
               "share of the site inside " + together(layer.name.en, layer.id) + "; data: " + layer.source};
    return out;
}

MeasuredColumn Measurer::distance(SiteLayer const& layer) const {
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

/// Ways of which some are by road and some straight say so.
twin::Name how_far(std::size_t straight, std::size_t all, TravelMode const& mode) {
    if (straight == 0) return describe(Basis::road, mode);
    if (straight == all) return describe(Basis::straight, mode);
    twin::Name const road = describe(Basis::road, mode), line = describe(Basis::straight, mode);
    std::string const n = std::to_string(straight);
    return {road.zh + "；其中 " + n + " 块按" + line.zh, road.en + "; " + n + " of the sites: " + line.en};
}

MeasuredColumn Measurer::minutes(SiteLayer const& layer) const {
    auto const places = places_of(layer);
    auto const here = middles();
    MeasuredColumn out;
    std::size_t straight = 0;
    for (Travel const& travel : data_.roads->nearest(here, places)) {
        out.values.push_back(std::isfinite(travel.minutes) ? travel.minutes : kUnknown);
        straight += travel.basis == Basis::straight;
    }
    twin::Name const way = how_far(straight, here.size(), data_.travel);
    out.how = {"地块中心步行至最近“" + layer.name.zh + "”，" + text("%.0f 米/分钟，", data_.travel.metres_per_minute) +
                   way.zh + "；数据：" + layer.source,
               "on foot from the site's middle to the nearest of " + together(layer.name.en, layer.id) +
                   text(", %.0f m/min, ", data_.travel.metres_per_minute) + way.en + "; data: " + layer.source};
    return out;
}

MeasuredColumn Measurer::people(double minutes) const {
    MeasuredColumn out;
    std::size_t straight = 0;
    auto const here = middles();
    for (Reached const& reached : data_.roads->within(here, data_.people, minutes)) {
        out.values.push_back(data_.people_known ? reached.sum : kUnknown);
        straight += reached.basis == Basis::straight;
    }
    twin::Name const way = how_far(straight, here.size(), data_.travel);
    out.how = {text("步行 %.0f 分钟内的常住人口（可公布数），", minutes) + way.zh,
               text("residents within %.0f min on foot (as may be published), ", minutes) + way.en};
    return out;
}

MeasuredColumn Measurer::tickets(MeasureSpec const& spec) const {
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
    std::string classes;
    for (std::string const& start : spec.classes) classes += (classes.empty() ? "" : ", ") + start;
    out.how = {"地块中心" + text(" %.0f 米内的工单：", spec.radius) + (classes.empty() ? "全部" : classes),
               text("tickets within %.0f m of the site's middle: ", spec.radius) + (classes.empty() ? "all" : classes)};
    return out;
}

MeasuredColumn Measurer::count(SiteLayer const& layer, double radius) const {
    std::vector<WeightedPoint> points;
    for (base::Vec2d const place : places_of(layer)) points.push_back({place, 1});
    PointsByX const index(std::move(points));
    MeasuredColumn out;
    out.values = each([&](Site const& site) { return index.sum_within(site.middle, radius); });
    out.how = {
        "地块中心" + text(" %.0f 米内的“", radius) + layer.name.zh + "”；数据：" + layer.source,
        together(layer.name.en, layer.id) + text(" within %.0f m of the site's middle; data: ", radius) + layer.source};
    return out;
}

MeasuredColumn Measurer::built() const {
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
MeasuredColumn Measurer::sun() const {
    MeasuredColumn out;
    out.how = {"地块中心地面 0.9 米处大寒日真太阳时 8–16 时的日照时数，周边建筑遮挡，不计地块内现状建筑",
               "hours of sun 0.9 m above the site's middle on 大寒日, 8 to 16 true solar time, shaded by what stands "
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

base::Result<MeasuredColumn> Measurer::attribute(std::string const& name) const {
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

base::Result<MeasuredColumn> Measurer::operator()(MeasureSpec const& spec) const {
    bool const of_layer = spec.what == Measure::share || spec.what == Measure::distance ||
                          spec.what == Measure::minutes || spec.what == Measure::count;
    SiteLayer const* const layer = of_layer ? data_.layer(spec.layer) : nullptr;
    if (of_layer && !layer) return base::Error{"there is no layer '" + spec.layer + "' to measure by"};
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
        case Measure::minutes: return minutes(*layer);
        case Measure::people: return people(spec.minutes);
        case Measure::tickets: return tickets(spec);
        case Measure::count: return count(*layer, spec.radius);
        case Measure::built: return built();
        case Measure::sun: return sun();
        case Measure::attribute: return attribute(spec.attribute);
    }
    return out;
}

Site site_of(std::string id, Plot plot, std::uint32_t row) {
    Site out;
    out.id = std::move(id);
    out.area = area_of(plot);
    out.middle = middle_of(plot);
    out.plot = std::move(plot);
    out.row = row;
    return out;
}

base::Result<std::vector<Site>> sites_of(Study const& study, SiteLayer const* own, std::span<Plot const> drawn) {
    std::vector<Site> out;
    if (own) {
        geo::Column const* id = nullptr;
        for (geo::Column const& column : own->columns)
            if (column.name == study.site_id) id = &column;
        if (!id && !study.site_id.empty())
            return base::Error{"layer '" + own->id + "' has no column '" + study.site_id + "' to name sites by"};
        for (std::uint32_t i = 0; i < own->areas.size(); ++i) {
            std::uint32_t const row = own->areas.row[i];
            out.push_back(site_of(id ? id->text(row) : std::to_string(i + 1), plot_of(own->areas, i), row));
        }
    } else {
        std::size_t n = 0;
        for (Plot& plot : cells(study.extent, study.cell))
            out.push_back(site_of("C" + std::to_string(++n), std::move(plot), 0xffffffff));
    }
    std::size_t n = 0;
    for (Plot const& plot : drawn) out.push_back(site_of("D" + std::to_string(++n), plot, 0xffffffff));
    return out;
}

std::vector<double> weights_of(Study const& study) {
    std::vector<double> out;
    for (StudyCriterion const& criterion : study.criteria) out.push_back(criterion.weight);
    return out;
}

Constraints constraints_of(Study const& study, MeasuredStudy const& measured) {
    Constraints out;
    for (std::size_t i = 0; i < study.constraints.size(); ++i) {
        StudyConstraint const& c = study.constraints[i];
        if (!c.on) continue;
        std::string const id = std::to_string(i);
        if (!c.allowed.empty()) {
            out.permitted.push_back({id, c.name, c.allowed, measured.constraints[i].words});
        } else {
            out.bounds.push_back(
                {id, c.name, unit_of(c.measure.what).en, c.least, c.most, measured.constraints[i].values});
        }
    }
    return out;
}

/// Which of the study's constraints an exclusion is of.
std::size_t constraint_of(Exclusion const& exclusion, Constraints const& constraints) {
    std::string const& id =
        exclusion.is_bound ? constraints.bounds[exclusion.which].id : constraints.permitted[exclusion.which].id;
    return static_cast<std::size_t>(std::stoul(id));
}

SiteTable table_of(Study const& study, MeasuredStudy const& measured) {
    SiteTable out;
    for (Site const& site : measured.sites) out.sites.push_back(site.id);
    for (std::size_t c = 0; c < study.criteria.size(); ++c) {
        StudyCriterion const& criterion = study.criteria[c];
        out.criteria.push_back(
            {std::to_string(c), criterion.name, criterion.unit.en, criterion.less_is_better, criterion.worth});
    }
    out.values.resize(out.sites.size() * out.criteria.size());
    for (std::size_t s = 0; s < out.sites.size(); ++s) {
        for (std::size_t c = 0; c < out.criteria.size(); ++c)
            out.values[s * out.criteria.size() + c] = measured.criteria[c].values[s];
    }
    return out;
}

}  // namespace

std::string_view word(Measure measure) { return kWords[static_cast<std::size_t>(measure)]; }

std::optional<Measure> measure_of(std::string_view wanted) {
    auto const at = std::ranges::find(kWords, wanted);
    if (at == kWords.end()) return {};
    return static_cast<Measure>(at - kWords.begin());
}

twin::Name unit_of(Measure measure) {
    switch (measure) {
        case Measure::area:
        case Measure::built: return {"平方米", "m²"};
        case Measure::width:
        case Measure::distance: return {"米", "m"};
        case Measure::slope:
        case Measure::share: return {"%", "%"};
        case Measure::minutes: return {"分钟", "min"};
        case Measure::people: return {"人", "people"};
        case Measure::tickets: return {"件", "tickets"};
        case Measure::count: return {"处", ""};
        case Measure::sun: return {"小时", "h"};
        case Measure::attribute: return {};
    }
    return {};
}

SiteLayer const* SiteData::layer(std::string const& id) const {
    for (SiteLayer const& each : layers)
        if (each.id == id) return &each;
    return nullptr;
}

base::Result<MeasuredStudy> measure_study(Study const& study, std::span<Plot const> drawn, SiteData const& data,
                                          base::Progress& progress) {
    SiteLayer const* const own = data.layer(study.candidates);
    if (!own && !study.candidates.empty())
        return base::Error{"study '" + study.id + "': there is no layer '" + study.candidates + "'"};
    auto sites = sites_of(study, own, drawn);
    if (!sites) return sites.error();
    MeasuredStudy out;
    out.sites = std::move(*sites);
    Measurer const measure(out.sites, own, data);
    double const all = static_cast<double>(study.constraints.size() + study.criteria.size());
    double done = 0;
    auto const run = [&](MeasureSpec const& spec, std::vector<MeasuredColumn>& into) -> base::Status {
        if (progress.cancelled()) return base::Error{"stopped"};
        auto column = measure(spec);
        if (!column) return base::Error{"study '" + study.id + "': " + column.error().message};
        into.push_back(std::move(*column));
        progress.advance(++done / all);
        return base::done;
    };
    for (StudyConstraint const& c : study.constraints) {
        if (auto const ok = run(c.measure, out.constraints); !ok) return ok.error();
        out.constraint_specs.push_back(c.measure);
    }
    for (StudyCriterion const& c : study.criteria) {
        if (auto const ok = run(c.measure, out.criteria); !ok) return ok.error();
        out.criterion_specs.push_back(c.measure);
    }
    return out;
}

base::Result<JudgedStudy> judge_study(Study const& study, MeasuredStudy const& measured) {
    JudgedStudy out;
    out.constraints = constraints_of(study, measured);
    auto excluded = exclusions(out.constraints, measured.sites.size());
    if (!excluded) return excluded.error();
    out.excluded = std::move(*excluded);
    out.broken_by.assign(study.constraints.size(), 0);
    std::vector<bool> in;
    for (auto const& reasons : out.excluded) {
        in.push_back(reasons.empty());
        for (Exclusion const& reason : reasons) ++out.broken_by[constraint_of(reason, out.constraints)];
    }
    out.row_of.assign(measured.sites.size(), -1);
    out.table = table_of(study, measured);
    if (study.criteria.empty()) {
        out.blocked = {"请先添加至少一项评价指标", "Add at least one criterion first"};
        return out;
    }
    if (study.by_pairs) {
        auto judged = ahp(study.criteria.size(), study.judgements);
        if (!judged) return judged.error();
        out.pairs = std::move(*judged);
        std::vector<twin::Name> names;
        for (StudyCriterion const& c : study.criteria) names.push_back(c.name);
        out.blocked = why_blocked(*out.pairs, names);
        if (!out.blocked.zh.empty()) return out;
    }
    auto ranking = study.by_pairs ? rank(out.table, in, *out.pairs) : rank(out.table, in, weights_of(study));
    if (!ranking) {
        out.blocked = {ranking.error().message, ranking.error().message};
        return out;
    }
    out.ranking = std::move(*ranking);
    for (std::size_t row = 0; row < out.ranking.sites.size(); ++row)
        out.row_of[out.ranking.sites[row]] = static_cast<std::int32_t>(row);
    out.order = order(out.ranking.weighted);
    out.closeness_order = order(out.ranking.closeness);
    if (out.order.empty()) return out;
    out.stability = stability(out.ranking);
    out.why = why_first(out.ranking, out.table);
    return out;
}

}  // namespace analysis
