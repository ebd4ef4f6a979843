// Mapping files as people write them: what they can say, and how mistakes are told.
#include <gtest/gtest.h>

#include <cmath>

#include <filesystem>
#include <fstream>

#include "feeds/mapping.h"
#include "tests/feeds/decoded.h"

namespace {

using feeds::Decoded;
using feeds::Mapping;

constexpr base::UtcMs kParsedKnown = 1772784781000;

std::string refusal(std::string const& toml) {
    auto const mapping = Mapping::parse(toml, "m.toml", "");
    return mapping ? "" : mapping.error().message;
}

Decoded decode_by(std::string const& toml, std::string_view body, std::string_view topic = {}) {
    auto const mapping = Mapping::parse(toml, "m.toml", "");
    if (!mapping) throw std::runtime_error(mapping.error().message);
    return mapping->decode(body, topic, kParsedKnown);
}

/// A [[record]] of a device with these fields.
std::string device(std::string const& fields, std::string const& rest = {}) {
    return rest + "\n[[record]]\nkind = \"device\"\n[record.fields]\nid = \"id\"\n" + fields + "\n";
}

TEST(MappingFile, MistakesNameTheirPlaceAndWhatWasMeant) {
    EXPECT_NE(refusal("formt = \"json\"").find("m.toml:1:"), std::string::npos);
    EXPECT_NE(refusal("formt = \"json\"").find("did you mean 'format'"), std::string::npos);
    EXPECT_NE(refusal("").find("[[record]]"), std::string::npos);
    EXPECT_NE(refusal("[[record]]\nkind = \"tickets\"").find("one of: ticket"), std::string::npos);
    EXPECT_NE(refusal(device("valeu = \"v\"")).find("did you mean 'value'"), std::string::npos);
    EXPECT_NE(refusal(device("value = { form = \"v\" }")).find("did you mean 'from'"), std::string::npos);
    EXPECT_NE(refusal(device("value = { scale = 2 }")).find("needs 'from'"), std::string::npos);
    EXPECT_NE(refusal(device("value = \"a..b\"")).find("empty key"), std::string::npos);
    EXPECT_NE(refusal(device("value = \"a[x]\"")).find("without a number"), std::string::npos);
    EXPECT_NE(refusal(device("status = { from = \"s\", table = \"gone\" }")).find("no [tables.gone]"),
              std::string::npos);
    EXPECT_NE(refusal("[[record]]\nkind = \"device\"\n[record.fields]\nname = \"n\"").find("'id'"), std::string::npos);
    EXPECT_NE(refusal(device("", "zone = \"nowhere else\"")).find("zone"), std::string::npos);
    EXPECT_NE(refusal(device("", "coordinates = \"EPSG:99999999\"")), "");
    EXPECT_NE(refusal("a = ").find("m.toml:1:"), std::string::npos);
    EXPECT_EQ(refusal(device("")), "");
}

TEST(MappingFile, PathsReachIntoObjectsArraysAndQuotedKeys) {
    std::string const toml = device("name = \"a.b[1].c\"\nunit = \"'x.y'.z\"\nvalue = [\"none\", \"null\", \"v\"]\n");
    Decoded const d =
        decode_by(toml, R"({"id":5,"a":{"b":[{"c":"no"},{"c":"yes"}]},"x.y":{"z":"m"},"null":null,"v":"2.5"})");
    ASSERT_EQ(d.reports.size(), 1U);
    EXPECT_EQ(get<twin::Device>(d).id, "5");
    EXPECT_EQ(get<twin::Device>(d).name, "yes");
    EXPECT_EQ(get<twin::Device>(d).unit, "m");
    EXPECT_EQ(get<twin::Device>(d).value, 2.5);
}

TEST(MappingFile, ItemsGoThroughEveryListAndSeeTheTop) {
    std::string const toml =
        "[[record]]\nkind = \"device\"\nitems = \"groups[].members[]\"\n[record.fields]\n"
        "id = { join = [\"$.site\", \"n\"], with = \"-\" }\n";
    Decoded const d = decode_by(
        toml, R"({"site":"S","groups":[{"members":[{"n":1},{"n":2}]},{"members":[]},{"members":[{"n":3}]}]})");
    ASSERT_EQ(d.reports.size(), 3U);
    EXPECT_EQ(get<twin::Device>(d, 0).id, "S-1");
    EXPECT_EQ(get<twin::Device>(d, 2).id, "S-3");
    Decoded const half = decode_by(toml, R"({"groups":[{"members":[{"n":1}]}]})");
    ASSERT_EQ(half.rejections.size(), 1U) << "half an id is none";
    EXPECT_EQ(half.rejections[0].code, "no-id");
}

TEST(MappingFile, EveryItemIsAReportOrARejection) {
    Decoded const d = decode_by(device(""), R"([{"id":"a"},{"no":1},3,{"id":"b"}])");
    EXPECT_EQ(d.reports.size(), 2U);
    ASSERT_EQ(d.rejections.size(), 2U);
    EXPECT_EQ(d.rejections[0].item, 1U);
    EXPECT_EQ(d.rejections[1].item, 2U);
}

TEST(MappingFile, NumbersAreScaledAndOddOnesSaid) {
    std::string const toml = device("value = { from = \"v\", scale = 0.1, offset = -40 }\n");
    EXPECT_DOUBLE_EQ(*get<twin::Device>(decode_by(toml, R"({"id":1,"v":650})")).value, 25);
    Decoded const odd = decode_by(toml, R"({"id":1,"v":"nan"})");
    EXPECT_FALSE(get<twin::Device>(odd).value);
    ASSERT_EQ(odd.oddities.size(), 1U);
    EXPECT_EQ(odd.oddities[0].code, "bad-number");
}

TEST(MappingFile, TablesTurnCodesIntoWords) {
    std::string const toml =
        device("status = { from = \"s\", table = \"states\" }", "[tables.states]\n1 = \"online\"\nA = \"alarm\"");
    EXPECT_EQ(get<twin::Device>(decode_by(toml, R"({"id":1,"s":1})")).status, twin::DeviceStatus::online);
    EXPECT_EQ(get<twin::Device>(decode_by(toml, R"({"id":1,"s":"A"})")).status, twin::DeviceStatus::alarm);
    Decoded const unknown = decode_by(toml, R"({"id":1,"s":7})");
    EXPECT_EQ(get<twin::Device>(unknown).status, twin::DeviceStatus::unknown);
    ASSERT_EQ(unknown.oddities.size(), 1U);
    EXPECT_EQ(unknown.oddities[0].code, "unknown-code");
    EXPECT_NE(unknown.oddities[0].reason.find("\"7\""), std::string::npos);
}

TEST(MappingFile, ACodeTableInCsvIsTakenIntoTheText) {
    std::filesystem::path const folder = std::filesystem::path(::testing::TempDir()) / "mapping_csv";
    std::filesystem::create_directories(folder);
    std::ofstream(folder / "codes.csv") << "\xEF\xBB\xBF"
                                           "code,meaning\r\n890,garbage_exposed\r\n\"8,9\",\"vendor\"\r\n";
    std::ofstream(folder / "m.toml") << "[tables.types]\ncsv = \"codes.csv\"\ncode = \"code\"\nword = \"meaning\"\n"
                                        "[[record]]\nkind = \"event\"\n[record.fields]\nid = \"id\"\ntime = \"t\"\n"
                                        "type = { from = \"c\", table = \"types\" }\n";
    auto const mapping = Mapping::load((folder / "m.toml").string(), "");
    ASSERT_TRUE(mapping) << mapping.error().message;
    std::filesystem::remove_all(folder);
    auto const kept = Mapping::parse(mapping->text(), "journal", "");
    ASSERT_TRUE(kept) << kept.error().message;
    for (Mapping const* m : {&*mapping, &*kept}) {
        Decoded const d =
            m->decode(R"([{"id":1,"t":1772784721,"c":890},{"id":2,"t":1772784721,"c":"8,9"}])", {}, kParsedKnown);
        ASSERT_EQ(d.reports.size(), 2U);
        EXPECT_EQ(get<twin::CityEvent>(d, 0).type, "garbage_exposed");
        EXPECT_EQ(get<twin::CityEvent>(d, 1).type, "vendor");
    }
}

TEST(MappingFile, TopicsAndPatterns) {
    std::string const toml =
        "[[record]]\nkind = \"device\"\n[record.fields]\nid = { from = \"@topic\", pattern = \"city/*/dev/{}/state\", "
        "prefix = \"x-\" }\n";
    EXPECT_EQ(get<twin::Device>(decode_by(toml, "{}", "city/north/dev/17/state")).id, "x-17");
    for (char const* topic :
         {"", "city/north/dev/17", "town/north/dev/17/state", "city/north/dev//state", "city/n/dev/1/state/x"}) {
        Decoded const d = decode_by(toml, "{}", topic);
        ASSERT_EQ(d.rejections.size(), 1U) << topic;
        EXPECT_EQ(d.rejections[0].code, "no-id");
    }
}

TEST(MappingFile, Zones) {
    auto const time = [](std::string const& zone, std::string const& text) {
        Decoded const d = decode_by("zone = \"" + zone +
                                        "\"\n[[record]]\nkind = \"indicator\"\n[record.fields]\nid = \"id\"\n"
                                        "time = \"t\"\n",
                                    R"({"id":1,"t":")" + text + "\"}");
        return base::format_time(d.reports.at(0).event_time);
    };
    EXPECT_EQ(time("+00:00", "2026-03-01 08:00:00"), "2026-03-01T16:00:00+08:00");
    EXPECT_EQ(time("+00:00", "2026-03-01T08:00:00+08:00"), "2026-03-01T08:00:00+08:00");
    std::string const york = "EST5EDT,M3.2.0,M11.1.0";
    // Clocks go forward on 8 March 2026 at 2:00 and back on 2 November 2025 at 2:00.
    EXPECT_EQ(time(york, "2026-03-01 08:00:00"), "2026-03-01T21:00:00+08:00");
    EXPECT_EQ(time(york, "2025-11-02 01:59:59"), "2025-11-02T13:59:59+08:00");
    EXPECT_EQ(time(york, "2025-11-02 02:00:00"), "2025-11-02T15:00:00+08:00");
    EXPECT_EQ(time(york, "2025-03-09 01:59:59"), "2025-03-09T14:59:59+08:00");
    EXPECT_EQ(time(york, "2025-03-09 03:00:00"), "2025-03-09T15:00:00+08:00");
}

