// What the remote control's page is told and what it tells, as JSON. For app/remote*.cpp.
#pragma once

#include <string>

#include "app/remote.h"
#include "base/result.h"
#include "ui/commands.h"

namespace app {

/// `can_command`: the role of who asks.
std::string status_json(RemoteStatus const& status, bool can_command);
std::string screen_json(RemoteScreen const& screen);

/// {"do": "scene", "index": 2} and so on (docs/wall.md has them all), judged by what there is: an error names what it
/// lacks and never reaches the window. `now`: the clock.
base::Result<ui::Command> read_remote_command(std::string const& json, RemoteStatus const& status, base::UtcMs now);

}  // namespace app
