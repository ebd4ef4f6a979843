#include "app/report_batch.h"

#include <toml++/toml.h>
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "app/mistakes.h"
#include "app/report_folder.h"
#include "app/report_make.h"
#include "report/shipped.h"
#include "twin/text.h"

namespace app {
namespace {

/// Of the command line.
base::Error usage(std::string const& zh, std::string const& en) { return {in_both(zh, en), base::ErrorKind::usage}; }
/// Of a file it names: what is in it is no usage, as everywhere.
base::Error in_file(std::string const& where, std::string const& zh, std::string const& en) {
    return {where + in_both(zh, en)};
}

/// One table of a file of jobs, read key by key: what is left over was not known.
class JobTable {
public:
    JobTable(toml::table const& table, std::string file) : table_(table), file_(std::move(file)) {}

    std::string text(char const* key) {
        known_.insert(key);
        toml::node const* const node = table_.get(key);
        if (!node) return {};
        if (auto const* const value = node->as_string()) return value->get();
        // Times need no quotes.
        if (node->is_date_time() || node->is_date()) {
            std::ostringstream out;
            node->visit([&out](auto const& v) {
                if constexpr (toml::is_date_time<decltype(v)> || toml::is_date<decltype(v)>) out << v.get();
            });
            return out.str();
        }
        fail(*node, std::string(key) + " 须为文本", std::string(key) + " is a text");
        return {};
    }

    std::vector<std::string> texts(char const* key) {
        known_.insert(key);
        std::vector<std::string> out;
        toml::node const* const node = table_.get(key);
        if (!node) return out;
        toml::array const* const array = node->as_array();
        bool all = array != nullptr;
        for (std::size_t i = 0; array && i < array->size(); ++i) {
            auto const* const value = array->get(i)->as_string();
            all = all && value;
            if (value) out.push_back(value->get());
        }
        if (!all) fail(*node, std::string(key) + " 须为文本列表", std::string(key) + " is a list of texts");
        return out;
    }

    report::Words words(char const* key) {
        known_.insert(key);
        toml::node const* const node = table_.get(key);
        if (!node) return {};
        if (auto const* const value = node->as_string()) return {value->get(), value->get()};
        toml::table const* const both = node->as_table();
        if (!both) {
            fail(*node, std::string(key) + " 须为文本或 { zh = ..., en = ... }",
                 std::string(key) + " is a text or { zh = ..., en = ... }");
            return {};
        }
        report::Words out{(*both)["zh"].value_or(std::string{}), (*both)["en"].value_or(std::string{})};
        if (out.zh.empty()) out.zh = out.en;
        if (out.en.empty()) out.en = out.zh;
        return out;
    }

    /// After all that is known was asked for.
    base::Status done() const {
        if (!problem_.empty()) return base::Error{problem_};
        std::vector<std::string> const known(known_.begin(), known_.end());
        for (auto const& [key, node] : table_) {
            std::string const name(key.str());
            if (known_.contains(name)) continue;
            std::string const near = nearest_of(name, known);
            return in_file(place(node),
                           "没有键 " + twin::in_quotes(name) + (near.empty() ? "" : "，是否要写 '" + near + "'"),
                           "there is no key " + twin::in_quotes(name) + twin::did_you_mean(name, known));
        }
        return base::done;
    }

