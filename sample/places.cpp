#include "sample/places.h"

#include <array>
#include <cmath>
#include <numbers>

#include "sample/areas.h"
#include "sample/names.h"
#include "sample/random.h"

namespace sample {

namespace {

struct NamedSpot {
    char const *zh, *en;
    double u, v;
    PlaceKind kind;
    double rank;
};

constexpr std::array<NamedSpot, 19> kSpots{
    {{"上榕村", "Shangrong Village", 590, 1035, PlaceKind::point, 42},
     {"下围村", "Xiawei Village", -1380, -1025, PlaceKind::point, 38},
     {"北岭", "Beiling Hill", -1420, 1180, PlaceKind::landmark, 44},
     {"北岭科技园", "Beiling Science Park", 1450, 1030, PlaceKind::point, 36},
     {"东环工业园", "East Ring Industrial Park", 1500, -1200, PlaceKind::point, 30},
     {"滨河公园", "Riverside Park", -900, -322, PlaceKind::point, 33},
     {"清澜河", "Qinglan River", 560, -400, PlaceKind::water, 58},
     {"示范站", "Sample Station (Metro)", 800, 75, PlaceKind::station, 50},
     {"中央公园站", "Central Park", 20, 430, PlaceKind::station, 46},
     {"市民中心站", "Civic Centre", -780, -100, PlaceKind::station, 40},
     {"创新大道站", "Innovation Avenue", 800, 450, PlaceKind::station, 40},
     {"上榕站", "Shangrong", 780, 1030, PlaceKind::station, 34},
     {"龙潭站", "Longtan", 20, -820, PlaceKind::station, 38},
     {"凤鸣站", "Fengming", -1180, -820, PlaceKind::station, 34},
     {"南屏站", "Nanping", 20, -1590, PlaceKind::station, 28},
     {"望岭站", "Wangling", -1180, 440, PlaceKind::station, 30},
     {"云栖别墅", "Yunqi Villas", -210, 1420, PlaceKind::point, 20},
     {"东环立交", "East Ring Interchange", 1640, 440, PlaceKind::point, 24},
     {"龙潭立交", "Longtan Interchange", 1640, -830, PlaceKind::point, 22}}};

Shape outline(Plan const& plan, GridBox const& b) { return {bent_outline(plan, b.u0, b.v0, b.u1, b.v1), {}}; }

}  // namespace

void add_places(Plan const& plan, std::vector<Block> const& blocks, Content& content) {
    Areas const areas = areas_of(plan);
    for (Street const& street : areas.streets) {
        GridBox const& b = street.box;
        content.boundaries.push_back({outline(plan, b), PlaceKind::subdistrict, street.name, street.code});
        content.places.push_back(
            {plan.to_world(Vec2d{(b.u0 + b.u1) / 2, (b.v0 + b.v1) / 2}), PlaceKind::subdistrict, 80, street.name});
    }
    content.boundaries.push_back({outline(plan, district_box()), PlaceKind::district, district_name(), kDistrictCode});
    for (Community const& community : areas.communities)
        content.communities.push_back(
            {outline(plan, community.box), PlaceKind::community, community.name, community.code});
    content.places.push_back({plan.to_world(Vec2d{60, 330}), PlaceKind::district, 100, district_name()});
    for (NamedSpot const& s : kSpots)
        content.places.push_back({plan.to_world(Vec2d{s.u, s.v}), s.kind, s.rank, {s.zh, s.en}});
    int number = 0;
    for (Block const& block : blocks) {
        bool const homes = block.land == Land::housing || block.land == Land::old_housing;
        if (!homes || block.riverside || area(block.shape) < 24000) continue;
        Name name = community_name(plan, block.cell, ++number);
        name.zh += block.land == Land::housing ? "花园" : "小区";
        name.en += block.land == Land::housing ? " Garden" : " Estate";
        content.places.push_back(
            {centroid(block.shape.outer), PlaceKind::community, 8.0 + (number * 7) % 9, std::move(name)});
    }
    GridLine const axis = plan.column_line(5);
    Vec2d const bridge = plan.to_world(Vec2d{axis.at, plan.row_line(3).at});
    Vec2d const along = plan.to_world(Vec2d{axis.at, plan.row_line(3).at + 40}) -
                        plan.to_world(Vec2d{axis.at, plan.row_line(3).at - 40});
    content.models.push_back({"models/bridge.glb", bridge, std::atan2(along.x, along.y) * 180 / std::numbers::pi, 0});
    content.places.push_back({bridge, PlaceKind::landmark, 48, {"中轴大桥", "Axis Bridge"}});
    Vec2d const hill = plan.to_world(Vec2d{-1420, 1120});
    content.models.push_back({"models/pagoda.glb", hill, 0, 0});
    content.places.push_back({hill, PlaceKind::landmark, 55, {"望岭塔", "Wangling Pagoda"}});
}

void add_camera_poles(Plan const& plan, Content& content) {
    for (int j = 0; j <= kCellsUp; ++j) {
        for (int i = 0; i <= kCellsAcross; ++i) {
            GridLine const column = plan.column_line(i), row = plan.row_line(j);
            bool const green = plan.land({i, j}) == plan.land({i - 1, j - 1}) &&
                               (plan.land({i, j}) == Land::forest || plan.land({i, j}) == Land::park ||
                                plan.land({i, j}) == Land::station);
            if (green || plan.is_river_row(j) || column.road == RoadClass::motorway) continue;
            bool const main = column.road >= RoadClass::primary || row.road >= RoadClass::primary;
            if (!main && (i * 7 + j * 5) % 3 == 0) continue;
            // On the corner, looking across the crossing.
            int const corner = (i + 2 * j) % 4;
            Vec2d const side{corner % 2 ? 1.0 : -1.0, corner / 2 ? 1.0 : -1.0};
            Vec2d const off{side.x * (default_width(column.road) / 2 + 2.5),
                            side.y * (default_width(row.road) / 2 + 2.5)};
            Vec2d const crossing = plan.to_world(Vec2d{column.at, row.at}),
                        at = plan.to_world(Vec2d{column.at, row.at} + off);
            Vec2d const look = crossing - at;
            double const heading = std::fmod(std::atan2(look.x, look.y) * 180 / std::numbers::pi + 360, 360);
            content.camera_poles.push_back({at, static_cast<float>(heading)});
        }
    }
}

}  // namespace sample
