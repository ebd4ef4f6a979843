#include "app/selection.h"

#include <gdal_priv.h>
#include <gtest/gtest.h>
#include <ogrsf_frmts.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>

#include "scene/scene.h"
#include "tests/app/small_district.h"

namespace {

namespace fs = std::filesystem;

struct Chosen {
    twin::District district = test::three_buildings();
    analysis::Sight sight{district, 1};
    twin::NearestBuilding nearest{district.buildings};
    app::Ruler ruler{district, sight, nearest};
    app::Selector selector{district, &ruler};
    ui::Facts facts;

    Chosen() {
        facts.hotline.freshness.any = facts.events.freshness.any = true;
        ticket("T1", {10, -5, 0}, 0, "噪音");
        ticket("T2", {10, 25, 0}, 0, "噪音");
        ticket("T3", {60, 10, 0}, {}, "占道");
        ticket("far", {300, 100, 0}, {}, "占道");
        ui::EventRow event;
        event.id = "E1";
        event.type = "garbage_exposed";
        event.type_name = {"暴露垃圾", "Exposed garbage"};
        event.camera = "CAM";
        event.at = base::Vec3d{30, 10, 0};
        event.first = event.last = 1793000000000;
        facts.events.events.push_back(event);
        ui::CameraRow camera;
        camera.camera.id = "CAM";
        camera.camera.name = "南门";
        camera.camera.pose = twin::CameraPose{0, -10, 60, 6, 200};
        camera.at = base::Vec3d{10, -50, 6};
        facts.events.cameras.push_back(camera);
    }
    void ticket(std::string id, base::Vec3d at, std::optional<std::uint32_t> building, std::string path) {
        ui::TicketRow row;
        row.ticket.id = std::move(id);
        row.ticket.class_path = std::move(path);
        row.at = at;
        row.building = building;
        facts.hotline.tickets.push_back(row);
    }
    ui::Selection of(ui::Subject const& s, ui::Language language = ui::Language::en) const {
        return selector.describe(s, facts, language);
    }
    ui::Selection set(std::vector<base::Vec2d> const& polygon) const {
        ui::Selection s;
        s.set = selector.inside(polygon, facts);
        selector.sum(s, facts, ui::Language::en);
        return s;
    }
    static std::string value(ui::Selection const& s, std::string const& name) {
        for (ui::Attribute const& a : s.attributes) {
            if (a.name == name) return a.value;
        }
        for (ui::Selection::Sum const& a : s.sums) {
            if (a.name == name) return a.value;
        }
        return "none";
    }
};

ui::Subject building(std::uint32_t index) { return {ui::SubjectKind::building, index, {}, {}}; }

TEST(Selection, WhatLiesOnTheGroundIsToldInWords) {
    twin::District district = test::three_buildings();
    twin::SourceLayer source;
    source.source = "/data/roads.gpkg";
    source.layer = "roads";
    source.name_fields = {"name_zh", "name_en"};
    source.columns = {test::text_column("class", {"secondary"}), test::text_column("name_zh", {"滨河路"}),
                      test::text_column("name_en", {"Riverside Road"}), test::text_column("lit", {"yes"})};
    district.layers.push_back(source);
    twin::GroundLayer roads;
    roads.title = "道路";
    roads.title_en = "Roads";
    roads.layer = 1;
    roads.lines.points = {{0, 0}, {100, 0}};
    roads.lines.line_begin = {0, 2};
    roads.lines.row = {0};
    roads.line_class = {twin::GroundClass::secondary};
    roads.line_width = {12};
    district.ground.push_back(roads);
    app::Selector const selector(district);
    ui::Subject const road{ui::SubjectKind::ground, scene::make_id(scene::IdKind::ground_line, 0), {}, {}};
    auto const told = [&](ui::Language language) {
        ui::Selection const s = selector.describe(road, {}, language);
        std::string out = s.title + " (" + s.subtitle + ")";
        for (ui::Attribute const& a : s.attributes) out += "; " + a.name + " " + a.value;
        return out;
    };
    EXPECT_EQ(told(ui::Language::zh),
              "滨河路 (道路); 类别 次干路; 长度 100 m; 宽度 12.0 m; 来源字段 ; 英文名称 Riverside Road; lit yes");
    EXPECT_EQ(told(ui::Language::en),
              "Riverside Road (Roads); Class Secondary road; Length 100 m; Width 12.0 m; As the source has it ; "
              "Chinese name 滨河路; lit yes");
}

TEST(Selection, APlantRoomIsPartOfTheBuildingBelow) {
    twin::District district = test::three_buildings();
    district.buildings.base_z[1] = 30;  // moved onto the roof of the first
    district.buildings.height[1] = 6;
    for (std::size_t i = 4; i < 8; ++i) district.buildings.footprints.points[i].x -= 95;
    app::Selector const selector(district);
    ui::Selection const s = selector.describe(building(1), {}, ui::Language::en);
    ASSERT_EQ(s.related.size(), 1U);
    EXPECT_TRUE(s.related[0].subject.same(building(0)));
    EXPECT_NE(s.related[0].text.find("whole 36.0 m"), std::string::npos) << s.related[0].text;
    EXPECT_TRUE(selector.describe(building(0), {}, ui::Language::en).related.empty());
    EXPECT_TRUE(selector.describe(building(2), {}, ui::Language::en).related.empty());
}

TEST(Selection, OfAPixel) {
    Chosen const c;
    std::vector<app::Reported> const reported{{"ticket", "T3"}, {"population", "x"}};
    auto const house = c.selector.subject_of(scene::make_id(scene::IdKind::building, 1), reported, c.facts);
    ASSERT_TRUE(house);
    EXPECT_TRUE(house->same(building(1)));
    auto const ticket = c.selector.subject_of(scene::make_id(scene::IdKind::report, 0), reported, c.facts);
    ASSERT_TRUE(ticket);
    EXPECT_EQ(ticket->id, "T3");
    EXPECT_EQ(ticket->at->x, 60);
    EXPECT_FALSE(c.selector.subject_of(scene::make_id(scene::IdKind::report, 1), reported, c.facts));
    EXPECT_FALSE(c.selector.subject_of(scene::make_id(scene::IdKind::building, 9), reported, c.facts));
    EXPECT_FALSE(c.selector.subject_of(0, reported, c.facts));
}

TEST(Selection, OfABuildingWithWhereItsAttributesComeFrom) {
    Chosen const c;
    ui::Selection const s = c.of(building(0), ui::Language::zh);
    EXPECT_EQ(s.title, "天河城");
    EXPECT_EQ(s.subtitle, "住宅 · B-1");
    EXPECT_EQ(c.value(s, "高度"), "30.0 m");
    EXPECT_EQ(c.value(s, "层数"), "10");
    EXPECT_EQ(c.value(s, "占地面积"), "400 m²");
    EXPECT_EQ(c.value(s, "建筑面积"), "4,000 m²");
    EXPECT_EQ(c.value(s, "基底高程"), "0.0 m");
    EXPECT_EQ(c.value(s, "addr"), "天河路208号");
    for (ui::Attribute const& a : s.attributes) {
        if (a.name == "addr") {
            EXPECT_EQ(a.note, "houses.gpkg, addr");
        }
    }
    EXPECT_EQ(c.of(building(1)).title, "Building B-2");
}

TEST(Selection, WhatHappenedInItAndWithinFiftyMetres) {
    Chosen const c;
    ui::Selection const s = c.of(building(0));
    EXPECT_EQ(s.tickets, (std::vector<std::string>{"T1", "T2", "T3"})) << "T3 is 40 m from its wall";
    EXPECT_EQ(s.events, std::vector<std::string>{"E1"});
    EXPECT_EQ(c.of(building(2)).tickets.size(), 0U);
}

TEST(Selection, WhatBelongsToItWithAReason) {
    Chosen const c;
    ui::Selection const s = c.of(building(0));
    ASSERT_EQ(s.related.size(), 2U);
    EXPECT_EQ(s.related[0].why, "2 tickets of this class here");
    EXPECT_EQ(s.related[1].text, "南门");
    EXPECT_EQ(s.related[1].why.substr(0, 9), "sees it, ");
    EXPECT_EQ(c.of(building(2)).related.size(), 0U);
    ui::Selection const event = c.of({ui::SubjectKind::event, 0, "E1", {}});
    EXPECT_EQ(event.title, "Exposed garbage");
    ASSERT_GE(event.related.size(), 1U);
    EXPECT_EQ(event.related[0].subject.id, "CAM");
    EXPECT_EQ(event.related[0].text, "南门");
    EXPECT_EQ(std::ranges::count(event.related, ui::SubjectKind::camera, [](auto const& r) { return r.subject.kind; }),
              1)
        << "the camera that saw it also sees the place";
    ui::Selection const ticket = c.of({ui::SubjectKind::ticket, 0, "T1", {}});
    ASSERT_GE(ticket.related.size(), 2U);
    EXPECT_EQ(ticket.related[0].subject.id, "T2");
    EXPECT_EQ(ticket.related[0].why, "the same class within 50 m");
}

TEST(Selection, SaysFeedsWordsInTheLanguageOfTheScreen) {
    Chosen c;
    c.facts.events.events[0].workflow = "DISPATCHED";
    auto glossary = std::make_shared<ui::Glossary>();
    glossary->english["南门"] = "South gate";
    c.facts.glossary = glossary;
    ui::Subject const event{ui::SubjectKind::event, 0, "E1", {}};
    EXPECT_EQ(c.value(c.of(event), "Step"), "dispatched");
    EXPECT_EQ(c.value(c.of(event), "Camera"), "South gate");
    EXPECT_EQ(c.value(c.of(event, ui::Language::zh), "处置环节"), "派遣");
    EXPECT_EQ(c.value(c.of(event, ui::Language::zh), "摄像机"), "南门");
    EXPECT_EQ(c.of({ui::SubjectKind::camera, 0, "CAM", {}}).title, "South gate");
}

TEST(Selection, OfWhatIsNoLongerThere) {
    Chosen const c;
    EXPECT_EQ(c.of({ui::SubjectKind::ticket, 0, "gone", {}}).subtitle, "not known at this moment");
}

TEST(Selection, InsideAPolygonWithSums) {
    Chosen const c;
    ui::Selection const s = c.set({{-10, -60}, {130, -60}, {130, 30}, {-10, 30}});
    EXPECT_EQ(c.selector.buildings_of(s.set), (std::vector<std::uint32_t>{0, 1}));
    EXPECT_EQ(c.value(s, "Buildings"), "2");
    EXPECT_EQ(c.value(s, "Footprint"), "800 m²");
    EXPECT_EQ(c.value(s, "Floor area"), "10,000 m²");
    EXPECT_EQ(c.value(s, "Tickets (open / overdue)"), "3 (3 / 0)");
    EXPECT_EQ(c.value(s, "Events"), "1");
    EXPECT_EQ(s.rows.size(), 7U);
    EXPECT_EQ(s.rows[0],
              (std::vector<std::string>{"building", "天河城", "B-1", "residential", "30.0", "10", "400", "4000"}));
    EXPECT_TRUE(c.set({{0, 0}, {1, 0}}).set.empty());
}

TEST(Selection, AConfidentialTicketIsInNoSet) {
    Chosen c;
    c.facts.hotline.tickets[0].ticket.secret = true;
    EXPECT_EQ(c.value(c.set({{-10, -60}, {130, -60}, {130, 30}, {-10, 30}}), "Tickets (open / overdue)"), "2 (2 / 0)");
}

TEST(Selection, ATicketThatBecameConfidentialIsNowhere) {
    Chosen c;
    auto& tickets = c.facts.hotline.tickets;
    tickets[0].ticket.repeat_of = "T3";
    tickets[0].ticket.secret = true;
    tickets[0].at.reset();
    tickets[0].building.reset();
    ui::Selection const own = c.of({ui::SubjectKind::ticket, 0, "T1", base::Vec3d{10, -5, 0}});
    EXPECT_FALSE(own.subject.at);
    EXPECT_TRUE(own.related.empty());
    EXPECT_TRUE(own.tickets.empty());
    EXPECT_FALSE(c.of({ui::SubjectKind::ticket, 0, "gone", base::Vec3d{10, -5, 0}}).subject.at);
    for (auto const& related : c.of({ui::SubjectKind::ticket, 0, "T3", {}}).related)
        EXPECT_NE(related.subject.id, "T1");
}

TEST(Selection, SmallCountsOfPeopleAreHiddenAndNoDataIsNotZero) {
    Chosen c;
    c.facts.people.in_selection = {{"resident", 1234, {-1, -1, -1}, 0, 3, 1, true},
                                   {"floating", -1, {-1, -1, -1}, 0, 1, 1, false}};
    c.facts.events.freshness.any = false;
    ui::Selection const s = c.set({{-10, -60}, {130, -60}, {130, 30}, {-10, 30}});
    EXPECT_EQ(c.value(s, "Residents"), "1,234 (estimated), and 1 places hidden");
    EXPECT_EQ(c.value(s, "Floating"), "hidden: too few people");
    EXPECT_EQ(c.value(s, "Events"), "no data");
}

std::string contents(fs::path const& file) {
    std::ifstream in(file, std::ios::binary);
    std::stringstream text;
    text << in.rdbuf();
    return text.str();
}

struct Folder {
    fs::path path = fs::temp_directory_path() / ("borough-selection-" + std::to_string(getpid()));
    Folder() { fs::create_directories(path); }
    ~Folder() { fs::remove_all(path); }
};

TEST(Export, CsvForOfficePrograms) {
    Folder const folder;
    ui::Selection s;
    s.columns = {"类型", "a,b"};
    s.rows = {{"say \"so\"", "x"}, {"=1+1", "-5"}};
    ASSERT_TRUE(app::export_csv(s, folder.path / "a.csv"));
    EXPECT_EQ(contents(folder.path / "a.csv"), "\xef\xbb\xbf类型,\"a,b\"\r\n\"say \"\"so\"\"\",x\r\n\"'=1+1\",-5\r\n");
    EXPECT_FALSE(app::export_csv(s, folder.path / "none" / "a.csv"));
}

TEST(Export, GeoPackageWithTheDistrictsCoordinates) {
    Folder const folder;
    Chosen c;
    fs::path const file = folder.path / "a.gpkg";
    c.ticket("secret", {60, 12, 0}, {}, "占道");
    ui::Selection const s = c.set({{-10, -60}, {130, -60}, {130, 30}, {-10, 30}});
    c.facts.hotline.tickets.back().at.reset();  // it became confidential after it was chosen
    ASSERT_TRUE(app::export_geopackage(c.selector, s, c.facts, file));
    ASSERT_EQ(std::distance(fs::directory_iterator(folder.path), {}), 1) << "nothing else is left there";
    GDALDatasetUniquePtr const data(GDALDataset::Open(file.c_str(), GDAL_OF_VECTOR));
    ASSERT_TRUE(data);
    OGRLayer* const buildings = data->GetLayerByName("buildings");
    ASSERT_TRUE(buildings);
    EXPECT_EQ(buildings->GetFeatureCount(), 2);
    OGRFeatureUniquePtr const house(buildings->GetNextFeature());
    EXPECT_STREQ(house->GetFieldAsString("name"), "天河城");
    EXPECT_EQ(house->GetFieldAsDouble("height"), 30);
    EXPECT_STREQ(house->GetFieldAsString("addr"), "天河路208号");
    OGREnvelope box;
    house->GetGeometryRef()->getEnvelope(&box);
    EXPECT_NEAR(box.MinX, c.district.frame.origin.x, 1e-6);
    EXPECT_NEAR(box.MaxY, c.district.frame.origin.y + 20, 1e-6);
    ASSERT_TRUE(data->GetLayerByName("reports"));
    EXPECT_EQ(data->GetLayerByName("reports")->GetFeatureCount(), 5);
}

TEST(Export, ThatCannotBeWrittenLeavesNothing) {
    Folder const folder;
    Chosen const c;
    auto const bad = app::export_geopackage(c.selector, c.set({{-10, -60}, {130, -60}, {130, 30}, {-10, 30}}), c.facts,
                                            folder.path / "none" / "a.gpkg");
    ASSERT_FALSE(bad);
    EXPECT_NE(bad.error().message.find("a.gpkg"), std::string::npos);
    EXPECT_EQ(bad.error().message.find("partial"), std::string::npos) << bad.error().message;
    EXPECT_FALSE(app::export_geopackage(c.selector, {}, c.facts, folder.path / "b.gpkg"));
}

}  // namespace
