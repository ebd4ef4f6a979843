#version 460
#extension GL_GOOGLE_include_directive : require
// Symbols over the finished picture, which is already sRGB-encoded; or their ids.
#include "common.glsl"
#ifdef IDS
#include "marker.glsl"
#else
#include "symbol.glsl"
#endif

layout(location = 0) in vec2 at;
layout(location = 1) in flat vec4 place;
layout(location = 2) in flat uvec3 what;
layout(location = 0) out vec4 colour;

void main() {
#ifdef IDS
    if (silhouette(at, what.x & 15u, min(what.x >> 4 & 7u, 4u), float(what.x >> 16 & 255u) * 0.5) > 0.0) discard;
    colour = key_of(what.z, 0u);
#else
    p = at;
    symbol_foot = place.xy;
    symbol_scale = place.w;
    symbol_look = what.x;
    symbol_shares = what.y;
    colour = symbol_colour() * place.z;
#endif
}
