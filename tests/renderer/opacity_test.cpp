// Layers of the ground that let through what lies below them.
#include <cmath>

#include "tests/renderer/gpu_test.h"
#include "tests/scene/districts.h"

namespace {

using districts::rectangle;
using twin::GroundClass;
using Layers = std::vector<scene::BuildOptions::PaintedLayer>;

/// sRGB transfer function, IEC 61966-2-1.
double linear_of(std::uint8_t channel) {
    double const c = channel / 255.0;
    return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
}

std::uint8_t srgb_of(double c) {
    double const s = c <= 0.0031308 ? c * 12.92 : 1.055 * std::pow(c, 1 / 2.4) - 0.055;
    return static_cast<std::uint8_t>(std::lround(s * 255));
}

/// Three layers: a lake, woods that reach over its east, two paths that cross. On paper, whose tone is a
/// straight line: what is mixed as light can be worked out from the picture.
class Opacity : public GpuTest {
protected:
    static constexpr Pixel kLand{190, 40}, kLake{20, 50}, kBoth{80, 50}, kWoods{140, 50}, kPath{50, 90},
        kCrossing{100, 90};

    Opacity() {
        add([](twin::District& d) { districts::add_area(d, GroundClass::water, rectangle(0, 20, 110, 60)); });
        add([](twin::District& d) { districts::add_area(d, GroundClass::forest, rectangle(60, 30, 110, 50)); });
        add([](twin::District& d) {
            districts::add_line(d, GroundClass::footpath, {{0, 10}, {200, 10}}, 6);
            districts::add_line(d, GroundClass::footpath, {{100, 0}, {100, 100}}, 6);
        });
        place_.extent = {0, 0, 200, 100};
    }

    /// A layer of its own.
    void add(std::function<void(twin::District&)> const& paint) {
        twin::District one;
        paint(one);
        place_.ground.push_back(one.ground.front());
    }

    renderer::Capture drawn(Layers const& layers, std::uint32_t samples = 4) {
        scene::BuildOptions options;
        options.ground = layers;
        base::Progress quiet;
        scene::Scene const scene = scene::build(place_, options, quiet);
        EXPECT_TRUE(gpu().set_scene(scene, quiet));
        scene::View view = map_of(scene, {0, 0, 200, 100}, scene::Style::paper);
        view.samples = samples;
        return draw(view);
    }

    static base::Vec3d light_at(renderer::Capture const& picture, Pixel at) {
        std::uint8_t const* const p = picture.image.row(at.y) + std::size_t{at.x} * 4;
        return {linear_of(p[0]), linear_of(p[1]), linear_of(p[2])};
    }
    /// Within the last of 8 bits, which the paint and the picture were rounded to.
    static void expect_mixed(renderer::Capture const& shown, renderer::Capture const& without,
                             renderer::Capture const& with, Pixel at, double share, std::string const& where) {
        base::Vec3d const got = light_at(shown, at), a = light_at(without, at), b = light_at(with, at);
        base::Vec3d const wanted = a + (b - a) * share;
        EXPECT_GT(std::abs(a.x - b.x) + std::abs(a.y - b.y), 0.02) << where << ": nothing to be told apart";
        EXPECT_NEAR(srgb_of(got.x), srgb_of(wanted.x), 2) << where;
        EXPECT_NEAR(srgb_of(got.y), srgb_of(wanted.y), 2) << where;
        EXPECT_NEAR(srgb_of(got.z), srgb_of(wanted.z), 2) << where;
    }

    twin::District place_;
};

TEST_F(Opacity, LandShowsThroughBySharesOfLight) {
    for (std::uint32_t const samples : {1u, 4u}) {
        auto const land = drawn({}, samples), woods = drawn({{1, 1}}, samples);
        for (float const share : {0.2f, 0.5f, 0.9f}) {
            auto const shown = drawn({{1, share}}, samples);
            expect_mixed(shown, land, woods, kWoods, double{share}, std::to_string(share));
        }
    }
}

TEST_F(Opacity, LayersBelowShowThrough) {
    for (std::uint32_t const samples : {1u, 4u}) {
        auto const lake = drawn({{0, 1}}, samples), covered = drawn({{0, 1}, {1, 1}}, samples);
        auto const shown = drawn({{0, 1}, {1, 0.5f}}, samples);
        expect_mixed(shown, lake, covered, kBoth, 0.5, "woods on the lake");
        EXPECT_EQ(light_at(shown, kLake), light_at(lake, kLake)) << "beside the woods the lake is as it was";
        EXPECT_EQ(light_at(shown, kLand), light_at(lake, kLand));
        // Three, of which the middle one covers.
        auto const bare = drawn({{2, 1}, {0, 1}}, samples), all = drawn({{2, 0.3f}, {0, 1}, {1, 0.4f}}, samples);
        expect_mixed(all, bare, drawn({{2, 1}, {0, 1}, {1, 1}}, samples), kBoth, 0.4, "of three");
        expect_mixed(all, drawn({}, samples), bare, kPath, 0.3, "the lowest of three");
    }
}

TEST_F(Opacity, ALayerIsOneSheetWhereItsLinesCross) {
    auto const shown = drawn({{2, 0.5f}});
    EXPECT_EQ(light_at(shown, kCrossing), light_at(shown, kPath));
    EXPECT_NE(light_at(shown, kPath), light_at(shown, kLand));
}

TEST_F(Opacity, WhatIsSeenThroughIsStillFound) {
    auto const covering = drawn({{0, 1}, {1, 1}, {2, 1}}), through = drawn({{0, 0.5f}, {1, 0.5f}, {2, 0.5f}});
    EXPECT_EQ(through.ids, covering.ids);
}

TEST_F(Opacity, NoneOfALayerIsNothing) {
    auto const none = drawn({{0, 0}}), lake = drawn({{1, 0}, {0, 1}});
    EXPECT_EQ(none.image.pixels, drawn({}).image.pixels);
    EXPECT_EQ(lake.image.pixels, drawn({{0, 1}}).image.pixels);
    EXPECT_EQ(id_at(none, kLake.x, kLake.y), 0u);
    EXPECT_EQ(id_at(lake, kWoods.x, kWoods.y), 0u);
    EXPECT_NE(id_at(lake, kLake.x, kLake.y), 0u);
}

}  // namespace
