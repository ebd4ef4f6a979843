// The options of `borough view`: the window, the wall, one wall of several outputs, remote control, supervision.
#include <algorithm>
#include <string_view>

#include "app/four_numbers.h"
#include "app/options_parts.h"

namespace app {
namespace {

constexpr std::uint32_t kLargestCanvas = 65536;

/// "1920,0,1920,1080": x, y, width, height.
Slice read_slice(std::string const& text) {
    auto const v = four_numbers<std::uint32_t>(text);
    if (!v || std::ranges::max(*v) > kLargestCanvas) {
        throw CLI::ValidationError(
            "--slice", in_both("'" + text + "' 不是画面分块，须写作 x,y,宽,高（像素）：1920,0,1920,1080",
                               "'" + text + "' is no slice; it is x,y,width,height in pixels: 1920,0,1920,1080"));
    }
    return {(*v)[0], (*v)[1], (*v)[2], (*v)[3]};
}

void add_wall(CLI::App& command, ViewCommand& view) {
    std::string const group = "Wall";
    command.add_flag("--wall", view.wall, "The wall: full screen, cards, carousel, nobody at the mouse")->group(group);
    command.add_option("--view-distance", view.view_distance, "From how far people read it, metres")
        ->check(in_range(0.3, 200.0))
        ->type_name("M")
        ->group(group);
    command.add_option("--pitch", view.pitch, "Size of one pixel, millimetres")
        ->check(in_range(0.02, 50.0))
        ->type_name("MM")
        ->group(group);
    auto const canvas = [&view](std::string const& text) {
        view.canvas = read_size_option("--canvas", text, kLargestCanvas);
    };
    command
        .add_option_function<std::string>("--canvas", canvas, "Pixels of the whole wall, where this is a part of it")
        ->type_name("WxH")
        ->group(group);
    auto const slice = [&view](std::string const& text) { view.slice = read_slice(text); };
    command.add_option_function<std::string>("--slice", slice, "The part of the canvas that this window shows")
        ->type_name("X,Y,W,H")
        ->group(group);
    command
        .add_option("--seam", view.seams,
                    "Where screens meet, pixels from the canvas's left; nothing important is there")
        ->delimiter(',')
        ->type_name("X,...")
        ->group(group);
}

void add_remote(CLI::App& command, ViewCommand& view) {
    std::string const group = "Remote control and several outputs";
    command.add_option("--remote", view.remote, "Serve the remote control at this address and port [off]")
        ->type_name("ADDR")
        ->group(group);
    command
        .add_option("--remote-token", view.remote_token,
                    "What who commands must show: env:NAME or file:PATH; a must beyond this machine")
        ->type_name("SECRET")
        ->group(group);
    command.add_option("--remote-read-token", view.remote_read_token, "What who only looks must show")
        ->type_name("SECRET")
        ->group(group);
    command.add_option("--remote-log", view.remote_log, "Who commanded what, a line each [beside the session's state]")
        ->type_name("FILE")
        ->group(group);
    command.add_flag("--lead", view.lead, "Tell other outputs what is shown, at the address of --remote")->group(group);
    command.add_option("--follow", view.follow, "Show what the output leading at this address shows")
        ->type_name("URL")
        ->group(group);
    command.add_option("--follow-token", view.follow_token, "The leader's token for reading, or for commanding")
        ->type_name("SECRET")
        ->group(group);
}

void add_long_run(CLI::App& command, ViewCommand& view) {
    std::string const group = "Running for weeks";
    command.add_flag("--supervised", view.supervised, "Start it again when it ends by itself or stands still")
        ->group(group);
    command.add_flag("--resume", view.resume, "Show what was shown last")->group(group);
    command.add_option("--heartbeat", view.heartbeat, "Descriptor to write a byte to with each frame")->group("");
}

bool inside(Slice const& slice, Size const& canvas) {
    return slice.width > 0 && slice.height > 0 && slice.x < canvas.width && slice.y < canvas.height &&
           slice.width <= canvas.width - slice.x && slice.height <= canvas.height - slice.y;
}

}  // namespace

CLI::App* add_view(CLI::App& program, ViewCommand& view) {
    CLI::App* const command = program.add_subcommand("view", "Open a window");
    add_source(*command, view.source);
    command->add_option("--view", view.view, "Where to start: a view of the district file")->type_name("NAME");
    add_picture(*command, view);
    add_section(*command, view.section);
    add_live(*command, view.live);
    command->add_flag("--full-screen", view.full_screen, "Start in full screen");
    command->add_option("--lose-device-after", view.device.lose_after, "For tests: frames until the GPU is gone")
        ->group("");
    command->add_option("--frames", view.frames, "Close after so many frames")->type_name("N")->group("");
    add_wall(*command, view);
    add_remote(*command, view);
    add_long_run(*command, view);
    add_device(*command, view.device);
    add_results(*command, view.results);
    command->callback([command, &view] {
        view.language_given = command->count("--lang") > 0;
        view.size_given = command->count("--size") > 0;
    });
    return command;
}

std::string explain_view(ViewCommand const& view) {
    if (view.slice && !view.canvas)
        return in_both("--slice 是 --canvas 的一块，须同时写", "--slice is a part of --canvas WxH; say both");
    if (view.slice && !inside(*view.slice, *view.canvas))
        return in_both("--slice 超出画布或为空", "--slice reaches beyond the canvas, or is empty");
    double const width = view.canvas ? view.canvas->width : kLargestCanvas;
    for (double const seam : view.seams) {
        if (!(seam > 0 && seam < width))
            return in_both("--seam：接缝须在画布左右边之间", "--seam: a seam lies between the canvas's left and right");
    }
    if ((view.view_distance > 0) != (view.pitch > 0))
        return in_both("--view-distance 与 --pitch 须同时写", "--view-distance and --pitch belong together; say both");
    bool const tokens = !view.remote_token.empty() || !view.remote_read_token.empty() || !view.remote_log.empty();
    if (view.remote.empty() && (tokens || view.lead))
        return in_both("须同时写 --remote 地址：带领其他输出或接受遥控，都要有监听地址",
                       "this takes --remote ADDR: who leads or is commanded listens somewhere");
    if (view.remote_token.empty() && !view.remote_read_token.empty()) {
        return in_both("只写 --remote-read-token 则人人都可遥控，须同时写 --remote-token",
                       "--remote-read-token alone would let everybody command; say --remote-token too");
    }
    if (view.lead && !view.follow.empty())
        return in_both("--lead 与 --follow 不能同时写", "--lead and --follow exclude each other");
    if (view.follow.empty() && !view.follow_token.empty())
        return in_both("--follow-token 须与 --follow 同时写", "--follow-token is for --follow URL");
    return {};
}

}  // namespace app
