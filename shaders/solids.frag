#version 460
#extension GL_GOOGLE_include_directive : require
// Pitched roofs, gables, plant rooms and surfaces that came as surfaces.
#include "common.glsl"

#include "light.glsl"

layout(location = 0) in vec3 rel;
layout(location = 1) in vec3 normal;
layout(location = 2) in flat uvec4 what;

// Terracotta, slate and grey sheet, by hash: pitched roofs are tiled.
vec3 tile_hue(uint h) {
    return h % 3u == 0u ? vec3(0.30, 0.11, 0.065) : h % 3u == 1u ? vec3(0.22, 0.10, 0.07) : vec3(0.13, 0.13, 0.14);
}

void main() {
    uint id = what.x, colour = what.y, look = what.z, kind = what.w;
    uint use = min(look & 15u, uint(BOROUGH_USES - 1));
    uint h = hash(id);
    vec3 n = normalize(normal);
    if (dot(n, rel) > 0.0) n = -n;
    bool coloured = (colour >> 24) == 255u;
    vec3 body = coloured ? rgb_of(colour) : kind == 1u ? F.wall[use * 3u + h % 3u] : kind == 2u ? F.roof[h % 3u] : F.roof[3];
    if (kStyle == BOROUGH_STYLE_DAY && kind == 0u && !coloured && use != 4u) body = tile_hue(h);
    body *= 0.90 + 0.20 * unit(h >> 8);
    vec3 local = rel + F.eye;
    vec3 c = body * light_on(rel, n, sunlight(rel, n), openness(local, n));
    emit(c, rel, id + (1u << 29), facing_of(n));
}
