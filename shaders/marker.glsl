// What symbols are made of: signed distances in design pixels, y down, 0 on the edge and negative inside.
float circle(vec2 p, float r) { return length(p) - r; }

float box(vec2 p, vec2 half_size, float corner) {
    vec2 d = abs(p) - half_size + corner;
    return length(max(d, 0.0)) + min(max(d.x, d.y), 0.0) - corner;
}

// A square on its corner, r from the middle to a corner, corners rounded a little.
float diamond(vec2 p, float r) {
    vec2 q = vec2(p.x + p.y, p.y - p.x) * 0.70710678;
    return box(q, vec2(r * 0.70710678), 1.2);
}

// Upright, r from the middle to a corner.
float triangle(vec2 p, float r) {
    vec2 q = vec2(abs(p.x), p.y + r * 0.18);
    return max(dot(q, vec2(0.8944272, -0.4472136)) - r * 0.4472136, q.y - r);
}

float bar(vec2 p, vec2 a, vec2 b, float half_width) {
    vec2 ap = p - a, ab = b - a;
    float t = clamp(dot(ap, ab) / dot(ab, ab), 0.0, 1.0);
    return length(ap - ab * t) - half_width;
}

// The shape that goes with a level (LOOK 4), about as large as a circle of radius r.
float level_shape(vec2 p, uint level, float r) {
    if (level == 4u) return diamond(p, r * 1.22);
    if (level == 3u) return triangle(p - vec2(0.0, r * 0.12), r * 1.12);
    if (level == 2u) return box(p, vec2(r * 0.88), 1.0);
    return circle(p, r);
}

// A speech bubble whose tail points at its place.
float bubble(vec2 p) {
    float tail = max(abs(p.x) * 0.85 + p.y * 0.53 - 7.2, -p.y);
    return min(box(p - vec2(0.0, -1.0), vec2(10.0, 8.5), 3.5), tail);
}

float hexagon(vec2 p, float r) {
    vec2 q = abs(p);
    return max(q.x * 0.8660254 + q.y * 0.5, q.y) - r;
}

// Four rotors on two arms.
float drone(vec2 p) {
    vec2 q = abs(p);
    float arms = bar(q, vec2(0.0), vec2(6.5), 1.5);
    return min(min(circle(q - vec2(6.5), 3.6), arms), box(p, vec2(3.0), 1.0));
}

// A camera's housing and lens, or a sensor's dot and waves.
float camera_glyph(vec2 p) {
    return min(box(p - vec2(-1.2, 0.0), vec2(3.6, 2.7), 0.7), max(abs(p.y) - (p.x - 1.6) * 0.75, p.x - 5.2));
}
float sensor_glyph(vec2 p) {
    float waves = min(abs(length(p) - 3.2), abs(length(p) - 5.2)) - 0.65;
    return min(circle(p, 1.5), max(waves, abs(p.y) * 0.9 - abs(p.x)));
}

// The whole outline of a kind's symbol.
float silhouette(vec2 p, uint shape, uint level, float radius) {
    if (shape == BOROUGH_MARKER_TICKET) return bubble(p);
    if (shape == BOROUGH_MARKER_EVENT) return level_shape(p, level, 8.6);
    if (shape == BOROUGH_MARKER_CAMERA) return circle(p, 8.5);
    if (shape == BOROUGH_MARKER_DEVICE) return hexagon(p, 7.6);
    if (shape == BOROUGH_MARKER_DRONE) return drone(p);
    return circle(p, radius);
}
