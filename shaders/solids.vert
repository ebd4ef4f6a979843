#version 460
#extension GL_GOOGLE_include_directive : require
#include "common.glsl"
#include "cut.glsl"

layout(buffer_reference, scalar) readonly buffer SolidVertices { SolidVertex at[]; };
layout(push_constant, scalar) uniform Push { uint view; };

layout(location = 0) out vec3 rel;
layout(location = 1) out vec3 normal;
layout(location = 2) out flat uvec4 what;  // id, colour, look, kind

void main() {
    SolidVertex v = SolidVertices(F.solid_vertices).at[gl_VertexIndex];
    rel = v.position - F.eye;
    normal = normal_of(v.normal);
    Building it = Buildings(F.buildings).at[v.building];
    what = uvec4(it.id, it.colour, it.look, v.kind);
    gl_Position = F.cull_from_eye[view] * vec4(rel, 1.0);
    cut(rel);
}
