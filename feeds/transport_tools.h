// What transports share: the link others read, waiting that ends at once when asked to, handing messages over.
#pragma once

#include <chrono>
#include <mutex>
#include <stop_token>
#include <string>

#include "feeds/arrival.h"
#include "feeds/transport.h"

namespace feeds {

/// A Link that one thread writes and others read.
class LinkBoard {
public:
    Link read() const;
    void up();
    void down(std::string reason);
    void ended(std::string reason = {});

private:
    mutable std::mutex mutex_;
    Link link_;
    bool was_up_ = false;
};

/// False: told to stop before the time was over.
bool pause(std::stop_token const& stop, std::chrono::milliseconds time);

/// Offers the message until it is taken; the link is down meanwhile and says why. False: told to stop first.
bool deliver(Sink& sink, Arrival const& arrival, LinkBoard& link, Backoff& backoff, std::stop_token const& stop);

/// The same for the same words, different for others: what a feed's Backoff starts from.
std::uint64_t seed_of(std::string_view words);

/// Makes the CA file's path absolute; an error where it cannot be read.
base::Status resolve_ca(TransportSetup& setup);

/// The message with a too long body cut to one byte more than is allowed: enough to see that it was too long.
void cut(std::string& body);

}  // namespace feeds
