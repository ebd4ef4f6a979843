// Files as feeds: read to the end, and on as they grow, through rotation and truncation.
#pragma once

#include <memory>

#include "base/result.h"
#include "feeds/transport.h"
#include "feeds/url.h"

namespace feeds {

base::Result<std::unique_ptr<Transport>> open_file_tail(TransportSetup setup, Url const& url);

}  // namespace feeds
