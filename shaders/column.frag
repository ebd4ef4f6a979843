#version 460
#extension GL_GOOGLE_include_directive : require
// Columns in the legend's colour, lit by which way they face, darker at the foot where they meet the ground.
#include "common.glsl"
#include "light.glsl"
#include "emit.glsl"
#include "live.glsl"

layout(location = 0) in vec3 rel;
layout(location = 1) in vec3 normal;
layout(location = 2) in vec2 place;
layout(location = 3) in flat uvec2 what;

void main() {
    vec3 n = normalize(normal);
    vec3 c = rgb_of(what.x);
    float shade = shade_of(light_on(rel, n, 1.0, 1.0));
    if (kStyle == BOROUGH_STYLE_NIGHT) shade *= n.z < 0.5 ? 0.62 : 0.88;
    if (n.z < 0.5) {
        // Walls differ from the top and from each other by at least a tenth.
        shade *= 0.80 + 0.10 * dot(n.xy, normalize(F.sun_direction.xy + vec2(1e-4)));
        shade *= mix(0.62, 1.0, smoothstep(0.0, 1.0, place.x / (4.0 + 0.15 * (place.x + place.y))));
    }
    if ((what.x >> 28 & 1u) != 0u) {
        c = mix(c, vec3(dot(c, vec3(0.2126, 0.7152, 0.0722))), 0.85);
        float at = (rel.x + F.eye.x + rel.y + F.eye.y + place.x) / 6.0;
        float pixel = max(fwidth(at), 1e-4);
        shade *= mix(0.7, 1.0, mix(clamp((0.25 - abs(fract(at) - 0.5)) / pixel + 0.5, 0.0, 1.0), 0.5, clamp(pixel * 2.0 - 0.6, 0.0, 1.0)));
    }
    emit(undeveloped(c) * shade, rel, what.y, facing_of(n));
}
