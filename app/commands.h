// The commands, one file each.
#pragma once

#include "app/exit_status.h"
#include "app/options.h"

namespace app {

ExitStatus run(ShotCommand const& command);
/// `shot --screen`.
ExitStatus run_screen(ShotCommand const& command);
ExitStatus run(CheckCommand const& command);
/// `check --audit`.
ExitStatus run_audit(CheckCommand const& command);
ExitStatus run(SampleCommand const& command);
ExitStatus run(ViewCommand const& command);
ExitStatus run(ReplayCommand const& command);
ExitStatus run(ServeCommand const& command);

}  // namespace app
