// Words for what lies on the ground: what it is, and what columns of the sources are called.
#pragma once

#include <string>
#include <string_view>

#include "twin/district.h"

namespace app {

/// "次干路", "Secondary road"; both empty for what has no class of its own.
twin::Name ground_word(twin::GroundClass ground);
/// "编码" of "code"; both empty for a name that only its source knows.
twin::Name ground_column(std::string_view name);
/// "街道" of the kind "subdistrict", "棕榈" of the species "palm"; both empty for words that only the source knows.
twin::Name ground_value(std::string_view column, std::string_view word);

}  // namespace app
