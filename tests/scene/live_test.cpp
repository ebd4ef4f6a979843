// Pins, rings and what else a live picture is made of.
#include "scene/live.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>

#include "base/hash.h"
#include "scene/camera.h"
#include "scene/labels.h"

namespace {

using scene::Level;
using scene::LiveBuilder;
using scene::LiveInput;
using scene::LiveScene;
using scene::Pin;

double chance(std::uint32_t i, std::uint32_t salt) {
    return (base::hash(i * 2654435761U ^ salt) & 0xffffff) / 16777216.0;
}

/// `count` pins of all levels in a square of this side about the origin.
LiveInput crowd(std::uint32_t count, double side) {
    LiveInput in;
    in.layers.resize(1);
    for (std::uint32_t i = 0; i < count; ++i) {
        Pin pin;
        pin.at = {(chance(i, 1) - 0.5) * side, (chance(i, 2) - 0.5) * side, 10 * chance(i, 3)};
        pin.level = static_cast<Level>(i % 5);
        pin.overdue = i % 7 == 0;
        pin.id = scene::make_id(scene::IdKind::report, i);
        in.pins.push_back(pin);
    }
    return in;
}

scene::View view_from(scene::Camera const& camera) {
    scene::View view;
    view.camera = camera;
    scene::set_planes(view.camera, {-4000, -4000, 4000, 4000}, 0, 20);
    return view;
}

std::uint32_t shape_of(shared::Marker const& marker) { return marker.look & 15u; }
bool is_ring(shared::Marker const& marker) { return shape_of(marker) == BOROUGH_MARKER_RING; }

/// Pins drawn one by one, and those in rings.
std::uint64_t counted(LiveScene const& live) {
    std::uint64_t sum = 0;
    for (shared::Marker const& marker : live.markers) {
        sum += is_ring(marker) ? live.rings[scene::ring_index(marker.id)].count : 1;
    }
    return sum;
}

/// Which rings there are, whatever pixel they stand on.
std::multiset<std::pair<std::uint32_t, std::uint32_t>> rings_of(LiveScene const& live) {
    std::multiset<std::pair<std::uint32_t, std::uint32_t>> rings;
    for (scene::Ring const& ring : live.rings) rings.insert({ring.count, ring.pins.front()});
    return rings;
}

TEST(LiveRings, HoldEveryPinOnceFromAbove) {
    LiveBuilder const builder(crowd(20'000, 1000));
    for (double const height : {150.0, 700.0, 1500.0, 8000.0, 40000.0}) {
        auto const live = builder.build({}, view_from(scene::plan({0, 0}, 0, height)));
        // Only where all of them are in the picture.
        std::uint64_t const all = counted(live);
        EXPECT_TRUE(height > 1000 ? all == 20'000 : all <= 20'000) << all << " at " << height;
        EXPECT_GT(live.markers.size(), 0u);
        EXPECT_LT(live.markers.size(), 1600u) << "no more than fit beside each other, at " << height;
    }
}

TEST(LiveRings, HoldEveryPinOnceAtAnAngle) {
    LiveBuilder const builder(crowd(20'000, 1000));
    for (double const pitch : {12.0, 35.0, 70.0}) {
        auto const live = builder.build({}, view_from(scene::orbit({0, 0, 0}, 4000, 30, pitch)));
        EXPECT_EQ(counted(live), 20'000u) << pitch;
    }
}

TEST(LiveRings, AreOfOneLayerEach) {
    LiveInput in = crowd(1000, 400);
    in.layers.resize(2);
    for (std::size_t i = 0; i < in.pins.size(); i += 4) in.pins[i].layer = 1;
    std::vector<Pin> const pins = in.pins;
    auto const live = LiveBuilder(std::move(in)).build({}, view_from(scene::plan({0, 0}, 0, 2000)));
    EXPECT_EQ(counted(live), 1000u);
    for (scene::Ring const& ring : live.rings) {
        for (std::uint32_t const pin : ring.pins) EXPECT_EQ(pins[pin].layer, pins[ring.pins.front()].layer);
    }
}

TEST(LiveRings, ShowTheSharesOfTheirLevels) {
    LiveInput in;
    in.layers.resize(1);
    Level const levels[] = {Level::red,  Level::red,  Level::orange, Level::blue,
                            Level::blue, Level::blue, Level::none,   Level::yellow};
    for (Level const level : levels) {
        Pin pin;
        pin.at = {5, 5, 0};
        pin.level = level;
        pin.overdue = level == Level::red;
        in.pins.push_back(pin);
    }
    auto const live = LiveBuilder(std::move(in)).build({}, view_from(scene::plan({0, 0}, 0, 500)));
    ASSERT_EQ(live.markers.size(), 1u);
    shared::Marker const& ring = live.markers.front();
    EXPECT_TRUE(is_ring(ring));
    EXPECT_EQ(ring.shares & 255, 96u);        // 3 of 8 blue
    EXPECT_EQ(ring.shares >> 8 & 255, 32u);   // 1 yellow
    EXPECT_EQ(ring.shares >> 16 & 255, 32u);  // 1 orange
    EXPECT_EQ(ring.shares >> 24, 64u);        // 2 red
    EXPECT_EQ(ring.look >> 24, 64u);          // and overdue
    ASSERT_EQ(live.texts.size(), 1u);
    EXPECT_EQ(live.texts.front().text, "8");
    EXPECT_TRUE(scene::is_ring(ring.id));
    EXPECT_EQ(live.rings[scene::ring_index(ring.id)].pins, (std::vector<std::uint32_t>{0, 1, 2, 3, 4, 5, 6, 7}));
}

TEST(LiveRings, OpenAsTheCameraNears) {
    LiveInput in = crowd(2, 0);
    in.pins[1].at.x += 40;
    LiveBuilder const builder(std::move(in));
    EXPECT_EQ(builder.build({}, view_from(scene::plan({0, 0}, 0, 5000))).rings.size(), 1u);
    auto const near = builder.build({}, view_from(scene::plan({0, 0}, 0, 300)));
    EXPECT_EQ(near.rings.size(), 0u);
    EXPECT_EQ(near.markers.size(), 2u);
    // At one place they never part.
    LiveBuilder const together(crowd(2, 0));
    EXPECT_EQ(together.build({}, view_from(scene::plan({0, 0}, 0, 5))).rings.size(), 1u);
}

TEST(LiveRings, NeverFlipWhileTheCameraTrembles) {
    LiveBuilder const builder(crowd(50'000, 3000));
    scene::Camera const rest = scene::orbit({0, 0, 0}, 2500, 30, 40);
    scene::ClusterMemory memory;
    auto const first = rings_of(builder.build({}, view_from(rest), &memory));
    ASSERT_GT(first.size(), 100u);
    double const pixel = 2500 * 0.63 / 1080;  // metres, in the middle
    for (std::uint32_t i = 0; i < 40; ++i) {
        scene::Camera camera = rest;
        base::Vec3d const shift{(chance(i, 7) - 0.5) * pixel, (chance(i, 8) - 0.5) * pixel,
                                (chance(i, 9) - 0.5) * pixel};
        camera.eye = camera.eye + shift;
        camera.target = camera.target + shift * 0.7;
        auto const live = builder.build({}, view_from(camera), &memory);
        // What enters or leaves at the frame is no flip: compare what is common to most of the picture.
        auto const now = rings_of(live);
        std::vector<std::pair<std::uint32_t, std::uint32_t>> gone;
        std::set_difference(first.begin(), first.end(), now.begin(), now.end(), std::back_inserter(gone));
        EXPECT_LE(gone.size(), 3u) << "tremble " << i;
    }
}

TEST(LiveRings, AreTheSameEachTime) {
    LiveBuilder const a(crowd(5000, 2000)), b(crowd(5000, 2000));
    scene::View const view = view_from(scene::orbit({0, 0, 0}, 1500, 10, 30));
    auto const x = a.build({}, view), y = b.build({}, view);
    ASSERT_EQ(x.markers.size(), y.markers.size());
    for (std::size_t i = 0; i < x.markers.size(); ++i) {
        EXPECT_EQ(x.markers[i].id, y.markers[i].id);
        EXPECT_EQ(x.markers[i].offset.x, y.markers[i].offset.x);
    }
}

TEST(LiveRings, CellsDoNotDependOnWhichPinsThereAre) {
    LiveInput in = crowd(3000, 1000);
    scene::View const view = view_from(scene::plan({0, 0}, 0, 2500));
    auto const before = LiveBuilder(in).build({}, view);
    Pin far = in.pins.front();
    far.at = {900, 900, 0};
    in.pins.push_back(far);
    auto const after = LiveBuilder(in).build({}, view);
    auto const a = rings_of(before), b = rings_of(after);
    EXPECT_TRUE(std::includes(b.begin(), b.end(), a.begin(), a.end()));
}

TEST(LivePins, SaySoWhenTheyAreStaleOverdueOverOrNew) {
    LiveInput in;
    in.layers.resize(2);
    in.layers[1].stale = true;
    for (int i = 0; i < 4; ++i) {
        Pin pin;
        pin.at = {100.0 * i, 0, 0};
        pin.kind = i == 0 ? scene::PinKind::event : scene::PinKind::ticket;
        pin.level = Level::orange;
        pin.open = i != 0;
        pin.overdue = i == 1;
        pin.pulse = i == 2;
        pin.layer = i == 3 ? 1 : 0;
        pin.id = scene::make_id(scene::IdKind::report, static_cast<std::uint32_t>(i));
        in.pins.push_back(pin);
    }
    auto live = LiveBuilder(std::move(in)).build({}, view_from(scene::plan({150, 0}, 0, 600)));
    ASSERT_EQ(live.markers.size(), 4u);
    std::sort(live.markers.begin(), live.markers.end(), [](auto const& a, auto const& b) { return a.id < b.id; });
    std::uint32_t const expected[] = {1u << 7, 1u << 8, 1u << 9, 1u << 10};
    for (std::size_t i = 0; i < 4; ++i) {
        EXPECT_EQ(live.markers[i].look & 0xf80u, expected[i]) << i;
        EXPECT_EQ(live.markers[i].look >> 4 & 7u, static_cast<std::uint32_t>(Level::orange));
        EXPECT_EQ(shape_of(live.markers[i]), i == 0 ? 1u : 0u);
        EXPECT_LT(live.markers[i].offset.y, -15) << "symbols stand above their place";
    }
}

TEST(LivePins, KeepOffEachOther) {
    LiveBuilder const builder(crowd(3000, 2000));
    auto const live = builder.build({}, view_from(scene::orbit({0, 0, 0}, 1800, 30, 50)));
    ASSERT_GT(live.taken.size(), 200u);
    std::size_t overlapping = 0;
    for (std::size_t i = 0; i < live.taken.size(); ++i) {
        for (std::size_t j = i + 1; j < live.taken.size(); ++j) {
            auto const a = live.taken[i], b = live.taken[j];
            double const apart = base::length(a.centre() - b.centre());
            if (apart < 0.75 * (a.width() + b.width()) / 2) ++overlapping;
        }
    }
    EXPECT_LT(overlapping, live.taken.size() / 50);
}

TEST(LivePins, GrowWithThePicture) {
    LiveBuilder const builder(crowd(500, 600));
    scene::View small = view_from(scene::plan({0, 0}, 0, 900));
    scene::View large = small;
    large.width *= 4;
    large.height *= 4;
    auto const a = builder.build({}, small), b = builder.build({}, large);
    EXPECT_EQ(a.markers.size(), b.markers.size()) << "a larger picture of the same view shows the same";
    EXPECT_NEAR(b.taken.front().width(), 4 * a.taken.front().width(), 1e-6);
}

TEST(LiveHeat, ShowsClassesWithFixedBreaks) {
    LiveInput in;
    in.layers.resize(1);
    in.heat = {0, 0, 10, 3, 1, {0, 150, 900}, {100, 500}, {0xb0112233, 0xc0445566}, 0};
    auto const live = LiveBuilder(std::move(in)).build({}, view_from(scene::plan({0, 0}, 0, 100)));
    ASSERT_TRUE(live.heat);
    EXPECT_EQ(live.heat_extent, (base::Extent{0, 0, 30, 10}));
    auto const texel = [&](double x) {
        auto const column = static_cast<std::uint32_t>(x / 30 * live.heat->width);
        std::uint8_t const* p = live.heat->row(live.heat->height / 2) + std::size_t{column} * 4;
        return std::vector<int>{p[0], p[1], p[2], p[3]};
    };
    EXPECT_EQ(texel(2)[3], 0);
    EXPECT_EQ(texel(15), (std::vector<int>{0x11, 0x22, 0x33, 0xb0}));
    EXPECT_EQ(texel(28), (std::vector<int>{0x44, 0x55, 0x66, 0xc0}));
}

TEST(LiveHeat, NothingOrTooFewValuesAreNoHeat) {
    LiveInput in;
    in.layers.resize(1);
    in.heat.width = in.heat.height = 4;
    in.heat.breaks = {1};
    in.heat.colours = {0xffffffff};
    EXPECT_FALSE(LiveBuilder(std::move(in)).build({}, view_from(scene::plan({0, 0}, 0, 100))).heat);
}

double painted_area(LiveScene const& live, std::uint32_t colour) {
    double sum = 0;
    for (std::size_t i = 0; i < live.paint_indices.size(); i += 3) {
        auto const corner = [&](std::size_t k) {
            shared::GroundVertex const& v = live.paint[live.paint_indices[i + k]];
            return base::Vec2d{v.position.x, v.position.y};
        };
        if (live.paint[live.paint_indices[i]].colour != colour) continue;
        sum += base::cross(corner(1) - corner(0), corner(2) - corner(0)) / 2;
    }
    return sum;
}

TEST(LivePaint, CoversAnAreaWithoutItsHoles) {
    LiveInput in;
    in.layers.resize(2);
    in.layers[1].stale = true;
    // The hole runs the same way round as the outer ring, and both are closed: as GeoJSON may bring them.
    in.areas.push_back(
        {{{{0, 0}, {100, 0}, {100, 100}, {0, 100}, {0, 0}}, {{40, 40}, {60, 40}, {60, 60}, {40, 60}, {40, 40}}},
         0x60ff0000,
         "12",
         0});
    in.areas.push_back({{{{200, 0}, {300, 0}, {300, 100}}}, 0x6000ff00, "", 1});
    auto const live = LiveBuilder(std::move(in)).build({}, view_from(scene::plan({100, 50}, 0, 400)));
    EXPECT_NEAR(painted_area(live, 0x60ff0000), 9600, 1);
    EXPECT_NEAR(painted_area(live, 0x6000ff00), 5000, 1);
    ASSERT_EQ(live.texts.size(), 1u);
    EXPECT_EQ(live.texts.front().text, "12");
    for (shared::GroundVertex const& v : live.paint) {
        bool const stale = v.position.x > 150;
        EXPECT_EQ((v.look & (1u << 10)) != 0, stale);
    }
}

TEST(LivePaint, FieldsFadeOutwards) {
    LiveInput in;
    in.layers.resize(1);
    in.fields.push_back({{{0, 0}, {0, 50}, {30, 40}, {10, 0}}, Level::none, 0});
    auto const live = LiveBuilder(std::move(in)).build({}, view_from(scene::plan({0, 0}, 0, 400)));
    ASSERT_GE(live.paint.size(), 4u);
    EXPECT_EQ(live.paint[0].across, 1);
    EXPECT_LT(live.paint[1].across, 0.1f);
    EXPECT_GT(live.paint[3].across, 0.8f);
}

TEST(LiveColumns, StandOnTheLowestGroundUnderThem) {
    scene::Scene scene;
    scene.ground.spacing = 100;
    scene.ground.origin_x = scene.ground.origin_y = -100;
    scene.ground.width = scene.ground.height = 3;
    scene.ground.z = {0, 0, 0, 20, 20, 20, 40, 40, 40};  // rising to the north
    LiveInput in;
    in.layers.resize(1);
    in.columns.push_back({{0, 0}, 50, 30, 6, 0x123456, 7, 0});
    auto const live = LiveBuilder(std::move(in)).build(scene, view_from(scene::plan({0, 0}, 0, 400)));
    ASSERT_EQ(live.columns.size(), 1u);
    EXPECT_NEAR(live.columns[0].foot.z, 10, 1e-4);
    EXPECT_NEAR(live.columns[0].height, 40, 1e-4) << "its top stays 30 metres above the middle's ground";
    EXPECT_EQ(live.columns[0].colour, 0x06123456u);
    EXPECT_EQ(live.columns[0].id, 7u);
}

TEST(LiveTrails, RunFromOldToNewAndKeepApart) {
    LiveInput in;
    in.layers.resize(1);
    in.trails.push_back({{{0, 0, 50}, {10, 0, 50}, {40, 0, 50}}, 0});
    in.trails.push_back({{{0, 0, 5}}, 0});
    in.trails.push_back({{{0, 9, 50}, {10, 9, 50}}, 0});
    auto const live = LiveBuilder(std::move(in)).build({}, view_from(scene::plan({0, 0}, 0, 400)));
    ASSERT_EQ(live.trails.size(), 5u) << "one point is no line";
    EXPECT_EQ(live.trails[0].colour, 0u);
    EXPECT_EQ(live.trails[3].colour, 0u);
    EXPECT_FLOAT_EQ(live.trails[1].share, 0.25f);
    EXPECT_FLOAT_EQ(live.trails[2].share, 1);
    EXPECT_NE(live.trails[4].colour, 0u);
}

TEST(LiveBuildings, AreColouredInTheCitysOrder) {
    scene::Scene scene;
    scene.city.building_id = {2, 0, 1};
    LiveInput in;
    in.building_colours = {0xff000001, 0, 0xff000003};
    auto const live = LiveBuilder(std::move(in)).build(scene, view_from(scene::plan({0, 0}, 0, 400)));
    EXPECT_EQ(live.building_colours, (std::vector<std::uint32_t>{0xff000003, 0xff000001, 0}));
}

class LiveFurniture : public testing::Test {
protected:
    void SetUp() override {
        auto made = scene::LabelLayout::create();
        ASSERT_TRUE(made) << made.error().message;
        layout.emplace(std::move(*made));
        live.moment = "2026-10-27 14:05";
        live.legend.resize(3);
        for (scene::LegendLayer& one : live.legend) {
            scene::LiveLayer& layer = one.layer;
            one.kind = scene::PinKind::ticket;
            layer.title = "12345 工单";
            layer.freshness = "14:05 的数据";
            layer.source = "热线平台";
            layer.pins = true;
            for (int i = 0; i < 5; ++i) layer.classes.push_back({"100 – 200", 0xff0000});
        }
        live.legend[2].layer.stale = true;
    }
    std::size_t quads(std::uint32_t width, std::uint32_t height) {
        scene::View view;
        view.width = width;
        view.height = height;
        return layout->lay_out({}, view, {}, &live).quads.size();
    }
    std::optional<scene::LabelLayout> layout;
    LiveScene live;
};

TEST_F(LiveFurniture, SaysLessInSmallPicturesButNeverNothing) {
    std::size_t const whole = quads(1920, 1080), heads = quads(640, 360), rows = quads(400, 220);
    EXPECT_GT(whole, heads);
    EXPECT_GE(heads, rows);
    live.legend.clear();
    EXPECT_GT(rows, quads(400, 220));
}

TEST_F(LiveFurniture, ExplainsWhatThereIsAndNothingElse) {
    live.legend.resize(1);
    std::size_t const plain = quads(1920, 1080);
    live.legend[0].overdue = true;
    std::size_t const overdue = quads(1920, 1080);
    EXPECT_EQ(overdue, plain + 3) << "a symbol and two characters";
    live.legend[0].area = 0xff0000;
    EXPECT_EQ(quads(1920, 1080), overdue + 13) << "a swatch with its edge, and eleven characters";
}

TEST_F(LiveFurniture, NamesKeepOffPins) {
    scene::Scene scene;
    scene.labels.push_back({"Square", scene::Label::Kind::water, {0, 0, 0}, 1, {}});
    scene::View const view = view_from(scene::plan({0, 0}, 0, 400));
    live.legend.clear();
    live.moment.clear();
    std::size_t const named = layout->lay_out(scene, view, {}, &live).quads.size();
    EXPECT_GT(named, 0u);
    live.taken.push_back({950, 530, 970, 550});
    EXPECT_EQ(layout->lay_out(scene, view, {}, &live).quads.size(), 0u);
}

}  // namespace
