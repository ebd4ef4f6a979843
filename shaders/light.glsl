// Sun, sky, shadow, openness to the sky, haze and tone: the same for everything that is drawn.
layout(set = 0, binding = 0) uniform sampler2DArrayShadow shadow_map;
layout(set = 0, binding = 1) uniform sampler2D sky_view;

// Where a point lies in the first cascade that holds it: u, v, layer and depth as `texture` takes them; a negative layer
// where none does.
vec4 shadow_place(vec3 rel, vec3 n) {
    vec3 at = (F.light_from_eye * vec4(rel, 1.0)).xyz;
    vec2 aside = mat3(F.light_from_eye)[0].xy * n.x + mat3(F.light_from_eye)[1].xy * n.y + mat3(F.light_from_eye)[2].xy * n.z;
    for (int i = 0; i < BOROUGH_CASCADES; ++i) {  // nothing lies in the box of one that is not in use
        vec2 uv = (at.xy + aside * F.shadow_texel[i] * 0.7 - F.shadow_box[i].xy) * F.shadow_box[i].z;
        vec2 inside = abs(uv - 0.5);
        float depth = (at.z - F.shadow_box[i].w) * F.shadow_depth[i];
        if (max(inside.x, inside.y) <= 0.49 && depth < 1.0) return vec4(uv, i, depth);
    }
    return vec4(-1.0);
}

// Share of the sun that reaches a point, 0 to 1. Casters are drawn by their back faces, so lit faces never shade
// themselves; the offset along the normal covers what rasterising the caster leaves uncertain (half a texel).
float sunlight(vec3 rel, vec3 n) {
    if (dot(n, F.sun_direction) <= 0.0) return 0.0;
    vec4 p = shadow_place(rel, n);
    if (p.z < 0.0) return 1.0;
    // Where a texel is no larger than about a pixel, the sampler's own four neighbours are as soft as can be seen.
    float pixel = pixel_at(length(rel));
    if (F.shadow_texel[int(p.z)] < pixel * 1.6) return texture(shadow_map, p);
    float r = F.shadow_softness / float(BOROUGH_SHADOW_SIZE);
    return 0.25 * (texture(shadow_map, p + vec4(vec2(-0.5, -0.9) * r, 0.0, 0.0)) +
                   texture(shadow_map, p + vec4(vec2(0.9, -0.5) * r, 0.0, 0.0)) +
                   texture(shadow_map, p + vec4(vec2(0.5, 0.9) * r, 0.0, 0.0)) +
                   texture(shadow_map, p + vec4(vec2(-0.9, 0.5) * r, 0.0, 0.0)));
}

// How open a point is to the sky, from a picture of the city's heights seen from above at three blurs: cheap, stable
// under any camera, and darkest where walls meet the ground and each other.
float openness(vec3 local, vec3 n) {
    float shut = 0.0;
    for (int i = 0; i < 3; ++i) {
        float radius = F.ao_texel * float(2 << (2 * i));
        vec2 at = local.xy + n.xy * radius * 0.6;
        vec2 uv = (at - F.ao_rect.xy) * F.ao_rect.zw;
        float h = textureLod(sky_view, uv, 1.0 + 2.0 * float(i)).r * F.ao_range + F.ao_min_z;
        shut += clamp((h - local.z) / (radius * 1.6 + 2.0), 0.0, 1.0) * (i == 0 ? 0.30 : 0.35);
    }
    return 1.0 - F.ao_strength * min(shut, 1.0);
}

vec3 sky_colour(vec3 direction) {
    float up = clamp(direction.z, 0.0, 1.0);
    vec3 c = mix(F.horizon, F.zenith, 1.0 - pow(1.0 - up, 4.0));
    if (kStyle == BOROUGH_STYLE_DAY) {
        float glow = max(dot(direction, F.sun_direction), 0.0);
        c += F.sun_colour * (0.10 * pow(glow, 8.0) * (1.0 - up) + 0.05 * pow(glow, 64.0));
    }
    return c;
}

vec3 light_on(vec3 rel, vec3 n, float sun_share, float open) {
    float facing = max(dot(n, F.sun_direction), 0.0);
    vec3 ambient = mix(F.bounce_light, F.sky_light, n.z * 0.5 + 0.5);
    // Walls that look away from the sun still differ from each other: a little of the sky is brighter near the sun.
    ambient *= 1.0 + 0.18 * dot(n.xy, normalize(F.sun_direction.xy + vec2(1e-4)));
    return F.sun_colour * (facing * sun_share) + ambient * open;
}

// Filmic curve: K. Narkowicz, "ACES Filmic Tone Mapping Curve" (2016). Paper keeps its whites as they are.
vec3 toned(vec3 c) {
    c *= F.exposure;
    if (kStyle == BOROUGH_STYLE_PAPER) return min(c, vec3(1.0));
    return clamp(c * (2.51 * c + 0.03) / (c * (2.43 * c + 0.59) + 0.14), 0.0, 1.0);
}

// Haze grows with distance, thins with height, and takes the sky's colour at the horizon.
vec3 through_air(vec3 c, vec3 rel) {
    float distance = length(rel);
    float thick = distance * F.haze_density;
    float share = 1.0 - exp(-thick * sqrt(thick));
    return mix(c, mix(F.horizon, F.zenith, 0.06), share);
}

// As the picture holds it.
vec3 developed(vec3 c, vec3 rel) { return srgb_of(toned(through_air(c, rel))); }
