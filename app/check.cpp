#include "twin/check.h"

#include <cstdio>
#include <nlohmann/json.hpp>

#include "app/commands.h"
#include "app/indicator_file.h"
#include "app/load.h"
#include "app/output.h"
#include "app/viewpoints.h"

namespace app {
namespace {

using Json = nlohmann::ordered_json;

/// One source: its description on standard output, or its error on stderr, and either in the results.
ExitStatus check_one(std::string const& path, CheckCommand const& command, Stopwatch& watch, Json& results) {
    SourceOptions source;
    source.path = path;
    source.crs = command.crs;
    auto const district = twin::load_district(path, load_options(source), watch);
    watch.clear_line();
    if (!district) {
        results.push_back({{"source", path}, {"error", district.error().message}});
        return report(district.error());
    }
    if (command.results.json || !command.results.stats.empty()) {
        results.push_back(
            {{"source", path}, {"district", Json::parse(twin::describe_json(*district), nullptr, false)}});
    }
    if (!command.results.json) std::fputs(twin::describe(*district).c_str(), stdout);
    ExitStatus status = ExitStatus::done;
    for (std::string const& wrong : wrong_views(*district)) status = worse(status, report({path + ": " + wrong}));
    auto const indicators = read_indicators(district->supervision);
    if (!indicators) return worse(status, report(indicators.error()));
    for (std::string const& wrong : indicators->problems) status = worse(status, report({wrong}));
    return status;
}

}  // namespace

ExitStatus run(CheckCommand const& command) {
    if (command.audit) return run_audit(command);
    if (command.warnings) return run_warnings(command);
    Stopwatch watch;
    Json sources = Json::array();
    ExitStatus status = ExitStatus::done;
    for (std::string const& path : command.paths) status = worse(status, check_one(path, command, watch, sources));
    Json const results{{"command", "check"}, {"sources", std::move(sources)}};
    auto const written = write_results(results.dump(), watch, command.results);
    return written ? status : worse(status, report(written.error()));
}

}  // namespace app
