#include <librdkafka/rdkafka.h>

#include <array>
#include <chrono>

#include "feeds/kafka_settings.h"
#include "feeds/outlets.h"

#if defined(__clang__)
#pragma clang diagnostic ignored "-Wgnu-statement-expression"  // in librdkafka's macros
#endif

namespace feeds {
namespace {

using Steady = std::chrono::steady_clock;
constexpr std::chrono::seconds kPatience{10};

class KafkaOutlet : public Outlet {
public:
    explicit KafkaOutlet(std::string topic) : topic_(std::move(topic)) {}
    ~KafkaOutlet() override {
        if (!kafka_) return;
        rd_kafka_purge(kafka_, RD_KAFKA_PURGE_F_QUEUE | RD_KAFKA_PURGE_F_INFLIGHT);
        rd_kafka_destroy(kafka_);
    }

    base::Status start(KafkaSettings const& settings) {
        auto const made = kafka_conf(settings, this);
        if (!made) return made.error();
        rd_kafka_conf_t* const conf = *made;
        rd_kafka_conf_set_dr_msg_cb(conf, on_delivery);
        std::array<char, 512> reason{};
        kafka_ = rd_kafka_new(RD_KAFKA_PRODUCER, conf, reason.data(), reason.size());
        if (kafka_) return base::done;
        rd_kafka_conf_destroy(conf);
        return base::Error{reason.data()};
    }

    /// `key` keeps what belongs together in one partition, and so in order.
    base::Status publish(std::string_view key, std::string_view body) override {
        if (key.empty()) key = "borough";
        auto const until = Steady::now() + kPatience;
        while (true) {
            rd_kafka_poll(kafka_, 0);
            if (!failure_.empty()) return base::Error{topic_ + ": " + failure_};
            auto const code =
                rd_kafka_producev(kafka_, RD_KAFKA_V_TOPIC(topic_.c_str()), RD_KAFKA_V_KEY(key.data(), key.size()),
                                  RD_KAFKA_V_VALUE(const_cast<char*>(body.data()), body.size()),  // copied
                                  RD_KAFKA_V_MSGFLAGS(RD_KAFKA_MSG_F_COPY), RD_KAFKA_V_END);
            if (code == RD_KAFKA_RESP_ERR_NO_ERROR) return base::done;
            if (code != RD_KAFKA_RESP_ERR__QUEUE_FULL || Steady::now() > until) {
                return base::Error{topic_ + ": " + rd_kafka_err2str(code)};
            }
            rd_kafka_poll(kafka_, 100);
        }
    }

    base::Status finish() override {
        auto const code = rd_kafka_flush(kafka_, static_cast<int>(std::chrono::milliseconds(kPatience).count()));
        if (!failure_.empty()) return base::Error{topic_ + ": " + failure_};
        if (code != RD_KAFKA_RESP_ERR_NO_ERROR) return base::Error{topic_ + ": " + rd_kafka_err2str(code)};
        return base::done;
    }

private:
    static void on_delivery(rd_kafka_t*, rd_kafka_message_t const* message, void* self) {
        if (message->err == RD_KAFKA_RESP_ERR_NO_ERROR) return;
        static_cast<KafkaOutlet*>(self)->failure_ = rd_kafka_err2str(message->err);
    }

    std::string topic_;
    std::string failure_;
    rd_kafka_t* kafka_ = nullptr;
};

}  // namespace

base::Result<std::unique_ptr<Outlet>> open_kafka_outlet(OutletSetup const& setup, Url const& url) {
    auto settings = kafka_settings(url, {.user = setup.user.empty() ? url.user : setup.user,
                                         .secret = setup.secret,
                                         .ca_file = setup.ca_file,
                                         .client_id = setup.client_id});
    if (!settings) return settings.error();
    KafkaSettings const own{{"enable.idempotence", "true"},
                            {"linger.ms", "5"},
                            {"message.max.bytes", "8000000"},
                            {"queue.buffering.max.kbytes", "65536"},
                            {"message.timeout.ms", "10000"}};
    settings.value().insert(settings.value().end(), own.begin(), own.end());
    auto outlet = std::make_unique<KafkaOutlet>(kafka_topic(url));
    if (auto const started = outlet->start(*settings); !started) return started.error();
    return std::unique_ptr<Outlet>(std::move(outlet));
}

}  // namespace feeds
