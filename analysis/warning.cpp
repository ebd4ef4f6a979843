#include "analysis/warning.h"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "analysis/hull.h"
#include "analysis/season.h"

namespace analysis {

namespace {

constexpr double kOutlineBuffer = 30;  ///< metres
constexpr double kDaysOfMonth = 30;

/// The cases of one class up to now, by time.
using Members = std::vector<Case const*>;

class Run {
public:
    Run(Cases const& cases, std::span<twin::Locator::Area const> areas, WorkCalendar const& calendar,
        WarningRules const& rules, base::UtcMs now)
        : cases_(cases), areas_(areas), calendar_(calendar), rules_(rules), today_(china_day(now)) {
        for (Case const& c : cases.cases)
            if (c.called <= now) by_class_[c.class_code].push_back(&c);
    }

    std::vector<Alert> all() {
        for (auto const& [code, members] : by_class_) {
            by_rule(code, members);
            by_series(code, members);
            by_scan(code, members);
        }
        std::ranges::sort(alerts_, {}, [](Alert const& a) {
            return std::tuple(-static_cast<int>(a.level), a.adjusted_p, std::string_view(a.id));
        });
        return std::move(alerts_);
    }

private:
    static bool within(Case const& c, std::int32_t today, int days) { return china_day(c.called) > today - days; }

    std::string area_id(std::int32_t area) const {
        return area < 0 ? "district" : areas_[static_cast<std::size_t>(area)].id;
    }

    void add(Alert alert, Members const& evidence) {
        std::vector<base::Vec2d> points;
        for (Case const* c : evidence) {
            alert.evidence.push_back(c->id);
            alert.repeats += static_cast<int>(c->repeats);
            if (c->at) points.push_back(*c->at);
        }
        alert.first = evidence.front()->called;
        alert.last = evidence.back()->called;
        alert.outline = buffered_hull(points, kOutlineBuffer);
        if (alert.kind != AlertKind::scan) alert.centre = middle(points, alert.area);
        if (auto const known = rules_.class_names.find(alert.class_code); known != rules_.class_names.end())
            alert.class_name = known->second;
        else if (auto const said = cases_.class_names.find(alert.class_code); said != cases_.class_names.end())
            alert.class_name.zh = said->second;
        if (alert.class_name.zh.empty()) alert.class_name.zh = alert.class_code;
        if (alert.class_name.en.empty()) alert.class_name.en = alert.class_code;
        alert.level = level_of(alert, rules_);
        twin::Name area = alert.kind == AlertKind::series ? twin::Name{"全区", "the district"}
                                                          : twin::Name{"社区不详处", "no known community"};
        if (alert.area >= 0) {
            area = areas_[static_cast<std::size_t>(alert.area)].name;
            if (area.zh.empty()) area.zh = area_id(alert.area);
            if (area.en.empty()) area.en = area.zh;
        }
        alert.why = explain(alert, area, rules_);
        static constexpr std::string_view kKinds[] = {"rule", "series", "scan"};
        alert.id = std::string(kKinds[static_cast<std::size_t>(alert.kind)]) + ":" + alert.class_code + ":" +
                   (alert.place.empty() ? area_id(alert.area) : alert.place) + ":" +
                   base::format_time(china_midnight(china_day(alert.first))).substr(0, 10);
        alerts_.push_back(std::move(alert));
    }

    base::Vec2d middle(std::vector<base::Vec2d> const& points, std::int32_t area) const {
        base::Extent extent;
        for (base::Vec2d const p : points) extent.add(p);
        if (extent.empty() && area >= 0 && !areas_[static_cast<std::size_t>(area)].rings.empty())
            for (base::Vec2d const p : areas_[static_cast<std::size_t>(area)].rings.front()) extent.add(p);
        return extent.empty() ? base::Vec2d{} : extent.centre();
    }

