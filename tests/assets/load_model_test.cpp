#include <algorithm>

#include "support.h"

namespace {

class LoadModel : public assets_tests::Folder {
protected:
    void SetUp() override {
        Folder::SetUp();
        model_ = write("model/tower.obj", "v 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 3\n");
    }
    /// The error, without the name of the file before it.
    std::string error(std::filesystem::path const& file, std::filesystem::path const& helper,
                      assets::ModelLimits const& limits = {.memory_bytes = 64u << 20, .seconds = 10}) const {
        auto const model = assets::load_model({.file = file}, limits, helper);
        if (model) return "loaded";
        std::string const prefix = file.string() + ": ";
        EXPECT_EQ(model.error().message.substr(0, prefix.size()), prefix);
        return model.error().message.substr(prefix.size());
    }
    std::string error_of(std::string const& script,
                         assets::ModelLimits const& limits = {.memory_bytes = 64u << 20, .seconds = 10}) const {
        return error(model_, write_program("helper.sh", "#!/bin/sh\n" + script + "\n"), limits);
    }

    std::filesystem::path model_;
};

TEST_F(LoadModel, ReadsAModel) {
    auto const model = assets_tests::load(model_);
    ASSERT_TRUE(model) << model.error().message;
    EXPECT_EQ(model->name, "tower");
    EXPECT_EQ(model->vertices.size(), 3u);
    EXPECT_EQ(model->indices, (std::vector<std::uint32_t>{0, 1, 2}));
}

TEST_F(LoadModel, SaysHowTheChildEnded) {
    EXPECT_EQ(error_of("kill -SEGV $$"), "crashed while reading (signal 11)");
    EXPECT_EQ(error_of("sleep 60", {.memory_bytes = 64u << 20, .seconds = 0.25}), "took longer than 0.25 s to read");
    EXPECT_EQ(error_of("exec tail -n 1 /dev/zero"), "needed more than 64 MiB of memory to read");
    EXPECT_EQ(error_of("exit 66", {.memory_bytes = std::uint64_t{2} << 30, .seconds = 9}),
              "needed more than 2 GiB of memory to read");
    EXPECT_EQ(error_of("exec cat /dev/zero"), "is larger than 64 MiB once read");
    EXPECT_EQ(error_of("echo noise >&2; echo 'has no faces' >&2; exit 1"), "has no faces");
    EXPECT_EQ(error_of("exit 1"), "cannot be read: the model reader ended with status 1");
    EXPECT_EQ(error_of("echo 'lost my library' >&2; exit 127"),
              "cannot be read: the model reader ended with status 127 (lost my library)");
}

TEST_F(LoadModel, DoesNotBelieveWhatIsNoModel) {
    EXPECT_EQ(error_of("true"), "what came back from reading it is damaged");
    EXPECT_EQ(error_of("echo BMDL"), "what came back from reading it is damaged");
    EXPECT_EQ(error_of("cat"), "what came back from reading it is damaged");
    EXPECT_EQ(error(model_, folder_ / "absent"),
              "cannot be read: " + (folder_ / "absent").string() + ": cannot be started: No such file or directory");
}

TEST_F(LoadModel, HoldsTheRealChildToItsMemory) {
    std::string text;
    for (int i = 0; i < 400000; ++i) text += "v " + std::to_string(i) + " 0 0\n";
    text += "f 1 2 3\n";
    EXPECT_EQ(error(write("large.obj", text), assets_tests::helper(), {.memory_bytes = 12u << 20, .seconds = 30}),
              "needed more than 12 MiB of memory to read");
}

TEST_F(LoadModel, SaysWhatIsWrongWithTheFile) {
    auto const said = [&](std::filesystem::path const& file) { return error(file, assets_tests::helper()); };
    EXPECT_EQ(said(folder_ / "absent.obj"), "does not exist");
    EXPECT_EQ(said(folder_ / "model"), "is a directory, not a model");
    EXPECT_EQ(said(write("empty.glb", "")), "is empty");
    EXPECT_EQ(said(write("readme.txt", "hello")),
              "is not one of the model formats gltf, glb, obj, fbx, dae, 3ds, ifc, ply, stl");
    EXPECT_EQ(said(write("tower.md5mesh", "MD5Version 10")),
              "is not one of the model formats gltf, glb, obj, fbx, dae, 3ds, ifc, ply, stl");
    EXPECT_EQ(said(write("picture.glb", "\x89PNG\r\n\x1a\n")),
              "is not what its name says: no reader knows its content");
    EXPECT_EQ(said(write("points.obj", "v 0 0 0\nv 1 0 0\nv 0 1 0\n")), "has no faces");
    // Versions of Assimp word this differently.
    EXPECT_NE(said(write("scene.gltf", R"({"asset":{"version":"2.0"}})")).find("scene"), std::string::npos);
}

TEST_F(LoadModel, WritesNothingBesideTheModel) {
    auto const before = std::filesystem::last_write_time(model_.parent_path());
    ASSERT_TRUE(assets_tests::load(model_));
    EXPECT_EQ(std::filesystem::last_write_time(model_.parent_path()), before);
    std::filesystem::directory_iterator const left(model_.parent_path());
    EXPECT_EQ(std::distance(begin(left), end(left)), 1);
}

TEST_F(LoadModel, FindsARelativeFile) {
    auto const here = std::filesystem::current_path();
    std::filesystem::current_path(model_.parent_path());
    auto const model = assets_tests::load("tower.obj");
    std::filesystem::current_path(here);
    EXPECT_TRUE(model) << model.error().message;
}

}  // namespace
