// What holds for every picture: sizes, tiles, counts, memory, sameness.
#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <set>

#include "tests/renderer/gpu_test.h"
#include "tests/scene/districts.h"

namespace {

using districts::rectangle;

class Drawing : public GpuTest {};

scene::View oblique(scene::Scene const& scene, std::uint32_t width, std::uint32_t height) {
    double const aspect = static_cast<double>(width) / height;
    return view_of(scene, scene::fit(scene.extent, scene.min_z, scene.max_z, aspect, 335, 35), width, height);
}

// ---- sizes and samples

TEST_F(Drawing, AnEmptySceneIsAPicture) {
    show(twin::District());
    auto const picture = draw(view_of(scene(), scene::orbit({0, 0, 0}, 500, 0, 20), 64, 48));
    EXPECT_EQ(picture.image.pixels.size(), 64u * 48 * 4);
    EXPECT_EQ(std::count(picture.ids.begin(), picture.ids.end(), 0u), 64 * 48);
    EXPECT_GT(brightness(picture.image), 60);
    EXPECT_LT(brightness(picture.image), 250);
}

TEST_F(Drawing, SmallestAndOddSizes) {
    show(districts::grid(3, 20, 10, 15));
    for (auto const& [width, height] :
         std::array<std::pair<std::uint32_t, std::uint32_t>, 4>{{{64, 64}, {1, 1}, {97, 3}, {3, 97}}}) {
        auto const picture = draw(map_of(scene(), {0, 0, static_cast<double>(width), static_cast<double>(height)}));
        EXPECT_EQ(picture.image.width, width);
        EXPECT_EQ(picture.ids.size(), std::size_t{width} * height);
        EXPECT_EQ(id_at(picture, 0, height - 1), building_id(0)) << width << " x " << height;
    }
}

TEST_F(Drawing, NoPixelsAreAnError) {
    show(districts::grid(1, 20, 10, 15));
    scene::View view = map_of(scene(), {0, 0, 64, 64});
    view.width = 0;
    auto const picture = gpu().capture(view, {}, false);
    ASSERT_FALSE(picture);
    EXPECT_EQ(picture.error().kind, base::ErrorKind::usage);
}

TEST_F(Drawing, OneSampleShowsTheSameThings) {
    show(districts::grid(5, 20, 10, 15));
    scene::View view = oblique(scene(), 160, 120);
    auto const four = draw(view);
    view.samples = 1;
    auto const one = draw(view);
    // One sample lies in the middle of the pixel, the first of four beside it, so edges may differ and nothing else.
    std::size_t moved = 0;
    for (std::size_t i = 0; i < one.ids.size(); ++i) moved += one.ids[i] != four.ids[i] ? 1u : 0u;
    EXPECT_LT(moved, one.ids.size() / 12);
    EXPECT_NEAR(brightness(one.image), brightness(four.image), 2);
    EXPECT_GT(count_different(one.image, four.image), 100u) << "four samples smooth nothing";
}

TEST_F(Drawing, SizesMayChangeFromPictureToPicture) {
    show(districts::grid(3, 20, 10, 15));
    scene::View const small = map_of(scene(), {0, 0, 64, 64});
    auto const first = draw(small);
    draw(map_of(scene(), {0, 0, 200, 120}));
    auto const again = draw(small);
    EXPECT_EQ(again.image.pixels, first.image.pixels);
    EXPECT_EQ(again.ids, first.ids);
}

TEST_F(Drawing, ScenesMayChangeFromPictureToPicture) {
    show(districts::grid(3, 20, 10, 15));
    EXPECT_EQ(id_at(draw(map_of(scene(), {0, 0, 90, 90})), 5, 84), building_id(0));
    twin::District other;
    districts::add_building(other, rectangle(40, 40, 10, 10));
    show(other);
    auto const picture = draw(map_of(scene(), {0, 0, 90, 90}));
    EXPECT_EQ(id_at(picture, 5, 84), 0u);
    EXPECT_EQ(id_at(picture, 45, 44), building_id(0));
}

// ---- strips and tiles

TEST_F(Drawing, StripsComeInOrderAndCoverThePicture) {
    show(districts::grid(3, 20, 10, 15));
    scene::View const view = map_of(scene(), {0, 0, 3000, 900});
    std::uint32_t next = 0, strips = 0;
    base::Progress quiet;
    auto const drawn = gpu().draw(
        view, {}, true,
        [&](renderer::Renderer::Strip const& strip) -> base::Status {
            EXPECT_EQ(strip.first_row, next);
            EXPECT_EQ(strip.rgb.size(), std::size_t{strip.rows} * view.width * 3);
            EXPECT_EQ(strip.ids.size(), std::size_t{strip.rows} * view.width);
            next += strip.rows;
            ++strips;
            return base::done;
        },
        quiet);
    ASSERT_TRUE(drawn);
    EXPECT_EQ(next, view.height);
    EXPECT_GE(strips, 2u) << "too small a picture to need strips";
}

TEST_F(Drawing, AnErrorFromTheSinkEndsTheDrawing) {
    show(districts::grid(3, 20, 10, 15));
    int calls = 0;
    base::Progress quiet;
    auto const full_disk = [&](renderer::Renderer::Strip const&) -> base::Status {
        ++calls;
        return base::Error{"disk full"};
    };
    auto const drawn = gpu().draw(map_of(scene(), {0, 0, 3000, 900}), {}, false, full_disk, quiet);
    ASSERT_FALSE(drawn);
    EXPECT_EQ(drawn.error().message, "disk full");
    EXPECT_EQ(calls, 1);
}

TEST_F(Drawing, IdsRunOnAcrossTilesWithoutAStep) {
    // Turned squares under a straight-down view: which pixels they cover can be worked out by hand, on both sides of
    // every seam. Pixels within a quarter metre of an edge are left out.
    twin::District district;
    std::vector<districts::Ring> rings;
    for (int i = 0; i < 45; ++i) {
        base::Vec2d const at{i % 9 * 330.0 + 60, i / 9 * 300.0 + 60};
        rings.push_back(districts::turned(rectangle(at.x, at.y, 190, 150), at + base::Vec2d{95, 75}, 7 + i));
        districts::add_building(district, rings.back());
    }
    show(district);
    auto const picture = draw(map_of(scene(), {0, 0, 3000, 1500}));
    std::size_t wrong = 0, inside = 0;
    for (std::uint32_t y = 0; y < 1500; ++y) {
        for (std::uint32_t x = 0; x < 3000; ++x) {
            base::Vec2d const p{x + 0.5, 1500 - (y + 0.5)};
            auto const column = static_cast<std::size_t>(std::min(p.x / 330, 8.0));
            auto const row = static_cast<std::size_t>(std::min(p.y / 300, 4.0));
            std::size_t const i = row * 9 + column;
            double depth = 1e9;  // how far inside, metres; negative: outside
            for (std::size_t k = 0; k < 4; ++k) {
                base::Vec2d const from = rings[i][k], edge = rings[i][(k + 1) % 4] - from;
                depth = std::min(depth, cross(edge, p - from) / length(edge));
            }
            if (std::abs(depth) < 0.75) continue;
            std::uint32_t const expected = depth > 0 ? building_id(static_cast<std::uint32_t>(i)) : 0;
            inside += expected != 0 ? 1u : 0u;
            wrong += id_at(picture, x, y) != expected ? 1u : 0u;
        }
    }
    EXPECT_EQ(wrong, 0u);
    EXPECT_GT(inside, 1'000'000u);
}

TEST_F(Drawing, TheWidestPictureRunsOnAcrossColumns) {
    show(districts::grid(128, 60, 68, 10));
    auto const picture = draw(map_of(scene(), {0, 30, 16'384, 46}));
    ASSERT_EQ(picture.image.width, 16'384u);
    for (std::uint32_t x = 0; x < 16'384; ++x) {
        std::uint32_t const along = x % 128;
        if (along == 0 || along == 59 || along == 60 || along == 127) continue;  // on an edge
        std::uint32_t const expected = along < 60 ? building_id(x / 128) : 0;
        ASSERT_EQ(id_at(picture, x, 8), expected) << x;
    }
}

/// Mean difference per channel between two rows.
double row_difference(base::Image const& a, std::uint32_t ya, base::Image const& b, std::uint32_t yb) {
    double sum = 0;
    for (std::size_t i = 0; i < a.row_bytes(); ++i) sum += std::abs(int{a.row(ya)[i]} - int{b.row(yb)[i]});
    return sum / static_cast<double>(a.row_bytes());
}

/// Half as large, each pixel the mean of four.
base::Image halved(base::Image const& image) {
    base::Image half{image.width / 2, image.height / 2, 4, {}};
    half.pixels.resize(half.row_bytes() * half.height);
    for (std::uint32_t y = 0; y < half.height; ++y) {
        for (std::size_t i = 0; i < half.row_bytes(); ++i) {
            std::size_t const from = i / 4 * 8 + i % 4;
            int const sum = image.row(2 * y)[from] + image.row(2 * y)[from + 4] + image.row(2 * y + 1)[from] +
                            image.row(2 * y + 1)[from + 4];
            half.row(y)[i] = static_cast<std::uint8_t>((sum + 2) / 4);
        }
    }
    return half;
}

TEST_F(Drawing, LightRunsOnAcrossTilesWithoutASeam) {
    // The same view at half the size is drawn in one piece and has the same shadows, so the halved large picture must
    // be as close to it along the seams as anywhere else.
    twin::District district = districts::grid(12, 30, 24, 40);
    districts::add_area(district, twin::GroundClass::green, rectangle(-80, -80, 300, 500));
    districts::add_line(district, twin::GroundClass::primary, {{-200, 100}, {800, 500}}, 20);
    show(district);
    scene::View view = oblique(scene(), 3000, 1500);
    std::vector<std::uint32_t> seams;
    base::Image large{3000, 1500, 4, std::vector<std::uint8_t>(std::size_t{3000} * 1500 * 4, 255)};
    base::Progress quiet;
    auto const keep = [&](renderer::Renderer::Strip const& strip) -> base::Status {
        if (strip.first_row > 0) seams.push_back(strip.first_row);
        for (std::size_t i = 0; i < strip.rgb.size(); ++i) {
            large.pixels[std::size_t{strip.first_row} * large.row_bytes() + i / 3 * 4 + i % 3] = strip.rgb[i];
        }
        return base::done;
    };
    ASSERT_TRUE(gpu().draw(view, {}, false, keep, quiet));
    ASSERT_FALSE(seams.empty());
    view.width = 1500;
    view.height = 750;
    base::Image const whole = draw(view).image;
    base::Image const half = halved(large);

    std::vector<double> rows;
    for (std::uint32_t y = 0; y < 750; ++y) rows.push_back(row_difference(whole, y, half, y));
    for (std::uint32_t const seam : seams) {
        std::uint32_t const y = seam / 2;
        ASSERT_GT(y, 20u);
        double near = 0;
        for (std::uint32_t k = y - 20; k < y + 20; ++k) near = std::max(near, k + 1 < y || k > y ? rows[k] : 0);
        EXPECT_LE(std::max(rows[y - 1], rows[y]), near * 1.15 + 0.1) << "a seam at row " << seam;
    }
    EXPECT_LT(std::accumulate(rows.begin(), rows.end(), 0.0) / 750, 4) << "not the same picture at all";
}

// ---- counts and memory

TEST_F(Drawing, DrawsAreFewAndDoNotGrowWithTheCity) {
    show(districts::grid(4, 20, 10, 15));
    draw(oblique(scene(), 160, 120));
    std::uint32_t const few = gpu().counts().draws;
    show(districts::grid(60, 20, 10, 15));
    draw(oblique(scene(), 160, 120));
    // A view that is deep for its distance takes more cascades, up to three: at most six draws apart.
    EXPECT_LE(gpu().counts().draws, few + 6);
    EXPECT_LE(gpu().counts().draws, 20u);
    EXPECT_GE(few, 4u);
}

TEST_F(Drawing, AnOrdinaryBuildingTakes120BytesAtMost) {
    // 10,000 footprints of 7 corners on average, the figure of real cities.
    twin::District district;
    for (int i = 0; i < 10'000; ++i) {
        base::Vec2d const at{i % 100 * 40.0, i / 100 * 40.0};
        districts::Ring ring;
        int const corners = 4 + i % 7;
        for (int k = 0; k < corners; ++k) {
            double const angle = 2 * 3.14159265358979 * k / corners;
            ring.push_back(at + base::Vec2d{std::cos(angle), std::sin(angle)} * 14);
        }
        districts::add_building(district, ring);
    }
    show(district);
    std::uint64_t const bytes = gpu().counts().building_bytes;
    EXPECT_LE(bytes, 120u * 10'000);
    EXPECT_GE(bytes, 60u * 10'000) << "too few to be true: is something left out of the count?";
    EXPECT_GE(gpu().counts().gpu_bytes, bytes);
}

TEST_F(Drawing, AReplacedSceneGivesItsMemoryBack) {
    twin::District const small = districts::grid(3, 20, 10, 15), large = districts::grid(40, 20, 10, 15);
    auto const bytes_with = [&](twin::District const& district) {
        draw(map_of(show(district), {0, 0, 64, 64}));
        return gpu().counts().gpu_bytes;
    };
    std::uint64_t const with_large = bytes_with(large), with_small = bytes_with(small);
    EXPECT_GT(with_large, with_small + 100'000);
    EXPECT_EQ(bytes_with(large), with_large);
    EXPECT_EQ(bytes_with(small), with_small);
}

// ---- sameness

TEST_F(Drawing, TheSameViewTwiceIsTheSameBytes) {
    show(districts::grid(10, 20, 10, 25));
    scene::View const view = oblique(scene(), 320, 200);
    auto const first = draw(view);
    auto const second = draw(view);
    EXPECT_EQ(first.image.pixels, second.image.pixels);
    EXPECT_EQ(first.ids, second.ids);
}

TEST_F(Drawing, WhatWasDrawnBeforeLeavesNoTrace) {
    show(districts::grid(10, 20, 10, 25));
    scene::View const view = oblique(scene(), 320, 200);
    auto const first = draw(view);
    scene::View other = view;
    other.style = scene::Style::night;
    other.camera = scene::orbit({100, 100, 0}, 300, 90, 60);
    scene::set_planes(other.camera, scene().extent, scene().min_z, scene().max_z);
    draw(other);
    auto const again = draw(view);
    EXPECT_EQ(first.image.pixels, again.image.pixels);
    EXPECT_EQ(first.ids, again.ids);
}

// ---- tiny buildings

/// Six thousand sheds seen from so far away that each is a pixel or two.
class Splats : public GpuTest {
protected:
    scene::View far_view() {
        show(districts::grid(80, 12, 8, 9));
        EXPECT_GT(scene().city.tiles.size(), 24u);
        return view_of(scene(), scene::orbit({800, 800, 0}, 9000, 10, 40), 240, 160);
    }
};

TEST_F(Splats, ManyTinyBuildingsAreStillThere) {
    auto const picture = draw(far_view());
    std::set<std::uint32_t> buildings;
    for (std::uint32_t const id : picture.ids) {
        if (scene::id_kind(id) == scene::IdKind::building) buildings.insert(id);
        EXPECT_LT(scene::id_index(id), 6400u);
    }
    EXPECT_GT(buildings.size(), 500u);
}

TEST_F(Splats, TheirOrderDoesNotDependOnThreads) {
    scene::View const view = far_view();
    auto const first = draw(view);
    for (int i = 0; i < 3; ++i) {
        auto const again = draw(view);
        EXPECT_EQ(first.image.pixels, again.image.pixels);
        EXPECT_EQ(first.ids, again.ids);
    }
}

TEST_F(Splats, HideBehindWhatStandsBeforeThem) {
    twin::District district = districts::grid(80, 12, 8, 9);
    // Of ten thousand square metres and 400 m, in front of all.
    districts::add_building(district, rectangle(300, -900, 1000, 60), {.height = 900});
    show(district);
    scene::View const view = view_of(scene(), scene::orbit({800, 0, 200}, 9000, 0, 8), 240, 160);
    auto const picture = draw(view);
    Pixel const at = pixel_of(view, {800, -900, 450});
    EXPECT_EQ(id_at(picture, at.x, at.y), building_id(6400));
}

}  // namespace
