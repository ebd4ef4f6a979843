#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

#include "analysis/site_edit.h"
#include "app/siting.h"
#include "app/siting_export.h"
#include "app/siting_file.h"
#include "app/siting_report.h"
#include "app/siting_save.h"
#include "app/siting_sensitivity.h"
#include "app/siting_worker.h"
#include "geo/vector.h"
#include "small_district.h"

namespace {

namespace fs = std::filesystem;

constexpr char const* kStudies = R"(
[[layers]]
id = "parcels"
name = { zh = "地块", en = "Parcels" }
source = "parcels.geojson"

[[studies]]
id = "school"
name = { zh = "学校选址", en = "A school" }
candidates = "parcels"
site_id = "code"
words_zh = ["use"]

[[studies.constraints]]
measure = "area"
name = { zh = "面积", en = "Area" }
least = 4000

[[studies.criteria]]
measure = "built"
name = { zh = "拆除", en = "To clear" }
better = "less"

[[studies.criteria]]
measure = "area"
name = { zh = "面积", en = "Area" }
weight = 0.5

[[studies.schemes]]
name = "甲"
blocks = 1
storeys = 3
length = 30
depth = 12
)";

std::string error_of(std::string text, std::string const& from, std::string const& to) {
    auto const at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    text.replace(at, from.size(), to);
    auto const parsed = app::parse_sites(text, "/x/sites.toml");
    return parsed ? std::string() : parsed.error().message;
}

TEST(SitingFile, ReadsAStudy) {
    auto const file = app::parse_sites(kStudies, "/x/sites.toml");
    ASSERT_TRUE(file) << file.error().message;
    EXPECT_EQ(file->layers[0].source, "/x/parcels.geojson");
    ASSERT_EQ(file->studies.size(), 1u);
    app::StudySpec const& study = file->studies[0];
    EXPECT_EQ(study.study.constraints[0].least, 4000);
    EXPECT_TRUE(study.study.criteria[0].less_is_better);
    EXPECT_EQ(study.study.criteria[1].weight, 0.5);
    EXPECT_EQ(study.schemes[0].storeys, 3);
    EXPECT_FALSE(study.study.by_pairs);
}

TEST(SitingFile, SaysWhatIsWrongAndWhere) {
    EXPECT_NE(error_of(kStudies, "measure = \"built\"", "measure = \"build\"").find("did you mean 'built'"),
              std::string::npos);
    EXPECT_NE(error_of(kStudies, "better = \"less\"", "beter = \"less\"").find("sites.toml:22"), std::string::npos)
        << error_of(kStudies, "better = \"less\"", "beter = \"less\"");
    EXPECT_NE(error_of(kStudies, "candidates = \"parcels\"", "candidates = \"plots\"").find("'plots'"),
              std::string::npos);
    EXPECT_NE(error_of(kStudies, "site_id = \"code\"", "judgements = [1, 2]").find("make 1 pairs, not 2"),
              std::string::npos);
    EXPECT_NE(error_of(kStudies, "least = 4000", "").find("least, most or allowed"), std::string::npos);
    EXPECT_NE(error_of(kStudies, "measure = \"built\"", "measure = \"events\"\nclasses = [\"vendors\"]")
                  .find("did you mean 'vendor'"),
              std::string::npos);
    EXPECT_NE(error_of(kStudies, "weight = 0.5", "worth = [[5, 0], [5, 1]]").find("values rising"), std::string::npos);
}

TEST(SitingFile, ReadsModelsAndViewpoints) {
    std::string const text = std::string(kStudies) + R"(
[[studies.schemes]]
name = "乙"
model = "wing.glb"
scale = 0.5

[[viewpoints]]
place = "公园"
height = 12

[[landmarks]]
name = "塔"
xy = [5, 7]
)";
    auto const file = app::parse_sites(text, "/x/sites.toml");
    ASSERT_TRUE(file) << file.error().message;
    analysis::Scheme const& model = file->studies[0].schemes[1];
    EXPECT_EQ(model.model, "/x/wing.glb");
    EXPECT_EQ(model.heading, 0);
    EXPECT_EQ(model.storeys, 0);
    EXPECT_EQ(model.scale, 0.5);
    EXPECT_EQ(file->viewpoints[0].name.zh, "公园");
    EXPECT_EQ(file->viewpoints[0].height, 12);
    EXPECT_EQ(file->landmarks[0].xy, (base::Vec2d{5, 7}));
    EXPECT_NE(error_of(kStudies, "length = 30", "scale = 2").find("'model'"), std::string::npos);
    EXPECT_NE(error_of(text, "xy = [5, 7]", "xy = [5]").find("two numbers"), std::string::npos);
    EXPECT_NE(error_of(text, "xy = [5, 7]", "height = 5").find("'place'"), std::string::npos);
}

