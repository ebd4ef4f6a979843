// A connection to an MQTT broker that comes back by itself, with one thread that does everything.
#pragma once

#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>
#include <thread>

#include "base/result.h"
#include "feeds/transport_tools.h"

struct mosquitto;

namespace feeds {

struct MqttSetup {
    std::string host;
    int port = 1883;
    bool tls = false;
    std::string ca_file;  ///< empty: the system's
    std::string user, secret;
    std::string client_id;
    bool remember = true;  ///< the broker keeps what comes while we are away, and what was not acknowledged
    int keepalive_s = 10;  ///< a broker that is silent for up to twice as long is taken for gone

    std::string subscription;  ///< a topic with wildcards; empty: none
    /// Acknowledged when it returns true. False: the connection is cut before the acknowledgement goes out, and the
    /// broker sends the message again.
    std::function<bool(std::string_view topic, std::string_view body)> message;
    std::function<void()> connected;
    std::function<void(int number)> published;  ///< the broker has it
};

class MqttClient {
public:
    static base::Result<std::unique_ptr<MqttClient>> start(MqttSetup setup);
    ~MqttClient();
    MqttClient(MqttClient const&) = delete;
    MqttClient& operator=(MqttClient const&) = delete;

    Link link() const { return link_.read(); }
    /// With QoS 1, also while there is no connection: it goes out when there is one. The number `published` gives.
    base::Result<int> publish(std::string const& topic, std::string_view body);

private:
    explicit MqttClient(MqttSetup setup);
    base::Status configure();
    void run(std::stop_token const& stop);
    void stay_connected(std::stop_token const& stop);
    bool connect();
    void give_up(std::string reason);

    void on_connect(int answer);
    void on_subscribe(int granted);
    void on_message(std::string_view topic, std::string_view body);
    struct Callbacks;

    MqttSetup const setup_;
    LinkBoard link_;
    Backoff backoff_;
    mosquitto* client_ = nullptr;
    bool greeted_ = false;    ///< the broker has answered on this connection
    bool giving_up_ = false;  ///< this connection is as good as gone
    std::string problem_;     ///< why
    std::string last_error_;  ///< of the library's log
    std::jthread thread_;
};

}  // namespace feeds
