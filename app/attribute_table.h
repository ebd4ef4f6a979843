// Attributes of buildings as a table: what is known of each, and filters over it in SQL's words.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/progress.h"
#include "twin/district.h"

namespace app {

/// Which buildings an expression is true of; or what is wrong with it.
struct Filtered {
    std::vector<std::uint8_t> shown;  ///< per building; empty where there is a problem
    std::size_t count = 0;
    twin::Name problem;  ///< a sentence in both languages; both empty: none
    bool good() const { return problem.zh.empty() && problem.en.empty(); }
};

class AttributeTable {
public:
    /// The district must outlive it.
    explicit AttributeTable(twin::District const& district);
    AttributeTable(AttributeTable&&) noexcept;
    AttributeTable& operator=(AttributeTable&&) noexcept;
    ~AttributeTable();

    /// The table's own columns come first: id, name, height, storeys, area, floor_area, base, use, roof. Then those of
    /// the sources; one with the name of an own column has "source_" before it.
    struct Column {
        std::string name;
        twin::Name title;
        std::string unit;
        bool number = false;
        std::string from;  ///< "buildings.gpkg, Floor"; empty: worked out
    };
    std::vector<Column> const& columns() const;
    /// By name or title, in any case; -1: there is none.
    int find(std::string_view name) const;

    /// NaN where it is not known, or no number.
    double number(std::size_t column, std::uint32_t building) const;
    /// "" where it is not known. Uses and roofs in the language.
    std::string text(std::size_t column, std::uint32_t building, bool chinese) const;

    /// `expression`: what may stand after WHERE in SQLite, "height > 50 AND use = '住宅'"; columns by name or title;
    /// words of use in either language; full-width signs and quotes count as the plain ones. Empty: all. Not for two
    /// threads at once. A cancelled filter has the problem "stopped".
    Filtered filter(std::string const& expression, base::Progress& progress);

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// The language's word for a use; "" of an unknown one.
char const* use_word(twin::Use use, bool chinese);
char const* roof_word(twin::RoofShape roof, bool chinese);

}  // namespace app
