// Two ways to take features out of a layer that GDAL has opened. GDAL types: include from .cpp files only.
#pragma once

#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include <string>
#include <vector>

#include "base/progress.h"
#include "geo/gdal_session.h"
#include "geo/layer_builder.h"

namespace geo {

/// One reading of one layer.
struct OgrJob {
    GDALDataset& dataset;
    OGRLayer& layer;
    VectorRequest const& request;
    std::vector<std::string> extra_fields;  ///< read besides the request's, because `where` is ours to decide
    LayerBuilder& builder;
    GdalMessages& messages;
    base::Progress& progress;
};

/// How a field of an OGRFieldType is stored.
Column::Kind kind_of(int ogr_type);

/// The indices of the fields the request wants, in the layer's order.
std::vector<int> wanted_fields(OgrJob const& job);

/// One feature after the other: any driver, any type of field.
base::Status read_by_feature(OgrJob& job);

/// Whether the driver has a fast Arrow stream and all fields are of types that `read_by_arrow` takes.
bool has_fast_arrow(OgrJob const& job);

/// Whole columns at a time: several times faster for GeoPackage and FlatGeobuf.
base::Status read_by_arrow(OgrJob& job);

/// `read_wkb`, with GDAL's help for arcs; what cannot be read is refused.
void add_wkb(std::span<unsigned char const> wkb, LayerBuilder& builder);

/// Makes room, believing neither the count in the file (it may lie) nor too much of the file's size.
void reserve_rows(OgrJob& job);

/// "2024-05-01", "2024-05-01T08:30:00", with the time zone if the source has one.
std::string iso_text(OGRFeature const& feature, int field);

}  // namespace geo
