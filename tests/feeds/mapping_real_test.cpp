// The shipped mappings over real open data, where it is there.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "feeds/mapping.h"
#include "twin/live_state.h"

namespace {

using feeds::Decoded;
using feeds::Mapping;

constexpr base::UtcMs kRealKnown = 1'800'000'000'000;

class RealFeeds : public ::testing::Test {
protected:
    /// Skips the test where the file is absent.
    static std::string read(std::string const& name) {
        std::ifstream in(std::string(BOROUGH_SHARED_DATA) + "/" + name, std::ios::binary);
        std::stringstream text;
        text << in.rdbuf();
        return in ? text.str() : std::string();
    }
    static Decoded decode(std::string const& mapping, std::string_view body, std::string_view topic = {}) {
        auto const loaded = Mapping::load(mapping, "");
        if (!loaded) throw std::runtime_error(loaded.error().message);
        return loaded->decode(body, topic, kRealKnown);
    }
};

/// Lines of a CSV file in messages that fit, each with the header before it. These files have no line breaks in cells
/// except where a quote is open.
std::vector<std::string> messages(std::string const& csv) {
    std::size_t const head = csv.find('\n') + 1;
    std::string const header = csv.substr(0, head);
    std::vector<std::string> out;
    std::string body = header;
    bool quoted = false;
    for (std::size_t i = head; i < csv.size(); ++i) {
        if (csv[i] == '"') quoted = !quoted;
        body += csv[i];
        if (csv[i] != '\n' || quoted || body.size() < 256 * 1024) continue;
        out.push_back(std::move(body));
        body = header;
    }
    if (body.size() > header.size()) out.push_back(std::move(body));
    return out;
}

struct Nyc {
    char const* file;
    std::size_t rows;
    std::size_t located;
};

TEST_F(RealFeeds, Nyc311InThreeLayouts) {
    std::size_t located = 0;
    for (Nyc const& expected :
         {Nyc{"nyc311_2022-05-01_noise.csv", 924, 913}, Nyc{"nyc311_animal_abuse_2025.csv", 4969, 0},
          Nyc{"nyc311_animals_2020_2024.csv", 5895, 0}, Nyc{"nyc311_socrata_api_columns_2023.csv", 500, 0}}) {
        std::string const csv = read(std::string("tickets/nyc311/") + expected.file);
        if (csv.empty()) GTEST_SKIP() << expected.file << " is not here";
        twin::LiveState state;
        std::size_t rejected = 0;
        for (std::string const& message : messages(csv)) {
            Decoded const d = decode("nyc311", message);
            rejected += d.rejections.size();
            for (auto const& rejection : d.rejections) ADD_FAILURE() << rejection.reason;
            for (twin::Report const& report : d.reports) state.apply(report);
        }
        EXPECT_EQ(rejected, 0U);
        auto const tickets = state.tickets();
        EXPECT_EQ(tickets.size(), expected.rows) << expected.file;
        std::size_t here = 0;
        std::size_t unknown = 0;
        for (auto const* entry : tickets) {
            here += entry->ticket.where.at ? 1U : 0U;
            unknown += entry->ticket.status == twin::TicketStatus::other ? 1U : 0U;
        }
        if (expected.located != 0) {
            EXPECT_EQ(here, expected.located);
        }
        EXPECT_LT(unknown, expected.rows / 50) << expected.file;
        located += here;
    }
    EXPECT_EQ(located, 12'090U);
}

TEST_F(RealFeeds, Nyc311OfOneNightFillsTwoHours) {
    std::string const csv = read("tickets/nyc311/nyc311_2022-05-01_noise.csv");
    if (csv.empty()) GTEST_SKIP() << "nyc311_2022-05-01_noise.csv is not here";
    base::UtcMs first = kRealKnown, last = 0;
    for (std::string const& message : messages(csv)) {
        for (twin::Report const& report : decode("nyc311", message).reports) {
            base::UtcMs const opened = std::get<twin::Ticket>(report.record).accepted;
            first = std::min(first, opened);
            last = std::max(last, opened);
        }
    }
    // Midnight in New York in summer is noon in China.
    EXPECT_EQ(base::format_time(first), "2022-05-01T12:00:03+08:00");
    EXPECT_NEAR(static_cast<double>(last - first) / 60'000, 126, 1);
}

TEST_F(RealFeeds, NgsiPlainAndNormalisedAreTheSame) {
    std::string const base = "payloads/ngsi/dataModel.IssueTracking/service_requests/";
    std::string const plain = read(base + "example.json");
    std::string const normalised = read(base + "example-normalized.json");
    if (plain.empty() || normalised.empty()) GTEST_SKIP() << "the NGSI examples are not here";
    for (std::string const& body : {plain, normalised}) {
        Decoded const d = decode("ngsi", body);
        ASSERT_EQ(d.reports.size(), 1U);
        auto const& t = std::get<twin::Ticket>(d.reports[0].record);
        EXPECT_EQ(t.id, "638344");
        EXPECT_EQ(t.status, twin::TicketStatus::closed);
        EXPECT_EQ(t.class_path, "Aceras");
        ASSERT_TRUE(t.where.at);
        EXPECT_NEAR(t.where.at->lat, 40.62785133667262, 1e-12);
        EXPECT_EQ(base::format_time(d.reports[0].version), "2010-04-14T22:37:38+08:00");
    }
}

TEST_F(RealFeeds, NgsiModelsBecomeRecords) {
    struct Expected {
        char const* file;
        char const* kind;
    };
    for (Expected const& expected :
         {Expected{"dataModel.Device/Camera/example.json", "camera"},
          Expected{"dataModel.Alert/Alert/example.json", "event"},
          Expected{"dataModel.Alert/Alert/example-normalized.json", "event"},
          Expected{"dataModel.Transportation/CrowdFlowObserved/example.json", "device"},
          Expected{"dataModel.Transportation/CrowdFlowObserved/example-normalized.json", "device"},
          Expected{"dataModel.Transportation/TrafficFlowObserved/example.json", "device"}}) {
        std::string const body = read(std::string("payloads/ngsi/") + expected.file);
        if (body.empty()) continue;
        Decoded const d = decode("ngsi", body);
        ASSERT_EQ(d.reports.size(), 1U) << expected.file;
        EXPECT_EQ(twin::kind_name(d.reports[0].record), expected.kind) << expected.file;
    }
    if (read("payloads/ngsi/dataModel.Device/Camera/example.json").empty())
        GTEST_SKIP() << "the NGSI examples are not here";
}

TEST_F(RealFeeds, SensorThingsEntities) {
    std::string const body = read("payloads/sensorthings/entitiesDefault.json");
    if (body.empty()) GTEST_SKIP() << "the SensorThings entities are not here";
    Decoded const d = decode("sensorthings", body);
    ASSERT_EQ(d.reports.size(), 2U) << (d.rejections.empty() ? "" : d.rejections[0].reason);
    auto const& device = std::get<twin::Device>(d.reports[0].record);
    EXPECT_EQ(device.id, "ds-firstDatastream");
    EXPECT_EQ(device.unit, "lm");
    EXPECT_EQ(device.type, "Luminous Flux");
    ASSERT_TRUE(device.where.at);
    EXPECT_DOUBLE_EQ(device.where.at->lon, -117.05);
}

}  // namespace
