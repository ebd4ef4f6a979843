// Layers of the sample's own things, as geo/write.h takes them.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "geo/write.h"
#include "sample/shape.h"

namespace sample {

/// `row` is that of the columns which the polygon belongs to.
void append(geo::Polygons& polygons, Shape const& shape, std::uint32_t row);

/// One value for each thing in its order; an empty one is written as null.
template <class Thing>
void add_text(geo::WrittenLayer& layer, char const* name, std::vector<Thing> const& all,
              std::function<std::string(Thing const&)> const& value) {
    geo::Column column{name, geo::Column::Kind::text, {}, {}, {}};
    for (Thing const& thing : all) {
        std::string text = value(thing);
        column.codes.push_back(text.empty() ? geo::Column::kNull
                                            : static_cast<std::uint32_t>(column.dictionary.size()));
        if (!text.empty()) column.dictionary.push_back(std::move(text));
    }
    layer.columns.push_back(std::move(column));
}

/// NaN is written as null.
template <class Thing>
void add_number(geo::WrittenLayer& layer, char const* name, std::vector<Thing> const& all,
                std::function<double(Thing const&)> const& value) {
    geo::Column column{name, geo::Column::Kind::number, {}, {}, {}};
    for (Thing const& thing : all) column.numbers.push_back(value(thing));
    layer.columns.push_back(std::move(column));
}

}  // namespace sample
