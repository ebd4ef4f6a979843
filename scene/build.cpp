#include "scene/build.h"

#include <algorithm>
#include <cmath>

#include "scene/parts.h"

namespace scene {
namespace {

std::string label_text(twin::Name const& name, bool chinese_first) {
    if (name.zh.empty()) return name.en;
    if (name.en.empty() || name.en == name.zh) return name.zh;
    return chinese_first ? name.zh + "\n" + name.en : name.en;
}

Label::Kind kind_of(twin::PlaceKind kind) {
    switch (kind) {
        case twin::PlaceKind::district: return Label::Kind::district;
        case twin::PlaceKind::subdistrict: return Label::Kind::subdistrict;
        case twin::PlaceKind::landmark: return Label::Kind::landmark;
        case twin::PlaceKind::road: return Label::Kind::road;
        case twin::PlaceKind::water: return Label::Kind::water;
        case twin::PlaceKind::station: return Label::Kind::station;
        case twin::PlaceKind::point: return Label::Kind::point;
    }
    return Label::Kind::point;
}

/// The mesh's box on the ground, turned clockwise by the heading as shaders/models.vert does, and placed.
base::Extent place_of(Mesh const& mesh, shared::Instance const& i) {
    base::Extent box;
    double const c = std::cos(i.heading) * i.scale, s = std::sin(i.heading) * i.scale;
    for (double const x : {mesh.min.x, mesh.max.x}) {
        for (double const y : {mesh.min.y, mesh.max.y})
            box.add(base::Vec2d{i.position.x + x * c + y * s, i.position.y - x * s + y * c});
    }
    return box;
}

/// The box of all that stands up, for cameras, shadows and depth.
void set_bounds(twin::District const& district, Scene& scene) {
    scene.extent = district.extent;
    float low = std::numeric_limits<float>::max(), high = std::numeric_limits<float>::lowest();
    auto const add = [&](float z) {
        low = std::min(low, z);
        high = std::max(high, z);
    };
    for (shared::Tile const& t : scene.city.tiles) {
        add(t.box_min.z);
        add(t.box_max.z);
    }
    for (shared::SolidVertex const& v : scene.solids.vertices) add(v.position.z);
    for (float const z : scene.ground.z) add(z);
    for (InstanceSet const& set : scene.instances) {
        Mesh const& mesh = scene.meshes[set.mesh];
        for (shared::Instance const& i : set.instances) {
            add(i.position.z + std::min(mesh.min.z, 0.0f) * i.scale);
            add(i.position.z + mesh.max.z * i.scale);
            // A model alone (a file given by itself) is the whole scene.
            if (set.instances.size() == 1) scene.extent.add(place_of(mesh, i));
        }
    }
    if (low > high) low = high = 0;
    scene.min_z = std::min(low, scene.ground.z.empty() ? 0.0f : low);
    scene.max_z = high;
}

}  // namespace

void build_labels(twin::District const& district, BuildOptions const& options, std::vector<Label>& labels) {
    for (twin::Place const& place : district.places) {
        std::string text = label_text(place.name, options.chinese_first);
        if (text.empty()) continue;
        Label label{std::move(text), kind_of(place.kind), place.at, place.rank, {}};
        for (base::Vec2d const p : place.along) label.along.push_back({p.x, p.y, district.terrain.at(p)});
        labels.push_back(std::move(label));
    }
}

Scene build(twin::District const& district, BuildOptions const& options, base::Progress& progress) {
    Scene scene;
    progress.stage("triangulate");
    BuildingColours const own = options.colours ? BuildingColours{} : colour_buildings(district);
    BuildingColours const& colours = options.colours ? *options.colours : own;
    scene.legend = colours.legend;
    build_city(district, colours.of, scene.city, options.buildings);
    build_solids(district, scene.city, scene.solids);
    progress.stage("scene");
    build_ground(district, scene.ground, options);
    if (options.models) build_models(district, scene);
    if (options.labels) build_labels(district, options, scene.labels);
    set_bounds(district, scene);
    return scene;
}

}  // namespace scene
