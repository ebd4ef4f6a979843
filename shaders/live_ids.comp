#version 460
#extension GL_GOOGLE_include_directive : require
// Ids of symbols over those of the picture.
#include "common.glsl"

layout(local_size_x = 8, local_size_y = 8) in;
layout(set = 0, binding = 0) uniform sampler2D key;
layout(push_constant, scalar) uniform Push { Words ids; };

void main() {
    ivec2 p = ivec2(gl_GlobalInvocationID.xy);
    ivec2 size = ivec2(F.size);
    if (any(greaterThanEqual(p, size))) return;
    uint k = packUnorm4x8(texelFetch(key, p, 0));
    if (k != 0u) ids.at[uint(p.y) * uint(size.x) + uint(p.x)] = k;
}
