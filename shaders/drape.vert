#version 460
#extension GL_GOOGLE_include_directive : require
// The layers painted on the ground, in their plane, as the camera would see it.
#include "common.glsl"

layout(buffer_reference, scalar) readonly buffer GroundVertices { GroundVertex at[]; };

layout(location = 0) out vec2 local;
layout(location = 1) out vec2 road;        // across, along
layout(location = 2) out flat uvec3 what;  // look, colour, id

void main() {
    GroundVertex v = GroundVertices(F.ground_vertices).at[gl_VertexIndex];
    local = v.position;
    road = vec2(v.across, v.along);
    what = uvec3(v.look, v.colour, v.id);
    gl_Position = F.drape_from_eye * vec4(vec3(v.position, F.drape_z) - F.eye, 1.0);
}
