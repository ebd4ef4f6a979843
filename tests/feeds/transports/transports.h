// What tests of transports begin with and wait for.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include "feeds/transport.h"
#include "tests/feeds/transports/collecting_sink.h"

namespace feeds_test {

/// A setup that only lacks its URL; the clock stands at 5 ms.
feeds::TransportSetup setup_for(CollectingSink& sink, std::string url);
std::unique_ptr<feeds::Transport> open(feeds::TransportSetup setup);

bool wait_until(std::function<bool()> const& true_by_then,
                std::chrono::milliseconds at_most = std::chrono::seconds(10));
bool wait_for_state(feeds::Transport const& transport, feeds::Link::State state,
                    std::chrono::milliseconds at_most = std::chrono::seconds(10));

/// Whether something comes to its end, and does not wait for what never comes. On a busy machine it may take long.
bool ends(std::function<void()> const& end);
bool stops(std::unique_ptr<feeds::Transport> transport);

}  // namespace feeds_test