/// Two parcels around buildings of the small district, one of them too small; and one that is empty.
class Siting : public testing::Test {
protected:
    Siting() : district(test::three_buildings()) {
        folder = fs::temp_directory_path() / ("siting_" + std::to_string(getpid()));
        fs::create_directories(folder);
        std::ofstream(folder / "sites.toml") << kStudies;
        std::ofstream parcels(folder / "parcels.geojson");
        parcels << R"({"type":"FeatureCollection","features":[)";
        auto const parcel = [&](char const* code, double x, double y, double w, double h, bool last) {
            parcels << R"({"type":"Feature","properties":{"code":")" << code
                    << R"(","use":"R2"},"geometry":{"type":"Polygon","coordinates":[[)";
            parcels.precision(12);
            bool first = true;
            for (auto const& [dx, dy] : {std::pair{0.0, 0.0}, {w, 0.0}, {w, h}, {0.0, h}, {0.0, 0.0}}) {
                auto const at = geo::to_lonlat({x + dx, y + dy}, district.frame);
                parcels << (first ? "[" : ",[") << at->lon << "," << at->lat << "]";
                first = false;
            }
            parcels << "]]}}" << (last ? "" : ",");
        };
        parcel("P1", -20, -20, 80, 80, false);
        parcel("P2", 80, -20, 40, 40, false);
        parcel("P3", -20, 100, 100, 80, true);
        parcels << "]}";
        parcels.close();
        district.sites = (folder / "sites.toml").string();
    }
    ~Siting() override { fs::remove_all(folder); }

    ui::SitingFacts run() {
        base::Progress quiet;
        auto facts = app::run_siting({.district = district}, quiet);
        EXPECT_TRUE(facts) << (facts ? "" : facts.error().message);
        return facts ? *facts : ui::SitingFacts{};
    }
    static std::string text_of(fs::path const& file) {
        std::ifstream in(file, std::ios::binary);
        std::stringstream out;
        out << in.rdbuf();
        return out.str();
    }

    twin::District district;
    fs::path folder;
};

TEST_F(Siting, RunsAStudyWithoutAWindow) {
    ui::SitingFacts const facts = run();
    ASSERT_TRUE(facts.judged);
    EXPECT_EQ(facts.measured->sites.size(), 3u);
    EXPECT_EQ(facts.judged->ranking.sites.size(), 2u);
    EXPECT_EQ(facts.measured->sites[static_cast<std::size_t>(facts.chosen)].id, "P3");
    // 20 x 20 m on ten storeys stand on P1.
    EXPECT_NEAR(facts.measured->criteria[0].values[0], 4000, 1);
    ASSERT_EQ(facts.results.size(), 1u);
    ASSERT_TRUE(facts.results[0]);
    EXPECT_NEAR(facts.results[0]->massing.floor_area, 30 * 12 * 3, 1e-6);
    app::SitingReport const report = app::siting_report_facts(facts, true);
    EXPECT_EQ(report.title, "学校选址");
    EXPECT_EQ(report.lead, "候选地块 3 块，不符合硬约束排除 1 块，参与排序 2 块。");
    EXPECT_EQ(report.ranking.rows[0][1], "P3");
    EXPECT_EQ(report.ranking.rows[0][2], "R2");
    EXPECT_EQ(report.excluded.rows[0][1], "1");
    EXPECT_EQ(report.schemes.rows.size(), 1u);
    EXPECT_NE(app::siting_report_facts(facts, false).lead.find("3 candidates, 1 excluded"), std::string::npos);
}

TEST_F(Siting, ExportsIntoTheFolderWhateverTheStudyIsCalled) {
    ui::SitingFacts facts = run();
    facts.study.id = "../school";
    auto const files = app::export_siting(facts, district, ui::ExportSiting::What::table, folder, true, "noon");
    ASSERT_TRUE(files) << files.error().message;
    EXPECT_EQ(files->front(), (folder / "_school noon.csv").string());
}

