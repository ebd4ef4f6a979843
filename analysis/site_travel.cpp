// Measures of a candidate that are ways: minutes to the nearest of a layer, people within minutes.
#include <cmath>
#include <limits>

#include "analysis/site_measurer.h"
#include "analysis/site_measures.h"

namespace analysis {
namespace {

constexpr std::size_t kNamed = 3;  ///< facilities off the roads that are called by name

twin::Name word_of(TravelBy by) {
    switch (by) {
        case TravelBy::foot: return {"步行", "on foot"};
        case TravelBy::cycle: return {"骑行", "by bicycle"};
        case TravelBy::car: break;
    }
    return {"驾车", "by car"};
}

/// By what, how fast, along what.
twin::Name way_of(RoadReach const& ways) {
    twin::Name const mode = describe(ways.mode()), basis = describe(ways.basis(), ways.mode());
    twin::Name const network = describe(ways.network(), ways.basis());
    return {mode.zh + "，" + basis.zh + "（" + network.zh + "）", mode.en + ", " + basis.en + " (" + network.en + ")"};
}

void append(twin::Name& to, twin::Name const& more) {
    to.zh += more.zh;
    to.en += more.en;
}

std::string name_of(SiteLayer const& layer, std::size_t row, std::size_t number) {
    for (char const* const name : {"name", "name_zh", "名称", "id", "code"})
        for (geo::Column const& column : layer.columns)
            if (column.name == name && !column.text(row).empty()) return column.text(row);
    return std::to_string(number + 1);
}

/// A place of a layer, and the row it is of.
struct Facility {
    base::Vec2d at;
    std::size_t row = 0;
};

std::vector<Facility> facilities_of(SiteLayer const& layer) {
    std::vector<Facility> out;
    for (std::size_t i = 0; i < layer.points.size(); ++i) out.push_back({layer.points[i], i});
    for (std::size_t i = 0; i < layer.areas.size(); ++i)
        out.push_back({middle_of(plot_of(layer.areas, i)), layer.areas.row[i]});
    for (std::size_t i = 0; i < layer.lines.size(); ++i) {
        auto const line = layer.lines.line(i);
        if (!line.empty()) out.push_back({line[line.size() / 2], layer.lines.row[i]});
    }
    return out;
}

/// Which of them no road comes near, by name and distance; empty: none.
twin::Name off_roads(RoadReach const& ways, SiteLayer const& layer, std::vector<Facility> const& facilities) {
    if (ways.basis() == Basis::straight) return {};
    std::string zh, en;
    std::size_t count = 0;
    for (std::size_t i = 0; i < facilities.size(); ++i) {
        double const metres = ways.to_road(facilities[i].at);
        if (metres <= ways.mode().access || ++count > kNamed) continue;
        std::string const far = std::to_string(std::llround(metres));
        std::string const name = name_of(layer, facilities[i].row, i);
        zh += (zh.empty() ? "" : "、") + name + " " + far + " 米";
        en += (en.empty() ? "" : ", ") + name + " " + far + " m";
    }
    if (count == 0) return {};
    std::string const n = std::to_string(count);
    return {"；" + n + " 处设施远离道路，未计入（" + zh + (count > kNamed ? "等" : "") + "）",
            "; " + n + " of them are off the roads and left out (" + en + (count > kNamed ? " ..." : "") + ")"};
}

twin::Name lost_sites(std::vector<twin::Name> const& missing) {
    std::size_t lost = 0;
    for (twin::Name const& why : missing) lost += !why.zh.empty();
    if (lost == 0) return {};
    std::string const n = std::to_string(lost);
    return {"；" + n + " 块路网不可达，不参与比较", "; " + n + " sites cannot be reached and are not compared"};
}

std::string minutes_text(double minutes) { return std::to_string(std::llround(minutes)); }

}  // namespace

RoadReach const* SiteData::ways(TravelBy by) const {
    return by == TravelBy::foot ? roads.get() : by == TravelBy::cycle ? cycle_roads.get() : car_roads.get();
}

base::Result<MeasuredColumn> SiteMeasurer::minutes(SiteLayer const& layer, TravelBy by) const {
    RoadReach const* const ways = data_.ways(by);
    if (!ways) return base::Error{"ways " + word_of(by).en + " were not made ready"};
    std::vector<Facility> const facilities = facilities_of(layer);
    std::vector<base::Vec2d> to;
    for (Facility const& each : facilities) to.push_back(each.at);
    auto const here = middles();
    MeasuredColumn out;
    for (Travel const& travel : ways->nearest(here, to)) {
        std::size_t const i = out.values.size();
        out.values.push_back(travel.lost == Lost::no ? travel.minutes : kUnknown);
        out.missing.push_back(describe(travel.lost, ways->mode(), ways->to_road(here[i])));
    }
    twin::Name const way = way_of(*ways);
    out.how = {"地块中心至最近“" + layer.name.zh + "”，" + way.zh,
               "from the site's middle to the nearest of " + (layer.name.en.empty() ? layer.id : layer.name.en) + ", " +
                   way.en};
    append(out.how, off_roads(*ways, layer, facilities));
    append(out.how, lost_sites(out.missing));
    append(out.how, {"；数据：" + layer.source, "; data: " + layer.source});
    return out;
}

base::Result<MeasuredColumn> SiteMeasurer::people(double minutes, TravelBy by) const {
    RoadReach const* const ways = data_.ways(by);
    if (!ways) return base::Error{"ways " + word_of(by).en + " were not made ready"};
    auto const here = middles();
    MeasuredColumn out;
    for (Reached const& reached : ways->within(here, data_.people, minutes)) {
        std::size_t const i = out.values.size();
        bool const known = data_.people_known && reached.lost == Lost::no;
        out.values.push_back(known ? reached.sum : kUnknown);
        out.missing.push_back(describe(reached.lost, ways->mode(), ways->to_road(here[i])));
    }
    twin::Name const way = way_of(*ways), by_what = word_of(by);
    out.how = {
        by_what.zh + " " + minutes_text(minutes) + " 分钟内的常住人口（可公布数），" + way.zh,
        "residents within " + minutes_text(minutes) + " min " + by_what.en + " (as may be published), " + way.en};
    double off = 0;
    if (ways->basis() == Basis::road)
        for (WeightedPoint const& person : data_.people)
            if (ways->to_road(person.at) > ways->mode().access) off += person.weight;
    if (off > 0) {
        std::string const n = std::to_string(std::llround(off));
        append(out.how,
               {"；另有 " + n + " 人远离道路，未计入", "; " + n + " more live off the roads and are not counted"});
    }
    append(out.how, lost_sites(out.missing));
    return out;
}

}  // namespace analysis
