#include "tests/renderer/live_inputs.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <numbers>

#include "base/hash.h"

namespace live_inputs {
namespace {

using scene::Level;
using scene::LiveInput;
using scene::Pin;
using scene::PinKind;

double chance(std::uint32_t i, std::uint32_t salt) { return (base::hash(i * 2654435761U ^ salt) & 0xffff) / 65535.0; }

// ColorBrewer "YlOrRd", light to dark.
constexpr std::uint32_t kRamp[] = {0xffffb2, 0xfecc5c, 0xfd8d3c, 0xf03b20, 0xbd0026};

void add_classes(scene::LiveLayer& layer) {
    char const* const texts[] = {"100 – 250", "250 – 500", "500 – 1000", "1000 – 2000", "≥ 2000 件/平方公里"};
    for (std::size_t i = 0; i < 5; ++i) layer.classes.push_back({texts[i], kRamp[i]});
}

void add_tickets(LiveInput& in, std::uint8_t layer) {
    // A crowd in the village, a few elsewhere.
    for (std::uint32_t i = 0; i < 140; ++i) {
        bool const crowd = i < 110;
        base::Vec3d const at{crowd ? -190 + 170 * chance(i, 1) : -210 + 420 * chance(i, 1),
                             crowd ? -95 + 75 * chance(i, 2) : -180 + 360 * chance(i, 2), 0};
        double const urgent = chance(i, 3);
        Level const level = urgent > 0.94   ? Level::red
                            : urgent > 0.80 ? Level::orange
                            : urgent > 0.55 ? Level::yellow
                                            : Level::blue;
        Pin p = pin(at, PinKind::ticket, level, static_cast<std::uint32_t>(in.pins.size()), layer);
        p.overdue = level == Level::red;
        p.open = i % 17 != 3;
        in.pins.push_back(p);
    }
}

void add_events(LiveInput& in, std::uint8_t layer) {
    base::Vec3d const places[] = {{20, -12, 0}, {-60, 8, 0}, {110, -30, 0}, {150, 40, 0}, {-150, 60, 0}, {8, 130, 0}};
    for (std::uint32_t i = 0; i < 6; ++i) {
        Pin p = pin(places[i], PinKind::event, static_cast<Level>(i < 5 ? i : 4),
                    static_cast<std::uint32_t>(in.pins.size()), layer);
        p.pulse = i == 4;
        p.open = i != 2;
        p.overdue = i == 5;
        in.pins.push_back(p);
    }
}

void add_cameras(LiveInput& in, std::uint8_t layer) {
    base::Vec3d const places[] = {{12, 14, 6}, {-14, -15, 6}, {190, 10, 6}, {100, 168, 6}};
    for (std::uint32_t i = 0; i < 4; ++i) {
        Pin p = pin(places[i], PinKind::camera, i == 1 ? Level::orange : Level::none,
                    static_cast<std::uint32_t>(in.pins.size()), layer);
        p.open = i != 2;
        in.pins.push_back(p);
        if (!p.open) continue;
        scene::ViewField field{{}, p.level, layer};
        base::Vec2d const eye{p.at.x, p.at.y};
        field.fan.push_back(eye);
        for (int k = 0; k <= 12; ++k) {
            double const turn = (100.0 * i + 20 + 5.0 * k) * std::numbers::pi / 180;
            field.fan.push_back(eye + base::Vec2d{std::sin(turn), std::cos(turn)} * (k > 8 ? 40.0 : 75.0));
        }
        in.fields.push_back(field);
    }
}

void add_others(LiveInput& in, std::uint8_t devices, std::uint8_t drones) {
    for (std::uint32_t i = 0; i < 5; ++i) {
        Pin p = pin({-180.0 + 90 * i, 185, 0}, PinKind::device, i == 3 ? Level::orange : Level::none,
                    static_cast<std::uint32_t>(in.pins.size()), devices);
        p.open = i != 1;
        in.pins.push_back(p);
    }
    scene::Trail trail;
    trail.layer = drones;
    for (int i = 0; i <= 24; ++i) {
        double const t = i / 24.0;
        trail.points.push_back({-190 + 330 * t, -60 + 150 * std::sin(t * 3), 150 + 20 * std::sin(t * 6)});
    }
    in.trails.push_back(trail);
    in.pins.push_back(
        pin(trail.points.back(), PinKind::drone, Level::blue, static_cast<std::uint32_t>(in.pins.size()), drones));
}

}  // namespace

Pin pin(base::Vec3d at, PinKind kind, Level level, std::uint32_t index, std::uint8_t layer) {
    Pin p;
    p.at = at;
    p.kind = kind;
    p.level = level;
    p.layer = layer;
    p.id = scene::make_id(scene::IdKind::report, index);
    return p;
}

LiveInput everything() {
    LiveInput in;
    in.moment = "2026-10-27 14:05  已知至 14:05";
    in.layers = {{"12345 工单（未办结）", "14:04 的数据", "热线平台", false, {}, true, {}},
                 {"视频事件", "14:05 的数据", "视频中台", false, {}, true, {}},
                 {"摄像机", "14:00 的数据", "视频中台", false, {}, false, {}},
                 {"物联感知设备", "已断开，13:20 的数据", "物联网", true, {}, false, {}},
                 {"无人机", "14:05 的数据", "低空平台", false, {}, false, {}}};
    add_cameras(in, 2);
    add_others(in, 3, 4);
    add_tickets(in, 0);
    add_events(in, 1);
    return in;
}

LiveInput areas() {
    LiveInput in;
    in.moment = "2026-10-27 14:05  历史";
    in.layers = {{"工单（仅知社区）", "14:04 的数据", "热线平台", false, {}, false, {}},
                 {"工单（昨日）", "已过期，10-26 18:00 的数据", "热线平台", true, {}, false, {}}};
    add_classes(in.layers[0]);
    in.areas.push_back({{{{10, 10}, {200, 10}, {200, 180}, {10, 180}}}, 0x60f03b20, "27", 1});
    in.areas.push_back({{{{-200, 10}, {-10, 10}, {-10, 180}, {-120, 150}, {-200, 180}},
                         {{-150, 60}, {-150, 90}, {-110, 90}, {-110, 60}}},
                        0x60fecc5c,
                        "4",
                        0});
    in.areas.push_back({{{{-200, -180}, {-10, -180}, {-10, -10}, {-200, -10}}}, 0x60fd8d3c, "9", 0});
    return in;
}

LiveInput heat() {
    LiveInput in;
    in.moment = "2026-10-27 14:05";
    in.layers = {{"工单密度，近 30 天", "14:04 的数据", "热线平台", false, {}, false, {}}};
    add_classes(in.layers[0]);
    scene::Heat& h = in.heat;
    h.origin_x = h.origin_y = -300;
    h.spacing = 20;
    h.width = h.height = 30;
    h.breaks = {100, 250, 500, 1000, 2000};
    for (std::uint32_t const colour : kRamp) h.colours.push_back(0xb0000000 | colour);
    for (std::uint32_t j = 0; j < h.height; ++j) {
        for (std::uint32_t i = 0; i < h.width; ++i) {
            double const x = -290 + 20.0 * i, y = -290 + 20.0 * j;
            double const village = std::hypot(x + 110, y + 60), mall = std::hypot(x - 90, y - 70);
            h.value.push_back(
                static_cast<float>(3200 * std::exp(-village * village / 9000) + 1400 * std::exp(-mall * mall / 6000)));
        }
    }
    return in;
}

LiveInput columns() {
    LiveInput in;
    in.moment = "2026-10-27 14:05";
    in.layers = {{"工单数，近 30 天", "14:04 的数据", "热线平台", false, {}, false, {}}};
    add_classes(in.layers[0]);
    std::uint32_t index = 0;
    for (int q = -3; q <= 3; ++q) {
        for (int r = -3; r <= 3; ++r) {
            double const count = 2400 * std::exp(-(q * q + r * r + q * r) / 5.0);
            if (count < 100) continue;
            scene::Prism column;
            column.at = {34 * std::sqrt(3.0) * (q + r / 2.0), 34 * 1.5 * r};
            column.radius = 34 * 0.92f;
            column.height = static_cast<float>(2.6 * std::sqrt(count));
            column.sides = q == 3 ? 4 : 6;
            column.colour = kRamp[count >= 2000 ? 4 : count >= 1000 ? 3 : count >= 500 ? 2 : count >= 250 ? 1 : 0];
            column.id = scene::make_id(scene::IdKind::report, index++);
            in.columns.push_back(column);
        }
    }
    return in;
}

LiveInput buildings(std::size_t count) {
    LiveInput in;
    in.moment = "2026-10-27";
    in.layers = {{"楼栋常住人口", "10-26 18:00 的数据", "人口统计", false, {}, false, {}}};
    add_classes(in.layers[0]);
    for (std::size_t i = 0; i < count; ++i) in.building_colours.push_back(i % 3 == 0 ? 0 : 0xff000000 | kRamp[i % 5]);
    return in;
}

namespace {

/// Light to dark on day and paper, dark to light at night; the last for what is hidden.
constexpr std::uint32_t kCounts[2][6] = {{0xfde0a4, 0xf9a24e, 0xe97b43, 0xcf4636, 0x8f1237, 0xb8b8b0},
                                         {0x5a2a3c, 0xb0413b, 0xd0663c, 0xf4b555, 0xfff0b0, 0x4c4a48}};
constexpr std::uint32_t kShares[2][6] = {{0xdcebf5, 0xacd0e4, 0x739fca, 0x3c7baa, 0x123f6e, 0xb8b8b0},
                                         {0x1c3654, 0x275a84, 0x3d85b0, 0x70bbdd, 0xd4f3ff, 0x4c4a48}};

void add_rows(scene::LiveLayer& layer, std::uint32_t const (&colours)[6], std::array<char const*, 6> const& texts) {
    for (std::size_t i = 0; i < texts.size(); ++i) layer.classes.push_back({texts[i], colours[i]});
}

std::vector<base::Vec2d> rectangle(double x, double y, double width, double height) {
    return {{x, y}, {x + width, y}, {x + width, y + height}, {x, y + height}};
}

}  // namespace

LiveInput communities(bool night) {
    LiveInput in;
    in.moment = "2026-10-27 14:05  历史";
    in.layers = {{"各社区工单数，近 30 天", "14:04 的数据", "热线平台", false, {}, false, {}}};
    auto const& colours = kCounts[night];
    add_rows(in.layers[0], colours, {"1 – 9", "10 – 24", "25 – 99", "100 – 199", "≥ 200 件", "12 件无所属社区"});
    constexpr std::pair<char const*, int> kCommunities[] = {{"4", 0},   {"18", 1},  {"9", 0},   {"67", 2}, {"674", 4},
                                                            {"113", 3}, {"215", 4}, {"104", 3}, {"1", 0}};
    for (std::size_t i = 0; i < 9; ++i) {
        double const x = -210 + 140.0 * static_cast<double>(i % 3), y = -200 + 135.0 * static_cast<double>(i / 3);
        auto const [count, row] = kCommunities[i];
        in.areas.push_back({{rectangle(x, y, 140, 135)}, 0xa0000000 | colours[row], count, 0});
    }
    return in;
}

LiveInput shares(bool night) {
    LiveInput in;
    in.moment = "2026-10-27 14:05  history";
    in.layers = {{"Share of people of 60 and over", "data of 07-01 00:00", "Population", false, {}, false, {}}};
    auto const& colours = kShares[night];
    add_rows(in.layers[0], colours, {"0 – 5", "5 – 10", "10 – 20", "20 – 30", "≥ 30 %", "hidden, too few"});
    for (std::size_t i = 0; i < 200; ++i)
        in.building_colours.push_back(i % 4 == 0 ? 0 : 0xff000000 | colours[(i * 5 + i / 7) % 6]);
    for (std::size_t i = 0; i < 16; ++i) {
        double const x = -200 + 100.0 * static_cast<double>(i % 4), y = -200 + 100.0 * static_cast<double>(i / 4);
        if (i % 7 == 3) continue;
        in.areas.push_back({{rectangle(x, y, 100, 100)}, 0x98000000 | colours[(i * 3) % 5], "", 0});
    }
    return in;
}

namespace {

/// Chequered, red on the left edge and green at the foot, with a white arrow that points up.
std::shared_ptr<base::Image const> test_picture(std::uint32_t width, std::uint32_t height) {
    auto image = std::make_shared<base::Image>(base::Image{width, height, 4, {}});
    image->pixels.resize(image->row_bytes() * height);
    for (std::uint32_t y = 0; y < height; ++y) {
        for (std::uint32_t x = 0; x < width; ++x) {
            bool const dark = (x * 16 / width + y * 9 / height) % 2 == 0;
            std::array<std::uint8_t, 3> c =
                dark ? std::array<std::uint8_t, 3>{40, 60, 90} : std::array<std::uint8_t, 3>{220, 190, 90};
            double const u = (x + 0.5) / width - 0.5, v = (y + 0.5) / height;
            bool const shaft = std::abs(u) < 0.05 && v > 0.35 && v < 0.85;
            bool const head = v > 0.12 && v < 0.4 && std::abs(u) < (v - 0.12) * 0.6;
            if (x < width / 24) c = {220, 40, 40};
            if (y > height - height / 14) c = {40, 180, 60};
            if (shaft || head) c = {255, 255, 255};
            std::uint8_t* const p = image->row(y) + std::size_t{x} * 4;
            std::copy(c.begin(), c.end(), p);
            p[3] = 255;
        }
    }
    return image;
}

}  // namespace

scene::LiveInput videos() {
    scene::LiveInput in;
    in.layers.resize(1);
    auto const picture = test_picture(640, 360);
    in.projected.push_back({{0, -110, 9}, 0, 16, 38, 16.0 / 9, 150, {1, 1, picture}});
    in.projected.push_back({{110, 0, 12}, 250, 14, 45, 16.0 / 9, 130, {1, 1, picture}});
    return in;
}

}  // namespace live_inputs
