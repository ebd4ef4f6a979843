#include "twin/models.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <optional>

#include "geo/crs.h"
#include "twin/buildings.h"
#include "twin/fields.h"
#include "twin/source.h"
#include "twin/text.h"

namespace twin {
namespace {

constexpr double kPi = 3.14159265358979323846;

assets::ModelRequest request_of(ModelSpec const& spec) { return {.file = spec.file, .up = spec.up, .unit = spec.unit}; }

base::Result<base::Vec2d> place_of_model(ModelSpec const& spec, geo::LocalFrame const& frame) {
    if (spec.at_xy) return base::Vec2d{spec.at_xy->x - frame.origin.x, spec.at_xy->y - frame.origin.y};
    base::Vec2d p{spec.at->lon, spec.at->lat};
    auto const moved = geo::to_local(std::span(&p, 1), "EPSG:4326", frame);
    if (!moved) return moved.error();
    return p;
}

/// The corners of the model's box on the ground, turned and placed.
std::array<base::Vec2d, 4> corners(assets::Model const& model, ModelSpec const& spec, base::Vec2d at) {
    double const turn = -spec.heading * kPi / 180, c = std::cos(turn) * spec.scale, s = std::sin(turn) * spec.scale;
    auto const corner = [&](double x, double y) { return at + base::Vec2d{x * c - y * s, x * s + y * c}; };
    return {corner(model.min.x, model.min.y), corner(model.max.x, model.min.y), corner(model.max.x, model.max.y), corner(model.min.x, model.max.y)};
}

}  // namespace

Models::Models(std::filesystem::path helper, District& district, base::Progress& progress)
    : helper_(std::move(helper)), district_(district), progress_(progress) {}

std::optional<std::uint32_t> Models::get(assets::ModelRequest const& request) {
    auto const [it, fresh] = known_.try_emplace({request.file.string(), request.up, request.unit});
    if (fresh) it->second = load_file(request);
    return it->second;
}

std::optional<std::uint32_t> Models::load_file(assets::ModelRequest const& request) {
    std::string const file = request.file.string();
    auto const found = check_source(file);
    auto model = found ? assets::load_model(request, {}, helper_) : base::Result<assets::Model>(found.error());
    if (!model) {
        district_.findings.add({base::Severity::skipped, file, "", -1, "model-failed", model.error().message});
        return {};
    }
    for (std::string const& note : model->notes) district_.findings.add({base::Severity::note, file, "", -1, "model-note", note});
    district_.models.push_back(std::move(*model));
    return static_cast<std::uint32_t>(district_.models.size() - 1);
}

base::Status Models::load(DistrictFile const& file) {
    for (ModelSpec const& spec : file.models) {
        if (progress_.cancelled()) return base::Error{"stopped"};
        get(request_of(spec));
    }
    for (LayerSpec const& spec : file.layers) {
        if (progress_.cancelled()) return base::Error{"stopped"};
        if (spec.role != Role::instances) continue;
        for (auto const& [value, model] : spec.models) get({.file = model});
        if (!spec.model.empty()) get({.file = spec.model});
    }
    return base::done;
}

void Models::remove_replaced(DistrictFile const& file, Inputs const& inputs) {
    std::map<std::string, std::size_t> wanted;  // id, how many buildings
    for (ModelSpec const& model : file.models) {
        if (!get(request_of(model))) continue;
        for (std::string const& id : model.replaces) wanted.emplace(id, 0);
    }
    if (wanted.empty()) return;
    Buildings const& b = district_.buildings;
    std::vector<std::uint8_t> keep(b.size(), 1);
    for (BuildingsInput const& input : inputs.buildings) {
        FirstText const id(input.spec.id, input.data);
        for (std::size_t i = 0; i < b.size(); ++i) {
            if (b.layer[i] != input.layer) continue;
            auto const found = wanted.find(id.any() ? id(b.row[i]) : std::to_string(input.data.feature_id[b.row[i]]));
            if (found == wanted.end()) continue;
            ++found->second;
            keep[i] = 0;
        }
    }
    for (auto const& [id, count] : wanted) {
        if (count > 0) continue;
        district_.findings.add({base::Severity::warning, file.path, "", -1, "replaces-unknown",
                                "no building has the id " + in_quotes(id) + ", which a model replaces"});
    }
    auto const gone = static_cast<std::size_t>(std::count(keep.begin(), keep.end(), 0));
    if (gone > 0) district_.findings.add({base::Severity::note, file.path, "", -1, "replaced", figure(gone) + " footprints are replaced by models"});
    keep_only(district_, keep);
}

void Models::place(DistrictFile const& file, Inputs const& inputs) {
    for (ModelSpec const& spec : file.models) {
        if (auto const index = get(request_of(spec))) place_one(spec, *index);
    }
    for (LayerInput const& input : inputs.layers) {
        if (input.spec.role == Role::instances) place_instances(input);
    }
}

void Models::place_one(ModelSpec const& spec, std::uint32_t index) {
    auto const at = place_of_model(spec, district_.frame);
    if (!at || !std::isfinite(at->x) || !std::isfinite(at->y)) {
        district_.findings.add({base::Severity::skipped, spec.file, "", -1, "model-place",
                                at ? "its place cannot be reached from the working CRS" : at.error().message});
        return;
    }
    assets::Model const& model = district_.models[index];
    double ground = district_.terrain.at(*at);
    for (base::Vec2d p : corners(model, spec, *at)) {
        ground = std::min(ground, district_.terrain.at(p));
        district_.extent.add(p);
    }
    // A model made far above or below its own origin is meant to stand on the ground all the same.
    double const tall = model.max.z - model.min.z;
    double const lift = std::abs(model.min.z) > tall / 2 ? -model.min.z * spec.scale : 0;
    ModelInstances instances;
    instances.model = index;
    instances.places.push_back({{at->x, at->y, ground + spec.height + lift}, spec.heading, static_cast<float>(spec.scale)});
    district_.instances.push_back(std::move(instances));
}

void Models::place_instances(LayerInput const& input) {
    LayerSpec const& spec = input.spec;
    std::map<std::string, std::optional<std::uint32_t>> by_value;
    for (auto const& [value, file] : spec.models) by_value[value] = get({.file = file});
    std::optional<std::uint32_t> otherwise;
    if (!spec.model.empty()) otherwise = get({.file = spec.model});

    FirstText const value(spec.model_by.empty() ? Fields{} : Fields{spec.model_by}, input.data);
    FirstNumber const heading(spec.heading, input.data), scale(spec.scale, input.data);
    std::map<std::uint32_t, ModelInstances> sets;
    geo::Points const& points = input.data.points;
    for (std::size_t i = 0; i < points.size(); ++i) {
        std::uint32_t const row = points.row[i];
        auto const found = by_value.find(value(row));
        auto const model = found != by_value.end() ? found->second : otherwise;
        if (!model) {
            std::string const why = value.any() ? " (" + spec.model_by + " = " + in_quotes(value(row)) + ")" : std::string{};
            district_.findings.add({base::Severity::skipped, input.data.source, input.data.layer, input.data.feature_id[row],
                                    "no-model", "there is no model for it" + why});
            continue;
        }
        double const turn = heading(row), size = scale(row);
        base::Vec2d const p = points.points[i];
        ModelInstances& set = sets[*model];
        set.places.push_back({{p.x, p.y, district_.terrain.at(p)}, std::isfinite(turn) ? turn : 0,
                              size > 0 && size < 1000 ? static_cast<float>(size) : 1.0f});
        set.row.push_back(row);
        ++district_.layers[input.layer].used;
    }
    for (auto& [model, set] : sets) {
        set.model = model;
        set.layer = input.layer;
        district_.instances.push_back(std::move(set));
    }
}

}  // namespace twin
