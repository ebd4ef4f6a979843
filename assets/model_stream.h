// Models and requests as bytes, for the way between the program and its reading child.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "assets/model.h"

namespace assets {

std::vector<std::byte> pack(ModelRequest const& request);
std::vector<std::byte> pack(Model const& model);

/// The bytes come from a process that may have been damaged by what it read. Whatever they are, the answer is a model
/// whose every index, part and texture is in range, or an error.
base::Result<ModelRequest> unpack_request(std::span<std::byte const> bytes);
base::Result<Model> unpack_model(std::span<std::byte const> bytes);

}  // namespace assets
