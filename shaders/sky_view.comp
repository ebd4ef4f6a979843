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
    float h;
    if (level == 0u) {
        h = texelFetch(from, p, 0).r;
    } else {
        int l = int(level) - 1;
        h = 0.25 * (texelFetch(from, 2 * p, l).r + texelFetch(from, 2 * p + ivec2(1, 0), l).r +
                    texelFetch(from, 2 * p + ivec2(0, 1), l).r + texelFetch(from, 2 * p + ivec2(1, 1), l).r);
    }
    imageStore(to, p, vec4(h));
}
