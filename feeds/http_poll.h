// An HTTP server that is asked again and again.
#pragma once

#include <memory>

#include "base/result.h"
#include "feeds/transport.h"
#include "feeds/url.h"

namespace feeds {

base::Result<std::unique_ptr<Transport>> open_http_poll(TransportSetup setup, Url const& url);

}  // namespace feeds
