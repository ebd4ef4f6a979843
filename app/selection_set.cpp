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

std::string people_text(ui::PeopleFacts::Total const& people, Say const& say) {
    if (people.people < 0) return say("人数过少，不予显示", "hidden: too few people");
    std::string value = grouped(people.people) + (people.estimated ? say("（估算）", " (estimated)") : "");
    if (people.hidden > 0)
        value += say("，另有 ", ", and ") + std::to_string(people.hidden) + say(" 处隐去", " places hidden");
    return value;
}

/// The table of a set, row by row, and its totals.
struct SetTable {
    SetTable(twin::District const& whole, Say const& words) : district(whole), say(words) {}

    twin::District const& district;
    Say say;
    std::vector<std::vector<std::string>> rows;
    std::size_t buildings = 0, tickets = 0, open = 0, overdue = 0, events = 0, cameras = 0;
    double footprint = 0, floor = 0;  ///< square metres

    void add(twin::BuildingId id) {
        twin::Buildings const& b = district.buildings;
        double const area = geo::area(b.footprints, id.value);
        std::uint16_t const storeys = b.storeys[id.value];
        ++buildings;
        footprint += area;
        floor += area * storeys;
        rows.push_back({say("建筑", "building"), twin::name_text(district, id), twin::id_text(district, id),
                        use_word(b.use[id.value], say.chinese),
                        figure(double{b.height[id.value]} + double{b.roof_height[id.value]}, 1),
                        std::to_string(storeys), figure(area, 0), figure(area * storeys, 0)});
    }
    void add(ui::TicketRow const& row) {
        ++tickets;
        open += row.open;
        overdue += row.overdue;
        report(say("工单", "ticket"), row.ticket.title.empty() ? row.ticket.class_path : row.ticket.title,
               row.ticket.id,
               row.overdue ? say("超期", "overdue")
               : row.open  ? say("在办", "open")
                           : say("已办结", "closed"));
    }
    void add(ui::EventRow const& row) {
        ++events;
        bool const zh = say.chinese && !row.type_name.zh.empty();
        report(say("事件", "event"), zh ? row.type_name.zh : row.type_name.en, row.id,
               row.open ? say("进行中", "open") : say("已结束", "over"));
    }
    void add(ui::CameraRow const& row) {
        ++cameras;
        bool const online = row.camera.status == twin::DeviceStatus::online;
        report(say("摄像机", "camera"), row.camera.name, row.camera.id,
               online ? say("在线", "online") : say("非在线", "not online"));
    }
    void add(ui::DeviceRow const& row) {
        report(say("设备", "device"), row.device.name, row.device.id, row.device.type);
    }

private:
    void report(std::string kind, std::string name, std::string id, std::string state) {
        rows.push_back({std::move(kind), std::move(name), std::move(id), std::move(state), "", "", "", ""});
    }
};

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
    SetTable table(district_, say);
    auto const add = [&](auto const* row) {
        if (row) table.add(*row);
    };
    for (ui::Subject const& s : selection.set) {
        switch (s.kind) {
            case ui::SubjectKind::building:
                if (s.index < district_.buildings.size()) table.add(twin::BuildingId{s.index});
                break;
            case ui::SubjectKind::ticket: add(look_up(tickets, s.id)); break;
            case ui::SubjectKind::event: add(look_up(events, s.id)); break;
            case ui::SubjectKind::camera: add(look_up(cameras, s.id)); break;
            case ui::SubjectKind::device: add(look_up(devices, s.id)); break;
            default: break;
        }
    }
    selection.rows = std::move(table.rows);
    selection.columns = {say("类型", "Kind"),
                         say("名称", "Name"),
                         say("编号", "Id"),
                         say("用途 / 状态", "Use / state"),
                         say("高度 m", "Height m"),
                         say("层数", "Storeys"),
                         say("占地 m²", "Footprint m²"),
                         say("建筑面积 m²", "Floor area m²")};
    auto const count = [](std::size_t n) { return grouped(static_cast<double>(n)); };
    std::string const none = say("无数据", "no data");
    selection.sums = {{say("建筑", "Buildings"), count(table.buildings)},
                      {say("占地面积", "Footprint"), grouped(table.footprint) + " m²"},
                      {say("建筑面积", "Floor area"), grouped(table.floor) + " m²"},
                      {say("工单（在办 / 超期）", "Tickets (open / overdue)"),
                       facts.hotline.freshness.any ? count(table.tickets) + " (" + std::to_string(table.open) + " / " +
                                                         std::to_string(table.overdue) + ")"
                                                   : none},
                      {say("视频事件", "Events"), facts.events.freshness.any ? count(table.events) : none},
                      {say("摄像机", "Cameras"), facts.events.camera_freshness.any ? count(table.cameras) : none}};
    for (ui::PeopleFacts::Total const& people : facts.people.in_selection)
        selection.sums.push_back({measure_name(people.measure, say.chinese), people_text(people, say)});
}

}  // namespace app
