// Models in the scene: the boxes cameras look at, and what stands in for a model that is far away.
#include <gtest/gtest.h>

#include <array>
#include <vector>

#include "scene/build.h"
#include "tests/scene/districts.h"

namespace {

/// A box from `low` to `high`, as loading makes it.
std::uint32_t add_box(twin::District& district, base::Vec3f low, base::Vec3f high) {
    std::uint32_t const index = districts::add_box_model(district, 1, 1, 0x808080);
    assets::Model& model = district.models[index];
    auto const place = [](float v, float from, float to, float bottom, float top) {
        return bottom + (v - from) / (to - from) * (top - bottom);
    };
    for (assets::Vertex& v : model.vertices) {
        v.position = {place(v.position.x, model.min.x, model.max.x, low.x, high.x),
                      place(v.position.y, model.min.y, model.max.y, low.y, high.y),
                      place(v.position.z, model.min.z, model.max.z, low.z, high.z)};
    }
    model.min = low;
    model.max = high;
    return index;
}

scene::Scene scene_of(twin::District const& district) {
    base::Progress silent;
    return scene::build(district, {}, silent);
}

TEST(Models, OneAloneIsFramedByItsOwnBox) {
    twin::District district;
    districts::add_instance(district, add_box(district, {10, 0, 2}, {20, 30, 8}), {100, 200}, 90, 2);
    scene::Scene const scene = scene_of(district);
    // A quarter clockwise: what was east is south now, what was north is east.
    EXPECT_NEAR(scene.extent.min_x, 100, 1e-4);
    EXPECT_NEAR(scene.extent.max_x, 160, 1e-4);
    EXPECT_NEAR(scene.extent.min_y, 160, 1e-4);
    EXPECT_NEAR(scene.extent.max_y, 180, 1e-4);
    EXPECT_NEAR(scene.max_z, 16, 1e-4);
}

TEST(Models, ReachBelowTheirOrigin) {
    twin::District district;
    districts::add_instance(district, add_box(district, {-1, -1, -6}, {1, 1, 3}), {0, 0});
    EXPECT_NEAR(scene_of(district).min_z, -6, 1e-4);
}

/// A picture of these sRGB texels, side by side.
base::Image picture(std::vector<std::array<std::uint8_t, 4>> const& texels) {
    base::Image image{.width = static_cast<std::uint32_t>(texels.size()), .height = 1, .channels = 4, .pixels = {}};
    for (auto const& texel : texels) image.pixels.insert(image.pixels.end(), texel.begin(), texel.end());
    return image;
}

TEST(Models, FarAwayTheyAreTheMeanOfTheirTexture) {
    twin::District district;
    std::uint32_t const index = add_box(district, {-1, -1, 0}, {1, 1, 2});
    assets::Model& model = district.models[index];
    assets::Material& material = model.materials.at(model.parts.at(0).material);
    material.colour[0] = material.colour[2] = 1;
    material.colour[1] = 0.5f;
    material.texture = 0;
    // Half the light of white is no mean of sRGB bytes; what is see-through counts for nothing.
    model.textures = {picture({{255, 255, 0, 255}, {0, 255, 0, 255}, {0, 0, 255, 0}})};
    scene::Mesh::Part const part = scene_of(district).meshes.at(0).far_part;
    EXPECT_NEAR(part.colour[0], 0.5, 1e-3);
    EXPECT_NEAR(part.colour[1], 0.5, 1e-3);
    EXPECT_NEAR(part.colour[2], 0, 1e-3);
    EXPECT_EQ(part.texture, -1);
    model.textures = {picture({{0, 0, 255, 0}})};
    EXPECT_NEAR(scene_of(district).meshes.at(0).far_part.colour[0], 1, 1e-6) << "a texture of holes alone says nothing";
}

TEST(Models, FarAwayTheyGlowAsTheirLargestPartDoes) {
    twin::District district;
    assets::Model& model = district.models[add_box(district, {-1, -1, 0}, {1, 1, 2})];
    model.materials.at(model.parts.at(0).material).emissive[1] = 0.75f;
    scene::Mesh::Part const part = scene_of(district).meshes.at(0).far_part;
    EXPECT_EQ(part.emissive[0], 0);
    EXPECT_EQ(part.emissive[1], 0.75f);
}

}  // namespace
