#version 460
#extension GL_GOOGLE_include_directive : require
// Colours as the legend has them, as the root of linear light, times their cover; lit by the ground that looks them up.
#include "common.glsl"

layout(location = 0) in vec2 local;
layout(location = 1) in float fade;
layout(location = 2) in flat uvec2 what;
layout(location = 0) out vec4 colour;

void main() {
    vec4 c = unpackUnorm4x8(what.y).bgra;
    c.a *= fade;
    if ((what.x & (1u << 10)) != 0u) {
        c.rgb = mix(c.rgb, vec3(dot(c.rgb, vec3(0.2126, 0.7152, 0.0722))), 0.8);
        float period = float(what.x >> 16) * 0.1;
        if (period > 0.0) {
            // Stripes in metres, so that they lie still; averaged before they can alias. Fine and faint ones: a layer
            // may cover the whole district, which is not what is old.
            float at = (local.x + local.y) * 0.70710678 / period;
            float pixel = max(fwidth(at), 1e-4);
            float stripe = clamp((0.15 - abs(fract(at) - 0.5)) / pixel + 0.5, 0.0, 1.0);
            c.a *= mix(0.45, 1.1, mix(stripe, 0.3, clamp(pixel * 4.0 - 0.8, 0.0, 1.0)));
        }
    }
    c.a = min(c.a, 1.0);
    colour = vec4(sqrt(linear_of(c.rgb)) * c.a, c.a);
}
