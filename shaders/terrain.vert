#version 460
#extension GL_GOOGLE_include_directive : require
// The height grid in patches of 64 x 64 cells, one instance each; heights are pulled, normals made from neighbours.
#include "common.glsl"

layout(push_constant, scalar) uniform Push { FrameRef frame; uint view; };

layout(location = 0) out vec3 rel;
layout(location = 1) out vec3 normal;

float height_at(ivec2 p) {
    p = clamp(p, ivec2(0), ivec2(F.grid_width, F.grid_height) - 1);
    return Floats(F.heights).at[p.y * F.grid_width + p.x];
}

void main() {
    ivec2 patch_at = ivec2(gl_InstanceIndex % F.patches_per_row, gl_InstanceIndex / F.patches_per_row) * 64;
    ivec2 p = min(patch_at + ivec2(gl_VertexIndex % 65, gl_VertexIndex / 65),
                  ivec2(F.grid_width, F.grid_height) - 1);
    vec3 local = vec3(F.grid_origin + vec2(p) * F.grid_spacing, height_at(p));
    rel = local - F.eye;
    normal = normalize(vec3(height_at(p - ivec2(1, 0)) - height_at(p + ivec2(1, 0)),
                            height_at(p - ivec2(0, 1)) - height_at(p + ivec2(0, 1)), 2.0 * F.grid_spacing));
    gl_Position = (view == 0u ? F.clip_from_eye : F.cull_from_eye[view]) * vec4(rel, 1.0);
}
