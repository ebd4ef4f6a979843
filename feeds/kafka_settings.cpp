#include "feeds/kafka_settings.h"

#include <array>

namespace feeds {

std::string kafka_topic(Url const& url) { return url.path.empty() ? std::string{} : url.path.substr(1); }

base::Result<rd_kafka_conf_t*> kafka_conf(KafkaSettings const& settings, void* opaque) {
    std::array<char, 512> reason{};
    rd_kafka_conf_t* const conf = rd_kafka_conf_new();
    for (auto const& [name, value] : settings) {
        if (rd_kafka_conf_set(conf, name.c_str(), value.c_str(), reason.data(), reason.size()) != RD_KAFKA_CONF_OK) {
            rd_kafka_conf_destroy(conf);
            return base::Error{reason.data()};
        }
    }
    rd_kafka_conf_set_opaque(conf, opaque);
    rd_kafka_conf_set_log_cb(conf, [](rd_kafka_t const*, int, char const*, char const*) {});
    return conf;
}

base::Result<KafkaSettings> kafka_settings(Url const& url, KafkaAccess const& access) {
    if (url.host.empty() || kafka_topic(url).empty()) {
        return base::Error{"a URL of Kafka needs a host and a topic: kafka://HOST:9092/TOPIC"};
    }
    for (auto const& [name, value] : url.query) {
        if (name != "brokers" && name != "tls" && name != "sasl" && name != "from") {
            return base::Error{"'" + name + "' is no option; there are brokers, tls, sasl and from"};
        }
    }
    std::string const host = url.host.find(':') == std::string::npos ? url.host : "[" + url.host + "]";
    std::string brokers = host + ":" + std::to_string(url.port != 0 ? url.port : 9092);
    if (std::string const more = url.option("brokers"); !more.empty()) brokers += "," + more;
    bool const tls = url.option("tls", "no") == "yes";
    bool const sasl = !access.user.empty();
    KafkaSettings settings{{"bootstrap.servers", brokers},
                           {"client.id", access.client_id},
                           {"security.protocol", std::string(sasl ? "sasl_" : "") + (tls ? "ssl" : "plaintext")},
                           {"socket.keepalive.enable", "true"},
                           {"socket.connection.setup.timeout.ms", "5000"},
                           {"socket.timeout.ms", "15000"},
                           // Of each broker, and every attempt multiplies it: with the other transports' minute a
                           // cluster that was away for a while would come back partition by partition.
                           {"reconnect.backoff.ms", "250"},
                           {"reconnect.backoff.max.ms", "5000"}};
    if (sasl) {
        settings.emplace_back("sasl.mechanism", url.option("sasl", "SCRAM-SHA-256"));
        settings.emplace_back("sasl.username", access.user);
        settings.emplace_back("sasl.password", access.secret);
    }
    if (tls && !access.ca_file.empty()) settings.emplace_back("ssl.ca.location", access.ca_file);
    return settings;
}

}  // namespace feeds
