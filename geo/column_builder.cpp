#include "geo/column_builder.h"

#include <functional>
#include <limits>

#include "geo/number_text.h"

namespace geo {

namespace {

constexpr double kNoNumber = std::numeric_limits<double>::quiet_NaN();

}  // namespace

void ColumnBuilder::pad(std::size_t rows) {
    if (column_.kind == Column::Kind::number) {
        column_.numbers.resize(rows, kNoNumber);
    } else {
        column_.codes.resize(rows, Column::kNull);
    }
}

void ColumnBuilder::set_number(std::size_t row, double value) {
    if (column_.kind == Column::Kind::text) return set_text(row, number_as_text(value));
    if (is_set(row)) return;
    pad(row);
    column_.numbers.push_back(value);
}

void ColumnBuilder::set_text(std::size_t row, std::string_view value) {
    if (column_.kind == Column::Kind::number) become_text();
    if (is_set(row)) return;
    pad(row);
    column_.codes.push_back(code_of(value));
}

void ColumnBuilder::become_text() {
    std::vector<double> const numbers = std::move(column_.numbers);
    column_.kind = Column::Kind::text;
    column_.numbers.clear();
    for (double const value : numbers) {
        std::string const text = number_as_text(value);
        column_.codes.push_back(text.empty() ? Column::kNull : code_of(text));
    }
}

std::uint32_t ColumnBuilder::code_of(std::string_view value) {
    // Neighbours in a file often share their value.
    if (last_code_ != Column::kNull && column_.dictionary[last_code_] == value) return last_code_;
    if (2 * (column_.dictionary.size() + 1) > slots_.size()) grow_slots();
    std::size_t const mask = slots_.size() - 1;
    std::size_t slot = std::hash<std::string_view>{}(value)&mask;
    while (slots_[slot] != Column::kNull && column_.dictionary[slots_[slot]] != value) slot = (slot + 1) & mask;
    if (slots_[slot] == Column::kNull) {
        slots_[slot] = static_cast<std::uint32_t>(column_.dictionary.size());
        column_.dictionary.emplace_back(value);
    }
    return last_code_ = slots_[slot];
}

void ColumnBuilder::grow_slots() {
    std::size_t const size = slots_.empty() ? 64 : 2 * slots_.size();
    slots_.assign(size, Column::kNull);
    for (std::uint32_t code = 0; code < column_.dictionary.size(); ++code) {
        std::size_t slot = std::hash<std::string_view>{}(column_.dictionary[code]) & (size - 1);
        while (slots_[slot] != Column::kNull) slot = (slot + 1) & (size - 1);
        slots_[slot] = code;
    }
}

Column ColumnBuilder::finish(std::size_t rows) {
    pad(rows);
    return std::move(column_);
}

}  // namespace geo
