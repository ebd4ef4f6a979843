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

// The level that holds every building of that size (metres) or more, and some smaller ones; all of them below the first.
Level level_of(Tile t, float size) {
    int i = int(floor(2.0 * log2(max(size, 0.01) * 0.25)));
    if (i < 0) return Level(t.building_count, t.corner_count, t.roof_index_count, t.solid_index_count);
    return t.level[min(i, BOROUGH_LEVELS - 1)];
}

// What a view shows of a tile: whole buildings down to one size, boxes down to another.
void show(uint v, uint tile, Tile t, Level whole, uint boxes_end, bool shown) {
    bool shadow = v >= 1u && v <= BOROUGH_CASCADES;
    bool from_above = v == BOROUGH_CULL_VIEWS - 1u;
    uint box_indices = v == 0u ? 18u : shadow ? 12u : 6u;
    write(v, 0u, tile, whole.corners * 6u, 0u, shown && !from_above);
    write(v, 1u, tile, whole.roof_indices, t.first_roof_index, shown && !shadow);
    write(v, 2u, tile, whole.solid_indices, t.first_solid_index, shown);
    write(v, 3u, tile, (max(boxes_end, whole.buildings) - whole.buildings) * box_indices, whole.buildings * box_indices, shown);
}

void main() {
    uint i = gl_GlobalInvocationID.x;
    if (i >= F.tile_count) return;
    Tile t = Tiles(F.tiles).at[i];
    vec3 lo = t.box_min - F.eye, hi = t.box_max - F.eye;

    // Pixels a metre at the tile's nearest point.
    vec3 nearest = clamp(vec3(0.0), lo, hi);
    float scale = 1.0 / pixel_at(max(length(nearest), 1.0));
    bool seen = !outside(F.cull_from_eye[0], lo, hi);
    Level whole = level_of(t, F.box_pixels / scale);
    uint boxes_end = level_of(t, F.splat_pixels / scale).buildings;
    show(0u, i, t, whole, boxes_end, seen);
    Words(F.tile_shares).at[i * 2u] = seen ? whole.buildings : t.building_count;
    Words(F.tile_shares).at[i * 2u + 1u] = seen ? max(boxes_end, whole.buildings) : t.building_count;

    // A shadow smaller than its texel is noise, and what is a splat casts none that could be seen.
    for (uint v = 1u; v < BOROUGH_CULL_VIEWS; ++v) {
        bool shadow = v <= BOROUGH_CASCADES;
        float texel = shadow ? F.shadow_texel[v - 1u] : F.ao_texel;
        uint end = level_of(t, texel).buildings;
        show(v, i, t, level_of(t, 8.0 * texel), shadow ? min(end, boxes_end) : end, (!shadow || v <= F.cascades) && !outside(F.cull_from_eye[v], lo, hi));
    }
}
