#include "feeds/kafka.h"

#include <librdkafka/rdkafka.h>

#include <array>
#include <charconv>
#include <map>
#include <optional>
#include <string>
#include <thread>
#include <utility>

#include "feeds/kafka_settings.h"
#include "feeds/transport_tools.h"

namespace feeds {
namespace {

using Steady = std::chrono::steady_clock;
using std::chrono::milliseconds;
using std::chrono::seconds;

/// The next offset of each partition, "PARTITION:OFFSET,...".
using Offsets = std::map<std::int32_t, std::int64_t>;

Offsets parse_offsets(std::string_view text) {
    Offsets offsets;
    char const* at = text.data();
    char const* const end = at + text.size();
    while (at < end) {
        std::int32_t partition = 0;
        std::int64_t offset = 0;
        auto const first = std::from_chars(at, end, partition);
        if (first.ec != std::errc{} || first.ptr == end || *first.ptr != ':') return {};
        auto const second = std::from_chars(first.ptr + 1, end, offset);
        if (second.ec != std::errc{}) return {};
        offsets[partition] = offset;
        at = second.ptr == end ? end : second.ptr + 1;
    }
    return offsets;
}

std::string text_of(Offsets const& offsets) {
    std::string text;
    for (auto const& [partition, offset] : offsets) {
        text.append(text.empty() ? "" : ",")
            .append(std::to_string(partition))
            .append(":")
            .append(std::to_string(offset));
    }
    return text;
}

/// How long a broker holds an empty answer back. It answers nothing else on that connection meanwhile, so what asks for
/// the topic in vain has to be more patient than this.
constexpr int kFetchWaitMs = 200;
constexpr milliseconds kAfterTrouble{1000};  // an error may come with every poll

struct Destroy {
    // Closing would wait for a group that is not there.
    void operator()(rd_kafka_t* kafka) const { rd_kafka_destroy_flags(kafka, RD_KAFKA_DESTROY_F_NO_CONSUMER_CLOSE); }
    void operator()(rd_kafka_topic_t* topic) const { rd_kafka_topic_destroy(topic); }
    void operator()(rd_kafka_message_t* message) const { rd_kafka_message_destroy(message); }
    void operator()(rd_kafka_metadata_t const* metadata) const { rd_kafka_metadata_destroy(metadata); }
    void operator()(rd_kafka_topic_partition_list_t* list) const { rd_kafka_topic_partition_list_destroy(list); }
};
template <class T>
using KafkaOwned = std::unique_ptr<T, Destroy>;

class Kafka : public Transport {
public:
    Kafka(TransportSetup setup, std::string topic, bool from_end)
        : setup_(std::move(setup)),
          topic_name_(std::move(topic)),
          from_end_(from_end),
          backoff_(seed_of(setup_.client_id)),
          looks_(seed_of(setup_.client_id)),
          next_(parse_offsets(setup_.position)) {}

    base::Status start(KafkaSettings const& settings) {
        auto const made = kafka_conf(settings, this);
        if (!made) return made.error();
        rd_kafka_conf_t* const conf = *made;
        rd_kafka_conf_set_error_cb(conf, on_error);
        std::array<char, 512> reason{};
        kafka_.reset(rd_kafka_new(RD_KAFKA_CONSUMER, conf, reason.data(), reason.size()));
        if (!kafka_) {
            rd_kafka_conf_destroy(conf);
            return base::Error{reason.data()};
        }
        rd_kafka_poll_set_consumer(kafka_.get());
        topic_.reset(rd_kafka_topic_new(kafka_.get(), topic_name_.c_str(), nullptr));
        thread_ = std::jthread([this](std::stop_token const& stop) { run(stop); });
        return base::done;
    }

    Link link() const override { return link_.read(); }

private:
    /// Called by `rd_kafka_consumer_poll`, so on our own thread.
    static void on_error(rd_kafka_t*, int code, char const* text, void* self) {
        static_cast<Kafka*>(self)->trouble_ =
            code == RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN ? "no broker can be reached" : std::string(text);
        if (code == RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN || code == RD_KAFKA_RESP_ERR__AUTHENTICATION) {
            static_cast<Kafka*>(self)->is_lost_ = true;
        }
    }

    /// What `rd_kafka_consumer_poll` hands out is delivered, up or down: it hands it out only once.
    void run(std::stop_token const& stop) {
        constexpr int kPollMs = 100;
        auto next_look = Steady::now();
        while (!stop.stop_requested()) {
            if (is_lost_ || Steady::now() >= next_look) next_look = Steady::now() + look();
            // Not polling is what holds the brokers back: the library fetches no more than its queue takes.
            KafkaOwned<rd_kafka_message_t> const message(rd_kafka_consumer_poll(kafka_.get(), kPollMs));
            if (!message) continue;
            if (message->err != RD_KAFKA_RESP_ERR_NO_ERROR) {
                trouble_ = rd_kafka_message_errstr(message.get());
                next_look = std::min(next_look, Steady::now() + kAfterTrouble);
            } else if (!take(*message, stop)) {
                return;
            }
        }
    }

