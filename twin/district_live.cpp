// Sections of the district file about what changes: feeds, the wall, supervision.
#include <algorithm>
#include <array>
#include <cstdio>

#include "twin/district_sections.h"
#include "twin/records.h"
#include "twin/text.h"

namespace twin {
namespace {

FeedSpec read_feed(TableReader& r, std::filesystem::path const& folder, Problems& problems) {
    FeedSpec spec;
    r.text("id", spec.id);
    r.bilingual("name", spec.name);
    r.text("url", spec.url);
    r.text("mapping", spec.mapping);
    r.text("coordinates", spec.coordinates);
    r.number("expected_per_hour", spec.expected_per_hour, 0);
    r.duration("stale_after", spec.stale_after_ms);
    r.duration("poll", spec.poll_ms);
    if (auto i = r.choice("pressure", std::array<std::string_view, 3>{"keep", "latest", "oldest"}))
        spec.pressure = static_cast<Pressure>(*i);
    r.text("secret", spec.secret);
    r.text("user", spec.user);
    r.text("ca_file", spec.ca_file);
    if (std::string wrong = what_is_wrong(spec); !wrong.empty())
        problems.emplace(text_place(r.raw()), std::move(wrong));
    resolve_paths(spec, folder);
    return spec;
}

/// A rule that is too lax would give people away, one that is too strict would leave nothing: both are errors.
void read_disclosure(TableReader& r, DisclosureRules& rules) {
    using Rules = DisclosureRules;
    r.whole("least_in_building", rules.least_in_building, Rules::kFloor, Rules::kMost);
    r.whole("least_in_cell", rules.least_in_cell, Rules::kFloor, Rules::kMost);
    r.whole("least_for_shares", rules.least_for_shares, Rules::kLeastForShares, Rules::kMost);
}

/// Minutes by type of event. Types that are not named keep their usual window.
void read_merge(TableReader& r, MergeWindows& windows) {
    constexpr double kMinute = 60 * 1000;
    constexpr double kMost = static_cast<double>(MergeWindows::kLongestMs) / kMinute;
    auto const read = [&](std::string_view key, std::int64_t& ms) {
        double minutes = static_cast<double>(ms) / kMinute;
        r.whole(key, minutes, 1, kMost);
        ms = static_cast<std::int64_t>(minutes * kMinute);
    };
    read("otherwise", windows.otherwise_ms);
    for (std::string_view const type : event_types()) {
        auto const [window, added] = windows.ms_by_type.try_emplace(std::string(type), windows.otherwise_ms);
        read(type, window->second);
    }
}

void read_seconds(TableReader& r, std::string_view key, std::int64_t at_least, std::int64_t& out_ms) {
    r.duration(key, out_ms);
    constexpr std::int64_t kMost = 60 * 60 * 1000;
    if (out_ms >= at_least && out_ms <= kMost) return;
    r.complain(*r.find(key), key, "from " + std::to_string(at_least / 1000) + " s to 60 min");
}

/// "22:00" in minutes after midnight.
std::optional<int> minute_of_day(std::string const& text) {
    int hour = -1, minute = -1, read = 0;
    if (std::sscanf(text.c_str(), "%2d:%2d%n", &hour, &minute, &read) != 2) return {};
    if (static_cast<std::size_t>(read) != text.size() || hour < 0 || hour > 23 || minute < 0 || minute > 59) return {};
    return hour * 60 + minute;
}

}  // namespace

void read_live(TableReader& root, LiveSpec& live, std::filesystem::path const& folder, Problems& problems) {
    root.tables("feeds", [&](TableReader& r) {
        FeedSpec spec = read_feed(r, folder, problems);
        auto const same = [&](FeedSpec const& other) { return other.id == spec.id; };
        if (!spec.id.empty() && std::any_of(live.feeds.begin(), live.feeds.end(), same))
            problems.emplace(text_place(r.raw()), "two feeds have the id " + in_quotes(spec.id));
        live.feeds.push_back(std::move(spec));
    });
    if (!live.feeds.empty()) live.journal = (folder / "live/journal.db").string();
    root.table("live", [&](TableReader& r) {
        std::string journal;
        r.text("journal", journal);
        if (!journal.empty()) live.journal = resolve_source(journal, folder);
        r.text("holidays", live.holidays);
        r.text("time_limits", live.time_limits);
        r.text("glossary", live.glossary);
        for (std::string* const file : {&live.holidays, &live.time_limits, &live.glossary}) {
            *file = resolve_source(*file, folder);
        }
        r.table("disclosure", [&](TableReader& rules) { read_disclosure(rules, live.disclosure); });
        r.table("merge", [&](TableReader& windows) { read_merge(windows, live.merge); });
        r.duration("keep", live.keep_ms);
        double mib = 0;
        r.number("keep_mib", mib, 0);
        live.keep_bytes = static_cast<std::uint64_t>(std::min(mib, 1e9) * 1024 * 1024);
    });
}

void read_wall(TableReader& r, WallSpec& wall) {
    r.bilingual("subtitle", wall.subtitle);
    r.texts("scenes", wall.scenes);
    read_seconds(r, "scene_time", 10'000, wall.scene_ms);
    read_seconds(r, "alarm_hold", 5'000, wall.hold_ms);
    read_seconds(r, "pause", 1'000, wall.pause_ms);
    if (auto i = r.choice("alarms", std::array<std::string_view, 3>{"red", "orange", "off"}))
        wall.alarms = static_cast<WallSpec::Alarms>(*i);
    r.number("dim", wall.dim, 0);
    if (wall.dim > 0.5) r.complain(*r.find("dim"), "dim", "from 0 to 0.5");
    std::vector<std::string> hours;
    r.texts("dim_hours", hours);
    if (!r.find("dim_hours")) return;
    auto const from = hours.size() == 2 ? minute_of_day(hours[0]) : std::nullopt;
    auto const until = hours.size() == 2 ? minute_of_day(hours[1]) : std::nullopt;
    if (from && until) {
        wall.dim_minutes = {*from, *until};
    } else {
        r.complain(*r.find("dim_hours"), "dim_hours", "two times of day: [\"22:00\", \"06:00\"]");
    }
}

void check_scenes(toml::table const& root, DistrictFile const& file, Problems& problems) {
    std::vector<std::string> ids;
    for (NamedView const& view : file.views) ids.push_back(view.id);
    for (std::string const& scene : file.wall.scenes) {
        if (std::find(ids.begin(), ids.end(), scene) != ids.end()) continue;
        std::string hint = did_you_mean(scene, ids);
        if (hint.empty()) hint = ids.empty() ? "; it has no [[views]]" : "; it has: " + join(ids);
        problems.emplace(text_place(*root["wall"]["scenes"].node()),
                         "'scenes' in [wall]: the district has no view " + in_quotes(scene) + hint);
    }
}

void read_supervision(TableReader& r, std::filesystem::path const& folder, SupervisionSpec& spec) {
    r.text("indicators", spec.indicators);
    spec.indicators = resolve_source(spec.indicators, folder);
    r.text("event_limits", spec.event_limits);
    spec.event_limits = resolve_source(spec.event_limits, folder);
    r.text("post", spec.post);
    r.text("user", spec.user);
    r.text("secret", spec.secret);
    r.text("sign", spec.sign);
    r.text("ca_file", spec.ca_file);
    spec.ca_file = resolve_source(spec.ca_file, folder);
}

}  // namespace twin