    void by_rule(std::string const& code, Members const& members) {
        std::map<std::string, Members> places;
        for (Case const* c : members)
            if (within(*c, today_, rules_.rule_days))
                if (std::string place = rule_place(*c, rules_); !place.empty()) places[std::move(place)].push_back(c);
        for (auto const& [place, here] : places) {
            if (static_cast<int>(here.size()) < rules_.rule_count) continue;
            add({.kind = AlertKind::rule,
                 .class_code = code,
                 .area = here.back()->area,
                 .place = place,
                 .count = static_cast<int>(here.size()),
                 .days = rules_.rule_days},
                here);
        }
    }

    /// Of the class in each community, and in the district (-1).
    void by_series(std::string const& code, Members const& members) {
        std::size_t const longest = static_cast<std::size_t>(*std::ranges::max_element(rules_.windows));
        std::size_t const days = static_cast<std::size_t>(rules_.baseline_days + rules_.lag_days) + longest;
        std::int32_t const first_day = today_ - static_cast<std::int32_t>(days) + 1;
        std::map<std::int32_t, std::vector<double>> series;
        std::vector<double>& whole = series[-1];
        whole.resize(days);
        for (Case const* c : members) {
            std::int32_t const day = china_day(c->called) - first_day;
            if (day < 0) continue;
            whole[static_cast<std::size_t>(day)] += 1;
            if (c->area < 0) continue;
            std::vector<double>& here = series[c->area];
            here.resize(days);
            here[static_cast<std::size_t>(day)] += 1;
        }
        // The days judged today teach nothing of what is usual.
        Season const season(std::span<double const>(whole).first(days - longest), first_day, calendar_);
        std::vector<double> factors(days);
        for (std::size_t i = 0; i < days; ++i) factors[i] = season.factor(first_day + static_cast<std::int32_t>(i));
        for (auto const& [area, counts] : series) judge_series(code, area, counts, factors, members);
    }

    void judge_series(std::string const& code, std::int32_t area, std::span<double const> counts,
                      std::span<double const> factors, Members const& members) {
        // Also series in which nothing ever happened could have alarmed.
        double const tests = static_cast<double>((areas_.size() + 1) * by_class_.size() * rules_.windows.size());
        double const allowed = rules_.false_alarms_a_month / kDaysOfMonth;
        Alert best{.kind = AlertKind::series, .class_code = code, .area = area};
        for (int const window : rules_.windows) {
            auto const days = static_cast<std::size_t>(window);
            double sum = 0;
            for (double const c : counts.last(days)) sum += c;
            int const count = static_cast<int>(sum);
            if (count < rules_.least) continue;
            Expectation const usual = expectation(counts, factors, days, static_cast<std::size_t>(rules_.baseline_days),
                                                  static_cast<std::size_t>(rules_.lag_days));
            double p = predictive_tail(count, usual.before, usual.exposure, usual.today);
            double z = (sum - usual.expected()) / std::sqrt(std::max(usual.expected(), 0.25));
            if (auto const c2 = ears_c2(counts, counts.size() - 1, rules_.ears); days == 1 && c2) {
                z = c2->z;
                if (usual.expected() >= rules_.small_count) p = std::max(p, normal_tail(z));
            }
            if (p * tests > allowed || p >= best.p) continue;
            best.count = count;
            best.days = window;
            best.expected = usual.expected();
            best.z = z;
            best.p = p;
            best.adjusted_p = std::min(1.0, p * tests);
        }
        if (best.count == 0) return;
        Members evidence;
        for (Case const* c : members)
            if ((area < 0 || c->area == area) && within(*c, today_, best.days)) evidence.push_back(c);
        add(std::move(best), evidence);
    }

