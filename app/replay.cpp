// `borough replay`: plays recorded messages to a broker, an endpoint or a file, at their own pace or faster.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <limits>
#include <map>
#include <nlohmann/json.hpp>
#include <thread>

#include "app/commands.h"
#include "app/intake.h"
#include "app/output.h"
#include "app/secret.h"
#include "base/file.h"
#include "feeds/journal.h"
#include "feeds/mapping.h"
#include "feeds/outlet.h"

namespace app {
namespace {

struct Message {
    base::UtcMs known = base::kNoTime;
    std::string feed;
    std::string topic;
    std::string body;
};

/// Plays messages in the order they come, each when its time has come.
class Player {
public:
    Player(ReplayCommand const& command, std::string secret) : command_(command), secret_(std::move(secret)) {}

    base::Status play(Message message) {
        if (!command_.feed.empty() && message.feed != command_.feed) return base::done;
        if (first_ == base::kNoTime) first_ = message.known;
        wait_for(message.known);
        if (command_.now) {
            if (auto const moved = move_to_now(message); !moved) return moved.error();
        }
        auto const outlet = outlet_of(message.feed);
        if (!outlet) return outlet.error();
        if (auto const sent = (*outlet)->publish(message.topic, message.body); !sent) return sent.error();
        ++sent_;
        return base::done;
    }

    base::Status finish() {
        for (auto& [feed, outlet] : outlets_) {
            if (auto const finished = outlet->finish(); !finished) return finished.error();
        }
        return base::done;
    }

    std::uint64_t sent() const { return sent_; }

private:
    using Steady = std::chrono::steady_clock;

    /// A message of another day becomes one of now: all its times move by the same length.
    base::Status move_to_now(Message& message) {
        if (!canonical_) {
            auto mapping = feeds::Mapping::load("canonical", {});
            if (!mapping) return mapping.error();
            canonical_.emplace(std::move(*mapping));
        }
        feeds::Decoded decoded = canonical_->decode(message.body, {}, std::numeric_limits<base::UtcMs>::max() / 2);
        if (decoded.reports.empty())
            return base::Error{"--now moves canonical messages only; one of feed " + message.feed + " is none"};
        // Where it names no coordinate system, the feed's settings do, and must go on doing so.
        bool const names_system = message.body.find("\"coord\"") != std::string::npos;
        nlohmann::ordered_json moved = nlohmann::ordered_json::array();
        for (twin::Report& report : decoded.reports) {
            shift(report, now_ms() - message.known);
            moved.push_back(nlohmann::ordered_json::parse(feeds::to_json(report, "/" + message.feed)));
            if (!names_system && moved.back()["data"].is_object()) moved.back()["data"].erase("coord");
        }
        // One line, whatever it holds: to a file, lines of one message would be messages of their own.
        message.body = (moved.size() == 1 ? moved.front() : moved).dump();
        return base::done;
    }

    static void shift(twin::Report& report, base::UtcMs by) {
        auto const move = [by](base::UtcMs& time) {
            if (time != base::kNoTime) time += by;
        };
        move(report.event_time);
        move(report.version);
        if (auto* const ticket = std::get_if<twin::Ticket>(&report.record)) {
            for (base::UtcMs* time : {&ticket->called, &ticket->accepted, &ticket->dispatched, &ticket->due,
                                      &ticket->closed, &ticket->visited})
                move(*time);
        }
    }

    void wait_for(base::UtcMs known) {
        if (command_.speed <= 0) return;
        auto const after =
            std::chrono::duration<double, std::milli>(static_cast<double>(known - first_) / command_.speed);
        std::this_thread::sleep_until(begun_ + std::chrono::duration_cast<Steady::duration>(after));
    }

    base::Result<feeds::Outlet*> outlet_of(std::string const& feed) {
        std::string url = command_.to;
        constexpr char const* kWord = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_";
        // It becomes a part of a path, and a recording may come from anyone.
        if (feed.find_first_not_of(kWord) != std::string::npos)
            return base::Error{"a message names a feed that is no word; feeds are letters, digits, - and _"};
        if (auto const at = url.find("{feed}"); at != std::string::npos) url.replace(at, 6, feed);
        auto const found = outlets_.find(url);
        if (found != outlets_.end()) return found->second.get();
        feeds::OutletSetup setup;
        setup.url = url;
        setup.secret = secret_;
        setup.user = command_.user;
        setup.ca_file = command_.ca_file;
        setup.client_id = "borough-replay-" + std::to_string(outlets_.size());
        auto opened = feeds::open_outlet(std::move(setup));
        if (!opened) return opened.error();
        return outlets_.emplace(url, std::move(*opened)).first->second.get();
    }

