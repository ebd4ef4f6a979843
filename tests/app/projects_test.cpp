// Projects and zones, worked out by hand on flat ground.
#include "app/project_facts.h"

#include <gtest/gtest.h>

#include <cmath>

#include "small_district.h"

namespace projects_test {

constexpr base::UtcMs kNow = 1793000000000;  // 2026-10-26
constexpr base::UtcMs kDay = 24LL * 3600 * 1000;

base::UtcMs time(char const* text) { return *base::parse_time(text); }

void add_ring(twin::GroundLayer& layer, double x0, double y0, double x1, double y1, std::uint32_t row) {
    for (base::Vec2d const p :
         {base::Vec2d{x0, y0}, base::Vec2d{x1, y0}, base::Vec2d{x1, y1}, base::Vec2d{x0, y1}, base::Vec2d{x0, y0}})
        layer.lines.points.push_back(p);
    layer.lines.line_begin.push_back(static_cast<std::uint32_t>(layer.lines.points.size()));
    layer.lines.row.push_back(row);
}

/// Sites around the first building of three (20 m on a side, 30 m high) and around the second; a zone around both.
twin::District district() {
    twin::District d = test::three_buildings();
    twin::SourceLayer projects;
    projects.role = "projects";
    projects.columns = {test::text_column("code", {"P1", "P2"}),
                        test::text_column("mc", {"人才公寓", "商务楼"}),
                        test::text_column("jd", {"建", "plan"}),
                        test::text_column("permits", {"用地许可证 2025-03-01; 施工许可证", ""}),
                        test::text_column("from", {"2026/1/1", "2027-01-01"}),
                        test::text_column("to", {"2026-12-31", "2028-01-01"})};
    projects.columns[4].dictionary[0] = "2026/01/01";
    projects.columns.push_back({"done", geo::Column::Kind::number, {40, std::nan("")}, {}, {}});
    projects.columns.push_back({"limit", geo::Column::Kind::number, {24, 80}, {}, {}});
    projects.columns.push_back({"base", geo::Column::Kind::number, {500, std::nan("")}, {}, {}});
    projects.fields = {{"id", "code"},
                       {"name_zh", "mc"},
                       {"stage", "jd"},
                       {"permits", "permits"},
                       {"planned_start", "from"},
                       {"planned_end", "to"},
                       {"actual_progress", "done"},
                       {"max_height", "limit"},
                       {"footprint", "base"}};
    twin::GroundLayer ground;
    ground.layer = static_cast<std::uint16_t>(d.layers.size());
    add_ring(ground, -10, -10, 40, 30, 0);
    add_ring(ground, 90, -10, 130, 30, 1);
    d.layers.push_back(projects);
    d.ground.push_back(ground);
    twin::SourceLayer zones;
    zones.role = "zones";
    zones.columns = {test::text_column("id", {"Z1"}), test::text_column("name_zh", {"城中村, \"甲\""}),
                     test::text_column("kind", {"urban_village"})};
    zones.fields = {{"id", "id"}, {"name_zh", "name_zh"}, {"kind", "kind"}};
    twin::GroundLayer outline;
    outline.layer = static_cast<std::uint16_t>(d.layers.size());
    add_ring(outline, -50, -50, 150, 50, 0);
    d.layers.push_back(zones);
    d.ground.push_back(outline);
    return d;
}

ui::TicketRow ticket(std::string id, std::string path, base::Vec3d at) {
    ui::TicketRow row;
    row.ticket.id = std::move(id);
    row.ticket.class_path = std::move(path);
    row.ticket.called = kNow - kDay;
    row.at = at;
    return row;
}

ui::EventRow event(std::string id, std::string type, base::Vec3d at) {
    ui::EventRow row;
    row.id = std::move(id);
    row.type = std::move(type);
    row.last = kNow - kDay;
    row.at = at;
    return row;
}

class Projects : public testing::Test {
protected:
    ui::ProjectRow project(std::string const& id) {
        for (ui::ProjectRow const& row : app::project_facts(sites, told, covered).projects)
            if (row.id == id) return row;
        ADD_FAILURE() << "no project " << id;
        return {};
    }
    void SetUp() override { told.time.event = kNow; }

