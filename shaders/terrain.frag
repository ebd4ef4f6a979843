#version 460
#extension GL_GOOGLE_include_directive : require
// The ground: land or imagery, under the layers that were painted in the drape's plane and are looked up from here. A point
// finds its paint straight below or above itself in that plane, so paint lies on every slope and can never fight it.
#include "common.glsl"
#include "light.glsl"
#include "emit.glsl"
#include "ground.glsl"
#include "live.glsl"

layout(set = 0, binding = 2) uniform sampler2D imagery_map;
layout(set = 0, binding = 3) uniform sampler2D drape;
layout(set = 0, binding = 4) uniform sampler2D drape_key;
layout(set = 0, binding = 6) uniform sampler2D live_paint;

layout(location = 0) in vec3 rel;
layout(location = 1) in vec3 normal;

vec3 land_colour(vec2 local, vec3 n, float pixel) {
    vec3 c = F.ground[0];
    if (kStyle == BOROUGH_STYLE_DAY) {
        // Steep land is not built on: it greens.
        c = mix(c, F.ground[kForest], smoothstep(0.01, 0.08, 1.0 - n.z));
        c *= 1.0 + 0.14 * grain(local, 60.0, pixel) + 0.08 * grain(local, 7.0, pixel);
    }
    if (F.has_imagery != 0u && kStyle != BOROUGH_STYLE_PAPER) {
        vec2 uv = (local - F.imagery_rect.xy) * F.imagery_rect.zw;
        if (all(greaterThan(uv, vec2(0.0))) && all(lessThan(uv, vec2(1.0)))) {
            vec4 photo = texture(imagery_map, vec2(uv.x, 1.0 - uv.y));
            c = mix(c, kStyle == BOROUGH_STYLE_NIGHT ? photo.rgb * vec3(0.10, 0.14, 0.22) : photo.rgb * 0.85, photo.a);
        }
    }
    return c;
}

vec3 water(vec3 c, vec3 light, vec2 local, float pixel, float sun, float open) {
    if (kStyle == BOROUGH_STYLE_PAPER) return c * light;
    vec3 toward = normalize(rel);
    float fresnel = 0.02 + 0.98 * pow(1.0 - max(-toward.z, 0.0), 5.0);
    vec2 ripple = vec2(0.03 * grain(local, 9.0, pixel) + 0.02 * grain(local.yx, 3.0, pixel), 0.03 * grain(local.yx + 17.0, 9.0, pixel));
    vec3 m = reflect(toward, normalize(vec3(ripple, 1.0)));
    vec3 shown = mix(c * light, sky_colour(vec3(m.xy, abs(m.z))), fresnel * (0.55 + 0.45 * open));
    return shown + F.sun_colour * 0.25 * sun * pow(max(dot(m, F.sun_direction), 0.0), 220.0);
}

// Metres outside the district; negative inside.
float outside(vec2 local) {
    vec2 d = max(F.district.xy - local, local - F.district.zw);
    return max(d.x, d.y);
}

void main() {
    vec3 n = normalize(normal);
    vec3 local = rel + F.eye;
    float pixel = max(fwidth(local.x), fwidth(local.y));

    // At the district's edge paint and slopes give way to plain land, and land to haze.
    vec2 size = F.district.zw - F.district.xy;
    float beyond = outside(local.xy);
    float edge = smoothstep(-0.02, 0.03, beyond / min(size.x, size.y));
    float far = 0.85 * smoothstep(0.0, 1.5, beyond / max(size.x, size.y));

    vec4 paint = vec4(0.0), live = vec4(0.0);
    uint id = 0u;
    if ((F.has_layers | F.has_live_paint) != 0u) {
        vec4 p = F.drape_from_eye * vec4(rel.xy, F.drape_z - F.eye.z, 1.0);
        vec2 uv = p.xy / p.w * 0.5 + 0.5;
        if (p.w > 0.0 && all(greaterThan(uv, vec2(0.0))) && all(lessThan(uv, vec2(1.0)))) {
            if (F.has_layers != 0u) paint = textureLod(drape, uv, 0.0);
            if (F.has_live_paint != 0u) live = textureLod(live_paint, uv, 0.0);
            if (F.has_layers == 2u) id = packUnorm4x8(textureLod(drape_key, uv, 0.0));
        }
    }
    float cover = min(paint.a * 2.0, 1.0) * (1.0 - edge);
    float special = max(paint.a * 2.0 - 1.0, 0.0) * (1.0 - edge);
    vec3 c = paint.rgb * paint.rgb;
    // Most ground is painted; what costs more is worked out only where it shows.
    if (cover < 0.999) {
        vec3 land = land_colour(local.xy, n, pixel);
        if (kStyle != BOROUGH_STYLE_PAPER) land = mix(land, F.ground[0], edge);
        c = mix(land, c, cover);
    }
    float sun = sunlight(rel, n);
    float open = openness(local, n);
    vec3 light = light_on(rel, n, sun, open);
    vec3 shown = c * light;
    if (special > 0.0) {
        shown = kStyle == BOROUGH_STYLE_NIGHT ? shown + c * special : mix(shown, water(c, light, local.xy, pixel, sun, open), special);
    } else {
        shown = mix(shown, F.horizon, far);
    }
    shown = with_heat(shown, local.xy, pixel, light);
    if (live.a > 0.004) shown = with_data(shown, live.rgb / live.a, live.a, light);
    emit(shown, rel, id, 0u);
}
