#include "app/sheet_job.h"

#include <toml++/toml.h>

#include <sstream>
#include <system_error>

#include "app/report_batch.h"

namespace app {

base::Result<SheetAsk> ask_of(ui::SheetWish const& wish, base::UtcMs shown_event, base::UtcMs shown_known) {
    SheetAsk ask{wish, shown_event, shown_known};
    if (wish.time.empty()) return ask;
    auto const typed = base::parse_time(wish.time);
    if (!typed) return typed.error();
    ask.event = *typed;
    ask.known = base::kNoTime;
    return ask;
}

std::string with_paper(std::string const& template_text, std::string const& paper) {
    std::istringstream in(template_text);
    std::string out, line;
    while (std::getline(in, line)) {
        // Both are said before the first page, each in a line of its own.
        bool const of_paper = line.starts_with("paper") || line.starts_with("orientation");
        if (!of_paper) out += line + "\n";
    }
    // Whatever stands before a table's head is of the whole file.
    std::size_t const head = out.starts_with("[") ? 0 : out.find("\n[") + 1;
    return out.insert(head, "paper = \"" + paper + "\"\n");
}

base::Result<SheetFiles> sheet_files(SheetAsk const& ask) {
    ui::SheetWish const& wish = ask.wish;
    auto text = read_template_text(wish.report);
    if (!text) return text.error();
    SheetFiles out;
    out.template_name = wish.report + ".toml";
    out.template_text = wish.paper.empty() ? std::move(*text) : with_paper(*text, wish.paper);
    toml::table job;
    job.insert("template", out.template_name);
    auto const say = [&job](char const* key, std::string const& value) {
        if (!value.empty()) job.insert(key, value);
    };
    say("audience", wish.audience);
    say("subject", wish.subject);
    say("area", wish.area);
    if (ask.event != base::kNoTime) say("at", base::format_time(ask.event));
    if (ask.known != base::kNoTime) say("known_at", base::format_time(ask.known));
    std::ostringstream written;
    written << toml::table{{"report", toml::array{job}}} << "\n";
    out.jobs = written.str();
    return out;
}

std::vector<std::string> sheet_arguments(SheetAsk const& ask, SourceOptions const& source, DeviceOptions const& device,
                                         std::filesystem::path const& folder) {
    std::error_code gone;  // the folder that the program was started in
    std::filesystem::path const whole = std::filesystem::absolute(source.path, gone);
    std::vector<std::string> out{"report", gone ? source.path : whole.lexically_normal().string()};
    auto const say = [&out](char const* option, std::string const& value) {
        if (value.empty()) return;
        out.emplace_back(option);
        out.push_back(value);
    };
    std::string layers;
    for (std::string const& each : source.layers) layers += (layers.empty() ? "" : ",") + each;
    say("--crs", source.crs);
    say("--layers", layers);
    say("--colour-by", source.colour_by);
    say("--sites", ask.wish.sites.empty() ? source.sites : ask.wish.sites);
    say("--batch", (folder / "jobs.toml").string());
    say("-o", (folder / "out").string());
    say("--lang", ask.wish.chinese ? "zh" : "en");
    say("--device", device.device);
    out.emplace_back("--json");
    return out;
}

}  // namespace app
