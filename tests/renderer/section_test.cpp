// Sections on the GPU: what is cut away is not drawn, casts no shadow and cannot be picked; what is cut is filled.
#include "scene/section.h"

#include <set>

#include "tests/renderer/gpu_test.h"
#include "tests/scene/districts.h"

namespace {

using districts::rectangle;

class Section : public GpuTest {
protected:
    /// Keeps the north.
    scene::View cut_along(twin::District const& district, scene::View view, double y) {
        view.section = scene::cut(district, {{-100, y}, {100, y}}, scene().city.building_id);
        return view;
    }
};

std::set<std::uint32_t> ids_of(renderer::Capture const& picture) { return {picture.ids.begin(), picture.ids.end()}; }

TEST_F(Section, WhatIsCutAwayCannotBePicked) {
    twin::District district;
    districts::add_building(district, rectangle(-30, -40, 20, 20), {.height = 30});  // before the plane
    districts::add_building(district, rectangle(-10, -10, 20, 20), {.height = 30});  // in it
    districts::add_building(district, rectangle(10, 20, 20, 20), {.height = 30});    // behind it
    show(district);
    scene::View const whole = view_of(scene(), scene::orbit({0, 0, 10}, 200, 0, 30), 240, 160);
    EXPECT_EQ(ids_of(draw(whole)), (std::set<std::uint32_t>{0, building_id(0), building_id(1), building_id(2)}));
    scene::View const view = cut_along(district, whole, 0);
    auto const picture = draw(view);
    EXPECT_EQ(ids_of(picture), (std::set<std::uint32_t>{0, building_id(1), building_id(2)}));
    // Its cut face is the building.
    Pixel const face = pixel_of(view, {0, 0, 5});
    EXPECT_EQ(id_at(picture, face.x, face.y), building_id(1));
    // Where its southern half stood, over the earth that went with it, there is nothing.
    Pixel const gone = pixel_of(view, {9, -10, 0.5});
    EXPECT_EQ(id_at(picture, gone.x, gone.y), 0u);
}

TEST_F(Section, FromAboveItEndsAtTheLine) {
    twin::District district;
    districts::add_building(district, rectangle(10, 10, 40, 40));
    show(district);
    scene::View view = map_of(scene(), {0, 0, 64, 64});
    view.section = scene::cut(district, {{0, 30}, {64, 30}}, scene().city.building_id);
    auto const picture = draw(view);
    for (std::uint32_t y = 0; y < 64; ++y) {
        std::uint32_t const north = 63 - y;
        if (north == 29) continue;  // the pixel that the face itself, a little before the line, may touch
        EXPECT_EQ(id_at(picture, 30, y), north >= 30 && north < 50 ? building_id(0) : 0u) << north;
    }
}

TEST_F(Section, WhatIsCutAwayCastsNoShadow) {
    twin::District district;
    districts::add_building(district, rectangle(-20, -40, 40, 20), {.height = 60});
    show(district);
    scene::View view = map_of(scene(), {-50, -50, 50, 50});
    view.sun = sun_at(180, 45);  // from the south: the shadow falls to the north, over y = 0
    auto const bright = [&](renderer::Capture const& picture) {
        std::size_t const at = (std::size_t{40} * picture.image.width + 50) * 4;  // (0, 10)
        return int{picture.image.pixels[at]};
    };
    int const shaded = bright(draw(view));
    int const lit = bright(draw(cut_along(district, view, -5)));
    EXPECT_GT(lit, shaded + 20);
}

TEST_F(Section, CutBuildingsStillCastTheirShadow) {
    twin::District district;
    districts::add_building(district, rectangle(-20, -20, 40, 40), {.height = 40});
    show(district);
    // The sun stands behind: what faces away from it is the cut itself, and the ground behind stays lit.
    scene::View view = map_of(scene(), {-100, -100, 100, 100});
    view.sun = sun_at(270, 30);
    auto const at = [&](renderer::Capture const& picture, double x, double y) {
        auto const column = static_cast<std::size_t>(x + 100), row = static_cast<std::size_t>(100 - y);
        return int{picture.image.pixels[(row * picture.image.width + column) * 4]};
    };
    auto const picture = draw(cut_along(district, view, 0));
    EXPECT_LT(at(picture, 40, 10) + 20, at(picture, -40, 10));
}

TEST_F(Section, PicturesWithoutOneKeepTheirBytes) {
    twin::District const district = districts::grid(3, 20, 15, 25);
    show(district);
    scene::View const view = view_of(scene(), scene::orbit({45, 45, 0}, 250, 30, 35), 160, 120);
    auto const before = draw(view);
    static_cast<void>(draw(cut_along(district, view, 45)));
    EXPECT_EQ(count_different(draw(view).image, before.image), 0u);
}

TEST_F(Section, AnotherLineIsAnotherPicture) {
    twin::District const district = districts::grid(3, 20, 15, 25);
    show(district);
    scene::View view = view_of(scene(), scene::orbit({45, 45, 0}, 250, 0, 35), 160, 120);
    auto const first = draw(cut_along(district, view, 45));
    auto const other = draw(cut_along(district, view, 80));
    EXPECT_GT(count_different(first.image, other.image), 1000u);
    EXPECT_EQ(count_different(first.image, draw(cut_along(district, view, 45)).image), 0u);
}

}  // namespace
