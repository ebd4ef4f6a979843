// Symbols in colour, as the map and the legend draw them; mixed in display space.
#include "marker.glsl"

// What is being drawn: set before the functions below are called.
vec2 p;             // design pixels from the symbol's middle
float symbol_scale; // pixels a design pixel
vec2 symbol_foot;   // of the true place from the middle
uint symbol_look, symbol_shares;

const vec3 kInk = vec3(0.043, 0.071, 0.110);  // dark, between symbols and a light ground
const vec3 kLevels[5] = vec3[](vec3(0.541, 0.580, 0.627), vec3(0.231, 0.510, 0.965), vec3(0.949, 0.816, 0.141),
                               vec3(0.961, 0.647, 0.141), vec3(0.898, 0.282, 0.302));

// Share of the pixel inside an edge this far away.
float cover(float distance) { return clamp(0.5 - distance * symbol_scale, 0.0, 1.0); }

vec4 result = vec4(0.0);
void over(vec3 c, float a) { result = vec4(c * a, a) + result * (1.0 - a); }

// Written as branches: a choice between two constants by the style becomes an operation on constants, of which lavapipe
// applies the choice to the first component alone.
vec3 surface() {
    if (kStyle == BOROUGH_STYLE_NIGHT) return vec3(0.031, 0.063, 0.125);
    return vec3(1.0);
}
vec3 edge() {
    if (kStyle == BOROUGH_STYLE_PAPER) return vec3(0.06);
    if (kStyle == BOROUGH_STYLE_NIGHT) return kInk;
    return vec3(1.0);
}
// Around what must not touch its ground.
vec3 rim() {
    if (kStyle == BOROUGH_STYLE_NIGHT) return kInk;
    return vec3(1.0);
}
vec3 plate_colour() {
    if (kStyle == BOROUGH_STYLE_NIGHT) return vec3(0.16, 0.36, 0.52);
    return vec3(0.20, 0.27, 0.36);
}
vec3 late_colour() {
    if (kStyle == BOROUGH_STYLE_PAPER) return vec3(0.06);
    return kLevels[4];
}

// What lifts a symbol off its ground: a shade by day, a glow at night, nothing on paper.
void lift(float d, vec3 own) {
    if (kStyle == BOROUGH_STYLE_PAPER) return;
    float far = clamp(1.0 - (d - 1.0) / 4.0, 0.0, 1.0);
    if (kStyle == BOROUGH_STYLE_NIGHT) {
        over(own, far * far * 0.42);
    } else {
        over(kInk, far * far * 0.30);
    }
}

void leader(vec3 own) {
    vec2 foot = symbol_foot;
    float d = bar(p, vec2(0.0), foot, 0.5);
    vec3 core = kInk;
    if (kStyle == BOROUGH_STYLE_NIGHT) core = own;
    float dot_at = circle(p - foot, 1.6);
    over(rim(), 0.75 * cover(min(d, dot_at) - 1.0));
    over(core, cover(min(d, dot_at)));
}

// Arcs clockwise from the top, the most urgent first; a thicker band is more urgent, so that it reads in grey too.
void ring(float radius, vec3 own) {
    float r = length(p);
    lift(r - radius, own);
    over(edge(), cover(r - radius - 1.2));
    over(surface(), 0.97 * cover(r - radius));
    float turn = atan(p.x, -p.y) / (2.0 * kPi);
    turn = turn < 0.0 ? turn + 1.0 : turn;
    float end = 0.0;
    float soft = 0.5 / (symbol_scale * 2.0 * kPi * max(r, 1.0));
    for (int level = 4; level >= 0; --level) {
        float share = level > 0 ? float(symbol_shares >> (8 * (level - 1)) & 255u) / 255.0 : max(1.0 - end, 0.0);
        if (share <= 0.002) continue;
        float begin = end;
        end = level > 0 ? min(end + share, 1.0) : 1.0;
        // A hair of ground between arcs, none where one arc is the whole ring.
        float gap = share > 0.995 ? 0.0 : 0.6 / (2.0 * kPi * radius);
        float along = clamp(0.5 + min(turn - begin - gap, end - gap - turn) / (2.0 * soft), 0.0, 1.0);
        if (share > 0.995) along = 1.0;
        float width = 2.6 + 0.9 * float(level);
        over(kLevels[level], along * cover(abs(r - radius + width * 0.5) - width * 0.5));
    }
    float overdue = float(symbol_look >> 24) / 255.0;
    if ((symbol_look & (1u << 8)) == 0u) return;
    float late = clamp(0.5 + (max(overdue, 0.04) - turn) / (2.0 * soft), 0.0, 1.0);
    if (overdue > 0.995) late = 1.0;
    over(surface(), late * cover(abs(r - radius - 2.9) - 2.0));
    over(late_colour(), late * cover(abs(r - radius - 2.9) - 1.1));
}

