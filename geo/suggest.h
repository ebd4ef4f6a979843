// "Did you mean": the helpful half of an error about a name that is not there.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace geo {

/// ", did you mean 'height'?; it has: height, name, use" for what a sentence about an unknown name should end with.
/// At most `most` names are listed.
std::string names_that_are_there(std::string_view wanted, std::span<std::string const> there, std::size_t most = 12);

/// The index of `wanted`: as written, else whatever the case of its letters; -1 where there is none.
int find_name(std::string_view wanted, std::span<std::string const> there);

}  // namespace geo
