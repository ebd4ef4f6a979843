#version 460
#extension GL_GOOGLE_include_directive : require
// Walls are made here from consecutive corners of a ring; nothing but the ring is stored.
#include "common.glsl"
#include "cut.glsl"

layout(push_constant, scalar) uniform Push { uint view; };

layout(location = 0) out vec3 rel;
layout(location = 1) out vec2 place;             // metres along the wall and above its foot
layout(location = 2) out flat vec4 wall;         // normal, length
layout(location = 3) out flat uvec4 what;        // id, colour, look, bits of the height

void main() {
    // The pattern of indices is shared by all tiles: four vertices a corner, bit 0 the wall's far end, bit 1 its top.
    Tile t = Tiles(F.tiles).at[gl_InstanceIndex];
    uint c = uint(gl_VertexIndex) >> 2;
    Corner a = Corners(F.corners).at[t.first_corner + c];
    Corner b = Corners(F.corners).at[t.first_corner + uint(int(c) + int(a.next))];
    Building it = Buildings(F.buildings).at[t.first_building + uint(a.building)];
    what = uvec4(it.id, it.colour, it.look, floatBitsToUint(it.height));

    vec2 from = vec2(uint(a.x), uint(a.y)) * t.step;
    vec2 to = vec2(uint(b.x), uint(b.y)) * t.step;
    vec2 along = to - from;
    float len = length(along);
    bool end = (gl_VertexIndex & 1) != 0;
    bool top = (gl_VertexIndex & 2) != 0;
    vec2 at = end ? to : from;
    // The foot goes a little into the ground: a slope then never shows a gap under a wall.
    float z = top ? it.height : -0.5;
    rel = (t.origin - F.eye) + vec3(at, it.base_z + z);
    place = vec2(end ? len : 0.0, z);
    wall = vec4(along.y / max(len, 1e-4), -along.x / max(len, 1e-4), 0.0, len);
    gl_Position = F.cull_from_eye[view] * vec4(rel, 1.0);
    cut(rel);
}
