#include "app/options_parts.h"

#include "app/section.h"

namespace app {
namespace {

constexpr std::uint32_t kSmallest = 64;
constexpr std::uint32_t kLargestSide = 16384;

}  // namespace

Size read_size_option(std::string const& option, std::string const& text, std::uint32_t largest) {
    auto const given = read_size(text);
    if (!given)
        throw CLI::ValidationError(option, in_both("'" + text + "' 不是尺寸，须写作 1920x1080",
                                                   "'" + text + "' is not a size; it is written 1920x1080"));
    auto const fits = [largest](std::uint32_t n) { return n >= kSmallest && n <= largest; };
    if (!fits(given->width) || !fits(given->height)) {
        std::string const most = std::to_string(largest);
        throw CLI::ValidationError(option,
                                   in_both(text + " 超出范围，须在 64x64 至 " + most + "x" + most + " 之间",
                                           text + " is out of range: pictures are 64x64 to " + most + "x" + most));
    }
    return *given;
}

void add_size(CLI::App& command, Size& size) {
    auto const read = [&size](std::string const& text) { size = read_size_option("--size", text, kLargestSide); };
    command.add_option_function<std::string>("--size", read, "Pixels, 64x64 to 16384x16384 [1920x1080]")
        ->type_name("WxH");
}

void add_style(CLI::App& command, std::optional<scene::Style>& style) {
    Choices<scene::Style> const names{
        {"day", scene::Style::day}, {"night", scene::Style::night}, {"paper", scene::Style::paper}};
    add_choice(command, "--style", style, names, "Look of the picture [the view's own, or day]");
}

void add_source(CLI::App& command, SourceOptions& source) {
    command.add_option("district", source.path, "A district file, or any file GDAL opens")
        ->required()
        ->type_name("DISTRICT|FILE");
    command.add_option("--crs", source.crs, "The file's coordinate system where it has none: EPSG:4547, gcj02 ...")
        ->type_name("CRS");
    command.add_option("--layers", source.layers, "Only these layers, by title or role")
        ->delimiter(',')
        ->type_name("A,B");
    command.add_option("--colour-by,--color-by", source.colour_by, "Colour buildings by this attribute")
        ->type_name("FIELD");
}

void add_device(CLI::App& command, DeviceOptions& device) {
    command.add_option("--device", device.device, "GPU by number or part of its name [the best]")->type_name("DEVICE");
    command.add_flag("--validation", device.validation, "Load the Vulkan validation layer; its messages are failures");
}

void add_results(CLI::App& command, ResultOptions& results) {
    command.add_option("--stats", results.stats, "Write counts, times and memory to this file")->type_name("FILE");
    command.add_flag("--json", results.json, "Machine-readable results on standard output");
}

void add_section(CLI::App& command, std::optional<std::array<double, 4>>& section) {
    auto const read = [&section](std::string const& text) {
        auto const line = read_section(text);
        if (!line) throw CLI::ValidationError("--section", line.error().message);
        section = *line;
    };
    command
        .add_option_function<std::string>(
            "--section", read,
            "Cut away what lies before this line and show what it cuts, metres in the district's CRS")
        ->type_name("X1,Y1,X2,Y2");
}

void add_live(CLI::App& command, LiveOptions& live) {
    command
        .add_option("--live", live.layers,
                    "Live layers: tickets, tickets.heat, events, cameras, population ... [the view's]")
        ->delimiter(',')
        ->type_name("A,B");
    command.add_option("--at", live.at, "As it was at this time [the newest there is; in a window, now]")
        ->type_name("TIME");
    command.add_option("--known-at", live.known_at, "From what was known at this time [all that is known]")
        ->type_name("TIME");
}

}  // namespace app
