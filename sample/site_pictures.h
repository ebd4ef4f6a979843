// Pictures of the sample's building sites by date, as somebody who visits them takes them: drawn, further along each
// time, `pictures/ID/2026-03-14 0930.png`.
#pragma once

#include <filesystem>

#include "base/result.h"
#include "base/time.h"
#include "sample/projects.h"

namespace sample {

/// Of each project that is being built, one every 45 days from its start to `until`, the last six; 480 x 270 pixels.
base::Status write_site_pictures(std::filesystem::path const& folder, Supervised const& all, base::UtcMs until);

}  // namespace sample
