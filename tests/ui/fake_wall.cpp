// What a command centre sees on an ordinary afternoon, on a bad one, with feeds that died, and with no data at all.
#include <array>
#include <cmath>

#include "tests/ui/fake.h"

namespace ui_tests {
namespace {

ui::Freshness fresh(std::int64_t minutes, ui::Lamp lamp = ui::Lamp::live) {
    return {kNow - minutes * kMinute, lamp, true};
}

ui::Series series(base::UtcMs from, std::int64_t step, int count, double mean, double swing, int period) {
    ui::Series out;
    out.from = from;
    out.step_ms = step;
    for (int i = 0; i < count; ++i) {
        double const wave = std::max(0.0, mean + swing * std::sin(6.2832 * (i - period / 3.0) / period));
        out.values.push_back(static_cast<float>(std::round(wave * (0.85 + 0.3 * ((i * 7919) % 10) / 10.0))));
        out.before.push_back(static_cast<float>(std::round(wave * (0.85 + 0.3 * ((i * 104729) % 10) / 10.0))));
    }
    return out;
}

void add_tickets(ui::HotlineFacts& facts) {
    struct Kind {
        char const *path, *unit;
    };
    constexpr std::array kKinds{Kind{"城市管理>市容环境>占道经营", "湖滨街道综合行政执法队"},
                                Kind{"环境保护>噪声污染>夜间施工噪声", "区生态环境分局"},
                                Kind{"住房建设>物业管理>电梯故障", "区住房和建设局"},
                                Kind{"交通运输>停车管理>占用消防通道", "交警大队"},
                                Kind{"公共服务>供水>管道漏水", "区水务集团"},
                                Kind{"城市管理>环境卫生>垃圾清运", "星河街道办事处"}};
    constexpr std::array kPlaces{"星河路 118 号", "清澜里 3 栋",     "望岭街 27 号",
                                 "湖滨社区",      "南塘村四巷 9 号", "站前广场"};
    for (std::size_t i = 0; i < 40; ++i) {
        ui::TicketRow row;
        row.ticket.id = "GD2026112200" + std::to_string(100 + i);
        row.ticket.class_path = kKinds[i % kKinds.size()].path;
        row.ticket.department = kKinds[i % kKinds.size()].unit;
        row.ticket.where.address = kPlaces[(i * 5) % kPlaces.size()];
        row.place = {row.ticket.where.address, row.ticket.where.address};
        row.ticket.called = kNow - static_cast<std::int64_t>(i) * 17 * kMinute;
        row.ticket.secret = i == 4;
        row.overdue = i < 18;
        row.nearly_due = i >= 18 && i < 31;
        row.ticket.due = row.overdue ? kNow - static_cast<std::int64_t>(i * i + 2) * kHour
                                     : kNow + static_cast<std::int64_t>(i - 16) * kHour;
        row.urgent = row.overdue ? ui::Urgent::red : row.nearly_due ? ui::Urgent::orange : ui::Urgent::blue;
        facts.tickets.push_back(std::move(row));
    }
    facts.freshness = fresh(1);
    facts.open = 1243;
    facts.overdue = 18;
    facts.nearly_due = 13;
    facts.today = 186;
    facts.same_day_last_week = 164;
    facts.limits_for_reference = true;
    facts.by_hour = series(kNow - kDay, kHour, 24, 8, 7, 24);
    facts.by_day = series(kNow - 30 * kDay, kDay, 30, 150, 35, 7);
    constexpr std::array kUnits{"湖滨街道综合行政执法队", "区住房和建设局", "交警大队",         "区生态环境分局",
                                "星河街道办事处",         "区水务集团",     "区市场监督管理局", "区教育局"};
    for (std::size_t i = 0; i < kUnits.size(); ++i)
        facts.units.push_back(
            {kUnits[i], static_cast<std::uint32_t>(912 - i * 97), 40, static_cast<std::uint32_t>(64 - i * 7), 0.9, {}});
    constexpr std::array kCategories{"城市管理", "环境保护", "住房建设", "交通运输",
                                     "公共服务", "市场监管", "教育卫生"};
    for (std::size_t i = 0; i < kCategories.size(); ++i)
        facts.categories.push_back({kCategories[i], static_cast<std::uint32_t>(1430 - i * 188), 40, 3, 0.9, {}});
    for (std::size_t i = 0; i < 9; ++i)
        facts.repeated.push_back({std::string(kPlaces[i % 6]) + " · 夜间施工噪声",
                                  static_cast<std::uint32_t>(14 - i),
                                  2,
                                  i % 3 == 0 ? 1U : 0U,
                                  -1,
                                  {}});
}

void add_events(ui::EventFacts& facts) {
    struct Type {
        char const* word;
        twin::Name name;
        ui::Urgent urgent;
    };
    std::array const types{Type{"fire_smoke", {"烟火", "Fire or smoke"}, ui::Urgent::red},
                           Type{"fire_lane_blocked", {"消防通道堵塞", "Fire lane blocked"}, ui::Urgent::orange},
                           Type{"garbage_exposed", {"暴露垃圾", "Exposed garbage"}, ui::Urgent::yellow},
                           Type{"parking_motor", {"机动车违停", "Illegal parking"}, ui::Urgent::blue},
                           Type{"out_of_store", {"店外经营", "Trading outside"}, ui::Urgent::blue}};
    constexpr std::array kShares{1, 5, 14, 27, 17};
    int number = 0;
    for (std::size_t t = 0; t < types.size(); ++t) {
        for (int i = 0; i < kShares[t]; ++i) {
            ui::EventRow row;
            row.id = "V-" + std::to_string(number);
            row.type = types[t].word;
            row.type_name = types[t].name;
            row.camera = "CAM-" + std::to_string(100 + number % 40);
            row.urgent = types[t].urgent;
            row.first = kNow - (number * 13 % 300 + 2) * kMinute;
            row.last = kNow - (number * 7 % 90) * kMinute;
            row.acknowledged = number % 4 == 3;
            facts.events.push_back(std::move(row));
            ++number;
        }
        facts.types.push_back({types[t].word, types[t].name, static_cast<std::uint32_t>(420 - 77 * t), 0, 0});
    }
    for (int i = 0; i < 40; ++i) {
        ui::CameraRow row;
        row.camera.id = "CAM-" + std::to_string(100 + i);
        row.camera.name = "星河路" + std::to_string(i + 1) + "号杆";
        facts.cameras.push_back(std::move(row));
    }
    facts.freshness = facts.camera_freshness = fresh(0);
    facts.device_freshness = fresh(3);
    facts.open = static_cast<std::uint32_t>(number);
    facts.online = 2566;
    facts.offline = 34;
    facts.devices_online = 412;
    facts.devices_alarm = 3;
    facts.devices_offline = 11;
    facts.by_hour = series(kNow - kDay, kHour, 24, 24, 16, 24);
}

void add_people(ui::PeopleFacts& facts) {
    facts.freshness = fresh(60);
    facts.district = {{"resident", 128'460, {0.15, 0.67, 0.18}, 9.6, 42, 2, false},
                      {"day", 164'300, {-1, -1, -1}, 9.6, 150, 0, true},
                      {"night", 119'800, {-1, -1, -1}, 9.6, 150, 0, true}};
    constexpr std::array kNames{"湖滨社区", "星河社区", "清澜社区", "望岭社区",
                                "南塘村",   "站前社区", "科苑社区", "岭下社区"};
    for (std::size_t i = 0; i < kNames.size(); ++i) {
        ui::PeopleFacts::Place place;
        place.name = kNames[i];
        place.people = 21'430 - 2'210.0 * static_cast<double>(i);
        facts.communities.push_back(std::move(place));
    }
}

void add_wall(ui::WallFacts& wall) {
    wall.scenes = {{"总览", "Overview"}, {"热线", "Hotline"}, {"视频", "Video"}, {"人口", "People"}};
    wall.scene = 1;
    wall.seconds_left = 24;
    constexpr std::array kLines{"占道经营 · 星河路 118 号", "烟火 · 站前广场北杆",     "夜间施工噪声 · 清澜里 3 栋",
                                "机动车违停 · 星河路7号杆", "电梯故障 · 望岭街 27 号", "管道漏水 · 南塘村四巷 9 号"};
    for (std::size_t i = 0; i < 20; ++i) {
        bool const ticket = i % 6 != 1 && i % 6 != 3;
        wall.ticker.push_back({kNow - static_cast<std::int64_t>(i) * 4 * kMinute,
                               ticket ? ui::SubjectKind::ticket : ui::SubjectKind::event,
                               static_cast<ui::Urgent>(1 + (i * 3) % 4), i % 5 != 4, kLines[i % 6]});
    }
}

void add_alarm(Fake& fake) {
    ui::Alarm alarm;
    alarm.subject = {.kind = ui::SubjectKind::event, .index = 0, .id = "V-0", .at = {}};
    bool const zh = fake.settings.language == ui::Language::zh;
    alarm.title = zh ? "烟火" : "Fire or smoke";
    alarm.place = zh ? "湖滨街道 · 星河路附近" : "Hubin Subdistrict · near Xinghe Road";
    alarm.source = zh ? "星河路7号杆" : "Pole 7, Xinghe Road";
    alarm.at = kNow - 3 * kMinute;
    alarm.sightings = 3;
    alarm.confidence = 0.93F;
    alarm.together = 4;
    alarm.seconds_left = 11;
    alarm.box = {0.5F, 0.02F, 0.83F, 0.58F};
    alarm.evidence = {kEvidenceImage, 480, 270, ""};
    fake.wall.alarm = alarm;
    fake.wall.waiting = 5;
}

}  // namespace

void fake_wall(Fake& fake, std::string const& state) {
    fake.facts.kpis.resize(std::min<std::size_t>(fake.facts.kpis.size(), 8));
    if (state == "empty") {
        fake.facts = {};
        fake.facts.time.now = fake.facts.time.event = kNow;
        fake.wall.scenes = {{"总览", "Overview"}};
        return;
    }
    add_tickets(fake.facts.hotline);
    add_events(fake.facts.events);
    add_people(fake.facts.people);
    add_wall(fake.wall);
    if (state == "alarm" || state == "no-picture") add_alarm(fake);
    if (state == "no-picture") fake.wall.alarm->evidence = {0, 0, 0, "图片在外部平台，本机不联网获取"};
    if (state == "paused") {
        fake.wall.paused = true;
        fake.wall.pause_seconds_left = 170;
        fake.wall.waiting = 2;
    }
    if (state == "dim") fake.wall.dim = 0.4F;
    if (state != "stale") return;
    fake.facts.time.live = false;
    fake.facts.time.event -= 5 * kHour;
    fake.facts.hotline.freshness = fresh(190, ui::Lamp::stale);
    fake.facts.events.freshness = fresh(540, ui::Lamp::down);
    for (ui::FeedRow& feed : fake.facts.feeds) feed.lamp = ui::Lamp::stale;
}

}  // namespace ui_tests
