#include "twin/lookup.h"

#include <algorithm>

#include "twin/text.h"

namespace twin {

std::string first_text(SourceLayer const& layer, std::vector<std::string> const& fields, std::uint32_t row) {
    for (std::string const& field : fields) {
        auto const column = std::find_if(layer.columns.begin(), layer.columns.end(),
                                         [&](geo::Column const& c) { return c.name == field; });
        if (column == layer.columns.end()) continue;
        std::string text = column->text(row);
        if (!text.empty()) return text;
    }
    return {};
}

std::string id_text(District const& district, BuildingId building) {
    SourceLayer const& layer = district.layers[district.buildings.layer[building.value]];
    std::uint32_t const row = district.buildings.row[building.value];
    std::string text = first_text(layer, layer.id_fields, row);
    return text.empty() ? std::to_string(layer.feature_id[row]) : text;
}

std::string name_text(District const& district, BuildingId building) {
    SourceLayer const& layer = district.layers[district.buildings.layer[building.value]];
    return first_text(layer, layer.name_fields, district.buildings.row[building.value]);
}

std::string english_name(District const& district, BuildingId building) {
    SourceLayer const& layer = district.layers[district.buildings.layer[building.value]];
    for (std::string const& field : layer.name_fields) {
        std::string text = first_text(layer, {field}, district.buildings.row[building.value]);
        if (!text.empty() && !has_cjk(text)) return text;
    }
    return {};
}

base::Extent footprint_extent(District const& district, BuildingId building) {
    base::Extent extent;
    for (base::Vec2d p : district.buildings.footprints.outer(building.value)) extent.add(p);
    return extent;
}

}  // namespace twin
