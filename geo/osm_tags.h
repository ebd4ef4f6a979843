// The tags that GDAL's OSM driver leaves in one text, `other_tags`, as columns of their own.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "geo/column_builder.h"

namespace geo {

/// Goes through PostgreSQL's hstore text: "key"=>"value","key"=>"value".
class HstoreReader {
public:
    explicit HstoreReader(std::string_view text) : rest_(text) {}
    /// False at the end, and where the text makes no sense.
    bool next(std::string& key, std::string& value);

private:
    bool quoted(std::string& out);
    std::string_view rest_;
};

class TagColumns {
public:
    /// `wanted` are keys to make columns of. With `all`, the keys that say something of buildings and roads become
    /// columns too (every key would be thousands).
    TagColumns(std::vector<std::string> const& wanted, bool all);

    void add_row(std::size_t row, std::string_view other_tags);

    /// Keys seen, in the order of their first appearance; the rarest are cut off at some hundred.
    std::vector<std::string> const& seen() const { return seen_; }
    /// Only columns that have a value somewhere.
    std::vector<Column> finish(std::size_t rows);

private:
    struct Key {
        bool seen = false;
        int builder = -1;
    };
    std::unordered_map<std::string, Key> keys_;
    std::vector<std::string> seen_;
    std::vector<ColumnBuilder> builders_;
    std::string key_, value_;
};

}  // namespace geo
