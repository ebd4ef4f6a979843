// Any model file that Assimp opens, as a Model. May crash or take all memory on malformed files: see load_model.
#pragma once

#include <string_view>

#include "assets/model.h"

namespace assets {

/// "gltf, glb, obj, ...", and whether `extension` (without its dot, any case) is one of them.
std::string_view known_formats();
bool is_known_format(std::string_view extension);

base::Result<Model> read_with_assimp(ModelRequest request);

}  // namespace assets
