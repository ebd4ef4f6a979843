// Models placed, seated, instanced, and standing in for footprints.
#include <cmath>

#include "files.h"

namespace twin {
namespace {

using testing::collection;
using testing::square;

/// A box 4 m by 2 m by 3 m on the origin, z up.
constexpr char const* kBox = R"(
v -2 -1 0
v 2 -1 0
v 2 1 0
v -2 1 0
v -2 -1 3
v 2 -1 3
v 2 1 3
v -2 1 3
f 1 4 3 2
f 5 6 7 8
f 1 2 6 5
f 2 3 7 6
f 3 4 8 7
f 4 1 5 8
)";

class ModelsTest : public testing::Folder {
protected:
    static base::Result<District> load_with_models(std::string const& file) {
        return load(file, {.model_helper = BOROUGH_MODEL_HELPER});
    }
    void write_town() {
        write("box.obj", kBox);
        write("b.geojson", collection({square(114.0, 22.6, 1, R"("height":9,"code":"B-1")"),
                                       square(114.001, 22.6, 1, R"("height":9,"code":"B-2")")}));
    }
    static constexpr char const* kBuildings = "[[buildings]]\nsource='b.geojson'\nheight='height'\nid='code'\n";
};

TEST_F(ModelsTest, AModelReplacesTheBuildingsItStandsFor) {
    write_town();
    auto const d = load_with_models(
        write("d.toml", std::string(kBuildings) + "[[models]]\nfile='box.obj'\nat=[114.0, 22.6]\nup='z'\nheading=90\n"
                                                  "height=2\nreplaces=['B-2', 'B-9']\n"));
    ASSERT_TRUE(d) << d.error().message;
    EXPECT_EQ(d->buildings.size(), 1U);
    EXPECT_EQ(d->buildings.row.at(0), 0U);
    EXPECT_EQ(d->layers.at(0).used, 1U);
    EXPECT_EQ(d->findings.count("replaces-unknown"), 1U);
    ASSERT_EQ(d->models.size(), 1U);
    ASSERT_EQ(d->instances.size(), 1U);
    ModelInstances::Place const& place = d->instances[0].places.at(0);
    EXPECT_DOUBLE_EQ(place.at.z, 2) << "two metres above flat ground";
    EXPECT_DOUBLE_EQ(place.heading, 90);
    EXPECT_EQ(d->instances[0].layer, 0xffff);
}

TEST_F(ModelsTest, EachFileIsLoadedOnceHoweverOftenItStands) {
    write_town();
    write("trees.geojson", R"({"type":"FeatureCollection","features":[
        {"type":"Feature","properties":{"kind":"a","turn":45,"size":2},"geometry":{"type":"Point","coordinates":[114.0,22.6]}},
        {"type":"Feature","properties":{"kind":"a"},"geometry":{"type":"Point","coordinates":[114.0005,22.6]}},
        {"type":"Feature","properties":{"kind":"c"},"geometry":{"type":"Point","coordinates":[114.0005,22.6]}}]})");
    auto const d = load_with_models(write(
        "d.toml", std::string(kBuildings) + "[[layers]]\nsource='trees.geojson'\nrole='instances'\nmodel_by='kind'\n"
                                            "models={ a = 'box.obj', b = 'gone.obj' }\nheading='turn'\nscale='size'\n"
                                            "[[models]]\nfile='box.obj'\nat=[114.0, 22.6]\n"));
    ASSERT_TRUE(d) << d.error().message;
    EXPECT_EQ(d->models.size(), 1U);
    ASSERT_EQ(d->instances.size(), 2U);
    ModelInstances const& trees = d->instances[1];
    ASSERT_EQ(trees.places.size(), 2U);
    EXPECT_DOUBLE_EQ(trees.places[0].heading, 45);
    EXPECT_FLOAT_EQ(trees.places[0].scale, 2);
    EXPECT_FLOAT_EQ(trees.places[1].scale, 1);
    EXPECT_EQ(trees.row, (std::vector<std::uint32_t>{0, 1}));
    EXPECT_EQ(d->findings.count("no-model"), 1U) << "nothing is said about 'c'";
    EXPECT_EQ(d->findings.count("model-failed"), 1U) << "gone.obj";
}

TEST_F(ModelsTest, AModelAsTheFileIsADistrictOfOne) {
    auto const d = load_with_models(write("box.obj", kBox));
    ASSERT_TRUE(d) << d.error().message;
    EXPECT_EQ(d->models.size(), 1U);
    EXPECT_EQ(d->instances.at(0).places.size(), 1U);
    EXPECT_NEAR(d->extent.width(), 4, 1e-3);
    auto const broken = load_with_models(write("broken.obj", "f 1 2 3\n"));
    ASSERT_FALSE(broken);
    EXPECT_TRUE(broken.error().message.starts_with(path("broken.obj") + ": ")) << broken.error().message;
    EXPECT_EQ(broken.error().message.find("nothing in it"), std::string::npos) << "the model's own reason is enough";
}

TEST_F(ModelsTest, CheckingGeometryAloneLeavesModelsAlone) {
    write_town();
    std::string const file =
        write("d.toml", std::string(kBuildings) + "[[models]]\nfile='gone.glb'\nat=[114.0,22.6]\nreplaces=['B-2']\n");
    auto const d = load(file, {.models = false});
    ASSERT_TRUE(d) << d.error().message;
    EXPECT_EQ(d->buildings.size(), 2U);
    EXPECT_EQ(d->findings.count("model-failed"), 0U);
}

}  // namespace
}  // namespace twin
