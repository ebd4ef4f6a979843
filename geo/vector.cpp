#include "geo/vector.h"

#include "geo/crs.h"
#include "geo/gdal_session.h"
#include "geo/layer_builder.h"
#include "geo/ogr_read.h"
#include "geo/source.h"
#include "geo/suggest.h"

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

base::Result<std::vector<LayerInfo>> list_layers(std::string const& source) {
    GdalMessages messages;
    GdalOptions const options(quiet_options());
    auto dataset = open_source(source, messages);
    if (!dataset) return dataset.error();
    std::vector<LayerInfo> layers;
    for (OGRLayer* layer : (*dataset)->GetLayers()) layers.push_back(describe(**dataset, *layer, source));
    return layers;
}

namespace {

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

    if (!request.where.empty() && ogr.SetAttributeFilter(request.where.c_str()) != OGRERR_NONE) {
        return base::Error{request.source + ": the condition \"" + request.where + "\" cannot be used on layer '" +
                           layer.layer + "': " + messages.why("it is not SQL") +
                           names_that_are_there("", layer.available_fields)};
    }
    progress.stage("read");
    OgrJob job{**dataset, ogr, request, {}, builder, messages, progress};
    auto const status = has_fast_arrow(job) ? read_by_arrow(job) : read_by_feature(job);
    if (!status) return status.error();
    if (layer.rows() == 0 && messages.failed()) {
        return base::Error{request.source + ": no feature could be read: " + messages.why("")};
    }
    for (std::string const& message : messages.all()) builder.report_layer(base::Severity::warning, "gdal", message);
    return layer;
}

}  // namespace

base::Result<VectorLayer> read_vector(VectorRequest const& request, base::Findings& findings,
                                      base::Progress& progress) {
    auto layer = read_with_gdal(request, findings, progress);
    if (!layer || !request.crs) return layer;
    auto const crs = normalise_crs(*request.crs);
    if (!crs) return crs.error();
    layer->crs = *crs;
    return layer;
}

}  // namespace geo
