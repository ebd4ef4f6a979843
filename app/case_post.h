// Copies of Borough's own log to a webhook or a topic that the district file names. The log is the queue: a mark beside
// it says how far it has been posted, so what could not go out waits there, however long the other side is away and
// over restarts. Each entry is posted at least once, in order; receivers tell repeats by its sequence.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "twin/feed_spec.h"
#include "twin/name.h"
#include "twin/supervision_spec.h"

namespace app {

/// The feed that `post` would write to: a feed's own server and path, or a topic that it listens to. Empty: none.
std::string posts_to_feed(std::string const& post, std::vector<twin::FeedSpec> const& feeds);

/// What is waited between tries.
struct PostPace {
    std::chrono::milliseconds look = std::chrono::seconds(2);   ///< how often other programs' entries are looked for
    std::chrono::milliseconds first = std::chrono::seconds(1);  ///< after a failure; twice as long each time, up to
    std::chrono::milliseconds longest = std::chrono::minutes(5);
    std::chrono::milliseconds patience = std::chrono::seconds(10);  ///< with one try
};

class CasePost {
public:
    /// `folder`: of the audit log. An address that is posted to for the first time gets what is logged from now on,
    /// nothing older. Of several programs on one log one posts for all. `ready` is called on another thread.
    CasePost(std::filesystem::path folder, twin::SupervisionSpec spec, std::function<void()> ready, PostPace pace = {});
    ~CasePost();  ///< does not wait for the other side: what is left goes out at the next start

    /// Something was logged.
    void look();
    struct News {
        std::uint64_t waiting = 0;      ///< logged and not posted yet
        std::string problem;            ///< why the first of these does not go; empty: it is going
        std::vector<twin::Name> lines;  ///< since the last call: what was refused for good
    };
    News take();

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace app
