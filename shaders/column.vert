#version 460
#extension GL_GOOGLE_include_directive : require
// A column: walls and a top made of nothing but its corners' angles. Nine vertices a side, what it has no side for is nothing.
#include "common.glsl"
#include "cut.glsl"

layout(buffer_reference, scalar) readonly buffer Prisms { Prism at[]; };
layout(push_constant, scalar) uniform Push { Prisms prisms; };

layout(location = 0) out vec3 rel;
layout(location = 1) out vec3 normal;
layout(location = 2) out vec2 place;      // metres above the foot and below the top
layout(location = 3) out flat uvec2 what;  // colour, id

void main() {
    Prism it = prisms.at[gl_InstanceIndex];
    int sides = int(it.colour >> 24 & 15u);
    int side = gl_VertexIndex / 9, k = gl_VertexIndex % 9;
    // Squares stand with their sides to the north and east, all else with a corner to the north.
    float step = 2.0 * kPi / float(sides);
    float first = sides == 4 ? kPi * 0.25 : 0.0;
    // Clockwise from north, seen from above.
    float turn = first + step * float(side + (k == 1 || k == 2 || k == 4 || k == 8 ? 1 : 0));
    bool middle = k == 6;
    bool top = k == 2 || k == 4 || k == 5 || k > 5;
    vec2 out_ward = vec2(sin(turn), cos(turn));
    float height = top ? it.height : -0.5;
    rel = (it.foot - F.eye) + vec3(middle ? vec2(0.0) : out_ward * it.radius, height);
    float facing = first + step * (float(side) + 0.5);
    normal = k > 5 ? vec3(0.0, 0.0, 1.0) : vec3(sin(facing), cos(facing), 0.0);
    place = vec2(max(height, 0.0), it.height - max(height, 0.0));
    what = uvec2(it.colour, it.id);
    gl_Position = F.clip_from_eye * vec4(rel, 1.0);
    if (side >= sides) gl_Position = vec4(2.0, 2.0, 0.5, 1.0);
    cut(rel);
}
