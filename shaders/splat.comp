#version 460
#extension GL_GOOGLE_include_directive : require
// Buildings of a few pixels: one workgroup a tile. Two rounds of the same walk: the first keeps the nearest depth of every
// pixel, the second, of the buildings at that depth, the highest index. Neither depends on the order of threads. A shader
// a round, for the reason in common.glsl.
#include "common.glsl"

layout(local_size_x = 64) in;

void main() {
    uint tile = gl_WorkGroupID.x + gl_WorkGroupID.y * 32768u;
    if (tile >= F.tile_count) return;
    Tile t = Tiles(F.tiles).at[tile];
    for (uint i = Words(F.tile_shares).at[tile * 2u + 1u] + gl_LocalInvocationID.x; i < t.building_count; i += 64u) {
        uint index = t.first_building + i;
        Building it = Buildings(F.buildings).at[index];
        vec2 middle = vec2(it.middle & 0xffffu, it.middle >> 16) * t.step;
        vec3 rel = (t.origin - F.eye) + vec3(middle, it.base_z + it.height);
#ifdef SECTION
        if (dot(F.section.xyz, rel) + F.section.w < 0.0) continue;
#endif
        vec4 top = F.clip_from_eye * vec4(rel, 1.0);
        vec4 foot = F.clip_from_eye * vec4(rel - vec3(0.0, 0.0, it.height), 1.0);
        if (top.w <= 0.0 || foot.w <= 0.0) continue;
        float scale = 1.0 / pixel_at(top.w);
        float width = min(sqrt(float(it.box & 0xffffu) * float(it.box >> 16)) * 0.1 * scale, 6.0);
        vec2 a = (top.xy / top.w * 0.5 + 0.5) * F.size;
        vec2 b = (foot.xy / foot.w * 0.5 + 0.5) * F.size;
        // The roof's depth is squashed like the picture of the ground is: by the slant of the view.
        float slant = clamp(abs(a.y - b.y) / max(it.height * scale, 0.01), 0.0, 1.0);
        float deep = width * sqrt(max(1.0 - slant * slant, 0.05));
        ivec2 lo = ivec2(floor(vec2(min(a.x, b.x) - width * 0.5, min(a.y, b.y) - deep * 0.5) + 0.5));
        ivec2 hi = ivec2(floor(vec2(max(a.x, b.x) + width * 0.5, max(a.y, b.y) + deep * 0.5) + 0.5));
        // Below half a pixel a building shows with the share of the pixel it would cover, by a stable draw of lots.
        vec2 size = vec2(max(a.x, b.x) - min(a.x, b.x) + width, abs(a.y - b.y) + deep);
        if (size.x * size.y < unit(hash(it.id)) * 0.6) continue;
        hi = max(hi, lo + 1);
        lo = max(lo, ivec2(0));
        hi = min(hi, ivec2(F.size));
        uint depth = floatBitsToUint(top.z / top.w);
        for (int y = lo.y; y < hi.y; ++y) {
            for (int x = lo.x; x < hi.x; ++x) {
                uint at = uint(y) * uint(F.size.x) + uint(x);
#if ROUND == 1
                atomicMax(Words(F.splat_depth).at[at], depth);
#else
                if (Words(F.splat_depth).at[at] == depth) {
                    bool roof = float(y) < min(a.y, b.y) + deep * 0.5;
                    atomicMax(Words(F.splat_building).at[at], (index + 1u) << 1 | (roof ? 1u : 0u));
                }
#endif
            }
        }
    }
}
