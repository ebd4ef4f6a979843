// How messages come in. Each transport is one .cpp behind this interface; `open_transport` picks it by the URL's
// scheme.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "base/result.h"
#include "base/time.h"
#include "feeds/arrival.h"
#include "twin/feed_spec.h"

namespace feeds {

/// What a transport says of its connection: shown as a lamp, never guessed from messages.
struct Link {
    enum class State : std::uint8_t { connecting, up, down, ended } state = State::connecting;
    std::string reason;  ///< why it is down, one sentence without secrets
    std::uint64_t reconnects = 0;
};

/// Nothing below app/ reads a clock by itself: the caller gives one (milliseconds since 1970 UTC).
using Clock = std::function<base::UtcMs()>;

class Transport {
public:
    virtual ~Transport() = default;  ///< stops, within a second

    virtual Link link() const = 0;
};

struct TransportSetup {
    twin::FeedSpec spec;
    std::string secret;     ///< already read from where the spec says
    std::string position;   ///< where to resume, from the journal; empty: from the start (files, tables) or from now
    std::string client_id;  ///< unique and the same after a restart
    Sink* sink = nullptr;   ///< outlives the transport
    Clock clock;
    bool follow = true;            ///< files: go on reading as the file grows; false: to the end once
    std::filesystem::path folder;  ///< what relative paths of the spec are relative to: the district file's
};

/// Starts at once and keeps trying: a server that is not there yet is a `down` link, not an error. An error is a spec
/// that can never work (an unknown scheme, a URL without a topic, an unreadable CA file).
base::Result<std::unique_ptr<Transport>> open_transport(TransportSetup setup);

/// Waits between attempts: 1 s doubling to 60 s, each with up to half of it taken off at random but repeatably from
/// `seed`, so that a hundred screens do not come back at the same moment.
class Backoff {
public:
    explicit Backoff(std::uint64_t seed) : state_(seed) {}
    std::int64_t next_ms();
    void succeeded() { attempt_ = 0; }

private:
    std::uint64_t state_;
    int attempt_ = 0;
};

}  // namespace feeds
