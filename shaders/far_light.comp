#version 460
#extension GL_GOOGLE_include_directive : require
// Light on buildings that are boxes or splats in the picture, worked out once a face instead of once a pixel: the top, and
// the two walls that face the eye, each low and high. One workgroup a tile.
#include "common.glsl"

#include "light.glsl"
#include "facade.glsl"
#include "live.glsl"
#include "box.glsl"

layout(local_size_x = 64) in;

// A facade so far away that nothing of its pattern is left but the mean; follows walls.frag.
vec3 wall_colour(Building it, vec3 rel, vec3 n, float up, float sun, float open) {
    uint use = use_of(it.look);
    vec3 light = light_on(rel, n, sun, open);
    vec3 body = wall_body(it.id, it.colour, use);
    if (kStyle == BOROUGH_STYLE_PAPER) return body * light;
    Facade facade = facade_of(use, it.height);
    float glass = (facade.across.y - facade.across.x) * (facade.up.y - facade.up.x);
    body = mix(body * 0.993, min(body * 1.12 + 0.02, vec3(1.0)), facade.balcony * 0.23);
    glass = mix(glass, max(glass, 0.47), facade.balcony);
    if (kStyle == BOROUGH_STYLE_NIGHT) {
        float storeys = float(max(it.look >> 8 & 255u, 1u));
        float lit = mix(lit_share(use), 0.85, has_shops(use) ? (1.0 - up) * min(1.0, 1.6 / storeys) : 0.0);
        vec3 lamp = mix(vec3(1.0, 0.62, 0.28), vec3(0.62, 0.80, 1.0), use == 3u ? 0.62 : 0.27);
        vec3 c = body * light * (1.0 - 0.5 * glass) + lamp * glass * lit * 0.725;
        return c + F.accent * (smoothstep(60.0, 140.0, it.height) * 0.14 * up + 0.010 * up);
    }
    vec3 toward = normalize(rel);
    vec3 mirrored = reflect(toward, n);
    float fresnel = 0.04 + 0.96 * pow(1.0 - max(dot(-toward, n), 0.0), 5.0);
    vec3 sky = sky_colour(vec3(mirrored.xy, abs(mirrored.z) + 0.05));
    vec3 pane = vec3(0.030, 0.042, 0.052) * light + sky * (facade.glass * 0.30 + fresnel * 0.6) * mix(0.6, 1.0, open);
    return mix(body * light, pane, glass);
}

float sunlight_at(vec3 rel, vec3 n) {
    vec4 p = shadow_place(rel, n);
    float share = p.z < 0.0 ? 1.0 : texture(shadow_map, p);
    return mix(share, 0.0, dot(n, F.sun_direction) <= 0.0);
}

uint packed(vec3 c, vec3 rel, vec3 n) { return packUnorm4x8(vec4(developed(c, rel), 0.0)) | facing_of(n) << 24; }

void main() {
    uint tile = gl_WorkGroupID.x + gl_WorkGroupID.y * 32768u;
    if (tile >= F.tile_count) return;
    Tile t = Tiles(F.tiles).at[tile];
    for (uint i = Words(F.tile_shares).at[tile * 2u] + gl_LocalInvocationID.x; i < t.building_count; i += 64u) {
        uint index = t.first_building + i;
        Building it = Buildings(F.buildings).at[index];
        Box box = box_of(it, t.origin, t.step);
        vec2 side = side_facing(box, toward_eye(box));
        uint use = use_of(it.look);

        vec3 top = box.foot + vec3(0.0, 0.0, it.height);
        vec3 up = vec3(0.0, 0.0, 1.0);
        bool pitched = (it.look >> 4 & 15u) != 0u;
        // Light is looked up above what the building itself casts with there: its ridge or its plant room.
        vec3 clear = top + up * (pitched ? box.half_size.y : it.height > 28.0 ? 6.0 : 0.0);
        vec3 c = pitched ? pitched_roof_body(it.id, it.colour, use) : roof_body(it.id, it.colour, use);
        vec3 light = light_on(top, up, sunlight_at(clear, up), openness(clear + F.eye, up));
        c *= light;
        if (kStyle == BOROUGH_STYLE_NIGHT) c += F.accent * 0.012 * smoothstep(30.0, 150.0, it.height);
        c = with_heat(c, (top + F.eye).xy, box.half_size.x, light);
        Words(F.far_light).at[index * 5u] = packed(c, top, up);
        for (uint k = 0u; k < 4u; ++k) {
            bool across = k >= 2u;
            vec3 n = vec3(across ? vec2(-box.along.y, box.along.x) * side.y : box.along * side.x, 0.0);
            float share = (k & 1u) == 0u ? 0.15 : 0.85;
            vec3 rel = box.foot + n * (across ? box.half_size.y : box.half_size.x) + vec3(0.0, 0.0, it.height * share);
            c = wall_colour(it, rel, n, share, sunlight_at(rel, n), openness(rel + F.eye, n));
            Words(F.far_light).at[index * 5u + 1u + k] = packed(c, rel, n);
        }
    }
}