    void by_scan(std::string const& code, Members const& members) {
        std::map<std::pair<double, double>, std::uint32_t> zone_of;
        std::vector<base::Vec2d> zones;
        std::vector<ScanCase> found;
        Members found_of;
        for (Case const* c : members) {
            if (!c->at) continue;
            std::pair const cell(std::floor(c->at->x / rules_.scan_cell), std::floor(c->at->y / rules_.scan_cell));
            auto const [zone, fresh] = zone_of.emplace(cell, static_cast<std::uint32_t>(zones.size()));
            if (fresh) zones.push_back(base::Vec2d{cell.first + 0.5, cell.second + 0.5} * rules_.scan_cell);
            found.push_back({zone->second, china_day(c->called)});
            found_of.push_back(c);
        }
        for (ScanCluster const& cluster : scan(zones, found, today_, rules_.scan)) {
            // Where no replica came near, rank alone says less than is known.
            double const p =
                cluster.p <= 1.0 / (rules_.scan.replicas + 1.0) ? std::min(cluster.p, cluster.gumbel_p) : cluster.p;
            double const adjusted = std::min(1.0, p * static_cast<double>(by_class_.size()));
            if (adjusted * rules_.recurrence_days > 1) continue;
            Members evidence;
            std::map<std::int32_t, int> areas;
            for (std::size_t i = 0; i < found.size(); ++i) {
                bool const inside = std::ranges::find(cluster.zones, found[i].zone) != cluster.zones.end();
                if (!inside || !within(*found_of[i], today_, cluster.days)) continue;
                evidence.push_back(found_of[i]);
                areas[found_of[i]->area] += 1;
            }
            auto const most = std::ranges::max_element(areas, {}, [](auto const& a) { return a.second; });
            auto const cell = [&](double v) {
                return std::to_string(static_cast<std::int64_t>(v / rules_.scan_cell - 0.5));
            };
            base::Vec2d const centre = zones[cluster.centre];
            add({.kind = AlertKind::scan,
                 .class_code = code,
                 .area = most->first,
                 .place = "s" + cell(centre.x) + "," + cell(centre.y),
                 .centre = centre,
                 .radius = cluster.radius + rules_.scan_cell / 2,
                 .count = static_cast<int>(cluster.cases),
                 .days = cluster.days,
                 .expected = cluster.expected,
                 .p = p,
                 .adjusted_p = adjusted},
                evidence);
        }
    }

    Cases const& cases_;
    std::span<twin::Locator::Area const> areas_;
    WorkCalendar const& calendar_;
    WarningRules const& rules_;
    std::int32_t today_;
    std::map<std::string, Members> by_class_;
    std::vector<Alert> alerts_;
};

}  // namespace

std::string rule_place(Case const& one, WarningRules const& rules) {
    if (one.building) return "b" + std::to_string(one.building->value);
    if (!one.at) return {};
    auto const cell = [&](double v) {
        return std::to_string(static_cast<std::int64_t>(std::floor(v / rules.rule_cell)));
    };
    return "c" + cell(one.at->x) + "," + cell(one.at->y);
}

bool counts_for(Alert const& alert, Case const& one, WarningRules const& rules) {
    if (one.class_code != alert.class_code) return false;
    switch (alert.kind) {
        case AlertKind::rule: return rule_place(one, rules) == alert.place;
        case AlertKind::series: return alert.area < 0 || one.area == alert.area;
        case AlertKind::scan: break;
    }
    if (!one.at) return false;
    auto const middle = [&](double v) { return (std::floor(v / rules.scan_cell) + 0.5) * rules.scan_cell; };
    base::Vec2d const zone{middle(one.at->x), middle(one.at->y)};
    return base::length(zone - alert.centre) <= alert.radius - rules.scan_cell / 2 + 1e-6;
}

AlertLevel level_of(Alert const& alert, WarningRules const& rules) {
    bool const safety = std::ranges::any_of(
        rules.safety_classes, [&](std::string const& prefix) { return alert.class_code.starts_with(prefix); });
    if (alert.count >= 10 && (alert.adjusted_p <= 0.002 || safety)) return AlertLevel::red;
    if (alert.kind == AlertKind::rule) return AlertLevel::blue;
    if ((alert.z >= 4 && alert.count >= 5) || alert.adjusted_p <= 0.01) return AlertLevel::orange;
    return alert.z >= 3 && alert.count >= 3 ? AlertLevel::yellow : AlertLevel::blue;
}

std::vector<Alert> warn(Cases const& cases, std::span<twin::Locator::Area const> areas, WorkCalendar const& calendar,
                        WarningRules const& rules, base::UtcMs now) {
    return Run(cases, areas, calendar, rules, now).all();
}

}  // namespace analysis
