// Well-known binary, as GeoPackage, FlatGeobuf and OGR hand it over: OGC's (ISO) codes and PostGIS's Z and M flags.
#pragma once

#include <cstdint>
#include <span>

#include "geo/layer_builder.h"

namespace geo {

enum class WkbResult : std::uint8_t {
    done,
    curved,  ///< holds arcs, which GDAL must turn into segments first
    broken   ///< ends too early, or a code that no standard knows
};

/// Adds the geometry to the present row of `builder`. After `curved` and `broken` the caller takes the row back.
/// Polyhedral surfaces and TINs, and multipolygons with upright faces, become their footprint.
WkbResult read_wkb(std::span<unsigned char const> wkb, LayerBuilder& builder);

}  // namespace geo
