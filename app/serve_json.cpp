#include "app/serve_json.h"

#include <nlohmann/json.hpp>

#include "base/time.h"

namespace app {
namespace {

using Json = nlohmann::ordered_json;

Json time_or_null(base::UtcMs time) { return time == base::kNoTime ? Json(nullptr) : Json(base::format_time(time)); }

/// One family of metrics: help, type, and a line per feed.
template <class Value>
void add_metric(std::string& out, char const* name, char const* type, char const* help,
                std::vector<feeds::FeedHealth> const& feeds, Value const& value) {
    out += std::string("# HELP borough_") + name + " " + help + "\n# TYPE borough_" + name + " " + type + "\n";
    for (feeds::FeedHealth const& feed : feeds)
        out += std::string("borough_") + name + "{feed=\"" + feed.id + "\"} " + std::to_string(value(feed)) + "\n";
}

void add_metric(std::string& out, char const* name, char const* type, char const* help, std::uint64_t value) {
    out += std::string("# HELP borough_") + name + " " + help + "\n# TYPE borough_" + name + " " + type + "\nborough_" +
           name + " " + std::to_string(value) + "\n";
}

}  // namespace

std::string health_json(std::vector<feeds::FeedHealth> const& feeds, std::vector<std::string> const& troubles,
                        base::UtcMs now) {
    Json out{{"time", base::format_time(now)}, {"troubles", troubles}, {"feeds", Json::array()}};
    for (feeds::FeedHealth const& feed : feeds) {
        Json one{{"id", feed.id},
                 {"name", {{"zh", feed.name.zh}, {"en", feed.name.en}}},
                 {"state", feeds::name(feed.state)},
                 {"last_good", time_or_null(feed.last_good)},
                 {"last_event", time_or_null(feed.last_event)},
                 {"lag_ms", feed.lag_ms},
                 {"expected_per_hour", feed.expected_per_hour},
                 {"per_hour", feed.per_hour},
                 {"received", feed.received},
                 {"reports", feed.reports},
                 {"duplicates", feed.duplicates},
                 {"bad", feed.bad},
                 {"dropped", feed.dropped},
                 {"waiting", feed.waiting},
                 {"unplaced", feed.unplaced},
                 {"off_district", feed.off_district}};
        if (!feed.reason.empty()) one["reason"] = feed.reason;
        if (feed.probably_shifted) {
            one["warning"] = "four in five reports lie outside the district; are these gcj02 or bd09 coordinates?";
        }
        out["feeds"].push_back(std::move(one));
    }
    return out.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string quarantine_json(std::vector<feeds::Journal::Quarantined> const& refused,
                            std::vector<std::string> const& feeds) {
    Json out = Json::array();
    for (feeds::Journal::Quarantined const& one : refused) {
        out.push_back({{"feed", one.feed < feeds.size() ? feeds[one.feed] : std::string{}},
                       {"received", time_or_null(one.received)},
                       {"code", one.code},
                       {"reason", one.reason},
                       {"items", one.items},
                       {"bytes", one.size}});
    }
    return Json{{"refused", std::move(out)}}.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string metrics_text(std::vector<feeds::FeedHealth> const& feeds, std::uint64_t troubles,
                         std::uint64_t reports_held, std::uint64_t pictures_drawn, std::uint64_t memory_bytes) {
    std::string out;
    using Feed = feeds::FeedHealth;
    add_metric(out, "feed_up", "gauge", "1 while the connection stands.", feeds,
               [](Feed const& f) { return f.state == feeds::FeedState::down ? 0 : 1; });
    add_metric(out, "feed_stale", "gauge", "1 while nothing good came for longer than stated.", feeds,
               [](Feed const& f) { return f.state == feeds::FeedState::stale ? 1 : 0; });
    add_metric(out, "feed_messages_total", "counter", "Messages received.", feeds,
               [](Feed const& f) { return f.received; });
    add_metric(out, "feed_reports_total", "counter", "Reports understood.", feeds,
               [](Feed const& f) { return f.reports; });
    add_metric(out, "feed_duplicates_total", "counter", "Reports that were known already.", feeds,
               [](Feed const& f) { return f.duplicates; });
    add_metric(out, "feed_bad_total", "counter", "Messages in quarantine.", feeds, [](Feed const& f) { return f.bad; });
    add_metric(out, "feed_dropped_total", "counter", "Messages dropped under pressure.", feeds,
               [](Feed const& f) { return f.dropped; });
    add_metric(out, "feed_waiting", "gauge", "Messages waiting to be taken in.", feeds,
               [](Feed const& f) { return f.waiting; });
    add_metric(out, "feed_lag_milliseconds", "gauge", "From the event to our knowing it.", feeds,
               [](Feed const& f) { return f.lag_ms; });
    add_metric(out, "journal_troubles", "gauge", "What is wrong with the journal; 0: all is well.", troubles);
    add_metric(out, "reports_held", "gauge", "Things known at this moment.", reports_held);
    add_metric(out, "pictures_total", "counter", "Pictures drawn.", pictures_drawn);
    add_metric(out, "memory_bytes", "gauge", "Most memory this process ever held.", memory_bytes);
    return out;
}

}  // namespace app
