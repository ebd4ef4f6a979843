// Taking a batch into the journal: one transaction, every report once.
#include <algorithm>

#include "feeds/inbox_crc.h"
#include "feeds/journal_parts.h"

namespace feeds {
namespace {

constexpr std::size_t kQuarantinedBytes = 64 * 1024;
/// Of all feeds together: garbage at full speed must not fill the disk. The counts go on.
constexpr std::int64_t kQuarantineRows = 2000;
/// A feed's being heard is noted this often: what "stale" is judged by in the past is exact to it.
constexpr std::int64_t kHeardMs = 10 * 1000;

/// Of a camera or a device several feeds may tell different parts, so for each of them the newest edition counts
/// (twin/live_state.h): it is a thing of its own in each.
constexpr bool is_told_by_each_feed(std::int64_t kind) { return kind == kCamera || kind == kDevice; }
constexpr std::int64_t kAllFeeds = -1;

struct What {
    std::int64_t kind = kHeartbeat;
    std::string key;
    bool withdrawn = false;
    bool over = false;
};

What what_is(twin::Record const& record) {
    What what{.kind = kind_of(record)};
    if (auto const* withdrawal = std::get_if<twin::Withdrawal>(&record)) {
        what.key = withdrawal->id;
        what.withdrawn = true;
    } else if (what.kind != kHeartbeat) {
        what.key = twin::key_of(record);
    }
    if (auto const* ticket = std::get_if<twin::Ticket>(&record)) what.over = twin::is_finished(ticket->status);
    return what;
}

/// One call of Journal::append; the journal's own numbers change only when all of it is committed.
class Append {
public:
    explicit Append(Journal::State& state)
        : state_(state),
          statements_(*state.writing),
          next_message_(state.next_message),
          last_known_(state.last_known),
          clamped_(state.clamped) {}

    bool add(Batch const& batch) {
        FeedRow& feed = feeds_.try_emplace(batch.feed, state_.feeds.at(batch.feed)).first->second;
        for (Batch::Item const& item : batch.items)
            if (!add(batch.feed, feed, item)) return false;
        feed.resume.spool_end = std::max(feed.resume.spool_end, batch.spool_end);
        return keep(batch.feed, feed);
    }

    Appended finish() {
        state_.next_message = next_message_;
        state_.last_known = last_known_;
        state_.clamped = clamped_;
        for (auto& [number, feed] : feeds_) state_.feeds[number] = std::move(feed);
        return std::move(appended_);
    }

private:
    bool add(std::uint16_t number, FeedRow& feed, Batch::Item const& item) {
        if (item.arrival.received < last_known_) ++clamped_;
        base::UtcMs const known = last_known_ = std::max(last_known_, item.arrival.received);
        std::uint64_t stored = 0;
        for (std::size_t i = 0; i < item.decoded.reports.size(); ++i) {
            twin::Report const& report = item.decoded.reports[i];
            What const what = what_is(report.record);
            if (what.kind == kHeartbeat || what.kind == kWithdrawal) continue;
            bool fresh = false;
            if (!add(number, report, what, known, i, fresh)) return false;
            if (fresh) {
                ++stored;
                appended_.fresh.push_back(&report);
            } else {
                ++appended_.duplicates;
                ++feed.duplicates;
            }
        }
        appended_.stored += stored;
        feed.resume.reports += stored;
        if (stored > 0 && !add_message(number, feed, item.arrival, known)) return false;
        if (!item.decoded.rejections.empty() && !quarantine(number, feed, item)) return false;
        if (!item.decoded.reports.empty() && !hear(number, feed, item.decoded, known)) return false;
        ++feed.resume.messages;
        if (!item.arrival.position.empty()) feed.resume.position = item.arrival.position;
        return true;
    }

    bool add(std::uint16_t feed, twin::Report const& report, What const& what, base::UtcMs known, std::size_t item,
             bool& fresh) {
        std::int64_t thing = 0;
        if (!find_thing(what, feed, thing)) return false;
        base::UtcMs const version = report.version != base::kNoTime ? report.version : report.event_time;
        statements_.record.bind(what.kind, thing, version, to_sql(report.sequence),
                                std::int64_t{what.withdrawn ? 1 : 0}, to_sql(report.content), std::int64_t{feed},
                                report.event_time, known, std::int64_t{what.over || what.withdrawn ? 1 : 0},
                                next_message_, static_cast<std::int64_t>(item));
        if (!statements_.record.run()) return false;
        fresh = state_.database.changes() > 0;
        return true;
    }

