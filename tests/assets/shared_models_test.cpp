// Real models and real broken ones. Skipped where the data is not at hand.
#include <algorithm>
#include <atomic>
#include <map>
#include <thread>
#include <vector>

#include "support.h"

namespace {

namespace fs = std::filesystem;
using assets::Model;
using assets_tests::load;
using assets_tests::shared_data;

std::vector<fs::path> files_in(fs::path const& folder, std::string const& extension = {}) {
    std::vector<fs::path> files;
    for (auto const& entry : fs::recursive_directory_iterator(folder)) {
        bool const wanted = extension.empty() || entry.path().extension() == extension;
        if (entry.is_regular_file() && wanted) files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    return files;
}

/// Two at a time, as a district loads them.
std::vector<base::Result<Model>> load_all(std::vector<fs::path> const& files) {
    std::vector<base::Result<Model>> models(files.size(), base::Error{"not tried"});
    std::atomic<std::size_t> next = 0;
    auto const work = [&] {
        for (std::size_t i = next++; i < files.size(); i = next++) models[i] = load(files[i]);
    };
    std::thread other(work);
    work();
    other.join();
    return models;
}

struct Sums {
    std::size_t models = 0, vertices = 0, triangles = 0, textures = 0, notes = 0;
};

Sums sums_of(std::vector<fs::path> const& files) {
    Sums sums;
    for (auto const& model : load_all(files)) {
        if (!model) {
            ADD_FAILURE() << model.error().message;
            continue;
        }
        ++sums.models;
        sums.vertices += model->vertices.size();
        sums.triangles += model->indices.size() / 3;
        sums.textures += model->textures.size();
        sums.notes += model->notes.size();
    }
    return sums;
}

#define NEEDS(path) \
    if (!fs::exists(shared_data() / path)) GTEST_SKIP() << (shared_data() / path) << " is not here"

TEST(SharedModels, KayKitIsTheSameInEveryFormat) {
    NEEDS("models/kaykit_city_cc0");
    fs::path const folder = shared_data() / "models/kaykit_city_cc0";
    Sums const gltf = sums_of(files_in(folder / "gltf", ".gltf"));
    EXPECT_EQ(gltf.models, 41u);
    EXPECT_EQ(gltf.vertices, 43856u);  // the sum of the files' own position counts
    EXPECT_EQ(gltf.triangles, 26813u);
    EXPECT_EQ(gltf.textures, 41u);
    EXPECT_EQ(gltf.notes, 0u);
    Sums const fbx = sums_of(files_in(folder / "fbx", ".fbx"));
    EXPECT_EQ(fbx.models, 41u);
    EXPECT_EQ(fbx.triangles, 26813u);
    EXPECT_EQ(fbx.textures, 41u);
    Sums const obj = sums_of(files_in(folder / "obj", ".obj"));
    EXPECT_EQ(obj.models, 61u);  // the cars' wheels are files of their own
    EXPECT_EQ(obj.triangles, 26813u);
}

TEST(SharedModels, KayKitHasTheSameSizeInEveryFormat) {
    NEEDS("models/kaykit_city_cc0");
    fs::path const folder = shared_data() / "models/kaykit_city_cc0";
    for (std::string const name : {"building_A", "bench", "streetlight", "bush"}) {
        auto const gltf = load(folder / "gltf" / (name + ".gltf"));
        ASSERT_TRUE(gltf) << gltf.error().message;
        for (std::string const other : {"fbx", "obj"}) {
            auto const model = load(folder / other / (name + "." + other));
            ASSERT_TRUE(model) << model.error().message;
            EXPECT_EQ(model->indices.size(), gltf->indices.size()) << name << " " << other;
            EXPECT_NEAR(model->min.x, gltf->min.x, 1e-3f) << name << " " << other;
            EXPECT_NEAR(model->min.y, gltf->min.y, 1e-3f) << name << " " << other;
            EXPECT_NEAR(model->max.y, gltf->max.y, 1e-3f) << name << " " << other;
            EXPECT_NEAR(model->max.z, gltf->max.z, 1e-3f) << name << " " << other;
        }
    }
}

TEST(SharedModels, OldGltfStandsUpright) {
    NEEDS("models/railway_lod3_gltf1_kml");
    std::vector<fs::path> const files = files_in(shared_data() / "models/railway_lod3_gltf1_kml", ".gltf");
    ASSERT_EQ(files.size(), 65u);
    Sums const sums = sums_of(files);
    EXPECT_EQ(sums.models, 65u);
    EXPECT_EQ(sums.notes, 0u);
    EXPECT_GT(sums.textures, 65u);
    auto const bridge = std::find_if(files.begin(), files.end(),
                                     [](fs::path const& file) { return file.stem() == "GMLID_BUI142242_863_347"; });
    ASSERT_NE(bridge, files.end());
    auto const model = load(*bridge);
    ASSERT_TRUE(model);
    EXPECT_EQ(model->indices.size() / 3, 1084u);
    EXPECT_NEAR(model->min.z, 0, 0.01f);
    EXPECT_NEAR(model->max.z, 14.6086f, 0.001f);
    EXPECT_EQ(model->textures.size(), 4u);
}

TEST(SharedModels, IfcComesInMetresOnItsFeet) {
    NEEDS("models/assimp_valid/AC14-FZK-Haus.ifc");
    auto const house = load(shared_data() / "models/assimp_valid/AC14-FZK-Haus.ifc");
    ASSERT_TRUE(house) << house.error().message;
    EXPECT_NEAR(house->max.x - house->min.x, 18, 0.01f);
    EXPECT_NEAR(house->max.y - house->min.y, 16, 0.01f);
    EXPECT_NEAR(house->max.z, 6.31769f, 0.001f);
    EXPECT_EQ(house->materials.size(), house->parts.size());
    EXPECT_LE(house->parts.size(), 12u);  // 177 meshes, few materials
    EXPECT_TRUE(load(shared_data() / "models/ifc/duplex.ifc"));
}

TEST(SharedModels, EveryOtherFormatLoads) {
    NEEDS("models/assimp_valid");
    std::map<std::string, std::size_t> const triangles = {{"2CylinderEngine.glb", 121496},
                                                          {"BoxTextured.glb", 12},
                                                          {"COLLADA.dae", 6722},
                                                          {"Spider_binary.stl", 1368},
                                                          {"Wuson.ply", 3732},
                                                          {"box.fbx", 12},
                                                          {"duck.dae", 4212},
                                                          {"phong_cube.fbx", 12},
                                                          {"spider.obj", 1368}};
    for (auto const& [name, count] : triangles) {
        auto const model = load(shared_data() / "models/assimp_valid" / name);
        ASSERT_TRUE(model) << model.error().message;
        EXPECT_EQ(model->indices.size() / 3, count) << name;
        // Four textures that are not there; colours at vertices.
        std::size_t const notes = name == "spider.obj" ? 4 : name == "box.fbx" ? 1 : 0;
        EXPECT_EQ(model->notes.size(), notes) << name;
    }
}

TEST(SharedModels, BrokenOnesCostOnlyThemselves) {
    NEEDS("faults/models_assimp");
    std::vector<fs::path> files = files_in(shared_data() / "faults/models_assimp");
    std::vector<fs::path> const validator = files_in(shared_data() / "faults/gltf_validator");
    files.insert(files.end(), validator.begin(), validator.end());
    std::vector<base::Result<Model>> const models = load_all(files);
    std::vector<std::string> loaded;
    for (std::size_t i = 0; i < files.size(); ++i) {
        if (models[i]) {
            loaded.push_back(files[i].filename().string());
            EXPECT_FALSE(models[i]->indices.empty());
            continue;
        }
        std::string const& message = models[i].error().message;
        EXPECT_EQ(message.find('\n'), std::string::npos) << message;
        EXPECT_GT(message.size(), files[i].string().size() + 8) << message;
        EXPECT_LT(message.size(), files[i].string().size() + 250) << message;
    }
    // Newer versions of Assimp read a few more or fewer of them; these two are sound enough for all.
    EXPECT_TRUE(std::count(loaded.begin(), loaded.end(), "BoxBadNormals.glb"));
    EXPECT_TRUE(std::count(loaded.begin(), loaded.end(), "cube_emptyTags.dae"));
    EXPECT_LT(loaded.size(), 20u);
}

}  // namespace
