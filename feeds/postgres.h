// A table that others write to, read as it grows.
#pragma once

#include <memory>

#include "base/result.h"
#include "feeds/transport.h"
#include "feeds/url.h"

namespace feeds {

/// postgresql://USER@HOST:PORT/DATABASE?table=SCHEMA.TABLE&order=seq&channel=NAME&columns=a,b&timeout=15
base::Result<std::unique_ptr<Transport>> open_postgres(TransportSetup setup, Url const& url);

}  // namespace feeds
