// Where everything is: coordinate systems settled, strays left out, all coordinates in local metres.
#pragma once

#include "base/result.h"
#include "twin/district_file.h"
#include "twin/load.h"
#include "twin/read.h"

namespace twin {

/// Decides `district.frame` and moves all inputs into it. Fills the layers' extents.
base::Status place_inputs(Inputs& inputs, DistrictFile const& file, District& district);

/// The frame of data that says no CRS and is not in degrees: its own metres around `centre`.
geo::LocalFrame plain_frame(base::Vec2d centre);

}  // namespace twin
