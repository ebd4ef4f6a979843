// What is said of tickets, events, cameras and devices.
#include <algorithm>
#include <array>
#include <map>

#include "app/event_words.h"
#include "app/selection_parts.h"

namespace app {
namespace {

struct StatusWords {
    char const *zh, *en;
    char const* in(bool chinese) const { return chinese ? zh : en; }
};

constexpr std::array<StatusWords, 15> kTicketStatus{{{"待受理", "new"},
                                                     {"已受理", "accepted"},
                                                     {"直接答复", "answered at once"},
                                                     {"不予受理", "rejected"},
                                                     {"已派单", "dispatched"},
                                                     {"退单", "returned"},
                                                     {"办理中", "being handled"},
                                                     {"挂起", "suspended"},
                                                     {"已反馈", "replied"},
                                                     {"待回访", "to be visited"},
                                                     {"重办", "to be done again"},
                                                     {"已办结", "closed"},
                                                     {"已归档", "archived"},
                                                     {"已撤销", "cancelled"},
                                                     {"未知", "unknown"}}};
constexpr std::array<StatusWords, 5> kDeviceStatus{
    {{"未知", "unknown"}, {"在线", "online"}, {"离线", "offline"}, {"告警", "alarm"}, {"检修", "maintenance"}}};
constexpr std::array<StatusWords, 4> kSolved{
    {{"", ""}, {"已解决", "solved"}, {"部分解决", "partly solved"}, {"未解决", "not solved"}}};

template <class Table, class Value>
std::string status_word(Table const& table, Value value, bool chinese) {
    return table[std::min(static_cast<std::size_t>(value), table.size() - 1)].in(chinese);
}

class Teller {
public:
    Teller(ui::Selection& out, bool chinese) : out_(out), chinese_(chinese) {}

