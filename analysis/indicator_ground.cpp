// Measures of people, and of what stands and lies in the district.
#include <array>

#include "analysis/indicator_parts.h"
#include "twin/district.h"

namespace analysis {
namespace {

twin::Name const kNoPeople{"没有可公布的人口数", "no number of people that may be told"};

// ---- people, as they may be published

struct Counted {
    std::optional<double> people;
    std::array<double, 3> by_age{-1, -1, -1};
    bool hidden = false;
};

Counted people_of(IndicatorData const& data, std::string_view measure, int zone) {
    Counted out;
    for (auto const& p : data.people) {
        if (p.measure != measure || p.zone != zone) continue;
        if (!p.count) {
            out.hidden = true;
            continue;
        }
        out.people = out.people.value_or(0) + *p.count;
        for (std::size_t i = 0; i < 3; ++i)
            if (p.by_age[i] >= 0) out.by_age[i] = std::max(0.0, out.by_age[i]) + p.by_age[i];
    }
    return out;
}

Figure hidden_figure() {
    Figure out = no_figure(kTooFew);
    out.hidden = true;
    return out;
}

template <class Make>
Measured of_people(IndicatorData const& data, Make const& make) {
    Measured out;
    out.as_of = data.people_heard;
    if (data.people_heard == base::kNoTime) {
        out.all = no_figure(kNobodyReports);
        return out;
    }
    out = everywhere(data, make);
    out.as_of = data.people_heard;
    return out;
}

std::string_view people_measure(Indicator const& indicator) {
    return indicator.of.empty() ? std::string_view("resident") : std::string_view(indicator.of);
}

Measured people_total(IndicatorData const& data, Indicator const& indicator) {
    return of_people(data, [&](int zone) {
        Counted const n = people_of(data, people_measure(indicator), zone);
        if (n.people) return count_figure(*n.people);
        return n.hidden ? hidden_figure() : no_figure(kNoPeople);
    });
}

/// People over something of the ground.
template <class Of>
Measured people_over(IndicatorData const& data, std::string_view measure, double scale, bool upside_down,
                     Of const& of) {
    return of_people(data, [&](int zone) {
        Counted const n = people_of(data, measure, zone);
        if (!n.people) return n.hidden ? hidden_figure() : no_figure(kNoPeople);
        GroundSums const* const ground = ground_of(data, zone);
        double const base = ground ? of(*ground) : 0;
        if (base <= 0) return no_figure(kNotOnMap);
        return upside_down ? ratio_figure(base, *n.people, scale, kNoPeople) : ratio_figure(*n.people, base, scale);
    });
}

Measured people_density(IndicatorData const& data, Indicator const& indicator) {
    return people_over(data, people_measure(indicator), 1, false, [](GroundSums const& g) { return g.area_m2 / 1e6; });
}
Measured green_per_person(IndicatorData const& data, Indicator const&) {
    return people_over(data, "resident", 1, true, [](GroundSums const& g) { return g.green_m2; });
}
Measured homes_per_person(IndicatorData const& data, Indicator const&) {
    return people_over(data, "resident", 1, true, [](GroundSums const& g) {
        return g.floor_by_use[static_cast<std::size_t>(twin::Use::residential)] +
               g.floor_by_use[static_cast<std::size_t>(twin::Use::urban_village)];
    });
}

/// A share of ages, where there are enough people to tell it.
Measured age_share(IndicatorData const& data, std::size_t band) {
    return of_people(data, [&](int zone) {
        Counted const n = people_of(data, "resident", zone);
        if (!n.people) return n.hidden ? hidden_figure() : no_figure(kNoPeople);
        if (n.by_age[band] < 0) return no_figure({"数据源未提供年龄构成", "the source gives no ages"});
        if (!shares_allowed(*n.people, data.rules)) return hidden_figure();
        double const all = n.by_age[0] + n.by_age[1] + n.by_age[2];
        return ratio_figure(n.by_age[band], all, 100);
    });
}
Measured children(IndicatorData const& data, Indicator const&) { return age_share(data, 0); }
Measured elderly(IndicatorData const& data, Indicator const&) { return age_share(data, 2); }

/// One number of people over another, per cent.
Measured people_ratio(IndicatorData const& data, std::string_view part, std::string_view whole) {
    return of_people(data, [&](int zone) {
        Counted const a = people_of(data, part, zone), b = people_of(data, whole, zone);
        bool const hidden = (!a.people && a.hidden) || (!b.people && b.hidden);
        if (!a.people || !b.people) return hidden ? hidden_figure() : no_figure(kNoPeople);
        return ratio_figure(*a.people, *b.people, 100, kNoPeople);
    });
}
Measured floating_share(IndicatorData const& data, Indicator const&) {
    return people_ratio(data, "floating", "resident");
}
Measured day_ratio(IndicatorData const& data, Indicator const&) { return people_ratio(data, "day", "night"); }

// ---- buildings and ground

/// `make` of the sums of each zone; sums that have nothing to say have no value.
template <class Make>
Measured of_ground(IndicatorData const& data, Make const& make) {
    Measured out;
    if (!data.ground) {
        out.all = no_figure(kNotOnMap);
        return out;
    }
    return everywhere(data, [&](int zone) { return make(*ground_of(data, zone)); });
}

template <class Part, class Of>
Measured ground_ratio(IndicatorData const& data, double scale, Part const& part, Of const& of) {
    return of_ground(data, [&](GroundSums const& g) { return ratio_figure(part(g), of(g), scale, kNotOnMap); });
}

double area(GroundSums const& g) { return g.area_m2; }
double floors(GroundSums const& g) { return g.floor_m2; }
double footprints(GroundSums const& g) { return g.footprint_m2; }
double buildings(GroundSums const& g) { return static_cast<double>(g.buildings); }

Measured building_count(IndicatorData const& data, Indicator const&) {
    return of_ground(data, [](GroundSums const& g) { return count_figure(buildings(g)); });
}
Measured floor_area(IndicatorData const& data, Indicator const&) {
    return of_ground(data, [](GroundSums const& g) { return count_figure(g.floor_m2 / 1e4); });
}
Measured floor_area_ratio(IndicatorData const& data, Indicator const&) { return ground_ratio(data, 1, floors, area); }
Measured density(IndicatorData const& data, Indicator const&) { return ground_ratio(data, 100, footprints, area); }
Measured storeys(IndicatorData const& data, Indicator const&) {
    return ground_ratio(
        data, 1, [](GroundSums const& g) { return g.storeys; }, buildings);
}
Measured tall(IndicatorData const& data, Indicator const&) {
    return ground_ratio(
        data, 100, [](GroundSums const& g) { return static_cast<double>(g.tall); }, buildings);
}
Measured tallest(IndicatorData const& data, Indicator const&) {
    return of_ground(
        data, [](GroundSums const& g) { return g.buildings > 0 ? count_figure(g.tallest_m) : no_figure(kNotOnMap); });
}
double dated(GroundSums const& g) { return static_cast<double>(g.dated); }
Measured mean_age(IndicatorData const& data, Indicator const&) {
    return ground_ratio(
        data, 1, [](GroundSums const& g) { return g.years; }, dated);
}
Measured old_share(IndicatorData const& data, Indicator const&) {
    return ground_ratio(
        data, 100, [](GroundSums const& g) { return static_cast<double>(g.old); }, dated);
}
Measured dated_share(IndicatorData const& data, Indicator const&) { return ground_ratio(data, 100, dated, buildings); }

constexpr std::array<std::string_view, 10> kUses{"unknown",    "residential",    "commercial", "office",
                                                 "industrial", "public_service", "school",     "hospital",
                                                 "transport",  "urban_village"};

/// Floor area of one use, per cent of all.
Measured use_share(IndicatorData const& data, Indicator const& indicator) {
    auto const use = std::ranges::find(kUses, std::string_view(indicator.of));
    if (use == kUses.end()) {
        Measured out;
        out.all = no_figure({"没有这种用途：" + indicator.of, "there is no use '" + indicator.of + "'"});
        return out;
    }
    auto const at = static_cast<std::size_t>(use - kUses.begin());
    return ground_ratio(
        data, 100, [&](GroundSums const& g) { return g.floor_by_use[at]; }, floors);
}

/// A map without a single road has no layer of roads: that is no density of 0.
template <class Part>
Measured where_mapped(IndicatorData const& data, Part const& part, Measured measured) {
    if (!data.ground || part(data.ground->all) > 0) return measured;
    Measured none;
    none.all = no_figure(kNotOnMap);
    return none;
}

double green_area(GroundSums const& g) { return g.green_m2; }
double water_area(GroundSums const& g) { return g.water_m2; }
double road_km(GroundSums const& g) { return g.road_m / 1000; }
double square_km(GroundSums const& g) { return g.area_m2 / 1e6; }

Measured green(IndicatorData const& data, Indicator const&) {
    return where_mapped(data, green_area, ground_ratio(data, 100, green_area, area));
}
Measured water(IndicatorData const& data, Indicator const&) {
    return where_mapped(data, water_area, ground_ratio(data, 100, water_area, area));
}
Measured district_area(IndicatorData const& data, Indicator const&) {
    return of_ground(
        data, [](GroundSums const& g) { return g.area_m2 > 0 ? count_figure(square_km(g)) : no_figure(kNotOnMap); });
}
Measured road_length(IndicatorData const& data, Indicator const&) {
    return where_mapped(data, road_km, of_ground(data, [](GroundSums const& g) { return count_figure(road_km(g)); }));
}
Measured road_density(IndicatorData const& data, Indicator const&) {
    return where_mapped(data, road_km, ground_ratio(data, 1, road_km, square_km));
}
Measured main_roads(IndicatorData const& data, Indicator const&) {
    return ground_ratio(
        data, 100, [](GroundSums const& g) { return g.main_road_m / 1000; }, road_km);
}

constexpr std::array kGroundMeasures{
    IndicatorMeasure{"buildings.count", building_count},
    IndicatorMeasure{"buildings.dated", dated_share},
    IndicatorMeasure{"buildings.density", density},
    IndicatorMeasure{"buildings.far", floor_area_ratio},
    IndicatorMeasure{"buildings.floor_area", floor_area},
    IndicatorMeasure{"buildings.mean_age", mean_age},
    IndicatorMeasure{"buildings.old", old_share},
    IndicatorMeasure{"buildings.storeys", storeys},
    IndicatorMeasure{"buildings.tall", tall},
    IndicatorMeasure{"buildings.tallest", tallest},
    IndicatorMeasure{"buildings.use_share", use_share},
    IndicatorMeasure{"ground.area", district_area},
    IndicatorMeasure{"ground.green", green},
    IndicatorMeasure{"ground.green_per_person", green_per_person},
    IndicatorMeasure{"ground.water", water},
    IndicatorMeasure{"people.children", children},
    IndicatorMeasure{"people.day_ratio", day_ratio},
    IndicatorMeasure{"people.density", people_density},
    IndicatorMeasure{"people.elderly", elderly},
    IndicatorMeasure{"people.floating_share", floating_share},
    IndicatorMeasure{"people.homes_per_person", homes_per_person},
    IndicatorMeasure{"people.total", people_total},
    IndicatorMeasure{"roads.density", road_density},
    IndicatorMeasure{"roads.length", road_length},
    IndicatorMeasure{"roads.main", main_roads},
};

}  // namespace

std::span<IndicatorMeasure const> ground_measures() { return kGroundMeasures; }

}  // namespace analysis
