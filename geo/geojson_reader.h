// The structure of a GeoJSON document: collections, features, arrays and sequences of them. simdjson types: include
// from .cpp files only.
#pragma once

#include <simdjson.h>

#include <string>
#include <string_view>

#include "base/findings.h"
#include "base/progress.h"
#include "base/result.h"
#include "geo/geojson_geometry.h"
#include "geo/geojson_properties.h"
#include "geo/layer_builder.h"

namespace geo {

constexpr char kRecordSeparator = '\x1e';  // RFC 8142

/// Without white space, separators and padding at both ends.
std::string_view without_margins(std::string_view text);

class GeojsonReader {
public:
    GeojsonReader(VectorRequest const& request, std::string_view text, VectorLayer& layer, base::Findings& findings,
                  base::Progress& progress)
        : request_(request),
          text_(text),
          layer_(layer),
          builder_(layer, findings),
          geometry_(builder_, document_),
          properties_(request.fields, request.all_fields || !request.where.empty()),
          progress_(progress) {}

    base::Status read_document(std::string_view document);
    base::Status read_sequence();
    /// Hands the columns over to the layer.
    void finish();

private:
    base::Status read_root(simdjson::ondemand::object root);
    base::Status read_collection(simdjson::ondemand::object root);
    base::Status read_features(simdjson::ondemand::value features);
    base::Status read_array(simdjson::ondemand::document& document);
    void read_element(simdjson::ondemand::object element);
    void read_feature(simdjson::ondemand::object feature);
    void read_bare_geometry(simdjson::ondemand::object geometry);
    void read_geometry_member(simdjson::ondemand::value geometry);
    void read_properties_member(std::size_t row, simdjson::ondemand::value properties);
    void read_id(std::size_t row, simdjson::ondemand::value id);
    void read_crs(simdjson::ondemand::value crs);
    void settle_row(std::size_t row);
    std::string text_of(simdjson::ondemand::object parent, char const* key);
    bool has(simdjson::ondemand::object parent, char const* key);
    bool go_back(simdjson::ondemand::object parent);
    base::Error broken(simdjson::error_code error, bool started = true);

    VectorRequest const& request_;
    std::string_view text_;
    VectorLayer& layer_;
    LayerBuilder builder_;
    GeojsonGeometry geometry_;
    PropertyTable properties_;
    base::Progress& progress_;
    simdjson::ondemand::parser parser_;
    simdjson::ondemand::document document_;

    // The feature being read; its id may come last.
    std::int64_t id_ = 0;
    bool has_geometry_ = false, null_geometry_ = false;
    std::string refused_;
};

}  // namespace geo