TEST_F(Siting, ExportsWhatItShows) {
    ui::SitingFacts const facts = run();
    auto const files = app::export_siting(facts, district, ui::ExportSiting::What::all, folder, true);
    ASSERT_TRUE(files) << files.error().message;
    ASSERT_EQ(files->size(), 3u);
    std::string const csv = text_of((*files)[0]);
    EXPECT_EQ(csv.substr(0, 3), "\xef\xbb\xbf");
    EXPECT_NE(csv.find("\r\nP3,R2,8000"), std::string::npos) << csv;
    EXPECT_NE(csv.find("低于"), std::string::npos);
    base::Findings findings;
    base::Progress quiet;
    auto const sites = geo::read_vector(
        {.source = (*files)[1], .layer = "sites", .where = {}, .fields = {}, .all_fields = true, .crs = {}}, findings,
        quiet);
    ASSERT_TRUE(sites) << sites.error().message;
    EXPECT_EQ(sites->polygons.size(), 3u);
    EXPECT_EQ(sites->column("site")->text(0), "P3");
    EXPECT_EQ(sites->column("rank")->number(0), 1);
    std::string const model = text_of((*files)[2]);
    EXPECT_EQ(model.substr(0, 4), "glTF");
}

TEST_F(Siting, NamesWhatIsNotThere) {
    base::Progress quiet;
    auto const study = app::run_siting({.district = district, .study = "clinic"}, quiet);
    ASSERT_FALSE(study);
    EXPECT_NE(study.error().message.find("'clinic'"), std::string::npos);
    auto const site = app::run_siting({.district = district, .site = "P9"}, quiet);
    ASSERT_FALSE(site);
    EXPECT_NE(site.error().message.find("'P9'"), std::string::npos);
    district.sites.clear();
    EXPECT_FALSE(app::run_siting({.district = district}, quiet));
}

TEST_F(Siting, SaysHowMuchHangsOnEachWeight) {
    ui::SitingFacts const facts = run();
    app::SitingTable const table = app::sensitivity_table(facts, true);
    ASSERT_EQ(table.rows.size(), 2u);
    // P3 is larger and empty: it leads whatever the weights.
    EXPECT_EQ(table.rows[0], (std::vector<std::string>{"拆除", "66.7%", "不变", "不变", "不会易主", "不会易主"}));
    EXPECT_NE(table.notes[1].find("加权法首位不变 100.0%"), std::string::npos) << table.notes[1];
}

TEST_F(Siting, SavesBesideTheOriginalAndNeverOverAnything) {
    std::string const original = text_of(folder / "sites.toml");
    auto const file = app::read_sites(district.sites);
    ASSERT_TRUE(file);
    app::SaveAsk ask{district.sites, district.sites, "初稿", file->studies[0].study, file->studies[0].schemes};
    analysis::StudyCriterion vending;
    vending.name = {"占道经营", "Vending"};
    vending.measure.what = analysis::Measure::events;
    vending.measure.classes = {"road_vending"};
    vending.measure.radius = 250;
    vending.less_is_better = true;
    vending.worth = {{0, 1}, {12, 0}};
    analysis::add_criterion(ask.study, vending);
    ask.study.by_pairs = true;
    ask.study.judgements = {3, 1.0 / 5, 2};
    ask.study.constraints[0].on = false;
    ask.schemes[0].storeys = 9;
    auto const saved = app::save_study(ask);
    ASSERT_TRUE(saved) << saved.error().message;
    EXPECT_EQ(*saved, (folder / "sites.初稿.toml").string());
    EXPECT_EQ(text_of(folder / "sites.toml"), original);
    auto const again = app::read_sites(*saved);
    ASSERT_TRUE(again) << again.error().message;
    app::StudySpec const& study = again->studies[0];
    ASSERT_EQ(study.study.criteria.size(), 3u);
    EXPECT_EQ(study.study.criteria[2].measure, vending.measure);
    EXPECT_TRUE(study.study.criteria[2].less_is_better);
    ASSERT_EQ(study.study.criteria[2].worth.size(), 2u);
    EXPECT_EQ(study.study.criteria[2].worth[1].value, 12);
    EXPECT_EQ(study.study.judgements, ask.study.judgements);
    EXPECT_FALSE(study.study.constraints[0].on);
    EXPECT_EQ(study.schemes[0].storeys, 9);
    EXPECT_EQ(study.study.site_id, "code");
    EXPECT_EQ(app::sites_files(district.sites), (std::vector<std::string>{district.sites, *saved}));
    ask.study.judgements = {1, 1, 1};
    auto const twice = app::save_study(ask);
    ASSERT_FALSE(twice);
    EXPECT_NE(twice.error().message.find("exists already"), std::string::npos);
    EXPECT_EQ(app::read_sites(*saved)->studies[0].study.judgements[0], 3);
    for (char const* const name : {"", "../x", ".x", "a/b"}) {
        ask.name = name;
        EXPECT_FALSE(app::save_study(ask)) << name;
    }
}

