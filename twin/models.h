// Models: each file loaded once, placed, seated on the terrain.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <tuple>

#include "base/progress.h"
#include "base/result.h"
#include "twin/district_file.h"
#include "twin/read.h"

namespace twin {

class Models {
public:
    Models(std::filesystem::path helper, District& district, base::Progress& progress);

    /// Loads the files of [[models]] and of layers of instances. One that cannot be loaded is a finding.
    base::Status load(DistrictFile const& file);

    /// Takes out the buildings that loaded models stand for. Before anything refers to building indices.
    void remove_replaced(DistrictFile const& file, Inputs const& inputs);

    /// Puts them where they belong, on the terrain, and makes the district as large as they are.
    void place(DistrictFile const& file, Inputs const& inputs);

private:
    std::optional<std::uint32_t> get(assets::ModelRequest const& request);
    std::optional<std::uint32_t> load_file(assets::ModelRequest const& request);
    void place_one(ModelSpec const& spec, std::uint32_t index);
    void place_instances(LayerInput const& input);

    std::filesystem::path helper_;
    District& district_;
    base::Progress& progress_;
    /// By file, up axis and unit; files that cannot be loaded are remembered too.
    std::map<std::tuple<std::string, assets::UpAxis, double>, std::optional<std::uint32_t>> known_;
};

}  // namespace twin
