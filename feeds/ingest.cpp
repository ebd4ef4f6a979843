#include "feeds/ingest.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include "base/parallel.h"
#include "feeds/health_counter.h"
#include "feeds/inbox.h"
#include "feeds/mapping.h"

namespace feeds {
namespace {

using std::chrono::milliseconds;
using Steady = std::chrono::steady_clock;

constexpr std::size_t kBatch = 1000;              // messages of one transaction
constexpr std::size_t kLeastEach = 50;            // of one feed in a round, however many there are
constexpr milliseconds kGather{20};               // after the first of a batch
constexpr milliseconds kTick{250};                // what has to be done now and then is looked for this often
constexpr milliseconds kRetry{250};               // after the journal took nothing
constexpr milliseconds kLastOrders{500};          // for what is waiting when it ends
constexpr std::int64_t kAheadMs = 5 * 60 * 1000;  // a mapping lets event times be so far ahead of the clock
constexpr std::int64_t kTidyMs = 15 * 1000;       // between two looks at what has become old: little at a time
constexpr std::size_t kTidyMessages = 5000;       // at a time, so that what comes in does not wait long
constexpr std::int64_t kForgetMs = 300 * 1000;    // the same in memory, which means to go through all of it
constexpr std::int64_t kTidyStepMs = 3600'000;    // see Retention

struct Feed {
    twin::FeedSpec spec;
    std::uint16_t number = 0;
    std::optional<Mapping> mapping;
    std::unique_ptr<Inbox> inbox;
    std::unique_ptr<Transport> transport;
    HealthCounter counter;
    std::uint64_t finished = 0;  ///< messages taken and done with
    bool in_hand = false;        ///< some are taken and not done with

    bool has_transport() const { return !spec.url.empty() && spec.url != "push:"; }
};

/// How far the past may go. A clock that jumps years ahead by mistake must not take the journal with it, so the time
/// that retention believes in follows the clock by at most an hour at a look.
class Retention {
public:
    explicit Retention(base::UtcMs from) : now_(from) {}

    bool due(base::UtcMs now) {
        if (looked_ != base::kNoTime && std::abs(now - looked_) < kTidyMs) return false;
        looked_ = now;
        now_ = std::max(now_, std::min(now, now_ + kTidyStepMs));
        return true;
    }
    base::UtcMs now() const { return now_; }

private:
    base::UtcMs now_, looked_ = base::kNoTime;
};

class Running final : public Ingest {
public:
    Running(IngestSetup setup, Journal journal)
        : setup_(std::move(setup)),
          journal_(std::move(journal)),
          // A new journal begins now, not whenever this is first looked at: the clock may have jumped by then.
          retention_(journal_.last_known() == base::kNoTime ? setup_.clock() : journal_.last_known()),
          began_(setup_.clock()) {
        if (setup_.keep_ms > 0) {
            span_.tickets_ms = std::min(span_.tickets_ms, setup_.keep_ms);
            span_.events_ms = std::min(span_.events_ms, setup_.keep_ms);
            span_.poses_ms = std::min(span_.poses_ms, setup_.keep_ms);
        }
    }

    ~Running() override {
        {
            // All at once: each may need most of a second.
            std::vector<std::jthread> ending;
            for (Feed& feed : feeds_)
                if (feed.transport) ending.emplace_back([&feed] { feed.transport.reset(); });
        }
        {
            std::lock_guard const lock(wake_mutex_);
            stopping_ = true;
        }
        wake_.notify_all();
        if (thread_.joinable()) thread_.join();
    }

    base::Status prepare() {
        std::filesystem::path const spools = setup_.journal.string() + ".spool";
        feeds_.reserve(setup_.feeds.size());
        for (twin::FeedSpec const& spec : setup_.feeds) {
            std::string const whose = "feed '" + spec.id + "': ";
            auto mapping = Mapping::load(spec.mapping, spec.coordinates);
            if (!mapping) return base::Error{whose + mapping.error().message, mapping.error().kind};
            auto const number = journal_.feed(spec.id, *mapping);
            if (!number) return number.error();
            Resume const resume = journal_.resume(*number);
            auto inbox = Inbox::open(spools, spec.id, spec.pressure, resume.spool_end, [this] { notice(); });
            if (!inbox) return base::Error{whose + inbox.error().message, inbox.error().kind};
            arrived_ += inbox.value()->counts().waiting;
            feeds_.push_back({.spec = spec,
                              .number = *number,
                              .mapping = std::move(*mapping),
                              .inbox = std::move(*inbox),
                              .transport = nullptr,
                              .counter = HealthCounter(setup_.extent, resume)});
        }
        base::UtcMs const now = std::max(setup_.clock(), journal_.last_known());
        auto state = journal_.state({now + kAheadMs, now}, span_, setup_.merge);
        if (!state) return state.error();
        state_ = std::move(*state);
        troubles_ = journal_.damage();  // what was found in opening it and in reading it
        return base::done;
    }