TEST(MappingFile, CoordinatesOfEveryKind) {
    auto const place = [](std::string const& system, std::string const& coord, double x, double y) {
        std::string const toml = "coordinates = \"" + system + "\"\n[[record]]\nkind = \"device\"\nsame_names = true\n";
        std::string const body = "{\"id\":1,\"lon\":" + std::to_string(x) + ",\"lat\":" + std::to_string(y) +
                                 (coord.empty() ? "}" : ",\"coord\":\"" + coord + "\"}");
        Decoded const d = decode_by(toml, body);
        return get<twin::Device>(d).where.at.value_or(geo::LonLat{0, 0});
    };
    EXPECT_NEAR(place("gcj02", "", 113.2697296, 23.1264233).lon, 113.2644, 2e-6);
    EXPECT_NEAR(place("gcj02", "wgs84", 113.2644, 23.1291).lat, 23.1291, 1e-9) << "the record knows better";
    EXPECT_NEAR(place("wgs84", "gcj02", 114.0497049, 22.6939813).lat, 22.6967, 2e-6);
    // The central meridian of EPSG:4547 is 114 E at 500 km.
    EXPECT_NEAR(place("EPSG:4547", "", 500000, 2500000).lon, 114, 1e-6);
    EXPECT_EQ(place("wgs84", "", 0, 0).lon, 0);
    EXPECT_EQ(place("wgs84", "no such system", 114, 22).lon, 0);
}

