#version 460
#extension GL_GOOGLE_include_directive : require
#include "common.glsl"

layout(buffer_reference, scalar) readonly buffer PanelVertices { PanelVertex at[]; };
layout(push_constant, scalar) uniform Push {
    PanelVertices vertices;
    vec2 origin;    // of this window in the canvas, pixels
    vec2 size;      // pixels
    vec2 uv_first;  // where the image's own 0 and 1 lie in the texture
    vec2 uv_size;
};

layout(location = 0) out vec2 uv;
layout(location = 1) out vec4 tint;

void main() {
    PanelVertex v = vertices.at[gl_VertexIndex];
    uv = uv_first + v.uv * uv_size;
    tint = unpackUnorm4x8(v.colour);
    gl_Position = vec4((v.at - origin) / size * 2.0 - 1.0, 0.0, 1.0);
}
