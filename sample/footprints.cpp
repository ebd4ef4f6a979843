#include "sample/footprints.h"

#include <cmath>
#include <numbers>

namespace sample {

using std::numbers::pi;

Ring rectangle(double width, double depth) {
    double const x = width / 2, y = depth / 2;
    return {{-x, -y}, {x, -y}, {x, y}, {-x, y}};
}

Ring chamfered(double width, double depth, double c) {
    double const x = width / 2, y = depth / 2;
    return {{-x + c, -y}, {x - c, -y}, {x, -y + c}, {x, y - c}, {x - c, y}, {-x + c, y}, {-x, y - c}, {-x, -y + c}};
}

Ring rounded(double width, double depth, double power, int points) {
    Ring ring;
    for (int i = 0; i < points; ++i) {
        double const angle = 2 * pi * (i + 0.5) / points;
        double const c = std::cos(angle), s = std::sin(angle);
        double const radius = std::pow(std::pow(std::abs(c), power) + std::pow(std::abs(s), power), -1 / power);
        ring.push_back({c * radius * width / 2, s * radius * depth / 2});
    }
    return ring;
}

Ring l_shape(double width, double depth, double arm) {
    double const x = width / 2, y = depth / 2;
    return {{-x, -y}, {-x + arm, -y}, {-x + arm, y - arm}, {x, y - arm}, {x, y}, {-x, y}};
}

Ring u_shape(double width, double depth, double arm) {
    double const x = width / 2, y = depth / 2;
    return {{-x, -y}, {-x + arm, -y}, {-x + arm, y - arm}, {x - arm, y - arm}, {x - arm, -y}, {x, -y}, {x, y}, {-x, y}};
}

Ring e_shape(double width, double depth, double arm) {
    double const x = width / 2, y = depth / 2, m = arm / 2;
    return {{-x, -y},     {-x + arm, -y},     {-x + arm, y - arm}, {-m, y - arm}, {-m, -y}, {m, -y},
            {m, y - arm}, {x - arm, y - arm}, {x - arm, -y},       {x, -y},       {x, y},   {-x, y}};
}

Ring plus_shape(double width, double depth, double arm_x, double arm_y) {
    double const x = width / 2, y = depth / 2, a = arm_x / 2, b = arm_y / 2;
    return {{-a, -y}, {a, -y}, {a, -b}, {x, -b}, {x, b}, {a, b}, {a, y}, {-a, y}, {-a, b}, {-x, b}, {-x, -b}, {-a, -b}};
}

Ring butterfly(double width, double depth) {
    double const x = width / 2, y = depth / 2, inner = width * 0.16, well = depth * 0.3, step = depth * 0.12;
    return {{-x, -y + step},
            {-x + step, -y},
            {-inner - step, -y},
            {-inner, -y + well},
            {inner, -y + well},
            {inner + step, -y},
            {x - step, -y},
            {x, -y + step},
            {x, y - 2 * step},
            {x - 2 * step, y - 2 * step},
            {x - 2 * step, y},
            {inner, y},
            {inner, y - well},
            {-inner, y - well},
            {-inner, y},
            {-x + 2 * step, y},
            {-x + 2 * step, y - 2 * step},
            {-x, y - 2 * step}};
}

Ring slab(int units, double unit, double depth) {
    double const x = units * unit / 2, y = depth / 2, notch = 1.8, half = 1.7, bay = unit * 0.27;
    Ring ring;
    for (int i = 0; i < units; ++i) {  // balconies in the south, from west to east
        double const middle = -x + unit * (i + 0.5);
        ring.insert(ring.end(), {{middle - unit / 2 + (i ? 1.2 : 0), -y + (i ? 1.4 : 0)},
                                 {middle - bay, -y},
                                 {middle + bay, -y},
                                 {middle + unit / 2 - (i + 1 < units ? 1.2 : 0), -y + (i + 1 < units ? 1.4 : 0)}});
    }
    ring.push_back({x, y});
    for (int i = units; i-- > 0;) {  // stair recesses in the north, from east to west
        double const middle = -x + unit * (i + 0.5);
        ring.insert(ring.end(),
                    {{middle + half, y}, {middle + half, y - notch}, {middle - half, y - notch}, {middle - half, y}});
    }
    ring.push_back({-x, y});
    return ring;
}

Ring arc_slab(double width, double depth, double sagitta) {
    constexpr int kSteps = 8;
    Ring ring;
    auto const bow = [&](double t) { return -sagitta * (1 - (2 * t - 1) * (2 * t - 1)) + sagitta / 2; };
    for (int i = 0; i <= kSteps; ++i) {
        double const t = static_cast<double>(i) / kSteps;
        ring.push_back({width * (t - 0.5), bow(t) - depth / 2});
    }
    for (int i = kSteps; i >= 0; --i) {
        double const t = static_cast<double>(i) / kSteps;
        ring.push_back({width * (t - 0.5), bow(t) + depth / 2});
    }
    return ring;
}

Ring placed(Ring ring, Vec2d at, double angle) {
    Axes const axes{at, {std::cos(angle), std::sin(angle)}};
    return axes.out(std::move(ring));
}

Shape placed(Shape shape, Vec2d at, double angle) {
    Axes const axes{at, {std::cos(angle), std::sin(angle)}};
    return axes.out(std::move(shape));
}

Ring scaled(Ring ring, double factor) {
    for (Vec2d& p : ring) p = p * factor;
    return ring;
}

}  // namespace sample
