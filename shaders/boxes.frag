#version 460
layout(location = 0) in vec3 colour;
layout(location = 1) in flat vec4 key;

layout(location = 0) out vec4 out_colour;
layout(location = 1) out vec4 out_key;

void main() {
    out_colour = vec4(colour, 1.0);
    out_key = key;
}
