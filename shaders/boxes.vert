#version 460
#extension GL_GOOGLE_include_directive : require
// Buildings of a few pixels as boxes: the top and the two walls that face the eye, or, for shadows, that face away from the
// sun. Their light is already known (far_light.comp). Two shaders, not one that asks which view it is for: see common.glsl.
#include "common.glsl"
#include "cut.glsl"
#include "box.glsl"

layout(push_constant, scalar) uniform Push { uint view; };

#ifdef PICTURE
layout(location = 0) out vec3 colour;
layout(location = 1) out flat vec4 key;
#endif

void main() {
    // Twelve vertices a building, four a face; bit 0 of the last two the face's far end, bit 1 its top (or further side).
    Tile t = Tiles(F.tiles).at[gl_InstanceIndex];
    uint index = t.first_building + uint(gl_VertexIndex) / 12u;
    uint face = uint(gl_VertexIndex) / 4u % 3u;
    Building it = Buildings(F.buildings).at[index];
    Box box = box_of(it, t.origin, t.step);
#ifdef PICTURE
    vec2 side = side_facing(box, toward_eye(box));
#else
    vec2 side = side_facing(box, -F.sun_direction);
#endif
    vec2 corner = vec2((gl_VertexIndex & 1) * 2 - 1, (gl_VertexIndex & 2) - 1);
    bool top = face == 0u || corner.y > 0.0;
    vec2 at = face == 0u ? corner : face == 1u ? vec2(side.x, corner.x) : vec2(corner.x, side.y);
    at *= box.half_size;
    // The foot goes a little into the ground, as that of walls does.
    vec3 rel = box.foot + vec3(box.along * at.x + vec2(-box.along.y, box.along.x) * at.y, top ? it.height : -0.5);
#ifdef PICTURE
    uint light = Words(F.far_light).at[index * 5u + (face == 0u ? 0u : face * 2u - (top ? 0u : 1u))];
    colour = unpackUnorm4x8(light).rgb;
    key = key_of(it.id + (1u << 29), light >> 24);
    gl_Position = F.clip_from_eye * vec4(rel, 1.0);
#else
    gl_Position = F.cull_from_eye[view] * vec4(rel, 1.0);
#endif
    cut(rel);
}
