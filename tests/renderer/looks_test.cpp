// That each control of a look does something, and only that. How it looks is for the pictures.
#include <algorithm>
#include <cmath>

#include "scene/labels.h"
#include "tests/renderer/gpu_test.h"
#include "tests/scene/districts.h"

namespace {

using districts::rectangle;
using scene::Style;

class Looks : public GpuTest {
protected:
    scene::View street() {
        twin::District district = districts::grid(4, 24, 16, 30);
        districts::add_line(district, twin::GroundClass::secondary, {{-50, 32}, {200, 32}}, 10);
        show(district);
        return view_of(scene(), scene::orbit({72, 72, 10}, 260, 320, 35), 200, 150);
    }
};

/// Mean of one channel.
double mean(base::Image const& image, std::size_t channel) {
    double sum = 0;
    for (std::size_t i = channel; i < image.pixels.size(); i += 4) sum += image.pixels[i];
    return sum / (static_cast<double>(image.pixels.size()) / 4);
}

TEST_F(Looks, NightIsDarkAndBlueAndPaperIsLight) {
    scene::View view = street();
    auto const day = draw(view);
    view.style = Style::night;
    auto const night = draw(view);
    view.style = Style::paper;
    auto const paper = draw(view);
    EXPECT_LT(brightness(night.image), brightness(day.image) * 0.6);
    EXPECT_GT(brightness(paper.image), brightness(day.image) * 1.1);
    EXPECT_GT(mean(night.image, 2), mean(night.image, 0)) << "bluer than red";
    EXPECT_NEAR(mean(paper.image, 0), mean(paper.image, 2), 12) << "paper has hardly a colour";
}

TEST_F(Looks, WindowsAreLitAtNight) {
    scene::View view = street();
    view.style = Style::night;
    auto const night = draw(view);
    std::size_t warm = 0;
    for (std::size_t i = 0; i < night.ids.size(); ++i) {
        if (scene::id_kind(night.ids[i]) != scene::IdKind::building) continue;
        std::uint8_t const* const p = &night.image.pixels[i * 4];
        warm += p[0] > p[2] + 10 ? 1u : 0u;
    }
    EXPECT_GT(warm, 30u);
}

TEST_F(Looks, TheSelectionIsOutlinedAndNothingElseChanges) {
    scene::View view = street();
    auto const without = draw(view);
    view.selected = building_id(5);
    auto const with = draw(view);
    EXPECT_EQ(with.ids, without.ids);
    std::size_t changed = 0;
    base::Extent box, building;
    for (std::size_t i = 0; i < with.ids.size(); ++i) {
        base::Vec2d const p{static_cast<double>(i % 200), static_cast<double>(i / 200)};
        if (with.ids[i] == view.selected) building.add(p);
        if (std::equal(&with.image.pixels[i * 4], &with.image.pixels[i * 4] + 3, &without.image.pixels[i * 4]))
            continue;
        ++changed;
        box.add(p);
    }
    EXPECT_GT(changed, 20u);
    EXPECT_LT(changed, 1500u);
    EXPECT_TRUE(building.grown(4).contains({box.min_x, box.min_y}));
    EXPECT_TRUE(building.grown(4).contains({box.max_x, box.max_y}));
}

TEST_F(Looks, ASelectionThatIsNotInViewChangesNothing) {
    scene::View view = street();
    auto const without = draw(view);
    view.selected = building_id(99);
    EXPECT_EQ(count_different(draw(view).image, without.image), 0u);
}

TEST_F(Looks, ShadowsFallAwayFromTheSun) {
    twin::District district;
    districts::add_building(district, rectangle(-10, -10, 20, 20), {.height = 30});
    districts::add_area(district, twin::GroundClass::plaza, rectangle(-100, -100, 200, 200));
    show(district);
    scene::View view = map_of(scene(), {-64, -64, 64, 64});
    auto const light_at = [](renderer::Capture const& c, std::uint32_t x, std::uint32_t y) {
        std::uint8_t const* const p = &c.image.pixels[(std::size_t{y} * c.image.width + x) * 4];
        return p[0] + p[1] + p[2];
    };
    view.sun = sun_at(90, 45);  // in the east: the shadow lies 30 m to the west
    auto const morning = draw(view);
    view.sun = sun_at(270, 45);
    auto const evening = draw(view);
    EXPECT_LT(light_at(morning, 64 - 25, 64), light_at(morning, 64 + 25, 64) * 0.8);
    EXPECT_LT(light_at(evening, 64 + 25, 64), light_at(evening, 64 - 25, 64) * 0.8);
    // And it ends where the height says, 10 + 30 m from the middle.
    EXPECT_LT(light_at(morning, 64 - 36, 64), light_at(morning, 64 - 44, 64) * 0.85);
}

TEST_F(Looks, ShadowsTouchTheWallsThatCastThem) {
    twin::District district;
    districts::add_building(district, rectangle(-20, -20, 40, 40), {.height = 30});
    districts::add_area(district, twin::GroundClass::plaza, rectangle(-200, -200, 400, 400));
    show(district);
    scene::View view = map_of(scene(), {-64, -64, 64, 64});
    view.sun = sun_at(90, 35);
    auto const picture = draw(view);
    // The first pixels of ground west of the wall, and one well inside the shadow.
    auto const light = [&](std::uint32_t x) {
        std::uint8_t const* const p = &picture.image.pixels[(std::size_t{64} * 128 + x) * 4];
        return (p[0] + p[1] + p[2]) / 3.0;
    };
    EXPECT_EQ(id_at(picture, 44, 64), building_id(0));
    EXPECT_LT(light(42), light(35) + 6) << "light leaks in under the wall";
    EXPECT_LT(light(42), light(90) * 0.8);
}

TEST_F(Looks, EveryBuildingCastsItsShadowFromEverywhere) {
    // Cascades, their borders and their depths: whichever a building falls into, the ground behind it is dark.
    twin::District district;
    districts::add_area(district, twin::GroundClass::plaza, rectangle(-400, -400, 800, 800));
    for (int i = 0; i < 64; ++i) {
        districts::add_building(district, rectangle(i % 8 * 90 - 330, i / 8 * 90 - 330, 24, 24), {.height = 24});
    }
    show(district);
    std::size_t compared = 0;
    for (double const azimuth : {45.0, 225.0, 300.0}) {
        for (double const distance : {250.0, 700.0, 1400.0}) {
            scene::View view = view_of(scene(), scene::orbit({0, 0, 0}, distance, azimuth + 100, 50), 480, 320);
            view.sun = sun_at(azimuth, 40);
            auto const picture = draw(view);
            auto const light_at = [&](base::Vec2d ground) {
                base::Vec2d const p =
                    scene::project(view.camera, {ground.x, ground.y, 0}, view.width, view.height).pixel;
                if (p.x < 1 || p.y < 1 || p.x >= view.width - 1 || p.y >= view.height - 1) return -1;
                auto const x = static_cast<std::uint32_t>(p.x), y = static_cast<std::uint32_t>(p.y);
                if (scene::id_kind(id_at(picture, x, y)) == scene::IdKind::building) return -1;
                std::uint8_t const* const c = picture.image.row(y) + std::size_t{x} * 4;
                return c[0] + c[1] + c[2];
            };
            base::Vec2d const away{-view.sun.direction.x / std::cos(0.698), -view.sun.direction.y / std::cos(0.698)};
            for (int i = 0; i < 64; ++i) {
                base::Vec2d const middle{i % 8 * 90 - 318.0, i / 8 * 90 - 318.0};
                int const dark = light_at(middle + away * 26), lit = light_at(middle - away * 30);
                if (dark < 0 || lit < 0) continue;
                ++compared;
                EXPECT_LT(dark, lit * 0.85) << "building " << i << ", sun " << azimuth << ", from " << distance << " m";
            }
        }
    }
    EXPECT_GT(compared, 200u);
}

TEST_F(Looks, LitFlatRoofsHaveNoAcne) {
    twin::District district;
    districts::add_building(district, rectangle(-60, -60, 120, 120), {.height = 20, .use = twin::Use::industrial});
    show(district);
    for (double const altitude : {70.0, 30.0, 8.0}) {
        scene::View view = map_of(scene(), {-50, -50, 50, 50});
        view.sun = sun_at(200, altitude);
        auto const picture = draw(view);
        int low = 255, high = 0;
        for (std::uint32_t y = 20; y < 80; ++y) {
            for (std::uint32_t x = 20; x < 80; ++x) {
                int const v = picture.image.row(y)[x * 4 + 1];
                low = std::min(low, v);
                high = std::max(high, v);
            }
        }
        EXPECT_LT(high - low, 40) << "sun " << altitude << " degrees high";
    }
}

TEST_F(Looks, HazeTakesTheColourOutOfTheDistance) {
    twin::District district;
    for (int i = 0; i < 12; ++i) {
        districts::add_building(district, rectangle(-15, i * 900.0, 30, 30), {.height = 120, .use = twin::Use::school});
    }
    show(district);
    scene::View const view = view_of(scene(), scene::orbit({0, 0, 60}, 400, 8, 4), 240, 160);
    auto const picture = draw(view);
    auto const contrast = [&](double y) {
        Pixel const wall = pixel_of(view, {0, y, 100}), sky = pixel_of(view, {40, y, 100});
        std::uint8_t const* const a = picture.image.row(wall.y) + wall.x * 4;
        std::uint8_t const* const b = picture.image.row(sky.y) + sky.x * 4;
        return std::abs(a[0] - b[0]) + std::abs(a[1] - b[1]) + std::abs(a[2] - b[2]);
    };
    EXPECT_LT(contrast(8100), contrast(0) * 0.7);
}

TEST_F(Looks, AnOverlayIsDrawnInItsOwnColours) {
    scene::View const view = street();
    scene::Overlay overlay;
    shared::OverlayQuad quad{};
    quad.centre = {100, 75};
    quad.half_size = {20, 10};
    quad.fill = 0xff2040c0;
    overlay.quads.push_back(quad);
    auto const with = draw(view, overlay);
    auto const without = draw(view);
    std::uint8_t const* const inside = with.image.row(75) + 100 * 4;
    EXPECT_EQ(int{inside[0]}, 0x20);
    EXPECT_EQ(int{inside[1]}, 0x40);
    EXPECT_EQ(int{inside[2]}, 0xc0);
    EXPECT_EQ(count_different(with.image, without.image), 40u * 20);
    EXPECT_EQ(with.ids, without.ids);
}

TEST_F(Looks, AnOverlayRunsOnAcrossTiles) {
    show(districts::grid(3, 20, 10, 15));
    scene::View const view = map_of(scene(), {0, 0, 3000, 900});
    scene::Overlay overlay;
    shared::OverlayQuad quad{};
    quad.centre = {1500, 450};
    quad.half_size = {5, 450};
    quad.fill = 0xffff00ff;
    overlay.quads.push_back(quad);
    auto const picture = draw(view, overlay);
    for (std::uint32_t y = 0; y < 900; ++y) {
        std::uint8_t const* const p = picture.image.row(y) + 1500 * 4;
        ASSERT_TRUE(p[0] == 255 && p[1] == 0 && p[2] == 255) << "row " << y;
    }
}

TEST_F(Looks, ColourByReplacesTheColourOfUse) {
    twin::District district = districts::grid(2, 20, 10, 15);
    scene::View const view = map_of(show(district), {0, 0, 50, 50});
    auto const plain = draw(view);
    district.buildings.value = {1, 2, 3, 4};
    district.colour_by = "storeys";
    show(district);
    auto const coloured = draw(view);
    EXPECT_EQ(coloured.ids, plain.ids);
    auto const blue_share = [](renderer::Capture const& c, std::uint32_t x, std::uint32_t y) {
        std::uint8_t const* const p = c.image.row(y) + x * 4;
        return p[2] / static_cast<double>(p[0] + p[1] + p[2]);
    };
    // From pale yellow to dark blue.
    EXPECT_GT(blue_share(coloured, 40, 10), blue_share(coloured, 10, 40) + 0.1);
    EXPECT_NEAR(blue_share(plain, 40, 10), blue_share(plain, 10, 40), 0.05);
}

}  // namespace