    base::Status open_transports() {
        for (std::size_t i = 0; i < feeds_.size(); ++i) {
            Feed& feed = feeds_[i];
            if (!feed.has_transport()) continue;
            auto transport = open_transport({.spec = feed.spec,
                                             .secret = i < setup_.secrets.size() ? setup_.secrets[i] : std::string{},
                                             .position = journal_.resume(feed.number).position,
                                             .client_id = client_id(feed.spec.id),
                                             .sink = feed.inbox.get(),
                                             .clock = setup_.clock,
                                             .follow = setup_.follow});
            if (!transport) return transport.error();
            feed.transport = std::move(*transport);
        }
        return base::done;
    }

    void run() {
        thread_ = std::thread([this] { take_in(); });
    }

    Snapshot snapshot() const override {
        std::lock_guard const lock(mutex_);
        if (!snapshot_.state || snapshot_.revision != revision_)
            snapshot_ = {std::make_shared<twin::LiveState const>(state_), revision_};
        return snapshot_;
    }

    std::vector<FeedHealth> health() const override {
        base::UtcMs const now = setup_.clock();
        std::vector<FeedHealth> all;
        std::lock_guard const lock(mutex_);
        for (Feed const& feed : feeds_) all.push_back(health(feed, now));
        return all;
    }

    Sink* sink(std::string const& id) override {
        auto const found = std::find_if(feeds_.begin(), feeds_.end(), [&](Feed const& f) { return f.spec.id == id; });
        return found == feeds_.end() ? nullptr : found->inbox.get();
    }

    bool drain() override {
        std::vector<std::uint64_t> goals;
        for (Feed const& feed : feeds_) goals.push_back(feed.inbox->counts().accepted);
        auto const is_done = [&](std::size_t i) {
            Inbox::Counts const counts = feeds_[i].inbox->counts();
            // What was damaged in the spool meanwhile never arrives, so an empty inbox is done as well.
            return feeds_[i].finished + counts.dropped >= goals[i] || (counts.waiting == 0 && !feeds_[i].in_hand);
        };
        std::unique_lock lock(mutex_);
        std::uint64_t const failures = failures_;
        bool done = false;
        progressed_.wait(lock, [&] {
            done = true;
            for (std::size_t i = 0; i < feeds_.size() && done; ++i) done = is_done(i);
            return done || failures_ > failures;
        });
        return done;
    }

    std::vector<std::string> troubles() const override {
        std::lock_guard const lock(mutex_);
        std::vector<std::string> all = troubles_;
        if (!refusal_.empty()) all.push_back(refusal_);
        return all;
    }

private:
    std::string client_id(std::string const& feed) const {
        std::string id = "borough-";
        if (!setup_.host.empty()) id += setup_.host + "-";
        return id + journal_.identity() + "-" + feed;
    }

    FeedHealth health(Feed const& feed, base::UtcMs now) const {
        Link const link = feed.transport ? feed.transport->link() : Link{.state = Link::State::up};
        Inbox::Counts const counts = feed.inbox->counts();
        FeedHealth health{.number = feed.number, .id = feed.spec.id, .name = feed.spec.name};
        health.expected_per_hour = feed.spec.expected_per_hour;
        double const of_last_hour = feed.counter.fill(health, began_, now);
        health.reason = link.reason.empty() ? refusal_ : link.reason;
        health.dropped = counts.dropped;
        health.waiting = counts.waiting;
        health.state = judge(feed.spec, link.state, health.last_good, of_last_hour, now);
        return health;
    }

