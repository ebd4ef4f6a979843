#include "app/measure.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "app/figures.h"
#include "app/flat.h"
#include "geo/polygons.h"
#include "twin/lookup.h"

namespace app {
namespace {

constexpr double kDegree = std::numbers::pi / 180;
constexpr double kEye = 1.6;           ///< metres above the ground that somebody standing there sees from
constexpr double kOverview = 300;      ///< metres that are asked for what a spot sees
constexpr double kStraightDown = -80;  ///< degrees; as analysis::Sight has it
constexpr double kPictureRatio = 9.0 / 16;

std::string metres_text(double value) {
    return std::abs(value) >= 10000 ? figure(value / 1000, 2) + " km"
                                    : grouped(value, std::abs(value) < 1000 ? 1 : 0) + " m";
}

std::string square_metres(double value) {
    if (value >= 1e6) return figure(value / 1e6, 3) + " km²";
    return grouped(value, value < 1000 ? 1 : 0) + " m²";
}

double straight(std::span<base::Vec3d const> points) {
    double sum = 0;
    for (std::size_t i = 1; i < points.size(); ++i) sum += length(points[i] - points[i - 1]);
    return sum;
}

double level(std::span<base::Vec3d const> points) {
    double sum = 0;
    for (std::size_t i = 1; i < points.size(); ++i) sum += base::length(flat(points[i]) - flat(points[i - 1]));
    return sum;
}

/// Degrees between two headings, 0 to 180.
double apart(double a, double b) {
    double const d = std::fmod(std::abs(a - b), 360.0);
    return d > 180 ? 360 - d : d;
}

bool in_angle(twin::CameraPose const& pose, base::Vec3d towards) {
    double const away = std::hypot(towards.x, towards.y);
    double const wide = std::clamp(double{pose.field_of_view}, 1.0, 360.0);
    if (double{pose.pitch} <= kStraightDown)
        return away <= -towards.z * std::tan(std::min(wide, 170.0) / 2 * kDegree) + 1e-6;
    double const bearing = std::atan2(towards.x, towards.y) / kDegree;
    if (wide < 360 && apart(bearing, double{pose.heading}) > wide / 2) return false;
    // The lower edge of the picture does not count: cameras are told by what they reach, not by their blind foot.
    double const half_up = std::atan(std::tan(std::min(wide, 170.0) / 2 * kDegree) * kPictureRatio) / kDegree;
    return std::atan2(towards.z, away) / kDegree <= double{pose.pitch} + half_up;
}

}  // namespace

Ruler::Ruler(twin::District const& district, analysis::Sight const& sight, twin::NearestBuilding const& nearest)
    : district_(district), sight_(sight), nearest_(nearest) {}

double Ruler::ground_length(std::span<base::Vec3d const> points) const {
    double sum = 0;
    for (std::size_t i = 1; i < points.size(); ++i) {
        base::Vec2d const a = flat(points[i - 1]), way = flat(points[i]) - a;
        double const away = base::length(way);
        auto const pieces = static_cast<int>(std::clamp(std::ceil(away / 2), 1.0, 20000.0));
        double before = sight_.ground(a);
        for (int k = 1; k <= pieces; ++k) {
            double const now = sight_.ground(a + way * (static_cast<double>(k) / pieces));
            sum += std::hypot(away / pieces, now - before);
            before = now;
        }
    }
    return sum;
}

std::vector<base::Vec2d> Ruler::profile(std::span<base::Vec3d const> points) const {
    std::vector<base::Vec2d> out;
    double const whole = level(points), step = std::max(1.0, whole / 600);
    double gone = 0;
    for (std::size_t i = 1; i < points.size(); ++i) {
        base::Vec2d const a = flat(points[i - 1]), way = flat(points[i]) - a;
        double const away = base::length(way);
        auto const pieces = static_cast<int>(std::max(1.0, std::ceil(away / step)));
        for (int k = i == 1 ? 0 : 1; k <= pieces; ++k) {
            double const part = static_cast<double>(k) / pieces;
            out.push_back({gone + away * part, sight_.roof_or_ground(a + way * part)});
        }
        gone += away;
    }
    return out;
}

void Ruler::distance(std::span<base::Vec3d const> points, Say const& say, ui::Measured& out) const {
    if (points.size() < 2) return;
    double const climb = points.back().z - points.front().z;
    out.results.push_back({say("空间距离", "Straight"), metres_text(straight(points)),
                           say("逐段直线之和", "sum of the straight pieces")});
    out.results.push_back({say("水平距离", "Level"), metres_text(level(points)), ""});
    out.results.push_back({say("沿地表", "Along the ground"), metres_text(ground_length(points)),
                           say("按地形起伏累计", "rises and falls counted")});
    out.results.push_back(
        {say("高差", "Rise"), (climb > 0 ? "+" : "") + metres_text(climb), say("末点减起点", "last less first point")});
    out.lines.emplace_back(points.begin(), points.end());
}

void Ruler::height(std::span<base::Vec3d const> points, Say const& say, ui::Measured& out) const {
    if (points.empty()) return;
    base::Vec3d const at = points.back();
    double const ground = sight_.ground(flat(at));
    if (points.size() == 1) {
        if (auto const found = nearest_.find(flat(at), 0.5)) {
            twin::Buildings const& b = district_.buildings;
            double const tall = double{b.height[found->building]} + double{b.roof_height[found->building]};
            double const foot = b.base_z[found->building];
            out.results.push_back({say("建筑高度", "Height of the building"), metres_text(tall),
                                   say("基底至屋顶最高处", "from its base to the top of the roof")});
            out.results.push_back({say("屋顶高程", "Top of the roof"), metres_text(foot + tall), ""});
            out.results.push_back({say("基底高程", "Base"), metres_text(foot), ""});
            out.lines.push_back({{at.x, at.y, foot}, {at.x, at.y, foot + tall}});
        } else {
            out.results.push_back({say("高出地面", "Above the ground"), metres_text(at.z - ground), ""});
            out.lines.push_back({{at.x, at.y, ground}, at});
        }
        out.results.push_back({say("地面高程", "Ground"), metres_text(ground), district_.height_datum});
        return;
    }
    base::Vec3d const from = points.front();
    double const rise = at.z - from.z, away = base::length(flat(at) - flat(from));
    out.results.push_back({say("高差", "Rise"), (rise > 0 ? "+" : "") + metres_text(rise),
                           say("第二点减第一点", "second less first point")});
    out.results.push_back({say("水平距离", "Level distance"), metres_text(away), ""});
    if (away > 0) out.results.push_back({say("坡度", "Slope"), figure(rise / away * 100, 1) + " %", ""});
    out.lines.push_back({from, {from.x, from.y, at.z}, at});
}

void Ruler::area(std::span<base::Vec3d const> points, Say const& say, ui::Measured& out) const {
    std::vector<base::Vec3d> ring(points.begin(), points.end());
    if (ring.size() >= 3) {
        std::vector<base::Vec2d> plan;
        for (base::Vec3d const p : ring) plan.push_back(flat(p));
        double const surface = std::abs(geo::signed_area(plan));
        out.results.push_back({say("水平面积", "Area"), square_metres(surface), say("投影到水平面", "in plan")});
        if (surface >= 1000)
            out.results.push_back({"",
                                   figure(surface / 10000, 2) + say(" 公顷", " ha") + " · " +
                                       figure(surface / (10000 / 15.0), 1) + say(" 亩", " mu"),
                                   ""});
        ring.push_back(ring.front());
        out.results.push_back({say("周长", "Perimeter"), metres_text(level(ring)), say("水平", "level")});
    }
    out.lines.push_back(std::move(ring));
}

void Ruler::section(std::span<base::Vec3d const> points, Say const& say, ui::Measured& out) const {
    if (points.size() < 2) return;
    out.profile = profile(points);
    auto const [low, high] = std::minmax_element(out.profile.begin(), out.profile.end(),
                                                 [](base::Vec2d a, base::Vec2d b) { return a.y < b.y; });
    out.results.push_back({say("水平长度", "Length"), metres_text(level(points)), ""});
    out.results.push_back({say("最高", "Highest"), metres_text(high->y), say("屋顶或地面", "roof or ground")});
    out.results.push_back({say("最低", "Lowest"), metres_text(low->y), ""});
    double const first = sight_.ground(flat(points.front())), last = sight_.ground(flat(points.back()));
    out.results.push_back(
        {say("地面高差", "Rise of the ground"), (last > first ? "+" : "") + metres_text(last - first), ""});
    out.lines.emplace_back(points.begin(), points.end());
}

Sighted Ruler::obstacle(base::Vec3d from, base::Vec3d to) const {
    base::Vec2d const a = flat(from), way = flat(to) - a;
    double const away = base::length(way);
    // The nearest to the spot is what hides it; the camera's own pole or wall is not.
    for (double gone = away - 1; gone > 2; gone -= 0.5) {
        base::Vec2d const at = a + way * (gone / away);
        double const ray = from.z + (to.z - from.z) * gone / away;
        if (sight_.ground(at) > ray) return {Unseen::behind_ground, length(to - from), -1};
        if (sight_.roof_or_ground(at) <= ray) continue;
        auto const found = nearest_.find(at, 4);
        return {Unseen::behind_building, length(to - from), found ? std::int64_t{found->building} : -1};
    }
    return {Unseen::behind_building, length(to - from), -1};
}

Sighted Ruler::sighted(ui::CameraRow const& row, base::Vec3d spot) const {
    if (!row.at || !row.camera.pose) return {Unseen::no_pose, 0, -1};
    twin::CameraPose const& pose = *row.camera.pose;
    base::Vec3d const towards = spot - *row.at;
    double const distance = length(towards);
    if (std::hypot(towards.x, towards.y) > double{pose.reach}) return {Unseen::too_far, distance, -1};
    if (!in_angle(pose, towards)) return {Unseen::outside_angle, distance, -1};
    if (!sight_.clear(*row.at, spot)) return obstacle(*row.at, spot);
    return {Unseen::seen, distance, -1};
}

std::string Ruler::reason(Sighted const& sighted, Say const& say) const {
    switch (sighted.why) {
        case Unseen::seen: break;
        case Unseen::no_pose: return say("朝向未知", "its direction is not known");
        case Unseen::too_far: return say("超出识别距离", "too far");
        case Unseen::outside_angle: return say("不在视角内", "outside its angle");
        case Unseen::behind_ground: return say("被地形遮挡", "the ground in the way");
        case Unseen::behind_building: {
            std::string const name = sighted.building < 0
                                         ? std::string()
                                         : twin::name_text(district_, {static_cast<std::uint32_t>(sighted.building)});
            return name.empty() ? say("被建筑遮挡", "a building in the way") : say("被遮挡：", "in the way: ") + name;
        }
    }
    return {};
}

void Ruler::visibility(base::Vec3d spot, ui::Facts const& facts, Say const& say, ui::Measured& out) const {
    struct Found {
        ui::CameraRow const* row;
        Sighted sighted;
    };
    std::vector<Found> found;
    std::size_t seen = 0;
    for (ui::CameraRow const& row : facts.events.cameras) {
        Sighted const s = sighted(row, spot);
        // Cameras far away are counted but not listed: a district has thousands.
        if (s.why == Unseen::no_pose || (s.why == Unseen::too_far && s.distance > 2.0 * double{row.camera.pose->reach}))
            continue;
        seen += s.why == Unseen::seen;
        found.push_back({&row, s});
    }
    std::stable_sort(found.begin(), found.end(), [](Found const& a, Found const& b) {
        bool const x = a.sighted.why == Unseen::seen, y = b.sighted.why == Unseen::seen;
        return x != y ? x : a.sighted.distance < b.sighted.distance;
    });
    for (Found const& f : found) {
        out.cameras.push_back({f.row->camera.id, f.sighted.why == Unseen::seen, reason(f.sighted, say)});
        if (f.sighted.why == Unseen::seen) out.lines.push_back({*f.row->at, spot});
    }
    bool const any = !facts.events.cameras.empty();
    out.results.push_back(
        {say("视频覆盖", "Seen by cameras"),
         !any        ? say("无摄像机数据", "no camera data")
         : seen == 0 ? say("无，盲区", "none: a blind spot")
                     : std::to_string(seen) + say(" 路", seen == 1 ? " camera" : " cameras"),
         say("附近有朝向的摄像机 ", "cameras nearby whose direction is known: ") + std::to_string(found.size())});
    overview(spot, say, out);
}

void Ruler::overview(base::Vec3d spot, Say const& say, ui::Measured& out) const {
    double const ground = sight_.ground(flat(spot));
    double const eye = std::max(spot.z - ground, 0.0) + kEye;
    std::vector<base::Vec2d> fan =
        sight_.footprint(flat(spot), {0, 0, 360, static_cast<float>(eye), static_cast<float>(kOverview)});
    fan.erase(fan.begin());
    double const whole = std::numbers::pi * kOverview * kOverview;
    out.results.push_back({say("此处可见地面", "Ground seen from here"), square_metres(std::abs(geo::signed_area(fan))),
                           say("半径 300 米内，占 ", "within 300 m, ") +
                               figure(std::abs(geo::signed_area(fan)) / whole * 100, 0) + " %"});
    std::vector<base::Vec3d> outline;
    for (base::Vec2d const p : fan) outline.push_back({p.x, p.y, sight_.ground(p)});
    if (!outline.empty()) outline.push_back(outline.front());
    out.lines.push_back(std::move(outline));
}

ui::Measured Ruler::measure(ui::Tool tool, std::span<base::Vec3d const> points, ui::Facts const& facts,
                            ui::Language language) const {
    ui::Measured out;
    out.tool = tool;
    out.points.assign(points.begin(), points.end());
    Say const say{language == ui::Language::zh};
    switch (tool) {
        case ui::Tool::distance: distance(points, say, out); break;
        case ui::Tool::height: height(points, say, out); break;
        case ui::Tool::area: area(points, say, out); break;
        case ui::Tool::profile: section(points, say, out); break;
        case ui::Tool::visibility:
            if (!points.empty()) visibility(points.back(), facts, say, out);
            break;
        default: break;
    }
    return out;
}

std::vector<base::Vec2d> circle(base::Vec2d centre, double radius) {
    constexpr int kCorners = 64;
    std::vector<base::Vec2d> out;
    for (int i = 0; i < kCorners; ++i) {
        double const a = 2 * std::numbers::pi * i / kCorners;
        out.push_back({centre.x + radius * std::cos(a), centre.y + radius * std::sin(a)});
    }
    return out;
}

}  // namespace app
