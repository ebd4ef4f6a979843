#include "sample.h"

#include <cmath>
#include <limits>

namespace sample_report {
namespace {

using namespace report;

base::UtcMs at(char const* text) { return *base::parse_time(text); }

Table units() {
    Table out;
    out.columns = {{.key = "rank", .name = {"序号", "No."}},
                   {.key = "unit", .name = {"承办单位", "Unit"}},
                   {.key = "received", .name = {"受理", "Received"}, .unit = {"件", "tickets"}, .bar = true},
                   {.key = "change", .name = {"较上周同日", "vs. last week"}, .unit = {"件", "tickets"}, .sign = true},
                   {.key = "on_time", .name = {"按时办结率", "On time"}, .decimals = 1, .share = true},
                   {.key = "content", .name = {"满意率", "Satisfied"}, .decimals = 1, .share = true}};
    char const* names[][2] = {{"区城市管理和综合执法局", "Urban management bureau"},
                              {"岭南街道办事处", "Lingnan subdistrict office"},
                              {"区住房和建设局", "Housing and construction bureau"},
                              {"西村街道办事处", "Xicun subdistrict office"},
                              {"市公安局交通警察支队荔湾大队", "Traffic police, Liwan brigade"},
                              {"区市场监督管理局", "Market supervision bureau"},
                              {"区水务局", "Water bureau"},
                              {"区教育局", "Education bureau"},
                              {"区卫生健康局", "Health bureau"},
                              {"区人力资源和社会保障局", "Human resources bureau"},
                              {"区生态环境局", "Environment bureau"},
                              {"区民政局", "Civil affairs bureau"}};
    double received = 412;
    for (std::size_t i = 0; i < std::size(names); ++i) {
        Row row;
        row.cells = {static_cast<double>(i + 1), Words{names[i][0], names[i][1]},       std::round(received),
                     i % 3 == 0 ? -12.0 : 8.0,   0.987 - 0.02 * static_cast<double>(i), Missing{}};
        if (i < 6) row.cells[5] = 0.931;
        if (i == 7) row.cells[2] = Withheld{.below = 10};
        if (i == 8) row.cells[5] = Withheld{};
        if (i == 4) row.tone = Tone::warning;
        if (i == 1) row.tone = Tone::alarm;
        out.rows.push_back(row);
        received *= 0.78;
    }
    out.rows.push_back({.cells = {Missing{}, Words{"合计", "Total"}, 1204.0, 20.0, 0.952, 0.914}, .total = true});
    out.note = {"按时办结率 = 时限内办结 ÷ 应办结（含逾期未结）。",
                "On time = closed within the limit ÷ all that were due (overdue ones included)."};
    return out;
}

Table overdue() {
    Table out;
    out.columns = {{.key = "ticket", .name = {"工单编号", "Ticket"}},
                   {.key = "matter", .name = {"诉求内容", "Matter"}},
                   {.key = "unit", .name = {"承办单位", "Unit"}},
                   {.key = "due", .name = {"到期时间", "Due"}},
                   {.key = "late", .name = {"逾期", "Late"}, .unit = {"小时", "hours"}, .decimals = 1}};
    for (int i = 0; i < 64; ++i) {
        bool const late = i % 4 == 0;
        out.rows.push_back(
            {.cells = {text_cell("GZ2026102700" + std::to_string(100 + i)),
                       Words{i % 3 == 0 ? "夜间施工噪声扰民，居民多次反映未停工" : "占道经营、垃圾清运不及时",
                             i % 3 == 0 ? "Construction noise at night, reported several times"
                                        : "Street vending, waste not collected"},
                       Words{"岭南街道办事处", "Lingnan subdistrict office"},
                       Moment{at("2026-10-27T09:00") + i * 3'600'000LL}, late ? Cell{26.5 - i * 0.3} : Cell{Missing{}}},
             .tone = late ? Tone::warning : Tone::plain});
    }
    return out;
}

Chart hours() {
    Chart out{.axis = {"受理量（件）", "Received (tickets)"}, .label_axis = {"时", "hour"}};
    Series today{.name = {"今日", "today"}}, week{.name = {"上周二", "last Tuesday"}, .tone = Tone::quiet};
    for (int h = 0; h < 24; ++h) {
        out.labels.push_back({std::to_string(h), std::to_string(h)});
        double const day = 12 + 60 * std::exp(-(h - 10) * (h - 10) / 12.0) + 48 * std::exp(-(h - 16) * (h - 16) / 14.0);
        today.values.push_back(h > 18 ? std::numeric_limits<double>::quiet_NaN() : std::round(day));
        week.values.push_back(std::round(day * (0.9 + 0.02 * (h % 7))));
    }
    out.series = {today, week};
    return out;
}

Chart categories() {
    Chart out{.axis = {"受理量（件）", "Received (tickets)"}};
    Series today{.name = {"今日", "today"}}, week{.name = {"上周二", "last Tuesday"}, .tone = Tone::quiet};
    char const* names[][2] = {{"噪声扰民", "Noise"},
                              {"违章停车", "Illegal parking"},
                              {"占道经营", "Street vending"},
                              {"物业管理纠纷", "Property management"},
                              {"垃圾清运", "Waste collection"},
                              {"供水排水", "Water and drains"},
                              {"教育咨询", "Education"},
                              {"劳动保障", "Labour rights"},
                              {"消费维权", "Consumer rights"},
                              {"其他", "Other"}};
    double value = 214;
    for (auto const& name : names) {
        out.labels.push_back({name[0], name[1]});
        today.values.push_back(std::round(value));
        week.values.push_back(std::round(value * 0.9));
        value *= 0.8;
    }
    out.series = {today, week};
    return out;
}

Chart days() {
    Chart out{.axis = {"受理量（件）", "Received (tickets)"}, .label_axis = {"日", "day"}};
    Series line{.name = {"每日", "daily"}}, usual{.name = {"往年同期", "usual"}, .tone = Tone::quiet};
    for (int d = 0; d < 14; ++d) {
        out.labels.push_back({"10-" + std::to_string(14 + d), "10-" + std::to_string(14 + d)});
        line.values.push_back(d == 5 ? std::numeric_limits<double>::quiet_NaN() : 1000 + 90 * std::sin(d) + 10 * d);
        usual.values.push_back(1020);
        usual.low.push_back(900);
        usual.high.push_back(1140);
    }
    out.series = {line, usual};
    out.marks = {{.at = 1200, .name = {"预警线 1,200", "warning line 1,200"}, .tone = Tone::warning}};
    return out;
}

Chart states() {
    Chart out{.axis = {"工单（件）", "Tickets"}};
    for (auto const& [zh, en] :
         {std::pair{"今日", "Today"}, std::pair{"昨日", "Yesterday"}, std::pair{"上周二", "Last Tuesday"}})
        out.labels.push_back({zh, en});
    out.series = {{.name = {"已办结", "closed"}, .values = {702, 910, 880}},
                  {.name = {"在办", "in hand"}, .values = {388, 120, 60}},
                  {.name = {"退回", "returned"}, .values = {66, 40, 31}},
                  {.name = {"逾期", "overdue"}, .values = {48, 52, 20}, .tone = Tone::warning}};
    return out;
}

base::Image picture(std::uint32_t width, std::uint32_t height) {
    base::Image out{.width = width, .height = height, .channels = 3, .pixels = {}};
    out.pixels.resize(out.row_bytes() * height);
    for (std::uint32_t y = 0; y < height; ++y)
        for (std::uint32_t x = 0; x < width; ++x) {
            bool const street = x % 160 < 14 || (y + x / 8) % 120 < 10;
            std::uint8_t const value = street ? 255 : static_cast<std::uint8_t>(226 + (x / 160 * 7 + y / 120 * 5) % 18);
            for (std::uint32_t c = 0; c < 3; ++c) out.row(y)[x * 3 + c] = value;
        }
    return out;
}

Figure map() {
    Figure out;
    out.image = picture(1600, 900);
    out.caption = {"2026年10月27日受理工单 1,204 件，其中 1,156 件有位置",
                   "1,204 tickets received on 27 October 2026; 1,156 have a place"};
    out.legend = {{0x1D4F91, LegendEntry::Shape::circle, {"在办", "in hand"}},
                  {0xD9730D, LegendEntry::Shape::triangle, {"将逾期", "soon overdue"}},
                  {0xB42318, LegendEntry::Shape::diamond, {"逾期", "overdue"}}};
    out.metres_per_pixel = 3.2;
    out.north = 12;
    out.furniture = {{"来源：12345热线、区建筑底图", "Sources: 12345 hotline, district buildings"},
                     {"数据时间 2026-10-27 14:05", "Data of 2026-10-27 14:05"}};
    return out;
}

Tile tile(char const* zh, char const* en, char const* value, Words unit, Words compare, Tone tone = Tone::plain) {
    return {.name = {zh, en},
            .value = {value, value},
            .unit = std::move(unit),
            .compare = std::move(compare),
            .tone = tone};
}

}  // namespace

report::Template daily() { return *shipped_template("daily_hotline"); }

report::Data data() {
    Data out;
    out.facts = {{"district", {"荔湾区", "Liwan District"}},
                 {"area", {}},
                 {"in_area", {}},
                 {"day", {"2026年10月27日　星期二", "Tuesday, 27 October 2026"}},
                 {"map", {"在办工单与近 30 天密度", "Open tickets, and their density in 30 days"}},
                 {"summary",
                  {"截至14时05分，全区今日受理工单1,204件，较上周二同时段增加20件（+1.7%"
                   "）。在办388件，逾期48件，其中岭南街道办事处19件、西村街道办事处11件。"
                   "噪声扰民仍居首位，夜间施工噪声集中于岭南湾片区。",
                   "By 14:05 the district had received 1,204 tickets today, 20 more than by the same hour last Tuesday "
                   "(+1.7%). 388 are in hand and 48 overdue, "
                   "19 of them with the Lingnan and 11 with the Xicun subdistrict office. Noise still leads; "
                   "construction noise at night gathers around Lingnan Bay."}}};
    Words const piece{"件", "tickets"};
    out.tiles["volumes"] = {tile("今日受理", "Received today", "1,204", piece, {"较上周二 +20", "vs. last Tue +20"}),
                            tile("昨日受理", "Yesterday", "1,122", piece, {"全天", "whole day"}),
                            tile("在办", "In hand", "388", piece, {"较昨日 −12", "vs. yesterday −12"}),
                            tile("逾期", "Overdue", "48", piece, {"较昨日 +6", "vs. yesterday +6"}, Tone::warning),
                            tile("按时办结率", "Closed in time", "95.2%", {}, {"目标 97%", "target 97%"}, Tone::alarm),
                            tile("满意率", "Satisfied", "91.4%", {}, {"回访 820 件", "820 asked"})};
    out.tiles["volumes"][0].course = {980, 1010, 1100, 1003, 890, 1180, 1204};
    out.tables = {{"units", units()}, {"overdue", overdue()}};
    Table places;
    places.columns = {{.key = "place", .name = {"地点", "Place"}},
                      {.key = "count", .name = {"工单", "Tickets"}, .unit = {"件", "n"}, .bar = true},
                      {.key = "matter", .name = {"主要诉求", "Mostly about"}},
                      {.key = "since", .name = {"首次反映", "First reported"}}};
    places.rows = {{.cells = {Words{"岭南湾工地（二期）", "Lingnan Bay site, phase two"}, 31.0,
                              Words{"夜间施工噪声", "construction noise at night"}, Moment{at("2026-10-19T22:40")}},
                    .tone = Tone::alarm},
                   {.cells = {Words{"西村地铁站C出口", "Xicun station, exit C"}, 18.0,
                              Words{"共享单车乱停放", "shared bicycles in the way"}, Moment{at("2026-10-02T08:10")}}},
                   {.cells = {Words{"=1+1", "=1+1"}, 9.0, Words{"逗号,引号\"都有", "a comma, and \"quotes\""},
                              Moment{at("2026-10-26T11:00")}}}};
    out.tables["places"] = places;
    Table gathered;
    gathered.columns = {{.key = "place", .name = {"中心地点", "Around"}},
                        {.key = "week", .name = {"近 7 天", "7 days"}, .unit = {"件", "n"}, .bar = true}};
    gathered.rows = {{.cells = {Words{"和平路34号", "34 Heping Road"}, 12.0}}};
    out.tables["gathered"] = gathered;
    out.charts = {{"hours", hours()}, {"categories", categories()}, {"days", days()}, {"states", states()}};
    out.figures["tickets"] = map();
    out.notes["clues"] = {
        {.text = {"岭南湾片区“夜间施工噪声”7日内受理31件，同期通常6.2件，显著性 p = "
                  "0.001；依据：工单31件、视频事件4起。建议：今日18时前现场核查夜间施工许可。",
                  "31 tickets about construction noise at night around Lingnan Bay in 7 days, where 6.2 are usual (p = "
                  "0.001). Evidence: 31 tickets, 4 video events. Check the night permit on site before 18:00."},
         .tone = Tone::alarm,
         .label = {"线索一", "Clue 1"}},
        {.text = {"西村地铁站C出口一周内三次反映共享单车堵塞盲道。",
                  "Blocked tactile paving at Xicun station, exit C, three times within a week."},
         .tone = Tone::warning,
         .label = {"线索二", "Clue 2"}}};
    out.notes["definitions"] = {
        {.text = {"受理：以热线系统登记时间计，重复来电并入原工单。",
                  "Received: by the hotline's time of registration; repeated calls join their first ticket."}},
        {.text = {"逾期：超过办理时限仍未办结，时限按工作日历计算。",
                  "Overdue: not closed when the time limit ends, counted by the working calendar."}}};
    return out;
}

report::Edition edition(report::Language language) {
    return {.language = language,
            .district = {"荔湾区", "Liwan District"},
            .times = {"数据时间 2026-10-27 14:05　获知时间 2026-10-27 14:05",
                      "data of 2026-10-27 14:05, known 2026-10-27 14:05"},
            .licence = {"仅供区内使用", "for use within the district"},
            .sources = {"来源：12345热线、视频平台、建筑底图",
                        "Sources: 12345 hotline, video platform, building footprints"},
            .watermark = report::Watermark::footer,
            .watermark_text = {"内部资料　注意保管", "Internal. Keep safe"},
            .program = "Borough 0.1.0"};
}

}  // namespace sample_report
