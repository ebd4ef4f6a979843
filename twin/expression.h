// Height rules as people write them: "height", "floors * 3.0", "z_max - z_min", "HEIGHT_FT ft", "building:levels
// storeys".
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "geo/vector.h"

namespace twin {

enum class Unit : std::uint8_t { none, metres, storeys };

/// A number out of running text, as OSM and spreadsheets have them: "12 m", "40'", "5'11\"", "12,5", "6层", "~ 30".
/// Lengths come back in metres. None where the text does not start with a number.
struct Quantity {
    double value = 0;
    Unit unit = Unit::none;  ///< as the text itself says
};
std::optional<Quantity> parse_quantity(std::string_view text);

/// Fields and numbers joined by + - * / and brackets, with a unit behind a field or at the end. A field whose name has
/// white space or signs goes in double quotes; "a-b" is one field, "a - b" a difference.
class Expression {
public:
    static base::Result<Expression> parse(std::string_view text);

    /// As it was written.
    std::string const& text() const { return text_; }
    std::vector<std::string> const& fields() const { return fields_; }
    /// True where the result counts storeys; otherwise it is metres (or whatever the fields hold).
    bool counts_storeys() const { return storeys_; }

private:
    friend class BoundExpression;
    friend struct ExpressionParser;
    enum class Op : std::uint8_t { constant, field, add, subtract, multiply, divide };
    struct Step {
        Op op;
        double value;         ///< constant; of a field: metres per unit of it
        std::uint32_t field;  ///< into fields_
    };
    std::string text_;
    std::vector<std::string> fields_;
    std::vector<Step> steps_;  ///< reverse Polish
    bool storeys_ = false;
};

/// An expression with the columns of a layer in place of the field names. Cheap per row; safe on many threads.
class BoundExpression {
public:
    /// Columns that are not there read as NaN.
    BoundExpression(Expression const& expression, geo::VectorLayer const& layer);

    /// NaN where any field of it is null or unreadable.
    double operator()(std::size_t row) const;
    /// True where some field of it has text that is not null yet says no number ("n/a").
    bool unreadable(std::size_t row) const;

private:
    struct Source {
        geo::Column const* column = nullptr;
        double factor = 1;
        std::vector<double> by_code;  ///< text: what each dictionary entry says; its own unit wins
    };
    std::vector<Expression::Step> steps_;
    std::vector<Source> sources_;
};

}  // namespace twin
