// Who took what out of the program: exports, screenshots and reports, a line each in the district's audit log.
#pragma once

#include <string>

#include "base/result.h"
#include "base/time.h"
#include "twin/feed_spec.h"

namespace app {

/// `action`: "export", "screenshot" or "report"; `target`: the file or folder. On the disk when it returns. Nothing is
/// done where the district has no journal, and so no log. `source`: the address it came from; empty: this machine.
base::Status audit_export(twin::LiveSpec const& live, base::UtcMs at, std::string const& action,
                          std::string const& target, std::string const& source = {});

}  // namespace app
