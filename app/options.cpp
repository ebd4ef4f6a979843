#include "app/options.h"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <iostream>

#include "app/options_parts.h"
#include "twin/text.h"

namespace app {
namespace {

/// Why no PNG can go by this name, or nothing: other formats are told from each other by their endings, so one that
/// promises another would hold what it does not say. (What follows the dot in `shots-1.5` is no format.)
std::string check_png_name(std::string const& name) {
    std::filesystem::path const file(name);
    std::string const ending = twin::lower(file.extension().string());
    std::error_code ignored;
    auto const status = std::filesystem::status(file, ignored);
    bool const other = std::filesystem::exists(status) && !std::filesystem::is_regular_file(status);
    bool const is_format = ending.size() > 1 && ending[1] >= 'a' && ending[1] <= 'z';
    if (!is_format || ending == ".png" || other) return {};
    return in_both(name + "：图片只存为 PNG，不能存为 '" + ending + "'，文件名须以 .png 结尾",
                   name + ": pictures are written as PNG, and no '" + ending + "'; end the name in .png");
}

CLI::App* add_shot(CLI::App& program, ShotCommand& shot) {
    CLI::App* const command = program.add_subcommand("shot", "Draw pictures, with no screen");
    add_source(*command, shot.source);
    command->add_option("-o,--out", shot.out, "The PNG; with several views a folder, or a name with {view} in it")
        ->required()
        ->check(check_png_name)
        ->type_name("FILE");
    auto* const views =
        command->add_option("--view", shot.views, "A view of the district file, again for more; `all` for all")
            ->type_name("NAME")
            ->take_all();
    add_picture(*command, shot);
    add_section(*command, shot.section);
    add_live(*command, shot.live);
    command->get_option("--camera")->excludes(views);
    command
        ->add_option("--ids", shot.ids,
                     "Also write the id of the thing at each pixel, 32 bits as R G B A, R the lowest")
        ->check(check_png_name)
        ->type_name("FILE");
    std::string const group = "A whole screen, as a window shows it";
    add_choice(*command, "--screen", shot.screen,
               Choices<std::string>{{"desk", "desk"}, {"wall", "wall"}, {"sheet", "sheet"}},
               "With its panels, instead of the district alone");
    command->get_option("--screen")->group(group);
    command->add_option("--panel", shot.panel, "The desk's panel that is open; of a sheet, its template")
        ->type_name("NAME")
        ->group(group);
    command->add_option("--choose", shot.choose, "Search for this and choose what is found first")
        ->type_name("TEXT")
        ->group(group);
    command->add_option("--view-distance", shot.view_distance, "From how far people read it, metres")
        ->check(in_range(0.3, 200.0))
        ->type_name("M")
        ->group(group);
    command->add_option("--pitch", shot.pitch, "Size of one pixel, millimetres")
        ->check(in_range(0.02, 50.0))
        ->type_name("MM")
        ->group(group);
    add_device(*command, shot.device);
    add_results(*command, shot.results);
    return command;
}

std::string explain_shot(ShotCommand const& shot) {
    bool const of_a_screen = !shot.panel.empty() || !shot.choose.empty() || shot.view_distance > 0 || shot.pitch > 0;
    if (shot.screen.empty() && of_a_screen) {
        return in_both("--panel、--choose、--view-distance、--pitch 用于整屏，须同时写 --screen desk 或 wall",
                       "--panel, --choose, --view-distance and --pitch are for a whole screen; say --screen desk or "
                       "wall too");
    }
    if (!shot.screen.empty() && !shot.ids.empty())
        return in_both("--ids 用于区域图，不能与 --screen 同时写",
                       "--ids is for a picture of the district, without --screen");
    if (shot.screen == "wall" && !shot.panel.empty())
        return in_both("--panel 只用于桌面，大屏没有面板", "--panel is the desk's; the wall has none");
    if ((shot.view_distance > 0) != (shot.pitch > 0))
        return in_both("--view-distance 与 --pitch 须同时写", "--view-distance and --pitch belong together; say both");
    return {};
}

CLI::App* add_check(CLI::App& program, CheckCommand& check) {
    CLI::App* const command = program.add_subcommand("check", "Say what is in it and what is wrong with it");
    command->add_option("districts", check.paths, "District files, or any files GDAL opens")
        ->required()
        ->type_name("DISTRICT|FILE");
    command->add_option("--crs", check.crs, "The file's coordinate system where it has none")->type_name("CRS");
    CLI::Option* const audit =
        command->add_flag("--audit", check.audit, "Verify the district's log of what people did instead");
    command->add_option("--head", check.head, "With --audit: the head that was kept elsewhere")
        ->needs(audit)
        ->type_name("N:HASH");
    CLI::Option* const warnings =
        command->add_flag("--warnings", check.warnings, "List the district's early warnings instead")->excludes(audit);
    command->add_option("--at", check.at, "With --warnings: as of this time, by what was known then [the newest]")
        ->needs(warnings)
        ->type_name("TIME");
    add_results(*command, check.results);
    return command;
}

CLI::App* add_sample(CLI::App& program, SampleCommand& sample) {
    CLI::App* const command = program.add_subcommand("sample", "Write a synthetic district");
    command->add_option("folder", sample.folder, "Where to")->required()->type_name("DIR");
    command->add_option("--buildings", sample.buildings, "How many [3445]")
        ->check(in_range(1, 5000000))
        ->type_name("N");
    command->add_option("--seed", sample.seed, "Another number, another district [1]")->type_name("S");
    add_choice(*command, "--history", sample.history, Choices<bool>{{"on", true}, {"off", false}},
               "A year of tickets, events, people and sensors [on]");
    command->add_option("--until", sample.until, "The last day of that year [2026-10-31]")->type_name("DATE");
    add_results(*command, sample.results);
    return command;
}

CLI::App* add_replay(CLI::App& program, ReplayCommand& replay) {
    CLI::App* const command =
        program.add_subcommand("replay", "Play recorded messages to a broker, an endpoint, a file");
    command->add_option("source", replay.source, "A journal, or a file of canonical messages, one a line")
        ->required()
        ->type_name("JOURNAL|FILE");
    command
        ->add_option("--to", replay.to,
                     "file:PATH, http://..., mqtt://..., kafka://...; {feed} stands for the feed's id")
        ->required()
        ->type_name("URL");
    command->add_option("--speed", replay.speed, "Times as fast as it was; 0: as fast as it goes [1]")
        ->check(in_range(0.0, 1e6))
        ->type_name("X");
    command->add_option("--feed", replay.feed, "Only this feed")->type_name("ID");
    command->add_option("--from", replay.from, "Only what became known from then on")->type_name("TIME");
    command->add_option("--until", replay.until, "and before then")->type_name("TIME");
    command->add_flag("--now", replay.now, "Move each message's times, so that it happens as it is played");
    command->add_option("--user", replay.user, "User name for the other side")->type_name("NAME");
    command->add_option("--secret", replay.secret, "Its password or token: env:NAME or file:PATH")->type_name("SECRET");
    command->add_option("--ca-file", replay.ca_file, "Certificate authority to trust")->type_name("FILE");
    add_results(*command, replay.results);
    return command;
}

CLI::App* add_serve(CLI::App& program, ServeCommand& serve) {
    CLI::App* const command = program.add_subcommand("serve", "Take feeds in and answer over HTTP, with no window");
    add_source(*command, serve.source);
    command->add_option("--listen", serve.listen, "Address and port [127.0.0.1:8734]")->type_name("ADDR");
    command
        ->add_option("--token", serve.token,
                     "What requests must show: env:NAME or file:PATH; a must beyond this machine")
        ->type_name("SECRET");
    add_choice(*command, "--pictures", serve.pictures, Choices<bool>{{"on", true}, {"off", false}},
               "Answer /shot.png, which takes a GPU or lavapipe [on]");
    command->add_option("--samples", serve.samples, "Samples a pixel, 1 or 4 [4]")
        ->check(one_or_four())
        ->type_name("N");
    add_choice(*command, "--lang", serve.chinese, Choices<bool>{{"zh", true}, {"en", false}},
               "Language of labels [zh]");
    add_device(*command, serve.device);
    return command;
}

/// "borough: ... (borough shot --help)".
ExitStatus tell_mistake(std::string const& what, std::string const& command = {}) {
    std::cerr << "borough: " << what << " (borough " << command << (command.empty() ? "" : " ") << "--help)\n";
    return ExitStatus::usage;
}

}  // namespace

std::optional<Size> read_size(std::string const& text) {
    Size size;
    char const* const end = text.data() + text.size();
    auto const width = std::from_chars(text.data(), end, size.width);
    if (width.ec != std::errc{} || width.ptr == end || (*width.ptr != 'x' && *width.ptr != 'X')) return {};
    auto const height = std::from_chars(width.ptr + 1, end, size.height);
    if (height.ec != std::errc{} || height.ptr != end) return {};
    return size;
}

std::variant<Command, ExitStatus> parse_command_line(int argc, char const* const* argv) {
    CLI::App program{"Borough: the digital twin of a city district, drawn.", "borough"};
    program.require_subcommand(1);
    program.set_version_flag("--version", "borough " BOROUGH_VERSION);
    ShotCommand shot;
    CheckCommand check;
    SampleCommand sample;
    ViewCommand view;
    CLI::App const* const shot_command = add_shot(program, shot);
    CLI::App const* const check_command = add_check(program, check);
    CLI::App const* const sample_command = add_sample(program, sample);
    ReplayCommand replay;
    ServeCommand serve;
    CLI::App const* const replay_command = add_replay(program, replay);
    CLI::App const* const serve_command = add_serve(program, serve);
    add_view(program, view);
    ReportCommand report;
    CLI::App const* const report_command = add_report(program, report);
    SiteCommand site;
    CLI::App const* const site_command = add_site(program, site);
    // What is not an option before the command must be one; CLI11 would only say that one is required.
    auto const commands = program.get_subcommands([](CLI::App const*) { return true; });
    auto const is_called = [&](CLI::App const* command) { return command->get_name() == argv[1]; };
    if (argc > 1 && argv[1][0] != '-' && std::none_of(commands.begin(), commands.end(), is_called)) {
        std::string const word = twin::in_quotes(argv[1]);
        return tell_mistake(in_both("没有命令 " + word + "，可用 " + commands_of(program),
                                    "there is no command " + word + "; there are " + commands_of(program)));
    }
    try {
        program.parse(argc, argv);
    } catch (CLI::ParseError const& error) {
        // --help and --version come this way too.
        if (error.get_exit_code() == 0) {
            program.exit(error, std::cout, std::cerr);
            return ExitStatus::done;
        }
        auto const called = program.get_subcommands();
        return tell_mistake(explain(program, error), called.empty() ? std::string{} : called.front()->get_name());
    }
    if (shot_command->parsed()) {
        std::string const wrong = explain_shot(shot);
        if (wrong.empty()) return Command{shot};
        return tell_mistake(wrong, "shot");
    }
    if (check_command->parsed()) return Command{check};
    if (sample_command->parsed()) return Command{sample};
    if (replay_command->parsed()) return Command{replay};
    if (serve_command->parsed()) return Command{serve};
    if (site_command->parsed()) return Command{std::move(site)};
    if (report_command->parsed()) {
        std::string const wrong = explain_report(report);
        if (wrong.empty()) return Command{std::move(report)};
        return tell_mistake(wrong, "report");
    }
    view.arguments.assign(argv + 1, argv + argc);
    if (std::string const wrong = explain_view(view); !wrong.empty()) {
        return tell_mistake(wrong, "view");
    }
    return Command{std::move(view)};
}

}  // namespace app
