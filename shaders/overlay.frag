#version 460
#extension GL_GOOGLE_include_directive : require
// Text and panels are mixed in display space, as print and screens do; the target is already sRGB-encoded.
#include "common.glsl"
#include "symbol.glsl"

layout(set = 0, binding = 0) uniform sampler2D atlas;
layout(location = 0) in vec2 uv;
layout(location = 1) in flat uvec3 paint;
layout(location = 2) in flat float reach;
layout(location = 0) out vec4 colour;

void main() {
    vec4 fill = unpackUnorm4x8(paint.x).bgra;
    if (paint.z == 1u) {
        colour = vec4(fill.rgb * fill.a, fill.a);
        return;
    }
    if (paint.z == 2u) {
        p = uv;
        symbol_foot = vec2(0.0);
        symbol_scale = reach / BOROUGH_SYMBOL_REACH;
        symbol_look = paint.y;
        symbol_shares = paint.x;
        colour = symbol_colour();
        return;
    }
    vec4 halo = unpackUnorm4x8(paint.y).bgra;
    vec2 cover = texture(atlas, uv).rg;
    float glyph = cover.r * fill.a;
    float around = cover.g * halo.a * (1.0 - glyph);
    colour = vec4(fill.rgb * glyph + halo.rgb * around, glyph + around);
}
