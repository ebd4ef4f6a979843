// What some of the sample's cameras show when they are watched: four short films of drawn streets, repeated for ever.
#pragma once

#include <filesystem>
#include <string_view>

#include "base/result.h"
#include "sample/tables.h"

namespace sample {

/// Of the camera with this number, "crossing.mp4"; empty: it offers no film.
std::string_view clip_of(std::size_t camera, Where scene);

/// Writes them all, 480 x 270 pixels and eight seconds each.
base::Status write_clips(std::filesystem::path const& folder);

}  // namespace sample
