// Models: each file loaded once, placed, seated on the terrain.
#pragma once

#include <cstdint>
#include <filesystem>
#include <future>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "base/result.h"
#include "twin/district_file.h"
#include "twin/read.h"

namespace twin {

class Models {
public:
    /// Begins to load the files of [[models]] and of layers of instances while other work goes on.
    Models(DistrictFile const& file, std::filesystem::path helper);

    /// Waits for them and puts them into the district. One that cannot be loaded is a finding.
    void finish(District& district);

    /// Takes out the buildings that loaded models stand for. Before anything refers to building indices.
    void remove_replaced(DistrictFile const& file, Inputs const& inputs, District& district) const;

    /// Puts them where they belong, on the terrain, and makes the district as large as they are.
    void place(DistrictFile const& file, Inputs const& inputs, District& district) const;

private:
    /// File, up axis, unit.
    using Key = std::tuple<std::string, assets::UpAxis, double>;
    void want(ModelSpec const& spec);
    std::optional<std::uint32_t> find(Key const& key) const;
    void place_instances(LayerInput const& input, District& district) const;

    std::vector<Key> wanted_;
    std::future<std::vector<base::Result<assets::Model>>> loading_;
    std::map<Key, std::optional<std::uint32_t>> index_;  ///< into District::models; none: it could not be loaded
};

}  // namespace twin
