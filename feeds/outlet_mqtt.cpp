#include <chrono>
#include <condition_variable>
#include <mutex>
#include <set>
#include <stop_token>

#include "feeds/mqtt_client.h"
#include "feeds/outlets.h"

namespace feeds {
namespace {

class MqttOutlet : public Outlet {
public:
    static base::Result<std::unique_ptr<Outlet>> open(MqttSetup setup, std::string topic, OutletSetup const& to) {
        auto outlet = std::make_unique<MqttOutlet>(std::move(topic), to);
        setup.published = [self = outlet.get()](int number) { self->settle(number); };
        auto client = MqttClient::start(std::move(setup));
        if (!client) return client.error();
        outlet->client_ = *std::move(client);
        return std::unique_ptr<Outlet>(std::move(outlet));
    }
    MqttOutlet(std::string topic, OutletSetup const& to)
        : topic_(std::move(topic)), patience_(to.patience), stop_(to.stop) {}

    base::Status publish(std::string_view topic, std::string_view body) override {
        std::string whole = topic_;
        if (!topic.empty()) whole.append(whole.empty() ? "" : "/").append(topic);
        if (auto const room = wait_for_at_most(kInFlight - 1); !room) return room;
        // Held, so that the acknowledgement cannot be settled before its number is known.
        std::lock_guard const lock(mutex_);
        auto const number = client_->publish(whole, body);
        if (!number) return number.error();
        open_.insert(*number);
        return base::done;
    }

    base::Status finish() override { return wait_for_at_most(0); }

private:
    static constexpr std::size_t kInFlight = 1000;

    base::Status wait_for_at_most(std::size_t count) {
        std::unique_lock lock(mutex_);
        // Patience begins anew with everything that arrives.
        while (open_.size() > count) {
            std::size_t const before = open_.size();
            if (!changed_.wait_for(lock, stop_, patience_, [&] { return open_.size() < before; })) {
                Link const link = client_->link();
                return base::Error{std::to_string(before) + " messages did not arrive" +
                                   (link.reason.empty() ? "" : ": " + link.reason)};
            }
        }
        return base::done;
    }

    void settle(int number) {
        std::lock_guard const lock(mutex_);
        open_.erase(number);
        changed_.notify_all();
    }

    std::string topic_;
    std::chrono::milliseconds patience_;
    std::stop_token stop_;
    std::mutex mutex_;
    std::condition_variable_any changed_;
    std::set<int> open_;  ///< published, but not with the broker yet
    std::unique_ptr<MqttClient> client_;
};

}  // namespace

base::Result<std::unique_ptr<Outlet>> open_mqtt_outlet(OutletSetup const& setup, Url const& url) {
    if (url.host.empty()) return base::Error{"'" + setup.url + "' names no host"};
    bool const tls = url.scheme == "mqtts";
    return MqttOutlet::open({.host = url.host,
                             .port = url.port != 0 ? url.port : (tls ? 8883 : 1883),
                             .tls = tls,
                             .ca_file = setup.ca_file,
                             .user = setup.user.empty() ? url.user : setup.user,
                             .secret = setup.secret,
                             .client_id = setup.client_id,
                             .remember = false,
                             .subscription = {},
                             .message = {},
                             .connected = {},
                             .published = {}},
                            url.path.empty() ? std::string{} : url.path.substr(1), setup);
}

}  // namespace feeds
