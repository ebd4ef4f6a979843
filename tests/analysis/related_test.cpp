// Cases and relations of tickets, both of which need places on a district.
#include "analysis/related.h"

#include <optional>

#include "analysis/cases.h"
#include "analysis/data.h"
#include "tests/twin/files.h"
#include "times.h"

namespace {

using analysis::Related;
using analysis::RelatedKind;
using twin::PlaceLevel;
using twin::Ticket;

constexpr double kMetre = 1 / 110740.0;  ///< degrees north

/// One building 20 m wide at 114.0 22.6, 12 m high; one community round it.
class Tickets : public twin::testing::Folder {
protected:
    void SetUp() override {
        Folder::SetUp();
        write("b.geojson",
              twin::testing::collection({twin::testing::square(114.000, 22.6, 2, R"("code":"B-1","height":12)")}));
        write("a.geojson", twin::testing::collection({twin::testing::square(
                               113.999, 22.599, 30, R"("code":"440309001005","name_zh":"北站社区")")}));
        auto read = load(write("d.toml", R"(
[[buildings]]
source = "b.geojson"
id = "code"
height = "height"
[[layers]]
source = "a.geojson"
role = "boundaries"
id = "code"
name_zh = "name_zh"
)"));
        ASSERT_TRUE(read) << read.error().message;
        district_ = *std::move(read);
        locator_.emplace(district_);
        nearest_.emplace(district_.buildings);
        sight_.emplace(district_);
        table_ = *analysis::parse_class_events(analysis::demo_class_events(), "demo");
    }

    /// So many metres north of the building's south-west corner, at its western edge.
    static Ticket ticket(std::string const& id, double north, base::UtcMs called = kNow,
                         PlaceLevel level = PlaceLevel::door) {
        Ticket t;
        t.id = id;
        t.kind = twin::TicketKind::complaint;
        t.status = twin::TicketStatus::handling;
        t.class_code = "010201";
        t.class_path = "城市管理>环境卫生>垃圾清运";
        t.called = called;
        t.where.at = geo::LonLat{113.9999, 22.6 + north * kMetre};
        t.where.level = level;
        t.where.community = "440309001005";
        return t;
    }

    std::vector<Related> related(Ticket const& t, analysis::RelatedRules const& rules = {}) const {
        std::vector<Ticket const*> tickets;
        for (Ticket const& other : tickets_) tickets.push_back(&other);
        std::vector<twin::Camera const*> cameras;
        for (twin::Camera const& camera : cameras_) cameras.push_back(&camera);
        return analysis::related_to(
            t, {tickets, episodes_, cameras, district_, *locator_, *nearest_, with_sight_ ? &*sight_ : nullptr, table_},
            rules);
    }
    static std::vector<Related> of(std::vector<Related> all, RelatedKind kind) {
        std::erase_if(all, [&](Related const& r) { return r.kind != kind; });
        return all;
    }

    twin::District district_;
    std::optional<twin::Locator> locator_;
    std::optional<twin::NearestBuilding> nearest_;
    std::optional<analysis::Sight> sight_;
    bool with_sight_ = true;
    std::vector<analysis::ClassEvent> table_;
    std::vector<Ticket> tickets_;
    std::vector<twin::Episode> episodes_;
    std::vector<twin::Camera> cameras_;
};

TEST_F(Tickets, BecomeCasesWithTheirRepeats) {
    tickets_ = {ticket("A", 100, kNow), ticket("B", 100, kNow + 5), ticket("C", 100, kNow + 9),
                ticket("D", 100, kNow - 5)};
    tickets_[1].repeat_of = "A";
    tickets_[2].repeat_of = "B";
    std::vector<Ticket const*> list{&tickets_[2], &tickets_[0], &tickets_[3], &tickets_[1]};
    auto const cases = analysis::warning_cases(list, *locator_, {});
    ASSERT_EQ(cases.cases.size(), 2U);
    EXPECT_EQ(cases.cases[0].id, "D");
    EXPECT_EQ(cases.cases[1].id, "A");
    EXPECT_EQ(cases.cases[1].repeats, 2U);
    EXPECT_EQ(cases.repeats, 2U);
    EXPECT_EQ(cases.cases[0].area, 0);
    EXPECT_TRUE(cases.cases[0].at);
    EXPECT_EQ(cases.class_names.at("010201"), "垃圾清运");
    // The first of a chain need not be among them, and a ring of repeats ends.
    list = {&tickets_[2], &tickets_[1]};
    EXPECT_EQ(analysis::warning_cases(list, *locator_, {}).cases.size(), 1U);
    tickets_[0].repeat_of = "C";
    list = {&tickets_[0], &tickets_[1], &tickets_[2]};
    EXPECT_EQ(analysis::warning_cases(list, *locator_, {}).cases.size(), 1U);
}

TEST_F(Tickets, ThatDoNotCountAreCounted) {
    tickets_.assign(8, ticket("A", 100));
    for (std::size_t i = 0; i < 8; ++i) tickets_[i].id = std::to_string(i);
    tickets_[0].kind = twin::TicketKind::consultation;
    tickets_[1].class_code = "09";
    tickets_[2].status = twin::TicketStatus::cancelled;
    tickets_[3].secret = true;
    tickets_[4].called = base::kNoTime;
    tickets_[5].where.level = PlaceLevel::street;
    tickets_[6].where.level = PlaceLevel::community;
    std::vector<Ticket const*> list;
    for (Ticket const& t : tickets_) list.push_back(&t);
    auto const cases = analysis::warning_cases(list, *locator_, {.class_prefixes = {"01", "02"}});
    EXPECT_EQ(cases.tickets, 8U);
    EXPECT_EQ(cases.other_class, 2U);
    EXPECT_EQ(cases.void_, 1U);
    EXPECT_EQ(cases.secret, 1U);
    EXPECT_EQ(cases.no_time, 1U);
    EXPECT_EQ(cases.no_place, 1U);
    ASSERT_EQ(cases.cases.size(), 3U);
    EXPECT_FALSE(cases.cases[0].at) << "of a street";
    EXPECT_EQ(cases.cases[0].area, -1);
    EXPECT_FALSE(cases.cases[1].at) << "of a community";
    EXPECT_EQ(cases.cases[1].area, 0);
    EXPECT_TRUE(cases.cases[2].at);
}

TEST_F(Tickets, AreRelatedByClassTimeAndDistance) {
    tickets_ = {ticket("near", 130),  ticket("far", 250),  ticket("old", 130, kNow - 20 * kDay),
                ticket("other", 130), ticket("like", 130), ticket("repeat", 250, kNow - 99 * kDay),
                ticket("secret", 130)};
    tickets_[3].class_code = "060101";
    tickets_[3].class_path = "劳动保障>劳动报酬>拖欠工资";
    tickets_[4].class_code = "010202";
    tickets_[4].class_path = "城市管理>环境卫生>垃圾桶满溢";
    tickets_[5].repeat_of = "T";
    tickets_[6].secret = true;
    auto const found = of(related(ticket("T", 100)), RelatedKind::ticket);
    std::vector<std::string> ids;
    for (Related const& r : found) ids.push_back(r.id);
    EXPECT_EQ(ids, (std::vector<std::string>{"repeat", "near", "far", "like", "old"}));
    EXPECT_EQ(found[0].score, 1);
    EXPECT_NEAR(found[1].score, 0.95 * std::exp2(-30.0 / 150), 0.01);
    EXPECT_NEAR(found[4].score, found[1].score / 4, 0.01);
    EXPECT_EQ(found[1].why.zh, "同类，相隔 0 小时，相距 30 米");
    EXPECT_EQ(found[4].why.en, "same class, 20 days apart, 30 m");
    // Where only the community is known it says so, at less score.
    auto const vague = of(related(ticket("T", 100, kNow, PlaceLevel::community)), RelatedKind::ticket);
    ASSERT_GE(vague.size(), 2U);
    EXPECT_NEAR(vague[1].score, 0.95 * 0.3, 1e-9);
    EXPECT_NE(vague[1].why.zh.find("仅知在同一区域"), std::string::npos);
    EXPECT_EQ(related(ticket("T", 100), {.most_each = 2}).size(), 2U);
    EXPECT_TRUE(related(tickets_[6]).empty()) << "a link would tell a secret place";
    // Nor does one secret ticket tie two others.
    Ticket repeat = ticket("T", 100);
    repeat.repeat_of = tickets_[5].repeat_of = "gone";
    EXPECT_EQ(of(related(repeat), RelatedKind::ticket).at(0).id, "repeat");
    repeat.repeat_of = tickets_[5].repeat_of = "secret";
    for (Related const& r : of(related(repeat), RelatedKind::ticket)) EXPECT_NE(r.id, "repeat");
}

TEST_F(Tickets, AreConfirmedByEventsOfTheirClass) {
    auto const episode = [](std::string const& id, std::string const& type, double north, base::UtcMs first,
                            base::UtcMs last) {
        twin::CityEvent event;
        event.id = id;
        event.type = type;
        event.where.at = geo::LonLat{113.9999, 22.6 + north * kMetre};
        event.where.level = PlaceLevel::door;
        twin::Episode e;
        e.last = std::make_shared<twin::CityEvent const>(event);
        e.first_seen = first;
        e.last_seen = last;
        e.best_confidence = 1;
        return e;
    };
    episodes_ = {episode("during", "garbage_exposed", 105, kNow - kHour, kNow + kHour),
                 episode("before", "garbage_exposed", 105, kNow - 25 * kHour, kNow - 24 * kHour),
                 episode("less", "garbage_overflow", 105, kNow - kHour, kNow + kHour),
                 episode("far", "garbage_exposed", 600, kNow, kNow), episode("cars", "parking_motor", 105, kNow, kNow)};
    auto const found = of(related(ticket("T", 100)), RelatedKind::event);
    ASSERT_EQ(found.size(), 3U);
    EXPECT_EQ(found[0].id, "during");
    EXPECT_NEAR(found[0].score, 0.95, 1e-9) << "within what the ticket's place is good for";
    EXPECT_EQ(found[1].id, "less");
    EXPECT_NEAR(found[1].score, 0.95 * 0.8, 1e-9);
    EXPECT_EQ(found[2].id, "before");
    EXPECT_NEAR(found[2].score, 0.95 / 2, 1e-6);
    EXPECT_EQ(found[2].why.zh, "摄像头识别的同类问题，相距约 0 米，相隔 1 天");
    EXPECT_TRUE(of(related(ticket("T", 100, kNow, PlaceLevel::community)), RelatedKind::event).empty());

    // The other way round with the same scores, and nothing of those that ask for confidence.
    tickets_ = {ticket("T", 100), ticket("near", 105), ticket("secret", 100), ticket("later", 100, kNow + 5 * kDay)};
    tickets_[2].secret = true;
    std::vector<Ticket const*> list;
    for (Ticket const& t : tickets_) list.push_back(&t);
    auto const back =
        analysis::tickets_of(episodes_[2], {list, episodes_, {}, district_, *locator_, *nearest_, &*sight_, table_});
    ASSERT_EQ(back.size(), 2U);
    EXPECT_EQ(back[0].id, "T");
    EXPECT_EQ(back[0].kind, RelatedKind::ticket);
    EXPECT_NEAR(back[0].score, 0.95 * 0.8, 1e-9);
    EXPECT_EQ(back[1].id, "near");
}

TEST_F(Tickets, MayHaveBeenSeenByCameras) {
    auto const camera = [](std::string const& id, double east, double north, float heading) {
        twin::Camera c;
        c.id = id;
        c.where.at = geo::LonLat{114 + east / 102760, 22.6 + north * kMetre};
        c.pose = twin::CameraPose{heading, -10, 60, 6, 80};
        return c;
    };
    // The ticket is 10 m south of the building, which hides it from the north.
    Ticket t = ticket("T", -10);
    t.where.at->lon = 114.0001;
    t.where.level = PlaceLevel::door;
    t.where.at->lat = 22.6 - 40 * kMetre;
    cameras_ = {camera("looks", 10, -80, 0), camera("away", 10, -80, 180), camera("behind", 10, 30, 180),
                camera("edge", 10, -80, 33), camera("off", 10, -79, 0),    camera("far", 10, -200, 0)};
    cameras_[4].status = twin::DeviceStatus::offline;
    auto found = of(related(t), RelatedKind::camera);
    ASSERT_EQ(found.size(), 3U);
    EXPECT_EQ(found[0].id, "looks");
    EXPECT_NEAR(found[0].score, 0.9 * (1 - 0.5 * 40 / 80), 0.01);
    EXPECT_EQ(found[0].why.zh, "相距 40 米，偏离视线中心 0°，中间无遮挡");
    EXPECT_EQ(found[1].id, "off");
    EXPECT_NE(found[1].why.en.find("offline now"), std::string::npos);
    EXPECT_EQ(found[2].id, "edge") << "only if the place is not quite right";
    // Nobody knows what hides it: half as sure, and the one behind the building counts too.
    with_sight_ = false;
    found = of(related(t), RelatedKind::camera);
    ASSERT_EQ(found.size(), 3U) << "a doubtful one is no longer worth a look";
    EXPECT_EQ(found[1].id, "behind");
    EXPECT_NEAR(found[0].score, 0.9 * (1 - 0.5 * 40 / 80) / 2, 0.01);
    EXPECT_NE(found[0].why.zh.find("未计算遮挡"), std::string::npos);
}

TEST_F(Tickets, BelongToBuildings) {
    Ticket at = ticket("T", 10);
    at.where.building = "B-1";
    auto found = of(related(at), RelatedKind::building);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].id, "0");
    EXPECT_EQ(found[0].score, 0.95);
    found = of(related(ticket("T", 10)), RelatedKind::building);
    EXPECT_EQ(found[0].score, 0.8);
    found = of(related(ticket("T", 52)), RelatedKind::building);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_LT(found[0].score, 0.4);
    EXPECT_NE(found[0].why.zh.find("最近的楼栋，相距 3"), std::string::npos);
    EXPECT_TRUE(of(related(ticket("T", 120)), RelatedKind::building).empty());
}

TEST(ClassEvents, AreReadWithTheLineOfAnError) {
    std::string const head = "class_prefix,event_type,weight\n";
    auto const rows = analysis::parse_class_events(head + "0102,garbage_exposed,0.5\n", "e.csv");
    ASSERT_TRUE(rows);
    EXPECT_EQ(rows->at(0).weight, 0.5);
    auto const no_type = analysis::parse_class_events(head + "0102,garbag,0.5\n", "e.csv");
    ASSERT_FALSE(no_type);
    EXPECT_EQ(no_type.error().message, "e.csv, line 2: \"garbag\" is no event type");
    for (char const* weight : {"", "0", "1.5", "x", "0.5x", "nan"})
        EXPECT_FALSE(analysis::parse_class_events(head + "01,manhole," + weight + "\n", "e.csv")) << weight;
    EXPECT_GE(analysis::parse_class_events(analysis::demo_class_events(), "demo")->size(), 10U);
}

}  // namespace
