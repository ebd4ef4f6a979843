#version 460
#extension GL_GOOGLE_include_directive : require
// The faces that a section cuts: ready triangles in its plane.
#include "common.glsl"

layout(buffer_reference, scalar) readonly buffer CutVertices { CutVertex at[]; };
layout(push_constant, scalar) uniform Push {
    CutVertices vertices;
    uint view;
};

layout(location = 0) out vec3 rel;
layout(location = 1) out vec2 place;
layout(location = 2) out vec4 within;
layout(location = 3) out flat uvec2 what;  // id, bits of the storey

void main() {
    CutVertex v = vertices.at[gl_VertexIndex];
    rel = v.position - F.eye;
    place = v.place;
    within = v.inside;
    what = uvec2(v.id, floatBitsToUint(v.storey));
    gl_Position = F.cull_from_eye[view] * vec4(rel, 1.0);
}
