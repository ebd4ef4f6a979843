// Made of data/*.csv by CMake.
#pragma once

#include <string_view>

namespace sample {

extern std::string_view const kTicketClassesCsv;
extern std::string_view const kEventTypesCsv;

}  // namespace sample
