#version 460
#extension GL_GOOGLE_include_directive : require
// One tile an invocation: writes its indirect draws for the picture, for each shadow cascade and for the sky view. A tile
// that a view does not see keeps its place with zero instances, so the order of drawing never depends on timing.
#include "common.glsl"

layout(local_size_x = 64) in;
layout(push_constant, scalar) uniform Push { uint view; };

bool outside(mat4 clip, vec3 lo, vec3 hi) {
    uint out_of = 63u;
    for (int i = 0; i < 8; ++i) {
        vec4 p = clip * vec4((i & 1) != 0 ? hi.x : lo.x, (i & 2) != 0 ? hi.y : lo.y, (i & 4) != 0 ? hi.z : lo.z, 1.0);
        uint m = (p.x < -p.w ? 1u : 0u) | (p.x > p.w ? 2u : 0u) | (p.y < -p.w ? 4u : 0u) | (p.y > p.w ? 8u : 0u) |
                 (p.z < 0.0 ? 16u : 0u) | (p.z > p.w ? 32u : 0u);
        out_of &= m;
    }
    return out_of != 0u;
}

// One VkDrawIndexedIndirectCommand.
void write(uint view_index, uint kind, uint tile, uint count, uint first, bool shown) {
    Words d = Words(F.draws);
    uint at = ((view_index * BOROUGH_TILE_KINDS + kind) * F.tile_count + tile) * 5u;
    d.at[at] = count;
    d.at[at + 1u] = shown && count > 0u ? 1u : 0u;
    d.at[at + 2u] = first;
    d.at[at + 3u] = 0u;
    d.at[at + 4u] = tile;
}

void main() {
    uint i = gl_GlobalInvocationID.x;
    if (i >= F.tile_count) return;
    Tile t = Tiles(F.tiles).at[i];
    vec3 lo = t.box_min - F.eye, hi = t.box_max - F.eye;

    // Pixels a metre at the tile's nearest point.
    vec3 nearest = clamp(vec3(0.0), lo, hi);
    float scale = F.pixels_per_radian > 0.0 ? F.pixels_per_radian / max(length(nearest), 1.0) : F.pixels_per_metre;
    bool splat = t.typical_size * scale < F.splat_pixels;
    bool seen = !outside(F.cull_from_eye[0], lo, hi);
    Words(F.tile_flags).at[i] = seen && splat ? 1u : 0u;

    for (uint v = 0u; v < BOROUGH_CULL_VIEWS; ++v) {
        // What is a splat casts no shadow that could be seen, and a shadow smaller than its texel is noise.
        bool shown = !splat && (v == 0u ? seen : !outside(F.cull_from_eye[v], lo, hi));
        if (v >= 1u && v <= BOROUGH_CASCADES) shown = shown && t.typical_size > F.shadow_texel[v - 1u];
        bool from_above = v == BOROUGH_CULL_VIEWS - 1u;
        write(v, 0u, i, t.corner_count * 6u, 0u, shown && !from_above);
        write(v, 1u, i, t.roof_index_count, t.first_roof_index, shown && (v == 0u || from_above));
        write(v, 2u, i, t.solid_index_count, t.first_solid_index, shown);
    }
}
