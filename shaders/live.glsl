// Live data on surfaces: heat looked up from above, and colours that reach the eye as the legend shows them.
layout(set = 0, binding = 5) uniform sampler2D heat_map;

// What develops to a colour of the legend: the curve of `toned` run backwards.
vec3 undeveloped(vec3 c) {
    if (kStyle == BOROUGH_STYLE_PAPER) return c / F.exposure;
    c = min(c, vec3(0.95));
    vec3 a = 2.51 - 2.43 * c, b = 0.03 - 0.59 * c;
    return (sqrt(b * b + 0.56 * c * a) - b) / (2.0 * a) / F.exposure;
}

// How much of the light there is on open ground falls here; data keeps most of its own colour in the deepest shade.
float shade_of(vec3 light) {
    const vec3 weight = vec3(0.2126, 0.7152, 0.0722);
    float full = dot(F.sun_colour * max(F.sun_direction.z, 0.1) + F.sky_light, weight);
    float least = 0.62;
    if (kStyle == BOROUGH_STYLE_NIGHT) least = 0.80;
    return mix(least, 1.0, clamp(dot(light, weight) / full, 0.0, 1.0));
}

// A surface of this radiance under data of a legend's colour (the root of linear light) that covers a share of it: mixed
// nearly as the eye sees them, or a thin wash would drown a dark ground.
vec3 with_data(vec3 shown, vec3 data, float share, vec3 light) {
    vec3 mixed = mix(sqrt(toned(shown)), data * sqrt(shade_of(light)), share);
    return undeveloped(mixed * mixed);
}

vec4 heat_at(vec2 local, float lod) {
    vec2 uv = (local - F.heat_rect.xy) * F.heat_rect.zw;
    return textureLod(heat_map, vec2(uv.x, 1.0 - uv.y), lod);
}

// Heat on what faces up.
vec3 with_heat(vec3 shown, vec2 local, float pixel, vec3 light) {
    if (pixel * float(F.has_heat) <= 0.0) return shown;
    vec4 heat = heat_at(local, max(log2(max(pixel, 1e-3) / F.heat_texel), 0.0));
    return heat.a > 0.0 ? with_data(shown, sqrt(heat.rgb), heat.a, light) : shown;
}
