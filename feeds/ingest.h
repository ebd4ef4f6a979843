// Takes every feed of a district in: transports, inboxes, mappings, journal and the state now, on one thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "feeds/health.h"
#include "feeds/journal.h"
#include "feeds/transport.h"
#include "twin/feed_spec.h"
#include "twin/live_state.h"

namespace feeds {

struct IngestSetup {
    std::vector<twin::FeedSpec> feeds;
    std::vector<std::string> secrets;  ///< by feed, already read from where its spec says; may be shorter
    std::string host;                  ///< this screen's own name: part of client ids, so that two never share one
    std::filesystem::path journal;     ///< the SQLite file; spools lie in a folder beside it, NAME.spool/
    Clock clock;
    base::Extent extent;           ///< WGS84 degrees of the district, for "fell off the district"; empty: not checked
    std::int64_t keep_ms = 0;      ///< retention by age; 0: for ever
    std::uint64_t keep_bytes = 0;  ///< retention by size; 0: no limit
    twin::MergeWindows merge = twin::MergeWindows::usual();
    bool follow = true;
};

/// A feed whose URL is empty or "push:" has no transport of its own: what comes, comes by `sink`.
/// Running from `start` to destruction, which stops every transport and commits what was accepted, within a second.
class Ingest {
public:
    static base::Result<std::unique_ptr<Ingest>> start(IngestSetup setup);
    virtual ~Ingest() = default;

    /// The state now, as a snapshot nobody changes any more. The number grows with every change.
    struct Snapshot {
        std::shared_ptr<twin::LiveState const> state;
        std::uint64_t revision = 0;
    };
    virtual Snapshot snapshot() const = 0;
    virtual std::vector<FeedHealth> health() const = 0;
    /// For messages that come by a listener of the caller (POST /ingest/ID); null: no such feed.
    virtual Sink* sink(std::string const& feed) = 0;
    /// Waits until everything accepted so far is in the journal and the state. False: the journal takes nothing.
    virtual bool drain() = 0;
    /// Why the journal takes nothing (the disk is full), or what was damaged when it was opened; empty: all is well.
    virtual std::vector<std::string> troubles() const = 0;
};

}  // namespace feeds
