#version 460
#extension GL_GOOGLE_include_directive : require
// A quad around a symbol and the line to its place, the same size in pixels at any distance.
#include "common.glsl"

layout(buffer_reference, scalar) readonly buffer Markers { Marker at[]; };
layout(push_constant, scalar) uniform Push {
    Markers markers;
    Words hidden;
    vec2 size;    // of this target, pixels
    float scale;  // pixels a design pixel
};

layout(location = 0) out vec2 p;           // design pixels from the symbol's middle
layout(location = 1) out flat vec4 place;    // of the true place from there; opacity; pixels a design pixel
layout(location = 2) out flat uvec3 what;    // look, shares, id

void main() {
    // Two quads a marker: one around the symbol, one around what of the line comes out below it.
    uint index = uint(gl_VertexIndex) >> 3;
    bool line = (gl_VertexIndex & 4) != 0;
    vec2 corner = vec2(gl_VertexIndex & 1, (gl_VertexIndex >> 1) & 1);
    Marker m = markers.at[index];
    vec4 at = F.clip_from_eye * vec4(m.at - F.eye, 1.0);
    bool ring = (m.look & 15u) == BOROUGH_MARKER_RING;
    float reach = ring ? float(m.look >> 16 & 255u) * 0.5 + 4.0 : BOROUGH_SYMBOL_REACH;
    if ((m.look & (1u << 8)) != 0u) reach += 4.0;
    if ((m.look & (1u << 9)) != 0u) reach += 8.0;
    vec2 foot = -m.offset;
    vec2 lo = vec2(-reach), hi = vec2(reach);
    bool below = foot.y + 3.0 > reach && abs(foot.x) < foot.y;
    if (!below) {
        lo = min(lo, foot - 3.0);
        hi = max(hi, foot + 3.0);
    }
    if (line) {
        float leaves = foot.x * reach / max(foot.y, 1.0);  // where the line comes out
        lo = vec2(min(leaves, foot.x) - 3.0, reach);
        hi = vec2(max(leaves, foot.x) + 3.0, foot.y + 3.0);
    }
    p = mix(lo, hi, corner);
    bool behind = hidden.at[index] != 0u && (m.look & (1u << 11)) == 0u;
    place = vec4(foot, behind ? 0.35 : 1.0, scale);
    what = uvec3(m.look, m.shares, m.id);
    vec2 shift = (m.offset + p) * scale * 2.0 / size;
    gl_Position = vec4(at.xy / at.w + shift, 0.5, 1.0);
    if (at.w <= 0.0 || at.z < 0.0 || (line && !below)) gl_Position = vec4(2.0, 2.0, 0.5, 1.0);
}
