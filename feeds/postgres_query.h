// The SQL that reads a growing table a page at a time, each row as JSON.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "feeds/postgres_link.h"

namespace feeds {

struct TableChoice {
    std::string table;                 ///< with or without a schema
    std::string order;                 ///< a column of whole numbers that only grow
    std::vector<std::string> columns;  ///< empty: all but binary ones
};

/// Arguments: $1 the number to begin after, $2 an array of numbers below it to ask for again, $3 the most rows. Answers
/// with number and JSON, in the order of the numbers.
struct TableQuery {
    std::string rows;
    std::string rows_without_geometry;  ///< for rows whose geometry the server stumbles over
};

/// Looks at the table's columns. Geometries become "geometry" (GeoJSON in WGS84) and, where the table has no columns of
/// these names, "lon" and "lat" of a point on it.
std::variant<TableQuery, PostgresProblem> describe(PostgresLink& link, TableChoice const& choice);

}  // namespace feeds
