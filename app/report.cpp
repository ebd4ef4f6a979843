// `borough report`: one load of the district, then every report and figure that was asked for.
#include <algorithm>
#include <cstdio>
#include <future>
#include <map>
#include <nlohmann/json.hpp>

#include "app/commands.h"
#include "app/export_audit.h"
#include "app/figures.h"
#include "app/intake.h"
#include "app/memory.h"
#include "app/output.h"
#include "app/report_area.h"
#include "app/report_batch.h"
#include "app/report_folder.h"
#include "app/report_make.h"
#include "app/report_run.h"
#include "app/version.h"

namespace app {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

std::string counted(std::size_t many, char const* what) {
    return std::to_string(many) + " " + what + (many == 1 ? "" : "s");
}

class Reporter {
public:
    Reporter(ReportCommand const& command, ReportRun& run, ReportFolder& folder)
        : command_(command),
          run_(run),
          folder_(folder),
          language_(command.chinese ? report::Language::zh : report::Language::en) {}

    /// What could be made is; what could not is named and counted.
    void make(ReportJob const& job, bool alone) {
        auto const moment = run_.maker.moment(job.times);
        if (!moment) return failed(job.name, moment.error());
        if (!job.template_name.empty()) {
            make_reports_of(job, *moment, alone ? std::string{} : job.name + "/");
        } else {
            make_figures_of(job, *moment);
        }
    }

    ExitStatus status() const { return status_; }
    std::size_t made() const { return made_; }
    Json const& files() const { return results_["files"]; }
    Json take_results() { return std::move(results_); }
    /// "out: 1 report…", after all is in its place.
    void tell_all(std::string const& where) const {
        bool const zh = language_ == report::Language::zh;
        char text[160];
        std::size_t const files = results_["files"].size() + 1;
        double const seconds = run_.watch.total_ms() / 1000;
        std::size_t const reports = results_.contains("reports") ? results_["reports"].size() : 0;
        std::snprintf(text, sizeof text, "：报告 %zu 份，共 %zu 页；图 %zu 张；文件 %zu 个；%.1f 秒", reports, pages_,
                      figures_, files, seconds);
        std::string const en = ": " + counted(reports, "report") + " of " + counted(pages_, "page") + ", " +
                               counted(figures_, "figure") + ", " + counted(files, "file") + ", " + figure(seconds, 1) +
                               " s";
        tell(where + (zh ? std::string(text) : en));
    }

private:
    void failed(std::string const& name, base::Error const& error) {
        run_.watch.clear_line();
        std::fprintf(stderr, "borough: %s: %s\n", name.c_str(), error.message.c_str());
        results_["failed"].push_back({{"name", name}, {"why", error.message}});
        status_ =
            worse(status_, status_of(error.kind) == ExitStatus::usage ? ExitStatus::failed : status_of(error.kind));
    }

    base::Result<Audience> audience_of(ReportJob const& job) const {
        if (!job.audience.empty()) return read_audience(job.audience);
        if (job.template_name.empty()) return Audience::internal;
        auto const how = report::read_template(job.template_text, job.template_name);
        return how ? read_audience(how->audience) : base::Result<Audience>(how.error());
    }

    base::Status write(std::string const& folder, MadeFile const& file) {
        results_["files"].push_back(folder + file.name);
        return folder_.write(folder + file.name, file.bytes);
    }

    void make_reports_of(ReportJob const& job, feeds::Moment const& moment, std::string const& folder) {
        auto const audience = audience_of(job);
        if (!audience) return failed(job.name, audience.error());
        if (job.each.empty()) return make_report_of(job, job.name, moment, *audience, folder, job.area);
        std::vector<Area const*> const areas = areas_of(job.each);
        if (areas.empty()) return failed(job.name, no_areas());
        std::vector<std::string> const names = names_of(areas);
        for (std::size_t i = 0; i < areas.size(); ++i)
            make_report_of(job, job.name + "/" + names[i], moment, *audience, folder + names[i] + "/", areas[i]->id);
    }