// Which kind a ring gathers, at its lower right.
void badge(float radius) {
    vec2 q = p - vec2(0.72 * radius);
    uint kind = symbol_look >> 12 & 7u;
    over(edge(), cover(circle(q, 7.0)));
    over(plate_colour(), cover(circle(q, 6.0)));
    float d = 1.0;
    if (kind == BOROUGH_MARKER_TICKET) d = bubble(q * 2.6 + vec2(0.0, 1.5)) / 2.6;
    if (kind == BOROUGH_MARKER_EVENT) d = min(bar(q, vec2(0.0, -3.2), vec2(0.0, 0.6), 0.9), circle(q - vec2(0.0, 3.3), 1.0));
    if (kind == BOROUGH_MARKER_CAMERA) d = camera_glyph(q * 1.45) / 1.45;
    if (kind == BOROUGH_MARKER_DEVICE) d = sensor_glyph(q * 1.35) / 1.35;
    if (kind == BOROUGH_MARKER_DRONE) d = drone(q * 2.6) / 2.6;
    over(vec3(1.0), cover(d));
}

void symbol(uint shape, uint level, vec3 own) {
    bool hollow = (symbol_look & (1u << 7)) != 0u, overdue = (symbol_look & (1u << 8)) != 0u, pulse = (symbol_look & (1u << 9)) != 0u;
    bool plate = shape == BOROUGH_MARKER_CAMERA || shape == BOROUGH_MARKER_DEVICE;
    vec3 body = plate ? plate_colour() : own;
    float d = silhouette(p, shape, level, 0.0);
    if (pulse) {
        float r = length(p);
        over(own, 0.85 * cover(abs(r - 15.5) - 0.9));
        over(own, 0.45 * cover(abs(r - 20.5) - 0.7));
    }
    lift(d - (overdue ? 3.5 : 0.0), own);
    if (overdue) {
        over(rim(), cover(d - 5.4));
        over(late_colour(), cover(d - 4.4));
        over(rim(), cover(d - 2.6));
    }
    over(edge(), cover(d - 1.3));
    over(body * (kStyle == BOROUGH_STYLE_PAPER ? 1.0 : 1.02 - 0.010 * p.y), cover(d));
    if (hollow) over(surface(), cover(d + 2.4));
    vec3 mark = hollow ? body : plate || level == 4u || level <= 1u ? vec3(1.0) : kInk;
    if (shape == BOROUGH_MARKER_TICKET) over(mark, cover(level_shape(p - vec2(0.0, -1.0), level, 3.9)));
    if (shape == BOROUGH_MARKER_EVENT && !hollow) {
        // An exclamation mark: something is happening.
        vec2 q = p - vec2(0.0, level == 3u ? 1.0 : 0.0);
        over(mark, cover(min(bar(q, vec2(0.0, -3.6), vec2(0.0, 0.6), 1.05), circle(q - vec2(0.0, 3.7), 1.25))));
    }
    if (shape == BOROUGH_MARKER_CAMERA) over(mark, cover(camera_glyph(p)));
    if (shape == BOROUGH_MARKER_DEVICE) over(mark, cover(sensor_glyph(p)));
    if (shape == BOROUGH_MARKER_DRONE) over(mark, cover(min(circle(abs(p) - vec2(6.5), 1.3), circle(p, 1.2))));
    if (plate && level > 0u) {
        // The level as a badge: plates keep their colour.
        float badge = level_shape(p - vec2(7.0, -7.0), level, 4.2);
        over(edge(), cover(badge - 1.2));
        over(own, cover(badge));
    }
    if (plate && hollow) {
        over(surface(), cover(bar(p, vec2(-6.0, 6.0), vec2(6.0, -6.0), 1.9)));
        over(body, cover(bar(p, vec2(-6.0, 6.0), vec2(6.0, -6.0), 0.9)));
    }
}

// The whole symbol; premultiplied.
vec4 symbol_colour() {
    uint shape = symbol_look & 15u, level = min(symbol_look >> 4 & 7u, 4u);
    float radius = float(symbol_look >> 16 & 255u) * 0.5;
    vec3 own = kLevels[level];
    if (shape == BOROUGH_MARKER_RING) {
        own = symbol_shares >> 24 != 0u ? kLevels[4] : (symbol_shares >> 16 & 255u) != 0u ? kLevels[3] : kLevels[1];
        if (dot(symbol_foot, symbol_foot) > 9.0) leader(own);
        ring(radius, own);
        badge(radius);
    } else {
        if (dot(symbol_foot, symbol_foot) > 1.0) leader(own);
        if (p.y < 14.0 || (symbol_look & (3u << 8)) != 0u) symbol(shape, level, own);
    }
    if ((symbol_look & (1u << 10)) != 0u && result.a > 0.0) {
        // Stale: without colour, and hatched.
        vec3 c = result.rgb / result.a;
        c = mix(c, vec3(dot(c, vec3(0.2126, 0.7152, 0.0722))), 0.85);
        float stripe = clamp(0.5 + (abs(fract((p.x + p.y) / 5.0) - 0.5) - 0.27) * 5.0 * symbol_scale * 0.7, 0.0, 1.0);
        c = mix(c, surface(), 0.55 * stripe);
        result.rgb = c * result.a;
    }
    return result;
}
