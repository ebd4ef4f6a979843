#version 460
#extension GL_GOOGLE_include_directive : require
#include "common.glsl"

#include "light.glsl"
#include "emit.glsl"
#include "facade.glsl"

layout(location = 0) in vec3 rel;
layout(location = 1) in vec2 place;
layout(location = 2) in flat vec4 wall;
layout(location = 3) in flat uvec4 what;

void main() {
    uint id = what.x, colour = what.y, look = what.z;
    float height = uintBitsToFloat(what.w);
    uint use = use_of(look);
    uint h = hash(id);
    vec3 n = wall.xyz;
    vec3 local = rel + F.eye;

    float storeys = float(max(look >> 8 & 255u, 1u));
    float storey = max(height, 2.0) / storeys;
    Facade facade = facade_of(use, height);
    float bays = max(1.0, floor(wall.w / facade.bay + 0.5));
    vec2 cell = vec2(place.x / wall.w * bays, place.y / storey);
    vec2 width = vec2(fwidth(place.x) / wall.w * bays, fwidth(place.y) / storey);

    // How much of the pattern is still larger than pixels: random choices per window fade to their mean with it.
    float resolved = clamp(1.6 - 1.4 * max(width.x, width.y), 0.0, 1.0);
    bool wide_enough = wall.w > 1.8;
    float ground_floor = 1.0 - smoothstep(0.94, 1.0 + width.y, cell.y);
    bool shops = has_shops(use);

    float glass = wide_enough ? pulse(cell.x, width.x, facade.across.x, facade.across.y) *
                                pulse(cell.y, width.y, facade.up.x, facade.up.y) : 0.0;
    if (shops && wide_enough) {
        float shop = pulse(cell.x, width.x, 0.06, 0.94) * clamp((0.8 - cell.y) / max(width.y, 0.05), 0.0, 1.0);
        glass = mix(glass, shop, ground_floor);
    }
    // Nothing opens in the top half metre: the parapet.
    float from_top = height - place.y;
    float parapet = 1.0 - smoothstep(0.7, 0.7 + fwidth(place.y), from_top);
    glass *= 1.0 - parapet;

    uint column = uint(int(floor(cell.x))) + uint(int(n.x * 7.0) * 31 + int(n.y * 7.0) * 57);
    uint window = hash(h ^ column * 0x9e3779b9U ^ uint(int(floor(cell.y))) * 0x85ebca6bU);
    bool balcony = unit(hash(h ^ column * 0x27d4eb2fU)) < facade.balcony;

    float open = openness(local, n);
    float sun = sunlight(rel, n);
    vec3 light = light_on(rel, n, sun, open);
    vec3 body = wall_body(id, colour, use);

    if (kStyle == BOROUGH_STYLE_PAPER) {
        vec3 c = body * light;
        c *= 1.0 - 0.16 * glass * resolved;
        emit(c, rel, id + (1u << 29), facing_of(n));
        return;
    }

    // Slab edges draw the storeys even where walls have few windows; balconies are recesses with a light front.
    float slab = pulse(cell.y, width.y, 0.0, 0.07);
    body *= 1.0 - 0.10 * slab;
    float recess = facade.balcony * mix(1.0, balcony ? 1.0 / max(facade.balcony, 0.01) : 0.0, resolved);
    float front = pulse(cell.y, width.y, 0.0, 0.36) * pulse(cell.x, width.x, 0.1, 0.9);
    body = mix(body, min(body * 1.12 + 0.02, vec3(1.0)), recess * front * 0.8);
    glass = mix(glass, max(glass, pulse(cell.x, width.x, 0.1, 0.9) * pulse(cell.y, width.y, 0.36, 0.95)), recess);
    body = mix(body, min(body * 1.10 + 0.01, vec3(1.0)), parapet);

    if (kStyle == BOROUGH_STYLE_NIGHT) {
        float share = lit_share(use);
        float lit = mix(share, unit(window) < share ? 1.0 : 0.0, resolved);
        lit = mix(lit, shops ? 0.85 : lit, ground_floor * 0.8);
        float warmth = unit(window >> 16);
        vec3 lamp = mix(vec3(1.0, 0.62, 0.28), vec3(0.62, 0.80, 1.0), smoothstep(0.55, 0.9, warmth + (use == 3u ? 0.35 : 0.0)));
        vec3 c = body * light * (1.0 - 0.5 * glass);
        c += lamp * glass * lit * (0.45 + 0.55 * unit(hash(window)));
        // Tall buildings read first: their crowns glow in the accent colour.
        float tall = smoothstep(60.0, 140.0, height);
        c += F.accent * tall * (0.35 * parapet + 0.10 * smoothstep(0.6, 1.0, place.y / height));
        c += F.accent * 0.015 * smoothstep(0.0, 1.0, place.y / max(height, 40.0));
        emit(c, rel, id + (1u << 29), facing_of(n));
        return;
    }

    vec3 c = body * light;
    vec3 toward = normalize(rel);
    vec3 mirrored = reflect(toward, n);
    float fresnel = 0.04 + 0.96 * pow(1.0 - max(dot(-toward, n), 0.0), 5.0);
    vec3 sky = sky_colour(vec3(mirrored.xy, abs(mirrored.z) + 0.05));
    float vary = mix(0.5, unit(window), resolved);
    vec3 pane = vec3(0.030, 0.042, 0.052) * light * (0.7 + 0.6 * vary) + sky * (facade.glass * 0.30 * (0.75 + 0.5 * vary) + fresnel * 0.6) * mix(0.6, 1.0, open);
    c = mix(c, pane, glass);
    emit(c, rel, id + (1u << 29), facing_of(n));
}