    bool find_thing(What const& what, std::uint16_t feed, std::int64_t& thing) {
        std::int64_t const whose = is_told_by_each_feed(what.kind) ? feed : kAllFeeds;
        Statement& find = statements_.find_thing;
        std::string_view const key = what.key;
        auto const step = find.bind(what.kind, key, whose).step();
        if (step == Statement::Step::row) thing = find.integer(0);
        find.reset();
        if (step != Statement::Step::end) return step == Statement::Step::row;
        Statement& add = statements_.add_thing;
        bool const added = add.bind(what.kind, key, whose).step() == Statement::Step::row;
        if (added) thing = add.integer(0);
        add.reset();
        return added;
    }

    bool add_message(std::uint16_t number, FeedRow const& feed, Arrival const& arrival, base::UtcMs known) {
        Statement& message = statements_.message;
        message.bind(next_message_, std::int64_t{number}, feed.mapping, arrival.received, known,
                     std::string_view(arrival.topic), std::int64_t{crc32(arrival.body)});
        message.bind_bytes(7, arrival.body);
        ++next_message_;
        return message.run();
    }

    /// One row for each reason; the first has the bytes.
    bool quarantine(std::uint16_t number, FeedRow& feed, Batch::Item const& item) {
        std::map<std::string_view, std::pair<std::string_view, std::int64_t>> reasons;
        for (Rejection const& rejection : item.decoded.rejections) {
            auto const [at, is_new] = reasons.try_emplace(rejection.code, rejection.reason, 0);
            ++at->second.second;
        }
        std::string_view bytes = std::string_view(item.arrival.body).substr(0, kQuarantinedBytes);
        for (auto const& [code, why] : reasons) {
            statements_.quarantine.bind(std::int64_t{number}, item.arrival.received, code, why.first, why.second,
                                        static_cast<std::int64_t>(item.arrival.body.size()));
            statements_.quarantine.bind_bytes(6, bytes);
            if (!statements_.quarantine.run()) return false;
            bytes = {};
        }
        appended_.quarantined += item.decoded.rejections.size();
        feed.resume.quarantined += item.decoded.rejections.size();
        return statements_.trim_quarantine.bind(kQuarantineRows).run();
    }

    bool hear(std::uint16_t number, FeedRow& feed, Decoded const& decoded, base::UtcMs known) {
        base::UtcMs event = base::kNoTime;
        for (twin::Report const& report : decoded.reports) {
            feed.kinds |= 1U << report.record.index();
            event = std::max(event, report.event_time);
        }
        feed.resume.last_good = known;
        bool const soon = feed.heard_noted != base::kNoTime && known - feed.heard_noted < kHeardMs;
        if (soon && feed.kinds == feed.heard_noted_kinds) return true;
        feed.heard_noted = known;
        feed.heard_noted_kinds = feed.kinds;
        return statements_.heard.bind(std::int64_t{number}, known, event, std::int64_t{feed.kinds}).run();
    }

    bool keep(std::uint16_t number, FeedRow const& feed) {
        Resume const& resume = feed.resume;
        auto const count = [](std::uint64_t value) { return static_cast<std::int64_t>(value); };
        return statements_.feed
            .bind(std::int64_t{number}, std::string_view(resume.position), count(resume.spool_end), resume.last_good,
                  count(resume.messages), count(resume.reports), count(resume.quarantined), count(feed.duplicates))
            .run();
    }

    Journal::State& state_;
    Journal::State::Writing& statements_;
    std::int64_t next_message_;
    base::UtcMs last_known_;
    std::uint64_t clamped_;
    std::map<std::uint16_t, FeedRow> feeds_;
    Appended appended_;
};

}  // namespace

base::Result<Appended> append_to(Journal::State& state, std::span<Batch const> batches) {
    auto transaction = Transaction::begin(state.database, true);
    if (!transaction) return transaction.error();
    Append append(state);
    for (Batch const& batch : batches)
        if (!append.add(batch)) return state.database.error();
    if (auto committed = transaction->commit(); !committed) return committed.error();
    return append.finish();
}

base::Result<Appended> Journal::append(Batch const& batch) { return append(std::span(&batch, 1)); }
base::Result<Appended> Journal::append(std::span<Batch const> batches) { return append_to(*state_, batches); }

}  // namespace feeds
