#version 460
#extension GL_GOOGLE_include_directive : require
#include "common.glsl"

layout(buffer_reference, scalar) readonly buffer SolidVertices { SolidVertex at[]; };
layout(push_constant, scalar) uniform Push { FrameRef frame; uint view; };

layout(location = 0) out vec3 rel;
layout(location = 1) out vec3 normal;
layout(location = 2) out flat uvec2 what;  // building, kind

void main() {
    SolidVertex v = SolidVertices(F.solid_vertices).at[gl_VertexIndex];
    rel = v.position - F.eye;
    normal = normal_of(v.normal);
    what = uvec2(v.building, v.kind);
    gl_Position = (view == 0u ? F.clip_from_eye : F.cull_from_eye[view]) * vec4(rel, 1.0);
}
