// Sets of things: what lies in a polygon, its sums, its table.
#include <algorithm>
#include <cmath>

#include "app/flat.h"
#include "app/selection_parts.h"
#include "geo/polygons.h"
#include "twin/lookup.h"
#include "twin/nearest_building.h"

namespace app {
namespace {

base::Vec2d middle(std::span<base::Vec2d const> ring) {
    // By area, so that many corners at one end do not draw it there.
    base::Vec2d sum;
    double area = 0;
    base::Vec2d const from = ring.front();
    for (std::size_t i = 0; i < ring.size(); ++i) {
        base::Vec2d const a = ring[i] - from, b = ring[(i + 1) % ring.size()] - from;
        double const c = cross(a, b);
        sum = sum + (a + b) * c;
        area += c;
    }
    return std::abs(area) < 1e-9 ? from : from + sum * (1 / (3 * area));
}

struct Totals {
    std::size_t buildings = 0, tickets = 0, open = 0, overdue = 0, events = 0, cameras = 0, devices = 0;
    double footprint = 0, floor = 0;
};

/// Rows of the live facts by id, for a set of thousands.
template <class Rows, class Id>
auto by_id(Rows const& rows, Id const& id) {
    std::vector<std::pair<std::string, decltype(rows.data())>> out;
    out.reserve(rows.size());
    for (auto const& row : rows) out.emplace_back(id(row), &row);
    std::sort(out.begin(), out.end());
    return out;
}
template <class Table>
auto look_up(Table const& table, std::string const& id) -> decltype(table.front().second) {
    auto const at = std::lower_bound(table.begin(), table.end(), id,
                                     [](auto const& a, std::string const& b) { return a.first < b; });
    return at != table.end() && at->first == id ? at->second : nullptr;
}

std::string measure_name(std::string const& measure, bool chinese) {
    if (measure == "resident") return chinese ? "常住人口" : "Residents";
    if (measure == "registered") return chinese ? "户籍人口" : "Registered";
    if (measure == "floating") return chinese ? "流动人口" : "Floating";
    if (measure == "day") return chinese ? "日间人口" : "By day";
    if (measure == "night") return chinese ? "夜间人口" : "By night";
    return measure;
}

}  // namespace

std::vector<ui::Subject> Selector::inside(std::span<base::Vec2d const> polygon, ui::Facts const& facts) const {
    std::vector<ui::Subject> out;
    if (polygon.size() < 3) return out;
    base::Extent box;
    for (base::Vec2d const p : polygon) box.add(p);
    auto const in = [&](base::Vec2d p) { return box.contains(p) && twin::crosses_odd(polygon, p); };
    twin::Buildings const& b = district_.buildings;
    for (std::uint32_t i = 0; i < b.size(); ++i) {
        base::Vec2d const at = middle(b.footprints.outer(i));
        if (in(at)) out.push_back({ui::SubjectKind::building, i, {}, base::Vec3d{at.x, at.y, double{b.base_z[i]}}});
    }
    auto const add = [&](ui::SubjectKind kind, std::string const& id, std::optional<base::Vec3d> const& at) {
        if (at && in(flat(*at))) out.push_back({kind, 0, id, at});
    };
    for (ui::TicketRow const& row : facts.hotline.tickets) {
        if (!row.ticket.secret) add(ui::SubjectKind::ticket, row.ticket.id, row.at);
    }
    for (ui::EventRow const& row : facts.events.events) add(ui::SubjectKind::event, row.id, row.at);
    for (ui::CameraRow const& row : facts.events.cameras) add(ui::SubjectKind::camera, row.camera.id, row.at);
    for (ui::DeviceRow const& row : facts.events.devices) add(ui::SubjectKind::device, row.device.id, row.at);
    return out;
}

std::vector<std::uint32_t> Selector::buildings_of(std::span<ui::Subject const> set) {
    std::vector<std::uint32_t> out;
    for (ui::Subject const& s : set) {
        if (s.kind == ui::SubjectKind::building) out.push_back(s.index);
    }
    return out;
}

void Selector::sum(ui::Selection& selection, ui::Facts const& facts, ui::Language language) const {
    Say const say{language == ui::Language::zh};
    auto const tickets = by_id(facts.hotline.tickets, [](auto const& r) { return r.ticket.id; });
    auto const events = by_id(facts.events.events, [](auto const& r) { return r.id; });
    auto const cameras = by_id(facts.events.cameras, [](auto const& r) { return r.camera.id; });
    auto const devices = by_id(facts.events.devices, [](auto const& r) { return r.device.id; });
    Totals t;
    selection.rows.clear();
    selection.columns = {say("类型", "Kind"),
                         say("名称", "Name"),
                         say("编号", "Id"),
                         say("用途 / 状态", "Use / state"),
                         say("高度 m", "Height m"),
                         say("层数", "Storeys"),
                         say("占地 m²", "Footprint m²"),
                         say("建筑面积 m²", "Floor area m²")};
    auto const report = [&](std::string kind, std::string name, std::string id, std::string state) {
        selection.rows.push_back({std::move(kind), std::move(name), std::move(id), std::move(state), "", "", "", ""});
    };
    for (ui::Subject const& s : selection.set) {
        if (s.kind == ui::SubjectKind::building && s.index < district_.buildings.size()) {
            double const area = geo::area(district_.buildings.footprints, s.index);
            std::uint16_t const storeys = district_.buildings.storeys[s.index];
            ++t.buildings;
            t.footprint += area;
            t.floor += area * storeys;
            selection.rows.push_back(
                {say("建筑", "building"), twin::name_text(district_, {s.index}), twin::id_text(district_, {s.index}),
                 use_word(district_.buildings.use[s.index], say.chinese),
                 figure(double{district_.buildings.height[s.index]} + double{district_.buildings.roof_height[s.index]},
                        1),
                 std::to_string(storeys), figure(area, 0), figure(area * storeys, 0)});
        } else if (auto const* ticket = s.kind == ui::SubjectKind::ticket ? look_up(tickets, s.id) : nullptr) {
            ++t.tickets;
            t.open += ticket->open;
            t.overdue += ticket->overdue;
            report(say("工单", "ticket"),
                   ticket->ticket.title.empty() ? ticket->ticket.class_path : ticket->ticket.title, s.id,
                   ticket->overdue ? say("超期", "overdue")
                   : ticket->open  ? say("在办", "open")
                                   : say("已办结", "closed"));
        } else if (auto const* event = s.kind == ui::SubjectKind::event ? look_up(events, s.id) : nullptr) {
            ++t.events;
            bool const zh = say.chinese && !event->type_name.zh.empty();
            report(say("事件", "event"), zh ? event->type_name.zh : event->type_name.en, s.id,
                   event->open ? say("进行中", "open") : say("已结束", "over"));
        } else if (auto const* camera = s.kind == ui::SubjectKind::camera ? look_up(cameras, s.id) : nullptr) {
            ++t.cameras;
            bool const online = camera->camera.status == twin::DeviceStatus::online;
            report(say("摄像机", "camera"), camera->camera.name, s.id,
                   online ? say("在线", "online") : say("非在线", "not online"));
        } else if (auto const* device = s.kind == ui::SubjectKind::device ? look_up(devices, s.id) : nullptr) {
            ++t.devices;
            report(say("设备", "device"), device->device.name, s.id, device->device.type);
        }
    }
    std::string const none = say("无数据", "no data");
    selection.sums = {
        {say("建筑", "Buildings"), grouped(static_cast<double>(t.buildings))},
        {say("占地面积", "Footprint"), grouped(t.footprint) + " m²"},
        {say("建筑面积", "Floor area"), grouped(t.floor) + " m²"},
        {say("工单（在办 / 超期）", "Tickets (open / overdue)"),
         facts.hotline.freshness.any ? grouped(static_cast<double>(t.tickets)) + " (" + std::to_string(t.open) + " / " +
                                           std::to_string(t.overdue) + ")"
                                     : none},
        {say("视频事件", "Events"), facts.events.freshness.any ? grouped(static_cast<double>(t.events)) : none},
        {say("摄像机", "Cameras"), facts.events.camera_freshness.any ? grouped(static_cast<double>(t.cameras)) : none}};
    for (ui::PeopleFacts::Total const& people : facts.people.in_selection) {
        std::string value = people.people < 0
                                ? say("人数过少，不予显示", "hidden: too few people")
                                : grouped(people.people) + (people.estimated ? say("（估算）", " (estimated)") : "");
        if (people.people >= 0 && people.hidden > 0)
            value += say("，另有 ", ", and ") + std::to_string(people.hidden) + say(" 处隐去", " places hidden");
        selection.sums.push_back({measure_name(people.measure, say.chinese), std::move(value)});
    }
}

}  // namespace app
