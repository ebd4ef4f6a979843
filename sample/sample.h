// The synthetic district: a place that never was, to see everything Borough does without anyone's data.
#pragma once

#include <cstdint>
#include <filesystem>

#include "base/progress.h"
#include "base/result.h"
#include "sample/history.h"

namespace sample {

struct SampleOptions {
    std::uint32_t buildings = 3445;  ///< exactly so many; below the default a smaller place, above it a larger city
    std::uint32_t seed = 1;
    base::UtcMs until = HistoryOptions{}.until;  ///< end of the year that is told: a midnight in China
    bool films = true;  ///< of cameras, and pictures of events: the same in every sample, and half of the time it takes
};

/// Writes district.toml, district.gpkg, terrain.tif, models/*.glb and live/ into `folder` (made if missing). The same
/// options give the same place. The TOML comes last: where it is, the rest is whole. Returns the year before, for the
/// caller to put into a journal: this folder knows none.
base::Result<History> write_sample(std::filesystem::path const& folder, SampleOptions const& options,
                                   base::Progress& progress);

}  // namespace sample
