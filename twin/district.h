// The district as data: what stands where, what it is, and where we learned it. Everything in local metres.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "assets/model.h"
#include "base/findings.h"
#include "base/ids.h"
#include "base/vec.h"
#include "geo/cityjson.h"
#include "geo/frame.h"
#include "geo/polygons.h"
#include "geo/terrain.h"
#include "geo/vector.h"
#include "twin/feed_spec.h"
#include "twin/name.h"
#include "twin/supervision_spec.h"
#include "twin/wall_spec.h"

namespace twin {

using BuildingId = base::Id<struct BuildingTag>;

enum class Use : std::uint8_t {
    unknown,
    residential,
    commercial,
    office,
    industrial,
    public_service,
    school,
    hospital,
    transport,
    urban_village
};
enum class RoofShape : std::uint8_t { flat, gabled, hipped, pyramidal, skillion };

/// A layer a building or line came from, kept for picking, `check` and legends.
struct SourceLayer {
    std::string source;
    std::string layer;
    std::string driver;
    std::string crs;
    std::string role;                    ///< "buildings", "roads", "water" ...
    std::size_t features = 0;            ///< rows read
    std::size_t used = 0;                ///< rows that became something drawn
    base::Extent extent;                 ///< local metres
    std::vector<std::string> decisions;  ///< sentences: "height from field 'Floor' x 3.0 m (3,070), default 9.0 m (6)"
    std::vector<std::int64_t> feature_id;  ///< per row
    std::vector<geo::Column> columns;      ///< attributes that were asked for, per row
    std::vector<std::string> id_fields;    ///< columns that give a feature's id; the first that is not null
    std::vector<std::string> name_fields;  ///< likewise its name
    /// Projects and zones: which column is what ("stage"), by docs/supervision.md's words; only those it has.
    std::vector<std::pair<std::string, std::string>> fields;
};

/// All buildings, one polygon each (a multipolygon is several buildings with the same row). Arrays are parallel to
/// `footprints`; BuildingId is the index. Footprints are repaired (see geo/repair.h).
struct Buildings {
    geo::Polygons footprints;
    std::vector<float> base_z;           ///< metres: the ground under the lowest corner, or the source's own base
    std::vector<float> height;           ///< metres above base_z to the eaves (flat roofs: to the top)
    std::vector<float> roof_height;      ///< metres from eaves to ridge; 0 for flat roofs
    std::vector<std::uint16_t> storeys;  ///< above ground, at least 1
    std::vector<Use> use;
    std::vector<RoofShape> roof;
    std::vector<std::uint16_t> layer;  ///< into District::layers
    std::vector<std::uint32_t> row;    ///< row in that layer
    std::vector<float> value;          ///< of the attribute chosen by `colour_by`; NaN: none. Empty: none chosen

    std::size_t size() const { return base_z.size(); }
};

/// Buildings whose surfaces the source gives (CityJSON LoD2): drawn as they are instead of extruded.
/// Triangles in local metres; `building` is per triangle.
struct BuildingSurfaces {
    std::vector<base::Vec3d> points;
    std::vector<std::uint32_t> triangles;
    std::vector<std::uint32_t> building;
    std::vector<geo::SurfaceKind> kind;
};

/// What a piece of ground is. Roads are ordered by class: wider and more important first.
enum class GroundClass : std::uint8_t {
    land,
    block,
    green,
    park,
    farmland,
    forest,
    sand,
    plaza,
    sports,
    water,
    parking,
    footpath,
    service,
    residential_road,
    tertiary,
    secondary,
    primary,
    trunk,
    motorway,
    rail,
    boundary,
    parcel,
    custom
};

/// Lines and areas that lie on the ground, still as vectors; the scene builder makes ribbons and triangles of them.
struct GroundLayer {
    std::string title;
    std::string title_en;     ///< empty: as `title`
    std::uint16_t layer = 0;  ///< into District::layers
    geo::Polygons areas;
    std::vector<GroundClass> area_class;  ///< per area
    geo::Lines lines;
    std::vector<GroundClass> line_class;     ///< per line
    std::vector<float> line_width;           ///< metres
    std::vector<std::uint32_t> area_colour;  ///< 0xRRGGBB per area where styled by attribute; empty: by class
    std::vector<std::uint32_t> line_colour;
};

/// Small things placed many times (trees, lamps), or one model placed once.
struct ModelInstances {
    std::uint32_t model = 0;  ///< into District::models
    struct Place {
        geo::Local at;       ///< z is set (seated)
        double heading = 0;  ///< degrees clockwise from north
        float scale = 1;
    };
    std::vector<Place> places;
    std::uint16_t layer = 0xffff;    ///< into District::layers, or 0xffff for a [[models]] entry
    std::vector<std::uint32_t> row;  ///< per place, where layer is set
};

enum class PlaceKind : std::uint8_t { district, subdistrict, landmark, road, water, station, point };

/// Something that has a name and a place: becomes a label.
struct Place {
    Name name;
    PlaceKind kind = PlaceKind::point;
    geo::Local at;
    float rank = 0;                  ///< more important first
    std::vector<base::Vec2d> along;  ///< roads and rivers: the line the name runs along, else empty
};

/// A named view from the district file, in local metres and degrees; see scene/camera.h for the meaning.
struct NamedView {
    std::string id;
    Name name;
    std::string camera;             ///< the text after `--camera`
    std::string style;              ///< "day", "night", "paper" or empty
    std::string sun;                ///< ISO time or empty
    std::vector<std::string> live;  ///< live layers it shows, where the district has feeds
};

struct District {
    Name name;
    geo::LocalFrame frame;
    std::string height_datum = "unstated";
    Buildings buildings;
    BuildingSurfaces surfaces;
    geo::HeightGrid terrain;          ///< empty: flat ground at z 0
    geo::Imagery imagery;             ///< empty: none
    std::vector<GroundLayer> ground;  ///< drawn in this order
    std::vector<assets::Model> models;
    std::vector<ModelInstances> instances;
    std::vector<Place> places;
    std::vector<NamedView> views;
    LiveSpec live;  ///< no feeds: nothing live
    WallSpec wall;
    std::string sites;  ///< file of studies for choosing sites (docs/siting.md); empty: none
    SupervisionSpec supervision;
    std::vector<SourceLayer> layers;
    std::string colour_by;                ///< the attribute of Buildings::value
    std::vector<std::string> categories;  ///< where that attribute is text: value is an index into this
    base::Extent extent;                  ///< of the buildings and ground layers, local metres
    base::Findings findings;
};

}  // namespace twin
