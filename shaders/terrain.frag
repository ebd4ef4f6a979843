#version 460
#extension GL_GOOGLE_include_directive : require
#include "common.glsl"

layout(push_constant, scalar) uniform Push { FrameRef frame; uint view; };
#include "light.glsl"
#include "ground.glsl"

layout(location = 0) in vec3 rel;
layout(location = 1) in vec3 normal;

void main() {
    vec3 n = normalize(normal);
    vec3 local = rel + F.eye;
    float pixel = max(fwidth(local.x), fwidth(local.y));
    vec3 c = land_colour(local, n, pixel) * light_on(rel, n, sunlight(rel, n), openness(local, n));
    emit(c, rel, 0u, 0u);
}
