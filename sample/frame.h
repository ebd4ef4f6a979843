// Where the sample lies: a point of EPSG:4547 that is its (0, 0). The place itself is invented.
#pragma once

#include "base/vec.h"

namespace sample {

constexpr int kEpsg = 4547;  ///< CGCS2000 / 3-degree Gauss-Kruger CM 114E
constexpr base::Vec2d kOrigin{503084, 2501349};
constexpr double kOriginLongitude = 114.029995709565, kOriginLatitude = 22.6100019546754;  ///< of kOrigin, by PROJ

}  // namespace sample
