// The window's own `borough report`: the same program in a process of its own, which says on standard output how far
// it is. It can be ended at any time, and what goes wrong in it costs the window nothing.
#pragma once

#include <string>
#include <string_view>

#include "app/exit_status.h"

namespace app {

/// `borough --sheet-child PARENT report ...`; PARENT is the process id of the window, with which it goes.
inline constexpr std::string_view kSheetChild = "--sheet-child";

/// "@draw\n" on standard output as each stage begins (Stopwatch::stage); the results of `--json` last. It writes
/// nothing into the audit log: what is only looked at has not left the program.
ExitStatus run_sheet_child(int argc, char const* const* argv);

/// The stage in such a line, without what marks it; empty: it is none.
std::string_view stage_in(std::string_view line);

}  // namespace app