TEST(MappingFile, WithdrawalsByAFlagOrByAType) {
    std::string const toml = device("withdrawn = { from = \"op\", table = { DELETE = \"true\", PUT = \"false\" } }\n");
    Decoded const gone = decode_by(toml, R"({"id":"x","op":"DELETE"})");
    EXPECT_EQ(get<twin::Withdrawal>(gone).id, "x");
    EXPECT_EQ(get<twin::Withdrawal>(gone).kind, 3);
    EXPECT_TRUE(std::holds_alternative<twin::Device>(decode_by(toml, R"({"id":"x","op":"PUT"})").reports.at(0).record));
}

TEST(MappingFile, PopulationThatLooksLikePeopleIsRefused) {
    std::string const toml = "[[record]]\nkind = \"population\"\nsame_names = true\n";
    std::string const csv = "format = \"csv\"\n" + toml;
    EXPECT_EQ(decode_by(toml, R"({"id":"g","count":12})").reports.size(), 1U);
    for (char const* body :
         {R"({"id":"g","count":12,"mobile":"x"})", R"({"id":"g","count":12,"a":{"b":["13812345678"]}})",
          R"({"id":"g","count":12,"x":13812345678})", R"({"id":"g","count":12,"姓名":"张三"})",
          R"({"id":"110101199003077571","count":12})"}) {
        Decoded const d = decode_by(toml, body);
        EXPECT_TRUE(d.reports.empty()) << body;
        ASSERT_EQ(d.rejections.size(), 1U) << body;
        EXPECT_EQ(d.rejections[0].code, "personal-data");
        EXPECT_EQ(d.rejections[0].reason.find("138"), std::string::npos);
    }
    EXPECT_EQ(decode_by(csv, "id,count\ng,12\n").reports.size(), 1U);
    EXPECT_EQ(decode_by(csv, "id,count,身份证号\ng,12,\n").rejections.at(0).code, "personal-data");
    EXPECT_EQ(decode_by(csv, "id,count,note\ng,12,call 138 1234 5678\n").rejections.at(0).code, "personal-data");
}

