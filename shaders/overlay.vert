#version 460
#extension GL_GOOGLE_include_directive : require
#include "common.glsl"

layout(buffer_reference, scalar) readonly buffer Quads { OverlayQuad at[]; };
layout(push_constant, scalar) uniform Push { Quads quads; vec2 origin; vec2 size; };

layout(location = 0) out vec2 uv;
layout(location = 1) out flat uvec3 paint;  // fill, halo, 1 where a plain rectangle, 2 where a symbol
layout(location = 2) out flat float reach;  // of a symbol, pixels

void main() {
    OverlayQuad q = quads.at[gl_VertexIndex / 6];
    int corner = gl_VertexIndex % 6;
    vec2 unit_corner = vec2(corner == 1 || corner == 2 || corner == 4 ? 1.0 : 0.0, corner == 2 || corner == 4 || corner == 5 ? 1.0 : 0.0);
    vec2 d = (unit_corner * 2.0 - 1.0) * q.half_size;
    float s = sin(q.angle), c = cos(q.angle);
    vec2 at = q.centre + vec2(c * d.x - s * d.y, s * d.x + c * d.y) - origin;
    uv = mix(q.uv_min, q.uv_max, unit_corner);
    bool plain = q.uv_min.x == q.uv_max.x;
    paint = uvec3(q.fill, q.halo, plain ? (q.halo & BOROUGH_OVERLAY_SYMBOL) != 0u ? 2u : 1u : 0u);
    reach = q.half_size.x;
    if (paint.z == 2u) uv = (unit_corner * 2.0 - 1.0) * BOROUGH_SYMBOL_REACH;
    gl_Position = vec4(at / size * 2.0 - 1.0, 0.0, 1.0);
}
