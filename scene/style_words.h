// The words of the pictures' styles, as files and options write them.
#pragma once

#include <array>
#include <string_view>

namespace scene {

/// By `Style`.
inline constexpr std::array<std::string_view, 3> kStyleWords{"day", "night", "paper"};

}  // namespace scene
