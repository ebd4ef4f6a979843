// Where a replay plays to: the counterpart of a transport, for demonstrations and tests.
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>

#include "base/result.h"

namespace feeds {

struct OutletSetup {
    /// file:PATH (appended, one message a line), http(s)://HOST/PATH (POST), mqtt(s)://HOST/TOPIC, kafka://HOST/TOPIC.
    std::string url;
    std::string secret;  ///< token for HTTP, password for MQTT and Kafka; already read
    std::string user;
    std::string sign;  ///< HTTP: key of the HMAC-SHA256 of each body, sent as `X-Signature: sha256=HEX`; already read
    std::string ca_file;
    std::string client_id = "borough-replay";
    std::chrono::milliseconds patience = std::chrono::seconds(10);  ///< HTTP and MQTT: with one message
    std::stop_token stop = {};                                      ///< HTTP and MQTT: gives up what is being tried
    std::filesystem::path folder;                                   ///< what relative paths are relative to
};

class Outlet {
public:
    virtual ~Outlet() = default;

    /// `topic` is added to that of the URL (MQTT, HTTP); empty: nothing to add. Messages arrive in the order they are
    /// published. An error means that this message did not go out, after trying for `patience`; one of kind `usage`
    /// that the other side will not have it however often it is asked.
    virtual base::Status publish(std::string_view topic, std::string_view body) = 0;
    /// Waits until the other side has everything.
    virtual base::Status finish() = 0;
};

base::Result<std::unique_ptr<Outlet>> open_outlet(OutletSetup setup);

}  // namespace feeds
