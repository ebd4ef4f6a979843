// One message as it came in, and where a transport puts it.
#pragma once

#include <cstddef>
#include <string>

#include "base/time.h"

namespace feeds {

/// The longest message taken; longer ones are quarantined with their first kilobytes.
inline constexpr std::size_t kLongestMessage = 1024 * 1024;

struct Arrival {
    std::string body;   ///< bytes as received
    std::string topic;  ///< MQTT or Kafka topic, request path; empty where a transport has none
    /// Where the transport stands after this message (a file offset, a sequence number, a partition's offset), kept in
    /// the journal in the same transaction as the message: a restart resumes from there. Empty: it cannot resume.
    std::string position;
    base::UtcMs received = base::kNoTime;
};

/// What a transport is given to put messages into. Thread-safe, quick, and never blocks on anything but the disk.
class Sink {
public:
    virtual ~Sink() = default;

    /// True: the message is safe against the end of this process and may be acknowledged. False: it could not be kept
    /// (the disk is full); the transport must not acknowledge, and may try again.
    virtual bool accept(Arrival arrival) = 0;
};

}  // namespace feeds
