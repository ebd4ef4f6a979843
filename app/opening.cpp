#include "app/opening.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <utility>

#include "app/exit_status.h"
#include "app/interrupt.h"
#include "app/user_file.h"

namespace app {
namespace {

constexpr double kTurn = 0.05;  ///< seconds between two looks at what has come

template <class T>
bool is_ready(std::future<T> const& coming) {
    return coming.valid() && coming.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
}

/// As the window will be once it is open. Only looked at: mending that file and saying so is the studio's.
ui::Settings wished(ViewCommand const& command) {
    ui::Settings settings;
    settings.language = command.chinese ? ui::Language::zh : ui::Language::en;
    std::vector<std::string> problems;
    if (auto const text = read_whole(UserFile::of_district(command.source.path).file))
        settings = ui::from_toml(*text, settings, problems);
    if (command.language_given) settings.language = command.chinese ? ui::Language::zh : ui::Language::en;
    return settings;
}

bool wants_out(WindowInput const& input) {
    return std::ranges::any_of(input.input.keys, [&](ui::Input::KeyEvent const& event) {
        return event.down && (event.key == ui::Key::escape || (event.key == ui::Key::q && input.input.ctrl));
    });
}

}  // namespace

void OpeningWatch::stage(std::string_view name) {
    Stopwatch::stage(name);
    std::lock_guard const lock(mutex_);
    std::size_t const step = ui::reading_step(name, reached_.step);
    reached_ = {step, -1};
}

void OpeningWatch::advance(double fraction) {
    Stopwatch::advance(fraction);
    std::lock_guard const lock(mutex_);
    reached_.done = fraction;
}

OpeningWatch::Reached OpeningWatch::reached() const {
    std::lock_guard const lock(mutex_);
    return reached_;
}

bool Opening::Shown::operator==(Shown const& other) const {
    return step == other.step && percent == other.percent && seconds == other.seconds &&
           size.width == other.size.width && size.height == other.size.height;
}

Opening::Opening(Parts parts) : parts_(std::move(parts)) {
    ui::Settings const settings = wished(parts_.command);
    // The words of a connection to a database may hold its password.
    std::string const& path = parts_.command.source.path;
    std::error_code error;
    reading_.district = std::filesystem::exists(path, error) ? path : path.substr(0, path.find(':'));
    reading_.language = settings.language;
    reading_.dark = settings.dark || parts_.command.wall;
}

base::Result<renderer::Renderer>& Opening::renderer() {
    if (!renderer_) renderer_ = parts_.renderer.get();
    return *renderer_;
}

base::Result<ui::Ui>& Opening::ui() {
    if (!ui_) ui_ = parts_.ui.get();
    return *ui_;
}

scene::Panels Opening::panels(OpeningWatch::Reached reached) {
    reading_.step = reached.step;
    reading_.done = reached.done;
    reading_.ms = static_cast<std::int64_t>(parts_.watch.total_ms());
    Size const pixels = parts_.window.pixels();
    ui::Request request;
    request.screen = parts_.command.wall ? ui::Screen::wall : ui::Screen::desk;
    request.width = pixels.width;
    request.height = pixels.height;
    request.scale = parts_.command.wall ? ui::Scale::for_wall(pixels.width, pixels.height, parts_.command.view_distance,
                                                              parts_.command.pitch)
                                        : ui::Scale::for_desk(parts_.window.dpi_scale(), 1);
    return ui()->draw(request, reading_).panels;
}

bool Opening::show(OpeningWatch::Reached reached) {
    Size const pixels = parts_.window.pixels();
    if (pixels.width == 0 || pixels.height == 0) return false;
    Shown const now{reached.step, static_cast<int>(reached.done * 100),
                    static_cast<std::int64_t>(parts_.watch.total_ms() / 1000), pixels};
    if (now == shown_) return true;
    auto const presented = renderer()->present(panels(reached));
    if (presented && *presented) shown_ = now;
    return presented && *presented;
}

void Opening::turn(bool draws) {
    WindowInput const input = parts_.window.wait(kTurn);
    parts_.heart.alive();
    if (asked_to_end() || parts_.window.closing() || wants_out(input)) {
        parts_.watch.clear_line();
        std::_Exit(static_cast<int>(ExitStatus::done));
    }
    if (!draws) return;
    if (!renderer_ && is_ready(parts_.renderer)) renderer_ = parts_.renderer.get();
    if (!ui_ && is_ready(parts_.ui)) ui_ = parts_.ui.get();
    if (!renderer_ || !ui_ || !*renderer_ || !*ui_) return;
    if (input.any) shown_ = {};
    show(parts_.watch.reached());
}

}  // namespace app
