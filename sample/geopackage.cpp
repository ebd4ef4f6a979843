#include "sample/geopackage.h"

#include <gdal_priv.h>
#include <ogr_spatialref.h>
#include <ogrsf_frmts.h>

#include <array>
#include <cmath>

#include "sample/frame.h"
#include "sample/road_corners.h"

namespace sample {

namespace {

constexpr std::array kUses{"residential", "commercial", "office",    "industrial",   "public_service",
                           "school",      "hospital",   "transport", "urban_village"};
constexpr std::array kRoofs{"flat", "gabled", "hipped", "pyramidal", "skillion"};
constexpr std::array kCovers{"block", "green", "park",   "farmland", "forest",
                             "sand",  "plaza", "sports", "parking",  "water"};
constexpr std::array kRoads{"footpath", "service", "residential_road", "tertiary", "secondary", "primary", "motorway"};
constexpr std::array kTrees{"broadleaf", "palm", "conifer"};
constexpr std::array kPlaces{"district", "subdistrict", "point", "landmark", "station", "water", "point"};

template <class Names, class Value>
char const* word_of(Names const& names, Value value) {
    return names[static_cast<std::size_t>(value)];
}

/// Whole centimetres in the projected frame.
double east(Vec2d p) { return kOrigin.x + std::round(p.x * 100) / 100; }
double north(Vec2d p) { return kOrigin.y + std::round(p.y * 100) / 100; }

void fill_ring(OGRLinearRing& to, Ring const& ring) {
    to.setNumPoints(static_cast<int>(ring.size()) + 1, FALSE);
    for (std::size_t i = 0; i <= ring.size(); ++i) {
        Vec2d const p = ring[i % ring.size()];
        to.setPoint(static_cast<int>(i), east(p), north(p));
    }
}

OGRGeometry* polygon(Shape const& shape) {
    auto* const polygon = new OGRPolygon;
    auto const add = [&](Ring const& ring) {
        auto* const to = new OGRLinearRing;
        fill_ring(*to, ring);
        polygon->addRingDirectly(to);
    };
    add(shape.outer);
    for (Ring const& hole : shape.holes) add(hole);
    return polygon;
}

OGRGeometry* line(Path const& path) {
    auto* const line = new OGRLineString;
    line->setNumPoints(static_cast<int>(path.size()), FALSE);
    for (std::size_t i = 0; i < path.size(); ++i) line->setPoint(static_cast<int>(i), east(path[i]), north(path[i]));
    return line;
}

OGRGeometry* point(Vec2d p) { return new OGRPoint(east(p), north(p)); }

char const* structure(Building const& b) {
    if (b.use == Use::industrial && b.floors == 1) return "steel";
    if (b.height > 150) return "steel_concrete";
    return b.year < 1990 && b.floors < 7 ? "brick_concrete" : "reinforced_concrete";
}

}  // namespace

struct GeoPackage::State {
    std::filesystem::path file;
    GDALDatasetUniquePtr data;
    OGRLayer *buildings = nullptr, *blocks = nullptr, *green = nullptr, *grounds = nullptr, *gardens = nullptr,
             *water = nullptr, *roads = nullptr, *rail = nullptr, *boundaries = nullptr, *communities = nullptr,
             *places = nullptr, *trees = nullptr, *lamps = nullptr, *poles = nullptr;
    std::uint32_t written = 0;
    std::string hall_id;
    bool good = true;

    OGRLayer* layer(char const* name, OGRwkbGeometryType type, bool index,
                    std::initializer_list<std::pair<char const*, OGRFieldType>> fields) {
        OGRSpatialReference crs;
        crs.importFromEPSG(kEpsg);
        char const* options[] = {"FID=fid", index ? "SPATIAL_INDEX=YES" : "SPATIAL_INDEX=NO", nullptr};
        OGRLayer* const layer = data->CreateLayer(name, &crs, type, const_cast<char**>(options));
        for (auto const& [field, kind] : fields) {
            OGRFieldDefn definition(field, kind);
            good = good && layer && layer->CreateField(&definition) == OGRERR_NONE;
        }
        return layer;
    }

    void add(OGRLayer* layer, OGRFeature& feature, OGRGeometry* geometry) {
        feature.SetFID(OGRNullFID);
        feature.SetGeometryDirectly(geometry);
        good = good && layer->CreateFeature(&feature) == OGRERR_NONE;
    }

    base::Error failed() const { return {file.string() + ": writing failed: " + CPLGetLastErrorMsg()}; }

