#version 460
#extension GL_GOOGLE_include_directive : require
// Flat roofs: triangles over the same corners the walls stand on.
#include "common.glsl"
#include "cut.glsl"

layout(push_constant, scalar) uniform Push { uint view; };

layout(location = 0) out vec3 rel;
layout(location = 1) out flat uvec4 what;  // id, colour, look, bits of the height

void main() {
    Tile t = Tiles(F.tiles).at[gl_InstanceIndex];
    Corner c = Corners(F.corners).at[t.first_corner + uint(gl_VertexIndex)];
    Building it = Buildings(F.buildings).at[t.first_building + uint(c.building)];
    what = uvec4(it.id, it.colour, it.look, floatBitsToUint(it.height));
    rel = (t.origin - F.eye) + vec3(vec2(uint(c.x), uint(c.y)) * t.step, it.base_z + it.height);
    gl_Position = F.cull_from_eye[view] * vec4(rel, 1.0);
    cut(rel);
}
