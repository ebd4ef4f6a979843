#version 460
#extension GL_GOOGLE_include_directive : require
// Lines in the air as strips that face the viewer, mitred where they bend.
#include "common.glsl"

layout(buffer_reference, scalar) readonly buffer Points { TrailPoint at[]; };
layout(push_constant, scalar) uniform Push {
    Points points;
    vec2 size;
    float scale;
    uint count;
};

layout(location = 0) out vec2 place;      // across in design pixels; share of the way
layout(location = 1) out float depth;
layout(location = 2) out flat uint colour;

const float kHalf = 3.0;  // design pixels, edge and all

vec2 pixel_of(vec4 clip) { return (clip.xy / clip.w * 0.5 + 0.5) * size; }
vec4 clip_of(uint i) { return F.clip_from_eye * vec4(points.at[i].at - F.eye, 1.0); }

void main() {
    // Six vertices a segment, which ends at a point whose colour is not 0.
    uint segment = uint(gl_VertexIndex) / 6u, k = uint(gl_VertexIndex) % 6u;
    uint end = segment + 1u;
    bool far_end = k == 1u || k == 2u || k == 4u;
    float side = k == 2u || k == 4u || k == 5u ? 1.0 : -1.0;
    uint here = far_end ? end : segment;
    colour = points.at[end].colour;
    vec4 at = clip_of(here), a = clip_of(segment), b = clip_of(end);
    vec2 along = pixel_of(b) - pixel_of(a);
    vec2 own = length(along) > 1e-4 ? normalize(along) : vec2(1.0, 0.0);
    // The neighbour beyond this end, if it is of the same line.
    vec2 next = own;
    if (far_end && end + 1u < count && points.at[end + 1u].colour != 0u) next = pixel_of(clip_of(end + 1u)) - pixel_of(b);
    if (!far_end && points.at[segment].colour != 0u) next = pixel_of(a) - pixel_of(clip_of(segment - 1u));
    next = length(next) > 1e-4 ? normalize(next) : own;
    vec2 across = own + next;
    across = length(across) > 0.3 ? normalize(vec2(-across.y, across.x)) : vec2(-own.y, own.x);
    across /= max(dot(across, vec2(-own.y, own.x)), 0.5);
    place = vec2(side * kHalf, points.at[here].share);
    depth = at.z / at.w;
    gl_Position = vec4(at.xy / at.w + across * side * kHalf * scale * 2.0 / size, 0.5, 1.0);
    if (colour == 0u || a.w <= 0.0 || b.w <= 0.0) gl_Position = vec4(2.0, 2.0, 0.5, 1.0);
}
