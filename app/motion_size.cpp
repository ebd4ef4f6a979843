#include "app/motion_size.h"

namespace app {
namespace {

/// A frame in motion: ten a second, and something left for what else the machine does.
constexpr double kGoodFrameMs = 85;
// A step up from just below the lower bound ends below the upper one, so that sizes do not go to and fro.
constexpr double kTooSlow = 1.1, kMuchFaster = 0.55;

}  // namespace

MotionSize after(MotionSize size, double ms) {
    double const mean = size.mean_ms == 0 ? ms : 0.6 * size.mean_ms + 0.4 * ms;
    if (mean > kTooSlow * kGoodFrameMs && size.step > 0) return {size.step - 1};
    if (mean < kMuchFaster * kGoodFrameMs && size.step + 1 < kMotionFactors.size()) return {size.step + 1};
    return {size.step, mean};
}

}  // namespace app
