// What a wall of a given use looks like: storeys, bays, windows. Everything is filtered analytically, so that a window
// smaller than a pixel is exactly its average colour and nothing ever shimmers.

// Integral of a periodic pulse that is 1 on [lo, hi] of each unit; its difference over the pixel's width is the share of
// the pixel that is window.
float pulse_sum(float x, float lo, float hi) { return floor(x) * (hi - lo) + clamp(fract(x) - lo, 0.0, hi - lo); }
float pulse(float x, float width, float lo, float hi) {
    float w = max(width, 1e-4);
    return (pulse_sum(x + 0.5 * w, lo, hi) - pulse_sum(x - 0.5 * w, lo, hi)) / w;
}

struct Facade {
    float bay;           // metres
    vec2 across;         // window's share of a bay
    vec2 up;             // and of a storey
    float balcony;       // share of bays that are balconies
    float glass;         // how much of a mirror the windows are
};

// twin::Use: unknown, residential, commercial, office, industrial, public_service, school, hospital, transport, urban_village
Facade facade_of(uint use, float height) {
    if (use == 2u) return Facade(4.2, vec2(0.06, 0.94), vec2(0.22, 0.90), 0.0, 0.7);
    if (use == 3u) return height > 70.0 ? Facade(1.6, vec2(0.05, 0.95), vec2(0.14, 0.97), 0.0, 1.0)
                                        : Facade(3.0, vec2(0.04, 0.96), vec2(0.32, 0.90), 0.0, 0.8);
    if (use == 4u) return Facade(6.0, vec2(0.10, 0.90), vec2(0.58, 0.84), 0.0, 0.3);
    if (use == 5u) return Facade(3.6, vec2(0.18, 0.82), vec2(0.26, 0.84), 0.0, 0.6);
    if (use == 6u) return Facade(3.0, vec2(0.08, 0.92), vec2(0.32, 0.84), 0.0, 0.5);
    if (use == 7u) return Facade(3.4, vec2(0.12, 0.88), vec2(0.34, 0.82), 0.0, 0.5);
    if (use == 8u) return Facade(8.0, vec2(0.03, 0.97), vec2(0.10, 0.92), 0.0, 0.9);
    if (use == 9u) return Facade(2.9, vec2(0.24, 0.72), vec2(0.34, 0.80), 0.15, 0.4);
    return Facade(3.3, vec2(0.20, 0.80), vec2(0.30, 0.82), use == 1u ? 0.45 : 0.0, 0.5);
}

uint use_of(uint look) { return min(look & 15u, uint(BOROUGH_USES - 1)); }
bool has_shops(uint use) { return use == 2u || use == 3u || use == 9u || use == 8u; }
// Share of windows that are lit at night.
float lit_share(uint use) { return F.window_lit * (use == 4u ? 0.25 : use == 3u || use == 2u ? 1.3 : 1.0); }

// Colours of walls and roofs before light; `colour` as in Building.
bool is_coloured(uint colour) { return (colour >> 24) == 255u; }
vec3 wall_body(uint id, uint colour, uint use) {
    uint h = hash(id);
    return (is_coloured(colour) ? rgb_of(colour) : F.wall[use * 3u + h % 3u]) * (0.92 + 0.16 * unit(h >> 8));
}
vec3 roof_body(uint id, uint colour, uint use) {
    uint h = hash(id ^ 0x51ed270bU);
    vec3 body = is_coloured(colour) ? rgb_of(colour) : use == 4u ? F.roof[3] : F.roof[h % 3u];
    return body * (0.90 + 0.20 * unit(h >> 8));
}
// Terracotta, slate and grey sheet, by hash: pitched roofs are tiled.
vec3 pitched_roof_body(uint id, uint colour, uint use) {
    uint h = hash(id);
    vec3 tile = h % 3u == 0u ? vec3(0.30, 0.11, 0.065) : h % 3u == 1u ? vec3(0.22, 0.10, 0.07) : vec3(0.13, 0.13, 0.14);
    bool tiled = kStyle == BOROUGH_STYLE_DAY && use != 4u;
    return (is_coloured(colour) ? rgb_of(colour) : tiled ? tile : F.roof[3]) * (0.90 + 0.20 * unit(h >> 8));
}