    void make_report_of(ReportJob const& job, std::string const& name, feeds::Moment const& moment, Audience audience,
                        std::string const& folder, std::string const& area) {
        double const begun = run_.watch.total_ms();
        set_licence(audience);
        auto const made = make_report(run_, {job.template_name, job.template_text, moment, audience, job.subject, area},
                                      [this, &folder](MadeFile const& file) { return write(folder, file); });
        if (!made) return failed(name, made.error());
        made_ += 1 + made->figures;
        for (LeftOut const& out : made->left_out) {
            base::Error const error{out.why.in(language_)};
            failed(name + ": " + out.name, error);
        }
        Json one{{"name", name}, {"pages", made->pages}, {"figures", made->figures}};
        one["ms"] = run_.watch.total_ms() - begun;
        one["lints"] = Json::array();
        for (report::Lint const& lint : made->lints)
            one["lints"].push_back("page " + std::to_string(lint.page) + ", " + lint.block + ": " + lint.what);
        results_["reports"].push_back(std::move(one));
        pages_ += made->pages;
        figures_ += made->figures;
        bool const zh = language_ == report::Language::zh;
        std::string const figures = std::to_string(made->figures), pages = std::to_string(made->pages);
        tell(folder + job.template_name + ".pdf" +
             (zh ? "：" + pages + " 页，图 " + figures + " 张"
                 : ": " + counted(made->pages, "page") + ", " + counted(made->figures, "figure")));
        for (report::Lint const& lint : made->lints)
            std::fprintf(stderr, "borough: %s: page %zu, %s: %s\n", name.c_str(), lint.page, lint.block.c_str(),
                         lint.what.c_str());
    }

    /// One line for who waits; with --json all is said there.
    void tell(std::string const& line) const {
        run_.watch.clear_line();
        if (command_.results.json) return;
        std::printf("%s\n", line.c_str());
        std::fflush(stdout);
    }

    std::vector<Area const*> areas_of(std::string const& each) const {
        std::vector<Area const*> out;
        for (Area const& area : run_.maker.locator().areas()) {
            // National codes of areas (DOMAIN 2): 9 digits a street, 12 a community.
            bool const street = area.id.size() == 9, community = area.id.size() == 12;
            if ((each == "street" && !street) || (each == "community" && !community)) continue;
            out.push_back(&area);
        }
        return out;
    }

    /// As their files are called. Areas of one name would be one file: their ids are added.
    std::vector<std::string> names_of(std::vector<Area const*> const& areas) const {
        std::vector<std::string> out;
        std::map<std::string, int> times;
        for (Area const* const area : areas) ++times[out.emplace_back(file_name_of(name_of(*area).in(language_)))];
        for (std::size_t i = 0; i < out.size(); ++i) {
            if (times[out[i]] > 1) out[i] += "-" + file_name_of(areas[i]->id);
        }
        return out;
    }

    std::vector<FigureSpec> figures_of(ReportJob const& job, feeds::Moment const& moment) {
        std::vector<FigureSpec> specs;
        auto const add = [&](std::string const& name, base::Result<FigureSpec> spec) {
            if (spec) {
                specs.push_back(std::move(*spec));
            } else {
                failed(name, spec.error());
            }
        };
        if (job.each.empty()) {
            auto view = run_.maker.view(job.view, job.style, {}, job.size);
            if (!view) return failed(job.name, view.error()), specs;
            report::Words const title = job.title.empty() ? report::Words{view->name, view->name} : job.title;
            return {{job.name, title, *view, job.times.layers, moment, true}};
        }
        if (job.each == "view") {
            for (twin::NamedView const& named : run_.maker.district().views) {
                auto view = run_.maker.view(named.id, {}, {}, job.size);
                if (!view) {
                    failed(named.id, view.error());
                    continue;
                }
                report::Words const title{named.name.zh.empty() ? named.id : named.name.zh,
                                          named.name.en.empty() ? named.id : named.name.en};
                specs.push_back({file_name_of(named.id), title, *view, named.live, moment, true});
            }
            return specs;
        }
        std::vector<Area const*> const areas = areas_of(job.each);
        std::vector<std::string> const names = names_of(areas);
        for (std::size_t i = 0; i < areas.size(); ++i) {
            auto spec = area_figure(run_.maker, *areas[i], job.times.layers, job.style, moment, job.size);
            if (spec) spec->name = names[i];
            add(areas[i]->id, std::move(spec));
        }
        return specs;
    }

