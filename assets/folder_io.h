// What a model may read from the disk: files in its own folder, and nothing else.
#pragma once

#include <filesystem>
#include <string>

#include "base/result.h"

namespace assets {

/// The file that a model in `folder` means by `written`, a path or URI as found inside it. Paths with backslashes,
/// percent signs, another machine's drive letters or other capitals are tried as well; what lies outside the folder is
/// refused, unless a file of that name lies beside the model. Symbolic links in the folder are its owner's decision.
base::Result<std::filesystem::path> find_in_folder(std::filesystem::path const& folder, std::string const& written);

}  // namespace assets
