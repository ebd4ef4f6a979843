#include "scene/label_style.h"

#include <limits>

namespace scene {

LabelStyle style_of(Label::Kind kind) {
    constexpr double kAny = std::numeric_limits<double>::infinity();
    switch (kind) {
        case Label::Kind::district: return {36, 18, true, kAny, 4, false, 120};
        case Label::Kind::subdistrict: return {24, 14, false, 60, 12, false, 60};
        case Label::Kind::station: return {18, 12, false, 14, 12, true, 30};
        case Label::Kind::landmark: return {18, 12, false, 12, 18, true, 3};
        case Label::Kind::water: return {18, 12, false, 25, 8, false, 3};
        case Label::Kind::road: return {14, 12, false, 12, 28, false, 3};
        case Label::Kind::point: break;
    }
    return {14, 12, false, 4, 14, false, 30};
}

int order_of(Label::Kind kind) {
    switch (kind) {
        case Label::Kind::district: return 0;
        case Label::Kind::subdistrict: return 1;
        case Label::Kind::station: return 2;
        case Label::Kind::landmark: return 3;
        case Label::Kind::water: return 4;
        case Label::Kind::road: return 5;
        case Label::Kind::point: break;
    }
    return 6;
}

Ink ink_of(Label::Kind kind, Style style) {
    bool const water = kind == Label::Kind::water;
    bool const road = kind == Label::Kind::road;
    if (style == Style::night) return {water ? 0xff8cc8f0 : road ? 0xffb9d3e3 : 0xffe2f6fc, 0xee0a1428};
    if (style == Style::paper) return {water ? 0xff1f4e79 : 0xff101010, 0xf2ffffff};
    return {water ? 0xff1c5d8c : road ? 0xff3b3f45 : 0xff17222e, 0xe6ffffff};
}

FurnitureInk furniture_ink(Style style) {
    if (style == Style::night) return {0xff0a1428, 0xff4a6a86, 0xffe2f6fc, 0xff9fb8c9};
    if (style == Style::paper) return {0xffffffff, 0xff101010, 0xff101010, 0xff404040};
    return {0xffffffff, 0xff5b6672, 0xff17222e, 0xff4a5560};
}

}  // namespace scene