    void make_figures_of(ReportJob const& job, feeds::Moment const& moment) {
        auto const audience = audience_of(job);
        if (!audience) return failed(job.name, audience.error());
        set_licence(*audience);
        auto const specs = figures_of(job, moment);
        if (specs.empty() && !job.each.empty()) return failed(job.name, no_areas());
        std::string const folder = job.each.empty() ? std::string{} : job.name + "/";
        for (FigureSpec const& spec : specs) {
            double const begun = run_.watch.total_ms();
            auto const files = make_figure(run_, spec, *audience);
            if (!files) {
                failed(folder + spec.name, files.error());
                continue;
            }
            for (MadeFile const& file : *files) {
                if (auto const written = write(folder, file); !written) return failed(spec.name, written.error());
            }
            ++made_;
            ++figures_;
            results_["figures"].push_back({{"name", folder + spec.name}, {"ms", run_.watch.total_ms() - begun}});
            tell(folder + spec.name + ".png");
        }
    }

    base::Error no_areas() const {
        return {language_ == report::Language::zh ? "本区没有这类片区" : "the district has no such areas"};
    }

    void set_licence(Audience audience) {
        if (!command_.licence.empty()) {
            run_.licence = {command_.licence, command_.licence};
        } else if (audience == Audience::open) {
            run_.licence = {"未注明数据许可", "no licence of the data is stated"};
        } else {
            run_.licence = {"限内部使用", "for internal use"};
        }
    }

    ReportCommand const& command_;
    ReportRun& run_;
    ReportFolder& folder_;
    report::Language language_;
    ExitStatus status_ = ExitStatus::done;
    std::size_t made_ = 0, pages_ = 0, figures_ = 0;
    Json results_{{"command", "report"}};
};

base::Result<ExitStatus> make(ReportCommand const& command, bool audited, Interrupt& interrupt, Stopwatch& watch,
                              Json& results) {
    auto const jobs = jobs_of(command);
    if (!jobs) return jobs.error();
    auto folder = ReportFolder::begin(command.out, interrupt);
    if (!folder) return folder.error();
    if (!command.results.stats.empty()) {
        if (auto const ok = can_write(command.results.stats); !ok) return ok.error();
    }
    auto hashing =
        std::async(std::launch::async, [&command] { return hash_inputs(command.source.path, command.source.sites); });
    auto maker = FigureMaker::open(command.source, command.device, command.chinese, watch);
    auto inputs = hashing.get();
    if (!maker) return maker.error();
    if (!inputs) return inputs.error();
    ReportRun run{**maker,
                  fs::absolute(command.source.path).lexically_normal().string(),
                  command.source,
                  std::move(*inputs),
                  {},
                  command.dots_per_inch,
                  watch};
    Reporter reporter(command, run, *folder);
    for (ReportJob const& job : *jobs) reporter.make(job, jobs->size() == 1);
    ExitStatus const status = reporter.status();
    std::size_t const made = reporter.made();
    if (made == 0) {
        results = reporter.take_results();
        results["made"] = made;
        return status;
    }
    watch.stage("end");
    Json const mark{{"borough_report", 1}, {"program", build_name()}, {"files", reporter.files()}};
    if (auto const written = folder->write(kReportFile, mark.dump(2) + "\n"); !written) return written.error();
    if (auto const finished = folder->finish(); !finished) return finished.error();
    std::string const where = fs::absolute(command.out).lexically_normal().string();
    auto const kept =
        audited ? audit_export((*maker)->district().live, now_ms(), "report", where) : base::Status(base::done);
    if (!kept) std::fprintf(stderr, "borough: not in the audit log: %s\n", kept.error().message.c_str());
    reporter.tell_all(command.out);
    results = reporter.take_results();
    results["made"] = made;
    return status;
}

}  // namespace

ExitStatus run(ReportCommand const& command) {
    if (!command.verify.empty()) return run_verify(command);
    Stopwatch watch;
    return run_report(command, watch, true);
}

ExitStatus run_report(ReportCommand const& command, Stopwatch& watch, bool audited) {
    Interrupt interrupt;
    MemoryKeeper const memory;  // hundreds of figures
    Json results{{"command", "report"}};
    auto const status = make(command, audited, interrupt, watch, results);
    watch.clear_line();
    if (!status) return report(status.error());
    results["source"] = command.source.path;
    results["out"] = command.out;
    auto const written = write_results(results.dump(), watch, command.results);
    return written ? *status : report(written.error());
}

}  // namespace app
