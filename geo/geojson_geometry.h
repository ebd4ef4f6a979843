// One GeoJSON geometry object into a layer. simdjson types: include from .cpp files only.
#pragma once

#include <simdjson.h>

#include <string>

#include "geo/layer_builder.h"

namespace geo {

class GeojsonGeometry {
public:
    /// `document` is the one that all geometries are parts of.
    GeojsonGeometry(LayerBuilder& builder, simdjson::ondemand::document& document)
        : builder_(builder), document_(document) {}

    /// Adds the geometry to the present row. False where it is broken: `why` then says how, and the caller refuses the
    /// row. A "bbox" that makes no sense is reported, as is everything that does no harm.
    bool read(simdjson::ondemand::object geometry, int depth = 0);
    std::string const& why() const { return why_; }

    /// Reports a bbox that is not four or six numbers.
    void check_bbox(simdjson::ondemand::value bbox);

private:
    bool coordinates(std::string_view type, simdjson::ondemand::value value);
    bool position(simdjson::ondemand::value value);
    bool positions(simdjson::ondemand::value value);
    bool line(simdjson::ondemand::value value);
    bool polygon(simdjson::ondemand::value value);
    bool points(simdjson::ondemand::value value);
    bool collection(simdjson::ondemand::value value, int depth);
    bool broken(std::string why);

    LayerBuilder& builder_;
    simdjson::ondemand::document& document_;
    std::string why_;
    struct {
        double x, y;
        float z;
        bool has_z;
    } position_{};
};

}  // namespace geo
