// Names of the ground's classes, as twin::GroundClass orders them, and the grain of natural ground.
const uint kBlock = 1u, kGreen = 2u, kForest = 5u, kPlaza = 7u, kWater = 9u, kParking = 10u, kService = 12u, kTertiary = 14u,
           kTrunk = 17u, kMotorway = 18u, kRail = 19u, kBoundary = 20u;

// Value noise on a square lattice, filtered out before it can alias.
float grain(vec2 p, float cell, float pixel) {
    float strength = clamp(1.5 - pixel / cell * 2.0, 0.0, 1.0);
    if (strength <= 0.0) return 0.0;
    vec2 q = p / cell;
    ivec2 i = ivec2(floor(q));
    vec2 t = fract(q);
    t = t * t * (3.0 - 2.0 * t);
    float a = unit(hash(uint(i.x) * 0x9e3779b9U ^ hash(uint(i.y))));
    float b = unit(hash(uint(i.x + 1) * 0x9e3779b9U ^ hash(uint(i.y))));
    float c = unit(hash(uint(i.x) * 0x9e3779b9U ^ hash(uint(i.y + 1))));
    float d = unit(hash(uint(i.x + 1) * 0x9e3779b9U ^ hash(uint(i.y + 1))));
    return (mix(mix(a, b, t.x), mix(c, d, t.x), t.y) - 0.5) * strength;
}