    /// Says whether the link is up: it is where the topic is seen, or messages come. How long until the next look.
    milliseconds look() {
        constexpr seconds kBetweenLooks{60};
        constexpr std::int64_t kLongestLookMs = 5000;
        if (std::exchange(is_lost_, false)) has_heard_ = false;
        if (auto const problem = look_at_topic()) {
            if (!std::exchange(has_heard_, false)) link_.down(*problem);
            return milliseconds(std::min(looks_.next_ms(), kLongestLookMs));
        }
        has_heard_ = false;
        looks_.succeeded();
        link_.up();
        return kBetweenLooks;
    }

    /// Assigns all partitions there are. The reason where that cannot be.
    std::optional<std::string> look_at_topic() {
        // It cannot be stopped in between; the connection is made all the same.
        constexpr int kPatienceMs = 500;
        static_assert(kPatienceMs >= 2 * kFetchWaitMs);
        struct rd_kafka_metadata const* found = nullptr;
        auto const code = rd_kafka_metadata(kafka_.get(), 0, topic_.get(), &found, kPatienceMs);
        if (code != RD_KAFKA_RESP_ERR_NO_ERROR) return trouble_.empty() ? rd_kafka_err2str(code) : trouble_;
        KafkaOwned<struct rd_kafka_metadata const> const metadata(found);
        rd_kafka_metadata_topic const& topic = metadata->topics[0];
        if (topic.err != RD_KAFKA_RESP_ERR_NO_ERROR)
            return "topic '" + topic_name_ + "': " + rd_kafka_err2str(topic.err);
        trouble_.clear();
        if (topic.partition_cnt != partitions_) assign(topic.partition_cnt);
        return std::nullopt;
    }

    void assign(int partitions) {
        KafkaOwned<rd_kafka_topic_partition_list_t> const list(rd_kafka_topic_partition_list_new(partitions));
        for (int p = 0; p < partitions; ++p) {
            auto const known = next_.find(p);
            // A partition that came later is read from its start.
            bool const from_end = from_end_ && next_.empty() && partitions_ == 0;
            rd_kafka_topic_partition_list_add(list.get(), topic_name_.c_str(), p)->offset =
                known != next_.end() ? known->second : (from_end ? RD_KAFKA_OFFSET_END : RD_KAFKA_OFFSET_BEGINNING);
        }
        rd_kafka_assign(kafka_.get(), list.get());
        partitions_ = partitions;
    }

    bool take(rd_kafka_message_t const& message, std::stop_token const& stop) {
        has_heard_ = true;
        link_.up();
        next_[message.partition] = message.offset + 1;
        if (message.len == 0) return true;  // says that a key is deleted, to Kafka itself
        Arrival const arrival{
            .body = std::string(static_cast<char const*>(message.payload), std::min(message.len, kLongestMessage + 1)),
            .topic = topic_name_,
            .position = text_of(next_),
            .received = setup_.clock()};
        return deliver(*setup_.sink, arrival, link_, backoff_, stop);
    }

    TransportSetup const setup_;
    std::string const topic_name_;
    bool const from_end_;
    LinkBoard link_;
    Backoff backoff_;  ///< while the sink refuses
    Backoff looks_;    ///< while the topic cannot be seen
    Offsets next_;
    int partitions_ = 0;
    bool is_lost_ = false;
    bool has_heard_ = false;  ///< a message since the last look
    std::string trouble_;
    KafkaOwned<rd_kafka_t> kafka_;
    KafkaOwned<rd_kafka_topic_t> topic_;
    std::jthread thread_;
};

}  // namespace

base::Result<std::unique_ptr<Transport>> open_kafka(TransportSetup setup, Url const& url) {
    if (auto const ca = resolve_ca(setup); !ca) return ca.error();
    auto settings = kafka_settings(url, {.user = setup.spec.user.empty() ? url.user : setup.spec.user,
                                         .secret = setup.secret,
                                         .ca_file = setup.spec.ca_file,
                                         .client_id = setup.client_id});
    if (!settings) return settings.error();
    std::string const from = url.option("from", "start");
    if (from != "start" && from != "end") return base::Error{"'from' is '" + from + "', not start or end"};
    // No group: positions are kept in the journal, in one transaction with the messages.
    KafkaSettings const own{{"group.id", setup.client_id.empty() ? "borough" : setup.client_id},
                            {"enable.auto.commit", "false"},
                            {"auto.offset.reset", "earliest"},
                            {"fetch.wait.max.ms", std::to_string(kFetchWaitMs)},
                            {"queued.max.messages.kbytes", "16384"},
                            {"fetch.max.bytes", "8388608"}};
    settings.value().insert(settings.value().end(), own.begin(), own.end());
    auto kafka = std::make_unique<Kafka>(std::move(setup), kafka_topic(url), from == "end");
    if (auto const started = kafka->start(*settings); !started) return started.error();
    return std::unique_ptr<Transport>(std::move(kafka));
}

}  // namespace feeds
