#include <gtest/gtest.h>

#include "feeds/mapping.h"

namespace {

using feeds::Decoded;
using feeds::Mapping;

constexpr base::UtcMs kCanonicalKnown = 1772784724000;  // 2026-03-06T16:12:04+08:00

Mapping canonical() {
    auto mapping = Mapping::load("canonical", "");
    if (!mapping) throw std::runtime_error(mapping.error().message);
    return *std::move(mapping);
}

Decoded decode_canonical(std::string_view body) { return canonical().decode(body, "", kCanonicalKnown); }

std::string code_of(std::string_view body) {
    Decoded const decoded = decode_canonical(body);
    if (!decoded.reports.empty() || decoded.rejections.size() != 1) return "?";
    return decoded.rejections[0].code;
}

constexpr std::string_view kTicket =
    R"({"specversion":"1.0","id":"a1","source":"/longhua/12345","type":"twin.ticket.upsert.v1",)"
    R"("time":"2026-03-06T08:12:03Z","subject":"440309-1","seq":1021,"data":{"id":"热线-260306-000123",)"
    R"("status":"DISPATCHED","kind":"投诉","title":"占道经营，联系13812345678","lon":114.0497049,"lat":22.6939813,)"
    R"("coord":"gcj02","upd_time":"2026-03-06 16:12:01","due_time":"2026-03-13T18:00:00+08:00","returns":1,)"
    R"("dispatch_mode":"ai","caller_mask":"张三"}})";

TEST(Canonical, ReadsTheTicketOfTheDomain) {
    Decoded const decoded = decode_canonical(kTicket);
    ASSERT_EQ(decoded.reports.size(), 1U);
    EXPECT_TRUE(decoded.rejections.empty());
    EXPECT_TRUE(decoded.oddities.empty()) << decoded.oddities[0].reason;
    twin::Report const& report = decoded.reports[0];
    EXPECT_EQ(report.event_time, 1772784721000);
    EXPECT_EQ(report.version, 1772784721000);
    EXPECT_EQ(report.known_time, kCanonicalKnown);
    EXPECT_EQ(report.sequence, 1021U);
    auto const& ticket = std::get<twin::Ticket>(report.record);
    EXPECT_EQ(ticket.id, "热线-260306-000123");
    EXPECT_EQ(ticket.status, twin::TicketStatus::dispatched);
    EXPECT_EQ(ticket.raw_status, "DISPATCHED");
    EXPECT_EQ(ticket.kind, twin::TicketKind::complaint);
    EXPECT_EQ(ticket.title, "占道经营，联系138****5678");
    EXPECT_EQ(ticket.dispatch, twin::DispatchMode::ai);
    EXPECT_EQ(ticket.returns, 1);
    EXPECT_EQ(base::format_time(ticket.due), "2026-03-13T18:00:00+08:00");
    ASSERT_TRUE(ticket.where.at);
    EXPECT_NEAR(ticket.where.at->lon, 114.0446, 1e-6);
    EXPECT_NEAR(ticket.where.at->lat, 22.6967, 1e-6);
    EXPECT_EQ(ticket.where.level, twin::PlaceLevel::door);
}

TEST(Canonical, LinesSequencesArraysAndSingleObjectsAreTheSame) {
    std::string const one(kTicket);
    EXPECT_EQ(decode_canonical(one + "\n" + one + "\r\n\n" + one).reports.size(), 3U);
    EXPECT_EQ(decode_canonical("\x1e" + one + "\n\x1e" + one + "\n").reports.size(), 2U);
    EXPECT_EQ(decode_canonical("[" + one + ",\n" + one + "]").reports.size(), 2U);
    EXPECT_EQ(decode_canonical("\xEF\xBB\xBF" + one).reports.size(), 1U);
    Decoded const mixed = decode_canonical(one + "\n{broken\n" + one);
    EXPECT_EQ(mixed.reports.size(), 2U);
    ASSERT_EQ(mixed.rejections.size(), 1U);
    EXPECT_EQ(mixed.rejections[0].code, "not-json");
    EXPECT_EQ(mixed.rejections[0].item, 1U);
    EXPECT_EQ(decode_canonical("{broken\n" + one).reports.size(), 1U);
}

TEST(Canonical, RefusesWhatIsHostile) {
    EXPECT_EQ(code_of(""), "not-json");
    EXPECT_EQ(code_of("{"), "not-json");
    EXPECT_EQ(code_of("hello"), "not-json");
    EXPECT_EQ(code_of(R"({"type":"heartbeat","time":NaN})"), "not-json");
    EXPECT_EQ(code_of(R"({"type":"heartbeat","time":Infinity})"), "not-json");
    EXPECT_EQ(code_of("{\"type\":\"\xff\"}"), "bad-utf8");
    EXPECT_EQ(code_of(R"({"type":"heartbeat","a":1e999})"), "bad-number");
    EXPECT_EQ(code_of(R"({"type":"heartbeat","a":99999999999999999999999})"), "bad-number");
    EXPECT_EQ(code_of(R"({"type":"heartbeat","a":{"b":1,"b":2}})"), "duplicate-key");
    EXPECT_EQ(code_of(R"({"type":"heartbeat","type":"heartbeat"})"), "duplicate-key");
    std::string const deep = std::string(70, '[') + std::string(70, ']');
    EXPECT_EQ(code_of(R"({"type":"heartbeat","a":)" + deep + "}"), "too-deep");
    EXPECT_EQ(code_of(R"({"a":")" + std::string(feeds::kLongestMessage, 'x') + "\"}"), "too-large");
    EXPECT_EQ(code_of(R"({"type":"something.else"})"), "unknown-type");
    EXPECT_EQ(code_of("[1,2]").substr(0, 1), "?") << "two items, two rejections";
}

