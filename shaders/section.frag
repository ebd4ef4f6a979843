#version 460
#extension GL_GOOGLE_include_directive : require
// Cut faces as architects draw them: buildings solid, with their floors; the earth hatched under a strong line. They are
// a drawing and no surface, so no light falls on them.
#include "common.glsl"
#include "light.glsl"
#include "emit.glsl"
#include "live.glsl"

layout(location = 0) in vec3 rel;
layout(location = 1) in vec2 place;
layout(location = 2) in vec4 within;
layout(location = 3) in flat uvec2 what;

struct Poche { uint body, marks, edge, earth, hatch, ground; };
const Poche kPoche[3] = Poche[](
    Poche(0x3a4048u, 0x7b848fu, 0x14181du, 0x9a8a75u, 0x76664fu, 0x33291fu),
    Poche(0x0a1424u, 0x24506eu, 0x38bdf8u, 0x0c1728u, 0x23405cu, 0x5f9cc4u),
    Poche(0x2e2e2eu, 0x9c9c9cu, 0x000000u, 0xf0ede6u, 0xa49d92u, 0x1c1c1cu));

float slope(float metres) { return max(length(vec2(dFdx(metres), dFdy(metres))), 1e-6); }

// How much of a pixel a line covers whose middle is so far away; all in pixels.
float stroke(float away, float width) { return clamp(0.5 * width + 0.5 - away, 0.0, 1.0); }

// Slanting lines of the earth. Each second one fades where they would come too close, so that none ever shimmers.
float hatch(float across, float width) {
    float metre = 1.0 / slope(across);  // pixels
    float level = log2(11.0 * F.edge_pixels / metre);
    float finer = exp2(floor(level)), share = fract(level);
    float line = floor(across / (2.0 * finer) + 0.5), at = across - line * 2.0 * finer;
    float coarse = stroke(abs(at) * metre, width);
    float between = stroke((finer - abs(at)) * metre, width);
    return max(coarse, between * (1.0 - share));
}

void main() {
    Poche p = kPoche[kStyle];
    float width = F.edge_pixels;
    vec3 c;
    if (what.x == 0u) {
        c = mix(rgb_of(p.earth), rgb_of(p.hatch), hatch((place.x + place.y) * 0.70710678, width));
        c = mix(c, rgb_of(p.ground), stroke(within.w / slope(within.w), 5.0 * width));
    } else {
        float storey = uintBitsToFloat(what.y);
        float pixel = slope(place.y);
        float floor_at = abs(fract(within.z / max(storey, 0.1) + 0.5) - 0.5) * storey / pixel;
        float room = smoothstep(4.0, 9.0, storey / pixel / width);
        c = mix(rgb_of(p.body), rgb_of(p.marks), stroke(floor_at, width) * room);
        float edge = min(min(within.x / slope(within.x), within.y / slope(within.y)), min(within.z / slope(within.z), within.w / slope(within.w)));
        c = mix(c, rgb_of(p.edge), stroke(edge, 2.6 * width));
    }
    emit(undeveloped(c), rel, what.x, facing_of(vec3(-F.section.xy, 0.0)));
}
