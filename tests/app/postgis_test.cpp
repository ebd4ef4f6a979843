// Footprints in a PostGIS database, through the whole program. Without PostgreSQL and PostGIS the tests skip and say
// so.
#include <fcntl.h>
#include <gdal_utils.h>
#include <gtest/gtest.h>
#include <ogrsf_frmts.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "tests/support/postgres.h"

namespace {

namespace fs = std::filesystem;
using test_support::Postgres;

/// Three houses in Shenzhen; the second has its height in storeys alone, the third crosses itself.
constexpr char const* kHouses = R"({"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"name":"市民中心","height":84.7,"floors":6},
 "geometry":{"type":"Polygon","coordinates":[[[114.05,22.54],[114.051,22.54],[114.051,22.541],[114.05,22.541],[114.05,22.54]]]}},
{"type":"Feature","properties":{"name":"Library","height":null,"floors":5},
 "geometry":{"type":"Polygon","coordinates":[[[114.052,22.54],[114.053,22.54],[114.053,22.541],[114.052,22.541],[114.052,22.54]]]}},
{"type":"Feature","properties":{"name":"Bow tie","height":20,"floors":6},
 "geometry":{"type":"Polygon","coordinates":[[[114.054,22.54],[114.055,22.541],[114.055,22.54],[114.054,22.541],[114.054,22.54]]]}}]})";
constexpr char const* kRoads =
    R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{"highway":"primary"},
 "geometry":{"type":"LineString","coordinates":[[114.05,22.5395],[114.056,22.5395]]}}]})";

struct Finished {
    int status = -1;
    std::string out, err;
};

class PostGis : public testing::Test {
protected:
    void SetUp() override {
        if (Postgres::find_programs().empty()) GTEST_SKIP() << "PostgreSQL is not installed";
        auto started = Postgres::start();
        ASSERT_TRUE(started) << started.error().message;
        server_ = *std::move(started);
        if (auto const added = server_->add_postgis(); !added) GTEST_SKIP() << "no PostGIS: " << added.error().message;
        folder_ = fs::path(testing::TempDir()) / ("borough_postgis_" + std::to_string(getpid()));
        fs::create_directories(folder_);
        load("houses", kHouses);
        load("roads", kRoads);
    }
    void TearDown() override { fs::remove_all(folder_); }

    std::string source() const { return "PG:" + server_->connection(); }
    fs::path path(std::string const& name) const { return folder_ / name; }
    void stop_server() { server_->stop(); }

    /// What `ogr2ogr -nln TABLE` does, into metres, as city databases have them.
    void load(std::string const& table, std::string const& geojson) {
        GDALAllRegister();
        fs::path const file = path(table + ".geojson");
        std::ofstream(file) << geojson;
        GDALDatasetUniquePtr const from(GDALDataset::Open(file.c_str(), GDAL_OF_VECTOR));
        GDALDatasetUniquePtr const to(GDALDataset::Open(source().c_str(), GDAL_OF_VECTOR | GDAL_OF_UPDATE));
        ASSERT_TRUE(from && to) << source();
        char const* const words[] = {"-update", "-nln", table.c_str(), "-t_srs", "EPSG:4547", nullptr};
        GDALVectorTranslateOptions* const options =
            GDALVectorTranslateOptionsNew(const_cast<char**>(words), nullptr);  // it copies them
        GDALDatasetH sources[] = {GDALDataset::ToHandle(from.get())};
        EXPECT_TRUE(GDALVectorTranslate(nullptr, GDALDataset::ToHandle(to.get()), 1, sources, options, nullptr));
        GDALVectorTranslateOptionsFree(options);
    }

    Finished borough(std::vector<std::string> words) const {
        words.insert(words.begin(), BOROUGH_PROGRAM);
        pid_t const child = fork();
        if (child == 0) {
            std::vector<char*> arguments;
            for (std::string& word : words) arguments.push_back(word.data());
            arguments.push_back(nullptr);
            setenv("VK_DRIVER_FILES", BOROUGH_LAVAPIPE, 1);
            setenv("VK_ICD_FILENAMES", BOROUGH_LAVAPIPE, 1);
            dup2(open(path("out").c_str(), O_CREAT | O_TRUNC | O_WRONLY, 0600), STDOUT_FILENO);
            dup2(open(path("err").c_str(), O_CREAT | O_TRUNC | O_WRONLY, 0600), STDERR_FILENO);
            execv(arguments.front(), arguments.data());
            _exit(127);
        }
        int status = 0;
        waitpid(child, &status, 0);
        return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, text_of("out"), text_of("err")};
    }

private:
    std::string text_of(std::string const& name) const {
        std::ifstream stream(path(name));
        return {std::istreambuf_iterator<char>(stream), {}};
    }

    std::unique_ptr<Postgres> server_;
    fs::path folder_;
};

bool has(std::string const& text, std::string const& part) { return text.find(part) != std::string::npos; }

TEST_F(PostGis, IsReadLikeAFile) {
    Finished const check = borough({"check", source()});
    ASSERT_EQ(check.status, 0) << check.err;
    EXPECT_TRUE(has(check.out, "houses")) << check.out;
    EXPECT_TRUE(has(check.out, "height from 'height' (2), 'floors' x 3.0 m")) << check.out;
    EXPECT_TRUE(has(check.out, "EPSG:4547")) << check.out;
    EXPECT_TRUE(has(check.out, "PostgreSQL")) << check.out;
    EXPECT_TRUE(has(check.out, "self-crossing")) << check.out;
}

TEST_F(PostGis, IsDrawn) {
    Finished const shot = borough({"shot", source(), "-o", path("x.png"), "--size", "128x96", "--json"});
    ASSERT_EQ(shot.status, 0) << shot.err;
    EXPECT_TRUE(has(shot.out, "\"buildings\":4")) << "three houses, the bow tie in two: " << shot.out;
    EXPECT_TRUE(has(shot.out, "市民中心")) << "it is in view: " << shot.out;
    EXPECT_GT(fs::file_size(path("x.png")), 1000U);
}

TEST_F(PostGis, ATableIsALayerOfADistrictFile) {
    std::ofstream(path("d.toml")) << "[[buildings]]\nsource = \"" << source() << "\"\nlayer = \"houses\"\n"
                                  << "where = \"height > 50\"\nheight = \"height\"\n";
    Finished const check = borough({"check", path("d.toml")});
    ASSERT_EQ(check.status, 0) << check.err;
    EXPECT_TRUE(has(check.out, "height from 'height' (1)")) << check.out;

    std::ofstream(path("d.toml")) << "[[buildings]]\nsource = \"" << source() << "\"\nlayer = \"hauses\"\n";
    Finished const wrong = borough({"check", path("d.toml")});
    EXPECT_EQ(wrong.status, 1);
    EXPECT_TRUE(has(wrong.err, "did you mean 'houses'?")) << wrong.err;
    EXPECT_TRUE(has(wrong.err, "roads")) << wrong.err;
}

TEST_F(PostGis, IsToldWhenItIsDown) {
    stop_server();
    for (char const* command : {"check", "shot"}) {
        std::vector<std::string> words{command, source()};
        if (words[0] == "shot") words.insert(words.end(), {"-o", path("x.png"), "--size", "64x64"});
        Finished const result = borough(words);
        EXPECT_EQ(result.status, 1) << result.out;
        EXPECT_TRUE(has(result.err, "PG:")) << result.err;
        EXPECT_TRUE(has(result.err, "connect")) << result.err;
    }
    EXPECT_FALSE(fs::exists(path("x.png")));
}

}  // namespace
