#include "sample/models.h"

#include <cmath>
#include <numbers>

#include "sample/glb.h"

namespace sample {

namespace {

using std::numbers::pi;

Paint const kBark{.name = "bark", .colour = {0.12, 0.085, 0.06}};
Paint const kSteel{.name = "steel", .colour = {0.42, 0.44, 0.46}, .roughness = 0.5, .metal = 0.6};
Paint const kConcrete{.name = "concrete", .colour = {0.55, 0.53, 0.5}};
Paint const kRoof{.name = "roof", .colour = {0.72, 0.73, 0.74}, .roughness = 0.5};

/// Trees are drawn by the ten thousand: some forty triangles each.
ModelBuilder broadleaf() {
    ModelBuilder m;
    m.paint(kBark);
    m.cone({0, 0, 0}, 0.28, {0.1, 0, 3.4}, 0.18, 3);
    m.paint({.name = "leaves", .colour = {0.105, 0.19, 0.06}});
    m.blob({0.1, 0, 5.3}, {3.0, 2.9, 2.5});
    m.blob({-1.0, 0.8, 6.6}, {1.9, 2.0, 1.7});
    return m;
}

ModelBuilder palm() {
    ModelBuilder m;
    m.paint({.name = "trunk", .colour = {0.36, 0.33, 0.28}});
    m.cone({0, 0, 0}, 0.26, {0, 0, 8.2}, 0.17, 4);
    m.paint({.name = "fronds", .colour = {0.13, 0.22, 0.07}});
    constexpr int kFronds = 9;
    for (int i = 0; i < kFronds; ++i) {
        double const angle = 2 * pi * i / kFronds + 0.2 * (i % 2);
        Vec3d const out{std::cos(angle), std::sin(angle), 0}, side{-out.y * 0.55, out.x * 0.55, 0};
        Vec3d const root{0, 0, 8.1}, knee = root + out * 1.6 + Vec3d{0, 0, 0.9 - 0.35 * (i % 2)},
                                     tip = root + out * 3.3 + Vec3d{0, 0, -0.9};
        m.sheet(root - side * 0.3, knee - side, knee + side, root + side * 0.3);
        m.triangle(knee - side, tip, knee + side);
        m.triangle(knee + side, tip, knee - side);
    }
    return m;
}

ModelBuilder conifer() {
    ModelBuilder m;
    m.paint(kBark);
    m.cone({0, 0, 0}, 0.24, {0, 0, 2.2}, 0.16, 3);
    m.paint({.name = "needles", .colour = {0.055, 0.115, 0.055}});
    m.cone({0, 0, 1.5}, 2.3, {0, 0, 6.2}, 0, 6);
    m.cone({0, 0, 4.4}, 1.6, {0, 0, 9.4}, 0, 6);
    return m;
}

/// The arm reaches north (its heading) over the road.
ModelBuilder lamp() {
    ModelBuilder m;
    m.paint(kSteel);
    m.cone({0, 0, 0}, 0.12, {0, 0, 8.6}, 0.07, 5);
    m.cone({0, 0, 8.5}, 0.06, {0, 2.2, 9.1}, 0.04, 4);
    m.box({-0.16, 1.7, 9.02}, {0.16, 2.6, 9.16});
    m.paint({.name = "light", .colour = {0.9, 0.85, 0.7}, .glow = {1, 0.78, 0.45}});
    m.box({-0.13, 1.75, 8.96}, {0.13, 2.55, 9.02});
    return m;
}

ModelBuilder camera_pole() {
    ModelBuilder m;
    m.paint(kSteel);
    m.cone({0, 0, 0}, 0.13, {0, 0, 6.6}, 0.09, 6);
    m.cone({0, 0, 6.3}, 0.06, {0, 3.4, 6.5}, 0.05, 4);
    m.paint({.name = "housing", .colour = {0.75, 0.76, 0.78}, .roughness = 0.6});
    m.box({-0.16, 3.0, 6.05}, {0.16, 3.75, 6.35});
    m.box({-0.12, 1.5, 6.05}, {0.12, 2.1, 6.28});
    m.box({-0.25, -0.35, 0.6}, {0.25, -0.12, 1.5});
    m.paint({.name = "lens", .colour = {0.02, 0.03, 0.05}, .roughness = 0.1});
    m.box({-0.1, 3.75, 6.1}, {0.1, 3.8, 6.3});
    return m;
}

/// The hall's roof over (x across the tracks, y along them): a vault that lifts towards the square in the west.
double roof_height(double x, double y) {
    double const across = (x + 36) / 72, along = y / 108;
    return 19 + 5.5 * std::sin(pi * (0.12 + 0.8 * across)) + 3.2 * (1 - along * along) * (1 - across) +
           1.1 * std::cos(along * pi * 6);
}

void station_roof(ModelBuilder& m) {
    constexpr int kAcross = 10, kAlong = 36;
    auto const at = [](int i, int j, double drop) {
        double const x = -43 + 86.0 * i / kAcross, y = -112 + 224.0 * j / kAlong;
        return Vec3d{x, y, roof_height(x, y) - drop};
    };
    m.paint(kRoof);
    for (int j = 0; j < kAlong; ++j) {
        for (int i = 0; i < kAcross; ++i) m.quad(at(i, j, 0), at(i + 1, j, 0), at(i + 1, j + 1, 0), at(i, j + 1, 0));
    }
    m.paint({.name = "soffit", .colour = {0.5, 0.42, 0.33}});
    for (int j = 0; j < kAlong; ++j) {
        for (int i = 0; i < kAcross; ++i)
            m.quad(at(i, j + 1, 1.1), at(i + 1, j + 1, 1.1), at(i + 1, j, 1.1), at(i, j, 1.1));
        m.quad(at(0, j + 1, 0), at(0, j + 1, 1.1), at(0, j, 1.1), at(0, j, 0));
        m.quad(at(kAcross, j, 0), at(kAcross, j, 1.1), at(kAcross, j + 1, 1.1), at(kAcross, j + 1, 0));
    }
    for (int i = 0; i < kAcross; ++i) {
        m.quad(at(i, 0, 0), at(i, 0, 1.1), at(i + 1, 0, 1.1), at(i + 1, 0, 0));
        m.quad(at(i + 1, kAlong, 0), at(i + 1, kAlong, 1.1), at(i, kAlong, 1.1), at(i, kAlong, 0));
    }
    m.paint({.name = "skylight", .colour = {0.16, 0.24, 0.3}, .roughness = 0.2, .glow = {0.05, 0.05, 0.04}});
    for (int j = 3; j < kAlong - 3; j += 4) {
        auto const strip = [&](double x, double y) { return Vec3d{x, y, roof_height(x, y) + 0.25}; };
        double const y = -112 + 224.0 * j / kAlong;
        for (int i = 0; i < 6; ++i) {
            double const x0 = -26 + i * 9.0, x1 = x0 + 9.0;
            m.quad(strip(x0, y), strip(x1, y), strip(x1, y + 3.4), strip(x0, y + 3.4));
        }
    }
}

ModelBuilder station() {
    ModelBuilder m;
    m.paint(kConcrete);
    m.box({-36, -108, -0.5}, {36, 108, 1.2});
    m.box({-30, -104, 1.2}, {36, 104, 7});
    m.paint({.name = "glass_hall", .colour = {0.12, 0.2, 0.25}, .roughness = 0.2, .glow = {0.1, 0.085, 0.055}});
    for (int j = 0; j < 26; ++j) {  // curtain wall up to the vault
        double const y0 = -100 + j * 200.0 / 26, y1 = y0 + 200.0 / 26;
        for (double const x : {-28.0, 33.0}) {
            Vec3d const a{x, y0, 7}, b{x, y1, 7}, c{x, y1, roof_height(x, y1) - 1}, d{x, y0, roof_height(x, y0) - 1};
            x < 0 ? m.quad(b, a, d, c) : m.quad(a, b, c, d);
        }
    }
    for (double const y : {-100.0, 100.0}) {
        for (int i = 0; i < 8; ++i) {
            double const x0 = -28 + i * 61.0 / 8, x1 = x0 + 61.0 / 8;
            Vec3d const a{x0, y, 7}, b{x1, y, 7}, c{x1, y, roof_height(x1, y) - 1}, d{x0, y, roof_height(x0, y) - 1};
            y < 0 ? m.quad(a, b, c, d) : m.quad(b, a, d, c);
        }
    }
    m.paint(kSteel);
    for (int j = 0; j <= 13; ++j) {
        double const y = -100 + j * 200.0 / 13;
        m.box({-28.5, y - 0.35, 1}, {-27.9, y + 0.35, roof_height(-28, y) - 1});
        m.box({32.9, y - 0.35, 7}, {33.5, y + 0.35, roof_height(33, y) - 1});
    }
    m.paint({.name = "columns", .colour = {0.66, 0.64, 0.6}});
    for (int j = 0; j < 8; ++j) {  // forked columns carry the overhang over the entrance
        double const y = -98 + j * 28.0;
        for (double const lean : {-5.0, 5.0})
            m.cone({-36.5, y, 1}, 0.7, {-38.5, y + lean, roof_height(-38.5, y + lean) - 1}, 0.45, 6);
    }
    m.paint({.name = "entrance", .colour = {0.3, 0.26, 0.2}, .glow = {0.35, 0.28, 0.16}});
    for (int j = 0; j < 6; ++j) m.box({-30.3, -88 + j * 32.0, 1.2}, {-30, -72 + j * 32.0, 5.6});
    m.paint({.name = "sign", .colour = {0.55, 0.03, 0.03}, .glow = {0.4, 0.03, 0.02}});
    m.box({-31, -16, 8}, {-30, 16, 12.5});
    station_roof(m);
    return m;
}

/// Three island platforms with their roofs, along y.
ModelBuilder platforms() {
    ModelBuilder m;
    for (double const x : {-18.5, 0.0, 18.5}) {
        double const half = x == 0 ? 4.6 : 4.8;
        m.paint(kConcrete);
        m.box({x - half, -165, -0.6}, {x + half, 165, 1.1});
        m.paint(kSteel);
        for (double y = -144; y <= 144; y += 18) m.cone({x, y, 1.1}, 0.28, {x, y, 6.2}, 0.28, 6);
        m.paint(kRoof);
        // A butterfly roof: it drains to the middle.
        m.sheet({x - half, -150, 7.4}, {x, -150, 6.2}, {x, 150, 6.2}, {x - half, 150, 7.4});
        m.sheet({x, -150, 6.2}, {x + half, -150, 7.4}, {x + half, 150, 7.4}, {x, 150, 6.2});
    }
    return m;
}

/// An octagonal pagoda for the hill top: seven storeys under tiled eaves.
ModelBuilder pagoda() {
    ModelBuilder m;
    double z = 0, radius = 7.5;
    m.paint(kConcrete);
    m.cone({0, 0, -3}, 11, {0, 0, 0.8}, 10.4, 8);
    for (int storey = 0; storey < 7; ++storey) {
        double const height = storey ? 4.6 - storey * 0.18 : 6;
        m.paint({.name = "walls", .colour = {0.42, 0.2, 0.13}, .glow = {0.1, 0.055, 0.02}});
        m.cone({0, 0, z}, radius * 0.8, {0, 0, z + height}, radius * 0.78, 8);
        m.paint({.name = "tiles", .colour = {0.09, 0.13, 0.1}});
        double const eaves = z + height * 0.82;
        m.cone({0, 0, eaves + 0.4}, radius * 0.6, {0, 0, eaves}, radius * 1.18, 8);
        m.cone({0, 0, eaves}, radius * 1.18, {0, 0, eaves + 1.7}, radius * 0.74, 8);
        z += height;
        radius *= 0.91;
    }
    m.cone({0, 0, z - 0.3}, radius * 1.2, {0, 0, z + 4}, 0, 8);
    m.paint({.name = "finial", .colour = {0.7, 0.5, 0.15}, .roughness = 0.4, .metal = 0.8});
    m.cone({0, 0, z + 3}, 0.35, {0, 0, z + 9}, 0, 5);
    return m;
}

/// A pylon with its stays for the bridge on the axis: stands in the middle of the river, stays run along y.
ModelBuilder bridge() {
    constexpr double kTop = 58, kReach = 50, kHalf = 19.5;
    ModelBuilder m;
    m.paint({.name = "pylon", .colour = {0.78, 0.77, 0.75}});
    for (double const side : {-1.0, 1.0}) {
        m.cone({side * (kHalf + 3), 0, -8}, 2.0, {side * 4, 0, kTop}, 1.2, 8);
        m.box({side * kHalf - 0.25, -kReach, -0.2}, {side * kHalf + 0.25, kReach, 1.1});
    }
    m.box({-4, -1, kTop - 8}, {4, 1, kTop - 5});
    m.box({-kHalf - 3, -1.6, -5}, {kHalf + 3, 1.6, -1});
    m.paint({.name = "stays", .colour = {0.62, 0.64, 0.66}, .glow = {0.04, 0.05, 0.07}});
    for (double const side : {-1.0, 1.0}) {
        for (int i = 1; i <= 7; ++i) {
            double const t = i / 7.0, top = kTop * (0.55 + 0.42 * t);
            double const x = side * (kHalf + 3 + (4 - kHalf - 3) * (top + 8) / (kTop + 8));
            for (double const way : {-1.0, 1.0})
                m.cone({side * kHalf, way * kReach * t, 1}, 0.16, {x, 0, top}, 0.16, 3);
        }
    }
    return m;
}

}  // namespace

base::Status write_models(std::filesystem::path const& folder) {
    struct Named {
        char const* name;
        ModelBuilder model;
    };
    for (Named const& n :
         {Named{"tree_broadleaf", broadleaf()}, Named{"tree_palm", palm()}, Named{"tree_conifer", conifer()},
          Named{"lamp", lamp()}, Named{"camera_pole", camera_pole()}, Named{"station", station()},
          Named{"platforms", platforms()}, Named{"pagoda", pagoda()}, Named{"bridge", bridge()}}) {
        if (base::Status const written = n.model.write(folder / (std::string(n.name) + ".glb")); !written)
            return written.error();
    }
    return base::done;
}

}  // namespace sample
