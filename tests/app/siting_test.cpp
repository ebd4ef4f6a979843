#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

#include "app/siting_export.h"
#include "app/siting_file.h"
#include "app/siting_report.h"
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
