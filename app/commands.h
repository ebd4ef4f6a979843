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
/// `check --warnings`.
ExitStatus run_warnings(CheckCommand const& command);
ExitStatus run(SampleCommand const& command);
ExitStatus run(ViewCommand const& command);
ExitStatus run(ReplayCommand const& command);
ExitStatus run(ServeCommand const& command);
ExitStatus run(SiteCommand const& command);
ExitStatus run(ReportCommand const& command);
/// `report --verify`.
ExitStatus run_verify(ReportCommand const& command);

}  // namespace app
