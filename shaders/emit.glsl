// What every surface of the picture writes: its colour and its key.
layout(location = 0) out vec4 out_colour;
layout(location = 1) out vec4 out_key;

void emit(vec3 c, vec3 rel, uint id, uint facing) {
    out_colour = vec4(developed(c, rel), 1.0);
    out_key = key_of(id, facing);
}
