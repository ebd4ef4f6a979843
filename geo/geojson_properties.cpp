#include "geo/geojson_properties.h"

#include <cstring>

#include "geo/suggest.h"

namespace geo {

std::size_t PropertyTable::key_of(std::string_view name) {
    auto const [at, fresh] = key_of_name_.try_emplace(std::string(name), names_.size());
    if (!fresh) return at->second;
    names_.emplace_back(name);
    bool const wanted = all_ || find_name(name, fields_) >= 0;
    column_of_key_.push_back(wanted ? static_cast<int>(columns_.size()) : -1);
    if (wanted) columns_.emplace_back(std::string(name));
    return at->second;
}

std::size_t PropertyTable::key_at(char const* raw, simdjson::ondemand::field& field) {
    if (next_key_ >= names_.size()) next_key_ = 0;
    if (next_key_ < names_.size()) {
        std::string const& guess = names_[next_key_];
        if (std::strncmp(raw, guess.data(), guess.size()) == 0 && raw[guess.size()] == '"') return next_key_++;
    }
    std::string_view name;
    if (field.unescaped_key().get(name) != simdjson::SUCCESS) name = "";
    std::size_t const key = key_of(name);
    next_key_ = key + 1;
    return key;
}

void PropertyTable::set(std::size_t row, ColumnBuilder& column, simdjson::ondemand::value value) {
    std::string_view const token = value.raw_json_token();
    switch (token.empty() ? '\0' : token.front()) {
        case '"': {
            std::string_view text;
            if (value.get_string().get(text) == simdjson::SUCCESS) column.set_text(row, text);
            return;
        }
        case 't': return column.set_number(row, 1);
        case 'f': return column.set_number(row, 0);
        case '{':
        case '[': {
            std::string_view json;
            if (simdjson::to_json_string(value).get(json) == simdjson::SUCCESS) column.set_text(row, json);
            return;
        }
        default: {
            // null, and the NaN and Infinity that some writers leave behind, stay null.
            double number = 0;
            if (value.get_double().get(number) == simdjson::SUCCESS) column.set_number(row, number);
        }
    }
}

bool PropertyTable::read(std::size_t row, simdjson::ondemand::object properties) {
    next_key_ = 0;
    for (auto item : properties) {
        simdjson::ondemand::field field;
        if (std::move(item).get(field) != simdjson::SUCCESS) return false;
        std::size_t const key = key_at(field.key().raw(), field);
        int const column = column_of_key_[key];
        if (column >= 0) set(row, columns_[static_cast<std::size_t>(column)], field.value());
    }
    return true;
}

void PropertyTable::set_id(std::size_t row, std::string_view id) {
    int const column = column_of_key_[key_of("id")];
    if (column >= 0) columns_[static_cast<std::size_t>(column)].set_text(row, id);
}

std::vector<Column> PropertyTable::finish(std::size_t rows) {
    std::vector<Column> columns;
    for (ColumnBuilder& column : columns_) columns.push_back(column.finish(rows));
    return columns;
}

}  // namespace geo
