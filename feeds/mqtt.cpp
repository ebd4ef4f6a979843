#include "feeds/mqtt.h"

#include <mosquitto.h>

#include <string>
#include <utility>

#include "feeds/mqtt_client.h"
#include "feeds/transport_tools.h"

namespace feeds {
namespace {

class Mqtt : public Transport {
public:
    explicit Mqtt(std::unique_ptr<MqttClient> client) : client_(std::move(client)) {}
    Link link() const override { return client_->link(); }

private:
    std::unique_ptr<MqttClient> client_;
};

}  // namespace

base::Result<std::unique_ptr<Transport>> open_mqtt(TransportSetup setup, Url const& url) {
    // The slash after the host is the URL's; a topic that begins with one has two.
    std::string const topic = url.path.empty() ? std::string{} : url.path.substr(1);
    if (url.host.empty() || topic.empty()) return base::Error{"'" + setup.spec.url + "' names no host or no topic"};
    if (mosquitto_sub_topic_check(topic.c_str()) != MOSQ_ERR_SUCCESS) {
        return base::Error{"'" + topic + "' is no topic: + and # stand for whole levels, # for all that follow"};
    }
    auto const keepalive = url.number("keepalive", 10, 5, 3600);
    if (!keepalive) return keepalive.error();
    if (auto const ca = resolve_ca(setup); !ca) return ca.error();
    bool const tls = url.scheme == "mqtts";
    auto const take = [sink = setup.sink, clock = setup.clock](std::string_view from, std::string_view body) {
        Arrival arrival{.body = std::string(body.substr(0, kLongestMessage + 1)),
                        .topic = std::string(from),
                        .position = {},
                        .received = clock()};
        return sink->accept(std::move(arrival));
    };
    auto client = MqttClient::start({.host = url.host,
                                     .port = url.port != 0 ? url.port : (tls ? 8883 : 1883),
                                     .tls = tls,
                                     .ca_file = setup.spec.ca_file,
                                     .user = setup.spec.user.empty() ? url.user : setup.spec.user,
                                     .secret = setup.secret,
                                     .client_id = setup.client_id,
                                     .keepalive_s = static_cast<int>(*keepalive),
                                     .subscription = topic,
                                     .message = take,
                                     .connected = {},
                                     .published = {}});
    if (!client) return client.error();
    return std::unique_ptr<Transport>(std::make_unique<Mqtt>(*std::move(client)));
}

}  // namespace feeds
