// Text whose encoding nobody stated: Chinese shapefiles and tables without a .cpg are as common as those with one.
#pragma once

#include <string>
#include <string_view>

#include "base/findings.h"
#include "geo/vector.h"

namespace geo {

bool is_utf8(std::string_view text);

/// True for GB 18030 that is mostly everyday Chinese characters. Western 8-bit text almost never is.
bool looks_like_chinese(std::string_view text);

/// One text by itself: itself where it is UTF-8, else decoded as what it looks like.
std::string as_utf8(std::string const& text);

/// Turns the names and values of a layer into UTF-8 where they are not, and says in a finding what they were taken for.
void settle_encoding(VectorLayer& layer, base::Findings& findings);

}  // namespace geo