    ReplayCommand const& command_;
    std::string secret_;
    Steady::time_point const begun_ = Steady::now();
    std::map<std::string, std::unique_ptr<feeds::Outlet>> outlets_;
    std::optional<feeds::Mapping> canonical_;
    base::UtcMs first_ = base::kNoTime;
    std::uint64_t sent_ = 0;
};

struct Period {
    base::UtcMs from = std::numeric_limits<base::UtcMs>::min() + 1;
    base::UtcMs until = std::numeric_limits<base::UtcMs>::max();
};

base::Result<Period> period_of(ReplayCommand const& command) {
    Period period;
    for (auto const& [text, time] : {std::pair{&command.from, &period.from}, {&command.until, &period.until}}) {
        if (text->empty()) continue;
        auto const read = base::parse_time(*text);
        if (!read) return base::Error{read.error().message, base::ErrorKind::usage};
        *time = *read;
    }
    return period;
}

bool is_journal(std::string const& file) {
    std::ifstream stream(file, std::ios::binary);
    char head[16] = {};
    stream.read(head, sizeof head);
    return std::string_view(head, 15) == "SQLite format 3";
}

/// A broker's topic means something to a mapping; the path a message was posted to does not.
std::string topic_of(feeds::Arrival const& arrival) { return arrival.topic.starts_with("/") ? "" : arrival.topic; }

base::Status play_journal(ReplayCommand const& command, Period const& period, Player& player) {
    auto journal = feeds::Journal::open(command.source, feeds::Journal::Access::read);
    if (!journal) return journal.error();
    auto const names = journal->feeds();
    base::Status failed = base::done;
    auto const read =
        journal->each_message(period.from, period.until, [&](std::uint16_t feed, feeds::Arrival const& a) {
            failed = player.play({a.received, names[feed], topic_of(a), a.body});
            return static_cast<bool>(failed);
        });
    return read ? failed : read;
}

/// The envelope's own words for time and feed (docs/feeds.md): `knowntime`, else `time`; `feed`, else the last part of
/// `source`.
base::Result<Message> read_line(std::string line, std::string const& file, std::size_t number) {
    auto const json = nlohmann::json::parse(line, nullptr, false);
    auto const wrong = [&](char const* what) { return base::Error{file + ":" + std::to_string(number) + ": " + what}; };
    if (!json.is_object()) return wrong("this line is no JSON object");
    auto const word = [&](char const* key) {
        auto const found = json.find(key);
        return found != json.end() && found->is_string() ? found->get<std::string>() : std::string{};
    };
    Message message;
    std::string const source = word("source");
    message.feed = word("feed").empty() ? source.substr(source.rfind('/') + 1) : word("feed");
    auto const time = feeds::parse_feed_time(word("knowntime").empty() ? word("time") : word("knowntime"));
    if (!time) return wrong("this message has no time to be played at");
    message.known = *time;
    message.body = std::move(line);
    return message;
}

base::Status play_lines(ReplayCommand const& command, Period const& period, Player& player) {
    if (auto const readable = base::check_readable(command.source); !readable) return readable.error();
    std::ifstream stream(command.source);
    std::size_t number = 0;
    for (std::string line; std::getline(stream, line);) {
        ++number;
        if (line.empty()) continue;
        auto message = read_line(std::move(line), command.source, number);
        if (!message) return message.error();
        if (message->known < period.from || message->known >= period.until) continue;
        if (auto const played = player.play(std::move(*message)); !played) return played.error();
    }
    return base::done;
}

base::Result<std::uint64_t> replay(ReplayCommand const& command) {
    auto const period = period_of(command);
    if (!period) return period.error();
    auto secret = read_secret(command.secret);
    if (!secret) return secret.error();
    Player player(command, std::move(*secret));
    auto const played =
        is_journal(command.source) ? play_journal(command, *period, player) : play_lines(command, *period, player);
    if (!played) return played.error();
    if (auto const finished = player.finish(); !finished) return finished.error();
    return player.sent();
}

}  // namespace

ExitStatus run(ReplayCommand const& command) {
    Stopwatch watch;
    auto const sent = replay(command);
    if (!sent) return report(sent.error());
    if (!command.results.json)
        std::printf("%s: %llu messages played\n", command.source.c_str(), static_cast<unsigned long long>(*sent));
    nlohmann::ordered_json const results{{"command", "replay"}, {"source", command.source}, {"messages", *sent}};
    auto const written = write_results(results.dump(), watch, command.results);
    return written ? ExitStatus::done : report(written.error());
}

}  // namespace app
