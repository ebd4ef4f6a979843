// What the ground looks like: land, and the classes painted on it.

// Value noise on a square lattice, filtered out before it can alias.
float grain(vec2 p, float cell, float pixel) {
    vec2 q = p / cell;
    ivec2 i = ivec2(floor(q));
    vec2 t = fract(q);
    t = t * t * (3.0 - 2.0 * t);
    float a = unit(hash(uint(i.x) * 0x9e3779b9U ^ hash(uint(i.y))));
    float b = unit(hash(uint(i.x + 1) * 0x9e3779b9U ^ hash(uint(i.y))));
    float c = unit(hash(uint(i.x) * 0x9e3779b9U ^ hash(uint(i.y + 1))));
    float d = unit(hash(uint(i.x + 1) * 0x9e3779b9U ^ hash(uint(i.y + 1))));
    float v = mix(mix(a, b, t.x), mix(c, d, t.x), t.y) - 0.5;
    return v * clamp(1.5 - pixel / cell * 2.0, 0.0, 1.0);
}

vec3 land_colour(vec3 local, vec3 n, float pixel) {
    vec3 c = F.ground[0];
    // Steep land is not built on: it greens.
    float slope = smoothstep(0.03, 0.16, 1.0 - n.z);
    c = mix(c, F.ground[5], slope);
    if (kStyle == BOROUGH_STYLE_DAY) c *= 1.0 + 0.16 * grain(local.xy, 60.0, pixel) + 0.10 * grain(local.xy, 7.0, pixel);
    if (F.has_imagery != 0u && kStyle != BOROUGH_STYLE_PAPER) {
        vec2 uv = (local.xy - F.imagery_rect.xy) * F.imagery_rect.zw;
        if (all(greaterThan(uv, vec2(0.0))) && all(lessThan(uv, vec2(1.0)))) {
            vec4 photo = texture(imagery_map, vec2(uv.x, 1.0 - uv.y));
            vec3 tint = kStyle == BOROUGH_STYLE_NIGHT ? photo.rgb * vec3(0.10, 0.14, 0.22) : photo.rgb * 0.85;
            c = mix(c, tint, photo.a);
        }
    }
    return c;
}
