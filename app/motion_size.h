// How large the district is drawn while it moves: as large as ten pictures a second allow.
#pragma once

#include <array>
#include <cstddef>

namespace app {

/// Shares of the size each way, few so that images are not made ever anew. A step costs 1.3 to 1.7 times as much. The
/// smallest is as coarse as a district may get: with symbols and texts drawn at full size, less gains little.
inline constexpr std::array kMotionFactors{0.3, 0.35, 0.4, 0.5, 0.65, 0.8, 1.0};

struct MotionSize {
    std::size_t step = 3;  ///< of kMotionFactors
    double mean_ms = 0;    ///< of the frames at this step, later ones count more; 0: none yet

    double factor() const { return kMotionFactors[step]; }
};

/// What comes after a frame of so many milliseconds. One slow frame must not make the next a thumbnail, nor one fast
/// one a slide show.
MotionSize after(MotionSize size, double ms);

}  // namespace app
