#include "tests/support/kafka_mock.h"

#include <librdkafka/rdkafka.h>
#include <librdkafka/rdkafka_mock.h>

#include <array>

namespace test_support {

struct KafkaMock::State {
    int brokers = 0;
    rd_kafka_t* owner = nullptr;
    rd_kafka_mock_cluster_t* cluster = nullptr;
};

KafkaMock::KafkaMock(int brokers) : state_(std::make_unique<State>()) {
    std::array<char, 512> reason{};
    rd_kafka_conf_t* const conf = rd_kafka_conf_new();
    rd_kafka_conf_set_log_cb(conf, [](rd_kafka_t const*, int, char const*, char const*) {});
    state_->brokers = brokers;
    state_->owner = rd_kafka_new(RD_KAFKA_PRODUCER, conf, reason.data(), reason.size());
    state_->cluster = rd_kafka_mock_cluster_new(state_->owner, brokers);
}

KafkaMock::~KafkaMock() {
    rd_kafka_mock_cluster_destroy(state_->cluster);
    rd_kafka_destroy(state_->owner);
}

std::string KafkaMock::url(std::string const& topic) const {
    std::string const all = rd_kafka_mock_cluster_bootstraps(state_->cluster);
    std::size_t const comma = all.find(',');
    std::string url = "kafka://" + all.substr(0, comma) + "/" + topic;
    if (comma != std::string::npos) url += "?brokers=" + all.substr(comma + 1);
    return url;
}

void KafkaMock::create_topic(std::string const& name, int partitions) const {
    rd_kafka_mock_topic_create(state_->cluster, name.c_str(), partitions, 1);
}

void KafkaMock::take_down() const {
    for (int id = 1; id <= state_->brokers; ++id) rd_kafka_mock_broker_set_down(state_->cluster, id);
}

void KafkaMock::bring_up() const {
    for (int id = 1; id <= state_->brokers; ++id) rd_kafka_mock_broker_set_up(state_->cluster, id);
}

void KafkaMock::slow_down(std::chrono::milliseconds delay) const {
    for (int id = 1; id <= state_->brokers; ++id) {
        rd_kafka_mock_broker_set_rtt(state_->cluster, id, static_cast<int>(delay.count()));
    }
}

}  // namespace test_support
