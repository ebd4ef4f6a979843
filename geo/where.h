// OGR's SQL conditions on layers that OGR does not hold: our own readers' and OSM's, whose tags OGR leaves in one text.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "geo/vector.h"

namespace geo {

/// The names a condition speaks of: words and "quoted names" outside text, SQL's own words left out.
std::vector<std::string> names_in(std::string const& where);

/// "the condition ... cannot be used", with the names that are there where one is not.
base::Error where_error(VectorLayer const& layer, std::string const& where, std::string const& why);

/// Keeps the rows for which `where` holds. All columns it names must have been read, if they are in the source.
base::Status keep_where(VectorLayer& layer, std::string const& where);

/// Removes the columns that were read only for `where`.
void drop_unwanted_columns(VectorLayer& layer, VectorRequest const& request);

}  // namespace geo
