#version 460
#extension GL_GOOGLE_include_directive : require
// Which places are behind something: decided once a picture, at the place itself, so that a symbol is dimmed whole and
// alike in every tile.
#include "common.glsl"

layout(local_size_x = 64) in;
#if SAMPLES > 1
layout(set = 0, binding = 0) uniform sampler2DMS depth;
#else
layout(set = 0, binding = 0) uniform sampler2D depth;
#endif
layout(buffer_reference, scalar) readonly buffer Markers { Marker at[]; };
layout(push_constant, scalar) uniform Push { Markers markers; Words hidden; uint count; };

void main() {
    uint index = gl_GlobalInvocationID.x + gl_GlobalInvocationID.y * 2097152u;
    if (index >= count) return;
    // Above the ground and nearer to the eye: what a place stands on does not hide it, nor a tower's plant room or a kiosk.
    vec3 rel = markers.at[index].at - F.eye + vec3(0.0, 0.0, 4.5);
    vec3 forward = normalize(F.ray_origin + 0.5 * (F.ray_x * F.size.x + F.ray_y * F.size.y));
    float far = length(rel);
    rel -= mix(forward, rel / max(far, 1e-3), F.perspective) * (1.5 + 0.003 * far);
    vec4 at = F.clip_from_eye * vec4(rel, 1.0);
    uint behind = 0u;
    if (at.w > 0.0) {
        vec2 pixel = (at.xy / at.w * 0.5 + 0.5) * F.size;
        if (all(greaterThanEqual(pixel, vec2(0.0))) && all(lessThan(pixel, F.size)))
            behind = texelFetch(depth, ivec2(pixel), 0).r > at.z / at.w ? 1u : 0u;
    }
    hidden.at[index] = behind;
}
