#version 460
#extension GL_GOOGLE_include_directive : require
// Flat roofs: triangles over the same corners the walls stand on.
#include "common.glsl"

layout(push_constant, scalar) uniform Push { FrameRef frame; uint view; };

layout(location = 0) out vec3 rel;
layout(location = 1) out flat uint building;

void main() {
    Tile t = Tiles(F.tiles).at[gl_InstanceIndex];
    Corner c = Corners(F.corners).at[t.first_corner + uint(gl_VertexIndex)];
    building = t.first_building + uint(c.building);
    Building it = Buildings(F.buildings).at[building];
    rel = (t.origin - F.eye) + vec3(vec2(uint(c.x), uint(c.y)) * t.step, it.base_z + it.height);
    gl_Position = (view == 0u ? F.clip_from_eye : F.cull_from_eye[view]) * vec4(rel, 1.0);
}
