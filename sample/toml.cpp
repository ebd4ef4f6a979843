#include "sample/toml.h"

#include <array>
#include <cmath>
#include <cstdio>

#include "sample/formatted.h"
#include "sample/frame.h"
#include "sample/names.h"

namespace sample {

namespace {

constexpr char const* kLayers = R"toml(
[terrain]
sources = ["terrain.tif"]

[[buildings]]
source = "district.gpkg"
layer = "buildings"
id = "id"
name = ["name_zh", "name_en"]
height = ["height"]
floors = ["floors"]
base = ["base"]
use = "use"
roof_shape = "roof_shape"
roof_height = "roof_height"
year = "year"

[[layers]]
source = "district.gpkg"
layer = "blocks"
role = "blocks"
class = "class"
title = { zh = "街区", en = "Blocks" }

[[layers]]
source = "district.gpkg"
layer = "green"
role = "green"
class = "class"
title = { zh = "绿地", en = "Green" }

[[layers]]
source = "district.gpkg"
layer = "grounds"
role = "green"
class = "class"
title = { zh = "场地", en = "Grounds" }

[[layers]]
source = "district.gpkg"
layer = "gardens"
role = "green"
class = "class"
title = { zh = "园圃", en = "Gardens" }

[[layers]]
source = "district.gpkg"
layer = "water"
role = "water"
title = { zh = "水系", en = "Water" }

[[layers]]
source = "district.gpkg"
layer = "roads"
role = "roads"
class = "class"
width = "width"
name_zh = "name_zh"
name_en = "name_en"
title = { zh = "道路", en = "Roads" }

[[layers]]
source = "district.gpkg"
layer = "rail"
role = "rail"
width = "width"
title = { zh = "铁路", en = "Rail" }

[[layers]]
source = "district.gpkg"
layer = "boundaries"
role = "boundaries"
id = "code"
width = "width"
name_zh = "name_zh"
name_en = "name_en"
kind = "kind"
title = { zh = "边界", en = "Boundaries" }

[[layers]]
source = "district.gpkg"
layer = "communities"
role = "boundaries"
id = "code"
width = "width"
name_zh = "name_zh"
name_en = "name_en"
kind = "kind"
title = { zh = "社区", en = "Communities" }

[[layers]]
source = "district.gpkg"
layer = "places"
role = "places"
name_zh = "name_zh"
name_en = "name_en"
rank = "rank"
kind = "kind"
title = { zh = "地名", en = "Places" }

[[layers]]
source = "district.gpkg"
layer = "trees"
role = "instances"
model_by = "species"
models = { broadleaf = "models/tree_broadleaf.glb", palm = "models/tree_palm.glb", conifer = "models/tree_conifer.glb" }
heading = "heading"
scale = "scale"
title = { zh = "树木", en = "Trees" }

[[layers]]
source = "district.gpkg"
layer = "lamps"
role = "instances"
model = "models/lamp.glb"
heading = "heading"
title = { zh = "路灯", en = "Street lamps" }

[[layers]]
source = "district.gpkg"
layer = "camera_poles"
role = "instances"
model = "models/camera_pole.glb"
heading = "heading"
title = { zh = "监控杆", en = "Camera poles" }
)toml";

/// Looks at a grid place from `distance` metres, towards `heading` (clockwise from grid north), `pitch` below level.
struct Orbit {
    char const *id, *zh, *en;
    Vec2d target;
    double up;  ///< metres above the ground
    double distance, heading, pitch;
    char const *style, *sun;
    char const* live = "";  ///< live layers, as TOML's list items
};

constexpr char const* kNoon = "2026-06-21T14:30+08:00";
constexpr char const* kMorning = "2026-10-12T08:40+08:00";
constexpr char const* kAfternoon = "2026-10-12T15:50+08:00";
constexpr char const* kEvening = "2026-10-12T20:30+08:00";

constexpr std::array kOrbits{
    Orbit{"overview", "全景", "Overview", {250, -20}, 20, 3900, 348, 33, "day", kAfternoon},
    Orbit{"night", "夜景指挥", "Night, command centre", {450, 60}, 40, 2300, 62, 24, "night", kEvening},
    Orbit{"cbd_night", "中心区夜景", "Centre at night", {600, 130}, 90, 1000, 78, 14, "night", kEvening},
    Orbit{"skyline", "湖畔天际线", "Skyline over the lake", {330, 190}, 60, 1150, 96, 12, "day", kAfternoon},
    Orbit{"station", "火车站", "Railway station", {925, 70}, 14, 560, 32, 27, "day", kAfternoon},
    Orbit{"river", "清澜河", "Qinglan River", {100, -390}, 8, 1250, 66, 17, "day", kAfternoon},
    Orbit{"village", "城中村", "Urban village", {590, 1030}, 8, 430, 322, 38, "day", kMorning},
    Orbit{"housing", "住宅区", "Housing estates", {-600, -1010}, 20, 900, 20, 34, "paper", kMorning},
    Orbit{"school", "学校", "School", {-305, 700}, 8, 500, 338, 36, "day", kMorning},
    Orbit{"industry", "工业区", "Industrial estate", {1430, 640}, 8, 820, 318, 30, "day", kMorning},
    Orbit{"hotline",
          "热线工单",
          "Hotline",
          {250, -20},
          20,
          3700,
          348,
          36,
          "day",
          kAfternoon,
          R"("tickets.heat", "tickets")"},
    Orbit{"events",
          "事件值守",
          "Events tonight",
          {450, 60},
          40,
          2300,
          62,
          28,
          "night",
          kEvening,
          R"("events", "tickets")"},
    Orbit{"cameras",
          "视频覆盖",
          "What cameras see",
          {600, 130},
          30,
          620,
          40,
          40,
          "paper",
          kMorning,
          R"("cameras", "events")"},
    Orbit{"people", "常住人口", "Residents", {250, -20}, 20, 3300, 348, 38, "day", kAfternoon, R"("population")"},
    Orbit{"complaints",
          "工单分布",
          "Where tickets come from",
          {250, -20},
          20,
          3700,
          348,
          42,
          "paper",
          kMorning,
          R"("tickets.columns")"},
};

std::string view(Orbit const& o, Plan const& plan, Terrain const& terrain) {
    Vec2d const at = plan.to_world(o.target);
    return formatted(
        "\n[[views]]\nid = \"%s\"\nname = { zh = \"%s\", en = \"%s\" }\ncamera = "
        "\"orbit:%.0f,%.0f,%.0f,%.0f,%.0f,%.0f\"\n"
        "style = \"%s\"\nsun = \"%s\"\n%s%s%s",
        o.id, o.zh, o.en, at.x, at.y, terrain.height(at) + o.up, o.distance, o.heading, o.pitch, o.style, o.sun,
        *o.live ? "live = [" : "", o.live, *o.live ? "]\n" : "");
}

/// Over the pagoda's shoulder, down into the valley.
std::string hills(Plan const& plan, Terrain const& terrain) {
    Vec2d const eye = plan.to_world(Vec2d{-1690, 1235}), target = plan.to_world(Vec2d{300, 120});
    return formatted(
        "\n[[views]]\nid = \"hills\"\nname = { zh = \"望岭塔远眺\", en = \"From Wangling Hill\" }\n"
        "camera = \"look:%.0f,%.0f,%.1f,%.0f,%.0f,%.1f\"\nstyle = \"day\"\nsun = \"%s\"\n",
        eye.x, eye.y, terrain.height(eye) + 85, target.x, target.y, terrain.height(target) + 30, kAfternoon);
}

/// At eye level in the middle of an avenue.
std::string street_view(Plan const& plan, Terrain const& terrain) {
    Vec2d const eye = plan.to_world(Vec2d{30, 60}), target = plan.to_world(Vec2d{760, 60});
    return formatted(
        "\n[[views]]\nid = \"street\"\nname = { zh = \"星河路街景\", en = \"On Xinghe Road\" }\n"
        "camera = \"look:%.0f,%.0f,%.1f,%.0f,%.0f,%.1f\"\nstyle = \"day\"\nsun = \"%s\"\n",
        eye.x, eye.y, terrain.height(eye) + 5, target.x, target.y, terrain.height(target) + 30, kAfternoon);
}

std::string plan_view(Extent const& extent) {
    return formatted(
        "\n[[views]]\nid = \"plan\"\nname = { zh = \"总平面\", en = \"Plan\" }\ncamera = \"plan:%.0f,%.0f,%.0f\"\n"
        "style = \"paper\"\nsun = \"%s\"\n",
        extent.centre().x, extent.centre().y, std::max(extent.height(), extent.width() * 0.5625) * 1.06, kMorning);
}

/// What the year's data are best seen by: colours in short shadows.
std::string live_views(Extent const& extent) {
    struct Look {
        char const *id, *zh, *en, *style, *live;
    };
    constexpr std::array kLooks{Look{"elderly", "老年人口", "The elderly", "day", "population.elderly"},
                                Look{"communities", "各社区工单", "Tickets by community", "day", "tickets.areas"}};
    // To the right, so that the legend hides no number.
    double const height = std::max(extent.height(), extent.width() * 0.5625) * 1.06;
    std::string all;
    for (Look const& look : kLooks) {
        all += formatted(
            "\n[[views]]\nid = \"%s\"\nname = { zh = \"%s\", en = \"%s\" }\ncamera = \"plan:%.0f,%.0f,%.0f\"\n"
            "style = \"%s\"\nsun = \"%s\"\nlive = [\"%s\"]\n",
            look.id, look.zh, look.en, extent.centre().x - 0.1 * height, extent.centre().y, height, look.style, kNoon,
            look.live);
    }
    return all;
}

/// A screen in a command centre: all of it, calls, what cameras report (at night), people.
/// Views on white paper are for print and would dazzle a dark room.
std::string wall_table(bool whole) {
    return formatted(
        "\n[wall]\nsubtitle = { zh = \"城市运行一屏统览\", en = \"The district at a glance\" }\nscenes = [%s]\n",
        whole ? R"("overview", "hotline", "communities", "events", "people", "elderly")"
              : R"("overview", "communities", "night", "elderly")");
}

/// Views of a place that is not the whole district: from around its middle.
std::string plain_views(Extent const& extent, Terrain const& terrain) {
    struct Look {
        char const *id, *zh, *en, *style, *sun;
        double share, heading, pitch;
    };
    constexpr std::array kLooks{Look{"overview", "全景", "Overview", "day", kAfternoon, 1.3, 345, 35},
                                Look{"night", "夜景", "Night", "night", kEvening, 1.0, 40, 26},
                                Look{"morning", "清晨", "Morning", "day", kMorning, 0.9, 110, 30},
                                Look{"report", "报告", "Report", "paper", kMorning, 1.2, 330, 42},
                                Look{"east", "东望", "Looking east", "day", kNoon, 0.8, 80, 24},
                                Look{"west", "西望", "Looking west", "day", kMorning, 0.8, 265, 24},
                                Look{"south", "南望", "Looking south", "night", kEvening, 0.8, 175, 30}};
    Vec2d const c = extent.centre();
    double const size = std::max({extent.width(), extent.height(), 300.0});
    std::string all;
    for (Look const& look : kLooks) {
        all += formatted(
            "\n[[views]]\nid = \"%s\"\nname = { zh = \"%s\", en = \"%s\" }\ncamera = "
            "\"orbit:%.0f,%.0f,%.0f,%.0f,%.0f,%.0f\"\n"
            "style = \"%s\"\nsun = \"%s\"\n",
            look.id, look.zh, look.en, c.x, c.y, terrain.height(c) + 15, size * look.share, look.heading, look.pitch,
            look.style, look.sun);
    }
    return all;
}

std::string models(TomlInput const& input) {
    std::string all;
    for (Model const& model : input.models) {
        bool const hall = model.file == "models/station.glb";
        if ((hall || model.file == "models/platforms.glb") && input.hall_id.empty()) continue;
        all += formatted("\n[[models]]\nfile = \"%s\"\nat_xy = [%.2f, %.2f]\nheading = %.2f\n", model.file.c_str(),
                         kOrigin.x + model.at.x, kOrigin.y + model.at.y, model.heading);
        if (model.height != 0) all += formatted("height = %.2f\n", model.height);
        if (hall) all += formatted("replaces = [\"%s\"]\n", input.hall_id.c_str());
    }
    return all;
}

std::string feeds(std::vector<HistoryFeed> const& all) {
    std::string out = all.empty() ? "" : "\n[live]\nglossary = \"live/glossary.csv\"\n";
    for (HistoryFeed const& feed : all) {
        out +=
            formatted("\n[[feeds]]\nid = \"%s\"\nname = { zh = \"%s\", en = \"%s\" }\nurl = \"file:live/%s.ndjson\"\n",
                      feed.id.c_str(), feed.name.zh.c_str(), feed.name.en.c_str(), feed.id.c_str());
        out += formatted("mapping = \"canonical\"\ncoordinates = \"%s\"\n", feed.coordinates.c_str());
        if (feed.expected_per_hour > 0) out += formatted("expected_per_hour = %.0f\n", feed.expected_per_hour);
        out += formatted("stale_after = \"%s\"\npressure = \"%s\"\n", feed.stale_after.c_str(), feed.pressure.c_str());
    }
    return out;
}

}  // namespace

