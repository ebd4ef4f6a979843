// What is to be drawn, as plain data: the only thing the renderer eats. Built from the twin by scene/build.h.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/image.h"
#include "base/vec.h"
#include "shaders/shared.h"

namespace scene {

/// Every drawn thing has an id: kind in the top 3 bits, index in the low 26. 0 is nothing (sky, bare ground). The 3
/// bits between are the shaders' own (which way a wall faces, for ink lines) and are always 0 in ids that leave the
/// renderer.
enum class IdKind : std::uint32_t {
    none = 0,
    building = 1,
    ground_area = 2,
    ground_line = 3,
    instance = 4,
    report = 5
};
inline constexpr std::uint32_t kIdIndexMask = (1u << BOROUGH_ID_INDEX_BITS) - 1;
constexpr std::uint32_t make_id(IdKind kind, std::uint32_t index) {
    return static_cast<std::uint32_t>(kind) << 29 | (index & kIdIndexMask);
}
constexpr IdKind id_kind(std::uint32_t id) { return static_cast<IdKind>(id >> 29); }
constexpr std::uint32_t id_index(std::uint32_t id) { return id & kIdIndexMask; }

/// Extruded buildings, sorted along a Morton curve and cut into tiles. Corners are stored once, 16 bits each way inside
/// their tile; the vertex shader makes walls of consecutive corners (shaders/walls.vert) and roofs of triangles over
/// them.
struct City {
    std::vector<shared::Tile> tiles;
    std::vector<shared::Corner> corners;
    std::vector<shared::Building> buildings;
    std::vector<std::uint16_t> roof_indices;  ///< into the tile's corners
    std::vector<std::uint32_t> building_id;   ///< per building: index of the twin's BuildingId (the order differs)
};

/// Ready triangles of buildings: pitched roofs, gables, surfaces of CityJSON. Each tile of the city has a run of them.
struct Solids {
    std::vector<shared::SolidVertex> vertices;
    std::vector<std::uint32_t> indices;
};

/// The ground: a height grid (or none), land around it out into the haze, and layers painted on it in order. Layers are
/// flat: the renderer paints them in a plane and looks them up from the ground (shaders/drape.frag).
struct Ground {
    float origin_x = 0, origin_y = 0, spacing = 0;  ///< local metres
    std::uint32_t width = 0, height = 0;
    std::vector<float> z;             ///< empty: flat at 0
    std::vector<shared::vec3> skirt;  ///< local metres: the land around the grid, or all of it where flat
    std::vector<std::uint32_t> skirt_indices;
    std::vector<shared::GroundVertex> vertices;  ///< of the painted layers
    std::vector<std::uint32_t> indices;          ///< in painter's order
    /// Consecutive indices that let through what lies below them: 1 covers it, 0 is not there.
    struct Run {
        std::uint32_t first_index = 0, index_count = 0;
        float opacity = 1;
    };
    std::vector<Run> runs;        ///< all of `indices`
    base::Image imagery;          ///< RGBA, empty where there is none
    base::Extent imagery_extent;  ///< local metres
};

struct Mesh {
    std::vector<shared::MeshVertex> vertices;
    std::vector<std::uint32_t> indices;
    struct Part {
        std::uint32_t first_index = 0, index_count = 0;
        float colour[4] = {1, 1, 1, 1};  ///< linear
        float emissive[3] = {0, 0, 0};
        std::int32_t texture = -1;  ///< into Scene::textures
        bool cutout = false;
    };
    std::vector<Part> parts;
    Part far_part;         ///< the simple shape that stands in when the mesh is a few pixels tall
    base::Vec3f min, max;  ///< metres
};

struct InstanceSet {
    std::uint32_t mesh = 0;
    std::vector<shared::Instance> instances;
};

/// A name to be laid out for each view (scene/labels.h).
struct Label {
    enum class Kind : std::uint8_t { district, subdistrict, landmark, road, water, station, point };
    std::string text;  ///< UTF-8; Chinese and English may be on two lines, '\n' between
    Kind kind = Kind::point;
    base::Vec3d at;
    float rank = 0;
    std::vector<base::Vec3d> along;  ///< empty, or the line the text runs along, on the ground
};

/// What the colours on the buildings mean.
struct Legend {
    struct Entry {
        std::string text;
        std::uint32_t colour = 0;  ///< 0xRRGGBB, sRGB
    };
    std::string title;
    std::vector<Entry> entries;  ///< empty: no legend
};

struct Scene {
    City city;
    Solids solids;
    Ground ground;
    std::vector<Mesh> meshes;
    std::vector<base::Image> textures;
    std::vector<InstanceSet> instances;
    std::vector<Label> labels;
    Legend legend;
    base::Extent extent;  ///< local metres, everything that stands on the ground
    double min_z = 0, max_z = 0;
};

}  // namespace scene
