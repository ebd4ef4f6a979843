#version 460
#extension GL_GOOGLE_include_directive : require
#include "common.glsl"
#include "cut.glsl"

layout(buffer_reference, scalar) readonly buffer MeshVertices { MeshVertex at[]; };
layout(buffer_reference, scalar) readonly buffer Instances { Instance at[]; };
layout(push_constant, scalar) uniform Push {
    MeshVertices vertices;
    Instances instances;
    vec4 colour;
    vec3 emissive;
    uint flags;  // 1 holes in the texture, 2 stands for something far: turns to face the eye
    uint view;
};

layout(location = 0) out vec3 rel;
layout(location = 1) out vec3 normal;
layout(location = 2) out vec2 uv;
layout(location = 3) out flat uint id;

void main() {
    MeshVertex v = vertices.at[gl_VertexIndex];
    Instance i = instances.at[gl_InstanceIndex];
    // Heading turns clockwise seen from above.
    vec2 turned = vec2(sin(i.heading), cos(i.heading));
    turned = mix(turned, normalize(i.position.xy - F.eye.xy + vec2(1e-3)), bvec2((flags & 2u) != 0u));
    mat3 turn = mat3(turned.y, -turned.x, 0.0, turned.x, turned.y, 0.0, 0.0, 0.0, 1.0);
    rel = (i.position - F.eye) + turn * v.position * i.scale;
    normal = turn * normal_of(v.normal);
    uv = v.uv;
    id = i.id;
    gl_Position = F.cull_from_eye[view] * vec4(rel, 1.0);
    cut(rel);
}
