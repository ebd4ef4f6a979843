// Which program this is.
#pragma once

#include <string>
#include <string_view>

namespace app {

/// Of the sources it was built from, "8db0bee7a21c", with "-dirty" where they were changed; "unknown" without git.
extern std::string_view const kCommit;

/// "Borough 0.1.0": as pages print it, alike for all builds of a version.
std::string program_name();
/// "Borough 0.1.0 (8db0bee7a21c)": as recipes keep it, so that builds can be told apart.
std::string build_name();

}  // namespace app
