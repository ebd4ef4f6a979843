#version 460
#extension GL_GOOGLE_include_directive : require
#include "common.glsl"

layout(push_constant, scalar) uniform Push { FrameRef frame; uint view; };
#include "light.glsl"
#include "ground.glsl"

layout(location = 0) in vec3 rel;
layout(location = 1) in vec2 road;
layout(location = 2) in flat uvec3 what;

// twin::GroundClass
const uint kGreen = 2u, kForest = 5u, kWater = 9u, kParking = 10u, kFootpath = 11u, kService = 12u, kResidential = 13u,
           kMotorway = 18u, kRail = 19u, kBoundary = 20u;

// Share of a pixel within a line of this half width, distances in metres.
float line(float distance, float half_width, float pixel) {
    return clamp((half_width - abs(distance)) / max(pixel, 1e-3) + 0.5, 0.0, 1.0) * min(1.0, 2.0 * half_width / max(pixel, 1e-3));
}

vec3 road_colour(vec3 surface, uint kind, float width, float pixel) {
    float across = road.x * width * 0.5;
    float px = max(fwidth(across), 1e-3);
    float py = max(fwidth(road.y), 1e-3);
    vec3 paint = kStyle == BOROUGH_STYLE_NIGHT ? surface * 2.2 : vec3(0.62);
    float edge = line(abs(across) - (width * 0.5 - 0.5), 0.10, px);
    float lanes = floor(width / 3.6 + 0.3);
    float marking = edge * 0.7;
    if (kind >= 14u && lanes >= 2.0) {
        float lane = width / lanes;
        float from_centre = abs(across);
        float nearest = abs(fract(across / lane + 0.5 * mod(lanes, 2.0) + 0.5) - 0.5) * lane;
        float dash = mix(0.4, step(fract(road.y / 10.0), 0.4), clamp(1.5 - py / 4.0, 0.0, 1.0));
        marking = max(marking, line(nearest, 0.08, px) * dash * 0.7 * step(from_centre, width * 0.5 - 1.5));
        if (lanes >= 4.0) {
            // A planted or railed middle between the carriageways.
            float middle = line(across, kind >= 17u ? 1.0 : 0.45, px);
            surface = mix(surface, F.ground[kGreen] * 0.8, middle);
            marking *= 1.0 - middle;
        }
    }
    float near = clamp(1.0 - pixel / 1.2, 0.0, 1.0);
    return mix(surface, paint, marking * near);
}

vec3 rail_colour(vec3 bed, float width) {
    float across = road.x * width * 0.5;
    float px = max(fwidth(across), 1e-3);
    float py = max(fwidth(road.y), 1e-3);
    float sleepers = mix(0.4, step(fract(road.y / 0.65), 0.4), clamp(1.2 - py / 0.5, 0.0, 1.0));
    float track = min(abs(across - width * 0.22), abs(across + width * 0.22));
    float in_track = line(track, 1.3, px);
    float rails = line(track - 0.72, 0.06, px);
    vec3 c = mix(bed, bed * (1.0 - 0.35 * sleepers), in_track);
    return mix(c, vec3(0.42), rails);
}

void main() {
    vec3 local = rel + F.eye;
    float pixel = max(fwidth(local.x), fwidth(local.y));
    vec3 flat_n = normalize(cross(dFdx(rel), dFdy(rel)));
    vec3 n = flat_n.z < 0.0 ? -flat_n : flat_n;
    uint kind = what.x & 255u;
    bool casing = (what.x & 256u) != 0u;
    bool own = (what.x & 512u) != 0u;
    float width = float(what.x >> 16) * 0.1;
    float sun = sunlight(rel, n);
    float open = openness(local, n);
    vec3 light = light_on(rel, n, sun, open);

    vec3 c = own ? rgb_of(what.y) : F.ground[min(kind, uint(BOROUGH_GROUND_CLASSES - 1))];
    if (kind == 0u && !own) c = land_colour(local, n, pixel);
    bool is_road = kind >= kParking + 1u && kind <= kMotorway && width > 0.0;

    if (kind == kWater && !own) {
        vec3 toward = normalize(rel);
        float fresnel = 0.02 + 0.98 * pow(1.0 - max(-toward.z, 0.0), 5.0);
        vec3 ripple = vec3(0.03 * grain(local.xy, 9.0, pixel) + 0.02 * grain(local.yx, 3.0, pixel),
                           0.03 * grain(local.yx + 17.0, 9.0, pixel), 0.0);
        vec3 m = reflect(toward, normalize(vec3(0.0, 0.0, 1.0) + ripple));
        vec3 sky = sky_colour(vec3(m.xy, abs(m.z)));
        c = kStyle == BOROUGH_STYLE_PAPER ? c * light : mix(c * light, sky, fresnel * (0.55 + 0.45 * open));
        if (kStyle == BOROUGH_STYLE_DAY) c += F.sun_colour * 0.25 * sun * pow(max(dot(m, F.sun_direction), 0.0), 220.0);
    } else {
        if (kind >= 1u && kind <= kForest && kStyle == BOROUGH_STYLE_DAY) {
            c *= 1.0 + 0.22 * grain(local.xy, 23.0, pixel) + 0.18 * grain(local.xy, 4.0, pixel);
        }
        if (casing) c *= kStyle == BOROUGH_STYLE_NIGHT ? 0.55 : kStyle == BOROUGH_STYLE_PAPER ? 0.80 : 1.32;
        else if (is_road && !own && kStyle != BOROUGH_STYLE_PAPER && kind >= kService) c = road_colour(c, kind, width, pixel);
        else if (kind == kRail && kStyle == BOROUGH_STYLE_DAY && width > 0.0) c = rail_colour(c, width);
        vec3 surface = c;
        c *= light;
        // At night roads are the lamps: main roads amber, others cold, brighter along the middle.
        if (kStyle == BOROUGH_STYLE_NIGHT && is_road && !casing) c += surface * (0.55 + 0.45 * (1.0 - road.x * road.x));
    }
    emit(c, rel, what.z, 0u);
}
