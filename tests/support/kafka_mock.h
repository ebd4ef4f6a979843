// The brokers librdkafka has for tests: real sockets and the real protocol, but memory instead of disks. Debian has no
// Kafka; what only a real one does (SASL, TLS, retention, elections) is not tried.
#pragma once

#include <chrono>
#include <memory>
#include <string>

namespace test_support {

class KafkaMock {
public:
    explicit KafkaMock(int brokers = 3);
    ~KafkaMock();
    KafkaMock(KafkaMock const&) = delete;
    KafkaMock& operator=(KafkaMock const&) = delete;

    /// kafka://127.0.0.1:PORT/TOPIC
    std::string url(std::string const& topic) const;
    void create_topic(std::string const& name, int partitions) const;
    void take_down() const;
    void bring_up() const;
    /// Each answer waits so long.
    void slow_down(std::chrono::milliseconds delay) const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace test_support
