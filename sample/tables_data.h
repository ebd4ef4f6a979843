// Made of the files in data/ by CMake.
#pragma once

#include <string_view>

namespace sample {

extern std::string_view const kTicketClassesCsv;
extern std::string_view const kEventTypesCsv;
/// sites.toml of the sample: a study for a school, and one for a clinic (docs/siting.md).
extern std::string_view const kSitesToml;

}  // namespace sample
