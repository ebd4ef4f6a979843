// The pictures that the sample's video events refer to: a street as a camera on a pole sees it, with what is wrong
// there. One for each kind of matter, used for all cases of that kind.
#pragma once

#include <array>
#include <filesystem>
#include <string_view>

#include "base/result.h"

namespace sample {

/// Which picture an event type has, and where in it the thing is: x0 y0 x1 y1, 0 to 1 from the top left.
struct EvidenceOf {
    std::string_view name;  ///< "parking", of parking.png
    std::array<double, 4> box;
};
EvidenceOf evidence_of(std::string_view event_type);

/// Writes them all, 480 x 270 pixels each.
base::Status write_evidence(std::filesystem::path const& folder);

}  // namespace sample
