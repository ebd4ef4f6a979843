// `borough site`: a study without a window.
#include <cstdio>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "app/commands.h"
#include "app/figures.h"
#include "app/load.h"
#include "app/moment.h"
#include "app/output.h"
#include "app/siting_export.h"
#include "app/siting_report.h"
#include "app/siting_sensitivity.h"
#include "twin/load.h"

namespace app {
namespace {

using Json = nlohmann::ordered_json;

Json json_of(SitingTable const& table) {
    return {{"title", table.title}, {"columns", table.columns}, {"rows", table.rows}, {"notes", table.notes}};
}

Json json_of(SitingReport const& report) {
    return {{"title", report.title},
            {"lead", report.lead},
            {"why", report.why},
            {"blocked", report.blocked},
            {"ranking", json_of(report.ranking)},
            {"criteria", json_of(report.criteria)},
            {"excluded", json_of(report.excluded)},
            {"schemes", json_of(report.schemes)},
            {"sunlight", json_of(report.sunlight)},
            {"views", json_of(report.views)},
            {"notes", report.notes}};
}

void print(SitingTable const& table) {
    if (table.rows.empty()) return;
    std::printf("\n%s\n", table.title.c_str());
    auto const line = [](std::vector<std::string> const& cells) {
        for (std::size_t i = 0; i < cells.size(); ++i) std::printf("%s%s", i > 0 ? "\t" : "", cells[i].c_str());
        std::printf("\n");
    };
    line(table.columns);
    for (auto const& row : table.rows) line(row);
}

struct Ran {
    SitingReport report;
    SitingTable sensitivity;
    std::vector<std::string> files, problems;
};

/// What is not in it: places and models that are missing.
std::vector<std::string> problems_of(ui::SitingFacts const& f, bool chinese) {
    std::vector<std::string> out;
    for (twin::Name const& one : f.view_problems) out.push_back(in_language(one, chinese));
    for (std::size_t i = 0; i < f.schemes.size() && i < f.scheme_problems.size(); ++i) {
        std::string const why = in_language(f.scheme_problems[i], chinese);
        if (why.empty()) continue;
        out.push_back(in_language(f.schemes[i].name, chinese) +
                      (chinese ? "：未能核算，" : ": could not be worked out: ") + why);
    }
    return out;
}

base::Result<Ran> run_study(SiteCommand const& command, Stopwatch& watch) {
    twin::LoadOptions options = load_options(command.source);
    options.models = false;
    auto district = twin::load_district(command.source.path, options, watch);
    if (!district) return district.error();
    if (!command.source.sites.empty()) district->sites = command.source.sites;
    std::optional<PastMoment> past;
    if (!district->live.feeds.empty()) {
        watch.stage("moment");
        auto read = read_moment(*district, command.live, command.chinese);
        // A study needs people and tickets only where its criteria do: without them these are not known.
        if (read)
            past = std::move(*read);
        else if (command.live.asked())
            return read.error();
        else
            std::fprintf(stderr, "borough: %s\n", read.error().message.c_str());
    }
    watch.stage("siting");
    auto const facts = run_siting({.district = *district,
                                   .state = past ? &past->state : nullptr,
                                   .data_time = past ? past->time.event : base::kNoTime,
                                   .study = command.study,
                                   .site = command.site},
                                  watch);
    if (!facts) return facts.error();
    Ran out;
    out.report = siting_report_facts(*facts, command.chinese);
    out.sensitivity = sensitivity_table(*facts, command.chinese);
    out.problems = problems_of(*facts, command.chinese);
    if (command.out.empty()) return out;
    std::error_code failed;
    std::filesystem::create_directories(command.out, failed);
    if (failed) return base::Error{command.out + ": cannot be made: " + failed.message()};
    watch.stage("encode");
    auto files = export_siting(*facts, *district, ui::ExportSiting::What::all, command.out, command.chinese);
    if (!files) return files.error();
    out.files = std::move(*files);
    return out;
}

}  // namespace

ExitStatus run(SiteCommand const& command) {
    Stopwatch watch;
    auto const ran = run_study(command, watch);
    watch.clear_line();
    if (!ran) return report(ran.error());
    SitingReport const& r = ran->report;
    for (std::string const& problem : ran->problems) std::fprintf(stderr, "borough: %s\n", problem.c_str());
    if (!command.results.json) {
        std::printf("%s\n%s\n%s\n", r.title.c_str(), r.lead.c_str(), (r.blocked.empty() ? r.why : r.blocked).c_str());
        for (SitingTable const* table : {&r.ranking, &ran->sensitivity, &r.excluded, &r.schemes, &r.sunlight, &r.views})
            print(*table);
        for (std::string const& file : ran->files) std::printf("%s\n", file.c_str());
    }
    Json json = json_of(r);
    json["sensitivity"] = json_of(ran->sensitivity);
    Json const results{{"command", "site"},
                       {"source", command.source.path},
                       {"report", std::move(json)},
                       {"files", ran->files},
                       {"problems", ran->problems}};
    auto const written = write_results(results.dump(), watch, command.results);
    if (!written) return report(written.error());
    // Contradicting judgements rank nothing: whoever asked for a ranking has to know.
    return r.blocked.empty() ? ExitStatus::done : ExitStatus::failed;
}

}  // namespace app
