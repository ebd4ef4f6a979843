// What the steps of an event's workflow at its source are called.
#pragma once

#include <string>

#include "twin/name.h"

namespace app {

/// "DISPATCHED" and the like; a word that nobody knows stands for itself.
twin::Name step_name(std::string const& workflow);

}  // namespace app