TEST(Canonical, RefusesRecordsWithoutIdOrTime) {
    EXPECT_EQ(code_of(R"({"type":"ticket.upsert","time":"2026-03-06T08:12:03Z","data":{"status":"NEW"}})"), "no-id");
    EXPECT_EQ(code_of(R"({"type":"ticket.upsert","data":{"id":"1","status":"NEW"}})"), "no-time");
    EXPECT_EQ(code_of(R"({"type":"ticket.upsert","time":"soon","data":{"id":"1","status":"NEW"}})"), "bad-time");
    EXPECT_EQ(code_of(R"({"type":"uav.pose","time":1772784721,"data":{"id":"1","lon":200,"lat":1}})"),
              "bad-coordinate");
}

TEST(Canonical, KeepsWhatIsOddAndSaysSo) {
    Decoded const decoded = decode_canonical(
        R"({"type":"ticket.upsert","time":"2026-03-06T09:12:03Z","data":{"id":"1","status":"捉摸不定","lon":0,"lat":0}})");
    ASSERT_EQ(decoded.reports.size(), 1U);
    EXPECT_EQ(decoded.reports[0].event_time, kCanonicalKnown) << "an hour ahead is taken as now";
    auto const& ticket = std::get<twin::Ticket>(decoded.reports[0].record);
    EXPECT_EQ(ticket.status, twin::TicketStatus::other);
    EXPECT_EQ(ticket.raw_status, "捉摸不定");
    EXPECT_FALSE(ticket.where.at);
    ASSERT_EQ(decoded.oddities.size(), 3U);
    EXPECT_EQ(decoded.oddities[0].code, "unknown-code");
    EXPECT_EQ(decoded.oddities[1].code, "bad-coordinate");
    EXPECT_EQ(decoded.oddities[2].code, "future-time");
}

TEST(Canonical, TheSameRecordHasTheSameContentHoweverItIsWritten) {
    auto const a =
        decode_canonical(R"({"type":"kpi.value","time":1772784721,"data":{"id":"pm25","value":35.0,"unit":"ug"}})");
    auto const b = decode_canonical(
        R"({ "data": {"unit":"ug","value":35,"id":"pm25"}, "time":1772784721000, "type":"kpi.value"})");
    auto const c =
        decode_canonical(R"({"type":"kpi.value","time":1772784721,"data":{"id":"pm25","value":36,"unit":"ug"}})");
    ASSERT_EQ(a.reports.size() + b.reports.size() + c.reports.size(), 3U);
    EXPECT_EQ(a.reports[0].content, b.reports[0].content);
    EXPECT_EQ(a.reports[0].event_time, b.reports[0].event_time);
    EXPECT_NE(a.reports[0].content, c.reports[0].content);
}

twin::Where somewhere() {
    return {geo::LonLat{113.25, 23.125}, twin::PlaceLevel::building, "中山路 1 号", "A1", "b7", "s", "c", "g"};
}

