// From the ids in a picture back to features of the sources.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "twin/district.h"

namespace app {

struct Feature {
    std::string kind;  ///< "building", "area", "line", "instance", "report"
    std::string source = {};
    std::string layer = {};
    std::int64_t feature = -1;  ///< the feature's own id in its layer; -1: it has none
    std::string name = {};
};

/// What is needed of a district to name what an id stands for: copied, so that the geometry may go.
class FeatureIndex {
public:
    explicit FeatureIndex(twin::District const& district);
    Feature find(std::uint32_t id) const;

private:
    /// Rows of one layer in the order ids are given.
    struct Run {
        std::uint32_t first = 0;
        std::uint16_t layer = 0;
        std::vector<std::uint32_t> rows;
    };
    Feature of_row(std::string kind, std::size_t layer, std::size_t row) const;
    Feature of_run(std::string kind, std::vector<Run> const& runs, std::uint32_t index) const;

    std::vector<twin::SourceLayer> layers_;
    std::vector<std::uint16_t> building_layer_;
    std::vector<std::uint32_t> building_row_;
    std::vector<Run> areas_, lines_, instances_;
};

/// Which ids are in a picture, and how many pixels each has.
class IdCounts {
public:
    void add(std::uint32_t const* ids, std::size_t count);
    /// By id.
    std::vector<std::pair<std::uint32_t, std::uint64_t>> sorted() const;

private:
    std::unordered_map<std::uint32_t, std::uint64_t> pixels_;
};

}  // namespace app
