#include "sample/sample.h"

#include <cstdio>
#include <nlohmann/json.hpp>

#include "app/commands.h"
#include "app/output.h"

namespace app {

ExitStatus run(SampleCommand const& command) {
    Stopwatch watch;
    sample::SampleOptions options;
    options.buildings = command.buildings;
    options.seed = command.seed;
    auto const written = sample::write_sample(command.folder, options, watch);
    watch.clear_line();
    if (!written) return report(written.error());
    nlohmann::ordered_json const results{
        {"command", "sample"}, {"folder", command.folder}, {"buildings", command.buildings}, {"seed", command.seed}};
    if (!command.results.json)
        std::printf("%s: a district of %u buildings\n", command.folder.c_str(), command.buildings);
    auto const reported = write_results(results.dump(), watch, command.results);
    return reported ? ExitStatus::done : report(reported.error());
}

}  // namespace app
