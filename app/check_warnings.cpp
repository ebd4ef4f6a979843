// `borough check DISTRICT --warnings`: the early warnings of a moment, for scripts of a duty officer.
#include <cstdio>
#include <nlohmann/json.hpp>

#include "app/commands.h"
#include "app/load.h"
#include "app/moment.h"
#include "app/output.h"
#include "app/ticket_clock.h"
#include "app/warning_facts.h"
#include "geo/crs.h"

namespace app {
namespace {

using Json = nlohmann::ordered_json;

char const* word_of(analysis::Verdict verdict) {
    constexpr char const* kWords[] = {"waiting", "confirmed", "forwarded", "dismissed"};
    return kWords[static_cast<std::size_t>(verdict)];
}

char const* word_of(analysis::AlertLevel level) {
    constexpr char const* kWords[] = {"blue", "yellow", "orange", "red"};
    return kWords[static_cast<std::size_t>(level)];
}

Json warning_json(ui::WarningRow const& row, twin::District const& district) {
    analysis::Alert const& a = row.kept.alert;
    Json kinds = Json::array();
    constexpr char const* kKinds[] = {"rule", "series", "scan"};
    for (unsigned kind = 0; kind < 3; ++kind)
        if ((row.kept.kinds >> kind & 1U) != 0) kinds.push_back(kKinds[kind]);
    Json out{{"id", a.id},
             {"level", word_of(a.level)},
             {"verdict", word_of(row.kept.verdict)},
             {"class", a.class_code},
             {"class_name", {{"zh", a.class_name.zh}, {"en", a.class_name.en}}},
             {"place", {{"zh", row.place.zh}, {"en", row.place.en}}},
             {"found_by", std::move(kinds)},
             {"raised", base::format_time(row.kept.raised)},
             {"tickets", a.count},
             {"days", a.days},
             {"why", {{"zh", a.why.zh}, {"en", a.why.en}}},
             {"evidence", a.evidence}};
    if (row.has_risen()) out["risen"] = base::format_time(row.urgent_since);
    // A rule compares with nothing.
    if (a.expected >= 0) out["usual"] = a.expected, out["p"] = a.adjusted_p;
    if (row.whole)
        out["district"] = {{"tickets", row.whole->alert.count},
                           {"days", row.whole->alert.days},
                           {"usual", row.whole->alert.expected},
                           {"of_them_here", row.of_whole}};
    if (row.at)
        if (auto const at = geo::to_lonlat({row.at->x, row.at->y}, district.frame))
            out["at"] = {{"lon", at->lon}, {"lat", at->lat}};
    return out;
}

ExitStatus check_warnings_of(std::string const& path, CheckCommand const& command, Stopwatch& watch, Json& results) {
    auto const fail = [&](base::Error const& error) {
        results.push_back({{"source", path}, {"error", error.message}});
        return report(error);
    };
    SourceOptions source;
    source.path = path;
    source.crs = command.crs;
    auto const district = twin::load_district(path, load_options(source), watch);
    watch.clear_line();
    if (!district) return fail(district.error());
    if (district->live.feeds.empty())
        return fail({path + ": it has no feeds, so there is nothing to warn of", base::ErrorKind::usage});
    auto const newest = newest_event(*district);
    if (!newest) return fail(newest.error());
    LiveOptions options;
    options.at = command.at;
    auto const moment = asked_moment(options, *newest);
    if (!moment) return fail(moment.error());
    auto const clock = read_ticket_clock(district->live);
    if (!clock) return fail(clock.error());
    auto const warnings = read_warnings(*district, clock->calendar, *moment);
    if (!warnings) return fail(warnings.error());
    Json result{{"source", path},
                {"moment", base::format_time(warnings->moment)},
                {"held_back", warnings->held_back},
                {"warnings", Json::array()}};
    for (ui::WarningRow const& row : warnings->rows) {
        result["warnings"].push_back(warning_json(row, *district));
        if (command.results.json) continue;
        std::printf("%-6s %-9s %s %s  %s\n", word_of(row.kept.alert.level), word_of(row.kept.verdict),
                    row.kept.alert.class_code.c_str(), row.place.zh.c_str(), row.kept.alert.why.zh.c_str());
    }
    if (!command.results.json)
        std::printf("%s: %zu warnings 预警 at %s\n", path.c_str(), warnings->rows.size(),
                    base::format_time(warnings->moment).c_str());
    results.push_back(std::move(result));
    return ExitStatus::done;
}

}  // namespace

ExitStatus run_warnings(CheckCommand const& command) {
    Stopwatch watch;
    Json sources = Json::array();
    ExitStatus status = ExitStatus::done;
    for (std::string const& path : command.paths)
        status = worse(status, check_warnings_of(path, command, watch, sources));
    Json const results{{"command", "check"}, {"warnings", std::move(sources)}};
    auto const written = write_results(results.dump(), watch, command.results);
    return written ? status : worse(status, report(written.error()));
}

}  // namespace app
