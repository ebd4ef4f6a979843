#include "app/version.h"

namespace app {

std::string program_name() { return "Borough " BOROUGH_VERSION; }

std::string build_name() { return program_name() + " (" + std::string(kCommit) + ")"; }

}  // namespace app
