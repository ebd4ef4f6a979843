#version 460
#extension GL_GOOGLE_include_directive : require
// The height grid in patches, one instance each, coarser with distance; heights are pulled, normals made from neighbours.
#include "common.glsl"
#include "cut.glsl"

layout(buffer_reference, scalar) readonly buffer Patches { Patch at[]; };

layout(location = 0) out vec3 rel;
layout(location = 1) out vec3 normal;

float height_at(ivec2 p) {
    p = clamp(p, ivec2(0), ivec2(F.grid_width, F.grid_height) - 1);
    return Floats(F.heights).at[p.y * F.grid_width + p.x];
}

void main() {
    Patch it = Patches(F.patches).at[gl_InstanceIndex];
    // One ring more than the cells need: it hangs down as an apron, so that a coarser neighbour leaves no crack.
    const int side = BOROUGH_PATCH_CELLS + 3;
    ivec2 v = ivec2(gl_VertexIndex % side, gl_VertexIndex / side) - 1;
    ivec2 inner = clamp(v, ivec2(0), ivec2(BOROUGH_PATCH_CELLS));
    ivec2 p = min(ivec2(it.x, it.y) + inner * int(it.stride), ivec2(F.grid_width, F.grid_height) - 1);
    float apron = v == inner ? 0.0 : F.grid_spacing * float(it.stride) * 0.3;
    rel = vec3(F.grid_origin + vec2(p) * F.grid_spacing, height_at(p) - apron) - F.eye;
    int s = int(it.stride);
    normal = normalize(vec3(height_at(p - ivec2(s, 0)) - height_at(p + ivec2(s, 0)),
                            height_at(p - ivec2(0, s)) - height_at(p + ivec2(0, s)), 2.0 * F.grid_spacing * float(s)));
    gl_Position = F.clip_from_eye * vec4(rel, 1.0);
    cut(rel);
}