    std::string place(toml::node const& node) const {
        return file_ + ":" + std::to_string(node.source().begin.line) + ": ";
    }
    void fail(toml::node const& node, std::string const& zh, std::string const& en) {
        if (problem_.empty()) problem_ = place(node) + in_both(zh, en);
    }

private:
    toml::table const& table_;
    std::string file_, problem_;
    std::set<std::string> known_;
};

base::Status take_template(ReportJob& job, std::string const& name) {
    auto text = read_template_text(name);
    if (!text) return text.error();
    job.template_name = file_name_of(std::filesystem::path(name).stem().string());
    job.template_text = std::move(*text);
    // Read here for its mistakes alone.
    if (auto const read = report::read_template(job.template_text, name); !read) return read.error();
    return base::done;
}

base::Status check_each(std::string const& each) {
    std::vector<std::string> const known{"street", "community", "area", "view"};
    if (each.empty() || std::ranges::find(known, each) != known.end()) return base::done;
    return usage("不能按“" + each + "”逐个出图或出报告，可用 street、community、area、view",
                 "there is no 'each " + each + "'; there are street, community, area and view" +
                     twin::did_you_mean(each, known));
}

/// Of a template: what has a boundary to be about.
base::Status check_each_report(std::string const& each) {
    if (each != "view") return base::done;
    return usage("报告可按街道、社区、片区逐个出具，不能按视角",
                 "a report is made for each street, community or area, not for each view");
}

base::Result<ReportJob> read_job(toml::table const& table, bool figure, ReportCommand const& command) {
    JobTable keys(table, command.batch);
    ReportJob job;
    job.times = command.live;
    job.name = keys.text("name");
    job.audience = keys.text("audience");
    if (job.audience.empty()) job.audience = command.audience;
    for (auto const& [key, member] : {std::pair{"at", &LiveOptions::at}, {"known_at", &LiveOptions::known_at}}) {
        std::string const time = keys.text(key);
        if (!time.empty()) job.times.*member = time;
    }
    job.each = keys.text("each");
    std::string named;
    if (figure) {
        job.title = keys.words("title");
        job.view = keys.text("view");
        job.times.layers = keys.texts("layers");
        std::string const style = keys.text("style"), size = keys.text("size");
        if (!style.empty()) job.style = style;
        auto const read = size.empty() ? std::optional(job.size) : read_size(size);
        if (!read || std::min(read->width, read->height) < 64 || std::max(read->width, read->height) > 16384) {
            keys.fail(*table.get("size"), "size 须写作 1600x1000，每边 64 至 16384",
                      "size is written 1600x1000, each side from 64 to 16384");
        } else {
            job.size = *read;
        }
    } else {
        named = keys.text("template");
        job.subject = keys.text("subject");
        job.area = keys.text("area");
    }
    if (auto const ok = keys.done(); !ok) return ok.error();
    auto const placed = [&](base::Error const& error) { return base::Error{keys.place(table) + error.message}; };
    if (auto const ok = check_each(job.each); !ok) return placed(ok.error());
    if (auto const ok = figure ? base::Status(base::done) : check_each_report(job.each); !ok) return placed(ok.error());
    if (!job.area.empty() && !job.each.empty())
        return in_file(keys.place(table), "area 与 each 只能写一个", "a job has an area or an each, not both");
    if (!figure && named.empty()) return in_file(keys.place(table), "每项报告须写明模板", "a job needs its template");
    if (!figure) {
        // A file is looked for beside the file of jobs, too.
        std::filesystem::path const beside = std::filesystem::path(command.batch).parent_path() / named;
        std::error_code failed;
        bool const is_beside = named.ends_with(".toml") && std::filesystem::exists(beside, failed);
        if (auto const ok = take_template(job, is_beside ? beside.string() : named); !ok) return placed(ok.error());
    }
    if (job.name.empty()) job.name = figure ? (job.view.empty() ? job.each : job.view) : job.template_name;
    job.name = file_name_of(job.name.empty() ? "figure" : job.name);
    return job;
}

base::Status read_batch(ReportCommand const& command, std::vector<ReportJob>& jobs) {
    auto const text = read_file(command.batch);
    if (!text) return text.error();
    try {
        toml::table const all = toml::parse(*text, command.batch);
        for (auto const& [key, node] : all) {
            bool const figure = key.str() == "figure";
            if (!figure && key.str() != "report")
                return in_file(command.batch + ":" + std::to_string(node.source().begin.line) + ": ",
                               "没有 " + twin::in_quotes(key.str()) + "，可用 [[report]]、[[figure]]",
                               "there is no " + twin::in_quotes(key.str()) + "; there are [[report]] and [[figure]]");
            toml::array const* const list = node.as_array();
            if (!list || !list->is_homogeneous<toml::table>())
                return in_file(command.batch + ": ", "须写作 [[" + std::string(key.str()) + "]]",
                               "it is written [[" + std::string(key.str()) + "]]");
            for (toml::node const& one : *list) {
                auto job = read_job(*one.as_table(), figure, command);
                if (!job) return job.error();
                jobs.push_back(std::move(*job));
            }
        }
    } catch (toml::parse_error const& wrong) {
        return in_file(command.batch + ":" + std::to_string(wrong.source().begin.line) + ": ", "不是合法的 TOML",
                       "no valid TOML: " + std::string(wrong.description()));
    }
    if (jobs.empty()) return in_file(command.batch + ": ", "文件里没有任务", "there is no job in it");
    return base::done;
}

}  // namespace

base::Result<std::string> read_template_text(std::string const& name_or_file) {
    for (report::ShippedTemplate const& one : report::shipped()) {
        if (name_or_file == one.name) return std::string(one.toml);
    }
    if (name_or_file.ends_with(".toml")) return read_file(name_or_file);
    std::vector<std::string> const names = report::shipped_templates();
    std::string const name = twin::in_quotes(name_or_file), all = twin::join(names);
    return usage("没有模板 " + name + "，可用 " + all + " 或 .toml 文件",
                 "there is no template " + name + "; there are " + all + ", and files that end in .toml" +
                     twin::did_you_mean(name_or_file, names));
}

base::Result<std::vector<ReportJob>> jobs_of(ReportCommand const& command) {
    std::vector<ReportJob> jobs;
    std::vector<std::string> names = command.templates;
    if (names == std::vector<std::string>{"all"}) names = report::shipped_templates();
    if (names.empty() && command.batch.empty() && command.each.empty())
        return usage("请指定要做什么：--template 模板名、--each street 或 --batch 文件",
                     "say what to make: --template NAME, --each street or --batch FILE; templates: " +
                         twin::join(report::shipped_templates()));
    for (std::string const& name : names) {
        ReportJob job;
        if (auto const ok = take_template(job, name); !ok) return ok.error();
        job.name = job.template_name;
        job.times = command.live;
        job.audience = command.audience;
        job.subject = command.subject;
        job.each = command.each;
        jobs.push_back(std::move(job));
    }
    if (auto const ok = check_each(command.each); !ok) return ok.error();
    if (auto const ok = names.empty() ? base::Status(base::done) : check_each_report(command.each); !ok)
        return ok.error();
    if (!command.each.empty() && names.empty()) {
        ReportJob job;
        job.name = job.each = command.each;
        job.times = command.live;
        // The public sees no single ticket; where they are many it may see.
        bool const open = command.audience == word_of(Audience::open);
        if (job.times.layers.empty()) job.times.layers = {open ? "tickets.heat" : "tickets"};
        job.audience = command.audience;
        if (command.style) job.style = *command.style;
        job.size = command.size;
        jobs.push_back(std::move(job));
    }
    if (!command.batch.empty()) {
        if (auto const ok = read_batch(command, jobs); !ok) return ok.error();
    }
    std::set<std::string> taken;
    for (ReportJob& job : jobs) {
        std::string const name = job.name;
        for (int i = 2; !taken.insert(job.name).second; ++i) job.name = name + "-" + std::to_string(i);
    }
    return jobs;
}

}  // namespace app