    void add_buildings(std::vector<Building> const& all);
    void add_areas(std::vector<Area> const& all);
    void add_lines(Content const& content);
    void add_points(Content const& content);
    void add_outlines(OGRLayer* layer, std::vector<Boundary> const& all, double width);
    void add_names(Content const& content);
};

GeoPackage::GeoPackage(std::unique_ptr<State> state) : state_(std::move(state)) {}
GeoPackage::GeoPackage(GeoPackage&&) noexcept = default;
GeoPackage& GeoPackage::operator=(GeoPackage&&) noexcept = default;
GeoPackage::~GeoPackage() = default;

base::Result<GeoPackage> GeoPackage::create(std::filesystem::path const& file, bool index) {
    auto state = std::make_unique<State>();
    State& s = *state;
    s.file = file;
    GDALDriver* const driver = GetGDALDriverManager()->GetDriverByName("GPKG");
    s.data.reset(driver ? driver->Create(file.c_str(), 0, 0, 0, GDT_Unknown, nullptr) : nullptr);
    if (!s.data) return base::Error{file.string() + ": cannot be written: " + CPLGetLastErrorMsg()};
    // One transaction: a commit for every few features would sync the disk each time.
    s.good = s.data->StartTransaction() == OGRERR_NONE;
    constexpr auto text = OFTString;
    constexpr auto real = OFTReal;
    constexpr auto whole = OFTInteger;
    s.buildings = s.layer("buildings", wkbPolygon, index,
                          {{"id", text},
                           {"name_zh", text},
                           {"name_en", text},
                           {"use", text},
                           {"floors", whole},
                           {"height", real},
                           {"base", real},
                           {"roof_shape", text},
                           {"roof_height", real},
                           {"year", whole},
                           {"structure", text},
                           {"gfa", real}});
    s.blocks = s.layer("blocks", wkbPolygon, index, {{"class", text}});
    s.green = s.layer("green", wkbPolygon, index, {{"class", text}, {"name_zh", text}, {"name_en", text}});
    s.grounds = s.layer("grounds", wkbPolygon, index, {{"class", text}});
    s.gardens = s.layer("gardens", wkbPolygon, index, {{"class", text}});
    s.water = s.layer("water", wkbPolygon, index, {{"class", text}, {"name_zh", text}, {"name_en", text}});
    s.roads = s.layer("roads", wkbLineString, index,
                      {{"class", text}, {"width", real}, {"name_zh", text}, {"name_en", text}});
    s.rail = s.layer("rail", wkbLineString, index, {{"class", text}, {"width", real}});
    auto const outlines = {
        std::pair{"kind", text}, {"name_zh", text}, {"name_en", text}, {"width", real}, {"code", text}};
    s.boundaries = s.layer("boundaries", wkbPolygon, index, outlines);
    s.communities = s.layer("communities", wkbPolygon, index, outlines);
    s.places =
        s.layer("places", wkbPoint, index, {{"kind", text}, {"rank", real}, {"name_zh", text}, {"name_en", text}});
    s.trees = s.layer("trees", wkbPoint, index, {{"species", text}, {"scale", real}, {"heading", real}});
    s.lamps = s.layer("lamps", wkbPoint, index, {{"heading", real}});
    s.poles = s.layer("camera_poles", wkbPoint, index, {{"id", text}, {"heading", real}});
    if (!s.good) return s.failed();
    return GeoPackage(std::move(state));
}

void GeoPackage::State::add_buildings(std::vector<Building> const& all) {
    OGRFeature feature(buildings->GetLayerDefn());
    for (Building const& b : all) {
        std::array<char, 16> id{};
        std::snprintf(id.data(), id.size(), "B-%06u", ++written);
        if (b.replaced_by_hall) hall_id = id.data();
        feature.SetField(0, id.data());
        b.name.zh.empty() ? feature.SetFieldNull(1) : feature.SetField(1, b.name.zh.c_str());
        b.name.en.empty() ? feature.SetFieldNull(2) : feature.SetField(2, b.name.en.c_str());
        feature.SetField(3, word_of(kUses, b.use));
        feature.SetField(4, b.floors);
        feature.SetField(5, std::round(b.height * 100) / 100);
        feature.SetField(6, std::round(b.base * 100) / 100);
        feature.SetField(7, word_of(kRoofs, b.roof));
        feature.SetField(8, std::round(b.roof_height * 100) / 100);
        feature.SetField(9, b.year);
        feature.SetField(10, structure(b));
        feature.SetField(11, std::round(area(b.shape) * b.floors));
        add(buildings, feature, polygon(b.shape));
    }
}

void GeoPackage::State::add_areas(std::vector<Area> const& all) {
    for (Area const& a : all) {
        bool const wet = a.cover == Cover::water;
        bool const grows = !a.garden && (a.cover == Cover::green || a.cover == Cover::park ||
                                         a.cover == Cover::forest || a.cover == Cover::farmland);
        OGRLayer* const layer = a.garden                  ? gardens
                                : a.cover == Cover::block ? blocks
                                : wet                     ? water
                                : grows                   ? green
                                                          : grounds;
        OGRFeature feature(layer->GetLayerDefn());
        feature.SetField(0, word_of(kCovers, a.cover));
        if ((wet || grows) && !a.name.zh.empty()) {
            feature.SetField(1, a.name.zh.c_str());
            feature.SetField(2, a.name.en.c_str());
        }
        add(layer, feature, polygon(a.shape));
    }
}

void GeoPackage::State::add_lines(Content const& content) {
    std::vector<Road> met = content.roads;
    lead_onto_streets(met);
    share_corners(met);
    // Lesser roads first, so that where layers are drawn in the order of the file the greater lie on top.
    for (std::size_t rank = 0; rank < kRoads.size(); ++rank) {
        for (Road const& r : met) {
            if (static_cast<std::size_t>(r.road) != rank) continue;
            OGRFeature feature(roads->GetLayerDefn());
            feature.SetField(0, word_of(kRoads, r.road));
            feature.SetField(1, r.width);
            if (!r.name.zh.empty()) {
                feature.SetField(2, r.name.zh.c_str());
                feature.SetField(3, r.name.en.c_str());
            }
            add(roads, feature, line(r.path));
        }
    }
    for (Path const& path : content.rails) {
        OGRFeature feature(rail->GetLayerDefn());
        feature.SetField(0, "rail");
        feature.SetField(1, 3.0);
        add(rail, feature, line(path));
    }
}

void GeoPackage::State::add_points(Content const& content) {
    OGRFeature tree(trees->GetLayerDefn());
    for (Plant const& p : content.plants) {
        tree.SetField(0, word_of(kTrees, p.tree));
        tree.SetField(1, std::round(static_cast<double>(p.scale) * 100) / 100);
        tree.SetField(2, std::round(static_cast<double>(p.heading)));
        add(trees, tree, point(p.at));
    }
    OGRFeature lamp(lamps->GetLayerDefn());
    for (Pole const& p : content.lamps) {
        lamp.SetField(0, std::round(static_cast<double>(p.heading)));
        add(lamps, lamp, point(p.at));
    }
    OGRFeature pole(poles->GetLayerDefn());
    int number = 0;
    for (Pole const& p : content.camera_poles) {
        std::array<char, 16> id{};
        std::snprintf(id.data(), id.size(), "C-%03d", ++number);
        pole.SetField(0, id.data());
        pole.SetField(1, std::round(static_cast<double>(p.heading)));
        add(poles, pole, point(p.at));
    }
}

void GeoPackage::State::add_outlines(OGRLayer* layer, std::vector<Boundary> const& all, double width) {
    for (Boundary const& b : all) {
        OGRFeature feature(layer->GetLayerDefn());
        feature.SetField(0, word_of(kPlaces, b.kind));
        feature.SetField(1, b.name.zh.c_str());
        feature.SetField(2, b.name.en.c_str());
        feature.SetField(3, width);
        feature.SetField(4, b.code.c_str());
        add(layer, feature, polygon(b.shape));
    }
}

void GeoPackage::State::add_names(Content const& content) {
    add_outlines(boundaries, content.boundaries, 2);
    // No more than a hair: what is known of communities only is shaded, and their edges are streets that are drawn.
    add_outlines(communities, content.communities, 0.05);
    for (Place const& p : content.places) {
        OGRFeature feature(places->GetLayerDefn());
        feature.SetField(0, word_of(kPlaces, p.kind));
        feature.SetField(1, p.rank);
        feature.SetField(2, p.name.zh.c_str());
        feature.SetField(3, p.name.en.c_str());
        add(places, feature, point(p.at));
    }
}

base::Status GeoPackage::append(Content const& content) {
    State& s = *state_;
    s.add_buildings(content.buildings);
    s.add_areas(content.areas);
    s.add_lines(content);
    s.add_points(content);
    s.add_names(content);
    if (!s.good) return s.failed();
    return base::done;
}

base::Status GeoPackage::finish() {
    State& s = *state_;
    s.good = s.good && s.data->CommitTransaction() == OGRERR_NONE;
    CPLErrorReset();
    s.data.reset();
    if (!s.good || CPLGetLastErrorType() == CE_Failure) return s.failed();
    return base::done;
}

std::string const& GeoPackage::hall_id() const { return state_->hall_id; }

}  // namespace sample
