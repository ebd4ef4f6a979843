// The structs that C++ writes and GLSL reads, once. Scalar layout; sizes and offsets are asserted in scene/shared_layout.cpp.
#ifndef BOROUGH_SHADERS_SHARED_H
#define BOROUGH_SHADERS_SHARED_H

#ifdef __cplusplus
#include <cstdint>
namespace shared {
using uint = std::uint32_t;
struct vec2 {
    float x, y;
};
struct vec3 {
    float x, y, z;
};
struct vec4 {
    float x, y, z, w;
};
struct mat4 {
    float m[16];
};
using address = std::uint64_t;
#define BOROUGH_CORNER_FIELDS std::uint16_t x, y, building; std::int16_t next;
#else
#define address uint64_t
#define BOROUGH_CORNER_FIELDS uint16_t x, y, building; int16_t next;
#endif

// A corner of a footprint: place in its tile (Tile.step metres a unit), its building in the tile, and how many corners
// further the wall that starts here ends.
struct Corner {
    BOROUGH_CORNER_FIELDS
};

// 28 bytes a building.
struct Building {
    float base_z;  // metres
    float height;  // metres from base to roof
    uint id;       // twin's building index
    uint colour;   // 0xAARRGGBB: sRGB of `colour_by` where AA is 255, else the style decides by use
    uint look;     // bits 0-3 use, 4-7 roof shape, 8-15 storeys, 16-31 heading of the box, 65536 to a half turn from east
    uint middle;   // centre of the box in the tile's units, x in the low 16 bits
    uint box;      // its length and (high 16 bits) width in decimetres; as large as the footprint
};

// How much of a tile belongs to buildings of a certain size or more: they come largest first.
struct Level {
    uint buildings;
    uint corners;
    uint roof_indices;
    uint solid_indices;
};
#define BOROUGH_LEVELS 12 // level i counts what is at least 4 * 2^(i / 2) metres long, wide or high

struct Tile {
    vec3 origin;         // local metres of (0, 0); z 0
    float step;          // metres a unit
    vec3 box_min;        // local metres
    vec3 box_max;
    uint first_corner;
    uint corner_count;
    uint first_building;
    uint building_count;
    uint first_roof_index;
    uint roof_index_count;
    uint first_solid_index;
    uint solid_index_count;
    Level level[BOROUGH_LEVELS];
};

struct SolidVertex {
    vec3 position;  // local metres
    uint normal;    // octahedral, 16 bits each
    uint building;  // index into City::buildings (for colour and id), 0xffffffff: none
    uint kind;      // 0 roof, 1 wall, 2 plant room
};

// Ground layers, in the plane. `across` is -1..1 over a road's width (0 for areas), `along` metres along it.
struct GroundVertex {
    vec2 position;  // local metres
    uint look;      // bits 0-7 twin::GroundClass, 8 casing, 9 own colour; 16-31 width in decimetres
    uint colour;    // 0xRRGGBB where own colour
    uint id;        // scene::make_id
    float across;
    float along;
};

// A square of the height grid, BOROUGH_PATCH_CELLS cells a side of `stride` grid steps each.
struct Patch {
    uint x;  // of its south-west corner, in grid points
    uint y;
    uint stride;
};

// A corner of a face that a section cuts.
struct CutVertex {
    vec3 position;  // local metres
    vec2 place;     // metres along the section and up
    vec4 inside;    // metres from the face's start, end, foot and top
    uint id;        // scene::make_id; 0: the earth
    float storey;   // metres from floor to floor; 0: none
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
};

// A rectangle in pixels, turned by `angle` about its centre.
struct OverlayQuad {
    vec2 centre;
    vec2 half_size;
    vec2 uv_min;
    vec2 uv_max;
    float angle;    // radians, clockwise in the picture
    uint fill;      // 0xAARRGGBB sRGB; of a symbol Marker.shares
    uint halo;      // 0xAARRGGBB sRGB; of a symbol Marker.look and BOROUGH_OVERLAY_SYMBOL
};
#define BOROUGH_OVERLAY_SYMBOL 0x8000u // in a rectangle with u0 == u1: the symbol of a live layer
#define BOROUGH_SYMBOL_REACH 14.0      // design pixels from a symbol's middle to the rectangle's sides

// A corner of a panel's triangle (scene/panels.h), as Dear ImGui has it.
struct PanelVertex {
    vec2 at;      // pixels of the canvas
    vec2 uv;
    uint colour;  // 0xAABBGGRR sRGB, straight alpha
};

// A symbol that faces the viewer. Lengths are design pixels: a picture of 1080 rows has as many of them.
struct Marker {
    vec3 at;      // local metres: the true place
    vec2 offset;  // of the symbol's middle from it, right and down
    uint look;    // bits 0-3 shape, 4-6 scene::Level, 7 hollow, 8 overdue, 9 pulse, 10 stale, 11 never hidden;
                  // of a ring: 12-14 kind, 16-23 radius in halves, 24-31 share overdue in 255ths
    uint shares;  // of a ring, in 255ths: blue, yellow, orange, red from the low byte; what is left is Level::none
    uint id;      // scene::make_id
};
#define BOROUGH_MARKER_TICKET 0
#define BOROUGH_MARKER_EVENT 1
#define BOROUGH_MARKER_CAMERA 2
#define BOROUGH_MARKER_DEVICE 3
#define BOROUGH_MARKER_DRONE 4
#define BOROUGH_MARKER_RING 5

// A column that stands on the ground.
struct Prism {
    vec3 foot;    // middle, local metres
    float radius; // metres to the corners
    float height; // metres
    uint colour;  // 0xRRGGBB sRGB; bits 24-27 sides, 28 stale
    uint id;
};
#define BOROUGH_PRISM_SIDES 8

// A point of a line in the air.
struct TrailPoint {
    vec3 at;      // local metres
    float share;  // 0 where oldest to 1 where newest
    uint colour;  // 0xAARRGGBB; of the first point of each line 0
};

#define BOROUGH_PATCH_CELLS 16
#define BOROUGH_CASCADES 3
#define BOROUGH_SHADOW_SIZE 2048 // texels on a cascade's side
#define BOROUGH_TILE_KINDS 4
#define BOROUGH_CULL_VIEWS 5     // the picture, the shadow cascades, the sky view
#define BOROUGH_USES 10          // twin::Use
#define BOROUGH_GROUND_CLASSES 24
#define BOROUGH_ID_INDEX_BITS 26 // index below, 3 bits of facing, 3 bits of kind above: scene/scene.h

#define BOROUGH_STYLE_DAY 0
#define BOROUGH_STYLE_NIGHT 1
#define BOROUGH_STYLE_PAPER 2

// Everything the shaders know about one picture (or one tile of a large one). Colours are linear.
struct Frame {
    mat4 clip_from_eye;                    // of points relative to the eye
    mat4 light_from_eye;                   // metres along the light's axes, of points relative to the eye; z away from it
    vec4 shadow_box[BOROUGH_CASCADES];     // of each cascade: low x, y in those metres, 1 / size, low z
    vec3 shadow_depth;                     // 1 / depth of each cascade's box
    mat4 cull_from_eye[BOROUGH_CULL_VIEWS];
    mat4 drape_from_eye;                   // of points in the drape's plane, relative to the eye
    vec3 eye;                              // local metres
    float radians_per_pixel;               // of the whole picture; 0: orthographic
    vec3 ray_origin;                       // direction through pixel (0, 0), not normalised
    float metres_per_pixel;                // orthographic; else 0
    vec3 ray_x;                            // its change per pixel to the right
    float splat_pixels;                    // buildings smaller than this are splats
    float box_pixels;                      // and those smaller than this are boxes
    uint cascades;                         // in use
    vec3 ray_y;                            // and per pixel down
    float edge_pixels;                     // width of ink and rim lines
    vec3 sun_direction;                    // towards the sun
    vec3 shadow_texel;                     // metres a texel of each cascade
    vec3 sun_colour;
    float haze_density;                    // per metre
    vec3 sky_light;                        // ambient from above
    float ao_strength;
    vec3 bounce_light;                     // ambient from below
    float window_lit;                      // share of windows lit at night
    vec3 horizon;                          // the sky where it meets the haze
    float exposure;
    vec3 zenith;
    uint tile_count;
    vec3 accent;                           // rim, selection
    uint selected;                         // scene id; all bits: none
    vec4 ao_rect;                          // local min x, y, and 1 / size: the sky view's square
    float ao_min_z;
    float ao_range;                        // metres from 0 to 1 in the sky view
    float ao_texel;                        // metres a texel
    uint has_imagery;
    vec4 imagery_rect;                     // local min x, y, and 1 / size
    vec2 size;                             // pixels of this target
    vec2 grid_origin;                      // of the height grid, local metres
    float grid_spacing;
    uint grid_width;
    uint grid_height;
    float shadow_softness;                 // texels
    vec4 district;                         // local min x, y and max x, y of what is known; beyond it land fades into haze
    float drape_z;                         // local metres: the plane the ground layers are painted in
    uint has_layers;                       // 1, or 2 where their ids are wanted too
    vec3 wall[BOROUGH_USES * 3];           // three tints a use
    vec3 roof[4];
    vec3 ground[BOROUGH_GROUND_CLASSES];
    vec4 heat_rect;                        // local min x, y, and 1 / size
    float heat_texel;                      // metres
    uint has_heat;
    uint has_live_paint;
    float perspective;                     // 1: rays meet at the eye, 0: they are parallel
    vec4 section;                          // of points relative to the eye: metres behind the plane; below 0 is cut away
    address tiles;
    address corners;
    address buildings;
    address heights;
    address patches;
    address ground_vertices;
    address skirt_vertices;
    address solid_vertices;
    address draws;                         // VkDrawIndexedIndirectCommand[view][kind][tile]; kinds: walls, roofs, solids, boxes
    address tile_shares;                   // per tile, two words: how many buildings are whole, and how many no splats
    address far_light;                     // per building five words: colour of the top, and of two walls low and high
    address splat_depth;
    address splat_building;
};

#ifdef __cplusplus
}  // namespace shared
#endif
#endif
