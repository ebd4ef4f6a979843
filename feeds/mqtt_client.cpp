#include "feeds/mqtt_client.h"

#include <mosquitto.h>
#include <sys/socket.h>

#include <cassert>
#include <cerrno>
#include <cstring>
#include <utility>

namespace feeds {
namespace {

using Steady = std::chrono::steady_clock;

/// Once a process; the library counts its users without a lock.
struct Library {
    Library() { mosquitto_lib_init(); }
    ~Library() { mosquitto_lib_cleanup(); }
    Library(Library const&) = delete;
    Library& operator=(Library const&) = delete;
};
void use_library() { static Library const library; }

std::string describe(int code) { return code == MOSQ_ERR_ERRNO ? std::strerror(errno) : mosquitto_strerror(code); }

/// What brokers answer to CONNECT (MQTT 3.1.1, 3.2.2.3).
std::string describe_refusal(int answer) {
    switch (answer) {
        case 4:
        case 5: return "the broker refuses the user or the password";
        case 2: return "the broker refuses the client id";
        case 3: return "the broker says it is not available";
        default: return std::string("the broker refuses: ") + mosquitto_connack_string(answer);
    }
}

}  // namespace

struct MqttClient::Callbacks {
    static MqttClient& self(void* object) { return *static_cast<MqttClient*>(object); }
    static void connect(mosquitto*, void* object, int answer) { self(object).on_connect(answer); }
    static void subscribe(mosquitto*, void* object, int, int count, int const* granted) {
        self(object).on_subscribe(count > 0 ? granted[0] : 128);
    }
    static void message(mosquitto*, void* object, mosquitto_message const* given) {
        self(object).on_message(given->topic, {static_cast<char const*>(given->payload),
                                               static_cast<std::size_t>(given->payload ? given->payloadlen : 0)});
    }
    static void publish(mosquitto*, void* object, int number) {
        if (self(object).setup_.published) self(object).setup_.published(number);
    }
    static void log(mosquitto*, void* object, int level, char const* text) {
        if (level == MOSQ_LOG_ERR) self(object).last_error_ = text;
    }
};

base::Result<std::unique_ptr<MqttClient>> MqttClient::start(MqttSetup setup) {
    std::unique_ptr<MqttClient> client(new MqttClient(std::move(setup)));
    if (auto const configured = client->configure(); !configured) return configured.error();
    client->thread_ = std::jthread([self = client.get()](std::stop_token const& stop) { self->run(stop); });
    return client;
}

MqttClient::MqttClient(MqttSetup setup) : setup_(std::move(setup)), backoff_(seed_of(setup_.client_id)) {
    use_library();
}

MqttClient::~MqttClient() {
    if (thread_.joinable()) {
        thread_.request_stop();
        thread_.join();
    }
    if (client_) mosquitto_destroy(client_);
}

base::Status MqttClient::configure() {
    client_ = mosquitto_new(setup_.client_id.c_str(), !setup_.remember, this);
    if (!client_) return base::Error{"'" + setup_.client_id + "' cannot be a client id of MQTT"};
    // Not that there are other threads: without, the library acknowledges a message before it hands it over.
    mosquitto_threaded_set(client_, true);
    mosquitto_int_option(client_, MOSQ_OPT_TCP_NODELAY, 1);
    mosquitto_connect_callback_set(client_, Callbacks::connect);
    mosquitto_subscribe_callback_set(client_, Callbacks::subscribe);
    mosquitto_message_callback_set(client_, Callbacks::message);
    mosquitto_publish_callback_set(client_, Callbacks::publish);
    mosquitto_log_callback_set(client_, Callbacks::log);
    if (!setup_.user.empty()) {
        mosquitto_username_pw_set(client_, setup_.user.c_str(),
                                  setup_.secret.empty() ? nullptr : setup_.secret.c_str());
    }
    if (!setup_.tls) return base::done;
    int const code = setup_.ca_file.empty()
                         ? mosquitto_int_option(client_, MOSQ_OPT_TLS_USE_OS_CERTS, 1)
                         : mosquitto_tls_set(client_, setup_.ca_file.c_str(), nullptr, nullptr, nullptr, nullptr);
    if (code != MOSQ_ERR_SUCCESS) return base::Error{"the CA file " + setup_.ca_file + ": " + describe(code)};
    return base::done;
}

base::Result<int> MqttClient::publish(std::string const& topic, std::string_view body) {
    int number = 0;
    int const code =
        mosquitto_publish(client_, &number, topic.c_str(), static_cast<int>(body.size()), body.data(), 1, false);
    // What is published without a connection waits in the library.
    if (code == MOSQ_ERR_SUCCESS || code == MOSQ_ERR_NO_CONN) return number;
    return base::Error{topic + ": " + describe(code)};
}

void MqttClient::run(std::stop_token const& stop) {
    while (!stop.stop_requested()) {
        greeted_ = giving_up_ = false;
        problem_.clear();
        last_error_.clear();
        if (connect()) stay_connected(stop);
        if (stop.stop_requested()) break;
        if (greeted_ && problem_.empty()) problem_ = "the connection was lost";
        if (problem_.empty()) problem_ = "no connection";
        link_.down(last_error_.empty() ? problem_ : problem_ + " (" + last_error_ + ")");
        pause(stop, std::chrono::milliseconds(backoff_.next_ms()));
    }
    if (greeted_ && mosquitto_disconnect(client_) == MOSQ_ERR_SUCCESS) mosquitto_loop(client_, 0, 1);
}

bool MqttClient::connect() {
    errno = 0;
    int const code = mosquitto_connect_async(client_, setup_.host.c_str(), setup_.port, setup_.keepalive_s);
    if (code == MOSQ_ERR_SUCCESS) return true;
    problem_ = "cannot connect: " + describe(code);
    return false;
}

void MqttClient::stay_connected(std::stop_token const& stop) {
    constexpr int kLookUpMs = 100;
    constexpr std::chrono::seconds kPatience{10};
    auto const until = Steady::now() + kPatience;
    while (!stop.stop_requested()) {
        errno = 0;
        int const code = mosquitto_loop(client_, kLookUpMs, 1);
        if (code != MOSQ_ERR_SUCCESS || giving_up_) {
            bool const silent = code == MOSQ_ERR_KEEPALIVE;
            if (problem_.empty() && silent) problem_ = "the broker does not answer any more";
            if (problem_.empty() && !greeted_) problem_ = "cannot connect: " + describe(code);
            return;
        }
        if (!greeted_ && Steady::now() > until) return give_up("the broker does not answer");
    }
}

/// At once and without a word, so that nothing waiting to be sent goes out, acknowledgements least of all.
void MqttClient::give_up(std::string reason) {
    giving_up_ = true;
    problem_ = std::move(reason);
    int const socket = mosquitto_socket(client_);
    if (socket >= 0) shutdown(socket, SHUT_RDWR);
}

void MqttClient::on_connect(int answer) {
    if (answer != 0) return give_up(describe_refusal(answer));
    greeted_ = true;
    if (setup_.subscription.empty()) {
        backoff_.succeeded();
        link_.up();
    } else if (mosquitto_subscribe(client_, nullptr, setup_.subscription.c_str(), 1) != MOSQ_ERR_SUCCESS) {
        give_up("cannot subscribe");
    }
    if (setup_.connected) setup_.connected();
}

void MqttClient::on_subscribe(int granted) {
    constexpr int kRefused = 128;
    if (granted >= kRefused) return give_up("the broker refuses the topic '" + setup_.subscription + "'");
    backoff_.succeeded();
    link_.up();
}

void MqttClient::on_message(std::string_view topic, std::string_view body) {
    // What is left of a connection given up comes again on the next one.
    if (giving_up_ || !setup_.message) return;
    if (!setup_.message(topic, body))
        give_up("a message could not be kept (is the disk full?); it stays with the broker");
}

}  // namespace feeds
