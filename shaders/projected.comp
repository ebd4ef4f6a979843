#version 460
#extension GL_GOOGLE_include_directive : require
// Pictures of cameras lie on what those cameras see: each pixel's place is looked up in the picture and in the depths from
// the camera, so that nothing goes through a wall.
#include "common.glsl"

layout(local_size_x = 8, local_size_y = 8) in;
#if SAMPLES > 1
layout(set = 0, binding = 0) uniform sampler2DMS depth;
#else
layout(set = 0, binding = 0) uniform sampler2D depth;
#endif
layout(set = 0, binding = 1) uniform sampler2DArrayShadow seen;
layout(set = 0, binding = 2) uniform sampler2D picture0;
layout(set = 0, binding = 3) uniform sampler2D picture1;
layout(set = 0, binding = 4) uniform sampler2D picture2;
layout(set = 0, binding = 5) uniform sampler2D picture3;
layout(set = 0, binding = 6, rgba8) uniform image2D result;
struct Cameras {
    mat4 eye_from_clip;
    mat4 clip_from_eye[4];
    vec4 reach;              // metres
    vec4 texels_per_radian;  // of each picture, about
    vec4 places[4];          // of the cameras, relative to the eye
    uint count;
};
layout(buffer_reference, scalar) readonly buffer CamerasBuffer { Cameras all; };
layout(push_constant, scalar) uniform Push { CamerasBuffer cameras; };
const float kNear = 1.0;  // metres

vec3 looked_up(int i, vec2 uv, float lod) {
    if (i == 0) return textureLod(picture0, uv, lod).rgb;
    if (i == 1) return textureLod(picture1, uv, lod).rgb;
    if (i == 2) return textureLod(picture2, uv, lod).rgb;
    return textureLod(picture3, uv, lod).rgb;
}

vec3 place_of(ivec2 p) {
    p = clamp(p, ivec2(0), ivec2(F.size) - 1);
    vec4 at = cameras.all.eye_from_clip * vec4((vec2(p) + 0.5) / F.size * 2.0 - 1.0, texelFetch(depth, p, 0).r, 1.0);
    return at.xyz / at.w;
}

// To the neighbour that lies on the same surface: the nearer of the two.
vec3 along(vec3 rel, ivec2 p, ivec2 step) {
    vec3 ahead = place_of(p + step) - rel, back = rel - place_of(p - step);
    float a = dot(ahead, ahead), b = dot(back, back);
    return a > 0.0 && (a < b || b == 0.0) ? ahead : back;
}

// Of the side that is seen.
vec3 normal_at(vec3 rel, ivec2 p) {
    vec3 n = cross(along(rel, p, ivec2(1, 0)), along(rel, p, ivec2(0, 1)));
    vec3 away = mix(F.ray_origin, rel, F.perspective);
    return normalize(dot(n, away) > 0.0 ? -n : n);
}

void main() {
    ivec2 p = ivec2(gl_GlobalInvocationID.xy);
    if (any(greaterThanEqual(p, ivec2(F.size)))) return;
    float d = texelFetch(depth, p, 0).r;
    if (d <= 0.0) return;  // sky
    vec3 rel = place_of(p);
    float pixel = pixel_at(length(rel));
    vec4 c = imageLoad(result, p);
    bool covered = false;
    for (int i = 0; i < int(cameras.all.count); ++i) {
        vec4 clip = cameras.all.clip_from_eye[i] * vec4(rel, 1.0);
        float reach = cameras.all.reach[i];
        if (clip.w < kNear || clip.w > reach) continue;
        vec2 uv = clip.xy / clip.w * 0.5 + 0.5;
        vec2 inside = min(uv, 1.0 - uv);
        float edge = min(inside.x, inside.y);
        if (edge <= 0.0) continue;
        // A roof above the camera is not seen by it, though no far side lies before it.
        float facing = dot(normal_at(rel, p), normalize(cameras.all.places[i].xyz - rel));
        if (facing <= 0.0) continue;
        // Depths are of the far sides of things, as those of shadows are: what faces the camera never hides itself.
        float nearer = clip.w * 0.995 - 0.3;
        float z = reach / (reach - kNear) * (1.0 - kNear / max(nearer, kNear));
        float open = texture(seen, vec4(uv, float(i), z));
        float cover = 0.94 * smoothstep(0.0, 0.08, edge) * (1.0 - smoothstep(0.75, 1.0, clip.w / reach)) * smoothstep(0.0, 0.06, facing) * open;
        float lod = log2(max(cameras.all.texels_per_radian[i] / clip.w * pixel, 1.0));
        c.rgb = mix(c.rgb, looked_up(i, uv, lod), cover);
        covered = true;
    }
    if (covered) imageStore(result, p, c);
}
