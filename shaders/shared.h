// The structs that C++ writes and GLSL reads, once. Scalar layout; sizes and offsets are asserted in scene/shared_layout.cpp.
#ifndef BOROUGH_SHADERS_SHARED_H
#define BOROUGH_SHADERS_SHARED_H

#ifdef __cplusplus
#include <cstdint>
namespace shared {
using uint = std::uint32_t;
using vec2 = struct { float x, y; };
using vec3 = struct { float x, y, z; };
using vec4 = struct { float x, y, z, w; };
#define BOROUGH_CORNER_FIELDS std::uint16_t x, y, building; std::int16_t next;
#else
#define BOROUGH_CORNER_FIELDS uint16_t x, y, building; int16_t next;
#endif

// A corner of a footprint: place in its tile (Tile.step metres a unit), its building in the tile, and how many corners
// further the wall that starts here ends.
struct Corner {
    BOROUGH_CORNER_FIELDS
};

// 20 bytes a building.
struct Building {
    float base_z;      // metres
    float height;      // metres from base to roof
    uint id;           // twin's building index
    uint colour;       // 0xAARRGGBB: sRGB of `colour_by` where AA is 255, else the style decides by use
    uint look;         // bits 0-3 use, 4-7 roof shape, 8-15 storeys, 16-31 hash of the id
};

struct Tile {
    vec3 origin;         // local metres of (0, 0); z 0
    float step;          // metres a unit
    vec3 box_min;        // local metres
    float typical_size;  // metres: the larger of the median building's width and height
    vec3 box_max;
    uint first_corner;
    uint corner_count;
    uint first_building;
    uint building_count;
    uint first_roof_index;
    uint roof_index_count;
};

struct SolidVertex {
    vec3 position;  // local metres
    uint normal;    // octahedral, 16 bits each
    uint building;  // index into City::buildings (for colour and id), 0xffffffff: none
    uint kind;      // 0 roof, 1 wall
};

// Ground layers. `across` is -1..1 over a road's width (0 for areas), `along` metres along it.
struct GroundVertex {
    vec3 position;  // local metres
    uint look;      // bits 0-7 twin::GroundClass, 8 casing, 9 own colour; 16-31 width in decimetres
    uint colour;    // 0xRRGGBB where own colour
    uint id;        // scene::make_id
    float across;
    float along;
};

struct MeshVertex {
    vec3 position;
    uint normal;  // octahedral
    vec2 uv;
};

struct Instance {
    vec3 position;  // local metres
    float heading;  // radians clockwise from grid north
    float scale;
    uint id;
    uint tint;      // 0xRRGGBB multiplied in, 0xffffff: none
};

// A rectangle in pixels, turned by `angle` about its centre.
struct OverlayQuad {
    vec2 centre;
    vec2 half_size;
    vec2 uv_min;
    vec2 uv_max;
    float angle;    // radians, clockwise in the picture
    uint fill;      // 0xAARRGGBB sRGB
    uint halo;      // 0xAARRGGBB sRGB
};

#ifdef __cplusplus
}  // namespace shared
#endif
#endif
