#include "sample/sample.h"

#include <cstdio>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>

#include "app/commands.h"
#include "app/facts_counts.h"
#include "app/output.h"
#include "feeds/journal.h"
#include "feeds/mapping.h"

namespace app {
namespace {

/// Puts a history into a journal, in the order in which it became known, as if it had come by the feeds.
class Chronicler {
public:
    Chronicler(feeds::Journal journal, std::uint64_t expected, base::Progress& progress)
        : journal_(std::move(journal)), expected_(expected), progress_(progress) {}

    base::Status open_feeds(std::vector<sample::HistoryFeed> const& feeds) {
        for (sample::HistoryFeed const& feed : feeds) {
            auto mapping = feeds::Mapping::load("canonical", feed.coordinates);
            if (!mapping) return mapping.error();
            auto number = journal_.feed(feed.id, *mapping);
            if (!number) return number.error();
            feeds_.emplace(feed.id, Feed{*number, std::move(*mapping)});
        }
        return base::done;
    }

    base::Status add(sample::HistoryMessage const& message) {
        Feed const& feed = feeds_.find(message.feed)->second;
        // Known times must not go backwards, so a transaction holds runs of one feed each.
        if (batches_.empty() || batches_.back().feed != feed.number) {
            batches_.emplace_back();
            batches_.back().feed = feed.number;
        }
        feeds::Batch::Item item;
        item.arrival.body = message.line;
        item.arrival.received = message.known;
        item.decoded = feed.mapping.decode(message.line, {}, message.known);
        batches_.back().items.push_back(std::move(item));
        return ++waiting_ < kTogether ? base::Status(base::done) : commit();
    }

    base::Status commit() {
        if (waiting_ == 0) return base::done;
        auto const appended = journal_.append(batches_);
        if (!appended) return appended.error();
        quarantined_ += appended->quarantined;
        written_ += waiting_;
        batches_.clear();
        waiting_ = 0;
        progress_.advance(static_cast<double>(written_) / static_cast<double>(expected_));
        return base::done;
    }

    std::uint64_t written() const { return written_; }
    std::uint64_t quarantined() const { return quarantined_; }

private:
    static constexpr std::size_t kTogether = 20'000;
    struct Feed {
        std::uint16_t number = 0;
        feeds::Mapping mapping;
    };
    feeds::Journal journal_;
    std::uint64_t expected_;
    base::Progress& progress_;
    std::map<std::string, Feed, std::less<>> feeds_;
    std::vector<feeds::Batch> batches_;
    std::size_t waiting_ = 0;
    std::uint64_t written_ = 0, quarantined_ = 0;
};

/// The journal that the district file names, begun anew.
base::Result<std::uint64_t> write_journal(std::filesystem::path const& file, sample::History const& history,
                                          std::uint64_t expected, Stopwatch& watch) {
    namespace fs = std::filesystem;
    watch.stage("journal");
    std::error_code error;
    for (char const* const part : {"", "-wal", "-shm", ".lock"}) fs::remove(file.string() + part, error);
    fs::remove_all(file.string() + ".spool", error);
    fs::create_directories(file.parent_path(), error);
    auto journal = feeds::Journal::open(file, feeds::Journal::Access::write);
    if (!journal) return journal.error();
    Chronicler chronicler(std::move(*journal), expected, watch);
    if (auto const opened = chronicler.open_feeds(history.feeds()); !opened) return opened.error();
    base::Status status = base::done;
    history.each(history.begin(), history.until(), [&](sample::HistoryMessage const& message) {
        status = chronicler.add(message);
        return static_cast<bool>(status);
    });
    if (status) status = chronicler.commit();
    if (!status) return status.error();
    if (chronicler.quarantined() > 0)
        return base::Error{std::to_string(chronicler.quarantined()) + " messages of the sample are not canonical"};
    return chronicler.written();
}

base::Result<sample::SampleOptions> options_of(SampleCommand const& command) {
    sample::SampleOptions options;
    options.buildings = command.buildings;
    options.seed = command.seed;
    if (!command.until.empty()) {
        auto const day = base::parse_time(command.until);
        if (!day) return base::Error{"--until: " + day.error().message, base::ErrorKind::usage};
        constexpr base::UtcMs kZoneMs = 8 * kHourMs;
        // The midnight that ends this day in China, so that every day of the year is whole.
        options.until = (*day + kZoneMs) / kDayMs * kDayMs + kDayMs - kZoneMs;
    }
    return options;
}

base::Result<std::uint64_t> write(SampleCommand const& command, Stopwatch& watch) {
    auto const options = options_of(command);
    if (!options) return options.error();
    auto const history = sample::write_sample(command.folder, *options, watch);
    if (!history) return history.error();
    if (!command.history) return std::uint64_t{0};
    std::uint64_t const expected = 300'000ULL * std::min(command.buildings, 3445U) / 3445 + 1;
    return write_journal(std::filesystem::path(command.folder) / "live/journal.db", *history, expected, watch);
}

}  // namespace

ExitStatus run(SampleCommand const& command) {
    Stopwatch watch;
    auto const messages = write(command, watch);
    watch.clear_line();
    if (!messages) return report(messages.error());
    nlohmann::ordered_json const results{{"command", "sample"},
                                         {"folder", command.folder},
                                         {"buildings", command.buildings},
                                         {"seed", command.seed},
                                         {"messages", *messages}};
    if (!command.results.json) {
        std::printf("%s: a district of %u buildings, with %llu messages of a year\n", command.folder.c_str(),
                    command.buildings, static_cast<unsigned long long>(*messages));
    }
    auto const reported = write_results(results.dump(), watch, command.results);
    return reported ? ExitStatus::done : report(reported.error());
}

}  // namespace app
