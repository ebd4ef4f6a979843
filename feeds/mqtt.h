// A subscription at an MQTT broker.
#pragma once

#include <memory>

#include "base/result.h"
#include "feeds/transport.h"
#include "feeds/url.h"

namespace feeds {

/// mqtt(s)://HOST:PORT/TOPIC?keepalive=10, the topic with wildcards.
base::Result<std::unique_ptr<Transport>> open_mqtt(TransportSetup setup, Url const& url);

}  // namespace feeds
