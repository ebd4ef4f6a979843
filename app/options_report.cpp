#include <filesystem>

#include "app/options_parts.h"

namespace app {

CLI::App* add_report(CLI::App& program, ReportCommand& report) {
    CLI::App* const command = program.add_subcommand("report", "Make reports and sealed figures, or verify them");
    add_source(*command, report.source);
    command->get_option("district")->required(false);
    command
        ->add_option("--template", report.templates,
                     "A template by name, or a file of one's own; again for more; `all`")
        ->take_all()
        ->allow_extra_args(false)  // what follows a name is the district
        ->type_name("NAME|FILE");
    command->add_option("-o,--out", report.out, "The folder; what a report before left there is replaced")
        ->type_name("DIR");
    add_choice(
        *command, "--each", report.each,
        Choices<std::string>{{"street", "street"}, {"community", "community"}, {"area", "area"}, {"view", "view"}},
        "The templates for each of these, or where there are none a figure");
    command->add_option("--batch", report.batch, "A file of reports and figures to make from one load")
        ->type_name("FILE");
    command->add_option("--subject", report.subject, "Id of the event, project or study a template is about")
        ->type_name("ID");
    add_choice(*command, "--audience", report.audience,
               Choices<std::string>{{"public", "public"}, {"internal", "internal"}, {"leader", "leader"}},
               "Who reads it [the template's]");
    command->add_option("--sites", report.source.sites, "A file of studies saved beside the district's [its own]")
        ->type_name("FILE")
        ->transform(
            [](std::string const& file) { return std::filesystem::absolute(file).lexically_normal().string(); });
    command->add_option("--licence", report.licence, "How it may be used, as printed on it")->type_name("TEXT");
    command->add_option("--dpi", report.dots_per_inch, "Dots an inch of figures [220]")
        ->check(in_range(72.0, 600.0))
        ->type_name("N");
    command
        ->add_option("--verify", report.verify, "Make again what lies in this folder, and say whether it is the same")
        ->type_name("DIR");
    add_live(*command, report.live);
    add_size(*command, report.size);
    command->get_option("--size")->description("Pixels of figures by --each [1600x1000]");
    add_choice(*command, "--style", report.style,
               Choices<std::string>{{"day", "day"}, {"night", "night"}, {"paper", "paper"}},
               "Look of figures by --each [paper]");
    add_choice(*command, "--lang", report.chinese, Choices<bool>{{"zh", true}, {"en", false}}, "Language [zh]");
    add_device(*command, report.device);
    add_results(*command, report.results);
    return command;
}

std::string explain_report(ReportCommand const& report) {
    if (!report.verify.empty()) {
        bool const makes = !report.templates.empty() || !report.out.empty() || !report.batch.empty() ||
                           !report.each.empty() || report.live.asked();
        return makes ? in_both("--verify 按配方重做，不能再写要做什么",
                               "--verify makes again what lies there; say nothing else of what to make")
                     : "";
    }
    if (report.source.path.empty()) return in_both("未写明区域文件", "the district is missing");
    if (report.out.empty()) return in_both("未写明 --out（存放目录）", "--out is missing: the folder for what is made");
    return {};
}

}  // namespace app