    void line(char const* zh, char const* en, std::string value, std::string note = {}) {
        if (!value.empty()) out_.attributes.push_back({chinese_ ? zh : en, std::move(value), std::move(note)});
    }
    std::string say(char const* zh, char const* en) const { return chinese_ ? zh : en; }
    bool chinese() const { return chinese_; }

private:
    ui::Selection& out_;
    bool chinese_;
};

void tell_ticket(ui::Selection& out, ui::TicketRow const& row, ui::Facts const& facts, Teller& tell) {
    twin::Ticket const& t = row.ticket;
    out.title = t.secret ? tell.say("保密工单", "Confidential ticket")
                         : facts.term(t.title.empty() ? t.class_path : t.title, tell.chinese());
    out.subtitle = t.id;
    tell.line("状态", "Status", status_word(kTicketStatus, t.status, tell.chinese()), t.raw_status);
    if (row.open)
        tell.line("时限", "Limit",
                  row.overdue      ? tell.say("超期", "overdue")
                  : row.nearly_due ? tell.say("即将到期", "due soon")
                                   : tell.say("正常", "in time"));
    tell.line("办理期限", "Due", time_text(t.due));
    tell.line("类别", "Class", t.class_path);
    tell.line("承办单位", "Unit", facts.term(t.department, tell.chinese()));
    tell.line("来电时间", "Called", time_text(t.called));
    tell.line("受理时间", "Accepted", time_text(t.accepted));
    tell.line("派单时间", "Dispatched", time_text(t.dispatched));
    tell.line("办结时间", "Closed", time_text(t.closed));
    tell.line("回访结果", "After the visit", status_word(kSolved, t.solved, tell.chinese()));
    if (!t.secret) tell.line("地址", "Address", t.where.address);
    if (t.urged > 0) tell.line("催办", "Urged", std::to_string(t.urged) + tell.say(" 次", " times"));
}

void tell_event(ui::Selection& out, ui::EventRow const& row, ui::Facts const& facts, Teller& tell) {
    std::string const& name = tell.chinese() && !row.type_name.zh.empty() ? row.type_name.zh : row.type_name.en;
    out.title = name.empty() ? row.type : name;
    out.subtitle = row.id;
    tell.line("状态", "Status", row.open ? tell.say("进行中", "open") : tell.say("已结束", "over"));
    tell.line("首次发现", "First seen", time_text(row.first));
    tell.line("最近发现", "Last seen", time_text(row.last));
    tell.line("结束", "Ended", time_text(row.ended));
    tell.line("发现次数", "Sightings", std::to_string(row.sightings),
              tell.say("同一摄像机对同一事项的重复告警已合并", "repeats of one camera are one event"));
    if (row.confidence >= 0)
        tell.line("置信度", "Confidence", figure(double{row.confidence} * 100, 0) + " %",
                  tell.say("各次中最高", "the best of the sightings"));
    if (!row.camera.empty()) tell.line("摄像机", "Camera", camera_name(facts, row.camera, tell.chinese()), row.camera);
    tell.line("案件编号", "Case", row.case_id);
    if (row.workflow.empty()) return;
    twin::Name const step = step_name(row.workflow);
    tell.line("处置环节", "Step", tell.chinese() ? step.zh : step.en, row.workflow);
}

void tell_camera(ui::Selection& out, ui::CameraRow const& row, ui::Facts const& facts, Teller& tell) {
    twin::Camera const& c = row.camera;
    out.title = camera_name(facts, c.id, tell.chinese());
    out.subtitle = c.name.empty() ? std::string() : c.id;
    tell.line("状态", "Status", status_word(kDeviceStatus, c.status, tell.chinese()));
    tell.line("地址", "Address", c.where.address);
    if (c.pose) {
        tell.line("朝向", "Heading", figure(double{c.pose->heading}, 0) + "°",
                  tell.say("北为 0，顺时针", "from north, clockwise"));
        tell.line("俯仰", "Pitch", figure(double{c.pose->pitch}, 0) + "°");
        tell.line("视角", "Field of view", figure(double{c.pose->field_of_view}, 0) + "°");
        tell.line("架设高度", "Height", figure(double{c.pose->height}, 1) + " m");
        tell.line("识别距离", "Reach", figure(double{c.pose->reach}, 0) + " m");
    } else {
        tell.line("朝向", "Heading", tell.say("无数据", "no data"));
    }
    tell.line("24 小时事件", "Events in 24 h", std::to_string(row.events));
}

void tell_device(ui::Selection& out, ui::DeviceRow const& row, Teller& tell) {
    twin::Device const& d = row.device;
    out.title = d.name.empty() ? d.id : d.name;
    out.subtitle = d.name.empty() ? d.type : d.id;
    tell.line("状态", "Status", status_word(kDeviceStatus, d.status, tell.chinese()));
    tell.line("类型", "Type", d.type);
    tell.line("读数", "Value",
              d.value ? figure(*d.value, 2) + (d.unit.empty() ? "" : " " + d.unit) : tell.say("无数据", "no data"));
    tell.line("地址", "Address", d.where.address);
}

ui::Subject subject_of(ui::TicketRow const& row) { return {ui::SubjectKind::ticket, 0, row.ticket.id, row.at}; }

}  // namespace

std::string joined(std::string const& a, std::string const& b) {
    return a.empty() || b.empty() ? a + b : a + " · " + b;
}

std::string time_text(base::UtcMs time) {
    if (time == base::kNoTime) return {};
    std::string const iso = base::format_time(time);
    return iso.substr(0, 10) + " " + iso.substr(11, 5);
}

ui::SubjectKind kind_of_word(std::string_view word) {
    if (word == "ticket") return ui::SubjectKind::ticket;
    if (word == "event") return ui::SubjectKind::event;
    if (word == "camera") return ui::SubjectKind::camera;
    if (word == "device") return ui::SubjectKind::device;
    if (word == "drone") return ui::SubjectKind::drone;
    return ui::SubjectKind::none;
}

bool is_report(ui::SubjectKind kind) {
    return kind == ui::SubjectKind::ticket || kind == ui::SubjectKind::event || kind == ui::SubjectKind::camera ||
           kind == ui::SubjectKind::device || kind == ui::SubjectKind::drone;
}

std::optional<base::Vec3d> place_of(ui::Subject const& s, ui::Facts const& facts) {
    switch (s.kind) {
        case ui::SubjectKind::ticket:
            if (auto const* row = find_row(facts.hotline.tickets, [&](auto const& r) { return r.ticket.id == s.id; }))
                return row->at;
            return {};  // withdrawn, or confidential by now: where it was chosen is no longer to be told
        case ui::SubjectKind::event:
            if (auto const* row = find_row(facts.events.events, [&](auto const& r) { return r.id == s.id; }))
                return row->at;
            break;
        case ui::SubjectKind::camera:
            if (auto const* row = find_row(facts.events.cameras, [&](auto const& r) { return r.camera.id == s.id; }))
                return row->at;
            break;
        case ui::SubjectKind::device:
            if (auto const* row = find_row(facts.events.devices, [&](auto const& r) { return r.device.id == s.id; }))
                return row->at;
            break;
        default: break;
    }
    return s.at;
}

std::string camera_name(ui::Facts const& facts, std::string const& id, bool chinese) {
    auto const* row = find_row(facts.events.cameras, [&](auto const& r) { return r.camera.id == id; });
    return row && !row->camera.name.empty() ? facts.term(row->camera.name, chinese) : id;
}

twin::Name worked_out(std::string_view column) {
    if (column == "height")
        return {"由来源字段或层数推算，含屋顶", "from the source's fields or storeys, roof included"};
    if (column == "area") return {"由轮廓计算", "from its outline"};
    if (column == "floor_area") return {"占地面积 × 层数", "footprint times storeys"};
    if (column == "base") return {"轮廓下最低地面，或来源给定", "lowest ground under it, or as the source says"};
    return {"由来源字段归类", "sorted from the source's words"};
}

void tell_report(ui::Selection& out, ui::Facts const& facts, bool chinese) {
    ui::Subject& s = out.subject;
    Teller tell(out, chinese);
    if (auto const at = place_of(s, facts); at || s.kind == ui::SubjectKind::ticket) s.at = at;
    if (s.kind == ui::SubjectKind::ticket) {
        if (auto const* row = find_row(facts.hotline.tickets, [&](auto const& r) { return r.ticket.id == s.id; }))
            return tell_ticket(out, *row, facts, tell);
    } else if (s.kind == ui::SubjectKind::event) {
        if (auto const* row = find_row(facts.events.events, [&](auto const& r) { return r.id == s.id; }))
            return tell_event(out, *row, facts, tell);
    } else if (s.kind == ui::SubjectKind::camera) {
        if (auto const* row = find_row(facts.events.cameras, [&](auto const& r) { return r.camera.id == s.id; }))
            return tell_camera(out, *row, facts, tell);
    } else if (s.kind == ui::SubjectKind::device) {
        if (auto const* row = find_row(facts.events.devices, [&](auto const& r) { return r.device.id == s.id; }))
            return tell_device(out, *row, tell);
    }
    // It may have been withdrawn, or not be known yet at the moment that is shown.
    out.title = s.id;
    out.subtitle = s.kind == ui::SubjectKind::drone ? tell.say("无人机", "Drone")
                                                    : tell.say("此刻无此记录", "not known at this moment");
}

void relate_ticket(ui::Selection& out, ui::Facts const& facts, bool chinese) {
    auto const* own = find_row(facts.hotline.tickets, [&](auto const& r) { return r.ticket.id == out.subject.id; });
    if (!own) return;
    auto const add = [&](ui::TicketRow const& row, std::string why) {
        if (out.related.size() >= 20) return;
        std::string const& title = row.ticket.title.empty() ? row.ticket.class_path : row.ticket.title;
        out.related.push_back({subject_of(row), title, std::move(why)});
    };
    for (ui::TicketRow const& row : facts.hotline.tickets) {
        twin::Ticket const &a = own->ticket, &b = row.ticket;
        if (b.id == a.id || a.secret || b.secret) continue;
        bool const chained =
            (!a.repeat_of.empty() && (b.id == a.repeat_of || b.repeat_of == a.repeat_of)) || b.repeat_of == a.id;
        if (chained)
            add(row, chinese ? "重复来电" : "the same call again");
        else if (own->at && row.at && !a.class_path.empty() && b.class_path == a.class_path &&
                 length(*row.at - *own->at) <= 50)
            add(row, chinese ? "50 米内同类诉求" : "the same class within 50 m");
    }
    if (own->building)
        out.related.push_back({{ui::SubjectKind::building, *own->building, {}, own->at},
                               chinese ? "所在建筑" : "The building",
                               chinese ? "工单定位于此" : "the ticket is placed there"});
}

void relate_event(ui::Selection& out, ui::Facts const& facts, bool chinese) {
    auto const* own = find_row(facts.events.events, [&](auto const& r) { return r.id == out.subject.id; });
    if (!own || own->camera.empty()) return;
    ui::Subject camera{ui::SubjectKind::camera, 0, own->camera, {}};
    camera.at = place_of(camera, facts);
    out.related.push_back(
        {camera, camera_name(facts, own->camera, chinese), chinese ? "发现该事件的摄像机" : "the camera that saw it"});
    for (ui::EventRow const& row : facts.events.events) {
        if (out.related.size() >= 12) break;
        if (row.id == own->id || row.camera != own->camera || row.type != own->type) continue;
        out.related.push_back({{ui::SubjectKind::event, 0, row.id, row.at},
                               row.id + "  " + time_text(row.last),
                               chinese ? "同一摄像机同类事件" : "the same type by the same camera"});
    }
}

void relate_repeats(ui::Selection& out, ui::Facts const& facts, bool chinese) {
    std::map<std::string, std::vector<ui::TicketRow const*>> by_class;
    for (ui::TicketRow const& row : facts.hotline.tickets) {
        if (row.building == out.subject.index && !row.ticket.class_path.empty())
            by_class[row.ticket.class_path].push_back(&row);
    }
    for (auto const& [path, rows] : by_class) {
        if (rows.size() < 2) continue;
        std::string const count = std::to_string(rows.size());
        out.related.push_back({subject_of(*rows.front()), path,
                               chinese ? "此处同类工单 " + count + " 件" : count + " tickets of this class here"});
    }
}

}  // namespace app
