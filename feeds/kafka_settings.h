// What consumers and producers of Kafka are told alike.
#pragma once

#include <librdkafka/rdkafka.h>

#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "feeds/url.h"

namespace feeds {

struct KafkaAccess {
    std::string user, secret;
    std::string ca_file;  ///< empty: the system's
    std::string client_id;
};

/// In librdkafka's names.
using KafkaSettings = std::vector<std::pair<std::string, std::string>>;

/// Of kafka://HOST:PORT/TOPIC?brokers=HOST:PORT,...&tls=yes&sasl=SCRAM-SHA-256; an error where it names no host or
/// topic.
base::Result<KafkaSettings> kafka_settings(Url const& url, KafkaAccess const& access);

/// As librdkafka takes them, saying nothing on standard error; the caller's until `rd_kafka_new` has taken it. `opaque`
/// is what its callbacks are handed.
base::Result<rd_kafka_conf_t*> kafka_conf(KafkaSettings const& settings, void* opaque);

/// Without its leading slash.
std::string kafka_topic(Url const& url);

}  // namespace feeds
