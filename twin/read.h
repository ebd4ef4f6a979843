// Reads every layer the district names, each once however many uses it has, and says what was chosen.
#pragma once

#include <optional>
#include <vector>

#include "base/progress.h"
#include "base/result.h"
#include "geo/cityjson.h"
#include "geo/vector.h"
#include "twin/district_file.h"
#include "twin/load.h"

namespace twin {

struct BuildingsInput {
    BuildingsSpec spec;
    geo::VectorLayer data;
    std::optional<geo::SurfaceModel> surfaces;  ///< CityJSON; `buildings` of it has moved to `data`
    std::vector<float> body;                    ///< metres from the lowest to the highest point of a row's surfaces
    std::uint16_t layer = 0;                    ///< into District::layers
};

struct LayerInput {
    LayerSpec spec;
    geo::VectorLayer data;
    std::uint16_t layer = 0;
};

struct Inputs {
    std::vector<BuildingsInput> buildings;
    std::vector<LayerInput> layers;
};

/// Fills `district.layers` and its findings too.
base::Result<Inputs> read_inputs(DistrictFile const& file, LoadOptions const& options, District& district,
                                 base::Progress& progress);

}  // namespace twin
