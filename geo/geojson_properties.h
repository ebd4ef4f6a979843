// The `properties` of GeoJSON features as columns. simdjson types: include from .cpp files only.
#pragma once

#include <simdjson.h>

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "geo/column_builder.h"

namespace geo {

class PropertyTable {
public:
    /// Columns for `fields`, or for every property there is.
    PropertyTable(std::vector<std::string> fields, bool all) : fields_(std::move(fields)), all_(all) {}

    /// False where the text is damaged beyond this object.
    bool read(std::size_t row, simdjson::ondemand::object properties);
    /// A feature's text `id`, offered as a field where the properties have none of that name.
    void set_id(std::size_t row, std::string_view id);

    /// Every name seen, in the order of first appearance.
    std::vector<std::string> const& names() const { return names_; }
    std::vector<Column> finish(std::size_t rows);

private:
    std::size_t key_of(std::string_view name);
    std::size_t key_at(char const* raw, simdjson::ondemand::field& field);
    void set(std::size_t row, ColumnBuilder& column, simdjson::ondemand::value value);

    std::vector<std::string> fields_;
    bool all_;
    std::vector<std::string> names_;
    std::vector<int> column_of_key_;  ///< -1: not wanted
    std::unordered_map<std::string, std::size_t> key_of_name_;
    std::vector<ColumnBuilder> columns_;
    std::size_t next_key_ = 0;  ///< features of one file mostly list their properties in one order
};

}  // namespace geo
