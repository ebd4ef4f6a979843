// Field lists of the district file against the columns a layer really has.
#pragma once

#include <string>
#include <vector>

#include "base/findings.h"
#include "base/result.h"
#include "geo/vector.h"
#include "twin/district_file.h"
#include "twin/expression.h"

namespace twin {

/// Every name the entries may mean: an entry as it stands, and the fields in it where it is an expression.
std::vector<std::string> names_in(Fields const& fields);

/// Takes entries out whose fields the layer has not got, with a warning; an error where none is left of a list that had
/// some, or an entry is no expression. Layers without a fixed set of fields (OSM) are believed.
base::Status require_fields(Fields& fields, std::string const& key, geo::VectorLayer const& layer,
                            base::Findings& findings);

/// The entry as an expression over this layer's columns; an entry that is a column's very name is that column.
base::Result<Expression> expression_of(std::string const& entry, geo::VectorLayer const& layer);

/// Text of the first of `columns` that is not null.
class FirstText {
public:
    FirstText(Fields const& fields, geo::VectorLayer const& layer);
    /// "" where all are null.
    std::string operator()(std::size_t row) const;
    bool any() const { return !columns_.empty(); }

private:
    std::vector<geo::Column const*> columns_;
};

/// Number of the first of the expressions that is not NaN.
class FirstNumber {
public:
    FirstNumber(Fields const& fields, geo::VectorLayer const& layer);
    /// `per_storey`: metres that a storey counts, for expressions in storeys.
    double operator()(std::size_t row, double per_storey = 1) const;
    bool any() const { return !rules_.empty(); }

private:
    struct Rule {
        BoundExpression value;
        bool storeys;
    };
    std::vector<Rule> rules_;
};

}  // namespace twin
