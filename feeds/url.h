// The URLs of feeds, in parts.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "base/result.h"

namespace feeds {

struct Url {
    std::string scheme;  ///< in lower case
    std::string user;
    std::string host;  ///< IPv6 without its brackets
    int port = 0;      ///< 0: not given
    std::string path;  ///< decoded; with its leading slash where there is a host
    std::map<std::string, std::string> query;

    std::string option(std::string const& name, std::string fallback = {}) const;
    /// A whole number in [least, most]; an error names the option.
    base::Result<std::int64_t> number(std::string const& name, std::int64_t fallback, std::int64_t least,
                                      std::int64_t most) const;
    /// Where it is, without user, path and query, for people to read: "mqtt://broker:1883".
    std::string place() const;
};

/// "scheme:path", "scheme://user@host:port/path?name=value&...". A `#` belongs to the path: MQTT needs it, and no feed
/// has fragments. A password in a URL is an error: secrets are kept elsewhere.
base::Result<Url> parse_url(std::string_view text);

}  // namespace feeds
