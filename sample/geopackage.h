// Writes the sample's layers to one GeoPackage, tile after tile.
#pragma once

#include <filesystem>
#include <memory>

#include "base/result.h"
#include "sample/content.h"

namespace sample {

class GeoPackage {
public:
    /// `spatial_index`: costs time and memory, worth it for small cities only.
    static base::Result<GeoPackage> create(std::filesystem::path const& file, bool spatial_index);
    GeoPackage(GeoPackage&&) noexcept;
    GeoPackage& operator=(GeoPackage&&) noexcept;
    ~GeoPackage();

    /// Buildings are numbered in the order in which they come.
    base::Status append(Content const& content);
    base::Status finish();
    /// Id of the building that the station hall's model replaces; empty before it was written.
    std::string const& hall_id() const;

private:
    struct State;
    explicit GeoPackage(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace sample
