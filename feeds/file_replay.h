// A recorded file played as if it happened now, faster or slower.
#pragma once

#include <memory>

#include "base/result.h"
#include "feeds/transport.h"
#include "feeds/url.h"

namespace feeds {

/// replay:PATH?speed=60&time=NAME&format=lines: each message comes as long after the first as its member `time` says,
/// divided by the speed; one without comes at once.
base::Result<std::unique_ptr<Transport>> open_file_replay(TransportSetup setup, Url const& url);

}  // namespace feeds
