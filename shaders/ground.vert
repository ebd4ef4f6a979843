#version 460
#extension GL_GOOGLE_include_directive : require
// Painted layers and the skirt of land around the district.
#include "common.glsl"

layout(buffer_reference, scalar) readonly buffer GroundVertices { GroundVertex at[]; };
layout(push_constant, scalar) uniform Push { FrameRef frame; uint view; };

layout(location = 0) out vec3 rel;
layout(location = 1) out vec2 road;              // across, along
layout(location = 2) out flat uvec3 what;        // look, colour, id

void main() {
    GroundVertex v = GroundVertices(F.ground_vertices).at[gl_VertexIndex];
    rel = v.position - F.eye;
    road = vec2(v.across, v.along);
    what = uvec3(v.look, v.colour, v.id);
    gl_Position = F.clip_from_eye * vec4(rel, 1.0);
    // Layers are cut to lie exactly in the ground, so a hair's breadth towards the eye decides every pixel alike, near or
    // far: reversed depth is relative, so is this factor. Perspective only needs it; parallel views take a constant.
    if (v.look != 0u) gl_Position.z += F.pixels_per_radian > 0.0 ? gl_Position.z * 4e-5 : 2e-6;
}
