// `[[feeds]]` of the district file as plain data.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "twin/live_rules.h"
#include "twin/name.h"

namespace twin {

/// What to do when messages come faster than they can be taken in (docs/feeds.md, "Pressure").
enum class Pressure : std::uint8_t {
    keep,    ///< never dropped: spilled to disk (tickets, events)
    latest,  ///< newest per topic wins (device states, poses, indicators)
    oldest   ///< oldest dropped and counted (pulses)
};

struct FeedSpec {
    std::string id;  ///< a word: also the path of POST /ingest/ID
    Name name;
    /// The scheme picks the transport: file:, stdin:, replay: (a file at its own pace), push: (HTTP, posted to us),
    /// http(s):, mqtt(s):, postgresql:, kafka:. Relative paths are relative to the district file.
    std::string url;
    std::string mapping = "canonical";  ///< a shipped mapping's name or a TOML file
    std::string coordinates;            ///< "wgs84", "cgcs2000", "gcj02", "bd09", or any CRS; empty: the mapping's
    double expected_per_hour = 0;       ///< 0: not stated
    std::int64_t stale_after_ms = 30 * 60 * 1000;
    std::int64_t poll_ms = 60 * 1000;
    Pressure pressure = Pressure::keep;
    /// Where the password, token or HMAC key is read from: "env:NAME" or "file:PATH" (mode 0600). Never in the file.
    std::string secret;
    std::string user;
    std::string ca_file;  ///< TLS: the certificate authority to trust; empty: the system's
};

/// `[live]` of the district file and its feeds.
struct LiveSpec {
    std::vector<FeedSpec> feeds;
    std::string journal;           ///< SQLite file; default live/journal.db beside the district file; empty: no feeds
    std::string holidays;          ///< CSV of the work calendar; empty: the program's own, for reference
    std::string time_limits;       ///< CSV of the limits of tickets; empty: likewise
    std::string glossary;          ///< CSV `zh,en`: what the feeds' own Chinese words are in English; empty: none
    std::int64_t keep_ms = 0;      ///< retention by age, `keep = "400 days"`; 0: for ever
    std::uint64_t keep_bytes = 0;  ///< retention by size, `keep_mib`; 0: no limit
    DisclosureRules disclosure;
    MergeWindows merge = MergeWindows::usual();
};

/// "30 min", "2 h", "400 days", "15 s", "500 ms", or the same in Chinese, in milliseconds.
base::Result<std::int64_t> parse_duration(std::string_view text);

/// The first thing wrong with a feed as written, as a sentence; empty: nothing. Whether its server, table or mapping is
/// there is not asked.
std::string what_is_wrong(FeedSpec const& spec);

/// Relative files of a feed (file: URLs, mapping, CA, secret) start at `folder`, the district file's.
void resolve_paths(FeedSpec& spec, std::filesystem::path const& folder);

}  // namespace twin
