#include "feeds/file_replay.h"

#include <simdjson.h>

#include <cstdlib>
#include <optional>
#include <string>
#include <thread>
#include <utility>

#include "feeds/file_place.h"
#include "feeds/framing.h"
#include "feeds/mapping.h"
#include "feeds/transport_tools.h"

namespace feeds {
namespace {

namespace fs = std::filesystem;
using Steady = std::chrono::steady_clock;

struct ReplayChoice {
    fs::path path;
    Framing framing = Framing::lines;
    std::string time;
    double speed = 1;
};

class FileReplay : public Transport {
public:
    FileReplay(TransportSetup setup, ReplayChoice choice)
        : setup_(std::move(setup)),
          choice_(std::move(choice)),
          backoff_(seed_of(setup_.client_id)),
          thread_([this](std::stop_token const& stop) { run(stop); }) {}

    Link link() const override { return link_.read(); }

private:
    void run(std::stop_token const& stop) {
        constexpr std::size_t kPiece = 64 * 1024;
        OpenFile const file(choice_.path);
        if (!file.valid()) return link_.ended(choice_.path.filename().string() + " " + file.problem());
        link_.up();
        // The position is how many messages have been played.
        std::uint64_t to_skip = std::strtoull(setup_.position.c_str(), nullptr, 10);
        std::uint64_t count = 0;
        auto const take = [&](std::string body, std::uint64_t) {
            if (++count <= to_skip) return true;
            if (!wait_for(body, stop)) return false;
            Arrival const arrival{
                .body = std::move(body), .topic = {}, .position = std::to_string(count), .received = setup_.clock()};
            return deliver(*setup_.sink, arrival, link_, backoff_, stop);
        };
        auto const reader = RecordReader::make(choice_.framing, 0);
        for (std::uint64_t offset = 0; !stop.stop_requested();) {
            std::string const piece = file.read(offset, kPiece);
            offset += piece.size();
            bool const goes_on = piece.empty() ? reader->finish(take) : reader->push(piece, take);
            if (piece.empty() && goes_on) link_.ended();
            if (piece.empty() || !goes_on) return;
        }
    }

    bool wait_for(std::string const& body, std::stop_token const& stop) {
        auto const time = time_of(body);
        if (!time) return true;
        if (!first_) {
            first_ = *time;
            begun_ = Steady::now();
        }
        std::chrono::duration<double, std::milli> const after(static_cast<double>(*time - *first_) / choice_.speed);
        auto const left = begun_ + std::chrono::duration_cast<Steady::duration>(after) - Steady::now();
        return left <= Steady::duration::zero() || pause(stop, std::chrono::ceil<std::chrono::milliseconds>(left));
    }

    std::optional<base::UtcMs> time_of(std::string const& body) {
        simdjson::dom::element message;
        if (parser_.parse(body).get(message) != simdjson::SUCCESS) return std::nullopt;
        simdjson::dom::element member;
        if (message[choice_.time].get(member) != simdjson::SUCCESS) return std::nullopt;
        std::string_view text;
        std::int64_t number = 0;
        std::string words;
        if (member.get(text) == simdjson::SUCCESS) {
            words = text;
        } else if (member.get(number) == simdjson::SUCCESS) {
            words = std::to_string(number);
        }
        auto const time = parse_feed_time(words);
        return time ? std::optional(*time) : std::nullopt;
    }

    TransportSetup const setup_;
    ReplayChoice const choice_;
    LinkBoard link_;
    Backoff backoff_;
    simdjson::dom::parser parser_;
    std::optional<base::UtcMs> first_;
    Steady::time_point begun_;
    std::jthread thread_;
};

}  // namespace

base::Result<std::unique_ptr<Transport>> open_file_replay(TransportSetup setup, Url const& url) {
    if (url.path.empty()) return base::Error{"'" + setup.spec.url + "' names no file"};
    auto const speed = url.number("speed", 1, 1, 100'000);
    if (!speed) return speed.error();
    auto const framing = framing_option(url.option("format"));
    if (!framing) return framing.error();
    ReplayChoice choice{.path = url.path,
                        .framing = framing.value().value_or(guess_framing(url.path, '\0')),
                        .time = url.option("time", "time"),
                        .speed = static_cast<double>(*speed)};
    if (choice.path.is_relative()) choice.path = setup.folder / choice.path;
    return std::unique_ptr<Transport>(std::make_unique<FileReplay>(std::move(setup), std::move(choice)));
}

}  // namespace feeds