TEST(MappingFile, TitlesAndAddressesAreMasked) {
    std::string const toml = "[[record]]\nkind = \"ticket\"\nsame_names = true\n";
    auto const title = [&](std::string const& text) {
        return get<twin::Ticket>(decode_by(toml, R"({"id":"1","time":1772784721,"title":")" + text + "\"}")).title;
    };
    EXPECT_EQ(title("请回电13812345678谢谢"), "请回电138****5678谢谢");
    EXPECT_EQ(title("+8613812345678"), "+86138****5678");
    EXPECT_EQ(title("138-1234-5678 or 139 8765 4321"), "138-****-5678 or 139 **** 4321");
    EXPECT_EQ(title("身份证110101199003077571"), "身份证1101**********7571");
    EXPECT_EQ(title("身份证11010119900307757X。"), "身份证1101**********757X。");
    EXPECT_EQ(title("编号20260306161201"), "编号20260306161201") << "no telephone number";
    EXPECT_EQ(title("12345热线 2026-03-06"), "12345热线 2026-03-06");
}

TEST(MappingFile, IdsAreNeverMaskedOrTheyWouldMeet) {
    EXPECT_EQ(get<twin::Device>(decode_by(device(""), R"({"id":13812345678})")).id, "13812345678");
}

TEST(MappingFile, CsvRowsInEveryForm) {
    std::string const toml = "format = \"csv\"\nseparator = \";\"\n[[record]]\nkind = \"device\"\nsame_names = true\n";
    Decoded const d = decode_by(toml, "id;name;value\r\n1;\"a;\"\"b\"\"\nc\";2\r\n\r\n2;x\r\n3;y;1;extra\r\n");
    ASSERT_EQ(d.reports.size(), 3U);
    EXPECT_EQ(get<twin::Device>(d, 0).name, "a;\"b\"\nc");
    EXPECT_EQ(get<twin::Device>(d, 0).value, 2);
    EXPECT_FALSE(get<twin::Device>(d, 1).value);
    EXPECT_EQ(d.oddities.at(0).code, "odd-row");
    EXPECT_EQ(decode_by(toml, "a;b\n1;2\n").rejections.at(0).code, "no-header");
    Decoded const broken = decode_by(toml, "id;name\n1;\"open\n2;x\n");
    EXPECT_EQ(broken.rejections.at(0).code, "not-csv");
    EXPECT_EQ(decode_by(toml, "id;name\n1;\xff\n").rejections.at(0).code, "bad-utf8");
    std::string const bare = "columns = [\"id\", \"value\"]\n" + toml;
    EXPECT_EQ(decode_by(bare, "7;1\n8;2\n").reports.size(), 2U);
    EXPECT_EQ(decode_by(bare, "id;value\n7;1\n").reports.size(), 1U);
}

TEST(MappingFile, BoxesInEveryForm) {
    auto const box = [](std::string const& field, std::string const& body) {
        Decoded const d =
            decode_by("[[record]]\nkind = \"event\"\n[record.fields]\nid = \"id\"\ntime = \"t\"\nbbox = " + field,
                      R"({"id":1,"t":1772784721,)" + body + "}");
        auto const found = get<twin::CityEvent>(d).box;
        if (!found) return std::string("none");
        std::string text;
        for (float side : *found) text += std::to_string(std::lround(side * 100)) + " ";
        return text;
    };
    EXPECT_EQ(box(R"({ from = "b", box = "xyxy" })", R"("b":[0.1,0.2,0.3,0.4])"), "10 20 30 40 ");
    EXPECT_EQ(box(R"({ from = "b", box = "xywh" })", R"("b":"0.1,0.2,0.3,0.4")"), "10 20 40 60 ");
    EXPECT_EQ(box(R"({ from = "b", box = "centre" })", R"("b":[0.5,0.5,0.2,0.4])"), "40 30 60 70 ");
    EXPECT_EQ(box(R"({ from = "b", box = "xyxy", width = 200, height = 100 })", R"("b":[20,20,60,40])"),
              "10 20 30 40 ");
    EXPECT_EQ(box(R"({ from = "b", box = "edges" })", R"("b":"{top=0.2,left=0.1,bottom=0.4,right=0.3}")"),
              "10 20 30 40 ");
    EXPECT_EQ(box(R"({ from = "b", box = "edges" })", R"("b":"0.2 0.1 0.4 0.3")"), "10 20 30 40 ");
    EXPECT_EQ(box(R"({ from = "b", box = "xyxy", width = "w", height = "h" })", R"("b":[20,20,60,40])"), "none");
    EXPECT_EQ(box(R"({ from = "b", box = "xyxy" })", R"("b":[20,20,60,40])"), "none");
    EXPECT_EQ(box(R"({ from = "b", box = "xyxy" })", R"("b":null)"), "none");
}

}  // namespace
