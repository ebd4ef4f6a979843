// `borough report` with a watch of the caller's own.
#pragma once

#include "app/exit_status.h"
#include "app/options.h"
#include "app/stats.h"

namespace app {

/// `audited`: a line in the district's audit log says what was made and where; else somebody else sees to that.
/// Leaves signals to a thread of its own: call it before any other thread is made.
ExitStatus run_report(ReportCommand const& command, Stopwatch& watch, bool audited);

}  // namespace app
