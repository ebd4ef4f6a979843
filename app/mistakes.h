// How a mistake on the command line, or in a file it names, is said: Chinese first, English beside it, as nobody knows
// yet who reads it.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace app {

/// "中文 / English".
std::string in_both(std::string const& zh, std::string const& en);

/// The word that was probably meant; empty: none is near.
std::string nearest_of(std::string_view word, std::span<std::string const> among);

}  // namespace app
