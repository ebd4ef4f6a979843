// The templates in the program, as the build put them there.
#pragma once

#include <string_view>
#include <vector>

namespace report {

struct ShippedTemplate {
    std::string_view name;
    std::string_view toml;
};
std::vector<ShippedTemplate> const& shipped();

}  // namespace report