std::string district_toml(TomlInput const& input) {
    Name const name = district_name();
    std::string all = formatted(
        "# A place that never was. `borough sample` made it.\n[district]\nname = { zh = \"%s\", en = \"%s\" }\n"
        "crs = \"EPSG:%d\"\norigin = [%.9f, %.9f]\nheights = \"1985\"\n",
        name.zh.c_str(), name.en.c_str(), kEpsg, kOriginLongitude, kOriginLatitude);
    all += kLayers;
    all += supervised_toml(input.supervised);
    all += "\n[sites]\nfile = \"sites.toml\"\n";
    all += "\n[supervision]\nindicators = \"indicators.toml\"\n";
    all += models(input);
    all += feeds(input.feeds);
    if (input.whole) {
        for (Orbit const& orbit : kOrbits) all += view(orbit, input.plan, input.terrain);
        if (!input.plan.alone()) {
            all += formatted(
                "\n[[views]]\nid = \"city\"\nname = { zh = \"全城\", en = \"The whole city\" }\ncamera = "
                "\"fit:348,38\"\n"
                "style = \"day\"\nsun = \"%s\"\n",
                kAfternoon);
        }
        all += hills(input.plan, input.terrain);
        all += street_view(input.plan, input.terrain);
    } else {
        all += plain_views(input.extent, input.terrain);
    }
    all += plan_view(input.extent);
    if (!input.feeds.empty()) all += live_views(input.extent) + wall_table(input.whole);
    return all;
}

}  // namespace sample
