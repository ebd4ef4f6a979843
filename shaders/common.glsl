// What every shader shares: the frame, the scene's buffers, light, air and tone.
#extension GL_EXT_buffer_reference : require
#extension GL_EXT_buffer_reference_uvec2 : require
#extension GL_EXT_scalar_block_layout : require
#extension GL_EXT_shader_16bit_storage : require
#extension GL_EXT_shader_explicit_arithmetic_types_int16 : require
#extension GL_EXT_shader_explicit_arithmetic_types_int64 : require

#include "shared.h"

layout(constant_id = 0) const uint kStyle = BOROUGH_STYLE_DAY;

// Binding 7 of every set. A uniform block, not an address: software drivers read uniform data once for all lanes.
//
// No vertex or compute shader branches on a value of this block or of a push constant alone: lavapipe (Mesa 22.3,
// lvp_execute.c) would build the value into the code, again for every picture, and free none of it until the pipeline goes.
// Reckon with the value (mix), branch on what also differs by lane, or make two shaders. In fragment shaders that are small
// beside what they skip, it gives up on that by itself.
layout(set = 0, binding = 7, scalar) uniform FrameBlock { Frame F; };
layout(buffer_reference, scalar) readonly buffer Tiles { Tile at[]; };
layout(buffer_reference, scalar) readonly buffer Corners { Corner at[]; };
layout(buffer_reference, scalar) readonly buffer Buildings { Building at[]; };
layout(buffer_reference, scalar) readonly buffer Floats { float at[]; };
layout(buffer_reference, scalar) buffer Words { uint at[]; };

const float kPi = 3.14159265;

// Twin of base::hash (base/hash.h).
uint hash(uint x) {
    x ^= x >> 16;
    x *= 0x7feb352dU;
    x ^= x >> 15;
    x *= 0x846ca68bU;
    x ^= x >> 16;
    return x;
}
float unit(uint h) { return float(h & 0xffffu) * (1.0 / 65536.0); }

// Metres that a pixel of the whole picture is wide at that distance (metres) from the eye.
float pixel_at(float distance) { return F.metres_per_pixel + F.radians_per_pixel * distance; }

// sRGB transfer function, IEC 61966-2-1.
vec3 linear_of(vec3 c) { return mix(c / 12.92, pow((c + 0.055) / 1.055, vec3(2.4)), greaterThan(c, vec3(0.04045))); }
vec3 srgb_of(vec3 c) { return mix(c * 12.92, 1.055 * pow(c, vec3(1.0 / 2.4)) - 0.055, greaterThan(c, vec3(0.0031308))); }
vec3 rgb_of(uint packed) { return linear_of(vec3(packed >> 16 & 255u, packed >> 8 & 255u, packed & 255u) / 255.0); }

// Octahedral normals, after Cigolle et al., "A Survey of Efficient Representations for Independent Unit Vectors" (2014).
vec3 normal_of(uint packed) {
    vec2 e = unpackSnorm2x16(packed);
    vec3 n = vec3(e, 1.0 - abs(e.x) - abs(e.y));
    if (n.z < 0.0) n.xy = (1.0 - abs(n.yx)) * vec2(n.x >= 0.0 ? 1.0 : -1.0, n.y >= 0.0 ? 1.0 : -1.0);
    return normalize(n);
}

// The key of a pixel: scene id plus which way the surface faces, so that ink finds the corners of one building too.
uint facing_of(vec3 n) {
    if (n.z > 0.5) return 0u;
    float turn = atan(n.y, n.x) / (2.0 * kPi) + 0.5;
    return 1u + uint(floor(turn * 6.0 + 0.5)) % 6u;
}
vec4 key_of(uint id, uint facing) { return unpackUnorm4x8(id | facing << BOROUGH_ID_INDEX_BITS); }
