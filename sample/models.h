// The sample's own small models, as binary glTF.
#pragma once

#include <filesystem>

#include "base/result.h"

namespace sample {

/// station, tree_broadleaf, tree_palm, tree_conifer, lamp, camera_pole: `folder`/NAME.glb.
base::Status write_models(std::filesystem::path const& folder);

}  // namespace sample
