// The mapping files of feeds/mappings/, taken into the program when it is built.
#pragma once

#include <span>
#include <string_view>

namespace feeds {

struct ShippedMapping {
    std::string_view name;
    std::string_view toml;
};

std::span<ShippedMapping const> shipped_mappings();

}  // namespace feeds
