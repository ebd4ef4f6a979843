#include "twin/models.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numbers>
#include <optional>

#include "base/parallel.h"
#include "geo/crs.h"
#include "twin/buildings.h"
#include "twin/fields.h"
#include "twin/source.h"
#include "twin/text.h"

namespace twin {
namespace {

ModelSpec just(std::string const& file) {
    ModelSpec spec;
    spec.file = file;
    return spec;
}

base::Result<assets::Model> load_one(std::string const& file, assets::UpAxis up, double unit,
                                     std::filesystem::path const& helper) {
    if (auto good = check_source(file); !good) return good.error();
    return assets::load_model({.file = file, .up = up, .unit = unit}, {}, helper);
}

std::tuple<std::string, assets::UpAxis, double> file_key(ModelSpec const& spec) {
    return {spec.file, spec.up, spec.unit};
}

base::Result<base::Vec2d> place_of_model(ModelSpec const& spec, geo::LocalFrame const& frame) {
    if (spec.at_xy) return base::Vec2d{spec.at_xy->x - frame.origin.x, spec.at_xy->y - frame.origin.y};
    base::Vec2d p{spec.at->lon, spec.at->lat};
    auto const moved = geo::to_local(std::span(&p, 1), "EPSG:4326", frame);
    if (!moved) return moved.error();
    return p;
}

/// The corners of the model's box on the ground, turned and placed.
std::array<base::Vec2d, 4> corners(assets::Model const& model, ModelSpec const& spec, base::Vec2d at) {
    double const turn = -spec.heading * std::numbers::pi / 180, c = std::cos(turn) * spec.scale,
                 s = std::sin(turn) * spec.scale;
    auto const corner = [&](double x, double y) { return at + base::Vec2d{x * c - y * s, x * s + y * c}; };
    return {corner(model.min.x, model.min.y), corner(model.max.x, model.min.y), corner(model.max.x, model.max.y),
            corner(model.min.x, model.max.y)};
}

void place_model(ModelSpec const& spec, std::uint32_t index, District& district) {
    auto const at = place_of_model(spec, district.frame);
    if (!at || !std::isfinite(at->x) || !std::isfinite(at->y)) {
        district.findings.add({base::Severity::skipped, spec.file, "", -1, "model-place",
                               at ? "its place cannot be reached from the working CRS" : at.error().message});
        return;
    }
    assets::Model const& model = district.models[index];
    double ground = district.terrain.at(*at);
    for (base::Vec2d p : corners(model, spec, *at)) {
        ground = std::min(ground, district.terrain.at(p));
        district.extent.add(p);
    }
    // A model made far above or below its own origin is meant to stand on the ground all the same.
    double const tall = model.max.z - model.min.z;
    double const lift = std::abs(model.min.z) > tall / 2 ? -model.min.z * spec.scale : 0;
    ModelInstances instances;
    instances.model = index;
    instances.places.push_back(
        {{at->x, at->y, ground + spec.height + lift}, spec.heading, static_cast<float>(spec.scale)});
    district.instances.push_back(std::move(instances));
}

}  // namespace

Models::Models(DistrictFile const& file, std::filesystem::path helper) {
    for (ModelSpec const& spec : file.models) want(spec);
    for (LayerSpec const& spec : file.layers) {
        if (spec.role != Role::instances) continue;
        for (auto const& [value, model] : spec.models) want(just(model));
        if (!spec.model.empty()) want(just(spec.model));
    }
    if (wanted_.empty()) return;
    loading_ = std::async(std::launch::async, [wanted = wanted_, helper = std::move(helper)] {
        std::vector<base::Result<assets::Model>> models(wanted.size(), base::Result<assets::Model>(base::Error{}));
        base::parallel_for(wanted.size(), 1, [&](std::size_t begin, std::size_t end) {
            for (std::size_t i = begin; i < end; ++i)
                models[i] = std::apply([&](auto const&... part) { return load_one(part..., helper); }, wanted[i]);
        });
        return models;
    });
}

void Models::want(ModelSpec const& spec) {
    if (std::find(wanted_.begin(), wanted_.end(), file_key(spec)) == wanted_.end()) wanted_.push_back(file_key(spec));
}

std::optional<std::uint32_t> Models::find(Key const& key) const {
    auto const found = index_.find(key);
    return found == index_.end() ? std::nullopt : found->second;
}

void Models::finish(District& district) {
    if (wanted_.empty()) return;
    auto models = loading_.get();
    for (std::size_t i = 0; i < wanted_.size(); ++i) {
        std::string const& file = std::get<0>(wanted_[i]);
        if (!models[i]) {
            district.findings.add({base::Severity::skipped, file, "", -1, "model-failed", models[i].error().message});
            index_[wanted_[i]] = std::nullopt;
            continue;
        }
        for (std::string const& note : models[i]->notes)
            district.findings.add({base::Severity::note, file, "", -1, "model-note", note});
        index_[wanted_[i]] = static_cast<std::uint32_t>(district.models.size());
        district.models.push_back(std::move(*models[i]));
    }
}

void Models::remove_replaced(DistrictFile const& file, Inputs const& inputs, District& district) const {
    std::map<std::string, std::size_t> wanted;  // id, how many buildings
    for (ModelSpec const& model : file.models) {
        if (!find(file_key(model))) continue;
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
        if (count > 0) continue;
        district.findings.add({base::Severity::warning, file.path, "", -1, "replaces-unknown",
                               "no building has the id " + in_quotes(id) + ", which a model replaces"});
    }
    auto const gone = static_cast<std::size_t>(std::count(keep.begin(), keep.end(), 0));
    if (gone > 0)
        district.findings.add(
            {base::Severity::note, file.path, "", -1, "replaced", figure(gone) + " footprints are replaced by models"});
    keep_only(district, keep);
}

void Models::place(DistrictFile const& file, Inputs const& inputs, District& district) const {
    for (ModelSpec const& spec : file.models) {
        if (auto const index = find(file_key(spec))) place_model(spec, *index, district);
    }
    for (LayerInput const& input : inputs.layers) {
        if (input.spec.role == Role::instances) place_instances(input, district);
    }
}

void Models::place_instances(LayerInput const& input, District& district) const {
    LayerSpec const& spec = input.spec;
    std::map<std::string, std::optional<std::uint32_t>> by_value;
    for (auto const& [value, file] : spec.models) by_value[value] = find(file_key(just(file)));
    std::optional<std::uint32_t> otherwise;
    if (!spec.model.empty()) otherwise = find(file_key(just(spec.model)));

    FirstText const value(spec.model_by.empty() ? Fields{} : Fields{spec.model_by}, input.data);
    FirstNumber const heading(spec.heading, input.data), scale(spec.scale, input.data);
    std::map<std::uint32_t, ModelInstances> sets;
    geo::Points const& points = input.data.points;
    for (std::size_t i = 0; i < points.size(); ++i) {
        std::uint32_t const row = points.row[i];
        auto const found = by_value.find(value(row));
        auto const model = found != by_value.end() ? found->second : otherwise;
        if (!model) {
            std::string const why =
                value.any() ? " (" + spec.model_by + " = " + in_quotes(value(row)) + ")" : std::string{};
            district.findings.add({base::Severity::skipped, input.data.source, input.data.layer,
                                   input.data.feature_id[row], "no-model", "there is no model for it" + why});
            continue;
        }
        double const turn = heading(row), size = scale(row);
        base::Vec2d const p = points.points[i];
        ModelInstances& set = sets[*model];
        set.places.push_back({{p.x, p.y, district.terrain.at(p)},
                              std::isfinite(turn) ? turn : 0,
                              size > 0 && size < 1000 ? static_cast<float>(size) : 1.0f});
        set.row.push_back(row);
        ++district.layers[input.layer].used;
    }
    for (auto& [model, set] : sets) {
        set.model = model;
        set.layer = input.layer;
        district.instances.push_back(std::move(set));
    }
}

}  // namespace twin
