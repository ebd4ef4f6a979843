#include "twin/check.h"

#include <cstdio>
#include <nlohmann/json.hpp>
#include <utility>
#include <vector>

#include "app/check_named.h"
#include "app/commands.h"
#include "app/load.h"
#include "app/output.h"
#include "app/viewpoints.h"

namespace app {
namespace {

using Json = nlohmann::ordered_json;

/// One source: its description on standard output, or its error on stderr, and either in the results.
ExitStatus check_source(std::string const& path, CheckCommand const& command, Stopwatch& watch, Json& results) {
    SourceOptions source;
    source.path = path;
    source.crs = command.crs;
    auto const district = twin::load_district(path, load_options(source), watch);
    watch.clear_line();
    if (!district) {
        results.push_back({{"source", path}, {"error", district.error().message}});
        return report(district.error());
    }
    std::vector<std::string> problems;
    for (std::string const& wrong : wrong_views(*district)) problems.push_back(path + ": " + wrong);
    for (std::string& wrong : wrong_files(*district)) problems.push_back(std::move(wrong));
    if (command.results.json || !command.results.stats.empty()) {
        results.push_back({{"source", path},
                           {"district", Json::parse(twin::describe_json(*district), nullptr, false)},
                           {"problems", problems}});
    }
    if (!command.results.json) std::fputs(twin::describe(*district).c_str(), stdout);
    ExitStatus status = ExitStatus::done;
    for (std::string& wrong : problems) status = worse(status, report({std::move(wrong)}));
    return status;
}

}  // namespace

ExitStatus run(CheckCommand const& command) {
    if (command.audit) return run_audit(command);
    if (command.warnings) return run_warnings(command);
    Stopwatch watch;
    Json sources = Json::array();
    ExitStatus status = ExitStatus::done;
    for (std::string const& path : command.paths) status = worse(status, check_source(path, command, watch, sources));
    Json const results{{"command", "check"}, {"sources", std::move(sources)}};
    auto const written = write_results(results.dump(), watch, command.results);
    return written ? status : worse(status, report(written.error()));
}

}  // namespace app