    twin::District const place = district();
    app::Sites const sites = app::read_sites(place);
    ui::Facts told;
    app::SiteCoverage const* covered = nullptr;
};

TEST_F(Projects, AreReadByWhatTheirColumnsAre) {
    ASSERT_EQ(sites.projects.size(), 2U);
    ui::ProjectRow const one = project("P1");
    EXPECT_EQ(one.name.zh, "人才公寓");
    EXPECT_EQ(one.stage, ui::ProjectStage::build);
    EXPECT_DOUBLE_EQ(one.area, 50 * 40);
    EXPECT_DOUBLE_EQ(one.actual, 0.4) << "40 is written for 40 percent";
    ASSERT_EQ(one.permits.size(), 2U);
    EXPECT_EQ(one.permits[0].name, "用地许可证");
    EXPECT_EQ(one.permits[0].at, time("2025-03-01"));
    EXPECT_EQ(one.permits[1].at, base::kNoTime);
    EXPECT_EQ(one.planned_start, time("2026-01-01"));
    EXPECT_EQ(project("P2").stage, ui::ProjectStage::plan);
    EXPECT_LT(project("P2").actual, 0) << "not told is not nothing";
}

TEST_F(Projects, AreHeldAgainstTheirPlan) {
    EXPECT_DOUBLE_EQ(app::planned_by(0, 100, 25), 0.25);
    EXPECT_DOUBLE_EQ(app::planned_by(0, 100, 250), 1);
    EXPECT_LT(app::planned_by(base::kNoTime, 100, 25), 0);
    ui::ProjectRow const one = project("P1");
    EXPECT_NEAR(one.planned, 298.6 / 364, 0.01);
    EXPECT_TRUE(one.planned_by_dates);
    EXPECT_TRUE(one.late) << "40 of 82 percent";
    EXPECT_FALSE(project("P2").late);
    told.time.event = time("2026-05-01");
    EXPECT_FALSE(project("P1").late) << "33 percent were due then";
}

TEST_F(Projects, AreComparedWithWhatWasApproved) {
    ui::ProjectRow const one = project("P1");
    EXPECT_EQ(one.buildings, 1U);
    EXPECT_DOUBLE_EQ(one.built_height, 30);
    EXPECT_DOUBLE_EQ(one.built_footprint, 400);
    EXPECT_TRUE(one.too_high) << "24 m were approved";
    EXPECT_FALSE(one.too_large) << "500 square metres were";
    EXPECT_FALSE(project("P2").too_high);
    EXPECT_EQ(app::project_facts(sites, told, nullptr).differing, 1U);
}

TEST_F(Projects, AreLinkedWithWhatHappensAtThem) {
    told.events.events = {event("in", "green_net_missing", {0, 25, 0}), event("near", "fire_lane_blocked", {65, 0, 0}),
                          event("far", "green_net_missing", {75, 60, 0}), event("other", "parking_motor", {0, 0, 0})};
    told.hotline.tickets = {ticket("noise", "生态环境>噪声>施工噪声", {120, 100, 0}),
                            ticket("shop", "城市管理>市容环境>占道经营", {0, 0, 0}),
                            ticket("secret", "生态环境>噪声>施工噪声", {0, 0, 0})};
    told.hotline.tickets[2].ticket.secret = true;
    ui::ProjectRow const one = project("P1");
    ASSERT_EQ(one.events.size(), 2U);
    EXPECT_EQ(one.events[0].subject.id, "in");
    EXPECT_EQ(one.events[1].subject.id, "near") << "25 m from its edge";
    EXPECT_TRUE(one.tickets.empty()) << "106 m away, of another matter, or confidential";
    EXPECT_EQ(project("P2").tickets.size(), 1U);
}

TEST_F(Projects, KnowWhoWatchesThem) {
    analysis::Sight const sight(place, 1);
    twin::CameraPose const around{0, -20, 360, 6, 30};
    ui::CameraRow camera;
    camera.camera.id = "c1";
    camera.camera.pose = around;
    camera.at = base::Vec3d{60, 10, 6};
    told.events.cameras = {camera, camera};
    told.events.cameras[1].camera.id = "c2";
    told.events.cameras[1].camera.status = twin::DeviceStatus::offline;
    auto const cameras = app::standing_cameras(told.events);
    ASSERT_EQ(cameras.size(), 1U) << "who is offline sees nothing";
    app::SiteCoverage const coverage = app::cover(sites, cameras, sight);
    ui::ProjectFacts const before = app::project_facts(sites, told, nullptr);
    EXPECT_FALSE(before.coverage_known);
    EXPECT_LT(before.zones[0].unseen, 0);
    covered = &coverage;
    told.hotline.repeated = {{"一号 · 噪声", 5, 1, 0, -1, base::Vec3d{61, 10, 0}},
                             {"二号 · 噪声", 3, 0, 0, -1, base::Vec3d{-40, -40, 0}}};
    ui::ProjectFacts const facts = app::project_facts(sites, told, covered);
    ASSERT_TRUE(facts.coverage_known);
    EXPECT_GT(facts.zones[0].unseen, 0.5);
    EXPECT_LT(facts.zones[0].unseen, 1);
    EXPECT_EQ(facts.zones[0].repeated, 2U);
    EXPECT_EQ(facts.zones[0].unwatched, 1U);
    ASSERT_EQ(facts.places.size(), 2U);
    EXPECT_EQ(facts.places[0].key, "二号 · 噪声") << "where nobody looks comes first";
    EXPECT_EQ(facts.zones[0].cameras, 2U);
}

TEST_F(Projects, NamesInTheTableOfZonesAreNoFormulas) {
    ui::ProjectFacts facts = app::project_facts(sites, told, nullptr);
    ASSERT_FALSE(facts.zones.empty());
    facts.zones[0].name.zh = "=1+1";
    EXPECT_NE(app::zones_csv(facts).find(",'=1+1,"), std::string::npos);
}

TEST_F(Projects, ZonesBecomeATableThatOfficesOpen) {
    told.hotline.tickets = {ticket("T", "x", {0, 0, 0}), ticket("closed", "x", {0, 0, 0})};
    told.hotline.tickets[0].overdue = true;
    told.hotline.tickets[1].open = false;
    std::string const csv = app::zones_csv(app::project_facts(sites, told, nullptr));
    EXPECT_TRUE(csv.starts_with("\xEF\xBB\xBF编号 id,"));
    EXPECT_NE(csv.find("\r\nZ1,\"城中村, \"\"甲\"\"\",,urban_village,2.00,1,1,0,0,,0,,2026-10-26T"), std::string::npos)
        << csv;
}

}  // namespace projects_test
