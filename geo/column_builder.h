// Fills one Column row by row: text is stored once per different value, numbers become text when the first text comes.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <vector>

#include "geo/vector.h"

namespace geo {

class ColumnBuilder {
public:
    explicit ColumnBuilder(std::string name, Column::Kind kind = Column::Kind::number) {
        column_.name = std::move(name);
        column_.kind = kind;
    }

    /// Rows may be left out (they become null) but not visited twice out of order; setting the newest row again
    /// replaces.
    void set_number(std::size_t row, double value);
    void set_text(std::size_t row, std::string_view value);

    /// Whether this row, the newest, has a value.
    bool is_set(std::size_t row) const { return std::max(column_.numbers.size(), column_.codes.size()) > row; }
    std::string const& name() const { return column_.name; }
    /// The column with exactly `rows` rows.
    Column finish(std::size_t rows);

private:
    void pad(std::size_t rows);
    void become_text();
    std::uint32_t code_of(std::string_view value);
    void grow_slots();

    Column column_;
    std::vector<std::uint32_t> slots_;  ///< open addressing over the dictionary
    std::uint32_t last_code_ = Column::kNull;
};

}  // namespace geo
