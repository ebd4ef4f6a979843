#version 460
#extension GL_GOOGLE_include_directive : require
// Live paint on the ground, in the drape's plane, as the camera would see it.
#include "common.glsl"

layout(buffer_reference, scalar) readonly buffer GroundVertices { GroundVertex at[]; };
layout(push_constant, scalar) uniform Push { GroundVertices vertices; };

layout(location = 0) out vec2 local;
layout(location = 1) out float fade;
layout(location = 2) out flat uvec2 what;  // look, colour

void main() {
    GroundVertex v = vertices.at[gl_VertexIndex];
    local = v.position;
    fade = v.across;
    what = uvec2(v.look, v.colour);
    gl_Position = F.drape_from_eye * vec4(vec3(v.position, F.drape_z) - F.eye, 1.0);
}
