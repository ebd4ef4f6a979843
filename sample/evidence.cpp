#include "sample/evidence.h"

#include <cmath>
#include <string>

#include "base/image.h"
#include "sample/canvas.h"
#include "sample/random.h"
#include "sample/street.h"

namespace sample {
namespace {

using base::Vec2d;

/// A wall that runs away from the camera, with rows of windows; `x0` is near, `x1` far.
void draw_wall(Canvas& c, double x0, double x1, double near_foot, double far_foot, double near_top, double far_top,
               Colour colour) {
    c.polygon({{x0, near_top}, {x1, far_top}, {x1, far_foot}, {x0, near_foot}}, colour);
    auto const at = [&](double along, double up) {
        double const x = x0 + (x1 - x0) * along;
        double const foot = near_foot + (far_foot - near_foot) * along, top = near_top + (far_top - near_top) * along;
        return Vec2d{x, foot + (top - foot) * up};
    };
    for (int floor = 0; floor < 4; ++floor) {
        for (int i = 0; i < 6; ++i) {
            double const a = (i + 0.2) / 6, b = (i + 0.75) / 6, low = 0.3 + floor * 0.18, high = low + 0.1;
            c.polygon({at(a, high), at(b, high), at(b, low), at(a, low)}, mixed(kGlass, kDark, 0.25 + 0.1 * (i % 3)));
        }
    }
    for (int i = 0; i < 3; ++i) {  // shops
        double const a = (i + 0.1) / 3, b = (i + 0.9) / 3;
        c.polygon({at(a, 0.2), at(b, 0.2), at(b, 0.02), at(a, 0.02)}, mixed(kDark, kGlass, 0.35));
        c.polygon({at(a, 0.25), at(b, 0.25), at(b, 0.2), at(a, 0.2)}, i == 1 ? kRed : i == 0 ? kBlue : kYellow, 0.8);
    }
}

/// Down a street from a pole: walls, pavements, four lanes.
void draw_street(Canvas& c) {
    c.gradient({0.78, 0.82, 0.86}, {0.86, 0.87, 0.86});
    draw_wall(c, 0, 165, 196, 98, -60, 34, {0.74, 0.7, 0.64});
    draw_wall(c, 480, 262, 226, 98, -80, 40, {0.66, 0.68, 0.7});
    c.polygon({{165, 96}, {262, 96}, {480, 226}, {480, 270}, {0, 270}, {0, 196}}, kPaving);
    c.polygon({{180, 98}, {248, 98}, {462, 270}, {52, 270}}, kAsphalt);
    for (double t = 0; t < 1; t += 0.14) {
        double const a = 98 + 172 * t * t, b = 98 + 172 * (t + 0.07) * (t + 0.07);
        for (double const lane : {0.35, 0.66}) {
            auto const x = [&](double y) {
                return 180 + (52 - 180) * (y - 98) / 172 + lane * (68 + 342 * (y - 98) / 172);
            };
            c.polygon({{x(a), a}, {x(a) + 1 + 3 * t, a}, {x(b) + 1 + 3 * t, b}, {x(b), b}}, kWhite, 0.8);
        }
    }
    c.line({180, 98}, {52, 270}, 2, kWhite, 0.7);
    c.line({248, 98}, {462, 270}, 2, kWhite, 0.7);
    tree(c, {140, 124}, 52);
    tree(c, {300, 122}, 54);
    tree(c, {352, 156}, 84);
}

void building_site(Canvas& c) {
    c.gradient({0.78, 0.82, 0.86}, {0.85, 0.84, 0.8});
    c.box(60, 20, 120, 120, {0.6, 0.6, 0.58});
    for (int floor = 0; floor < 5; ++floor) c.box(60, 36 + floor * 21, 120, 12, mixed(kDark, kEarth, 0.3), 0.7);
    c.line({300, 130}, {300, 0}, 5, kYellow);
    c.line({220, 14}, {420, 14}, 4, kYellow);
    c.line({390, 14}, {390, 60}, 1, kDark);
    c.polygon({{0, 128}, {480, 120}, {480, 270}, {0, 270}}, kEarth);
    for (int i = 0; i < 12; ++i) c.box(i * 42.0, 104, 40, 26, mixed(kBlue, kWhite, 0.25));
    c.polygon({{0, 200}, {200, 170}, {480, 210}, {480, 270}, {0, 270}}, mixed(kEarth, kDark, 0.12));
}

void heap(Canvas& c, Vec2d foot, double width, double height, std::uint64_t seed, Colour colour) {
    Random random(seed);
    c.ellipse(foot, width * 0.55, height * 0.15, kDark, 0.4);
    for (int i = 0; i < 120; ++i) {
        double const x = random.between(-0.5, 0.5), up = random.between(0, 1 - 1.8 * std::abs(x));
        double const size = random.between(0.03, 0.09) * width;
        Colour const own = mixed(colour, {random.unit(), random.unit(), random.unit()}, 0.2);
        c.ellipse({foot.x + x * width, foot.y - up * height}, size, size * 0.7, own);
    }
}

void bin(Canvas& c, Vec2d at, double size, Colour colour) {
    c.polygon({at + Vec2d{-0.26, 0} * size, at + Vec2d{-0.32, -0.8} * size, at + Vec2d{0.32, -0.8} * size,
               at + Vec2d{0.26, 0} * size},
              colour);
    c.box(at.x - 0.36 * size, at.y - 0.86 * size, 0.72 * size, 0.08 * size, mixed(colour, kDark, 0.4));
    c.ellipse(at + Vec2d{0, -0.4} * size, 0.12 * size, 0.12 * size, kWhite, 0.7);
}

void stall(Canvas& c, Vec2d at, double size, Colour awning) {
    c.box(at.x - 0.5 * size, at.y - 0.35 * size, size, 0.35 * size, {0.5, 0.38, 0.28});
    for (int i = 0; i < 9; ++i)
        c.ellipse(at + Vec2d{-0.42 + i * 0.105, -0.38} * size, 0.06 * size, 0.05 * size, i % 3 ? kYellow : kRed);
    for (double const x : {-0.48, 0.48}) c.line(at + Vec2d{x, 0} * size, at + Vec2d{x, -0.95} * size, 2, kDark);
    for (int i = 0; i < 6; ++i) {
        double const a = -0.6 + i * 0.2;
        c.polygon({at + Vec2d{a * 0.85, -1.1} * size, at + Vec2d{(a + 0.2) * 0.85, -1.1} * size,
                   at + Vec2d{a + 0.2, -0.85} * size, at + Vec2d{a, -0.85} * size},
                  i % 2 ? kWhite : awning);
    }
}

void cones(Canvas& c, std::initializer_list<Vec2d> places) {
    for (Vec2d const at : places) {
        c.polygon({at + Vec2d{-9, 0}, at + Vec2d{-2, -26}, at + Vec2d{2, -26}, at + Vec2d{9, 0}}, {0.85, 0.38, 0.15});
        c.polygon({at + Vec2d{-6, -10}, at + Vec2d{-4, -16}, at + Vec2d{4, -16}, at + Vec2d{6, -10}}, kWhite);
    }
}

void dusk(Canvas& c) {
    c.tint({0.5, 0.52, 0.66});
    for (Vec2d const lamp : {Vec2d{90, 110}, Vec2d{390, 120}, Vec2d{180, 90}}) c.glow(lamp, 90, {1, 0.85, 0.55}, 0.55);
}

// ---- what is wrong, one function each

void parking(Canvas& c) {
    draw_street(c);
    car(c, {300, 158}, 62, kWhite);
    car(c, {112, 224}, 124, {0.55, 0.14, 0.13});
}
void bicycles(Canvas& c) {
    draw_street(c);
    for (int i = 0; i < 7; ++i) bicycle(c, {26.0 + i * 22, 256.0 - i * 13}, 62 - i * 4, i % 2 ? kYellow : kBlue);
}
void garbage(Canvas& c) {
    draw_street(c);
    heap(c, {78, 236}, 110, 46, 3, {0.48, 0.46, 0.4});
}
void bins(Canvas& c) {
    draw_street(c);
    for (int i = 0; i < 3; ++i) bin(c, {52.0 + i * 44, 250.0 - i * 26}, 64 - i * 7, i == 1 ? kBlue : kGreen);
    heap(c, {58, 196}, 60, 26, 9, {0.5, 0.48, 0.42});
    heap(c, {104, 252}, 60, 22, 5, {0.5, 0.48, 0.42});
}
void stalls(Canvas& c) {
    draw_street(c);
    stall(c, {400, 236}, 96, kRed);
    stall(c, {338, 186}, 62, kBlue);
    person(c, {300, 232}, 66, kYellow);
    dusk(c);
}
void vendor(Canvas& c) {
    draw_street(c);
    stall(c, {196, 226}, 84, kGreen);
    bicycle(c, {262, 232}, 52, kRed);
    person(c, {140, 234}, 74, {0.6, 0.3, 0.3});
    person(c, {250, 204}, 60, kBlue);
    dusk(c);
}
void hanging(Canvas& c) {
    draw_street(c);
    c.line({20, 118}, {160, 90}, 1.5, kDark);
    for (int i = 0; i < 7; ++i) {
        double const x = 26 + i * 19, y = 117 - i * 3.9;
        c.box(x, y, 15, 34 - i * 2, i % 3 == 0 ? kRed : i % 3 == 1 ? kWhite : kBlue);
    }
}
void fire_lane(Canvas& c) {
    draw_street(c);
    c.polygon({{196, 180}, {300, 180}, {380, 262}, {140, 262}}, kYellow, 0.28);
    for (int i = 0; i < 6; ++i) c.line({150.0 + i * 38, 262}, {205.0 + i * 18, 180}, 4, kYellow, 0.8);
    car(c, {252, 244}, 128, {0.3, 0.34, 0.4});
    dusk(c);
}
void debris(Canvas& c) {
    building_site(c);
    heap(c, {270, 232}, 190, 70, 21, {0.55, 0.44, 0.33});
}
void helmet(Canvas& c) {
    building_site(c);
    person(c, {160, 238}, 96, {0.85, 0.5, 0.15}, kYellow);
    person(c, {262, 246}, 104, {0.85, 0.5, 0.15});
    c.box(310, 214, 90, 26, {0.65, 0.5, 0.32});
}
void roadworks(Canvas& c) {
    draw_street(c);
    c.polygon({{190, 190}, {318, 190}, {356, 248}, {160, 248}}, kEarth);
    cones(c, {{176, 196}, {240, 190}, {310, 194}, {352, 244}, {256, 252}, {164, 250}});
    person(c, {238, 228}, 62, {0.85, 0.5, 0.15}, kYellow);
}
void manhole(Canvas& c) {
    draw_street(c);
    c.ellipse({244, 218}, 36, 15, {0.5, 0.5, 0.5});
    c.ellipse({244, 218}, 31, 12, {0.04, 0.04, 0.05});
    c.polygon({{282, 214}, {330, 206}, {338, 222}, {290, 230}}, {0.42, 0.42, 0.42});
}
void ponding(Canvas& c) {
    draw_street(c);
    c.tint({0.8, 0.84, 0.9});
    c.ellipse({230, 214}, 140, 34, {0.5, 0.58, 0.66}, 0.95);
    c.ellipse({220, 208}, 96, 18, {0.72, 0.78, 0.84}, 0.6);
    car(c, {262, 196}, 84, kBlue);
    for (int i = 0; i < 60; ++i)
        c.line({i * 8.0 + (i * 37 % 11), (i * 53 % 270) * 1.0}, {i * 8.0 - 3 + (i * 37 % 11), (i * 53 % 270) + 16.0},
               0.8, kWhite, 0.35);
}
void crowd(Canvas& c) {
    draw_street(c);
    Random random(77);
    constexpr std::array kCoats{kRed, kBlue, kGreen, kYellow, kWhite, kDark, Colour{0.5, 0.35, 0.5}};
    for (int i = 0; i < 34; ++i)
        person(c, {random.between(150, 350), 176 + i * 2.2}, 52 + i * 0.6, kCoats[static_cast<std::size_t>(i % 7)]);
    dusk(c);
}
void smoke(Canvas& c) {
    draw_street(c);
    c.glow({352, 130}, 46, {1, 0.55, 0.15}, 0.95);
    for (int i = 0; i < 9; ++i)
        c.polygon({{336.0 + i * 4, 150}, {340.0 + i * 4, 118 - (i % 3) * 9.0}, {346.0 + i * 4, 150}}, {1, 0.6, 0.2},
                  0.85);
    Random random(5);
    for (int i = 0; i < 60; ++i) {
        double const t = i / 60.0;
        c.ellipse({352 - 90 * t + random.between(-18, 18) * (1 + t), 118 - 130 * t}, 14 + 30 * t, 12 + 22 * t,
                  mixed(kDark, {0.55, 0.55, 0.55}, t), 0.28);
    }
}
void masked(Canvas& c) {
    draw_street(c);
    c.tint({0.5, 0.5, 0.52});
    c.polygon({{0, 0}, {480, 0}, {480, 110}, {330, 180}, {150, 240}, {0, 215}}, {0.16, 0.16, 0.17}, 0.96);
    c.polygon({{480, 60}, {480, 270}, {360, 270}, {330, 170}}, {0.2, 0.2, 0.2}, 0.9);
}

struct Picture {
    std::string_view name;
    void (*draw)(Canvas&);
    std::array<double, 4> box;  ///< pixels
    std::string_view types;     ///< of events, in spaces
};
constexpr std::array kPictures{
    Picture{"parking", parking, {34, 160, 190, 242}, " parking_motor "},
    Picture{"bicycles", bicycles, {2, 128, 190, 262}, " parking_nonmotor "},
    Picture{"garbage", garbage, {14, 182, 142, 246}, " garbage_exposed "},
    Picture{"bins", bins, {24, 130, 168, 260}, " garbage_overflow "},
    Picture{"stalls", stalls, {298, 112, 464, 242}, " out_of_store umbrella "},
    Picture{"vendor", vendor, {120, 128, 294, 240}, " road_vending vendor "},
    Picture{"hanging", hanging, {18, 86, 166, 158}, " hanging "},
    Picture{"fire-lane", fire_lane, {174, 180, 330, 262}, " fire_lane_blocked "},
    Picture{"debris", debris, {164, 158, 376, 246}, " debris_pile green_net_missing "},
    Picture{"helmet", helmet, {240, 136, 286, 250}, " no_helmet "},
    Picture{"roadworks", roadworks, {150, 156, 366, 256}, " construction_occupy "},
    Picture{"manhole", manhole, {204, 198, 342, 238}, " manhole road_damage "},
    Picture{"ponding", ponding, {88, 176, 372, 250}, " ponding "},
    Picture{"crowd", crowd, {136, 118, 364, 256}, " crowd "},
    Picture{"smoke", smoke, {240, 4, 396, 156}, " fire_smoke "},
    Picture{"masked", masked, {0, 0, 480, 240}, " camera_fault "},
};

/// One picture stands for many events: a time or a camera in it would contradict all of them but one.
void stamp(Canvas& c) { stamp_words(c, {402, 250}, "SAMPLE"); }

}  // namespace

EvidenceOf evidence_of(std::string_view event_type) {
    std::string word(1, ' ');
    word.append(event_type).append(1, ' ');
    Picture const* found = &kPictures.back();
    for (Picture const& picture : kPictures)
        if (picture.types.find(word) != std::string_view::npos) found = &picture;
    std::array<double, 4> const& b = found->box;
    return {found->name, {b[0] / kPictureWidth, b[1] / kPictureHeight, b[2] / kPictureWidth, b[3] / kPictureHeight}};
}

base::Status write_evidence(std::filesystem::path const& folder) {
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error) return base::Error{folder.string() + ": cannot be made: " + error.message()};
    for (std::size_t i = 0; i < kPictures.size(); ++i) {
        Canvas canvas(kPictureWidth, kPictureHeight);
        kPictures[i].draw(canvas);
        canvas.grain(i + 1, 0.015);
        stamp(canvas);
        auto const file = folder / (std::string(kPictures[i].name) + ".png");
        if (base::Status const written = base::write_png(file, canvas.image()); !written) return written.error();
    }
    return base::done;
}

}  // namespace sample
