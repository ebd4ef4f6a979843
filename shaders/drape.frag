#version 460
#extension GL_GOOGLE_include_directive : require
// Colours of the layers, unlit. Alpha says how the ground is to take them: 0 land shows, one half painted, 1 painted and
// special (water by day and on paper, a glowing road at night). Averages of neighbours then mean what they should.
#include "common.glsl"
#include "ground.glsl"

layout(location = 0) in vec2 local;
layout(location = 1) in vec2 road;
layout(location = 2) in flat uvec3 what;

layout(location = 0) out vec4 colour;
layout(location = 1) out vec4 key;

// Share of a pixel within a line of this half width, distances in metres.
float line(float distance, float half_width, float pixel) {
    return clamp((half_width - abs(distance)) / max(pixel, 1e-3) + 0.5, 0.0, 1.0) * min(1.0, 2.0 * half_width / max(pixel, 1e-3));
}

vec3 road_colour(vec3 surface, uint kind, float width, float pixel) {
    float across = road.x * width * 0.5;
    float px = max(fwidth(across), 1e-3);
    float py = max(fwidth(road.y), 1e-3);
    vec3 paint = kStyle == BOROUGH_STYLE_NIGHT ? surface * 1.6 : vec3(0.62);
    float edge = line(abs(across) - (width * 0.5 - 0.5), 0.10, px);
    float lanes = floor(width / 3.6 + 0.3);
    float marking = edge * 0.7;
    if (kind >= kTertiary && lanes >= 2.0) {
        float lane = width / lanes;
        float nearest = abs(fract(across / lane + 0.5 * mod(lanes, 2.0) + 0.5) - 0.5) * lane;
        float dash = mix(0.4, step(fract(road.y / 10.0), 0.4), clamp(1.5 - py / 4.0, 0.0, 1.0));
        marking = max(marking, line(nearest, 0.08, px) * dash * 0.7 * step(abs(across), width * 0.5 - 1.5));
        if (lanes >= 4.0) {
            // A planted or railed middle between the carriageways.
            float middle = line(across, kind >= kTrunk ? 1.0 : 0.45, px);
            surface = mix(surface, F.ground[kGreen] * 0.8, middle);
            marking *= 1.0 - middle;
        }
    }
    return mix(surface, paint, marking * clamp(1.0 - pixel / 1.2, 0.0, 1.0));
}

vec3 rail_colour(vec3 bed, float width) {
    float across = road.x * width * 0.5;
    float px = max(fwidth(across), 1e-3);
    float py = max(fwidth(road.y), 1e-3);
    float sleepers = mix(0.4, step(fract(road.y / 0.65), 0.4), clamp(1.2 - py / 0.5, 0.0, 1.0));
    float track = min(abs(across - width * 0.22), abs(across + width * 0.22));
    float rails = line(track - 0.72, 0.06, px);
    return mix(mix(bed, bed * (1.0 - 0.35 * sleepers), line(track, 1.3, px)), vec3(0.42), rails);
}

void main() {
    float pixel = max(fwidth(local.x), fwidth(local.y));
    uint kind = what.x & 255u;
    bool casing = (what.x & 256u) != 0u;
    bool own = (what.x & 512u) != 0u;
    float width = float(what.x >> 16) * 0.1;
    // A boundary is a dashed line, as on any map: what it crosses stays whole.
    if (kind == kBoundary && width > 0.0 && fract(road.y / 36.0) > 0.55) discard;
    bool is_road = kind > kParking && kind <= kMotorway && width > 0.0;

    vec3 c = own ? rgb_of(what.y) : F.ground[min(kind, uint(BOROUGH_GROUND_CLASSES - 1))];
    float take = 0.5;
    if (kind == kWater && !own && kStyle != BOROUGH_STYLE_NIGHT) take = 1.0;
    if (kind >= kBlock && kind <= kForest && kStyle == BOROUGH_STYLE_DAY && !own) {
        c *= 1.0 + 0.16 * grain(local, 23.0, pixel) + 0.14 * grain(local, 4.0, pixel);
    }
    if (casing) {
        c = kStyle == BOROUGH_STYLE_NIGHT ? c * 0.45 : kStyle == BOROUGH_STYLE_PAPER ? c * 0.82 : F.ground[kPlaza] * 0.92;
    } else if (is_road && !own) {
        if (kStyle != BOROUGH_STYLE_PAPER && kind >= kService) c = road_colour(c, kind, width, pixel);
        // At night roads are the lamps, brighter along the middle.
        if (kStyle == BOROUGH_STYLE_NIGHT) take = 0.62 + 0.34 * (1.0 - road.x * road.x);
    } else if (kind == kRail && kStyle == BOROUGH_STYLE_DAY && width > 0.0) {
        c = rail_colour(c, width);
    }
    colour = vec4(sqrt(c), take);  // eight bits go furthest near the square root; the ground squares it again
    key = key_of(what.z, 0u);
}
