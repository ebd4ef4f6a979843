#include "sample/tables.h"

#include <array>
#include <cassert>
#include <charconv>

#include "sample/tables_data.h"

namespace sample {

namespace {

constexpr std::array<std::string_view, static_cast<std::size_t>(Where::count)> kWheres{
    "anyone", "homes", "village", "market", "industry", "site", "road", "station"};
constexpr std::array<std::string_view, static_cast<std::size_t>(Hours::count)> kHours{"any", "day", "office", "evening",
                                                                                      "night"};

template <class Word, class Words>
Word word(Words const& words, std::string_view text) {
    for (std::size_t i = 0; i < words.size(); ++i)
        if (words[i] == text) return static_cast<Word>(i);
    return Word{};
}

double number(std::string_view text) {
    double value = 0;
    [[maybe_unused]] auto const read = std::from_chars(text.data(), text.data() + text.size(), value);
    assert(read.ec == std::errc{});
    return value;
}

/// Our own tables: no quotes, no empty lines; the first line that is no comment is the header.
std::vector<std::vector<std::string_view>> rows_of(std::string_view csv) {
    std::vector<std::vector<std::string_view>> rows;
    while (!csv.empty()) {
        std::string_view line = csv.substr(0, csv.find('\n'));
        csv.remove_prefix(std::min(csv.size(), line.size() + 1));
        if (line.empty() || line.front() == '#') continue;
        auto& fields = rows.emplace_back();
        for (;;) {
            std::size_t const comma = line.find(',');
            fields.push_back(line.substr(0, comma));
            if (comma == std::string_view::npos) break;
            line.remove_prefix(comma + 1);
        }
    }
    rows.erase(rows.begin());
    return rows;
}

}  // namespace

std::vector<TicketClass> ticket_classes() {
    std::vector<TicketClass> all;
    for (auto const& f : rows_of(kTicketClassesCsv)) {
        all.push_back({.code = std::string(f[0]),
                       .name = {std::string(f[1]), std::string(f[2])},
                       .path = std::string(f[3]),
                       .kind = std::string(f[4]),
                       .weight = number(f[5]),
                       .where = word<Where>(kWheres, f[6]),
                       .hours = word<Hours>(kHours, f[7]),
                       .direct = number(f[8]),
                       .median_hours = number(f[9]),
                       .workdays = static_cast<int>(number(f[10])),
                       .urgency = std::string(f[11])});
    }
    return all;
}

std::vector<EventType> event_types() {
    std::vector<EventType> all;
    for (auto const& f : rows_of(kEventTypesCsv)) {
        all.push_back({.type = std::string(f[0]),
                       .zh = std::string(f[1]),
                       .raw = std::string(f[2]),
                       .weight = number(f[3]),
                       .scene = word<Where>(kWheres, f[4]),
                       .hours = word<Hours>(kHours, f[5]),
                       .sightings = number(f[6]),
                       .every_minutes = number(f[7]),
                       .level = static_cast<int>(number(f[8]))});
    }
    return all;
}

std::string_view ticket_classes_csv() { return kTicketClassesCsv; }

}  // namespace sample
