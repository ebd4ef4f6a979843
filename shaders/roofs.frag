#version 460
#extension GL_GOOGLE_include_directive : require
#include "common.glsl"

#include "light.glsl"
#include "emit.glsl"
#include "facade.glsl"
#include "live.glsl"

layout(location = 0) in vec3 rel;
layout(location = 1) in flat uvec4 what;

void main() {
    uint id = what.x, colour = what.y, look = what.z;
    float height = uintBitsToFloat(what.w);
    vec3 n = vec3(0.0, 0.0, 1.0);
    vec3 body = roof_body(id, colour, use_of(look));
    vec3 local = rel + F.eye;
    vec3 light = light_on(rel, n, sunlight(rel, n), openness(local, n));
    vec3 c = body * light;
    if (kStyle == BOROUGH_STYLE_NIGHT) c += F.accent * 0.012 * smoothstep(30.0, 150.0, height);
    c = with_heat(c, local.xy, pixel_at(length(rel)), light);
    emit(c, rel, id + (1u << 29), 0u);
}
