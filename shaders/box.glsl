// A building seen from afar: the box that its footprint fills.
struct Box {
    vec3 foot;       // centre of the foot, relative to the eye
    vec2 along;
    vec2 half_size;  // along and across
};

Box box_of(Building it, vec3 origin, float step) {
    Box box;
    vec2 middle = vec2(it.middle & 0xffffu, it.middle >> 16) * step;
    box.foot = (origin - F.eye) + vec3(middle, it.base_z);
    float heading = float(it.look >> 16) * (kPi / 65536.0);
    box.along = vec2(cos(heading), sin(heading));
    box.half_size = vec2(it.box & 0xffffu, it.box >> 16) * 0.05;
    return box;
}

vec3 toward_eye(Box box) { return -mix(F.ray_origin, box.foot, F.perspective); }

// Which of the two walls along and across look that way: 1 or -1 each.
vec2 side_facing(Box box, vec3 direction) {
    return vec2(dot(direction.xy, box.along) < 0.0 ? -1.0 : 1.0,
                dot(direction.xy, vec2(-box.along.y, box.along.x)) < 0.0 ? -1.0 : 1.0);
}
