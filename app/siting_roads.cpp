#include "app/siting_roads.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <string>

namespace app {
namespace {

using analysis::TravelBy;
using twin::GroundClass;

constexpr double kClosed = -1;
/// Motorways cross nothing on the level: they meet other roads only where both have a corner.
constexpr int kMotorwayLevel = 100;

/// Metres a minute; 0: the mode's own.
double pace_of(GroundClass kind, TravelSpec const& travel, TravelBy by) {
    if (by == TravelBy::car) {
        auto const speed = travel.car_speeds.find(kind);
        return speed == travel.car_speeds.end() ? kClosed : speed->second * 1000 / 60;
    }
    if (kind == GroundClass::motorway || kind == GroundClass::trunk) return kClosed;
    bool const pushed = by == TravelBy::cycle && kind == GroundClass::footpath;
    return pushed ? travel.foot.metres_per_minute : 0;
}

bool is_way(GroundClass kind) { return kind >= GroundClass::footpath && kind <= GroundClass::motorway; }

/// A column of the layer that lines come from, or null.
geo::Column const* column_of(twin::SourceLayer const& layer, std::string_view name) {
    for (geo::Column const& column : layer.columns)
        if (column.name == name) return &column;
    return nullptr;
}

/// The words of OpenStreetMap, and the letters of the shapefiles that are made of it.
class RoadTags {
public:
    explicit RoadTags(twin::SourceLayer const& layer)
        : bridge_(column_of(layer, "bridge")),
          tunnel_(column_of(layer, "tunnel")),
          level_(column_of(layer, "layer")),
          one_way_(column_of(layer, "oneway")),
          junction_(column_of(layer, "junction")) {}

    int level(std::size_t row) const {
        std::string const level = text(level_, row);
        int const given = level.empty() ? 0 : static_cast<int>(std::strtol(level.c_str(), nullptr, 10));
        if (given != 0) return std::clamp(given, -20, 20);
        return yes(text(bridge_, row)) ? 1 : yes(text(tunnel_, row)) ? -1 : 0;
    }
    std::int8_t one_way(std::size_t row, GroundClass kind) const {
        std::string const way = text(one_way_, row);
        if (way == "-1" || way == "reverse" || way == "T") return -1;
        if (way == "yes" || way == "true" || way == "1" || way == "F") return 1;
        if (!way.empty() || !one_way_) return 0;
        // OpenStreetMap does not say it of those that always are.
        bool const always = kind == GroundClass::motorway || text(junction_, row) == "roundabout";
        return always ? 1 : 0;
    }

private:
    static std::string text(geo::Column const* column, std::size_t row) { return column ? column->text(row) : ""; }
    static bool yes(std::string const& word) {
        return !word.empty() && word != "no" && word != "0" && word != "F" && word != "false";
    }
    geo::Column const *bridge_, *tunnel_, *level_, *one_way_, *junction_;
};

analysis::RoadLines roads_of(twin::District const& district, TravelSpec const& travel, TravelBy by) {
    analysis::RoadLines out;
    for (twin::GroundLayer const& layer : district.ground) {
        RoadTags const tags(district.layers[layer.layer]);
        for (std::size_t i = 0; i < layer.lines.size(); ++i) {
            GroundClass const kind = layer.line_class[i];
            if (!is_way(kind)) continue;
            auto const line = layer.lines.line(i);
            std::size_t const row = layer.lines.row[i];
            out.lines.points.insert(out.lines.points.end(), line.begin(), line.end());
            out.lines.line_begin.push_back(static_cast<std::uint32_t>(out.lines.points.size()));
            out.lines.row.push_back(static_cast<std::uint32_t>(out.lines.row.size()));
            out.pace.push_back(pace_of(kind, travel, by));
            int const raised = kind == GroundClass::motorway ? kMotorwayLevel : 0;
            out.levels.push_back(static_cast<std::int8_t>(tags.level(row) + raised));
            out.one_way.push_back(by == TravelBy::car ? tags.one_way(row, kind) : std::int8_t{0});
        }
    }
    return out;
}

}  // namespace

std::shared_ptr<analysis::RoadReach const> make_ways(twin::District const& district, TravelSpec const& travel,
                                                     TravelBy by) {
    analysis::TravelMode const& mode = by == TravelBy::foot    ? travel.foot
                                       : by == TravelBy::cycle ? travel.cycle
                                                               : travel.car;
    return std::make_shared<analysis::RoadReach const>(roads_of(district, travel, by), mode);
}

std::shared_ptr<ui::SiteReach const> site_catchments(analysis::SiteData const& data, base::Vec2d place) {
    analysis::RoadReach const& ways = *data.roads;
    ui::SiteReach out;
    out.bands = analysis::catchments(ways, place, ui::kReachMinutes, data.people);
    out.people_known = data.people_known;
    twin::Name const mode = describe(ways.mode()), basis = describe(ways.basis(), ways.mode());
    out.how = {mode.zh + "，" + basis.zh, mode.en + ", " + basis.en};
    if (out.bands.empty()) out.how = describe(analysis::Lost::off_roads, ways.mode(), ways.to_road(place));
    return std::make_shared<ui::SiteReach const>(std::move(out));
}

twin::Name catchment_words(ui::SiteReach const& reach, std::string const& site) {
    twin::Name out{site + " 步行可达范围：", "Within reach of " + site + " on foot: "};
    for (analysis::Catchment const& band : reach.bands) {
        std::string const minutes = std::to_string(std::lround(band.minutes));
        std::string const people = std::to_string(std::lround(band.people));
        out.zh += minutes + " 分钟 " + (reach.people_known ? people + " 人；" : "人口无数据；");
        out.en += minutes + " min " + (reach.people_known ? people + " people; " : "people not known; ");
    }
    return {out.zh + reach.how.zh, out.en + reach.how.en};
}

}  // namespace app
