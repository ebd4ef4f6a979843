#include "sample/projects.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <functional>
#include <optional>

#include "sample/frame.h"
#include "sample/network.h"
#include "sample/random.h"
#include "sample/rhythm.h"
#include "sample/written.h"

namespace sample {
namespace {

struct Idea {
    Name name;
    char const *type, *unit;
};
constexpr std::size_t kBuilt = 6, kPlanned = 3, kManaged = 2, kUsed = 1;

std::array<Idea, kBuilt> const kBuildIdeas{{{{"人才公寓", "Flats"}, "居住", "区住房和建设局"},
                                            {{"商务楼", "Offices"}, "商业", "区投资促进中心"},
                                            {{"标准厂房二期", "Works II"}, "工业", "区工业园管理办公室"},
                                            {{"社区服务中心", "Community Centre"}, "公共服务", "区民政局"},
                                            {{"立体停车楼", "Parking"}, "交通", "区交通运输局"},
                                            {{"文化馆", "Culture Hall"}, "公共服务", "区文化广电局"}}};
/// Where what stands there is a tower.
std::array<Idea, kBuilt> const kTowerIdeas{{{{"人才公寓", "Flats"}, "居住", "区住房和建设局"},
                                            {{"商务中心", "Business Centre"}, "商业", "区投资促进中心"},
                                            {{"总部大厦", "Headquarters"}, "商业", "区投资促进中心"},
                                            {{"城市综合体", "City Complex"}, "商业", "区商务局"},
                                            {{"科创大厦", "Innovation Tower"}, "商业", "区科技创新局"},
                                            {{"金融大厦", "Finance Tower"}, "商业", "区财政局"}}};
std::array<Idea, kPlanned> const kPlanIdeas{{{{"小学", "Primary School"}, "教育", "区教育局"},
                                             {{"更新单元一期", "Renewal I"}, "城市更新", "区城市更新局"},
                                             {{"卫生服务站", "Health Station"}, "医疗", "区卫生健康局"}}};
std::array<Idea, kManaged + kUsed> const kDoneIdeas{{{{"幼儿园", "Nursery"}, "教育", "区教育局"},
                                                     {{"研发楼", "Laboratories"}, "商业", "区投资促进中心"},
                                                     {{"安置房", "Resettlement Flats"}, "居住", "区住房和建设局"}}};

std::string day(base::UtcMs time) { return base::format_time(time).substr(0, 10); }

Ring square(Vec2d at, double half) {
    return {
        {at.x - half, at.y - half}, {at.x + half, at.y - half}, {at.x + half, at.y + half}, {at.x - half, at.y + half}};
}

/// The highest of the buildings whose middle lies inside, and what they cover.
struct Built {
    double height = 0, footprint = 0;
};
Built built_on(Shape const& shape, Content const& content) {
    Built out;
    for (Building const& b : content.buildings) {
        if (!inside(shape, centroid(b.shape.outer))) continue;
        out.height = std::max(out.height, b.height);
        out.footprint += area(b.shape);
    }
    return out;
}

class Maker {
public:
    Maker(Plan const& plan, Content const& content, Setting const& setting, std::vector<Parcel> const& parcels,
          base::UtcMs until)
        : plan_(plan), content_(content), setting_(setting), parcels_(parcels), until_(until), used_(parcels.size()) {}

    std::vector<Project> projects() {
        for (std::size_t i = 0; i < std::min(kBuilt, setting_.sites.size()); ++i) add_built(i);
        for (std::size_t i = 0; i < kPlanned; ++i) add_planned(i);
        for (std::size_t i = 0; i < kManaged + kUsed; ++i) add_done(i);
        return std::move(out_);
    }

private:
    /// Its community's name before what it is.
    Project begin(Shape shape, Idea const& idea, char const* stage) {
        Project p;
        Vec2d const middle = centroid(shape.outer);
        Name const& community = setting_.areas.communities[setting_.areas.community_at(plan_.to_grid(middle))].name;
        std::string zh = community.zh, en = community.en;
        if (zh.ends_with("社区")) zh.resize(zh.size() - std::string_view("社区").size());
        if (en.ends_with(" Community")) en.resize(en.size() - std::string_view(" Community").size());
        p.name = {zh + idea.name.zh, en + " " + idea.name.en};
        p.type = idea.type;
        p.unit = idea.unit;
        p.stage = stage;
        std::array<char, 32> id{};
        std::snprintf(id.data(), id.size(), "2501-449901-04-01-%06zu", 100203 + out_.size() * 7919);
        p.id = id.data();
        p.shape = std::move(shape);
        // Cutting blocks into parcels leaves corners twice.
        drop_doubles(p.shape.outer);
        for (Ring& hole : p.shape.holes) drop_doubles(hole);
        return p;
    }