TEST_F(Siting, EveryEditOfAStudyCanBeUndone) {
    app::SitingDesk desk(district, [] {});
    auto const briefing = std::make_shared<app::Briefing>();
    desk.want(true, briefing, true);
    desk.wait();
    desk.take_news();
    ASSERT_TRUE(desk.facts().judged);
    auto const before = desk.step();
    EXPECT_EQ(desk.step(), before) << "nothing was edited";
    analysis::Study study = desk.facts().study;
    analysis::StudyCriterion width;
    width.measure.what = analysis::Measure::width;
    analysis::add_criterion(study, width);
    desk.obey(ui::EditStudy{std::make_shared<analysis::Study const>(study)});
    EXPECT_FALSE(desk.facts().judged) << "results of two criteria beside a study of three";
    EXPECT_NE(desk.step(), before);
    desk.wait();
    desk.take_news();
    ASSERT_TRUE(desk.facts().judged);
    EXPECT_EQ(desk.facts().judged->ranking.criteria(), 3u);
    EXPECT_TRUE(desk.facts().edited);
    desk.restore(before);
    desk.wait();
    desk.take_news();
    EXPECT_EQ(desk.facts().judged->ranking.criteria(), 2u);
    EXPECT_FALSE(desk.facts().edited);
    EXPECT_EQ(desk.step(), before);
}

TEST_F(Siting, ShowsTheFirstSiteOnceToWhoOpensThePanel) {
    auto const briefing = std::make_shared<app::Briefing>();
    for (bool const open_before : {false, true}) {
        app::SitingDesk desk(district, [] {});
        desk.want(open_before, briefing, true);
        desk.wait();
        EXPECT_FALSE(desk.take_first()) << "nobody has opened it";
        desk.want(false, briefing, true);
        desk.want(true, briefing, true);
        desk.wait();
        auto const there = desk.take_first();
        ASSERT_TRUE(there);
        auto const first = desk.facts().judged->ranking.sites[desk.facts().judged->order.front()];
        EXPECT_EQ(*there, analysis::extent_of(desk.facts().measured->sites[first].plot));
        EXPECT_FALSE(desk.take_first()) << "once is enough";
    }
}

TEST_F(Siting, OpensWhatWasSaved) {
    app::SitingDesk desk(district, [] {});
    desk.want(true, std::make_shared<app::Briefing>(), true);
    desk.wait();
    analysis::Study study = desk.facts().study;
    analysis::remove_criterion(study, 0);
    desk.obey(ui::EditStudy{std::make_shared<analysis::Study const>(study)});
    desk.obey(ui::SaveStudy{"b"});
    EXPECT_FALSE(desk.facts().edited);
    ASSERT_EQ(desk.facts().files.size(), 2u);
    desk.obey(ui::OpenSites{desk.facts().files[0].id});
    desk.wait();
    ASSERT_TRUE(desk.facts().judged);
    EXPECT_EQ(desk.facts().judged->ranking.criteria(), 2u);
    desk.obey(ui::OpenSites{desk.facts().files[1].id});
    desk.wait();
    ASSERT_TRUE(desk.facts().judged);
    EXPECT_EQ(desk.facts().judged->ranking.criteria(), 1u);
    ASSERT_TRUE(desk.facts().offers);
    EXPECT_EQ(desk.facts().offers->layers.size(), 1u);
    EXPECT_EQ(desk.facts().offers->columns.size(), 2u);
}

TEST_F(Siting, IsMadeWhileMomentsGoBy) {
    // Enough to read that the next moment comes before it is done.
    std::ofstream more(folder / "sites.toml", std::ios::app);
    for (int i = 0; i < 30; ++i)
        more << "\n[[layers]]\nid = \"more" << i << "\"\nname = \"更多\"\nsource = \"parcels.geojson\"\n";
    more.close();
    app::SitingWorker worker(district, [] {});
    app::SitingWanted wanted;
    wanted.state = std::make_shared<twin::LiveState const>();
    app::SitingNews news;
    for (int i = 0; i < 3000 && !news.file; ++i) {
        ++wanted.state_number;
        worker.want(wanted);
        news = worker.take();
        std::this_thread::yield();
    }
    worker.wait();
    if (!news.file) news = worker.take();
    ASSERT_TRUE(news.file) << (news.problem ? news.problem->en : "nothing");
}

}  // namespace
