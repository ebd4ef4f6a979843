#include "app/recipe_scheme.h"

#include <nlohmann/json.hpp>
#include <stdexcept>

#include "app/siting_models.h"

namespace app {

using Json = nlohmann::ordered_json;

Json to_json(Proposed const& scheme) {
    Json out{{"blocks", Json::array()}, {"cleared", scheme.cleared}};
    for (analysis::Block const& block : scheme.blocks) {
        Json rings = Json::array();
        for (analysis::Ring const& ring : block.outline) {
            Json& points = rings.emplace_back(Json::array());
            for (base::Vec2d const p : ring) points.push_back({p.x, p.y});
        }
        out["blocks"].push_back({{"ground", block.ground},
                                 {"storeys", block.storeys},
                                 {"storey_height", block.storey_height},
                                 {"rings", std::move(rings)}});
    }
    if (!scheme.model) return out;
    base::Vec3d const at = scheme.place.at;
    out["model"] = {{"file", scheme.model->file},
                    {"at", {at.x, at.y, at.z}},
                    {"heading", scheme.place.heading},
                    {"scale", scheme.place.scale}};
    return out;
}

std::shared_ptr<Proposed const> scheme_of(Json const& j) {
    auto out = std::make_shared<Proposed>();
    out->cleared = j.at("cleared").get<std::vector<std::uint32_t>>();
    for (Json const& from : j.at("blocks")) {
        analysis::Block& block = out->blocks.emplace_back();
        block.ground = from.at("ground").get<double>();
        block.storeys = from.at("storeys").get<int>();
        block.storey_height = from.at("storey_height").get<double>();
        for (Json const& points : from.at("rings")) {
            analysis::Ring& ring = block.outline.emplace_back();
            for (Json const& p : points) ring.push_back({p.at(0).get<double>(), p.at(1).get<double>()});
        }
    }
    if (!j.contains("model")) return out;
    Json const& model = j.at("model");
    analysis::Scheme asked;
    asked.model = model.at("file").get<std::string>();
    SchemeModels models;
    auto read = models.of(asked);
    if (!read) throw std::runtime_error(read.error().message);
    out->model = *read;
    Json const& at = model.at("at");
    out->place = {{at.at(0).get<double>(), at.at(1).get<double>(), at.at(2).get<double>()},
                  model.at("heading").get<double>(),
                  model.at("scale").get<double>()};
    return out;
}

}  // namespace app
