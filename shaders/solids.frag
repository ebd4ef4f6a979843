#version 460
#extension GL_GOOGLE_include_directive : require
// Pitched roofs, gables, plant rooms and surfaces that came as surfaces.
#include "common.glsl"

#include "light.glsl"
#include "emit.glsl"
#include "facade.glsl"
#include "live.glsl"

layout(location = 0) in vec3 rel;
layout(location = 1) in vec3 normal;
layout(location = 2) in flat uvec4 what;

void main() {
    uint id = what.x, colour = what.y, look = what.z, kind = what.w;
    uint use = use_of(look);
    vec3 n = normalize(normal);
    if (dot(n, rel) > 0.0) n = -n;
    vec3 body = kind == 1u ? wall_body(id, colour, use) : kind == 2u ? roof_body(id, colour, 0u) : pitched_roof_body(id, colour, use);
    vec3 local = rel + F.eye;
    vec3 light = light_on(rel, n, sunlight(rel, n), openness(local, n));
    vec3 c = body * light;
    if (n.z > 0.35) c = with_heat(c, local.xy, pixel_at(length(rel)), light);
    emit(c, rel, id + (1u << 29), facing_of(n));
}
