#include "assets/model_stream.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <limits>

namespace {

using assets::Model;

Model sample() {
    Model model;
    model.name = "塔楼";
    model.vertices = {{{0, 0, 0}, {0, 0, 1}, 0, 0}, {{1, 0, 0}, {0, 0, 1}, 1, 0}, {{0, 1, 0}, {0, 0, 1}, 0, 1}};
    model.indices = {0, 1, 2, 2, 1, 0};
    model.parts = {{0, 3, 0}, {3, 3, 1}};
    model.materials.resize(2);
    model.materials[0] = {.name = "brick", .colour = {0.5f, 0.25f, 0.125f, 1}, .texture = 0, .cutout = true};
    model.materials[1] = {.name = "lamp", .emissive = {1, 2, 3}, .two_sided = true};
    model.textures = {{.width = 2, .height = 1, .channels = 4, .pixels = {1, 2, 3, 4, 5, 6, 7, 8}}};
    model.notes = {"one", ""};
    model.max = {1, 1, 0};
    return model;
}

TEST(ModelStream, BringsEverythingAcross) {
    Model const sent = sample();
    auto const got = assets::unpack_model(assets::pack(sent));
    ASSERT_TRUE(got) << got.error().message;
    EXPECT_EQ(got->name, sent.name);
    EXPECT_EQ(got->indices, sent.indices);
    EXPECT_EQ(got->materials, sent.materials);
    EXPECT_EQ(got->notes, sent.notes);
    EXPECT_EQ(got->min, sent.min);
    EXPECT_EQ(got->max, sent.max);
    ASSERT_EQ(got->vertices.size(), 3u);
    EXPECT_EQ(std::memcmp(got->vertices.data(), sent.vertices.data(), 3 * sizeof(assets::Vertex)), 0);
    ASSERT_EQ(got->parts.size(), 2u);
    EXPECT_EQ(std::memcmp(got->parts.data(), sent.parts.data(), 2 * sizeof(assets::Part)), 0);
    ASSERT_EQ(got->textures.size(), 1u);
    EXPECT_EQ(got->textures[0].width, 2u);
    EXPECT_EQ(got->textures[0].height, 1u);
    EXPECT_EQ(got->textures[0].pixels, sent.textures[0].pixels);
}

TEST(ModelStream, BringsRequestsAcross) {
    auto const got = assets::unpack_request(assets::pack(
        assets::ModelRequest{.file = "/a b/塔.glb", .up = assets::UpAxis::z, .unit = 0.0254, .max_texture = 512}));
    ASSERT_TRUE(got) << got.error().message;
    EXPECT_EQ(got->file, "/a b/塔.glb");
    EXPECT_EQ(got->up, assets::UpAxis::z);
    EXPECT_EQ(got->unit, 0.0254);
    EXPECT_EQ(got->max_texture, 512u);
}

TEST(ModelStream, RefusesEveryTruncation) {
    std::vector<std::byte> const whole = assets::pack(sample());
    for (std::size_t size = 0; size < whole.size(); ++size) {
        EXPECT_FALSE(assets::unpack_model(std::span(whole).first(size))) << size;
    }
    std::vector<std::byte> longer = whole;
    longer.push_back(std::byte{0});
    EXPECT_FALSE(assets::unpack_model(longer));
}

/// Any damage gives an error or a model whose references all hold; under the sanitizers this test also proves that
/// reading it touches nothing it should not.
TEST(ModelStream, SurvivesEveryDamagedByte) {
    std::vector<std::byte> const whole = assets::pack(sample());
    int refused = 0;
    for (std::size_t i = 0; i < whole.size(); ++i) {
        for (std::byte const damage : {std::byte{0x01}, std::byte{0x80}, std::byte{0xff}}) {
            std::vector<std::byte> bytes = whole;
            bytes[i] ^= damage;
            auto const model = assets::unpack_model(bytes);
            refused += !model;
            if (!model) continue;
            for (std::uint32_t const index : model->indices) ASSERT_LT(index, model->vertices.size());
            for (auto const& part : model->parts) {
                ASSERT_LE(part.first_index + part.index_count, model->indices.size());
                ASSERT_LT(part.material, model->materials.size());
            }
            for (auto const& material : model->materials) {
                ASSERT_LT(material.texture, static_cast<int>(model->textures.size()));
            }
        }
    }
    EXPECT_GT(refused, 300);
}

TEST(ModelStream, RefusesWhatPointsNowhere) {
    auto const refused = [](auto const& damage) {
        Model model = sample();
        damage(model);
        return !assets::unpack_model(assets::pack(model));
    };
    EXPECT_FALSE(refused([](Model&) {}));
    EXPECT_TRUE(refused([](Model& m) { m.indices[2] = 3; }));
    EXPECT_TRUE(refused([](Model& m) { m.parts[1].index_count = 6; }));
    EXPECT_TRUE(refused([](Model& m) { m.parts[1].first_index = 0xffffffff; }));
    EXPECT_TRUE(refused([](Model& m) { m.parts[0].index_count = 2; }));
    EXPECT_TRUE(refused([](Model& m) { m.parts[0].material = 2; }));
    EXPECT_TRUE(refused([](Model& m) { m.materials[1].texture = 1; }));
    EXPECT_TRUE(refused([](Model& m) { m.materials[1].texture = -2; }));
    EXPECT_TRUE(refused([](Model& m) { m.textures[0].height = 2; }));
    EXPECT_TRUE(refused([](Model& m) { m.textures[0].width = 0; }));
    EXPECT_TRUE(refused([](Model& m) { m.vertices[0].position.y = NAN; }));
    EXPECT_TRUE(refused([](Model& m) { m.max.z = std::numeric_limits<float>::infinity(); }));
}

TEST(ModelStream, DoesNotTakeARequestForAModel) {
    EXPECT_FALSE(assets::unpack_model(assets::pack(assets::ModelRequest{.file = "a.glb"})));
    EXPECT_FALSE(assets::unpack_request(assets::pack(sample())));
    EXPECT_FALSE(assets::unpack_request({}));
}

}  // namespace
