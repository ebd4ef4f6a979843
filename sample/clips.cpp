#include "sample/clips.h"

#include <array>
#include <cmath>
#include <cstdio>
#include <string>
#include <utility>
#include <vector>

#include "base/parallel.h"
#include "sample/canvas.h"
#include "sample/clip.h"
#include "sample/street.h"

namespace sample {
namespace {

using base::Vec2d;

constexpr int kSeconds = 8;
constexpr ClipSetup kSetup{
    .width = kPictureWidth, .height = kPictureHeight, .per_second = 10, .bits_per_second = 140'000};

// ---- what stands: a street seen across

/// Front of a building, straight on: floors of windows over a row of shops, or of doors.
void front(Canvas& c, double x, double width, double top, double foot, Colour colour, bool shops) {
    c.box(x, top, width, foot - top, colour);
    double const ground = shops ? 24 : 14;
    int const columns = std::max(2, static_cast<int>(width / 15)),
              floors = static_cast<int>((foot - ground - top) / 15);
    double const step = width / columns;
    for (int floor = 0; floor < floors; ++floor)
        for (int i = 0; i < columns; ++i)
            c.box(x + i * step + step * 0.22, top + 5 + floor * 15, step * 0.56, 8,
                  mixed(kGlass, kDark, 0.15 + 0.12 * ((i * 7 + floor * 3) % 4)));
    if (!shops) return;
    constexpr std::array kSigns{kRed, kBlue, kGreen, kYellow};
    for (int i = 0; i < columns / 2; ++i) {
        double const at = x + i * width / (columns / 2), wide = width / (columns / 2);
        c.box(at + 2, foot - 22, wide - 4, 6, kSigns[static_cast<std::size_t>(i + columns) % 4], 0.85);
        c.box(at + 2, foot - 16, wide - 4, 15, mixed(kDark, kGlass, 0.4));
    }
}

void row_of_houses(Canvas& c, double foot, bool shops) {
    c.gradient({0.72, 0.79, 0.86}, {0.9, 0.9, 0.88});
    front(c, -10, 120, 22, foot, {0.72, 0.68, 0.62}, shops);
    front(c, 110, 92, 52, foot, {0.66, 0.62, 0.58}, shops);
    front(c, 202, 132, 8, foot, {0.62, 0.66, 0.7}, shops);
    front(c, 334, 84, 40, foot, {0.75, 0.7, 0.62}, shops);
    front(c, 418, 80, 16, foot, {0.64, 0.6, 0.6}, shops);
}

/// Kerbs, a line in the middle, two lanes each way.
void road(Canvas& c, double top, double foot) {
    c.box(0, top, kPictureWidth, foot - top, kAsphalt);
    c.box(0, top - 2, kPictureWidth, 2, mixed(kPaving, kWhite, 0.5));
    c.box(0, foot, kPictureWidth, 3, mixed(kPaving, kWhite, 0.5));
    double const middle = top + (foot - top) * 0.44;
    c.box(0, middle - 1, kPictureWidth, 2, kYellow, 0.8);
    for (double const lane : {0.2, 0.7})
        for (int i = 0; i < 12; ++i) c.box(i * 44.0 + 8, top + (foot - top) * lane, 22, 1.5, kWhite, 0.75);
}

void crossing(Canvas& c) {
    row_of_houses(c, 130, true);
    c.box(0, 130, kPictureWidth, 26, kPaving);
    for (int i = 0; i < 5; ++i) tree(c, {46.0 + i * 98, 152}, 58);
    road(c, 158, 238);
    for (int i = 0; i < 9; ++i) c.box(196 + (i % 2) * 2, 162 + i * 8.6, 64, 5, kWhite, 0.8);
    c.box(0, 241, kPictureWidth, 29, mixed(kPaving, kDark, 0.08));
    c.line({300, 250}, {300, 118}, 3, kDark);
    c.box(294, 112, 12, 26, kDark);
    c.ellipse({300, 131}, 3.5, 3.5, {0.3, 0.8, 0.45});
}

void shops(Canvas& c) {
    row_of_houses(c, 150, true);
    c.box(0, 150, kPictureWidth, 62, kPaving);
    for (int i = 0; i < 24; ++i) c.box(i * 20.0, 150, 1, 62, mixed(kPaving, kDark, 0.15), 0.6);
    for (int i = 0; i < 3; ++i) tree(c, {90.0 + i * 150, 178}, 76);
    c.box(0, 212, kPictureWidth, 58, kAsphalt);
    c.box(0, 210, kPictureWidth, 3, mixed(kPaving, kWhite, 0.5));
    for (int i = 0; i < 12; ++i) c.box(i * 44.0 + 8, 240, 22, 2, kWhite, 0.7);
}

void gate(Canvas& c) {
    c.gradient({0.72, 0.79, 0.86}, {0.88, 0.9, 0.88});
    front(c, 20, 96, 4, 128, {0.76, 0.72, 0.66}, false);
    front(c, 150, 96, 20, 128, {0.72, 0.68, 0.62}, false);
    front(c, 350, 96, 10, 128, {0.76, 0.72, 0.66}, false);
    for (int i = 0; i < 10; ++i) tree(c, {10.0 + i * 52, 140}, 46);
    c.box(0, 128, 150, 34, mixed(kPaving, kEarth, 0.3));
    c.box(330, 128, 150, 34, mixed(kPaving, kEarth, 0.3));
    for (double const x : {146.0, 322.0}) c.box(x, 104, 14, 62, mixed(kPaving, kDark, 0.25));
    c.box(342, 112, 44, 54, mixed(kWhite, kGlass, 0.3));  // the guard's
    c.box(348, 120, 32, 20, mixed(kGlass, kDark, 0.4));
    c.polygon({{160, 150}, {322, 150}, {372, 206}, {110, 206}}, mixed(kAsphalt, kPaving, 0.25));
    c.box(0, 162, 128, 44, kPaving);
    c.box(354, 166, 126, 40, kPaving);
    road(c, 206, 262);
}

void night(Canvas& c) {
    crossing(c);
    c.tint({0.26, 0.3, 0.44});
    for (int i = 0; i < 60; ++i)  // lit windows
        c.box((i * 83 % 470) * 1.0, 30 + (i * 37 % 6) * 15.0, 6, 7, {1, 0.85, 0.55}, 0.8);
    for (int i = 0; i < 5; ++i) {
        double const x = 40 + i * 100;
        c.line({x, 152}, {x, 84}, 2, {0.1, 0.1, 0.12});
        c.glow({x, 84}, 74, {1, 0.82, 0.5}, 0.7);
        c.glow({x, 168}, 60, {1, 0.8, 0.5}, 0.25);
    }
}

// ---- what moves

enum class Thing { car, bus, bicycle, person };

struct Mover {
    Thing what;
    double foot;      ///< y, pixels
    double x, speed;  ///< at the beginning, and pixels a second; to the right where positive
    double size;
    Colour colour;
};

struct Film {
    std::string_view name;
    void (*ground)(Canvas&);
    bool dark;
    std::array<char const*, 2> stamp;  ///< date with hour and minute, camera
    std::vector<Mover> movers;         ///< the farthest first
};

constexpr Colour kSilver{0.72, 0.73, 0.75}, kMaroon{0.5, 0.14, 0.14}, kCoat{0.5, 0.35, 0.5};

std::vector<Mover> main_road() {
    using enum Thing;
    return {{person, 146, 60, 20, 30, kRed},
            {person, 148, 330, -17, 31, kBlue},
            {person, 150, 410, -22, 31, kYellow},
            {bicycle, 168, 520, -60, 34, kYellow},
            {car, 176, 430, -118, 58, kSilver},
            {car, 177, 830, -124, 60, kMaroon},
            {bus, 192, 640, -84, 150, {0.2, 0.5, 0.4}},
            {car, 192, 260, -110, 66, kWhite},
            {car, 212, -50, 128, 76, kBlue},
            {car, 213, -420, 132, 76, kDark},
            {car, 234, -240, 112, 86, kWhite},
            {car, 234, -760, 116, 86, kSilver},
            {person, 262, 500, -26, 52, kGreen},
            {person, 266, -40, 28, 54, kCoat}};
}

std::vector<Mover> walking() {
    using enum Thing;
    return {
        {person, 166, 130, -14, 34, kBlue},    {person, 170, 240, 16, 36, kRed},   {person, 174, 260, 16, 36, kWhite},
        {person, 182, 420, -20, 40, kGreen},   {person, 188, 20, 24, 42, kYellow}, {person, 196, 350, -23, 46, kCoat},
        {person, 204, 180, 27, 48, kDark},     {person, 207, 470, -30, 50, kRed},  {bicycle, 226, 520, -74, 54, kBlue},
        {bicycle, 232, 660, -80, 56, kYellow}, {car, 254, 620, -92, 90, kWhite}};
}

std::vector<Mover> arriving() {
    using enum Thing;
    return {
        {person, 158, 190, 9, 30, kBlue},     {person, 164, 300, -12, 32, kCoat}, {person, 178, 60, 18, 36, kRed},
        {person, 190, 420, -19, 40, kYellow}, {bicycle, 214, 500, -52, 46, kRed}, {car, 226, 560, -104, 68, kSilver},
        {car, 227, 960, -100, 68, kBlue},     {car, 254, -80, 108, 80, kDark},    {car, 254, -420, 112, 80, kWhite}};
}

std::vector<Film> films() {
    return {{"crossing", crossing, false, {"2026-10-27 08:15", "CAM 1"}, main_road()},
            {"shops", shops, false, {"2026-10-27 16:42", "CAM 2"}, walking()},
            {"gate", gate, false, {"2026-10-27 17:58", "CAM 3"}, arriving()},
            {"night", night, true, {"2026-10-27 20:31", "CAM 4"}, main_road()}};
}

void draw(Canvas& c, Mover const& m, Vec2d at, double time, bool dark) {
    Colour const colour = dark ? mixed(m.colour, {0.05, 0.07, 0.12}, 0.62) : m.colour;
    bool const right = m.speed > 0;
    switch (m.what) {
        case Thing::car: car(c, at, m.size, colour, right); break;
        case Thing::bus: bus(c, at, m.size, colour, right); break;
        case Thing::bicycle:
            bicycle(c, at, m.size, colour);
            person(c, at + Vec2d{0, -0.3} * m.size, m.size * 0.95, mixed(colour, kWhite, 0.3), kDark, 0.1);
            break;
        case Thing::person:
            person(c, at, m.size, colour, kDark, 0.03 + 0.1 * std::abs(std::sin(time * 5 + m.foot)));
            break;
    }
    bool const lights = dark && (m.what == Thing::car || m.what == Thing::bus);
    if (!lights) return;
    double const way = right ? 1 : -1;
    c.glow(at + Vec2d{way * 0.62, -0.16} * m.size, 0.4 * m.size, {1, 0.95, 0.8}, 0.9);
    c.glow(at + Vec2d{-way * 0.56, -0.18} * m.size, 0.16 * m.size, {1, 0.2, 0.15}, 0.9);
}

/// How far it goes to either side of where it stands, and up.
std::pair<double, double> room_of(Mover const& m, bool dark) {
    switch (m.what) {
        case Thing::car: return {m.size * (dark ? 1.05 : 0.65), m.size * 0.58};
        case Thing::bus: return {m.size * (dark ? 1.05 : 0.58), m.size * 0.58};
        case Thing::bicycle: return {m.size * 0.75, m.size * 1.3};
        case Thing::person: return {m.size * 0.25, m.size * 1.05};
    }
    return {0, 0};
}

void write_on(base::Image& image, Vec2d at, std::string_view words) {
    Canvas part(image, static_cast<int>(at.x) - 1, static_cast<int>(at.y) - 1, static_cast<int>(words.size()) * 9 + 4,
                14);
    stamp_words(part, at, words);
    part.paste_into(image);
}

/// Only where something moves is drawn anew.
base::Image frame_of(Film const& film, base::Image const& ground, int number) {
    base::Image image = ground;
    double const time = static_cast<double>(number) / kSetup.per_second;
    for (Mover const& m : film.movers) {
        Vec2d const at{m.x + m.speed * time, m.foot};
        auto const [reach, high] = room_of(m, film.dark);
        if (at.x + reach < 0 || at.x - reach > kPictureWidth) continue;
        Canvas part(image, static_cast<int>(std::floor(at.x - reach)), static_cast<int>(std::floor(at.y - high)),
                    static_cast<int>(2 * reach) + 2, static_cast<int>(high + 0.15 * m.size) + 2);
        draw(part, m, at, time, film.dark);
        part.paste_into(image);
    }
    std::array<char, 32> clock{};
    std::snprintf(clock.data(), clock.size(), "%s:%02d", film.stamp[0], number / kSetup.per_second);
    write_on(image, {12, 10}, clock.data());
    write_on(image, {12, 250}, film.stamp[1]);
    write_on(image, {402, 250}, "SAMPLE");
    return image;
}

base::Status write_film(Film const& film, std::filesystem::path const& folder) {
    Canvas canvas(kPictureWidth, kPictureHeight);
    film.ground(canvas);
    canvas.grain(film.movers.size(), 0.01);
    base::Image const ground = canvas.image();
    auto clip = ClipWriter::open(folder / (std::string(film.name) + ".mp4"), kSetup);
    if (!clip) return clip.error();
    for (int i = 0; i < kSeconds * kSetup.per_second; ++i)
        if (base::Status const added = clip->add(frame_of(film, ground, i)); !added) return added.error();
    return clip->finish();
}

}  // namespace

std::string_view clip_of(std::size_t camera, Where scene) {
    if (camera % 3 != 0) return {};
    switch (scene) {
        case Where::homes:
        case Where::village: return "gate.mp4";
        case Where::market: return "shops.mp4";
        case Where::road: return camera % 2 == 0 ? "crossing.mp4" : "night.mp4";
        case Where::station: return "crossing.mp4";
        default: return {};
    }
}

base::Status write_clips(std::filesystem::path const& folder) {
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error) return base::Error{folder.string() + ": cannot be made: " + error.message()};
    std::vector<Film> const all = films();
    std::vector<base::Status> written(all.size(), base::done);
    base::parallel_for(all.size(), 1, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) written[i] = write_film(all[i], folder);
    });
    for (base::Status const& status : written)
        if (!status) return status.error();
    return base::done;
}

}  // namespace sample
