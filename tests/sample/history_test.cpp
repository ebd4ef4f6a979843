// The sample's year: the numbers asked for, the same twice, in a rhythm, with what was planted in it, and readable by
// the mapping that its feeds name.
#include "sample/history.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "analysis/ticket_indicators.h"
#include "feeds/mapping.h"
#include "layers.h"
#include "sample/frame.h"
#include "sample/sample.h"
#include "twin/load.h"
#include "twin/locate.h"
#include "twin/records.h"

namespace sample::test {

namespace {

namespace fs = std::filesystem;
constexpr std::int64_t kHour = 3600 * 1000, kDay = 24 * kHour, kChina = 8 * kHour;

struct Made {
    fs::path folder;
    History history;
};

Made write_history(std::string const& name, std::uint32_t buildings, std::uint32_t seed = 1) {
    fs::path const folder = fresh_folder(name);
    base::Progress progress;
    auto written = write_sample(folder, {.buildings = buildings, .seed = seed, .films = false}, progress);
    EXPECT_TRUE(written) << (written ? "" : written.error().message);
    return {folder, std::move(*written)};
}

/// A part of the district, large enough for everything there is.
Made const& part() {
    static Made const made = write_history("history_part", 900);
    return made;
}

Made const& whole() {
    static Made const made = write_history("history_district", 3445);
    return made;
}

feeds::Mapping const& mapping(std::string_view coordinates) {
    static std::map<std::string, feeds::Mapping, std::less<>> all;
    auto found = all.find(coordinates);
    if (found == all.end()) {
        auto loaded = feeds::Mapping::load("canonical", std::string(coordinates));
        if (!loaded) ADD_FAILURE() << loaded.error().message;
        found = all.emplace(std::string(coordinates), std::move(*loaded)).first;
    }
    return found->second;
}

/// Everything that `part` tells, read as its feeds would.
struct Told {
    std::map<std::string, std::vector<twin::Report>, std::less<>> reports;  ///< by feed
    std::size_t messages = 0;
};

Told const& told() {
    static Told const all = [] {
        Told out;
        std::map<std::string, std::string, std::less<>> coordinates;
        for (HistoryFeed const& feed : part().history.feeds()) coordinates[feed.id] = feed.coordinates;
        part().history.each(part().history.begin(), part().history.end(), [&](HistoryMessage const& message) {
            auto decoded = mapping(coordinates.at(std::string(message.feed))).decode(message.line, "", message.known);
            for (auto const& r : decoded.rejections)
                ADD_FAILURE() << r.code << ": " << r.reason << "\n" << message.line;
            for (auto const& o : decoded.oddities) ADD_FAILURE() << o.code << ": " << o.reason << "\n" << message.line;
            EXPECT_FALSE(decoded.reports.empty()) << message.line;
            for (twin::Report& report : decoded.reports) {
                report.known_time = message.known;
                out.reports[std::string(message.feed)].push_back(std::move(report));
            }
            ++out.messages;
            return !testing::Test::HasFailure();
        });
        return out;
    }();
    return all;
}

std::vector<twin::Report> const& of(std::string_view feed) { return told().reports.find(feed)->second; }

/// The newest edition of each ticket.
std::map<std::string, twin::Ticket> const& tickets() {
    static std::map<std::string, twin::Ticket> const all = [] {
        std::map<std::string, twin::Ticket> out;
        for (twin::Report const& r : of("hotline")) {
            auto const& ticket = std::get<twin::Ticket>(r.record);
            auto const [at, fresh] = out.emplace(ticket.id, ticket);
            // Some come late, and after the next.
            if (!fresh && ticket.status != twin::TicketStatus::accepted) at->second = ticket;
        }
        return out;
    }();
    return all;
}

int hour_of(base::UtcMs time) { return static_cast<int>((time + kChina) % kDay / kHour); }
/// Monday is 0.
int weekday_of(base::UtcMs time) { return static_cast<int>(((time + kChina) / kDay + 3) % 7); }

double metres(geo::LonLat a, geo::LonLat b) {
    return std::hypot((a.lon - b.lon) * 111320 * std::cos(a.lat * 0.0174533), (a.lat - b.lat) * 110740);
}

std::set<std::string> values(fs::path const& file, char const* layer, char const* field) {
    std::set<std::string> all;
    for (Row const& row : read_layer(file, layer)) all.insert(row.text.at(field));
    return all;
}

}  // namespace

TEST(History, TellsAsMuchAsWasAsked) {
    std::map<std::string, std::size_t, std::less<>> messages;
    std::set<std::string> called;
    std::size_t bytes = 0, all = 0;
    History const& history = whole().history;
    history.each(history.begin(), history.until(), [&](HistoryMessage const& message) {
        ++messages[std::string(message.feed)];
        ++all;
        bytes += message.line.size();
        if (message.feed == "hotline") called.insert(std::string(message.line.substr(message.line.find("RX-"), 15)));
        return true;
    });
    // A call of the last minutes may become known after midnight only.
    EXPECT_NEAR(static_cast<double>(called.size()), 55361, 25);
    EXPECT_NEAR(static_cast<double>(messages["video"]), 230000, 25);
    EXPECT_EQ(history.setting().cameras.size(), 2600U);
    EXPECT_EQ(history.setting().homes.size(), 3445U);
    EXPECT_GT(all, 280000U);
    EXPECT_LT(all, 345000U);
    EXPECT_LT(bytes, 170U << 20);
    EXPECT_EQ(messages["indicators"], 720U);
    EXPECT_GT(messages["drones"], 5000U);
    EXPECT_EQ(messages.size(), history.feeds().size());
}

TEST(History, IsTheSameTwiceAndDiffersBySeed) {
    auto const text = [](History const& history) {
        std::string all;
        history.each(history.begin(), history.end(), [&](HistoryMessage const& message) {
            all.append(message.feed).append(std::to_string(message.known)).append(message.line);
            return true;
        });
        return all;
    };
    auto const once = write_history("history_a", 300), again = write_history("history_b", 300),
               other = write_history("history_c", 300, 2);
    std::string const first = text(once.history);
    EXPECT_GT(first.size(), 1000000U);
    EXPECT_TRUE(first == text(again.history));
    EXPECT_FALSE(first == text(other.history));
    for (char const* name : {"tail.ndjson", "population.csv", "README.md"})
        EXPECT_TRUE(bytes_of(once.folder / "live" / name) == bytes_of(again.folder / "live" / name)) << name;
}

TEST(History, ComesInTheOrderInWhichItBecameKnown) {
    base::UtcMs last = part().history.begin();
    std::size_t all = 0;
    part().history.each(part().history.begin(), part().history.until(), [&](HistoryMessage const& message) {
        EXPECT_GE(message.known, last);
        last = message.known;
        ++all;
        return true;
    });
    EXPECT_LT(last, part().history.until());
    std::size_t tail = 0;
    part().history.each(part().history.until(), part().history.end(), [&](HistoryMessage const& message) {
        EXPECT_GE(message.known, part().history.until());
        EXPECT_LT(message.known, part().history.end());
        ++tail;
        return true;
    });
    EXPECT_GT(tail, 6000U);
    EXPECT_GT(all, 10 * tail);
}

TEST(History, StopsWhenToldTo) {
    int visits = 0;
    part().history.each(part().history.begin(), part().history.end(),
                        [&](HistoryMessage const&) { return ++visits < 3; });
    EXPECT_EQ(visits, 3);
}

TEST(History, IsReadByTheMappingItsFeedsName) {
    ASSERT_GT(told().messages, 70000U);  // every line was decoded without a rejection or an oddity
    EXPECT_EQ(told().reports.size(), 8U);
    for (auto const& [feed, reports] : told().reports)
        for (twin::Report const& r : reports) ASSERT_LE(r.event_time, r.known_time) << feed;
}

TEST(History, LiesInsideTheDistrict) {
    Extent extent;
    for (Home const& h : part().history.setting().homes) {
        extent.add(Vec2d{h.place.lon, h.place.lat});
    }
    extent = extent.grown(0.0015);  // 150 m
    std::size_t places = 0;
    auto const check = [&](std::optional<geo::LonLat> at, std::string const& what) {
        if (!at) return;
        ++places;
        EXPECT_TRUE(extent.contains(Vec2d{at->lon, at->lat})) << what << " at " << at->lon << ", " << at->lat;
    };
    for (auto const& [feed, reports] : told().reports) {
        for (twin::Report const& r : reports) {
            std::visit(
                [&](auto const& record) {
                    if constexpr (requires { record.where.at; }) check(record.where.at, record.id);
                    if constexpr (requires { record.gimbal_pitch; }) check(record.at, record.id);
                },
                r.record);
        }
    }
    EXPECT_GT(places, 20000U);
}

TEST(History, SpeaksOfThingsThatExist) {
    fs::path const file = part().folder / "district.gpkg";
    auto const buildings = values(file, "buildings", "id"), communities = values(file, "communities", "code"),
               outlines = values(file, "boundaries", "code");
    EXPECT_EQ(communities.size(), 45U);
    EXPECT_EQ(outlines.size(), 6U);
    std::set<std::string> cameras;
    for (twin::Report const& r : of("cameras")) cameras.insert(std::get<twin::Camera>(r.record).id);
    EXPECT_EQ(cameras.size(), part().history.setting().cameras.size());
    for (twin::Report const& r : of("video")) EXPECT_TRUE(cameras.contains(std::get<twin::CityEvent>(r.record).camera));
    std::map<twin::PlaceLevel, int> levels;
    for (auto const& [id, ticket] : tickets()) {
        ++levels[ticket.where.level];
        twin::Where const& w = ticket.where;
        EXPECT_TRUE(w.building.empty() || buildings.contains(w.building)) << w.building;
        EXPECT_TRUE(w.community.empty() || communities.contains(w.community)) << w.community;
        EXPECT_TRUE(w.street.empty() || outlines.contains(w.street)) << w.street;
        EXPECT_EQ(w.at.has_value(), w.level >= twin::PlaceLevel::estate) << id;
    }
    EXPECT_EQ(levels.size(), 6U);
    EXPECT_GT(levels[twin::PlaceLevel::community], static_cast<int>(tickets().size() / 20));
}

TEST(History, IsPlacedByTheModelItIsToldOf) {
    base::Progress progress;
    auto const loaded = twin::load_district((part().folder / "district.toml").string(), {.models = false}, progress);
    ASSERT_TRUE(loaded);
    twin::Locator const locator(*loaded);
    for (auto const& [id, ticket] : tickets()) {
        auto const placed = locator.place(ticket.where);
        ASSERT_EQ(placed.has_value(), ticket.where.level != twin::PlaceLevel::none) << id;
        if (!placed) continue;
        bool const area = ticket.where.level < twin::PlaceLevel::estate;
        EXPECT_EQ(placed->how == twin::Placed::How::area, area) << id;
        EXPECT_TRUE(ticket.where.building.empty() || placed->building.has_value()) << id;
    }
    for (SettingCamera const& camera : part().history.setting().cameras) {
        auto const at = locator.local(camera.place);
        ASSERT_TRUE(at);
        Vec2d const off = *at + Vec2d{loaded->frame.origin.x, loaded->frame.origin.y} - kOrigin - camera.at;
        EXPECT_LT(base::length(off), 0.05);
    }
}

TEST(History, HasTheRhythmOfACity) {
    std::array<int, 7> by_weekday{};
    std::array<int, 24> by_hour{}, noise{};
    for (auto const& [id, ticket] : tickets()) {
        ++by_weekday[static_cast<std::size_t>(weekday_of(ticket.called))];
        auto const hour = static_cast<std::size_t>(hour_of(ticket.called));
        ++by_hour[hour];
        noise[hour] += ticket.class_code == "030101" ? 1 : 0;
    }
    double const workday = (by_weekday[0] + by_weekday[1] + by_weekday[2] + by_weekday[3] + by_weekday[4]) / 5.0;
    double const weekend = (by_weekday[5] + by_weekday[6]) / 2.0;
    EXPECT_GT(workday / weekend, 1.3);
    EXPECT_LT(workday / weekend, 2.0);
    EXPECT_GT(by_hour[10], 4 * by_hour[4]);
    EXPECT_GT(noise[23], 3 * noise[10]);
    std::map<int, int> by_month;
    for (auto const& [id, ticket] : tickets())
        ++by_month[static_cast<int>((ticket.called - part().history.begin()) / (30 * kDay))];
    EXPECT_LT(by_month[3], by_month[5]) << "Spring Festival is quiet";
}

TEST(History, ComesFromWhereItsMattersAre) {
    auto const& setting = part().history.setting();
    std::map<std::string, Use> use;
    for (Home const& h : setting.homes) use[h.id] = h.use;
    int in_village = 0, illegal = 0;
    for (auto const& [id, ticket] : tickets()) {
        if (ticket.class_code != "010301" || ticket.where.building.empty()) continue;
        ++illegal;
        in_village += use.at(ticket.where.building) == Use::urban_village ? 1 : 0;
    }
    EXPECT_GT(illegal, 20);
    EXPECT_EQ(in_village, illegal);
    int noise = 0, near_site = 0;
    for (auto const& [id, ticket] : tickets()) {
        if (ticket.class_code != "030101" || !ticket.where.at) continue;
        ++noise;
        near_site += std::ranges::any_of(setting.homes, [&](Home const& h) {
            return metres(h.place, *ticket.where.at) < 40 &&
                   std::ranges::any_of(setting.sites, [&](Vec2d s) { return base::length(s - h.at) < 285; });
        });
    }
    EXPECT_GT(noise, 100);
    EXPECT_EQ(near_site, noise);
}

TEST(History, HasBothOutbreaks) {
    auto const& history = part().history;
    ASSERT_EQ(history.setting().outbreaks.size(), 2U);
    for (Outbreak const& outbreak : history.setting().outbreaks) {
        base::UtcMs const to = outbreak.from + static_cast<std::int64_t>(outbreak.per_day.size()) * kDay;
        std::vector<int> during(outbreak.per_day.size());
        int all = 0, usual = 0;
        for (auto const& [id, ticket] : tickets()) {
            bool const placed = ticket.where.at && metres(*ticket.where.at, outbreak.place) < outbreak.radius + 30;
            bool const here = placed || (!ticket.where.at && ticket.where.community == outbreak.community);
            if (ticket.class_code != outbreak.class_code || !here) continue;
            if (ticket.called >= outbreak.from && ticket.called < to) {
                ++during[static_cast<std::size_t>((ticket.called - outbreak.from) / kDay)];
                ++all;
            } else {
                ++usual;
            }
        }
        int planted = 0;
        for (int const n : outbreak.per_day) planted += n;
        EXPECT_GE(all, planted * 3 / 4) << outbreak.what.en;  // those known to the street only are not counted here
        EXPECT_GT(all / static_cast<double>(during.size()), 5 * usual / 355.0) << outbreak.what.en;
    }
    EXPECT_EQ(history.setting().outbreaks[1].from + 7 * kDay, history.until());
}

TEST(History, LosesOneFeed) {
    base::UtcMs const dies = part().history.environment_dies();
    EXPECT_LT(dies, part().history.until() - 3 * kDay);
    base::UtcMs last = 0;
    for (twin::Report const& r : of("environment")) last = std::max(last, r.known_time);
    EXPECT_LT(last, dies);
    EXPECT_GT(last, dies - kHour);
    base::UtcMs others = 0;
    for (twin::Report const& r : of("devices")) others = std::max(others, r.known_time);
    EXPECT_GT(others, part().history.end() - 2 * kHour);
}

TEST(History, FollowsTheFlowOfTicketsWhereItIsToldInFull) {
    std::map<std::string, std::vector<twin::Report const*>> editions;
    for (twin::Report const& r : of("hotline")) editions[std::get<twin::Ticket>(r.record).id].push_back(&r);
    std::size_t steps = 0;
    for (auto& [id, all] : editions) {
        if (std::get<twin::Ticket>(all[0]->record).called < part().history.until() - 31 * kDay) continue;
        std::ranges::stable_sort(all, {}, &twin::Report::event_time);
        for (std::size_t i = 1; i < all.size(); ++i, ++steps) {
            auto const from = std::get<twin::Ticket>(all[i - 1]->record).status;
            auto const to = std::get<twin::Ticket>(all[i]->record).status;
            EXPECT_TRUE(twin::is_known_step(from, to)) << id << " edition " << i;
        }
    }
    EXPECT_GT(steps, 500U);
}

TEST(History, HasTheIndicatorsOfAGoodHotline) {
    std::vector<twin::Ticket const*> all;
    for (auto const& [id, ticket] : tickets())
        if (ticket.called < part().history.until()) all.push_back(&ticket);
    auto const sum = analysis::ticket_indicators(all, part().history.until());
    auto const between = [](analysis::Share const& share, double low, double high) {
        EXPECT_GE(share.value().value_or(-1), low);
        EXPECT_LE(share.value().value_or(2), high);
    };
    between(sum.closed, 0.985, 0.999);
    between(sum.ai_dispatched, 0.94, 0.96);
    between(sum.ai_right, 0.94, 0.96);
    between(sum.overdue, 0.01, 0.1);
    between(sum.returned, 0.04, 0.07);
    between(sum.satisfied, 0.93, 0.99);
    between(sum.repeated, 0.01, 0.12);
    EXPECT_GT(*sum.p90_hours, 2 * *sum.median_hours);
}

TEST(History, CountsPeopleTheSameInBuildingsAndCommunities) {
    std::map<std::string, double> by_building, by_community;
    double day = 0, night = 0;
    for (twin::Report const& r : of("population")) {
        auto const& cell = std::get<twin::PopulationCell>(r.record);
        if (r.event_time != part().history.begin()) continue;
        EXPECT_DOUBLE_EQ(cell.by_age[0] + cell.by_age[1] + cell.by_age[2], cell.count) << cell.id;
        if (cell.level == "building") by_building[cell.where.community] += cell.count;
        if (cell.level == "community") by_community[cell.id] += cell.count;
        if (cell.level == "grid250") (cell.measure == "day" ? day : night) += cell.count;
    }
    std::erase_if(by_community, [](auto const& c) { return c.second == 0; });
    EXPECT_FALSE(by_building.empty());
    EXPECT_EQ(by_building, by_community);
    EXPECT_GT(day, 1000);
    EXPECT_GT(night, 1000);
}

TEST(History, LeavesATailToBePlayed) {
    std::ifstream file(part().folder / "live/tail.ndjson");
    std::string line;
    std::size_t lines = 0;
    part().history.each(part().history.until(), part().history.end(), [&](HistoryMessage const& message) {
        EXPECT_TRUE(std::getline(file, line));
        ++lines;
        EXPECT_TRUE(
            line.starts_with(std::string("{\"feed\":\"") + std::string(message.feed) + "\",\"knowntime\":\"20"));
        EXPECT_TRUE(line.ends_with(message.line.substr(1)));
        if (lines % 50 == 0) {
            EXPECT_EQ(mapping("wgs84").decode(line, "", message.known).rejections.size(), 0U);
        }
        return true;
    });
    EXPECT_FALSE(std::getline(file, line));
    for (HistoryFeed const& feed : part().history.feeds())
        EXPECT_TRUE(fs::exists(part().folder / "live" / (feed.id + ".ndjson"))) << feed.id;
}

TEST(History, PutsCamerasWhereTheyCanSee) {
    std::vector<Row> const rows = read_layer(part().folder / "district.gpkg", "buildings");
    auto const in_a_building = [&](Vec2d place) {
        return std::ranges::any_of(
            rows, [&](Row const& row) { return row.number.at("base") == 0 && inside(row.shape, place); });
    };
    std::size_t inside_one = 0, blind = 0;
    auto const& cameras = part().history.setting().cameras;
    for (SettingCamera const& camera : cameras) {
        double const heading = static_cast<double>(camera.heading) * 0.017453292519943295;
        inside_one += in_a_building(camera.at) ? 1U : 0U;
        blind += in_a_building(camera.at + Vec2d{std::sin(heading), std::cos(heading)} * 5) ? 1U : 0U;
    }
    EXPECT_LT(inside_one, cameras.size() / 100);
    EXPECT_LT(blind, cameras.size() / 25);
}

}  // namespace sample::test
