#include "tests/renderer/scenes.h"

#include <cmath>
#include <limits>

#include "base/hash.h"
#include "tests/scene/districts.h"

namespace scenes {
namespace {

using base::Vec2d;
using districts::add_area;
using districts::add_building;
using districts::add_line;
using districts::rectangle;
using districts::Ring;
using districts::turned;
using twin::GroundClass;
using twin::RoofShape;
using twin::Use;

/// The same in every run: 0 to 1 from a number and a salt.
double chance(std::uint32_t i, std::uint32_t salt) { return (base::hash(i * 2654435761U ^ salt) & 0xffff) / 65535.0; }

void add_trees_along(twin::District& district, std::uint32_t tree, Vec2d from, Vec2d to, double spacing) {
    double const whole = length(to - from);
    std::uint32_t i = 0;
    for (double at = 0; at <= whole; at += spacing, ++i) {
        double const scale = 1.1 + chance(i, 77) * 0.8;
        districts::add_instance(district, tree, from + (to - from) * (at / whole), chance(i, 3) * 90, scale);
    }
}

void add_roads(twin::District& d) {
    add_line(d, GroundClass::primary, {{-500, 0}, {500, 0}}, 26);
    add_line(d, GroundClass::secondary, {{0, -500}, {0, 500}}, 16);
    for (double const y : {-190.0, 190.0}) add_line(d, GroundClass::residential_road, {{-400, y}, {400, y}}, 8);
    for (double const x : {-210.0, 210.0}) add_line(d, GroundClass::residential_road, {{x, -400}, {x, 400}}, 8);
    add_line(d, GroundClass::footpath, {{-195, 30}, {-110, 60}, {-110, 120}, {-20, 175}}, 2.5);
}

void add_offices(twin::District& d) {
    add_area(d, GroundClass::plaza, rectangle(15, 20, 185, 160));
    add_building(d, rectangle(30, 40, 80, 70), {.height = 16, .use = Use::commercial});
    add_building(d, rectangle(45, 50, 36, 36), {.height = 128, .use = Use::office});
    add_building(d, turned(rectangle(130, 60, 40, 30), {150, 75}, 20), {.height = 74, .use = Use::office});
    add_building(d, rectangle(60, 135, 110, 22), {.height = 32, .use = Use::hospital});
}

void add_slabs(twin::District& d) {
    add_area(d, GroundClass::green, rectangle(-200, 20, 185, 160));
    for (int i = 0; i < 4; ++i) {
        double const y = 34 + i * 38;
        add_building(d, rectangle(-190, y, 70, 14), {.height = 54 - i * 3.0, .use = Use::residential});
        add_building(d, rectangle(-100, y + 4, 62, 14), {.height = 33, .use = Use::residential});
    }
}

void add_school_and_village(twin::District& d) {
    add_area(d, GroundClass::sports, rectangle(-190, -170, 70, 60));
    add_building(d, {{-110, -170}, {-40, -170}, {-40, -150}, {-92, -150}, {-92, -105}, {-110, -105}},
                 {.height = 15, .use = Use::school});
    for (std::uint32_t i = 0; i < 60; ++i) {
        Vec2d const at{-196 + (i % 12) * 15.0, -92 + (i / 12) * 14.5};
        double const turn = chance(i, 1) * 10 - 5;
        add_building(d, turned(rectangle(at.x, at.y, 10 + chance(i, 2) * 2, 10), at, turn),
                     {.height = 6 + 3 * std::floor(chance(i, 5) * 4), .use = Use::urban_village});
    }
}

void add_mall(twin::District& d) {
    Ring const court = districts::reversed(rectangle(62, -128, 46, 40));
    add_building(d, rectangle(30, -160, 110, 104), {.height = 24, .use = Use::commercial, .holes = {court}});
    add_building(d, rectangle(158, -160, 34, 120), {.height = 12, .use = Use::industrial});
    add_area(d, GroundClass::parking, rectangle(25, -50, 170, 32));
}

/// A year for every building but each ninth.
void set_years(twin::District& d) {
    for (std::uint32_t i = 0; i < d.buildings.size(); ++i) {
        double const year = 1978 + std::floor(chance(i, 12) * 46);
        d.buildings.value.push_back(i % 9 == 4 ? std::numeric_limits<float>::quiet_NaN() : static_cast<float>(year));
    }
    d.colour_by = "built";
}

}  // namespace

twin::District crossing() {
    twin::District d;
    add_roads(d);
    add_offices(d);
    add_slabs(d);
    add_school_and_village(d);
    add_mall(d);
    std::uint32_t const tree = districts::add_tree_model(d);
    for (double const y : {-16.0, 16.0}) {
        add_trees_along(d, tree, {-200, y}, {-20, y}, 12);
        add_trees_along(d, tree, {20, y}, {200, y}, 12);
    }
    add_trees_along(d, tree, {-115, 40}, {-115, 175}, 9);
    return d;
}

twin::District roofs() {
    twin::District d;
    add_area(d, GroundClass::green, rectangle(-60, -50, 120, 100));
    add_line(d, GroundClass::residential_road, {{-100, 0}, {100, 0}}, 7);
    RoofShape const shapes[] = {RoofShape::gabled, RoofShape::hipped, RoofShape::pyramidal, RoofShape::skillion};
    for (int i = 0; i < 4; ++i) {
        add_building(d, rectangle(-50 + i * 26, 8, 18, 11),
                     {.height = 6, .roof_height = 4, .roof = shapes[i], .use = Use::residential});
        add_building(d, turned(rectangle(-50 + i * 26, -24, 12, 12), {-44.0 + i * 26, -18}, 15 * i),
                     {.height = 9, .roof_height = 5, .roof = shapes[i], .use = Use::school});
    }
    add_building(d, {{-40, 28}, {-8, 28}, {-8, 38}, {-28, 38}, {-28, 48}, {-40, 48}},
                 {.height = 7, .roof_height = 4, .roof = RoofShape::gabled});
    add_building(d, rectangle(10, 28, 24, 16), {.height = 7, .use = Use::commercial});
    return d;
}

twin::District hills() {
    twin::District d;
    districts::set_terrain(d, {-800, -800, 800, 800}, 16, [](Vec2d p) {
        double const hill = 90 * std::exp(-(p.x * p.x + (p.y - 150) * (p.y - 150)) / 60000);
        double const waves = 12 * std::sin(p.x / 120) * std::cos(p.y / 90);
        double const basin = std::hypot(p.x + 350, p.y + 330);
        return basin < 240 ? 0.0 : (hill + waves + 12) * std::min(1.0, (basin - 240) / 120);
    });
    Ring lake;
    for (int i = 0; i < 28; ++i) {
        double const a = i * 6.283185307 / 28;
        lake.push_back({-350 + 190 * std::cos(a), -330 + 150 * std::sin(a)});
    }
    add_area(d, GroundClass::forest, rectangle(-250, 60, 330, 330));
    add_area(d, GroundClass::water, lake);
    add_line(d, GroundClass::secondary,
             {{-760, -60}, {-420, -80}, {-220, 20}, {-60, 60}, {80, 150}, {200, 330}, {420, 360}, {760, 300}}, 14);
    add_line(d, GroundClass::residential_road, {{-60, 60}, {120, -60}, {380, -120}, {760, -90}}, 8);
    for (std::uint32_t i = 0; i < 40; ++i) {
        Vec2d const at{140 + (i % 8) * 48.0 + chance(i, 1) * 10, -300 + (i / 8) * 40.0};
        add_building(d, turned(rectangle(at.x, at.y, 22, 12), at, chance(i, 2) * 40 - 20),
                     {.height = 6 + 3 * std::floor(chance(i, 3) * 4),
                      .roof_height = 3,
                      .roof = i % 2 ? RoofShape::gabled : RoofShape::flat});
    }
    return d;
}

twin::District waterside() {
    twin::District d;
    add_area(d, GroundClass::farmland, rectangle(-400, 120, 300, 260));
    add_area(d, GroundClass::farmland, rectangle(-500, -620, 1000, 240));
    add_area(d, GroundClass::forest, rectangle(-90, 130, 160, 220));
    add_area(d, GroundClass::park,
             {{-400, -40}, {-100, -10}, {200, 60}, {400, 40}, {400, 110}, {180, 120}, {-100, 60}, {-400, 30}});
    add_area(d, GroundClass::water,
             {{-500, -140}, {-120, -100}, {180, -20}, {500, -40}, {500, 40}, {190, 62}, {-110, -14}, {-500, -50}});
    add_area(d, GroundClass::sand, rectangle(-300, -230, 120, 70));
    add_area(d, GroundClass::plaza, rectangle(0, -220, 90, 70));
    add_area(d, GroundClass::sports, rectangle(110, -220, 100, 64));
    add_area(d, GroundClass::parking, rectangle(230, -220, 80, 50));
    add_line(d, GroundClass::motorway, {{-500, -300}, {-100, -260}, {500, -280}}, 30);
    add_line(d, GroundClass::rail, {{-500, 90}, {-60, 100}, {100, 240}, {140, 420}}, 5);
    add_line(d, GroundClass::footpath, {{-380, 0}, {-80, 30}, {180, 90}, {380, 80}}, 3);
    add_line(d, GroundClass::tertiary, {{95, -300}, {95, 420}}, 12);
    for (std::uint32_t i = 0; i < 8; ++i) {
        add_building(d, rectangle(130 + (i % 4) * 60.0, 160 + (i / 4) * 90.0, 40, 30),
                     {.height = 20 + chance(i, 9) * 30, .use = i % 2 ? Use::residential : Use::office});
    }
    return d;
}

twin::District avenue() {
    twin::District d;
    for (int column = -6; column < 6; ++column) {
        double const x = column * 180.0;
        add_line(d, column == 0 ? GroundClass::primary : GroundClass::tertiary, {{x, -800}, {x, 8000}},
                 column == 0 ? 40 : 14);
        for (std::uint32_t i = 0; i < 88; ++i) {
            std::uint32_t const k = i * 12 + static_cast<std::uint32_t>(column + 6);
            add_building(d, rectangle(x + 38, i * 100.0 - 780, 50, 60),
                         {.height = 20 + chance(k, 4) * 80, .use = k % 3 ? Use::residential : Use::office});
            add_building(d, rectangle(x + 104, i * 100.0 - 780, 40, 60), {.height = 12 + chance(k, 5) * 40});
        }
    }
    return d;
}

twin::District sheds() {
    twin::District d = districts::grid(80, 12, 8, 9);
    for (std::uint32_t i = 0; i < 12; ++i) {
        add_building(d, rectangle(chance(i, 1) * 1500, chance(i, 2) * 1500, 40, 40),
                     {.height = 80 + chance(i, 3) * 150, .use = Use::office});
    }
    return d;
}

twin::District coloured() {
    twin::District d = crossing();
    set_years(d);
    return d;
}

twin::District models() {
    twin::District d;
    add_area(d, GroundClass::plaza, rectangle(-40, -40, 80, 80));
    std::uint32_t const tree = districts::add_tree_model(d);
    std::uint32_t const lamp = districts::add_box_model(d, 0.4, 8, 0x505860);
    std::uint32_t const colours[] = {0xC0392B, 0x2E86C1, 0xF1C40F};
    for (int i = 0; i < 9; ++i) add_trees_along(d, tree, {-32, -32.0 + i * 8}, {-8, -32.0 + i * 8}, 8);
    for (int i = 0; i < 6; ++i) districts::add_instance(d, lamp, {0, -30.0 + i * 12});
    for (std::uint32_t c = 0; c < 3; ++c) {
        std::uint32_t const box = districts::add_box_model(d, 3 + c, 2 + 2.0 * c, colours[c]);
        for (int i = 0; i < 5; ++i) {
            districts::add_instance(d, box, {10.0 + c * 10, -28.0 + i * 13}, i * 18, 1 + i * 0.25);
        }
    }
    return d;
}

twin::District named() {
    twin::District d = crossing();
    using twin::PlaceKind;
    d.places = {{{"示范区", "Sample District"}, PlaceKind::district, {-330, 330, 0}, 10, {}},
                {{"中心大厦", "Central Tower"}, PlaceKind::landmark, {63, 68, 128}, 8, {}},
                {{"第一小学", "First School"}, PlaceKind::landmark, {-75, -140, 15}, 5, {}},
                {{"人民路", "Renmin Road"}, PlaceKind::road, {0, 0, 0}, 4, {{-450, 0}, {450, 0}}},
                {{"中山大道", "Zhongshan Avenue"}, PlaceKind::road, {0, 0, 0}, 3, {{0, -450}, {0, 450}}},
                {{"会展站", "Expo Station"}, PlaceKind::station, {230, -30, 0}, 6, {}}};
    return d;
}

}  // namespace scenes
