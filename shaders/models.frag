#version 460
#extension GL_GOOGLE_include_directive : require
#include "common.glsl"

layout(set = 0, binding = 3) uniform sampler2D picture;
layout(push_constant, scalar) uniform Push {
    address vertices;
    address instances;
    vec4 colour;
    vec3 emissive;
    uint flags;
    uint view;
};
#include "light.glsl"
#include "emit.glsl"

layout(location = 0) in vec3 rel;
layout(location = 1) in vec3 normal;
layout(location = 2) in vec2 uv;
layout(location = 3) in flat uint id;

void main() {
    vec4 texel = texture(picture, uv) * colour;
    if (texel.a < 0.5 * float(flags & 1u)) discard;
    vec3 n = normalize(normal);
    if (dot(n, rel) > 0.0) n = -n;
    vec3 local = rel + F.eye;
    vec3 body = texel.rgb;
    if (kStyle == BOROUGH_STYLE_PAPER) body = mix(vec3(dot(body, vec3(0.2126, 0.7152, 0.0722))), vec3(0.86), 0.75);
    if (kStyle == BOROUGH_STYLE_NIGHT) body = body * vec3(0.20, 0.28, 0.42);
    vec3 c = body * light_on(rel, n, sunlight(rel, n), openness(local, n));
    c += emissive * (kStyle == BOROUGH_STYLE_NIGHT ? 1.0 : 0.0);
    emit(c, rel, id, facing_of(n));
}
