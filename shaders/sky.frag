#version 460
#extension GL_GOOGLE_include_directive : require
#include "common.glsl"

#include "light.glsl"
#include "emit.glsl"

void main() {
    vec3 direction = normalize(F.ray_origin + F.ray_x * gl_FragCoord.x + F.ray_y * gl_FragCoord.y);
    vec3 c = kStyle == BOROUGH_STYLE_PAPER ? F.horizon : sky_colour(vec3(direction.xy, max(direction.z, 0.02)));
    out_colour = vec4(srgb_of(toned(c)), 1.0);
    out_key = vec4(0.0);
}
