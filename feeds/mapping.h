// Mapping files: what turns a vendor's payload into records. A new vendor is a TOML file, not code (docs/feeds.md).
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "feeds/arrival.h"
#include "twin/records.h"

namespace feeds {

/// Why a message, or one item of it, did not become a record. `code` groups: "not-json", "too-large", "bad-utf8",
/// "too-deep", "duplicate-key", "no-id", "no-time", "bad-time", "future-time", "bad-number", "bad-coordinate",
/// "unknown-type", "personal-data".
struct Rejection {
    std::string code;
    std::string reason;  ///< one sentence
    std::size_t item = 0;
};

/// Something odd that lost nothing: an unknown code kept as `other`, a future time clamped.
struct Oddity {
    std::string code;
    std::string reason;
};

struct Decoded {
    std::vector<twin::Report> reports;  ///< `item` order; feed and known_time set by the caller's arguments
    std::vector<Rejection> rejections;
    std::vector<Oddity> oddities;
};

/// Reads one mapping; `decode` is const and thread-safe. Lines of different lengths in one body (NDJSON, RFC 8142) are
/// items of one message.
class Mapping {
public:
    /// `name` is a shipped mapping ("canonical", "hik-isc", "huawei", "megvii", "jftech", "e365", "gb28181-alarm",
    /// "ga1400-ape", "sensorthings", "dji-cloud", "geojson", "nyc311" ...) or the path of a TOML file.
    /// `coordinates` overrides the mapping's own.
    static base::Result<Mapping> load(std::string const& name, std::string const& coordinates);
    /// From TOML text: as the journal keeps it.
    static base::Result<Mapping> parse(std::string_view toml, std::string const& where, std::string const& coordinates);
    static std::vector<std::string> shipped();

    Mapping(Mapping&&) noexcept;
    Mapping& operator=(Mapping&&) noexcept;
    ~Mapping();

    /// Every item of the message: a report or a rejection, never nothing. `known` is when we learned it; times more
    /// than five minutes after it are clamped to it and said to be odd.
    Decoded decode(std::string_view body, std::string_view topic, base::UtcMs known) const;

    std::string const& text() const;         ///< the TOML, for the journal
    std::string const& coordinates() const;  ///< in effect

private:
    struct State;
    explicit Mapping(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

/// A record as one line of canonical JSON (DOMAIN 12.1 envelope), what the "canonical" mapping reads.
std::string to_json(twin::Report const& report, std::string_view source);

/// All time formats of DOMAIN 2: epoch seconds or milliseconds, ISO 8601 with or without zone and with a stray space,
/// "YYYY-MM-DD HH:mm:ss", "YYYYMMDDhhmmss". Without a zone it is China's time.
base::Result<base::UtcMs> parse_feed_time(std::string_view text);

}  // namespace feeds
