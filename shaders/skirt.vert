#version 460
#extension GL_GOOGLE_include_directive : require
// The land around the district, out into the haze; all of the ground where there is no height grid.
#include "common.glsl"
#include "cut.glsl"

layout(buffer_reference, scalar) readonly buffer SkirtVertices { vec3 at[]; };

layout(location = 0) out vec3 rel;
layout(location = 1) out vec3 normal;

void main() {
    rel = SkirtVertices(F.skirt_vertices).at[gl_VertexIndex] - F.eye;
    normal = vec3(0.0, 0.0, 1.0);
    gl_Position = F.clip_from_eye * vec4(rel, 1.0);
    cut(rel);
}
