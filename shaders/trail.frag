#version 460
#extension GL_GOOGLE_include_directive : require
#include "common.glsl"

#if SAMPLES > 1
layout(set = 0, binding = 0) uniform sampler2DMS scene_depth;
#else
layout(set = 0, binding = 0) uniform sampler2D scene_depth;
#endif
layout(push_constant, scalar) uniform Push { Words points; vec2 size; float scale; uint count; };
layout(location = 0) in vec2 place;
layout(location = 1) in float depth;
layout(location = 2) in flat uint packed;
layout(location = 0) out vec4 colour;

void main() {
    vec3 own = unpackUnorm4x8(packed).bgr;
    vec3 rim = vec3(1.0);
    if (kStyle == BOROUGH_STYLE_NIGHT) rim = vec3(0.043, 0.071, 0.110);
    if (kStyle == BOROUGH_STYLE_PAPER) own *= 0.45;
    float d = abs(place.x);
    // Thin and pale where it is old.
    float half_width = mix(0.6, 1.5, place.y);
    float core = clamp(0.5 - (d - half_width) * scale, 0.0, 1.0);
    float edge = clamp(0.5 - (d - half_width - 1.0) * scale, 0.0, 1.0) * 0.7;
    float a = core + edge * (1.0 - core);
    float behind = texelFetch(scene_depth, ivec2(gl_FragCoord.xy * F.size / size), 0).r > depth ? 0.35 : 1.0;
    colour = vec4(own * core + rim * (edge * (1.0 - core)), a) * (mix(0.15, 1.0, place.y) * behind);
}
