#version 460
#extension GL_GOOGLE_include_directive : require
// The last look at the picture: tiny buildings are laid in, edges inked or lit, the selection outlined, ids written out.
#include "common.glsl"

layout(local_size_x = 8, local_size_y = 8) in;
layout(set = 0, binding = 0) uniform sampler2D colour;
#if SAMPLES > 1
layout(set = 0, binding = 1) uniform sampler2DMS key;
layout(set = 0, binding = 2) uniform sampler2DMS depth;
#else
layout(set = 0, binding = 1) uniform sampler2D key;
layout(set = 0, binding = 2) uniform sampler2D depth;
#endif
layout(set = 0, binding = 3, rgba8) uniform writeonly image2D result;
layout(push_constant, scalar) uniform Push { Words ids; int id_rows; int splat_rows; };  // rows that have them: all or none

uint key_at(ivec2 p, int s) { return packUnorm4x8(texelFetch(key, p, s)); }
uint without_facing(uint k) { return k & ~(7u << BOROUGH_ID_INDEX_BITS); }
bool is_building(uint k) { return k >> 29 == 1u; }

// The lit roof, or the mean of the two walls in view.
vec3 splat_colour(uint word) {
    uint at = ((word >> 1) - 1u) * 5u;
    Words light = Words(F.far_light);
    if ((word & 1u) != 0u) return unpackUnorm4x8(light.at[at]).rgb;
    return 0.5 * (unpackUnorm4x8(light.at[at + 2u]).rgb + unpackUnorm4x8(light.at[at + 4u]).rgb);
}

// How strongly two neighbouring samples differ as things: 1 between buildings or building and ground, less between two
// faces of one building, 0 on open ground.
float step_between(uint a, uint b) {
    if (a == b) return 0.0;
    bool ba = is_building(a) || a >> 29 >= 4u, bb = is_building(b) || b >> 29 >= 4u;
    if (!ba && !bb) return 0.0;
    if (without_facing(a) != without_facing(b)) return a >> 29 == 4u || b >> 29 == 4u ? 0.35 : 1.0;
    return 0.6;
}

void main() {
    ivec2 p = ivec2(gl_GlobalInvocationID.xy);
    ivec2 size = ivec2(F.size);
    if (any(greaterThanEqual(p, size))) return;
    vec3 c = texelFetch(colour, p, 0).rgb;
    uint k = key_at(p, 0);

    if (p.y < splat_rows) {
        uint at = uint(p.y) * uint(size.x) + uint(p.x);
        uint word = Words(F.splat_building).at[at];
        if (word != 0u && uintBitsToFloat(Words(F.splat_depth).at[at]) >= texelFetch(depth, p, 0).r) {
            c = splat_colour(word);
            k = (1u << 29) | Buildings(F.buildings).at[(word >> 1) - 1u].id;
        }
    }

    // Lines one step wide to the right and below; every sample votes, so ink is as smooth as the picture.
    int reach = max(1, int(F.edge_pixels + 0.5));
    ivec2 right = ivec2(min(p.x + reach, size.x - 1), p.y);
    ivec2 below = ivec2(p.x, min(p.y + reach, size.y - 1));
    float edge = 0.0;
    float outline = 0.0;
    for (int s = 0; s < SAMPLES; ++s) {
        uint here = key_at(p, s), kr = key_at(right, s), kb = key_at(below, s);
        edge += max(step_between(here, kr), step_between(here, kb));
        bool in_here = without_facing(here) == F.selected;
        outline += in_here != (without_facing(kr) == F.selected) || in_here != (without_facing(kb) == F.selected) ? 1.0 : 0.0;
    }
    edge /= float(SAMPLES);
    outline /= float(SAMPLES);

    // The picture is sRGB-encoded from here on, and so are these shades.
    if (kStyle == BOROUGH_STYLE_PAPER) c *= 1.0 - 0.40 * edge;
    else if (kStyle == BOROUGH_STYLE_NIGHT) c += vec3(0.03, 0.11, 0.15) * edge;
    else c *= 1.0 - 0.08 * edge;
    if (outline > 0.0) c = mix(c, srgb_of(F.accent), outline);

    imageStore(result, p, vec4(clamp(c, 0.0, 1.0), 1.0));
    if (p.y < id_rows) ids.at[uint(p.y) * uint(size.x) + uint(p.x)] = without_facing(k);
}
