#include "geo/osm_tags.h"

#include <array>

namespace geo {

namespace {

constexpr std::size_t kMostSeen = 400;

// OSM wiki, "Simple 3D Buildings", and what labels, roads and water need.
constexpr std::array kUsual{"height",
                            "min_height",
                            "building:height",
                            "building:levels",
                            "building:min_level",
                            "roof:levels",
                            "roof:shape",
                            "roof:height",
                            "roof:direction",
                            "roof:orientation",
                            "roof:colour",
                            "roof:material",
                            "building:part",
                            "building:colour",
                            "building:material",
                            "building:use",
                            "start_date",
                            "est_height",
                            "name:en",
                            "name:zh",
                            "addr:street",
                            "addr:housenumber",
                            "oneway",
                            "lanes",
                            "width",
                            "surface",
                            "bridge",
                            "tunnel",
                            "layer",
                            "maxspeed",
                            "service",
                            "water",
                            "waterway",
                            "railway",
                            "electrified",
                            "gauge",
                            "location",
                            "level"};

}  // namespace

bool HstoreReader::quoted(std::string& out) {
    if (rest_.empty() || rest_.front() != '"') return false;
    out.clear();
    for (std::size_t i = 1; i < rest_.size(); ++i) {
        if (rest_[i] == '\\' && i + 1 < rest_.size()) {
            out += rest_[++i];
        } else if (rest_[i] == '"') {
            rest_.remove_prefix(i + 1);
            return true;
        } else {
            out += rest_[i];
        }
    }
    return false;
}

bool HstoreReader::next(std::string& key, std::string& value) {
    std::size_t const start = rest_.find('"');
    if (start == std::string_view::npos) return false;
    rest_.remove_prefix(start);
    if (!quoted(key) || !rest_.starts_with("=>")) return false;
    rest_.remove_prefix(2);
    return quoted(value);
}

TagColumns::TagColumns(std::vector<std::string> const& wanted, bool all) {
    auto const add = [&](std::string const& name) {
        auto const [at, fresh] = keys_.try_emplace(name);
        if (!fresh) return;
        at->second.builder = static_cast<int>(builders_.size());
        builders_.emplace_back(name);
    };
    for (std::string const& name : wanted) add(name);
    if (all) {
        for (char const* name : kUsual) add(name);
    }
}

void TagColumns::add_row(std::size_t row, std::string_view other_tags) {
    HstoreReader tags(other_tags);
    while (tags.next(key_, value_)) {
        auto found = keys_.find(key_);
        if (found == keys_.end()) {
            if (seen_.size() >= kMostSeen) continue;
            found = keys_.try_emplace(key_).first;
        }
        if (!found->second.seen) {
            found->second.seen = true;
            seen_.push_back(key_);
        }
        if (found->second.builder >= 0)
            builders_[static_cast<std::size_t>(found->second.builder)].set_text(row, value_);
    }
}

std::vector<Column> TagColumns::finish(std::size_t rows) {
    std::vector<Column> columns;
    for (ColumnBuilder& builder : builders_) {
        if (auto const at = keys_.find(builder.name()); at->second.seen) columns.push_back(builder.finish(rows));
    }
    return columns;
}

}  // namespace geo
