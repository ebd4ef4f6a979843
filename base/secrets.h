// Whether the name of a source gives a password away. Names of sources stand in errors, on pages, in recipes and in
// /state, so a password is refused there wherever it is found: secrets are kept elsewhere.
#pragma once

#include <string_view>

namespace base {

/// "user:secret@" before a host, or a word of a connection or a query that holds one: password=, pwd=, token= ...
bool holds_secret(std::string_view name);

}  // namespace base
