// Messages in Borough's own JSON, and a journal that takes them.
#pragma once

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "base/time.h"
#include "feeds/journal.h"

namespace journal_test {

inline constexpr std::int64_t kSecond = 1000, kMinute = 60 * kSecond, kHour = 60 * kMinute, kDay = 24 * kHour;
inline constexpr base::UtcMs kEver = std::numeric_limits<base::UtcMs>::max();
/// 2026-03-02 08:00 +08:00.
inline constexpr base::UtcMs kMorning = 1772409600000;

inline std::string numbered(std::string name, std::int64_t number) { return name.append(std::to_string(number)); }

/// `data` is the inside of the object, as `"id":"T1"`.
inline std::string envelope(std::string const& type, base::UtcMs time, std::uint64_t sequence,
                            std::string const& data) {
    return R"({"type":")" + type + R"(","time":")" + base::format_time(time) + R"(","seq":)" +
           std::to_string(sequence) + R"(,"data":{)" + data + "}}";
}

inline std::string ticket(std::string const& id, base::UtcMs time, std::string const& status,
                          std::uint64_t sequence = 0, std::string const& title = "Streetlight out") {
    return envelope(
        "ticket.upsert", time, sequence,
        R"("id":")" + id + R"(","status":")" + status + R"(","title":")" + title + R"(","lon":114.03,"lat":22.61)");
}

inline std::string event(std::string const& id, base::UtcMs time, std::string const& camera = "C1") {
    return envelope("event.upsert", time, 0,
                    R"("id":")" + id + R"(","type":"garbage_exposed","camera_id":")" + camera + '"');
}

/// A name of "N0" is not said.
inline std::string device(std::string const& id, base::UtcMs time, double value,
                          std::string const& device_name = "N0") {
    std::string data = R"("id":")" + id + R"(","status":"online","value":)" + std::to_string(value);
    if (device_name != "N0") data += R"(,"name":")" + device_name + '"';
    return envelope("device.status", time, 0, data);
}

inline std::string pose(std::string const& id, base::UtcMs time) {
    return envelope("uav.pose", time, 0, R"("id":")" + id + R"(","lon":114.03,"lat":22.61,"height":80)");
}

inline std::string heartbeat(base::UtcMs time) { return envelope("heartbeat", time, 0, ""); }

inline feeds::Mapping canonical() {
    auto mapping = feeds::Mapping::load("canonical", "");
    EXPECT_TRUE(mapping) << mapping.error().message;
    return std::move(*mapping);
}

inline feeds::Journal open_journal(std::filesystem::path const& file,
                                   feeds::Journal::Access access = feeds::Journal::Access::write) {
    auto journal = feeds::Journal::open(file, access);
    EXPECT_TRUE(journal) << journal.error().message;
    return std::move(*journal);
}

/// Appends as one feed, decoded as they come.
struct Writer {
    feeds::Journal& journal;
    std::string id = "tickets";
    feeds::Mapping mapping = canonical();
    std::uint16_t feed = *journal.feed(id, mapping);
    std::uint64_t spool_end = 0;

    feeds::Batch batch(std::vector<std::pair<std::string, base::UtcMs>> const& messages) {
        feeds::Batch batch{.feed = feed, .items = {}};
        for (auto const& [body, known] : messages) {
            base::UtcMs const then = std::max(known, journal.last_known());
            feeds::Arrival const arrival{.body = body, .topic = "", .position = "after " + body, .received = known};
            batch.items.push_back({.arrival = arrival, .decoded = mapping.decode(body, "", then)});
            for (auto& report : batch.items.back().decoded.reports) report.feed = feed;
        }
        batch.spool_end = spool_end += messages.size();
        return batch;
    }
    feeds::Appended append(std::vector<std::pair<std::string, base::UtcMs>> const& messages) {
        last = batch(messages);
        auto appended = journal.append(last);
        EXPECT_TRUE(appended) << appended.error().message;
        return appended ? *appended : feeds::Appended{};
    }
    feeds::Appended append(std::string const& body, base::UtcMs known) { return append({{body, known}}); }

    feeds::Batch last;  ///< `fresh` points into it
};

/// Everything a state shows, as text to be compared.
inline std::string print(twin::LiveState const& state, base::UtcMs now) {
    std::string text;
    for (auto const* entry : state.tickets())
        text += "ticket " + entry->ticket.id + " " + std::to_string(static_cast<int>(entry->ticket.status)) + " " +
                entry->ticket.title + " " + std::to_string(entry->told.version) + "\n";
    for (auto const& episode : state.episodes(now))
        text += "episode " + episode.last->id + " " + std::to_string(episode.first_seen) + " " +
                std::to_string(episode.last_seen) + " " + std::to_string(episode.sightings) + "\n";
    for (auto const* device : state.devices())
        text += "device " + device->record.id + " " + device->record.name + " " +
                std::to_string(device->record.value.value_or(-1)) + "\n";
    for (auto const& [id, track] : state.drone_tracks())
        for (auto const* report : track) text += "pose " + id + " " + std::to_string(report->event_time) + "\n";
    return text;
}

inline std::string state_at(feeds::Journal const& journal, base::UtcMs event, base::UtcMs known,
                            feeds::Span const& span = {}) {
    auto const state = journal.state({event, known}, span);
    EXPECT_TRUE(state) << state.error().message;
    return state ? print(*state, event) : "";
}

}  // namespace journal_test
