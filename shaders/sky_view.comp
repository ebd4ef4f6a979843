#version 460
#extension GL_GOOGLE_include_directive : require
// Heights from above: depth to a height between 0 and 1, and each level the mean of four of the level above.
#include "common.glsl"

layout(local_size_x = 8, local_size_y = 8) in;
layout(set = 0, binding = 0) uniform sampler2D from;
layout(set = 0, binding = 1, r16f) uniform writeonly image2D to;
layout(push_constant, scalar) uniform Push { uint level; };

void main() {
    ivec2 p = ivec2(gl_GlobalInvocationID.xy);
    ivec2 size = imageSize(to);
    if (any(greaterThanEqual(p, size))) return;
    // The first level is the mean of four times the same.
    int l = max(int(level) - 1, 0), next = min(int(level), 1);
    ivec2 q = p << next;
    float h = 0.25 * (texelFetch(from, q, l).r + texelFetch(from, q + ivec2(next, 0), l).r +
                      texelFetch(from, q + ivec2(0, next), l).r + texelFetch(from, q + ivec2(next, next), l).r);
    imageStore(to, p, vec4(h));
}
