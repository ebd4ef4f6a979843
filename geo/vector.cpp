#include "geo/vector.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>

#include "geo/cityjson.h"
#include "geo/crs.h"
#include "geo/gdal_session.h"
#include "geo/geojson.h"
#include "geo/kml.h"
#include "geo/layer_builder.h"
#include "geo/ogr_read.h"
#include "geo/source.h"
#include "geo/suggest.h"
#include "geo/text_encoding.h"
#include "geo/where.h"

namespace geo {

Column const* VectorLayer::column(std::string_view name) const {
    std::vector<std::string> names;
    for (Column const& column : columns) names.push_back(column.name);
    int const found = find_name(name, names);
    return found >= 0 ? &columns[static_cast<std::size_t>(found)] : nullptr;
}

base::Extent VectorLayer::extent() const {
    base::Extent box;
    for (auto const* points_of : {&polygons.points, &lines.points, &points.points}) {
        for (base::Vec2d const p : *points_of) box.add(p);
    }
    return box;
}

base::Status check_only_layer(VectorLayer const& layer, std::string const& wanted) {
    std::array const names{layer.layer, std::filesystem::path(layer.source).stem().string()};
    if (wanted.empty() || find_name(wanted, names) >= 0) return base::done;
    return base::Error{layer.source + ": no layer '" + wanted + "'" +
                       names_that_are_there(wanted, std::span(names).first(1))};
}

namespace {

std::string kinds_of(VectorLayer const& layer) {
    std::string kinds;
    auto const add = [&](bool some, char const* kind) {
        if (some) kinds += (kinds.empty() ? "" : ", ") + std::string(kind);
    };
    add(layer.polygons.size() > 0, "Polygon");
    add(layer.lines.size() > 0, "Line String");
    add(layer.points.size() > 0, "Point");
    return kinds.empty() ? "None" : kinds;
}

std::vector<LayerInfo> one_layer(VectorLayer const& layer) {
    return {{layer.layer, kinds_of(layer), layer.crs, static_cast<std::int64_t>(layer.rows()), layer.available_fields}};
}

/// Formats of our own have one layer, and are read faster than asked.
base::Result<std::vector<LayerInfo>> list_by_reading(std::string const& source) {
    base::Findings unused;
    base::Progress silent;
    if (is_cityjson(source)) {
        auto const model = read_cityjson(source, unused);
        if (!model) return model.error();
        return one_layer(model->buildings);
    }
    VectorRequest request;
    request.source = source;
    auto const layer = read_geojson(request, unused, silent);
    if (!layer) return layer.error();
    return one_layer(*layer);
}

}  // namespace

base::Result<std::vector<LayerInfo>> list_layers(std::string const& source) {
    GdalMessages messages;
    GdalOptions const options(quiet_options());
    if (auto status = check_source(source); !status) return status.error();
    if (is_cityjson(source) || is_geojson(source)) return list_by_reading(source);
    auto dataset = open_source(source, messages);
    if (!dataset) return dataset.error();
    std::vector<LayerInfo> layers;
    for (OGRLayer* layer : (*dataset)->GetLayers()) layers.push_back(describe(**dataset, *layer, source));
    return layers;
}

namespace {

/// What OGR would have done for us: the condition, and only the columns that were asked for.
base::Result<VectorLayer> narrow_down(VectorLayer layer, VectorRequest const& request) {
    if (!request.where.empty()) {
        if (auto kept = keep_where(layer, request.where); !kept) return kept.error();
    }
    drop_unwanted_columns(layer, request);
    return layer;
}

enum class Filter : std::uint8_t { none, gdal, ours };

/// GDAL filters where it can. Conditions on OSM tags without a field of their own are ours. (It is not the same: given
/// "building IS NOT NULL", GDAL returns a building that is also the rim of a relation without tags; unfiltered, the
/// relation swallows it.)
base::Result<Filter> set_filter(OGRLayer& ogr, VectorLayer const& layer, std::string const& where) {
    if (where.empty()) return Filter::none;
    GdalMessages attempt;
    if (ogr.SetAttributeFilter(where.c_str()) == OGRERR_NONE) return Filter::gdal;
    ogr.SetAttributeFilter(nullptr);
    if (layer.driver == "OSM") return Filter::ours;
    return where_error(layer, where, attempt.why("it is not SQL"));
}

/// Their places are of no use without them, and where a layer holds nothing else it would only seem empty.
void report_kml_models(LayerBuilder& builder) {
    VectorLayer const& layer = builder.layer();
    bool const kml = layer.driver == "LIBKML" || layer.driver == "KML";
    bool const all_have_outlines = layer.polygons.size() + layer.lines.size() >= layer.rows();
    std::size_t const models = kml && !all_have_outlines ? count_kml_models(layer.source) : 0;
    if (models == 0) return;
    builder.report_layer(base::Severity::warning, "kml-models",
                         "the file places " + std::to_string(models) +
                             " 3D models (<Model>), which are not read; name each in a district file as [[models]]");
}

/// Files cut off in the right place read without an error; only the count in their header tells.
base::Status check_count(OGRLayer& ogr, Filter filter, LayerBuilder& builder) {
    if (filter != Filter::none || !ogr.TestCapability(OLCFastFeatureCount)) return base::done;
    std::int64_t const said = ogr.GetFeatureCount(FALSE);
    std::size_t const read = builder.layer().rows();
    if (said <= static_cast<std::int64_t>(read)) return base::done;
    std::string const sentence = "the file says that it has " + std::to_string(said) + " features, but only " +
                                 std::to_string(read) + " could be read (is it cut off?)";
    if (read == 0) return base::Error{builder.layer().source + ": " + sentence};
    builder.report_layer(base::Severity::warning, "fewer-features", sentence);
    return base::done;
}

base::Result<VectorLayer> read_with_gdal(VectorRequest const& request, base::Findings& findings,
                                         base::Progress& progress) {
    GdalMessages messages;
    GdalOptions const options(quiet_options());
    progress.stage("open");
    auto dataset = open_source(request.source, messages);
    if (!dataset) return dataset.error();
    std::string note;
    auto chosen = choose_layer(**dataset, request, note);
    if (!chosen) return chosen.error();
    OGRLayer& ogr = **chosen;

    VectorLayer layer;
    layer.source = request.source;
    layer.layer = ogr.GetName();
    layer.driver = (*dataset)->GetDriverName();
    layer.crs = layer_crs(**dataset, ogr, request.source);
    layer.available_fields = field_names(ogr);
    LayerBuilder builder(layer, findings);
    if (!note.empty()) builder.report_layer(base::Severity::note, "layer-chosen", note);

    auto const filter = set_filter(ogr, layer, request.where);
    if (!filter) return filter.error();
    progress.stage("read");
    bool const ours = *filter == Filter::ours;
    OgrJob job{**dataset, ogr,      request, ours ? names_in(request.where) : std::vector<std::string>{},
               builder,   messages, progress};
    auto const status = has_fast_arrow(job) ? read_by_arrow(job) : read_by_feature(job);
    if (!status && layer.rows() == 0 && *filter == Filter::gdal) {
        return where_error(layer, request.where, messages.why("the driver cannot evaluate it"));
    }
    if (!status) return status.error();
    if (layer.rows() == 0 && messages.failed()) {
        return base::Error{request.source + ": no feature could be read: " + messages.why("")};
    }
    if (auto counted = check_count(ogr, *filter, builder); !counted) return counted.error();
    for (std::string const& message : messages.all()) builder.report_layer(base::Severity::warning, "gdal", message);
    report_kml_models(builder);
    settle_encoding(layer, findings);
    if (ours) return narrow_down(std::move(layer), request);
    return layer;
}

base::Result<VectorLayer> read_own_geojson(VectorRequest const& request, base::Findings& findings,
                                           base::Progress& progress) {
    auto layer = read_geojson(request, findings, progress);
    if (!layer) return layer;
    if (auto right = check_only_layer(*layer, request.layer); !right) return right.error();
    return narrow_down(*std::move(layer), request);
}

base::Result<VectorLayer> read_city_layer(VectorRequest const& request, base::Findings& findings,
                                          base::Progress& progress) {
    progress.stage("read");
    auto model = read_cityjson(request.source, findings);
    if (!model) return model.error();
    if (auto right = check_only_layer(model->buildings, request.layer); !right) return right.error();
    return narrow_down(std::move(model->buildings), request);
}

bool is_outside_degrees(base::Vec2d p) { return std::abs(p.x) > 180.0 || std::abs(p.y) > 90.0; }

/// Degrees that no place on Earth has: counted per feature, and said once more plainly where it is most of them.
void report_places(VectorLayer const& layer, base::Findings& findings) {
    base::Extent const box = layer.extent();
    bool const inside = !is_outside_degrees({box.min_x, box.min_y}) && !is_outside_degrees({box.max_x, box.max_y});
    if (box.empty() || layer.crs.empty() || inside || !is_geographic(layer.crs)) return;
    std::vector<bool> outside(layer.rows(), false);
    auto const mark = [&](std::span<base::Vec2d const> points, std::uint32_t row) {
        if (std::any_of(points.begin(), points.end(), is_outside_degrees)) outside[row] = true;
    };
    for (std::size_t i = 0; i < layer.polygons.size(); ++i) mark(layer.polygons.outer(i), layer.polygons.row[i]);
    for (std::size_t i = 0; i < layer.lines.size(); ++i) mark(layer.lines.line(i), layer.lines.row[i]);
    for (std::size_t i = 0; i < layer.points.size(); ++i) mark({&layer.points.points[i], 1}, layer.points.row[i]);
    std::size_t count = 0;
    for (std::size_t row = 0; row < outside.size(); ++row) {
        if (!outside[row]) continue;
        ++count;
        findings.add({base::Severity::warning, layer.source, layer.layer, layer.feature_id[row], "outside-degrees",
                      "a longitude beyond 180 or a latitude beyond 90 degrees"});
    }
    if (2 * count <= layer.rows()) return;
    findings.add({base::Severity::warning, layer.source, layer.layer, -1, "not-degrees",
                  "most coordinates are not degrees, as " + layer.crs + " would have them; state the layer's crs"});
}

base::Result<VectorLayer> read_any(VectorRequest const& request, base::Findings& findings, base::Progress& progress) {
    if (auto status = check_source(request.source); !status) return status.error();
    if (is_cityjson(request.source)) return read_city_layer(request, findings, progress);
    if (is_geojson(request.source)) return read_own_geojson(request, findings, progress);
    return read_with_gdal(request, findings, progress);
}

}  // namespace

base::Result<VectorLayer> read_vector(VectorRequest const& request, base::Findings& findings,
                                      base::Progress& progress) {
    auto layer = read_any(request, findings, progress);
    if (!layer) return layer;
    if (request.crs) {
        auto const crs = normalise_crs(*request.crs);
        if (!crs) return base::Error{request.source + ": " + crs.error().message};
        layer->crs = *crs;
    }
    if (layer->rows() == 0) {
        findings.add({base::Severity::warning, layer->source, layer->layer, -1, "no-features",
                      request.where.empty() ? "the layer has no features" : "no feature meets the condition"});
    }
    report_places(*layer, findings);
    return layer;
}

}  // namespace geo
