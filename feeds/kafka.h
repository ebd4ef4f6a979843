// A topic of Kafka.
#pragma once

#include <memory>

#include "base/result.h"
#include "feeds/transport.h"
#include "feeds/url.h"

namespace feeds {

/// kafka://HOST:PORT/TOPIC?from=start|end, where to begin without a position; see kafka_settings.h for the rest.
base::Result<std::unique_ptr<Transport>> open_kafka(TransportSetup setup, Url const& url);

}  // namespace feeds
