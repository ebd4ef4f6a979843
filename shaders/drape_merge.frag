#version 460
// A layer that lets through what lies below it: `after` is the paint with the layer covering, `before` without it. Shares
// of both are mixed as light; what neither paints stays land.
layout(set = 0, binding = 0) uniform sampler2D before;
layout(set = 0, binding = 1) uniform sampler2D after;
layout(push_constant) uniform Push { float opacity; };

layout(location = 0) out vec4 colour;

void main() {
    vec2 at = gl_FragCoord.xy / vec2(textureSize(after, 0));
    vec4 below = textureLod(before, at, 0.0), above = textureLod(after, at, 0.0);
    // Alpha as drape.frag has it: up to one half cover, from there on what is special.
    float low = (1.0 - opacity) * min(2.0 * below.a, 1.0), high = opacity * min(2.0 * above.a, 1.0);
    float cover = low + high;
    vec3 c = cover > 0.001 ? sqrt((below.rgb * below.rgb * low + above.rgb * above.rgb * high) / cover) : above.rgb;
    float special = mix(max(2.0 * below.a - 1.0, 0.0), max(2.0 * above.a - 1.0, 0.0), opacity);
    colour = vec4(c, cover < 0.999 ? 0.5 * cover : 0.5 + 0.5 * special);
}
