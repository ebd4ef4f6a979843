// Every mapping that is shipped, on a payload of its vendor's shape.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "feeds/mapping.h"
#include "tests/feeds/decoded.h"

namespace {

using feeds::Decoded;
using feeds::Mapping;

constexpr base::UtcMs kShippedThen = 1772784721000;  // 2026-03-06T16:12:01+08:00
constexpr base::UtcMs kShippedKnown = kShippedThen + 60'000;

std::string read_file(std::filesystem::path const& file) {
    std::ifstream in(file, std::ios::binary);
    std::stringstream text;
    text << in.rdbuf();
    return text.str();
}

std::filesystem::path payload_of(std::string const& mapping) {
    for (auto const& entry : std::filesystem::directory_iterator(std::string(BOROUGH_TEST_DIR) + "/payloads")) {
        if (entry.path().stem() == mapping) return entry.path();
    }
    return {};
}

Decoded decode_payload(std::string const& mapping, std::string_view topic = {}, std::string const& coordinates = {}) {
    auto const loaded = Mapping::load(mapping, coordinates);
    if (!loaded) throw std::runtime_error(loaded.error().message);
    return loaded->decode(read_file(payload_of(mapping)), topic, kShippedKnown);
}

std::string codes(std::vector<feeds::Oddity> const& oddities) {
    std::string out;
    for (auto const& oddity : oddities) out += oddity.code + " ";
    return out;
}

TEST(Shipped, EveryMappingIsReadAndHasASample) {
    std::vector<std::string> const names = Mapping::shipped();
    EXPECT_EQ(names.size(), 16U);
    for (std::string const& name : names) {
        auto const mapping = Mapping::load(name, "");
        EXPECT_TRUE(mapping) << mapping.error().message;
        ASSERT_FALSE(payload_of(name).empty()) << name;
        Decoded const decoded = decode_payload(name, "thing/product/SN9/osd");
        EXPECT_GT(decoded.reports.size(), 0U) << name;
        auto const again = Mapping::parse(mapping->text(), "journal", mapping->coordinates());
        EXPECT_TRUE(again) << again.error().message;
    }
}

TEST(Shipped, Hikvision) {
    Decoded const d = decode_payload("hik-isc", {}, "gcj02");
    ASSERT_EQ(d.reports.size(), 2U);
    auto const& start = get<twin::CityEvent>(d, 0);
    EXPECT_EQ(start.id, "E-1");
    EXPECT_EQ(start.type, "other");
    EXPECT_EQ(start.raw_type, "131588");
    EXPECT_EQ(start.camera, "cam-7");
    EXPECT_EQ(start.phase, twin::EventPhase::start);
    EXPECT_EQ(start.level, 2);
    EXPECT_EQ(start.snapshot, "http://10.0.0.8/pic/1.jpg");
    EXPECT_EQ(d.reports[0].event_time, kShippedThen);
    EXPECT_EQ(get<twin::CityEvent>(d, 1).phase, twin::EventPhase::end);
    EXPECT_EQ(d.reports[1].event_time, kShippedThen + 30'000);
    EXPECT_EQ(codes(d.oddities), "unknown-code unknown-code ");
}

TEST(Shipped, Dahua) {
    Decoded const d = decode_payload("dahua-icc");
    ASSERT_EQ(d.reports.size(), 1U);
    auto const& e = get<twin::CityEvent>(d, 0);
    EXPECT_EQ(e.type, "garbage_exposed");
    EXPECT_EQ(e.raw_type, "890");
    EXPECT_EQ(e.camera, "1000001$1$0$3");
    EXPECT_EQ(e.phase, twin::EventPhase::start);
    EXPECT_EQ(e.level, 3);
    EXPECT_EQ(d.reports[0].event_time, kShippedThen);
    EXPECT_TRUE(d.oddities.empty());
}

TEST(Shipped, Huawei) {
    Decoded const d = decode_payload("huawei");
    ASSERT_EQ(d.reports.size(), 2U);
    auto const& e = get<twin::CityEvent>(d, 0);
    EXPECT_EQ(e.id, "m-1/d1");
    EXPECT_EQ(e.type, "parking_motor");
    EXPECT_EQ(e.camera, "cam-9");
    ASSERT_TRUE(e.box);
    EXPECT_FLOAT_EQ((*e.box)[0], 0.1F);
    EXPECT_FLOAT_EQ((*e.box)[1], 0.1F);
    EXPECT_FLOAT_EQ((*e.box)[2], 0.3F);
    EXPECT_FLOAT_EQ((*e.box)[3], 0.6F);
    EXPECT_EQ(e.snapshot, "");
    EXPECT_EQ(d.reports[0].event_time, kShippedThen);
    EXPECT_EQ(get<twin::CityEvent>(d, 1).raw_type, "SomethingNew");
    EXPECT_EQ(codes(d.oddities), "unknown-code ");
}

TEST(Shipped, Megvii) {
    Decoded const d = decode_payload("megvii");
    ASSERT_EQ(d.reports.size(), 1U);
    auto const& e = get<twin::CityEvent>(d, 0);
    EXPECT_EQ(e.type, "fire_lane_blocked");
    ASSERT_TRUE(e.box);
    EXPECT_FLOAT_EQ((*e.box)[0], 0.2F);
    EXPECT_FLOAT_EQ((*e.box)[1], 0.2F);
    EXPECT_FLOAT_EQ((*e.box)[2], 0.6F);
    EXPECT_FLOAT_EQ((*e.box)[3], 0.6F);
    EXPECT_EQ(e.snapshot, "_ZzEw/whole.jpg");
    EXPECT_EQ(d.reports[0].event_time, kShippedThen);
}

TEST(Shipped, JFtech) {
    Decoded const d = decode_payload("jftech");
    ASSERT_EQ(d.reports.size(), 1U);
    auto const& e = get<twin::CityEvent>(d, 0);
    EXPECT_EQ(e.type, "garbage_exposed");
    EXPECT_EQ(e.camera, "SN1/2");
    EXPECT_FLOAT_EQ(e.confidence, 0.91F);
    ASSERT_TRUE(e.box);
    EXPECT_FLOAT_EQ((*e.box)[2], 0.5F);
    EXPECT_EQ(d.reports[0].event_time, kShippedThen);
}

TEST(Shipped, E365) {
    Decoded const d = decode_payload("e365");
    ASSERT_EQ(d.reports.size(), 2U);
    auto const& e = get<twin::CityEvent>(d, 0);
    EXPECT_EQ(e.id, "c1@2026-03-06T08:12:01Z");
    EXPECT_EQ(e.type, "other");
    EXPECT_FLOAT_EQ(e.confidence, 0.8F);
    ASSERT_TRUE(e.box);
    EXPECT_FLOAT_EQ((*e.box)[3], 0.5F);
    EXPECT_TRUE(std::holds_alternative<twin::Heartbeat>(d.reports[1].record));
}

TEST(Shipped, Gb28181Alarm) {
    Decoded const d = decode_payload("gb28181-alarm");
    ASSERT_EQ(d.reports.size(), 1U) << (d.rejections.empty() ? "" : d.rejections[0].reason);
    auto const& e = get<twin::CityEvent>(d, 0);
    EXPECT_EQ(e.camera, "44030901001320000001");
    EXPECT_EQ(e.type, "crowd");
    EXPECT_EQ(e.raw_type, "5/10");
    EXPECT_EQ(e.level, 3);
    ASSERT_TRUE(e.where.at);
    EXPECT_DOUBLE_EQ(e.where.at->lon, 114.0446);
    EXPECT_EQ(d.reports[0].event_time, kShippedThen);
}

TEST(Shipped, Gb28181InChineseLetters) {
    auto const mapping = Mapping::load("gb28181-alarm", "");
    ASSERT_TRUE(mapping);
    // "北" in GB 18030 is B1 B1.
    std::string const xml =
        "<?xml version=\"1.0\" "
        "encoding=\"GB2312\"?><Notify><CmdType>Alarm</CmdType><SN>1</SN><DeviceID>\xB1\xB1</DeviceID>"
        "<AlarmTime>2026-03-06T16:12:01</AlarmTime></Notify>";
    Decoded const d = mapping->decode(xml, {}, kShippedKnown);
    ASSERT_EQ(d.reports.size(), 1U);
    EXPECT_EQ(get<twin::CityEvent>(d, 0).camera, "北");
}

TEST(Shipped, HostileXmlIsRefused) {
    auto const mapping = Mapping::load("gb28181-alarm", "");
    ASSERT_TRUE(mapping);
    std::string deep;
    for (int i = 0; i < 100; ++i) deep += "<a>";
    for (std::string const& body :
         {std::string("<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>"), deep, std::string("<a>"), std::string("no xml")}) {
        Decoded const d = mapping->decode(body, {}, kShippedKnown);
        ASSERT_EQ(d.rejections.size(), 1U) << body;
        EXPECT_EQ(d.rejections[0].code, "not-xml");
    }
}

TEST(Shipped, Ga1400) {
    Decoded const d = decode_payload("ga1400-ape");
    ASSERT_EQ(d.reports.size(), 3U);
    EXPECT_EQ(get<twin::Camera>(d, 0).name, "北站广场");
    EXPECT_EQ(get<twin::Camera>(d, 0).status, twin::DeviceStatus::online);
    EXPECT_EQ(get<twin::Camera>(d, 1).status, twin::DeviceStatus::offline);
    EXPECT_EQ(get<twin::Camera>(d, 2).id, "44030901001190000003");
    EXPECT_FALSE(get<twin::Camera>(d, 2).where.at);
    EXPECT_EQ(d.reports[0].event_time, kShippedKnown);
    EXPECT_EQ(feeds::to_json(d.reports[0], "x").find("hush"), std::string::npos);
}

TEST(Shipped, SensorThings) {
    Decoded const d = decode_payload("sensorthings", "v1.1/Datastreams(42)/Observations");
    ASSERT_EQ(d.reports.size(), 4U) << (d.rejections.empty() ? "" : d.rejections[0].reason);
    EXPECT_EQ(get<twin::Device>(d, 0).id, "ds-42");
    EXPECT_EQ(get<twin::Device>(d, 0).value, 12.5);
    EXPECT_EQ(d.reports[0].event_time, kShippedThen);
    EXPECT_EQ(get<twin::Device>(d, 1).id, "ds-43");
    EXPECT_EQ(get<twin::Device>(d, 1).unit, "m");
    EXPECT_EQ(get<twin::Device>(d, 2).id, "ds-42");
    EXPECT_EQ(get<twin::Device>(d, 2).type, "water_level");
    ASSERT_TRUE(get<twin::Device>(d, 2).where.at);
    EXPECT_EQ(get<twin::Device>(d, 3).unit, "l/s");
}

TEST(Shipped, DjiCloud) {
    Decoded const d = decode_payload("dji-cloud", "thing/product/SN9/osd");
    ASSERT_EQ(d.reports.size(), 3U) << (d.rejections.empty() ? "" : d.rejections[0].reason);
    auto const& pose = get<twin::DronePose>(d, 0);
    EXPECT_EQ(pose.id, "SN9");
    EXPECT_DOUBLE_EQ(pose.at.lat, 22.65);
    EXPECT_DOUBLE_EQ(pose.height, 120.5);
    EXPECT_EQ(pose.above, twin::DronePose::Above::ground);
    EXPECT_FLOAT_EQ(pose.heading, -90.5F);
    EXPECT_FLOAT_EQ(pose.gimbal_pitch, -45.5F);
    EXPECT_EQ(pose.mode, "flying");
    EXPECT_EQ(get<twin::DronePose>(d, 1).above, twin::DronePose::Above::ellipsoid);
    EXPECT_TRUE(std::holds_alternative<twin::Heartbeat>(d.reports[2].record));
}

TEST(Shipped, GeoJson) {
    Decoded const d = decode_payload("geojson");
    ASSERT_EQ(d.reports.size(), 3U);
    EXPECT_EQ(codes(d.oddities), "unknown-type ");
    bool device = false, population = false, ticket = false;
    for (auto const& report : d.reports) {
        if (auto const* x = std::get_if<twin::Device>(&report.record)) {
            device = x->id == "7" && x->type == "manhole" && x->status == twin::DeviceStatus::online && x->value == 1.5;
        } else if (auto const* p = std::get_if<twin::PopulationCell>(&report.record)) {
            population = p->count == 1200 && p->where.at && p->where.at->lon == 114.0;
        } else if (auto const* t = std::get_if<twin::Ticket>(&report.record)) {
            ticket = t->status == twin::TicketStatus::fresh && t->where.address == "中山路" && !t->where.at;
        }
    }
    EXPECT_TRUE(device && population && ticket);
}

TEST(Shipped, Csv) {
    Decoded const d = decode_payload("csv");
    ASSERT_EQ(d.reports.size(), 3U);
    auto const& t = get<twin::Ticket>(d, 0);
    EXPECT_EQ(t.status, twin::TicketStatus::dispatched);
    EXPECT_EQ(t.title, "积水, \"很深\" 电话 138-****-5678");
    EXPECT_EQ(d.reports[0].event_time, kShippedThen);
    EXPECT_EQ(get<twin::CityEvent>(d, 1).type, "ponding");
    EXPECT_EQ(get<twin::Ticket>(d, 2).id, "T-2");
    EXPECT_EQ(d.reports[2].event_time, kShippedThen);
}

TEST(Shipped, Nyc311) {
    Decoded const d = decode_payload("nyc311");
    ASSERT_EQ(d.reports.size(), 6U);
    auto const& came = get<twin::Ticket>(d, 0);
    EXPECT_EQ(came.id, "nyc311-1");
    EXPECT_EQ(came.status, twin::TicketStatus::accepted);
    EXPECT_EQ(came.class_path, "Noise - Residential>Loud Music/Party");
    EXPECT_EQ(came.closed, base::kNoTime);
    EXPECT_EQ(base::format_time(d.reports[0].event_time), "2022-05-01T12:00:03+08:00") << "summer: UTC-4";
    auto const& closed = get<twin::Ticket>(d, 1);
    EXPECT_EQ(closed.status, twin::TicketStatus::closed);
    EXPECT_EQ(closed.closed, d.reports[1].event_time);
    EXPECT_EQ(d.reports[1].event_time - d.reports[0].event_time, (67 * 60 + 43) * 1000);
    EXPECT_EQ(get<twin::Ticket>(d, 3).status, twin::TicketStatus::handling);
    EXPECT_EQ(base::format_time(d.reports[4].event_time), "2023-12-11T01:00:00+08:00") << "winter: UTC-5";
    EXPECT_EQ(get<twin::Ticket>(d, 5).status, twin::TicketStatus::accepted);
    EXPECT_EQ(d.reports[5].sequence, 1U);
}

TEST(Shipped, Open311) {
    Decoded const d = decode_payload("open311");
    ASSERT_EQ(d.reports.size(), 2U);
    auto const& t = get<twin::Ticket>(d, 0);
    EXPECT_EQ(t.status, twin::TicketStatus::accepted);
    EXPECT_EQ(t.title, "Potholes");
    EXPECT_EQ(d.reports[0].event_time, kShippedThen);
    EXPECT_EQ(get<twin::Ticket>(d, 1).status, twin::TicketStatus::closed);
    EXPECT_FALSE(get<twin::Ticket>(d, 1).where.at);
}

TEST(Shipped, Ngsi) {
    Decoded const d = decode_payload("ngsi");
    ASSERT_EQ(d.reports.size(), 4U);
    EXPECT_EQ(get<twin::Ticket>(d, 0).id, "1");
    EXPECT_EQ(get<twin::Ticket>(d, 0).status, twin::TicketStatus::closed);
    ASSERT_TRUE(get<twin::Ticket>(d, 0).where.at);
    EXPECT_DOUBLE_EQ(get<twin::Ticket>(d, 0).where.at->lat, 22.65);
    EXPECT_EQ(get<twin::Camera>(d, 1).stream, "rtsp://host/1");
    EXPECT_EQ(get<twin::Camera>(d, 1).status, twin::DeviceStatus::online);
    EXPECT_EQ(get<twin::CityEvent>(d, 2).raw_type, "robbery");
    EXPECT_EQ(get<twin::CityEvent>(d, 2).level, 3);
    EXPECT_EQ(get<twin::Device>(d, 3).value, 100);
}

TEST(Shipped, Canonical) {
    Decoded const d = decode_payload("canonical");
    ASSERT_EQ(d.reports.size(), 5U);
    EXPECT_EQ(get<twin::CityEvent>(d, 1).phase, twin::EventPhase::end);
    EXPECT_EQ(get<twin::Device>(d, 3).id, "d2");
    EXPECT_TRUE(d.oddities.empty());
}

TEST(Shipped, UnknownNamesAreSuggested) {
    auto const mapping = Mapping::load("hik-isk", "");
    ASSERT_FALSE(mapping);
    EXPECT_NE(mapping.error().message.find("did you mean 'hik-isc'"), std::string::npos) << mapping.error().message;
}

}  // namespace