std::vector<twin::Record> one_of_each() {
    twin::Ticket t{.id = "t",
                   .kind = twin::TicketKind::praise,
                   .status = twin::TicketStatus::redo,
                   .raw_status = "重办",
                   .channel = "app",
                   .class_code = "0102",
                   .class_path = "城市管理>市容环境",
                   .title = "title \"quoted\"",
                   .department = "城管局",
                   .secret = true,
                   .called = 1000,
                   .accepted = 2000,
                   .dispatched = 3000,
                   .due = 4000,
                   .closed = 5000,
                   .visited = 6001,
                   .dispatch = twin::DispatchMode::direct,
                   .urgency = twin::Urgency::critical,
                   .solved = twin::Solved::partly,
                   .satisfaction = twin::Satisfaction::basically_satisfied,
                   .returns = 1,
                   .reassigned = 2,
                   .urged = 3,
                   .supervised = 4,
                   .repeat_of = "t0",
                   .where = somewhere()};
    twin::CityEvent e{.id = "e",
                      .type = "garbage_exposed",
                      .raw_type = "890",
                      .camera = "cam",
                      .phase = twin::EventPhase::end,
                      .level = 3,
                      .confidence = 0.5F,
                      .box = std::array<float, 4>{0.25F, 0.5F, 0.75F, 1},
                      .snapshot = "http://a/b.jpg",
                      .case_id = "C1",
                      .workflow = "FILED",
                      .where = somewhere()};
    twin::Camera c{.id = "c",
                   .name = "n",
                   .where = somewhere(),
                   .pose = twin::CameraPose{90, -10, 50, 8, 120},
                   .status = twin::DeviceStatus::maintenance,
                   .stream = "rtsp://host/1"};
    twin::Device d{"d", "air", "name", somewhere(), twin::DeviceStatus::alarm, 12.5, "ug/m3"};
    twin::DronePose p{"p", {113.5, 23.5}, 120, twin::DronePose::Above::ellipsoid, 270, -45, "flying"};
    twin::PopulationCell cell{"x", "grid250", somewhere(), "resident", 1200, {100, 900, 200}, 400, true};
    twin::IndicatorValue i{"pm25", "PM2.5", 35.5, "ug/m3", "street-1"};
    return {t, e, c, d, p, cell, i, twin::Withdrawal{"t", 0}, twin::Heartbeat{}};
}

TEST(Canonical, ReferencesLoseWhatOpensThem) {
    auto const snapshot = [](std::string const& url) {
        Decoded const d =
            decode_canonical(R"({"type":"event.upsert","time":"2026-03-02T08:00:00+08:00","data":{"id":"E1",)"
                             R"("type":"garbage_exposed","snapshot_url":")" +
                             url + "\"}}");
        return d.reports.empty() ? "no report" : std::get<twin::CityEvent>(d.reports[0].record).snapshot;
    };
    EXPECT_EQ(snapshot("http://admin:p%40ss@10.0.0.8/pic/1.jpg"), "http://10.0.0.8/pic/1.jpg");
    EXPECT_EQ(snapshot("https://store/b/1.jpg?X-Amz-Credential=AK&X-Amz-Date=20260302&X-Amz-Signature=ab12"),
              "https://store/b/1.jpg?X-Amz-Date=20260302");
    EXPECT_EQ(snapshot("/snap?accessToken=abc&id=7;size=2#top"), "/snap?id=7;size=2#top");
    EXPECT_EQ(snapshot("/snap?pwd=abc"), "/snap");
    EXPECT_EQ(snapshot("https://h/mail@home/1.jpg?id=a@b"), "https://h/mail@home/1.jpg?id=a@b");
}

TEST(Canonical, AWithdrawnCellIsThatOfItsMeasure) {
    Decoded const d = decode_canonical(R"({"type":"pop.snapshot","time":"2026-03-02T08:00:00+08:00","data":{"id":"B1",)"
                                       R"("measure":"day","withdrawn":true}})");
    ASSERT_EQ(d.reports.size(), 1U);
    EXPECT_EQ(std::get<twin::Withdrawal>(d.reports[0].record).id, "B1/day");
}

TEST(Canonical, EveryRecordComesBackFromItsJson) {
    for (twin::Record const& record : one_of_each()) {
        twin::Report report;
        report.record = record;
        report.event_time = 1772784721123;
        report.version = record.index() % 2 == 0 ? 1772784721123 : 1772784700000;
        report.sequence = 7;
        std::string const json = feeds::to_json(report, "/test");
        Decoded const once = decode_canonical(json);
        ASSERT_EQ(once.reports.size(), 1U) << json << (once.rejections.empty() ? "" : once.rejections[0].reason);
        EXPECT_TRUE(once.oddities.empty()) << json;
        EXPECT_EQ(once.reports[0].record.index(), record.index());
        EXPECT_EQ(once.reports[0].event_time, report.event_time) << json;
        EXPECT_EQ(once.reports[0].version, report.version) << json;
        EXPECT_EQ(once.reports[0].sequence, 7U);
        EXPECT_EQ(feeds::to_json(once.reports[0], "/test"), json);
        Decoded const twice = decode_canonical(feeds::to_json(once.reports[0], "/elsewhere"));
        EXPECT_EQ(twice.reports.at(0).content, once.reports[0].content);
    }
}

}  // namespace
