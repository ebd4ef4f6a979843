// What a section cuts away. Shaders that are not made for one have no such output, and no cost.
#ifdef SECTION
out gl_PerVertex {
    vec4 gl_Position;
    float gl_ClipDistance[1];
};
void cut(vec3 rel) { gl_ClipDistance[0] = dot(F.section.xyz, rel) + F.section.w; }
#else
void cut(vec3 rel) {}
#endif
