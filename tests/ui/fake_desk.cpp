#include <cmath>

#include "tests/ui/fake.h"

namespace ui_tests {
namespace {

ui::Freshness fresh(ui::Lamp lamp, std::int64_t minutes) { return {kNow - minutes * kMinute, lamp, true}; }

void add_kpis(ui::Facts& facts) {
    auto const add = [&](char const* id, twin::Name name, twin::Name unit, double value, double before, int decimals,
                         bool more_is_better) -> ui::Kpi& {
        ui::Kpi kpi;
        kpi.id = id;
        kpi.name = std::move(name);
        kpi.unit = std::move(unit);
        kpi.value = value;
        kpi.before = before;
        kpi.known = true;
        kpi.decimals = static_cast<std::uint8_t>(decimals);
        kpi.more_is_better = more_is_better;
        kpi.freshness = fresh(ui::Lamp::live, 1);
        kpi.period = {"近 30 天", "last 30 days"};
        for (int i = 0; i < 14; ++i)
            kpi.trend.push_back(static_cast<float>(value * (1 + 0.15 * std::sin(i * 1.3) - 0.01 * (13 - i))));
        facts.kpis.push_back(std::move(kpi));
        return facts.kpis.back();
    };
    add("tickets.today", {"今日工单", "Tickets today"}, {"件", ""}, 186, 164, 0, false);
    add("tickets.open", {"在办工单", "Open tickets"}, {"件", ""}, 1243, 1310, 0, false);
    ui::Kpi& on_time = add("tickets.on_time", {"按期办结率", "Closed on time"}, {"%", "%"}, 96.4, 95.1, 1, true);
    on_time.numerator = 4102;
    on_time.denominator = 4255;
    on_time.target = 98;
    on_time.formula = {"按期办结数 ÷ 应办结数", "closed by their limit / due to be closed"};
    add("tickets.solved", {"诉求解决率", "Solved"}, {"%", "%"}, 91.2, 91.2, 1, true).denominator = 3310;
    ui::Kpi& precision = add("events.precision", {"识别准确率", "Event precision"}, {"%", "%"}, 0, 0, 1, true);
    precision.known = false;
    precision.before.reset();
    precision.why = {"没有复核结果", "nothing has been reviewed"};
    precision.freshness = {};
    add("cameras.online", {"视频在线率", "Cameras online"}, {"%", "%"}, 98.7, 99.1, 1, true).freshness =
        fresh(ui::Lamp::stale, 45);
    add("people.day", {"日间人口", "People by day"}, {"万", "k"}, 38.6, 38.1, 1, true);
    add("devices.alarm", {"设备告警", "Device alarms"}, {"个", ""}, 3, 5, 0, false);
}

void add_feeds(ui::Facts& facts) {
    auto const add = [&](char const* id, twin::Name name, ui::Lamp lamp, std::int64_t minutes, char const* reason) {
        ui::FeedRow feed;
        feed.id = id;
        feed.name = std::move(name);
        feed.lamp = lamp;
        feed.reason = reason;
        feed.last_good = feed.last_event = kNow - minutes * kMinute;
        feed.lag_ms = 2400;
        feed.per_hour = 42;
        feed.expected_per_hour = 60;
        feed.received = 12044;
        feed.reports = 12040;
        feed.bad = 4;
        facts.feeds.push_back(std::move(feed));
    };
    add("hotline", {"12345热线", "Hotline"}, ui::Lamp::live, 1, "");
    add("events", {"视频事件", "Video events"}, ui::Lamp::live, 0, "");
    add("cameras", {"摄像机", "Cameras"}, ui::Lamp::stale, 45, "45 分钟没有数据");
    add("sensors", {"物联设备", "Sensors"}, ui::Lamp::quiet, 12, "");
    add("drones", {"无人机", "Drones"}, ui::Lamp::down, 300, "连接被拒绝");
    add("population", {"人口", "Population"}, ui::Lamp::live, 60, "");
}

void add_time(ui::Facts& facts) {
    ui::TimeFacts& time = facts.time;
    time.now = time.event = time.known = kNow;
    time.first = kNow - 365LL * 24 * 60 * kMinute;
    time.span_until = kNow;
    time.span_from = kNow - 24 * 60 * kMinute;
    time.tickets.from = time.events.from = time.span_from;
    time.tickets.step_ms = time.events.step_ms = 60 * kMinute;
    for (int hour = 0; hour < 24; ++hour) {
        double const day = std::max(0.0, std::sin((hour + 8) * 3.1416 / 12 - 2.0));
        time.tickets.values.push_back(static_cast<float>(std::round(14 * day + 2)));
        time.events.values.push_back(static_cast<float>(std::round(9 * day + 3)));
    }
}

}  // namespace

ui::PanelContext Fake::context(ui::Kit& kit, ui::Commands& commands) {
    return {kit,  facts,  district, selection, measured, stage, wall,     log,
            work, search, evidence, video,     settings, state, commands, &style};
}

ui::Output Fake::draw(ui::Ui& ui, ui::Request const& request, ui::Input input) {
    ui::Output out;
    // Dear ImGui knows what lies under the mouse a frame later; what one click opens is there two later.
    for (int i = 0; i < 4; ++i) {
        out = ui.draw(request, input, [&](ui::Kit& kit, ui::Commands& commands) { return context(kit, commands); });
        stage.pixels = out.district;
        input.keys.clear();
        input.text.clear();
        input.wheel = 0;
    }
    return out;
}

void fake_desk(Fake& fake) {
    fake.district.name = {"天河示范区", "Tianhe Sample District"};
    fake.facts.revision = 1;
    add_kpis(fake.facts);
    add_feeds(fake.facts);
    add_time(fake.facts);
    fake.stage.crs = "EPSG:4547";
    fake.stage.cursor = {1234.5, -678.9, 21.4};
    fake.stage.over_district = true;
    fake.stage.metres_per_pixel = 1.27;
    fake.stage.frame_ms = 38;
    fake.stage.coordinate = [](base::Vec3d) { return std::string("438,120.4  2,557,903.1"); };
    fake.search = [](std::string const&) { return std::vector<ui::SearchHit>(); };
    fake.evidence = fake.video = [](std::string const&) { return ui::Shown(); };
    fake.log = {{kNow - 30 * kMinute, false, "读入 district.toml：16,204 栋建筑，6 个数据源"},
                {kNow - 12 * kMinute, true, "drones：连接被拒绝，30 秒后重试"},
                {kNow - 2 * kMinute, false, "截图已保存：2026-11-22-1403.png"}};
}

Fake fake() {
    Fake out;
    fake_desk(out);
    return out;
}

}  // namespace ui_tests