    /// By whoever brought a message.
    void notice() {
        std::size_t before = 0;
        {
            std::lock_guard const lock(wake_mutex_);
            before = arrived_++;
        }
        if (before == 0 || before + 1 == kBatch) wake_.notify_one();
    }

    void take_in() {
        std::optional<Steady::time_point> last_orders;
        while (true) {
            bool stopping = wait();
            if (stopping && !last_orders) last_orders = Steady::now() + kLastOrders;
            std::size_t const taken = round();
            if (stopping && (taken == 0 || Steady::now() > *last_orders)) return;
            tidy();
        }
    }

    /// Until there is something to do; true: it is time to end.
    bool wait() {
        std::unique_lock lock(wake_mutex_);
        wake_.wait_for(lock, kTick, [&] { return arrived_ > 0 || stopping_; });
        if (arrived_ > 0) wake_.wait_for(lock, kGather, [&] { return arrived_ >= kBatch || stopping_; });
        arrived_ = 0;
        return stopping_;
    }

    std::size_t round() {
        std::size_t const each = std::max(kLeastEach, kBatch / std::max<std::size_t>(feeds_.size(), 1));
        std::vector<Batch> batches;
        std::vector<Feed*> whose;
        std::size_t taken = 0;
        bool more = false;
        for (std::size_t i = 0; i < feeds_.size(); ++i) {
            Feed& feed = feeds_[(first_ + i) % feeds_.size()];
            {
                std::lock_guard const lock(mutex_);
                feed.in_hand = true;
            }
            auto messages = feed.inbox->take(each, 0);
            more = more || messages.size() == each;
            Batch batch{.feed = feed.number, .items = {}};
            for (Inbox::Taken& message : messages) {
                batch.spool_end = message.spool_end;
                batch.items.push_back({.arrival = std::move(message.arrival), .decoded = {}});
            }
            taken += messages.size();
            if (messages.empty()) {
                done_with(feed, 0);
                continue;
            }
            batches.push_back(std::move(batch));
            whose.push_back(&feed);
        }
        first_ = (first_ + 1) % std::max<std::size_t>(feeds_.size(), 1);
        if (taken > 0) {
            decode(batches, whose);
            keep(batches, whose);
        }
        if (more) {
            std::lock_guard const lock(wake_mutex_);
            arrived_ = std::max(arrived_, kBatch);  // no waiting for what is there already
        }
        return taken;
    }

    void done_with(Feed& feed, std::size_t messages) {
        {
            std::lock_guard const lock(mutex_);
            feed.finished += messages;
            feed.in_hand = false;
        }
        progressed_.notify_all();
    }

    void decode(std::vector<Batch>& batches, std::vector<Feed*> const& whose) {
        base::UtcMs known = journal_.last_known();
        for (std::size_t b = 0; b < batches.size(); ++b) {
            std::vector<Batch::Item>& items = batches[b].items;
            std::vector<base::UtcMs> known_of;  // as the journal will have it
            for (Batch::Item const& item : items) known_of.push_back(known = std::max(known, item.arrival.received));
            constexpr std::size_t kGrain = 32;
            base::parallel_for(items.size(), kGrain, [&](std::size_t begin, std::size_t end) {
                for (std::size_t i = begin; i < end; ++i) {
                    Batch::Item& item = items[i];
                    item.decoded = whose[b]->mapping->decode(item.arrival.body, item.arrival.topic, known_of[i]);
                    for (twin::Report& report : item.decoded.reports) {
                        report.feed = batches[b].feed;
                        report.known_time = known_of[i];
                    }
                }
            });
        }
    }

    void keep(std::vector<Batch> const& batches, std::vector<Feed*> const& whose) {
        while (true) {
            auto appended = journal_.append(batches);
            if (appended) {
                apply(batches, whose, *appended);
                break;
            }
            if (!wait_for_journal(appended.error().message)) break;
        }
        for (std::size_t b = 0; b < batches.size(); ++b) done_with(*whose[b], batches[b].items.size());
    }

    /// False: it is time to end. What was to be kept is then still in its spool.
    bool wait_for_journal(std::string const& why) {
        {
            std::lock_guard const lock(mutex_);
            refusal_ = why;
            ++failures_;
        }
        progressed_.notify_all();
        std::unique_lock lock(wake_mutex_);
        return !wake_.wait_for(lock, kRetry, [&] { return stopping_; });
    }

