// How the program ends, and how it says why.
#pragma once

#include "base/result.h"

namespace app {

enum class ExitStatus : int {
    done = 0,
    failed = 1,      ///< could not do it
    usage = 2,       ///< the request makes no sense
    no_device = 3,   ///< no usable GPU or driver
    device_lost = 4  ///< the GPU went away while drawing; starting again may help
};

ExitStatus status_of(base::ErrorKind kind);

/// Writes `borough: SENTENCE` to stderr and gives the status to end with.
ExitStatus report(base::Error const& error);

/// The worse of two, for commands that go on after a failure.
ExitStatus worse(ExitStatus a, ExitStatus b);

}  // namespace app
