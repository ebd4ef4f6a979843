// The sample's cadastre and plan: parcels with their land use and limits, and the studies that choose among them.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/result.h"
#include "sample/content.h"
#include "sample/plan.h"

namespace sample {

/// A piece of land as a detailed plan (控制性详细规划) has it.
struct Parcel {
    Shape shape;
    std::string id;        ///< "DK-0123"
    char const* use = "";  ///< code of GB 50137-2011: "A33", "R2"
    Name use_name;
    char const* state = "";  ///< "reserved", "granted", "collective", "existing": whose it is now
    Name state_name;
    double far = 0, density = 0, height = 0, green = 0, setback = 0;  ///< limits; 0: none is set
    double price = 0;  ///< of taking the land over, 10,000 yuan a hectare
};

/// Of the central neighbourhood: what is built over, and fields, in pieces a plan would have.
std::vector<Parcel> make_parcels(Plan const& plan, Content const& content);

/// plan.gpkg with the layer `parcels`, and sites.toml. GDAL is registered.
base::Status write_parcels(std::filesystem::path const& folder, std::vector<Parcel> const& parcels);

}  // namespace sample