    void apply(std::vector<Batch> const& batches, std::vector<Feed*> const& whose, Appended const& appended) {
        for (std::size_t b = 0; b < batches.size(); ++b) whose[b]->inbox->committed(batches[b].spool_end);
        std::lock_guard const lock(mutex_);
        refusal_.clear();
        for (twin::Report const* report : appended.fresh) state_.apply(*report);
        auto fresh = appended.fresh.begin();
        for (std::size_t b = 0; b < batches.size(); ++b) {
            std::uint64_t reports = 0, stored = 0, bad = 0;
            twin::LiveState::Heard heard;
            for (Batch::Item const& item : batches[b].items) {
                bad += item.decoded.rejections.size();
                for (twin::Report const& report : item.decoded.reports) {
                    bool const is_fresh = fresh != appended.fresh.end() && *fresh == &report;
                    if (is_fresh) ++fresh;
                    bool const is_heartbeat = std::holds_alternative<twin::Heartbeat>(report.record);
                    reports += is_heartbeat ? 0 : 1;
                    stored += is_fresh ? 1 : 0;
                    heard.add({1U << report.record.index(), report.known_time, report.event_time});
                    whose[b]->counter.saw(report, report.known_time);
                }
            }
            if (heard.kinds != 0) state_.note(batches[b].feed, heard);
            whose[b]->counter.add(batches[b].items.size(), stored, reports - stored, bad);
        }
        ++revision_;
    }

    /// What has become old goes, in the state and in the journal.
    void tidy() {
        if (!retention_.due(setup_.clock()) && !behind_) return;
        if (std::abs(retention_.now() - forgot_) >= kForgetMs) {
            forgot_ = retention_.now();
            twin::LiveState state = state_;  // nobody else changes it, so others may read it meanwhile
            state.forget_before(forgot_ - span_.events_ms);
            state.forget_tickets_before(forgot_ - span_.tickets_ms);
            std::lock_guard const lock(mutex_);
            state_ = std::move(state);
            ++revision_;
        }
        if (setup_.keep_ms == 0 && setup_.keep_bytes == 0) return;
        Journal::Limits limits{.most_bytes = setup_.keep_bytes, .span = span_, .most_messages = kTidyMessages};
        if (setup_.keep_ms > 0) limits.keep_from = retention_.now() - setup_.keep_ms;
        auto const compacted = journal_.compact(limits);
        bool const too_large = setup_.keep_bytes > 0 && journal_.bytes() > setup_.keep_bytes;
        behind_ = compacted && (journal_.horizon() < limits.keep_from || too_large);
        std::lock_guard const lock(mutex_);
        std::erase(troubles_, tidy_trouble_);
        tidy_trouble_ = compacted ? std::string{} : compacted.error().message;
        if (!compacted) troubles_.push_back(tidy_trouble_);
    }

    IngestSetup setup_;
    Journal journal_;  ///< of the thread alone once it runs
    Span span_;
    Retention retention_;
    base::UtcMs forgot_ = 0;
    bool behind_ = false;  ///< with tidying up the journal
    base::UtcMs began_;
    std::vector<Feed> feeds_;
    std::size_t first_ = 0;  ///< whose turn it is to be first

    mutable std::mutex mutex_;  ///< for what is below, and the counters of the feeds
    std::condition_variable progressed_;
    twin::LiveState state_;
    std::uint64_t revision_ = 1;
    mutable Snapshot snapshot_;
    std::vector<std::string> troubles_;
    std::string refusal_, tidy_trouble_;
    std::uint64_t failures_ = 0;

    std::mutex wake_mutex_;
    std::condition_variable wake_;
    std::size_t arrived_ = 0;  ///< since the thread last looked
    bool stopping_ = false;

    std::thread thread_;
};

}  // namespace

base::Result<std::unique_ptr<Ingest>> Ingest::start(IngestSetup setup) {
    auto journal = Journal::open(setup.journal, Journal::Access::write);
    if (!journal) return journal.error();
    auto running = std::make_unique<Running>(std::move(setup), std::move(*journal));
    if (auto prepared = running->prepare(); !prepared) return prepared.error();
    if (auto opened = running->open_transports(); !opened) return opened.error();
    running->run();
    return std::unique_ptr<Ingest>(std::move(running));
}

}  // namespace feeds
