// Standard input, or any other stream of bytes that cannot be read again, as a feed.
#pragma once

#include <memory>

#include "base/result.h"
#include "feeds/transport.h"
#include "feeds/url.h"

namespace feeds {

/// `descriptor` stays the caller's.
base::Result<std::unique_ptr<Transport>> open_stream(TransportSetup setup, Url const& url, int descriptor);

}  // namespace feeds
