#version 460
// Images and colours are sRGB-encoded and mixed as they are, as screens and Dear ImGui do.
layout(set = 0, binding = 0) uniform sampler2D image;
layout(location = 0) in vec2 uv;
layout(location = 1) in vec4 tint;
layout(location = 0) out vec4 colour;

void main() {
    vec4 c = texture(image, uv) * tint;
    colour = vec4(c.rgb * c.a, c.a);
}