    /// The parcel under a place that nobody has taken yet.
    std::optional<Shape> parcel_at(Vec2d at) {
        for (std::size_t i = 0; i < parcels_.size(); ++i) {
            if (used_[i] || !inside(parcels_[i].shape, at)) continue;
            used_[i] = true;
            return parcels_[i].shape;
        }
        return {};
    }

    /// By chance, of those that are wanted and as large as a site is.
    std::optional<Shape> parcel_where(std::uint64_t salt, std::function<bool(Parcel const&)> const& wanted) {
        std::optional<std::size_t> best;
        std::uint64_t least = 0;
        for (std::size_t i = 0; i < parcels_.size(); ++i) {
            double const size = area(parcels_[i].shape);
            if (used_[i] || size < 6000 || size > 60'000 || !wanted(parcels_[i])) continue;
            std::uint64_t const rank = seed_of(plan_.seed(), i, salt);
            if (!best || rank < least) best = i, least = rank;
        }
        if (!best) return {};
        used_[*best] = true;
        return parcels_[*best].shape;
    }

    void add_built(std::size_t i) {
        Vec2d const at = setting_.sites[i];
        auto shape = parcel_at(at);
        if (!shape) shape = Shape{square(at, 45), {}};
        Built const built = built_on(*shape, content_);
        Project p = begin(*std::move(shape), (built.height > 45 ? kTowerIdeas : kBuildIdeas)[i], "build");
        auto const back = static_cast<std::int64_t>(260 + 70 * i), ahead = 210 - 75 * static_cast<std::int64_t>(i);
        base::UtcMs const start = until_ - back * kDayMs, end = until_ + ahead * kDayMs;
        p.planned_start = day(start);
        p.planned_end = day(end);
        p.started = day(start + static_cast<std::int64_t>(12 * i) * kDayMs);
        double const due = std::min(1.0, static_cast<double>(back) / static_cast<double>(back + ahead));
        constexpr std::array<double, kBuilt> kPace{1.02, 0.97, 0.78, 1.0, 0.88, 0.93};
        p.actual = std::round(std::min(0.99, due * kPace[i]) * 100);
        p.permits = "建设用地规划许可证 " + day(start - 320 * kDayMs) + "; 建设工程规划许可证 " +
                    day(start - 150 * kDayMs) + "; 建筑工程施工许可证 " + day(start - 20 * kDayMs) + "; 联合验收";
        // The third stands higher than it may, the fifth covers more.
        p.max_height = std::round(built.height * (i == 2 ? 0.86 : 1.12) + (built.height > 0 ? 0 : 48));
        p.footprint = std::round(built.footprint * (i == 4 ? 0.91 : 1.08) / 10) * 10;
        out_.push_back(std::move(p));
    }

    void add_planned(std::size_t i) {
        auto const shape = parcel_where('P' + i, [](Parcel const& parcel) {
            return std::string_view(parcel.use) == "A33" || std::string_view(parcel.use) == "R2/A33" ||
                   std::string_view(parcel.use) == "U9";
        });
        if (!shape) return;
        Project p = begin(*shape, kPlanIdeas[i], "plan");
        base::UtcMs const start = until_ + (40 + 65 * static_cast<std::int64_t>(i)) * kDayMs;
        p.planned_start = day(start);
        p.planned_end = day(start + (420 + 60 * static_cast<std::int64_t>(i)) * kDayMs);
        p.permits = i == 0
                        ? "建设用地规划许可证 " + day(until_ - 35 * kDayMs) + "; 建设工程规划许可证; 建筑工程施工许可证"
                        : std::string("建设用地规划许可证; 建设工程规划许可证; 建筑工程施工许可证");
        p.max_height = i == 1 ? 80 : 24;
        p.footprint = std::round(area(p.shape) * 0.3 / 10) * 10;
        out_.push_back(std::move(p));
    }

    void add_done(std::size_t i) {
        bool const managed = i < kManaged;
        auto const shape = parcel_where('D' + i, [&](Parcel const& parcel) {
            return std::string_view(parcel.use) == "R2" && built_on(parcel.shape, content_).footprint > 1500;
        });
        if (!shape) return;
        Project p = begin(*shape, kDoneIdeas[i], managed ? "manage" : "use");
        base::UtcMs const end = until_ - (managed ? 25 + 40 * static_cast<std::int64_t>(i) : 190) * kDayMs;
        base::UtcMs const start = end - 540 * kDayMs;
        p.planned_start = day(start);
        p.planned_end = day(end);
        p.started = day(start + 9 * kDayMs);
        p.completed = day(end + (i == 1 ? 17 : -6) * kDayMs);
        p.actual = 100;
        p.permits = "建设用地规划许可证 " + day(start - 300 * kDayMs) + "; 建设工程规划许可证 " +
                    day(start - 140 * kDayMs) + "; 建筑工程施工许可证 " + day(start - 15 * kDayMs) + "; 联合验收 " +
                    day(end - 4 * kDayMs);
        Built const built = built_on(p.shape, content_);
        p.max_height = std::round(built.height * 1.05);
        p.footprint = std::round(built.footprint * 1.03 / 10) * 10;
        out_.push_back(std::move(p));
    }

    Plan const& plan_;
    Content const& content_;
    Setting const& setting_;
    std::vector<Parcel> const& parcels_;
    base::UtcMs const until_;
    std::vector<bool> used_;
    std::vector<Project> out_;
};

std::vector<Zone> zones_of(Plan const& plan, Content const& content) {
    std::vector<Zone> out;
    Extent ground;
    for (Building const& b : content.buildings) ground.add(extent_of(b.shape.outer));
    auto const add = [&](double u0, double v0, double u1, double v1, Name name, char const* kind) {
        Zone zone;
        zone.shape = {bent_outline(plan, u0, v0, u1, v1), {}};
        // Of a small place only what lies in it.
        if (!ground.contains(centroid(zone.shape.outer))) return;
        zone.id = "Z-0" + std::to_string(out.size() + 1);
        zone.name = std::move(name);
        zone.kind = kind;
        out.push_back(std::move(zone));
    };
    constexpr double kVerge = 12, kLane = 9;
    auto const village = [&](Vec2d grid, Name const& name) {
        CellBounds const b = bounds_of(plan, plan.cell_at(grid));
        add(b.u0 + kVerge, b.v0 + kVerge, b.u1 - kVerge, b.v1 - kVerge, name, "urban_village");
        double const u = (b.u0 + b.u1) / 2, v = (b.v0 + b.v1) / 2;
        add(b.u0 + kVerge, v - kLane, b.u1 - kVerge, v + kLane, {name.zh + "消防主通道", name.en + " main fire lane"},
            "fire_lane");
        add(u - kLane, b.v0 + kVerge, u + kLane, b.v1 - kVerge,
            {name.zh + "消防南北通道", name.en + " north-south fire lane"}, "fire_lane");
    };
    village({590, 1035}, {"上榕村", "Shangrong Village"});
    village({-1380, -1025}, {"下围村", "Xiawei Village"});
    add(790, Plan::kStationSouth, 1260, Plan::kStationNorth, {"示范站站区", "Sample Station area"}, "station");
    return out;
}

}  // namespace

Supervised make_supervised(Plan const& plan, Content const& content, Setting const& setting,
                           std::vector<Parcel> const& parcels, base::UtcMs until) {
    return {Maker(plan, content, setting, parcels, until).projects(), zones_of(plan, content)};
}

std::size_t late_projects(Supervised const& all, base::UtcMs until) {
    auto const late = [&](Project const& p) {
        if (!p.completed.empty()) return false;
        auto const start = base::parse_time(p.planned_start), end = base::parse_time(p.planned_end);
        if (!start || !end || *end <= *start) return false;
        double const due = static_cast<double>(until - *start) / static_cast<double>(*end - *start);
        return (until > *end && p.actual < 100) || std::clamp(due, 0.0, 1.0) - p.actual / 100 > 0.10;
    };
    return static_cast<std::size_t>(std::ranges::count_if(all.projects, late));
}

base::Status write_supervised(std::filesystem::path const& folder, Supervised const& all) {
    if (all.empty()) return base::done;
    std::vector<geo::WrittenLayer> layers;
    if (!all.projects.empty()) {
        geo::WrittenLayer& layer = layers.emplace_back();
        layer.name = "projects";
        for (std::uint32_t i = 0; i < all.projects.size(); ++i) append(layer.polygons, all.projects[i].shape, i);
        auto const text = [&](char const* name, std::function<std::string(Project const&)> const& value) {
            add_text<Project>(layer, name, all.projects, value);
        };
        text("id", [](Project const& p) { return p.id; });
        text("name_zh", [](Project const& p) { return p.name.zh; });
        text("name_en", [](Project const& p) { return p.name.en; });
        text("type", [](Project const& p) { return std::string(p.type); });
        text("stage", [](Project const& p) { return std::string(p.stage); });
        text("unit", [](Project const& p) { return std::string(p.unit); });
        text("permits", [](Project const& p) { return p.permits; });
        text("planned_start", [](Project const& p) { return p.planned_start; });
        text("planned_end", [](Project const& p) { return p.planned_end; });
        text("started", [](Project const& p) { return p.started; });
        text("completed", [](Project const& p) { return p.completed; });
        add_number<Project>(layer, "actual_progress", all.projects, [](Project const& p) { return p.actual / 100; });
        add_number<Project>(layer, "max_height", all.projects, [](Project const& p) { return p.max_height; });
        add_number<Project>(layer, "footprint", all.projects, [](Project const& p) { return p.footprint; });
        add_number<Project>(layer, "width", all.projects, [](Project const&) { return 5.0; });
    }
    if (!all.zones.empty()) {
        geo::WrittenLayer& layer = layers.emplace_back();
        layer.name = "zones";
        for (std::uint32_t i = 0; i < all.zones.size(); ++i) append(layer.polygons, all.zones[i].shape, i);
        auto const text = [&](char const* name, std::function<std::string(Zone const&)> const& value) {
            add_text<Zone>(layer, name, all.zones, value);
        };
        text("id", [](Zone const& z) { return z.id; });
        text("name_zh", [](Zone const& z) { return z.name.zh; });
        text("name_en", [](Zone const& z) { return z.name.en; });
        text("kind", [](Zone const& z) { return std::string(z.kind); });
        add_number<Zone>(layer, "width", all.zones, [](Zone const&) { return 2.5; });
    }
    geo::LocalFrame frame;
    frame.working_crs = "EPSG:" + std::to_string(kEpsg);
    frame.origin = {kOrigin.x, kOrigin.y};
    frame.origin_lonlat = {kOriginLongitude, kOriginLatitude};
    return geo::write_geopackage(folder / "supervision.gpkg", layers, frame);
}

std::string supervised_toml(Supervised const& all) {
    std::string out;
    if (!all.zones.empty())
        out += R"toml(
[[layers]]
source = "supervision.gpkg"
layer = "zones"
role = "zones"
width = "width"
title = { zh = "重点区域", en = "Zones" }
style = { by = "kind", colours = { urban_village = "#CC79A7", fire_lane = "#D55E00", station = "#0072B2" } }
)toml";
    if (!all.projects.empty())
        out += R"toml(
[[layers]]
source = "supervision.gpkg"
layer = "projects"
role = "projects"
width = "width"
title = { zh = "项目", en = "Projects" }
style = { by = "stage", colours = { plan = "#56B4E9", build = "#E69F00", manage = "#D55E00", use = "#009E73" } }
)toml";
    return out;
}

}  // namespace sample
