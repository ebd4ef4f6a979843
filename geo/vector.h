// Vector layers from any file or database GDAL opens, and from GeoJSON and CityJSON by faster or missing paths of our
// own.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/findings.h"
#include "base/progress.h"
#include "base/result.h"
#include "geo/polygons.h"

namespace geo {

/// One attribute of a layer, a value per row. Text is stored once per different value.
struct Column {
    enum class Kind : std::uint8_t { number, text };
    static constexpr std::uint32_t kNull = 0xffffffff;

    std::string name;
    Kind kind = Kind::number;
    std::vector<double> numbers;       ///< kind number: NaN where null
    std::vector<std::uint32_t> codes;  ///< kind text: index into dictionary, kNull where null
    std::vector<std::string> dictionary;

    /// Both kinds, as text; "" where null.
    std::string text(std::size_t row) const;
    /// Both kinds, as number; text is read as far as it starts with a number, as "12 m" or "3,5"; NaN otherwise.
    double number(std::size_t row) const;
};

/// What one layer of a source has, without reading its features.
struct LayerInfo {
    std::string name;
    std::string geometry;        ///< "Polygon", "MultiPolygon", "Unknown (any)"
    std::string crs;             ///< as `normalise_crs` gives it; empty where the file has none
    std::int64_t features = -1;  ///< -1 where the driver cannot say cheaply
    std::vector<std::string> fields;
};

/// A source as a user names it: a path, a /vsizip/ path, "PG:dbname=...", with no password in it; plus how to read it.
struct VectorRequest {
    std::string source;
    std::string layer;                ///< empty: the only one, or the best one for `want` (said in a finding)
    std::string where;                ///< OGR SQL condition
    std::vector<std::string> fields;  ///< attributes to read; those not there are left out
    bool all_fields = false;
    std::optional<std::string> crs;  ///< overrides the file's own (files without one, gcj02 passed off as WGS84)
    enum class Want : std::uint8_t { polygons, anything } want = Want::anything;
};

/// One layer in memory, coordinates in `crs`. Geometry of each kind has its own arrays; a collection is spread over
/// them.
struct VectorLayer {
    std::string source;
    std::string layer;
    std::string driver;  ///< "GPKG", "GeoJSON (simdjson)", "CityJSON"
    std::string crs;     ///< empty where none is known
    std::vector<std::string> available_fields;
    std::vector<Column> columns;
    std::vector<std::int64_t> feature_id;  ///< per row
    Polygons polygons;
    Lines lines;
    Points points;

    std::size_t rows() const { return feature_id.size(); }
    Column const* column(std::string_view name) const;
    base::Extent extent() const;  ///< of everything, in `crs`
};

/// For sources of one layer: whether `wanted` is its name, its file's, or empty; else an error that says the name.
base::Status check_only_layer(VectorLayer const& layer, std::string const& wanted);

/// Layers of a source, or why it cannot be opened.
base::Result<std::vector<LayerInfo>> list_layers(std::string const& source);

/// Reads one layer. A bad feature costs that feature and is a finding; a bad source is the error. Every feature has a
/// row, also if its geometry could not be read. Never writes beside the source. OSM `other_tags` are read as fields of
/// their own. Buildings given as solids or surfaces (CityGML, CityJSON) come as their footprint, z its lowest height.
/// Findings by code: null-geometry, empty-geometry, bad-geometry, not-finite, unclosed, too-few-points, bad-feature,
/// bad-record, bad-properties, bad-id, bad-bbox, no-properties, wrong-type, feature-array, unknown-crs,
/// outside-degrees, not-degrees, kml-models, layer-chosen, no-features, fewer-features, encoding, other-objects,
/// version, gdal.
base::Result<VectorLayer> read_vector(VectorRequest const& request, base::Findings& findings, base::Progress& progress);

}  // namespace geo
