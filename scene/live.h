// What happens in the district, as things to be drawn: pins, clusters, heat, columns, shaded areas, fields of view,
// trails, and what is said about their freshness. The app fills LiveInput from the state at one moment; for each view
// LiveBuilder makes of it what the renderer draws.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/vec.h"
#include "scene/cluster.h"
#include "scene/panels.h"
#include "scene/pin.h"
#include "scene/scene.h"
#include "scene/view.h"

namespace scene {

/// An area whose reports have no place of their own, or that is coloured by a value.
struct ShadedArea {
    std::vector<std::vector<base::Vec2d>> rings;  ///< outer ring first
    std::uint32_t colour = 0;                     ///< 0xAARRGGBB, sRGB
    std::string label;                            ///< "12": how many, drawn in its middle; may be empty
    std::uint8_t layer = 0;
};

/// A surface over the ground and the roofs, in classes with fixed breaks, so that two dates compare.
struct Heat {
    double origin_x = 0, origin_y = 0, spacing = 0;  ///< metres; corner of the first cell
    std::uint32_t width = 0, height = 0;
    std::vector<float> value;            ///< rows from the south
    std::vector<float> breaks;           ///< ascending; below the first nothing is drawn
    std::vector<std::uint32_t> colours;  ///< one per class, 0xAARRGGBB
    std::uint8_t layer = 0;
};

/// A column on the ground: hexagon (a corner to the north), square cell (sides to the north and east).
struct Prism {
    base::Vec2d at;
    float radius = 50;         ///< metres to the corners
    float height = 10;         ///< metres
    std::uint8_t sides = 6;    ///< 3 to BOROUGH_PRISM_SIDES
    std::uint32_t colour = 0;  ///< 0xRRGGBB
    std::uint32_t id = 0;
    std::uint8_t layer = 0;
};

/// What a camera sees: a closed fan on the ground that fades from its first point outwards.
struct ViewField {
    std::vector<base::Vec2d> fan;  ///< the camera's place first
    Level level = Level::none;
    std::uint8_t layer = 0;
};

struct Trail {
    std::vector<base::Vec3d> points;  ///< oldest first; fades towards it
    std::uint8_t layer = 0;
};

/// What a camera shows, to lie on what it sees: a picture of a street on that street, but not through a wall.
struct Projected {
    base::Vec3d eye;           ///< local metres
    double heading = 0;        ///< degrees clockwise from grid north
    double pitch = 0;          ///< degrees below the horizon
    double fov_y = 35;         ///< degrees from the picture's bottom to its top
    double aspect = 16.0 / 9;  ///< width / height
    double reach = 120;        ///< metres; fades out towards it
    PanelImage picture;
};
inline constexpr std::size_t kMostProjected = 4;  ///< the first of them are drawn

/// A live layer's line in the legend: what it is, of when, from whom; stale ones are hatched and say since when.
struct LiveLayer {
    std::string title;      ///< in the picture's language
    std::string freshness;  ///< "14:05 的数据" / "data of 14:05", or "down since 13:20"
    std::string source;
    bool stale = false;
    std::vector<Legend::Entry> classes;  ///< of colours: heat breaks, densities, with units
    bool pins = false;                   ///< shows the key of levels
    /// What the levels mean here, from Level::blue up; empty: their colours' names.
    std::vector<std::string> levels;
};

/// The same with what its pins turned out to be, so that the legend explains what is there and nothing else.
struct LegendLayer {
    LiveLayer layer;
    std::optional<PinKind> kind;
    std::array<bool, kLevels> levels{};
    bool overdue = false, over = false, pulse = false;
    std::optional<std::uint32_t> area;  ///< 0xRRGGBB of one of its shaded areas
};

struct LiveInput {
    std::vector<LiveLayer> layers;
    std::vector<Pin> pins;
    std::vector<ShadedArea> areas;
    Heat heat;  ///< empty: none
    std::vector<Prism> columns;
    std::vector<ViewField> fields;
    std::vector<Trail> trails;
    std::vector<Projected> projected;
    /// Per building of the twin, 0xAARRGGBB with AA 255, or 0: as it was. Empty: no building is coloured.
    std::vector<std::uint32_t> building_colours;
    std::string moment;  ///< the data's time as printed on the picture; says so when it is not now
};

/// A number on the picture, at a place of its own: in a ring, in an area. Never left out for want of room.
struct LiveText {
    base::Vec2d centre;  ///< pixels of the whole picture
    std::string text;
    double pixels = 12;      ///< size of the em, at 1080 rows
    std::uint32_t fill = 0;  ///< 0xAARRGGBB
    std::uint32_t halo = 0;
    std::uint32_t plate = 0;  ///< behind a number that has no ring around it; 0: none
};

/// What a ring stands for, by the index of its id.
struct Ring {
    base::Vec3d at;
    double cell = 0;                  ///< metres on a side of what it gathers
    std::vector<std::uint32_t> pins;  ///< into LiveInput::pins; the first thousand
    std::uint32_t count = 0;
};

/// What the renderer draws of it in one view. Pins are quads that face the viewer, the same size in pixels at any
/// distance.
struct LiveScene {
    std::vector<shared::Marker> markers;      ///< in painter's order
    std::vector<shared::GroundVertex> paint;  ///< over the ground's own layers; colour is 0xAARRGGBB
    std::vector<std::uint32_t> paint_indices;
    std::vector<shared::Prism> columns;
    std::shared_ptr<base::Image const> heat;  ///< RGBA, straight alpha, rows from the north; null: none
    base::Extent heat_extent;
    std::vector<shared::TrailPoint> trails;
    std::vector<Projected> projected;
    std::vector<std::uint32_t> building_colours;  ///< by City::buildings' order; empty: as they were
    std::vector<LiveText> texts;                  ///< counts of rings and areas
    std::vector<base::Extent> taken;              ///< pixels that symbols cover; names keep off
    std::vector<Ring> rings;                      ///< by id_index without kRingBit
    std::vector<LegendLayer> legend;
    std::string moment;
};

/// Ids of rings are reports with this bit of the index set.
inline constexpr std::uint32_t kRingBit = 1u << (BOROUGH_ID_INDEX_BITS - 1);
constexpr bool is_ring(std::uint32_t id) { return id_kind(id) == IdKind::report && (id & kRingBit) != 0; }
constexpr std::uint32_t ring_index(std::uint32_t id) { return id_index(id) & ~kRingBit; }

/// Keeps what does not depend on the view (a tree over each layer's pins, the heat's picture, triangles), so that
/// turning the camera is cheap.
class LiveBuilder {
public:
    explicit LiveBuilder(LiveInput input);
    LiveBuilder(LiveBuilder&&) noexcept;
    LiveBuilder& operator=(LiveBuilder&&) noexcept;
    ~LiveBuilder();

    /// A function of the scene, the input and the view. A window hands in the `memory` of the frame before, whoever
    /// built it: rings then neither split nor join while the camera trembles.
    LiveScene build(Scene const& scene, View const& view, ClusterMemory* memory = nullptr) const;

private:
    struct State;
    std::unique_ptr<State const> state_;
};

}  // namespace scene
