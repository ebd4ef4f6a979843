// A listener for one feed alone, where no `borough serve` listens for all of them.
#pragma once

#include <memory>

#include "base/result.h"
#include "feeds/transport.h"
#include "feeds/url.h"

namespace feeds {

/// push://HOST:PORT: POST /ingest/FEED there, as at `borough serve`.
base::Result<std::unique_ptr<Transport>> open_http_push(TransportSetup setup, Url const& url);

}  // namespace feeds
