#include "twin/models.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>

#include "geo/crs.h"
#include "twin/buildings.h"
#include "twin/fields.h"
#include "twin/source.h"
#include "twin/text.h"

namespace twin {
namespace {

constexpr double kPi = 3.14159265358979323846;

/// Loads each file once; files that cannot be loaded are remembered too.
class ModelStore {
public:
    ModelStore(std::filesystem::path helper, District& district, base::Progress& progress)
        : helper_(std::move(helper)), district_(district), progress_(progress) {}

    std::optional<std::uint32_t> get(assets::ModelRequest const& request) {
        auto const [it, fresh] = known_.try_emplace({request.file.string(), request.up, request.unit});
        if (fresh) it->second = load(request);
        return it->second;
    }

private:
    std::optional<std::uint32_t> load(assets::ModelRequest const& request) {
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

    std::filesystem::path helper_;
    District& district_;
    base::Progress& progress_;
    std::map<std::tuple<std::string, assets::UpAxis, double>, std::optional<std::uint32_t>> known_;
};

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

void place_model(ModelSpec const& spec, std::uint32_t index, District& district, base::Extent& extent) {
    auto const at = place_of_model(spec, district.frame);
    if (!at || !std::isfinite(at->x) || !std::isfinite(at->y)) {
        district.findings.add({base::Severity::skipped, spec.file, "", -1, "model-place", at ? "its place cannot be reached from the working CRS" : at.error().message});
        return;
    }
    assets::Model const& model = district.models[index];
    double ground = district.terrain.at(*at);
    for (base::Vec2d p : corners(model, spec, *at)) {
        ground = std::min(ground, district.terrain.at(p));
        extent.add(p);
    }
    // A model made far above or below its own origin is meant to stand on the ground all the same.
    double const tall = model.max.z - model.min.z;
    double const lift = std::abs(model.min.z) > tall / 2 ? -model.min.z * spec.scale : 0;
    ModelInstances instances;
    instances.model = index;
    instances.places.push_back({{at->x, at->y, ground + spec.height + lift}, spec.heading, static_cast<float>(spec.scale)});
    district.instances.push_back(std::move(instances));
}

void add_instances(LayerInput const& input, ModelStore& store, District& district) {
    LayerSpec const& spec = input.spec;
    std::map<std::string, std::optional<std::uint32_t>> by_value;
    for (auto const& [value, file] : spec.models) by_value[value] = store.get({.file = file});
    std::optional<std::uint32_t> const otherwise = spec.model.empty() ? std::nullopt : store.get({.file = spec.model});

    FirstText const value(spec.model_by.empty() ? Fields{} : Fields{spec.model_by}, input.data);
    FirstNumber const heading(spec.heading, input.data), scale(spec.scale, input.data);
    std::map<std::uint32_t, ModelInstances> sets;
    geo::Points const& points = input.data.points;
    for (std::size_t i = 0; i < points.size(); ++i) {
        std::uint32_t const row = points.row[i];
        auto const found = by_value.find(value(row));
        auto const model = found != by_value.end() ? found->second : otherwise;
        if (!model) {
            district.findings.add({base::Severity::skipped, input.data.source, input.data.layer, input.data.feature_id[row], "no-model",
                                   i < 100 ? "no model for it" + (value.any() ? " ('" + value(row) + "')" : "") : std::string{}});
            continue;
        }
        double const turn = heading(row), size = scale(row);
        base::Vec2d const p = points.points[i];
        ModelInstances& set = sets[*model];
        set.places.push_back({{p.x, p.y, district.terrain.at(p)}, std::isfinite(turn) ? turn : 0, size > 0 && size < 1000 ? static_cast<float>(size) : 1.0f});
        set.row.push_back(row);
        ++district.layers[input.layer].used;
    }
    for (auto& [model, set] : sets) {
        set.model = model;
        set.layer = input.layer;
        district.instances.push_back(std::move(set));
    }
}

}  // namespace

void remove_replaced(DistrictFile const& file, Inputs const& inputs, District& district) {
    std::map<std::string, std::size_t> wanted;  // id, how many buildings
    for (ModelSpec const& model : file.models) {
        for (std::string const& id : model.replaces) wanted.emplace(id, 0);
    }
    if (wanted.empty()) return;
    Buildings const& b = district.buildings;
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
        if (count == 0) district.findings.add({base::Severity::warning, file.path, "", -1, "replaces-unknown", "no building has the id '" + id + "' that a model replaces"});
    }
    std::size_t const gone = static_cast<std::size_t>(std::count(keep.begin(), keep.end(), 0));
    if (gone > 0) district.findings.add({base::Severity::note, file.path, "", -1, "replaced", figure(gone) + " footprints are replaced by models"});
    keep_only(district, keep);
}

base::Status add_models(DistrictFile const& file, Inputs const& inputs, std::filesystem::path const& helper, District& district,
                        base::Progress& progress) {
    ModelStore store(helper, district, progress);
    for (ModelSpec const& spec : file.models) {
        if (progress.cancelled()) return base::Error{"stopped"};
        auto const index = store.get({.file = spec.file, .up = spec.up, .unit = spec.unit});
        if (index) place_model(spec, *index, district, district.extent);
    }
    for (LayerInput const& input : inputs.layers) {
        if (input.spec.role == Role::instances) add_instances(input, store, district);
    }
    return base::done;
}

}  // namespace twin
